"""Composing verses in a metric form: rounds of the exact search, pooled and thinned to a real choice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from mnemo.compose.bank import Entry, build_bank, fitting
from mnemo.compose.drafts import bigrams, dice, distinct, pick, to_draft
from mnemo.compose.paths import Path, Paths
from mnemo.compose.plan import Plan
from mnemo.compose.repeats import Found, alike, endings, first_repeat, graded, without_repeats
from mnemo.compose.rhyme import intern
from mnemo.compose.search import Values
from mnemo.compose.tables import NO_CHANGE, Change, EndBan, Tables, places
from mnemo.compose.units import Ban, Ends, Options, Unit, in_order
from mnemo.errors import UsageError
from mnemo.forms import Form
from mnemo.types import Draft

BRANCHES = (5, 1)
"""Searches spent on one verse without repeated ends, in the form's first scheme and in its others; more rarely pay."""
LOOK = 8
"""Verses looked at in a further round for one without repeats."""
TRIES = 3 * LOOK
"""Paths tried for them; one verse is found once for each rhyme its stanzas may be said to aim at."""
FIRST_RHYMES = 4
"""Other first rhymes tried for the pool."""
PRICES = (0, 100, 250, 600, 1400, 3000, 7000)
"""Prices per clause tried in turn until a verse keeps `max_lines`; the last outweighs leaving out a step."""


class Composer:
    """One composition: a form's scheme over prepared units."""

    def __init__(self, plan: Plan, tables: Tables, options: Options):
        self.plan, self.tables, self.options = plan, tables, options

    def paths(self, change: Change, width: int = LOOK, base: Values | None = None) -> Paths:
        """The exact search of one round; `base` is an unaltered round to share rows with."""
        return Paths(Values(self.plan, self.tables.prices(change), base), width)

    def cheapest(self, k: int) -> list[Path]:
        """The k cheapest verses, repeats not counted."""
        return list(islice(self.paths(NO_CHANGE, k).cheapest(), k))

    def grade(self, path: Path) -> Found:
        return graded(path, self.plan.form, self.plan.scheme, self.options.costs)

    def branch(self, path: Path) -> tuple[EndBan, ...]:
        return first_repeat(alike(endings(path, self.plan.form, self.plan.scheme)))

    def pool(self, rounds: int, branches: int) -> list[Found]:
        """Verses for the list: the cheapest clean one, other first rhymes, other wordings."""
        price = self.price()
        if price is None:
            return []
        change = Change({}, price)
        root = self.paths(change)
        found = without_repeats(change, lambda c: self._solve(c, change, root), self.grade, self.branch, branches)
        if not found:
            return []
        found += [self._clean(root.cheapest(g, TRIES)) for g in self._first_rhymes(root)]
        found.append(min((self.grade(path) for path in islice(root.cheapest(tries=TRIES), LOOK)), key=lambda f: f.total))
        best = min(found, key=lambda f: f.total)
        penalties: dict[Entry, int] = {}
        for _ in range(rounds):
            self._penalise(best.path, penalties)
            best = self._clean(self.paths(Change(dict(penalties), price), LOOK, root.values).cheapest(tries=TRIES))
            found.append(best)
        return found

    def _penalise(self, path: Path, penalties: dict[Entry, int]) -> None:
        """Make everything like what the path says dearer, by its likeness."""
        taken = {(m.entry.start, m.entry.used): bigrams(m.entry.phrasing.clauses) for m in path.said() if m.entry}
        for entry in self.tables.kept():
            if grams := taken.get((entry.start, entry.used)):
                more = round(self.options.costs.reuse * dice(grams, bigrams(entry.phrasing.clauses)))
                if more:
                    penalties[entry] = penalties.get(entry, 0) + more

    def _solve(self, change: Change, first: Change, root: Paths) -> Iterator[Path]:
        return (root if change is first else self.paths(change, LOOK, root.values)).cheapest()

    def _first_rhymes(self, root: Paths) -> list[int]:
        """Targets whose best verses are cheapest, after the best one's own."""
        if self.plan.by_unit or self.plan.targets < 2:
            return []
        values = root.firsts()
        return sorted(range(self.plan.targets), key=lambda g: (values[g], g))[1 : 1 + FIRST_RHYMES]

    def _clean(self, paths: Iterator[Path]) -> Found:
        """The first verse without repeats among the next LOOK, else the one with least in all."""
        seen = []
        for path in islice(paths, LOOK):
            seen.append(self.grade(path))
            if seen[-1].clean:
                return seen[-1]
        return min(seen, key=lambda f: f.total)

    def price(self) -> int | None:
        """The least of PRICES that keeps `max_lines`, None if none does."""
        if not self.options.max_lines or self._keeps(PRICES[0]):
            return PRICES[0]
        if not self._keeps(PRICES[-1]):
            return None
        return PRICES[bisect_left(PRICES, True, lo=1, hi=len(PRICES) - 1, key=self._keeps)]

    def _keeps(self, price: int) -> bool:
        path = next(self.paths(Change({}, price), 1).cheapest(), None)
        return path is not None and self.lines(path) <= self.options.max_lines

    def lines(self, path: Path) -> int:
        """Clauses of a verse, headings not counted."""
        return sum(len(m.entry.phrasing.clauses) for m in path.said() if m.entry)


class Bench:
    """What all scopes and rounds of bans share: prepared units, rhymes, tables of each scheme."""

    def __init__(self, form: Form, units: Sequence[Unit], ends: Ends, options: Options) -> None:
        if not form.clauses:
            raise UsageError(f"体裁“{form.name}”没有格律，不能按句编排；请用 sequences 编排")
        self.form, self.given, self.ends, self.options = form, tuple(units), ends, unbound(options)
        lengths = {place.lengths for scheme in form.schemes for place in places(form, scheme)}
        self.units = fitting(in_order(units), lengths)
        self.rhymes = intern(self.units, (*options.openings, *options.closings), ends, options.costs, options.groups)
        self._tables: dict[frozenset[Ban], list[Tables]] = {}

    def serves(self, form: Form, units: Sequence[Unit], ends: Ends, options: Options) -> bool:
        """Whether it is prepared for just these units: the same objects, as comparing them would cost too much."""
        same = len(units) == len(self.given) and all(a is b for a, b in zip(units, self.given, strict=True))
        return same and form == self.form and ends == self.ends and unbound(options) == self.options

    def composers(self, options: Options) -> list[Composer]:
        """One composer for each rhyme scheme of the form."""
        tables = self._shelved(options)
        plans = [Plan(self.form, scheme, self.units, self.rhymes, options) for scheme in self.form.schemes]
        return [Composer(plan, shelves, options) for plan, shelves in zip(plans, tables, strict=True)]

    def _shelved(self, options: Options) -> list[Tables]:
        """Tables of each scheme; kept for no bans and for the last ones."""
        found = self._tables.get(options.banned)
        if found is None:
            bank, contexts = build_bank(self.units, options, self.rhymes), [unit.context for unit in self.units]
            found = [
                Tables(bank, places(self.form, scheme), contexts, self.rhymes, options.costs, options.keep)
                for scheme in self.form.schemes
            ]
            nothing: frozenset[Ban] = frozenset()
            self._tables = {banned: kept for banned, kept in self._tables.items() if banned == nothing}
            self._tables[options.banned] = found
        return found


def unbound(options: Options) -> Options:
    """The options as far as they shape a bench."""
    return replace(options, k=0, scope="full", max_lines=0, banned=frozenset(), swaps=True, diverse=True, book="")


_LAST: list[Bench] = []
"""The bench last used: the caller comes back to it for each scope and each round of bans."""


def composers(form: Form, units: Sequence[Unit], ends: Ends, options: Options) -> list[Composer]:
    """One composer for each rhyme scheme of the form, over the same prepared units."""
    bench = next((b for b in _LAST if b.serves(form, units, ends, options)), None)
    if bench is None:
        bench = Bench(form, units, ends, options)
        _LAST[:] = [bench]
    return bench.composers(options)


def compose(form: Form, units: Sequence[Unit], ends: Ends, options: Options | None = None) -> tuple[Draft, ...]:
    """Up to `options.k` verses of a metric form, cheapest first; () if none fits.

    The first is the cheapest of all clean verses (see `repeats` for the cap), ties by text. The others
    are cheap and different: other first rhymes, other wordings, other schemes. Metre is exact, no
    explicit order edge is broken, and a critical step is left out only if no verse can hold it. With
    `max_lines` a price per clause is raised until the verse is short enough, so it need not be the
    very cheapest of its length.
    """
    options = options or Options()
    if not units or options.k < 1:
        return ()
    drafts: list[Draft] = []
    for rank, composer in enumerate(composers(form, units, ends, options)):
        if options.diverse:
            found = composer.pool(0 if rank else options.k - 2, BRANCHES[min(rank, 1)])
        else:
            found = [composer.grade(path) for path in composer.cheapest(options.k)]
        drafts += [to_draft(f.path, composer.plan, f.total) for f in found]
    if options.max_lines:
        drafts = [d for d in drafts if sum(line.role != "heading" for line in d.lines) <= options.max_lines]
    if not options.diverse:
        return tuple(distinct(drafts)[: options.k])
    return pick(drafts, options.k, options.costs.twin, options.costs.skip_critical)
