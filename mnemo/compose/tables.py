"""Phrasings as integers: what each costs at a place of the verse, per rhyme target and tone class.

A table is made for a run of clauses: their lengths, and which of them rhyme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mnemo.compose.costs import Costs
from mnemo.compose.rhyme import Rhymes
from mnemo.compose.units import Options, Unit, precedes
from mnemo.types import Phrasing

INF = 10**15
"""No way to finish from here; far above any sum of costs."""
FREE_KEEP = 3
"""Where no clause rhymes, so many times more phrasings are kept than per rhyme."""

Flags = tuple[bool, ...]
Shape = tuple[tuple[int, ...], Flags]  # lengths, rhymed
EndBan = tuple[int, int, str]  # start unit, units used, last 字 of a clause


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A phrasing at its unit, with the whole cost it adds (rhyme apart). Compared by identity."""

    phrasing: Phrasing
    start: int
    used: int  # units it consumes: 1, 2 for a merge, 0 for an opening or closing
    cost: int
    classes: tuple[int, ...]
    tones: tuple[int, ...]  # 0 平, 1 仄
    says: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Cheapest costs of a run of clauses. `plain` if none rhymes; `single` if one does: for 平 ends, then for
    仄 ends, target by target; `several`: [tone of the first rhyme place][tone of the last][target].
    """

    plain: int = 0
    single: tuple[int, ...] = ()
    several: tuple[tuple[tuple[int, ...], ...], ...] = ()

    def rhymed(self) -> bool:
        return bool(self.single or self.several)

    def entered(self, after: Sequence[int]) -> list[int]:
        """Cost per tone of the first rhyme place and target, with what follows (`after`: 平, then 仄)."""
        if self.single:
            return [a + b for a, b in zip(self.single, after, strict=True)]
        size = len(after) // 2
        row: list[int] = []
        for level, oblique in self.several:
            pairs = zip(level, after[:size], oblique, after[size:], strict=True)
            row.extend(min(a + x, b + y) for a, x, b, y in pairs)
        return row


@dataclass(frozen=True, slots=True)
class Change:
    """What a further round of the search alters: penalties per entry, a price per clause, barred ends."""

    penalties: Mapping[Entry, int]
    price: int = 0
    bans: frozenset[EndBan] = frozenset()
    touched: frozenset[int] = field(init=False, default=frozenset())  # units whose tables differ, the price apart

    def __post_init__(self) -> None:
        starts = [*(start for start, _, _ in self.bans), *(entry.start for entry in self.penalties)]
        object.__setattr__(self, "touched", frozenset(starts))

    def penalty(self, entry: Entry) -> int:
        """What this round adds to the entry's own cost."""
        if not self.penalties:
            return self.price * len(entry.classes)
        return self.penalties.get(entry, 0) + self.price * len(entry.phrasing.clauses)

    def allows(self, entry: Entry) -> bool:
        """Whether no clause of the entry has a barred end."""
        if not self.bans:
            return True
        mine = [end for start, used, end in self.bans if start == entry.start and used == entry.used]
        return not any(text.endswith(end) for text in entry.phrasing.clauses for end in mine)


NO_CHANGE = Change({})


@dataclass(frozen=True, slots=True)
class Bank:
    """All usable entries: `by_unit[i]` start at unit i, then openings, then closings."""

    by_unit: tuple[tuple[Entry, ...], ...]
    openings: tuple[Entry, ...]
    closings: tuple[Entry, ...]


def build_bank(units: Sequence[Unit], options: Options, rhymes: Rhymes) -> Bank:
    """Entries of every unit, cheapest first, without banned phrasings and doubles."""
    rows = []
    for index, unit in enumerate(units):
        found = _entries(unit.phrasings, index, 1, options, rhymes)
        if index + 1 < len(units):
            merges = [p for p in unit.merges if _merges(p, unit, units[index + 1])]
            found += _entries(merges, index, 2, options, rhymes)
        rows.append(tuple(e for e in found if e.says or unit.context))
    openings = _entries(options.openings, 0, 0, options, rhymes)
    closings = _entries(options.closings, len(units), 0, options, rhymes)
    return Bank(tuple(rows), tuple(openings), tuple(closings))


def _merges(phrasing: Phrasing, first: Unit, second: Unit) -> bool:
    """A merge is of these two units, in one section and context, and states their order if there is one."""
    same = (first.section, first.context) == (second.section, second.context)
    both = set(phrasing.steps) <= {*first.steps, *second.steps}
    covers = both and set(phrasing.steps) & set(first.steps) and set(phrasing.steps) & set(second.steps)
    return bool(same and covers and (not precedes(first, second) or "order" in phrasing.says))


def _entries(phrasings: Iterable[Phrasing], start: int, used: int, options: Options, rhymes: Rhymes) -> list[Entry]:
    found: dict[tuple[object, ...], Entry] = {}
    for phrasing in sorted(phrasings, key=lambda p: (p.cost, p.clauses, p.steps)):
        key = (phrasing.clauses, phrasing.says_condition)
        if key not in found and (phrasing.steps, phrasing.clauses) not in options.banned:
            classes = tuple(rhymes.classes[text] for text in phrasing.clauses)
            tones = tuple(0 if rhymes.ends[text].level else 1 for text in phrasing.clauses)
            cost = phrasing.cost + _extra(phrasing, used, options.costs)
            found[key] = Entry(phrasing, start, used, cost, classes, tones, phrasing.says_condition)
    return sorted(found.values(), key=lambda e: (e.cost, e.phrasing.clauses, not e.says))


def _extra(phrasing: Phrasing, used: int, costs: Costs) -> int:
    more = phrasing.clauses[used or 1 :]
    return sum(costs.extra_clause(len(text)) for text in more) + (0 if used else costs.filler)


class Tables:
    """Costs of the entries of one start and use, made when first asked for.

    `cold` tables hold entries that say their condition; `warm` ones all entries, for places where the
    condition has been said.
    """

    def __init__(self, bank: Bank, rhymes: Rhymes, costs: Costs, keep: int) -> None:
        self.bank, self.rhymes, self.costs, self.keep = bank, rhymes, costs, keep
        self._lists: dict[tuple[int, int, Shape], tuple[Entry, ...]] = {}
        self._plain: dict[tuple[int, int, Shape, bool, int], Table | None] = {}

    def entries(self, start: int, used: int, shape: Shape) -> tuple[Entry, ...]:
        """Entries that fit the shape: per rhyme class and tone the `keep` cheapest."""
        key = (start, used, shape)
        if key not in self._lists:
            self._lists[key] = self._trim(self._source(start, used), used, shape)
        return self._lists[key]

    def _source(self, start: int, used: int) -> tuple[Entry, ...]:
        if used:
            return self.bank.by_unit[start]
        return self.bank.openings if start == 0 else self.bank.closings

    def _trim(self, source: Iterable[Entry], used: int, shape: Shape) -> tuple[Entry, ...]:
        lengths, flags = shape
        rhymed = [j for j, flag in enumerate(flags) if flag]
        limit = self.keep if rhymed else self.keep * FREE_KEEP
        count: dict[tuple[object, ...], int] = {}
        kept = []
        for entry in source:
            if entry.used == used and tuple(map(len, entry.phrasing.clauses)) == lengths:
                key = (entry.says, *((entry.classes[j], entry.tones[j]) for j in rhymed))
                count[key] = count.get(key, 0) + 1
                if not limit or count[key] <= limit:
                    kept.append(entry)
        return tuple(kept)

    def table(self, start: int, used: int, shape: Shape, warm: bool, change: Change) -> Table | None:
        """Cheapest cost per target and tone in this round, None if no entry is usable here."""
        if start in change.touched:
            return self._table(start, used, shape, warm, change)
        key = (start, used, shape, warm, change.price)
        if key not in self._plain:
            self._plain[key] = self._table(start, used, shape, warm, Change({}, change.price))
        return self._plain[key]

    def _table(self, start: int, used: int, shape: Shape, warm: bool, change: Change) -> Table | None:
        entries = self.entries(start, used, shape)
        best: dict[tuple[tuple[int, int], ...], int] = {}
        rhymed = [j for j, flag in enumerate(shape[1]) if flag]
        for entry in entries:
            if (warm or entry.says) and change.allows(entry):
                cost = self.cost_of(entry, warm) + change.penalty(entry)
                key = tuple((entry.classes[j], entry.tones[j]) for j in rhymed)
                if cost < best.get(key, INF):
                    best[key] = cost
        if not best:
            return None
        if not rhymed:
            return Table(best[()])
        return self._single(best) if len(rhymed) == 1 else self._several(best)

    def cost_of(self, entry: Entry, warm: bool) -> int:
        """Cost of an entry where its condition has (`warm`) or has not been said."""
        return entry.cost + (self.costs.again if warm and entry.says else 0)

    def _single(self, best: Mapping[tuple[tuple[int, int], ...], int]) -> Table:
        halves: list[int] = []
        for tone in (0, 1):
            mine = {key[0][0]: cost for key, cost in best.items() if key[0][1] == tone}
            base = min(mine.values(), default=INF) + self.rhymes.miss
            for near in self.rhymes.near:
                costs = [mine[c] + w for c, w in near if c in mine]
                halves.append(min(base, *costs) if costs else base)
        return Table(single=tuple(halves))

    def _several(self, best: Mapping[tuple[tuple[int, int], ...], int]) -> Table:
        size = len(self.rhymes.targets)
        out = [[[INF] * size, [INF] * size], [[INF] * size, [INF] * size]]
        for key, cost in best.items():
            row = out[key[0][1]][key[-1][1]]
            turns = self.costs.tone * sum(a[1] != b[1] for a, b in pairwise(key))
            for target in range(size):
                total = cost + turns + sum(self.rhymes.grade(target, c) for c, _ in key)
                if total < row[target]:
                    row[target] = total
        return Table(several=tuple(tuple(map(tuple, half)) for half in out))
