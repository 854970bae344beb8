"""The cheapest way to finish a verse from every state: exact dynamic programming, backwards.

State: i units used · n clauses in the stanza · κ what is known of the context · rhyme target g · last
rhymed tone τ. Costs for all g and τ of one (i, n, κ) stand in one list: G numbers before the first
rhyme place of the rhyme's domain (no τ yet), else G for 平 and G for 仄.

κ: 0 the context of unit i is not said, 1 said by a line, 2 said by the stanza's heading, 3 the
heading's context is left (only skip, break, end); 4+κ: unit i+1 has been said, unit i follows (swap).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mnemo.compose.plan import CLOSED, COLD, HEADED, SWAPPED, Plan
from mnemo.compose.tables import INF, Change, Place, Table, Tables

Vector = list[int]


class Values:
    """Least cost from each state to the end, for one round (a `Change`)."""

    def __init__(self, plan: Plan, tables: Tables, change: Change, base: Values | None = None) -> None:
        self.plan, self.tables, self.change = plan, tables, change
        self.cells: list[dict[tuple[int, int], Vector]] = [{} for _ in range(plan.count + 1)]
        self.raw: dict[tuple[int, int, int], Vector] = {}  # before the choice of a new rhyme is pooled in
        self.breaks: list[Vector] = [[] for _ in range(plan.count + 1)]
        self._memo: dict[tuple[int, int, Place, bool], Table | None] = {}
        self._sayings: dict[tuple[int, int, bool], list[tuple[int, Place, Table]]] = {}
        self._nothing = [INF] * plan.targets
        top = plan.count
        if base is not None and base.change.price == change.price and not base.change.touched:
            top = min(plan.count, max(change.touched, default=-1))  # later rows are the same
            self.cells[top + 1 :], self.breaks[top + 1 :] = base.cells[top + 1 :], base.breaks[top + 1 :]
            self.raw.update((key, row) for key, row in base.raw.items() if key[0] > top)
        for i in range(top, -1, -1):
            self._row(i)

    def table(self, start: int, used: int, place: Place, warm: bool) -> Table | None:
        """The cost table at a place of this round, None if nothing fits."""
        key = (start, used, place, warm)
        if key not in self._memo:
            self._memo[key] = self.tables.table(start, used, place, warm, self.change)
        return self._memo[key]

    def _row(self, i: int) -> None:
        plan = self.plan
        later, start = range(1, plan.longest + 1), range(1)
        for n in [*later, *start] if i == 0 else [*start, *later]:
            for kappa in plan.kappas(i):
                if n + 2 <= plan.longest and kappa != CLOSED and plan.swaps(i):
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

    def sayings(self, i: int, n: int, warm: bool) -> list[tuple[int, Place, Table]]:
        """What can be said of unit i (and the next) at clause n: units used, place, costs."""
        position = n % self.plan.form.unit
        key = (i, position, warm)
        if key not in self._sayings:
            options = [
                (used, place, self.table(i, used, place, warm)) for place in self.plan.places[position] for used in (1, 2)
            ]
            self._sayings[key] = [(used, place, table) for used, place, table in options if table is not None]
        return self._sayings[key]

    def _blocks(self, i: int, n: int, kappa: int) -> Iterator[Vector]:
        """Moves that say something, for each target and last tone."""
        plan = self.plan
        if i == plan.count or (i == 0 and n == 0 and kappa == COLD):
            yield from self._fillers(i, n)
        if i == plan.count or kappa == CLOSED:
            return
        more = plan.place_cost(i, n)
        for used, place, table in self.sayings(i, n, kappa != COLD):
            if (end := n + place.size) <= plan.longest:
                yield self._step(table, n, self.cells[i + used][(end, plan.carry(i + used - 1, kappa, True))], more)
        swapped = n + 2 <= plan.longest and plan.swaps(i)
        if swapped and (second := self.table(i + 1, 1, plan.places[n % plan.form.unit][0], kappa != COLD)):
            yield self._step(second, n, self.cells[i][(n + 1, SWAPPED + kappa)], plan.costs.swap + more)

    def _swap_cell(self, i: int, n: int, kappa: int) -> None:
        """Unit i+1 has just been said at clause n-1; unit i is said now."""
        plan = self.plan
        after = self.cells[i + 2][(n + 1, plan.carry(i + 1, kappa, True))]
        warm = kappa != COLD or bool(plan.units[i].context)
        best = self._nothing if plan.fresh(n) else self._nothing * 2
        if table := self.table(i, 1, plan.places[n % plan.form.unit][0], warm):
            best = self._step(table, n, after, 0)
        if plan.pooled(n):
            self.raw[(i, n, SWAPPED + kappa)] = best
            best = [min(best)] * plan.targets
        self.cells[i][(n, SWAPPED + kappa)] = best

    def _fillers(self, i: int, n: int) -> Iterator[Vector]:
        """The opening at the very start, or a closing that ends the verse."""
        plan = self.plan
        for place in plan.places[n % plan.form.unit]:
            end, table = n + place.size, self.table(i, 0, place, False)
            if table is None or end > plan.longest:
                continue
            if i < plan.count:
                yield self._step(table, n, self.cells[0][(end, COLD)], 0)
            elif plan.may_end(end):
                yield self._step(table, n, [0] * (plan.targets if plan.fresh(end) else plan.targets * 2), 0)

    def _step(self, table: Table, n: int, after: Vector, more: int) -> Vector:
        """Costs at clause n of saying what the table holds, `after` being the costs from there on."""
        fresh, size = self.plan.fresh(n), self.plan.targets
        if not table.rhymed:
            cost = table.plain + more
            return [v + cost for v in (after if fresh or len(after) > size else after * 2)]
        row = table.entered(after * 2 if len(after) == size else after, more)
        level, oblique, tone = row[:size], row[size:], self.plan.costs.tone
        if fresh:
            return [a if a < b else b for a, b in zip(level, oblique, strict=True)]
        left = [a if a < b + tone else b + tone for a, b in zip(level, oblique, strict=True)]
        return left + [b if b < a + tone else a + tone for a, b in zip(level, oblique, strict=True)]


def lowest(vector: Vector, others: Sequence[Vector]) -> Vector:
    """Place by place the least of all."""
    for other in others:
        vector = [a if a < b else b for a, b in zip(vector, other, strict=True)]
    return vector
