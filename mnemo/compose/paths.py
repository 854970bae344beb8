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
from mnemo.compose.tables import INF, Shelf

Kind = Literal["say", "skip", "heading", "break", "rhyme", "end"]
TOLD = frozenset({"say", "break", "heading"})  # what can be seen of a verse
ANY = -1  # the rhyme target is still to be chosen

State = tuple[int, int, int, int, int]
"""Where a verse stands: i, n, κ, target, last rhymed tone (0 before the first rhyme place); see `search`."""


class Move(NamedTuple):
    """One decision: what is done, at which unit and clause, with which entry, what it costs, where it leads.

    `weight` is the cost with what the round adds.
    """

    kind: Kind
    i: int
    n: int
    entry: Entry | None
    weight: int
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
        kept = [m for m in self.moves if m.kind in TOLD]
        return tuple([(m.i, *m.entry.phrasing.clauses) if m.entry else (m.kind,) for m in kept])

    def said(self) -> list[Move]:
        """The moves that put clauses into the verse."""
        return [m for m in self.moves if m.kind == "say"]


Link = tuple[Move, "Link | None"]
"""A path under way: its newest move, and what came before."""
Rated = tuple[int, Move]  # the least cost of a verse that makes the move
Option = tuple[int, int, int, int, Entry, tuple[int, int] | None]
"""Least cost of a verse, weight, cost, last tone, entry, unit and κ it leads to."""


class Paths:
    """Enumerates verses by cost; at each state only the `width` best moves are looked at.

    Exact for the first `width` verses: the k cheapest use at every state one of its k best moves.
    """

    def __init__(self, values: Values, width: int) -> None:
        self.values, self.plan, self.width = values, values.plan, width
        self._moves: dict[State, list[Rated]] = {}

    def cheapest(self, target: int = ANY, tries: int = 0) -> Iterator[Path]:
        """Verses in order of cost (penalties included), each once; all start on rhyme `target` if given.

        One verse may be aimed at several rhymes, so is found again and again; `tries` (0 = as many as it
        takes) bounds how many are looked at, alike or not.
        """
        serial = count()
        start: State = (0, 0, COLD, ANY if self.plan.by_unit else target, 0)
        heap: list[tuple[int, int, int, State, int, Link | None]] = []
        if moves := self.moves(start):
            heap.append((moves[0][0], next(serial), 0, start, 0, None))
        seen: set[object] = set()
        left = tries
        while heap and (left or not tries):
            left -= 1
            total, _, spent, state, rank, link = heapq.heappop(heap)
            at: State | None = state
            while at is not None:
                moves = self.moves(at)
                if rank + 1 < len(moves):
                    heapq.heappush(heap, (spent + moves[rank + 1][0], next(serial), spent, at, rank + 1, link))
                move = moves[rank][1]
                spent, rank, link, at = spent + move.weight, 0, (move, link), move.after
            made = _unlink(link)
            path = Path(total - sum(m.weight - m.cost for m in made), total, tuple(made))
            if (key := path.key()) not in seen:
                seen.add(key)
                yield path

    def firsts(self) -> list[int]:
        """Least cost of a verse for each first rhyme."""
        return self.values.listed(0, COLD, 0)[0]

    def moves(self, state: State) -> list[Rated]:
        """The best moves from a state, each with the least cost of a verse that makes it, cheapest first."""
        found = self._moves.get(state)
        if found is None:
            found = [pair for pair in self._all_moves(state) if pair[0] < INF]
            found.sort(key=itemgetter(0))
            self._moves[state] = found = found[: self.width]
        return found

    def _all_moves(self, state: State) -> list[Rated]:
        _, n, kappa, target, _ = state
        found: list[Rated] = []
        if (target == ANY) == self.plan.pooled(n) and kappa < SWAPPED:
            self._neutral(state, found)
        if target == ANY:
            self._choose(state, found)
        else:
            found += self._swapped(state) if kappa >= SWAPPED else self._blocks(state)
        return found

    def _choose(self, state: State, found: list[Rated]) -> None:
        """The rhymes to go on with."""
        i, n, kappa, _, tone = state
        vector = self.values.listed(i, kappa, n, self.plan.pooled(n))[0]
        for target in sorted(range(len(vector)), key=vector.__getitem__)[: self.width]:
            found.append((vector[target], Move("rhyme", i, n, None, 0, 0, (i, n, kappa, target, tone))))

    def _neutral(self, state: State, found: list[Rated]) -> None:
        """Moves that say nothing: end, skip, heading, break."""
        plan, (i, n, kappa, target, tone) = self.plan, state

        def add(kind: Kind, cost: int, after: State) -> None:
            vector = self.values.listed(after[0], after[2], after[1])[after[4]]
            best = min(vector) if after[3] == ANY else vector[after[3]]
            found.append((cost + best, Move(kind, i, n, None, cost, cost, after)))

        if i == plan.count:
            if plan.may_end(n):
                found.append((0, Move("end", i, n, None, 0, 0, None)))
            return
        add("skip", plan.skip_cost(i), (i + 1, n, plan.carry(i, kappa, False), target, tone))
        if n == 0 and kappa == COLD and plan.heading_at(i):
            add("heading", plan.costs.heading, (i, 0, HEADED, target, 0))
        if i and n and plan.may_end(n):
            if plan.by_unit:
                add("break", plan.break_cost(i), (i, 0, COLD, ANY, 0))
            else:
                found += self._breaks(i, n, target)

    def _breaks(self, i: int, n: int, target: int) -> list[Rated]:
        """New stanzas, on the rhyme there was or the cheapest others."""
        plain, change = self.plan.break_cost(i), self.plan.costs.change
        vector = self.values.listed(i, COLD, 0)[0]
        rated = sorted((v + (change if g != target else 0), g) for g, v in enumerate(vector))[: self.width]
        costs = [(v + plain, g, plain + (change if g != target else 0)) for v, g in rated]
        return [(v, Move("break", i, n, None, cost, cost, (i, 0, COLD, g, 0))) for v, g, cost in costs]

    def _blocks(self, state: State) -> list[Rated]:
        """Moves that say something."""
        plan, tables, (i, n, kappa, _, _) = self.plan, self.values.tables, state
        found: list[Option] = []
        position, warm, room = n % plan.unit, kappa != COLD, plan.longest - n
        if i == plan.count or (i == 0 and n == 0 and kappa == COLD):
            for shelf in tables.fillers.get((i, position), ()):
                if i == plan.count:
                    if plan.may_end(n + shelf.size):
                        self._say(state, shelf, None, 0, found)
                elif shelf.size <= room:
                    self._say(state, shelf, (0, COLD), 0, found)
        if i < plan.count and kappa != CLOSED:
            more = plan.place_cost(i, n)
            for shelf in tables.sayings.get((i, position, warm), ()):
                if shelf.size <= room:
                    self._say(state, shelf, (i + shelf.used, plan.carry(i + shelf.used - 1, kappa, True)), more, found)
            if room >= 2 and plan.swaps(i) and (second := tables.one.get((i + 1, position, warm))):
                self._say(state, second, (i, SWAPPED + kappa), plan.costs.swap + more, found)
        return self._best(state, found)

    def _swapped(self, state: State) -> list[Rated]:
        plan, (i, n, kappa, _, _) = self.plan, state
        found: list[Option] = []
        warm = kappa != SWAPPED + COLD or bool(plan.units[i].context)
        if shelf := self.values.tables.one.get((i, n % plan.unit, warm)):
            self._say(state, shelf, (i + 2, plan.carry(i + 1, kappa - SWAPPED, True)), 0, found)
        return self._best(state, found)

    def _say(self, state: State, shelf: Shelf, after: tuple[int, int] | None, more: int, found: list[Option]) -> None:
        """The best options that say one entry of a shelf; `after` is the unit and κ they lead to."""
        _, n, _, target, tone = state
        end, turn = n + shelf.size, 0 if self.plan.fresh(n) else self.plan.costs.tone
        ahead = self.values.listed(*after, end) if after else None
        for first, last, rated in self.values.prices.best(shelf, target, self.width):
            final = last if shelf.rows > 1 else tone
            extra = more + (turn if shelf.rows > 1 and first != tone else 0)
            least = extra + (ahead[final][target] if ahead else 0)
            found += [(c + least, c + extra, base + extra, final, entry, after) for c, base, entry in rated]

    def _best(self, state: State, options: list[Option]) -> list[Rated]:
        """The cheapest options as moves."""
        _, n, _, target, _ = state
        options.sort(key=itemgetter(0))
        found = []
        for total, weight, cost, tone, entry, after in options[: self.width]:
            following: State | None = None
            if after:
                end = n + len(entry.lengths)
                following = (after[0], end, after[1], ANY if self.plan.pooled(end) else target, 0 if self.plan.fresh(end) else tone)
            found.append((total, Move("say", entry.start, n, entry, weight, cost, following)))
        return found


def _unlink(link: Link | None) -> list[Move]:
    moves = []
    while link is not None:
        move, link = link
        moves.append(move)
    return moves[::-1]
