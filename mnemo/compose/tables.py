"""What the entries of a bank cost at each place of the verse, per rhyme target and tone class.

Everything that may stand at one place is a `Shelf`; all shelves lie behind one another in one array, an
element (row) an entry and a column a rhyme target. A round of the search is then one addition and one
minimum over the whole array.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from mnemo.compose.bank import Bank, Entry
from mnemo.compose.costs import Costs
from mnemo.compose.rhyme import Rhymes
from mnemo.forms import Form, Scheme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

INF = 10**15
"""No way to finish from here; far above any sum of costs."""
FREE_KEEP = 3
"""Where no clause rhymes, so many times more phrasings are kept than per rhyme."""

EndBan = tuple[int, int, str]  # start unit, units used, last 字 of a clause
Tones = tuple[int, int]  # of the first and the last rhyme place: 0 平, 1 仄
Rated = tuple[int, int, Entry]  # cost in this round, cost without what the round adds, entry
Batch = tuple[int, int, list[Rated]]  # first and last tone, entries with them, cheapest first


@dataclass(frozen=True, slots=True)
class Place:
    """A run of clauses from `position` in the unit: their lengths, and which of them (0-based) rhyme."""

    position: int
    lengths: tuple[int, ...]
    rhymed: tuple[int, ...]
    crossed: int = 0  # ends of units inside the run, where it does not fill whole units


def places(form: Form, scheme: Scheme) -> Iterator[Place]:
    """All runs of clauses one saying may fill, in the order of their positions, shorter ones first."""
    for position in range(form.unit):
        for size in range(1, longest(form, scheme, position) + 1):
            at = [(position + j) % form.unit for j in range(size)]
            whole = position == 0 and size % form.unit == 0
            rhymed = tuple(j for j in range(size) if at[j] in scheme.rhymed)
            yield Place(position, tuple([form.clauses[n] for n in at]), rhymed, 0 if whole else (position + size - 1) // form.unit)


def longest(form: Form, scheme: Scheme, position: int) -> int:
    """Most clauses of a saying that starts at `position`; only where the rhyme reaches further may it leave its unit."""
    if position not in form.pairs:
        return 1
    room = form.unit - position
    return max(form.run, room) if scheme.domain == "stanza" else room


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


NO_CHANGE = Change({})


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The entries of one start and use at one place. Its rows in the table of a round, from `row` on: one if no
    clause rhymes, one per tone if one does, else one per pair of first and last tone. `groups`: tones, elements.
    """

    start: int
    used: int
    size: int
    position: int
    row: int
    rows: int
    groups: tuple[tuple[Tones, int, int], ...]


class Tables:
    """The shelves of one scheme over one bank; the same for every scope and round.

    Cold shelves hold entries that say their condition; warm ones (only for units with a context) all
    entries, for places where the condition has been said.
    """

    def __init__(self, bank: Bank, slots: Iterable[Place], contexts: Sequence[str], rhymes: Rhymes, costs: Costs, keep: int):
        import numpy as np

        self.rhymes, self.costs, self.keep, self.rows = rhymes, costs, keep, 0
        self.one: dict[tuple[int, int, bool], Shelf] = {}  # by unit, position, warm: one clause for one unit
        self.sayings: dict[tuple[int, int, bool], list[Shelf]] = {}  # by unit, position, warm
        self.fillers: dict[tuple[int, int], list[Shelf]] = {}  # openings and closings, by start and position
        self.entries: list[Entry] = []  # by element
        self._costs: list[int] = []
        self._classes: list[tuple[int, ...]] = []
        self._bounds: list[tuple[int, int]] = []  # (first element, row) of each group
        for place in slots:
            for start, used in [(start, used) for start, used, lengths in bank if lengths == place.lengths]:
                if not used and place.crossed:
                    continue  # an opening or closing stands in one unit
                kept = self._trim(bank[start, used, place.lengths], place)
                warm = [False, True] if start < len(contexts) and contexts[start] else [False]
                for how in warm:
                    self._file(start, used, place, how, kept)
        self.sizes = np.array([len(e.lengths) for e in self.entries], dtype=np.int64)
        self.fixed = np.array(self._costs, dtype=np.int64)[:, None] + self._graded()
        self._plain: dict[int, Prices] = {}
        self._numbers: dict[Entry, list[int]] = {}
        for number, entry in enumerate(self.entries):
            self._numbers.setdefault(entry, []).append(number)

    def _trim(self, source: Iterable[Entry], place: Place) -> list[Entry]:
        """Per rhyme class and tone the `keep` cheapest."""
        limit = self.keep if place.rhymed else self.keep * FREE_KEEP
        if not limit:
            return list(source)
        count: dict[tuple[object, ...], int] = {}
        kept = []
        for entry in source:
            key = (entry.says, *[(entry.classes[j], entry.tones[j]) for j in place.rhymed])
            count[key] = seen = count.get(key, 0) + 1
            if seen <= limit:
                kept.append(entry)
        return kept

    def _file(self, start: int, used: int, place: Place, warm: bool, kept: Iterable[Entry]) -> None:
        """Put the entries of one shelf behind the others."""
        size, rhymed = len(place.lengths), place.rhymed
        rows = min(2 ** len(rhymed), 4)
        batches: dict[Tones, list[Entry]] = {}
        for entry in kept:
            if warm or entry.says:
                tones = (entry.tones[rhymed[0]], entry.tones[rhymed[-1]]) if rhymed else (0, 0)
                batches.setdefault(tones, []).append(entry)
        if not batches:
            return
        groups = []
        for tones, batch in sorted(batches.items()):
            low = len(self.entries)
            self._bounds.append((low, self.rows + (tones[0] * 2 + tones[1] if rows == 4 else tones[0])))
            self.entries += batch
            self._costs += [self._cost(entry, place, warm) for entry in batch]
            self._classes += [tuple([entry.classes[j] for j in rhymed]) for entry in batch]
            groups.append((tones, low, len(self.entries)))
        shelf = Shelf(start, used, size, place.position, self.rows, rows, tuple(groups))
        self.rows += rows
        if not used:
            self.fillers.setdefault((start, place.position), []).append(shelf)
        else:
            self.sayings.setdefault((start, place.position, warm), []).append(shelf)
        if used == size == 1:
            self.one[start, place.position, warm] = shelf

    def _cost(self, entry: Entry, place: Place, warm: bool) -> int:
        turns = sum(entry.tones[a] != entry.tones[b] for a, b in pairwise(place.rhymed))
        again = self.costs.again if warm and entry.says else 0
        return entry.cost + self.costs.tone * turns + self.costs.straddle * place.crossed + again

    def _graded(self) -> Numbers:
        """Per element and target, what its rhyme places cost."""
        import numpy as np

        grades = np.array([*zip(*self.rhymes.cost, strict=True), [0] * len(self.rhymes.targets)], dtype=np.int64)
        most, nothing = max(map(len, self._classes), default=0), len(grades) - 1
        # class -1 (rhymes with nothing) is the last but one row, no rhyme place the last
        padded = [[c if c >= 0 else nothing - 1 for c in found] + [nothing] * (most - len(found)) for found in self._classes]
        total = np.zeros((len(padded), grades.shape[1]), dtype=np.int64)
        for column in np.array(padded, dtype=np.int64).reshape(len(padded), most).T:
            total += grades[column]
        return total

    def kept(self) -> Iterable[Entry]:
        """All entries that stand on a shelf, each once."""
        return self._numbers

    def added(self, change: Change) -> Numbers:
        """What a round adds to each element; INF if it bars one of its ends."""
        import numpy as np

        more = self.sizes * change.price
        penalties, numbers = change.penalties, self._numbers
        if penalties:
            pairs = [(n, p) for e, p in penalties.items() for n in numbers.get(e, ())]
            more[[n for n, _ in pairs]] += np.array([p for _, p in pairs], dtype=np.int64)
        if change.bans:
            for entry in numbers:
                if entry.start in change.touched and _barred(entry, change.bans):
                    more[numbers[entry]] = INF
        return more

    def prices(self, change: Change) -> Prices:
        """The costs of a round; those of an unaltered one are kept."""
        if change.price not in self._plain:
            self._plain[change.price] = Prices(self, Change({}, change.price), None)
        plain = self._plain[change.price]
        return Prices(self, change, plain) if change.touched else plain

    def lowest(self, total: Numbers) -> Numbers:
        """Per row of the tables and target the least cost of its elements."""
        import numpy as np

        table = np.full((self.rows, total.shape[1]), INF, dtype=np.int64)
        if self._bounds:
            starts, rows = zip(*self._bounds, strict=True)
            table[list(rows)] = np.minimum.reduceat(total, starts, axis=0)
        return table


class Prices:
    """What everything costs in one round; shares with an unaltered round (`base`) what is the same."""

    def __init__(self, tables: Tables, change: Change, base: Prices | None) -> None:
        self.change, self.tables, self._base = change, tables, base
        added = tables.added(change)
        self._added: list[int] = added.tolist()
        self._total = tables.fixed + added[:, None]
        self.table = tables.lowest(self._total)
        self._best: dict[tuple[int, int, int], list[Batch]] = {}

    def best(self, shelf: Shelf, target: int, width: int) -> list[Batch]:
        """The entries of a shelf for this target, the `width` cheapest of each pair of tones."""
        if self._base is not None and shelf.start not in self.change.touched:
            return self._base.best(shelf, target, width)
        key = (shelf.row, target if shelf.rows > 1 else 0, width)
        found = self._best.get(key)
        if found is None:
            found = self._best[key] = [
                (first, last, self._rated(low, high, key[1], width)) for (first, last), low, high in shelf.groups
            ]
        return found

    def _rated(self, low: int, high: int, target: int, width: int) -> list[Rated]:
        costs: list[int] = self._total[low:high, target].tolist()
        added, entries = self._added, self.tables.entries
        order = sorted(range(len(costs)), key=costs.__getitem__)[:width]
        return [(costs[j], costs[j] - added[low + j], entries[low + j]) for j in order if costs[j] < INF]


def _barred(entry: Entry, bans: Iterable[EndBan]) -> bool:
    """Whether a clause of the entry has an end barred for its unit."""
    mine = [end for start, used, end in bans if start == entry.start and used == entry.used]
    return any(text.endswith(end) for text in entry.phrasing.clauses for end in mine)
