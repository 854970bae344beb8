"""The cheapest way to finish a verse from every state: exact dynamic programming, backwards.

State: i units used · n clauses in the stanza · κ what is known of the context · rhyme target g · last
rhymed tone τ. Costs for all g and τ of one (i, n, κ) stand in one list: G numbers before the first
rhyme place of the rhyme's domain (no τ yet), else G for 平 and G for 仄.

κ: 0 the context of unit i is not said, 1 said by a line, 2 said by the stanza's heading, 3 the
heading's context is left (only skip, break, end); 4+κ: unit i+1 has been said, unit i follows (swap).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mnemo.compose.rhyme import Rhymes
from mnemo.compose.tables import INF, Change, Shape, Table, Tables
from mnemo.compose.units import Options, Unit, may_swap, precedes
from mnemo.forms import Form, Scheme

Vector = list[int]
COLD, WARM, HEADED, CLOSED, SWAPPED = 0, 1, 2, 3, 4


class Plan:
    """What stays the same over all rounds: units, the form's places, costs."""

    def __init__(self, form: Form, scheme: Scheme, units: Sequence[Unit], rhymes: Rhymes, options: Options) -> None:
        self.form, self.scheme, self.units, self.rhymes, self.options = form, scheme, tuple(units), rhymes, options
        self.costs = options.costs
        self.count = len(self.units)
        self.targets = len(rhymes.targets)
        self.sizes = frozenset([1] if options.scope == "oneline" else form.stanza.sizes())
        self.longest = max(self.sizes, default=0) * form.unit
        self.shapes = [list(self._shapes_at(p)) for p in range(form.unit)]
        self.by_unit = scheme.domain == "unit"
        self.first_rhyme = min(scheme.rhymed)

    def _shapes_at(self, position: int) -> Iterator[Shape]:
        most = self.form.unit - position if position in self.form.pairs else 1
        for size in range(1, most + 1):
            places = range(position, position + size)
            yield tuple(self.form.clauses[p] for p in places), tuple(p in self.scheme.rhymed for p in places)

    def fresh(self, n: int) -> bool:
        """No rhyme place has been passed yet in the domain of the rhyme."""
        return (n % self.form.unit if self.by_unit else n) <= self.first_rhyme

    def pooled(self, n: int) -> bool:
        """The rhyme may be chosen anew here."""
        return self.by_unit and n % self.form.unit == 0

    def may_end(self, n: int) -> bool:
        return n % self.form.unit == 0 and n // self.form.unit in self.sizes

    def carry(self, last: int, kappa: int, said: bool) -> int:
        """κ after unit `last` was used up."""
        if last + 1 >= self.count:
            return COLD
        same = self.units[last].context and self.units[last].context == self.units[last + 1].context
        if kappa in (HEADED, CLOSED):
            return kappa if same or kappa == CLOSED else CLOSED
        return WARM if same and (said or kappa == WARM) else COLD

    def skip_cost(self, i: int) -> int:
        if self.units[i].critical:
            return self.costs.skip_critical
        return 0 if self.options.scope == "critical" else self.costs.skip

    def break_cost(self, i: int) -> int:
        """Cost of a stanza break before unit i, the change of rhyme apart."""
        if self.options.scope == "oneline":
            return INF
        return 0 if self.units[i].section != self.units[i - 1].section else self.costs.split

    def place_cost(self, i: int, n: int) -> int:
        """Cost of saying unit i at clause n: a section should not begin inside a couplet."""
        inside = n % self.form.unit and 0 < i < self.count
        return self.costs.run_on if inside and self.units[i].section != self.units[i - 1].section else 0

    def swaps(self, i: int) -> bool:
        """Whether units i and i+1 may be said in the other order."""
        if not self.options.swaps or i + 1 >= self.count:
            return False
        first, second = self.units[i], self.units[i + 1]
        return may_swap(first, second) and not precedes(first, second)

    def kappas(self, i: int) -> list[int]:
        """The κ values a state before unit i can have, in the order they must be computed."""
        if i == self.count:
            return [COLD]
        unit, found = self.units[i], [COLD]
        if unit.context and i and self.units[i - 1].context == unit.context:
            found.append(WARM)
        if self.heading_at(i):
            found.append(HEADED)
        if any(self.units[j].heading for j in range(i)):
            found.append(CLOSED)
        return found[::-1]

    def heading_at(self, i: int) -> str:
        """A heading that may stand for the context of unit i, from its run of units up to i."""
        j, context = i, self.units[i].context
        while context and j >= 0 and self.units[j].context == context:
            if self.units[j].heading:
                return self.units[j].heading
            j -= 1
        return ""


class Values:
    """Least cost from each state to the end, for one round (a `Change`)."""

    def __init__(self, plan: Plan, tables: Tables, change: Change, base: Values | None = None) -> None:
        self.plan, self.tables, self.change = plan, tables, change
        self.cells: list[dict[tuple[int, int], Vector]] = [{} for _ in range(plan.count + 1)]
        self.raw: dict[tuple[int, int, int], Vector] = {}  # before the choice of a new rhyme is pooled in
        self.breaks: list[Vector] = [[] for _ in range(plan.count + 1)]
        self._memo: dict[tuple[int, int, Shape, bool], Table | None] = {}
        self._nothing = [INF] * plan.targets
        top = plan.count
        if base is not None and base.change.price == change.price and not base.change.touched:
            top = min(plan.count, max(change.touched, default=-1))  # later rows are the same
            self.cells[top + 1 :], self.breaks[top + 1 :] = base.cells[top + 1 :], base.breaks[top + 1 :]
            self.raw.update((key, row) for key, row in base.raw.items() if key[0] > top)
        for i in range(top, -1, -1):
            self._row(i)

    def table(self, start: int, used: int, shape: Shape, warm: bool) -> Table | None:
        """The cost table at a place of this round, None if nothing fits."""
        key = (start, used, shape, warm)
        if key not in self._memo:
            self._memo[key] = self.tables.table(start, used, shape, warm, self.change)
        return self._memo[key]

    def _row(self, i: int) -> None:
        plan = self.plan
        later, start = range(1, plan.longest + 1), range(1)
        for n in [*later, *start] if i == 0 else [*start, *later]:
            for kappa in plan.kappas(i):
                if plan.swaps(i) and kappa != CLOSED and n + 2 <= plan.longest:
                    self._swap_cell(i, n + 1, kappa)
                self._cell(i, n, kappa)
            if n == 0 and 0 < i < plan.count:
                self._break_row(i)

    def _break_row(self, i: int) -> None:
        plan, after = self.plan, self.cells[i][(0, COLD)]
        base, other = plan.break_cost(i), min(after) + (0 if plan.by_unit else plan.costs.change)
        self.breaks[i] = [base + (v if v < other else other) for v in after]

    def _cell(self, i: int, n: int, kappa: int) -> None:
        plan = self.plan
        neutral, blocks = list(self._neutral(i, n, kappa)), list(self._blocks(i, n, kappa))
        width = self._nothing if plan.fresh(n) else self._nothing * 2
        best = lowest(width, blocks)
        if plan.pooled(n):
            self.raw[(i, n, kappa)] = best
            best = [min(best)] * plan.targets
        self.cells[i][(n, kappa)] = lowest(best, neutral)

    def _neutral(self, i: int, n: int, kappa: int) -> Iterator[Vector]:
        """Moves that say nothing: end, skip, heading, break."""
        plan = self.plan
        twice = 1 if plan.fresh(n) else 2
        if i == plan.count:
            if plan.may_end(n):
                yield [0] * (plan.targets * twice)
            return
        cost = plan.skip_cost(i)
        yield [v + cost for v in self.cells[i + 1][(n, plan.carry(i, kappa, False))]]
        if n == 0 and kappa == COLD and plan.heading_at(i):
            yield [v + plan.costs.heading for v in self.cells[i][(0, HEADED)]]
        if i and n and plan.may_end(n):
            yield self.breaks[i] * twice

    def _blocks(self, i: int, n: int, kappa: int) -> Iterator[Vector]:
        """Moves that say something, for each target and last tone."""
        plan = self.plan
        for shape in plan.shapes[n % plan.form.unit]:
            end = n + len(shape[0])
            if end > plan.longest:
                continue
            if i == plan.count or (i == 0 and n == 0 and kappa == COLD):
                yield from self._filler(i, n, end, shape)
            if i == plan.count or kappa == CLOSED:
                continue
            for used in (1, 2):
                if self.table(i, used, shape, kappa != COLD):
                    after = self.cells[i + used][(end, plan.carry(i + used - 1, kappa, True))]
                    yield from self._step(i, used, n, shape, kappa != COLD, after, plan.place_cost(i, n))
        if plan.swaps(i) and kappa != CLOSED and n + 2 <= plan.longest:
            shape = plan.shapes[n % plan.form.unit][0]
            mid = self.cells[i][(n + 1, SWAPPED + kappa)]
            yield from self._step(i + 1, 1, n, shape, kappa != COLD, mid, plan.costs.swap + plan.place_cost(i, n))

    def _swap_cell(self, i: int, n: int, kappa: int) -> None:
        """Unit i+1 has just been said at clause n-1; unit i is said now."""
        plan = self.plan
        shape = plan.shapes[n % plan.form.unit][0]
        after = self.cells[i + 2][(n + 1, plan.carry(i + 1, kappa, True))]
        warm = kappa != COLD or bool(plan.units[i].context)
        width = self._nothing if plan.fresh(n) else self._nothing * 2
        best = lowest(width, list(self._step(i, 1, n, shape, warm, after, 0)))
        if plan.pooled(n):
            self.raw[(i, n, SWAPPED + kappa)] = best
            best = [min(best)] * plan.targets
        self.cells[i][(n, SWAPPED + kappa)] = best

    def _filler(self, i: int, n: int, end: int, shape: Shape) -> Iterator[Vector]:
        plan = self.plan
        if i == plan.count and plan.may_end(end):
            width = plan.targets if plan.fresh(end) else plan.targets * 2
            yield from self._step(i, 0, n, shape, False, [0] * width, 0)
        elif i == 0 and n == 0 and plan.count:
            yield from self._step(0, 0, 0, shape, False, self.cells[0][(end, COLD)], 0)

    def _step(self, start: int, used: int, n: int, shape: Shape, warm: bool, after: Vector, more: int) -> Iterator[Vector]:
        table = self.table(start, used, shape, warm)
        if table is None:
            return
        fresh, size = self.plan.fresh(n), self.plan.targets
        if not table.rhymed():
            cost = table.plain + more
            yield [v + cost for v in (after if fresh or len(after) > size else after * 2)]
            return
        row = table.entered(after * 2 if len(after) == size else after)
        level, oblique, tone = row[:size], row[size:], self.plan.costs.tone
        if fresh:
            yield [(a if a < b else b) + more for a, b in zip(level, oblique, strict=True)]
            return
        left = [(a if a < b + tone else b + tone) + more for a, b in zip(level, oblique, strict=True)]
        yield left + [(b if b < a + tone else a + tone) + more for a, b in zip(level, oblique, strict=True)]


def lowest(vector: Vector, others: Sequence[Vector]) -> Vector:
    """Place by place the least of all."""
    for other in others:
        vector = [a if a < b else b for a, b in zip(vector, other, strict=True)]
    return vector
