"""Repeated line ends: what they cost, and the search for a verse without them.

Which 字 have ended a clause is no part of the search's state. If one 字 ends two rhyme places (or one
3-字 tail two clauses), either place may give way: both are tried, cheapest first. The first clean verse
found is the cheapest clean one. The tree is cut at `cap` rounds; then the best of those seen is taken,
its repeats counted into its cost.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count
from typing import NamedTuple

from mnemo.compose.costs import Costs
from mnemo.compose.paths import Path
from mnemo.compose.tables import Change, EndBan
from mnemo.forms import Form, Scheme

TAIL = 3
"""A tail is so many 字; counted in clauses of at least TAIL + 2 字, where it is only a part of the clause."""


class Ending(NamedTuple):
    """The end of one clause of a path."""

    text: str
    rhymed: bool
    ban: tuple[int, int]  # start unit and units used of the saying it belongs to
    stanza: int = 0


def endings(path: Path, form: Form, scheme: Scheme) -> list[Ending]:
    """All clause ends of a path, in order."""
    found, stanza, unit, rhymed = [], 0, form.unit, scheme.rhymed
    for move in path.moves:
        if move.kind == "break":
            stanza += 1
        elif entry := move.entry:
            ban = entry.start, entry.used
            for n, text in enumerate(entry.phrasing.clauses, move.n):
                found.append(Ending(text, n % unit in rhymed, ban, stanza))
    return found


def alike(ends: Sequence[Ending]) -> list[tuple[Ending, Ending]]:
    """Pairs with one last 字, in order of the first and then the second: no others repeat anything."""
    places: dict[str, list[int]] = {}
    for place, end in enumerate(ends):
        places.setdefault(end.text[-1], []).append(place)
    pairs = sorted(pair for same in places.values() if len(same) > 1 for pair in combinations(same, 2))
    return [(ends[a], ends[b]) for a, b in pairs]


def _repeat(a: Ending, b: Ending) -> str:
    """The end two clauses of one last 字 share so that one should give way, "" if they do not."""
    tail = a.text[-TAIL:]
    if min(len(a.text), len(b.text)) >= TAIL + 2 and tail == b.text[-TAIL:]:
        return tail
    return a.text[-1] if a.rhymed and b.rhymed else ""


def repeat_cost(pairs: Iterable[tuple[Ending, Ending]], costs: Costs) -> int:
    """What all repeated ends of a verse cost."""
    return sum(_pair_cost(a, b, costs) for a, b in pairs)


def _pair_cost(a: Ending, b: Ending, costs: Costs) -> int:
    if a.rhymed and b.rhymed:
        return costs.same_rhyme if a.stanza == b.stanza else costs.same_char
    if a.text == b.text:
        return costs.same_clause
    return costs.same_tail if _repeat(a, b) else costs.same_end


def first_repeat(pairs: Iterable[tuple[Ending, Ending]]) -> tuple[EndBan, ...]:
    """The two ways to undo the first repeat, () if there is none."""
    for a, b in pairs:
        if end := _repeat(a, b):
            return tuple(dict.fromkeys([(*a.ban, end), (*b.ban, end)]))
    return ()


@dataclass(frozen=True, slots=True)
class Found:
    """A path with its whole cost, repeats included."""

    path: Path
    total: int
    clean: bool


def graded(path: Path, form: Form, scheme: Scheme, costs: Costs) -> Found:
    """The path with its repeats counted."""
    pairs = alike(endings(path, form, scheme))
    return Found(path, path.cost + repeat_cost(pairs, costs), not first_repeat(pairs))


def without_repeats(
    change: Change, solve: Callable[[Change], Iterator[Path]], grade: Callable[[Path], Found],
    branch: Callable[[Path], tuple[EndBan, ...]], cap: int,
) -> list[Found]:  # fmt: skip
    """Paths seen on the way to the cheapest one without repeated ends; that one is last, if it was found."""
    serial = count()
    heap: list[tuple[int, int, Change, Path]] = []
    seen: list[Found] = []

    def push(node: Change) -> None:
        if path := next(solve(node), None):
            heapq.heappush(heap, (path.found, next(serial), node, path))

    push(change)
    solved = 1
    while heap:
        _, _, node, path = heapq.heappop(heap)
        seen.append(grade(path))
        if seen[-1].clean:
            break
        for ban in branch(path):
            if solved < cap:
                solved += 1
                push(replace(node, bans=node.bans | {ban}))
    return seen
