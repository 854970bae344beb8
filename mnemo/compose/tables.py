"""What the entries of a bank cost at a place of the verse, per rhyme target and tone class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mnemo.compose.bank import Bank, Entry
from mnemo.compose.costs import Costs
from mnemo.compose.rhyme import Rhymes

INF = 10**15
"""No way to finish from here; far above any sum of costs."""
FREE_KEEP = 3
"""Where no clause rhymes, so many times more phrasings are kept than per rhyme."""

EndBan = tuple[int, int, str]  # start unit, units used, last 字 of a clause
Ends = tuple[tuple[int, int], ...]  # class and tone at each rhyme place


class Place:
    """A run of clauses in the unit: their lengths, and which of them (0-based) rhyme. Compared by identity."""

    __slots__ = ("lengths", "rhymed", "size")

    def __init__(self, lengths: tuple[int, ...], rhymed: tuple[int, ...]) -> None:
        self.lengths, self.rhymed, self.size = lengths, rhymed, len(lengths)


@dataclass(frozen=True, slots=True)
class Table:
    """Cheapest costs of a run of clauses. `plain` if none rhymes; `single` if one does: for 平 ends, then for
    仄 ends, target by target; `several`: [tone of the first rhyme place][tone of the last][target].
    """

    plain: int = 0
    single: tuple[int, ...] = ()
    several: tuple[tuple[tuple[int, ...], ...], ...] = ()

    @property
    def rhymed(self) -> bool:
        """Whether any of the clauses rhymes."""
        return bool(self.single or self.several)

    def entered(self, after: Sequence[int], more: int) -> list[int]:
        """Cost per tone of the first rhyme place and target, with what follows (`after`: 平, then 仄)."""
        if self.single:
            return [a + b + more for a, b in zip(self.single, after, strict=True)]
        size = len(after) // 2
        row: list[int] = []
        for level, oblique in self.several:
            pairs = zip(level, after[:size], oblique, after[size:], strict=True)
            row.extend(min(a + x, b + y) + more for a, x, b, y in pairs)
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


class Tables:
    """Costs of the entries of one start and use, made when first asked for.

    `cold` tables hold entries that say their condition; `warm` ones all entries, for places where the
    condition has been said.
    """

    def __init__(self, bank: Bank, rhymes: Rhymes, costs: Costs, keep: int) -> None:
        self.bank, self.rhymes, self.costs, self.keep = bank, rhymes, costs, keep
        self._lists: dict[tuple[int, int, Place], tuple[Entry, ...]] = {}
        self._plain: dict[tuple[int, int, Place, bool, int], Table | None] = {}

    def entries(self, start: int, used: int, place: Place) -> tuple[Entry, ...]:
        """Entries that fit the shape: per rhyme class and tone the `keep` cheapest."""
        key = (start, used, place)
        if key not in self._lists:
            self._lists[key] = self._trim(self.bank.get((start, used, place.lengths), []), place)
        return self._lists[key]

    def kept(self) -> list[Entry]:
        """All entries looked at so far."""
        return list(dict.fromkeys(entry for entries in self._lists.values() for entry in entries))

    def _trim(self, source: Iterable[Entry], place: Place) -> tuple[Entry, ...]:
        limit = self.keep if place.rhymed else self.keep * FREE_KEEP
        count: dict[tuple[object, ...], int] = {}
        kept = []
        for entry in source:
            key = (entry.says, *[(entry.classes[j], entry.tones[j]) for j in place.rhymed])
            count[key] = count.get(key, 0) + 1
            if not limit or count[key] <= limit:
                kept.append(entry)
        return tuple(kept)

    def table(self, start: int, used: int, place: Place, warm: bool, change: Change) -> Table | None:
        """Cheapest cost per target and tone in this round, None if no entry is usable here."""
        if start in change.touched:
            return self._table(start, used, place, warm, change)
        key = (start, used, place, warm, change.price)
        if key not in self._plain:
            self._plain[key] = self._table(start, used, place, warm, Change({}, change.price))
        return self._plain[key]

    def _table(self, start: int, used: int, place: Place, warm: bool, change: Change) -> Table | None:
        best: dict[Ends, int] = {}
        altered, again, price = start in change.touched, self.costs.again, change.price * place.size
        for entry in self.entries(start, used, place):
            if (not warm and not entry.says) or (altered and not change.allows(entry)):
                continue
            cost = entry.cost + price + (again if warm and entry.says else 0)
            if altered:
                cost += change.penalties.get(entry, 0)
            key = tuple([(entry.classes[j], entry.tones[j]) for j in place.rhymed])
            if cost < best.get(key, INF):
                best[key] = cost
        if not best:
            return None
        if not place.rhymed:
            return Table(best[()])
        return self._single(best) if len(place.rhymed) == 1 else self._several(best)

    def _single(self, best: Mapping[Ends, int]) -> Table:
        halves: list[int] = []
        for tone in (0, 1):
            mine = {key[0][0]: cost for key, cost in best.items() if key[0][1] == tone}
            base = min(mine.values(), default=INF) + self.rhymes.miss
            for near in self.rhymes.near:
                costs = [mine[c] + w for c, w in near if c in mine]
                halves.append(min(base, *costs) if costs else base)
        return Table(single=tuple(halves))

    def _several(self, best: Mapping[Ends, int]) -> Table:
        size = len(self.rhymes.targets)
        out = [[[INF] * size, [INF] * size], [[INF] * size, [INF] * size]]
        for key, cost in best.items():
            cost += self.costs.tone * sum(a[1] != b[1] for a, b in pairwise(key))
            total = [cost] * size
            for rhyme_class, _ in key:
                total = [a + b for a, b in zip(total, self.rhymes.column(rhyme_class), strict=True)]
            row = out[key[0][1]][key[-1][1]]
            out[key[0][1]][key[-1][1]] = [a if a < b else b for a, b in zip(row, total, strict=True)]
        return Table(several=tuple(tuple(map(tuple, half)) for half in out))
