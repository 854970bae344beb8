"""The k cheapest verses, in order: enumeration guided by the exact costs-to-go of `search.Values`."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from operator import itemgetter
from typing import Literal, NamedTuple

from mnemo.compose.bank import Entry
from mnemo.compose.plan import CLOSED, COLD, HEADED, SWAPPED
from mnemo.compose.search import Values
from mnemo.compose.tables import INF, Place

Kind = Literal["say", "skip", "heading", "break", "rhyme", "end"]
ANY = -1  # the rhyme target is still to be chosen


class State(NamedTuple):
    """Where a verse stands; see `search`. `tone` is None before the first rhyme place."""

    i: int
    n: int
    kappa: int
    target: int
    tone: int | None


class Move(NamedTuple):
    """One decision: what is done, at which unit and clause, with which entry, what it costs, where it leads."""

    kind: Kind
    i: int
    n: int
    entry: Entry | None
    cost: int
    after: State | None


@dataclass(frozen=True, slots=True)
class Path:
    """A whole verse as moves; `cost` is free of this round's penalties, `found` holds them."""

    cost: int
    found: int
    moves: tuple[Move, ...]

    def key(self) -> tuple[tuple[object, ...], ...]:
        """Tells verses apart by what is said and where stanzas end, not by the rhyme aimed at."""
        kept = (m for m in self.moves if m.kind in ("say", "break", "heading"))
        return tuple((m.i, *m.entry.phrasing.clauses) if m.entry else (m.kind,) for m in kept)

    def said(self) -> list[Move]:
        """The moves that put clauses into the verse."""
        return [m for m in self.moves if m.kind == "say"]


class Link(NamedTuple):
    """A path under way, newest move first."""

    move: Move
    before: Link | None


class Paths:
    """Enumerates verses by cost; at each state only the `width` best moves are looked at.

    Exact for the first `width` verses: the k cheapest use at every state one of its k best moves.
    """

    def __init__(self, values: Values, width: int) -> None:
        self.values, self.plan, self.width = values, values.plan, width
        self._moves: dict[State, list[tuple[int, Move]]] = {}

    def cheapest(self, target: int = ANY) -> Iterator[Path]:
        """Verses in order of cost (penalties included), each once; all start on rhyme `target` if given."""
        serial = count()
        start = State(0, 0, COLD, ANY if self.plan.by_unit else target, None)
        heap: list[tuple[int, int, int, State, int, Link | None]] = []
        if moves := self.moves(start):
            heap.append((moves[0][0], next(serial), 0, start, 0, None))
        seen: set[object] = set()
        while heap:
            total, _, spent, state, rank, link = heapq.heappop(heap)
            at: State | None = state
            while at is not None:
                moves = self.moves(at)
                if rank + 1 < len(moves):
                    heapq.heappush(heap, (spent + moves[rank + 1][0], next(serial), spent, at, rank + 1, link))
                move = moves[rank][1]
                spent, rank, link, at = spent + self._weight(move), 0, Link(move, link), move.after
            path = Path(total - self._penalties(link), total, tuple(_unlink(link)))
            if (key := path.key()) not in seen:
                seen.add(key)
                yield path

    def _weight(self, move: Move) -> int:
        return move.cost + (self.values.change.penalty(move.entry) if move.entry else 0)

    def _penalties(self, link: Link | None) -> int:
        moves = _unlink(link)
        return sum(self.values.change.penalty(m.entry) for m in moves if m.entry)

    def value(self, state: State | None) -> int:
        """Least cost from the state to the end."""
        if state is None:
            return 0
        plan, (i, n, kappa, target, tone) = self.plan, state
        vector = self.values.cells[i][(n, kappa)]
        if target == ANY:
            return min(vector)
        if plan.pooled(n):
            return self.values.raw[(i, n, kappa)][target]
        return vector[target + (plan.targets if tone else 0)]

    def moves(self, state: State) -> list[tuple[int, Move]]:
        """The best moves from a state, each with the least cost of a verse that makes it, cheapest first."""
        if state not in self._moves:
            found = [pair for pair in self._all_moves(state) if pair[0] < INF]
            found.sort(key=itemgetter(0))
            self._moves[state] = found[: self.width]
        return self._moves[state]

    def _all_moves(self, state: State) -> Iterator[tuple[int, Move]]:
        pooled = self.plan.pooled(state.n)
        if (state.target == ANY) == pooled and state.kappa < SWAPPED:
            for move in self._neutral(state):
                yield move.cost + self.value(move.after), move
        if state.target == ANY:
            for target in range(self.plan.targets):
                after = state._replace(target=target)
                yield self.value(after), Move("rhyme", state.i, state.n, None, 0, after)
        else:
            yield from self._swapped(state) if state.kappa >= SWAPPED else self._blocks(state)

    def _neutral(self, state: State) -> Iterator[Move]:
        """Moves that say nothing: end, skip, heading, break."""
        plan, (i, n, kappa, target, _) = self.plan, state
        if i == plan.count:
            if plan.may_end(n):
                yield Move("end", i, n, None, 0, None)
            return
        skipped = state._replace(i=i + 1, kappa=plan.carry(i, kappa, False))
        yield Move("skip", i, n, None, plan.skip_cost(i), skipped)
        if n == 0 and kappa == COLD and plan.heading_at(i):
            yield Move("heading", i, n, None, plan.costs.heading, state._replace(kappa=HEADED))
        if i and n and plan.may_end(n):
            for other in [ANY] if plan.by_unit else range(plan.targets):
                cost = plan.break_cost(i) + (plan.costs.change if other != target else 0)
                yield Move("break", i, n, None, cost, State(i, 0, COLD, other, None))

    def _blocks(self, state: State) -> Iterator[tuple[int, Move]]:
        plan, (i, n, kappa, _, _) = self.plan, state
        if i == plan.count or (i == 0 and n == 0 and kappa == COLD):
            yield from self._fillers(state)
        if i == plan.count or kappa == CLOSED:
            return
        more, warm = plan.place_cost(i, n), kappa != COLD
        for used, place, _ in self.values.sayings(i, n, warm):
            if n + place.size <= plan.longest:
                yield from self._say(state, i, used, place, warm, (i + used, plan.carry(i + used - 1, kappa, True)), more)
        if n + 2 <= plan.longest and plan.swaps(i):
            place = plan.places[n % plan.unit][0]
            yield from self._say(state, i + 1, 1, place, warm, (i, SWAPPED + kappa), plan.costs.swap + more)

    def _fillers(self, state: State) -> Iterator[tuple[int, Move]]:
        plan = self.plan
        for place in plan.places[state.n % plan.unit]:
            end = state.n + place.size
            if state.i < plan.count and end <= plan.longest:
                yield from self._say(state, 0, 0, place, False, (0, COLD), 0)
            elif state.i == plan.count and plan.may_end(end):
                yield from self._say(state, state.i, 0, place, False, None, 0)

    def _swapped(self, state: State) -> Iterator[tuple[int, Move]]:
        plan, kappa = self.plan, state.kappa - SWAPPED
        warm = kappa != COLD or bool(plan.units[state.i].context)
        after = (state.i + 2, plan.carry(state.i + 1, kappa, True))
        yield from self._say(state, state.i, 1, plan.places[state.n % plan.unit][0], warm, after, 0)

    def _say(
        self, state: State, start: int, used: int, place: Place, warm: bool, after: tuple[int, int] | None, more: int
    ) -> Iterator[tuple[int, Move]]:
        """The best moves that say one entry of a list, with the least cost of a verse that makes them."""
        plan, change = self.plan, self.values.change
        target, end = state.target, state.n + place.size
        fresh, pooled = plan.fresh(end), plan.pooled(end)
        ahead = self._ahead(after, end, target)
        found: list[tuple[int, int, int | None, Entry]] = []
        altered, penalties = start in change.touched, change.penalties
        grades, turn, again = plan.rhymes.cost[target], plan.costs.tone, plan.costs.again if warm else 0
        price = change.price * place.size
        for entry in self.values.tables.entries(start, used, place):
            if (not warm and not entry.says) or (altered and not change.allows(entry)):
                continue
            cost, tone = entry.cost + more + (again if entry.says else 0), state.tone
            for j in place.rhymed:
                cost += grades[entry.classes[j]]
                if tone is not None and tone != entry.tones[j]:
                    cost += turn
                tone = entry.tones[j]
            total = cost + price + ahead[tone or 0] + (penalties.get(entry, 0) if altered else 0)
            found.append((total, cost, None if fresh else tone, entry))
            if not altered and not place.rhymed and len(found) == self.width and not again:
                break  # cheapest first
        found.sort(key=itemgetter(0))
        for total, cost, tone, entry in found[: self.width]:
            following = after and State(after[0], end, after[1], ANY if pooled else target, tone)
            yield total, Move("say", start, state.n, entry, cost, following)

    def _ahead(self, after: tuple[int, int] | None, end: int, target: int) -> tuple[int, int]:
        """Costs-to-go at clause `end` for this target: after 平, after 仄."""
        if after is None:
            return 0, 0
        vector = self.values.cells[after[0]].get((end, after[1]))
        if vector is None:
            return INF, INF
        return vector[target], vector[target + (len(vector) - self.plan.targets)]


def _unlink(link: Link | None) -> list[Move]:
    moves = []
    while link is not None:
        moves.append(link.move)
        link = link.before
    return moves[::-1]
