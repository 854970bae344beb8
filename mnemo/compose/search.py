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
        self.reach: list[set[tuple[int, int]]] = base.reach if base is not None else self._reach()
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

    def _reach(self) -> list[set[tuple[int, int]]]:
        """The (n, κ) that some verse can have before each unit; only those are worth a cell."""
        plan = self.plan
        reach: list[set[tuple[int, int]]] = [set() for _ in range(plan.count + 1)]
        reach[0].add((0, COLD))
        for i in range(plan.count):
            if plan.heading_at(i):  # a stanza may begin before any unit: all before it may be skipped
                reach[i].add((0, HEADED))
            if i == 0:
                fillers = (place for place in plan.places[0] if self.table(0, 0, place, False))
                reach[0].update((place.size, COLD) for place in fillers)
            for n, kappa in reach[i]:
                reach[i + 1].add((n, plan.carry(i, kappa, False)))
                if kappa == CLOSED:
                    continue
                for used, place, _ in self.sayings(i, n, kappa != COLD):
                    if n + place.size <= plan.longest:
                        reach[i + used].add((n + place.size, plan.carry(i + used - 1, kappa, True)))
                if plan.swaps(i) and n + 2 <= plan.longest:
                    reach[i + 2].add((n + 2, plan.carry(i + 1, kappa, True)))
        return reach

    def _row(self, i: int) -> None:
        """All cells before unit i, in an order in which each finds those it needs."""
        plan = self.plan
        first = i == 0  # an opening leads from clause 0 to later ones, a break from later ones to clause 0
        for n, kappa in sorted(self.reach[i], key=lambda cell: ((cell[0] == 0) == first, -cell[1], cell[0])):
            if n and 0 < i < plan.count and not self.breaks[i]:
                self._break_row(i)
            if n + 2 <= plan.longest and kappa != CLOSED and plan.swaps(i):
                self._swap_cell(i, n + 1, kappa)
            self._cell(i, n, kappa)

    def _break_row(self, i: int) -> None:
        plan, after = self.plan, self.cells[i][(0, COLD)]
        base, other = plan.break_cost(i), min(after) + (0 if plan.by_unit else plan.costs.change)
        self.breaks[i] = [base + (v if v < other else other) for v in after]

    def _cell(self, i: int, n: int, kappa: int) -> None:
        plan = self.plan
        blocks, neutral = self._blocks(i, n, kappa), self._neutral(i, n, kappa)
        if plan.pooled(n):
            best = lowest(blocks) if blocks else self._nothing
            self.raw[(i, n, kappa)] = best
            blocks = [[min(best)] * plan.targets]
        self.cells[i][(n, kappa)] = lowest(blocks + neutral) if blocks or neutral else self._width(n)

    def _width(self, n: int) -> Vector:
        """No way on from clause n, for any target and tone."""
        return self._nothing if self.plan.fresh(n) else self._nothing * 2

    def _neutral(self, i: int, n: int, kappa: int) -> list[Vector]:
        """Moves that say nothing: end, skip, heading, break."""
        plan = self.plan
        twice = 1 if plan.fresh(n) else 2
        if i == plan.count:
            return [[0] * (plan.targets * twice)] if plan.may_end(n) else []
        cost = plan.skip_cost(i)
        found = [[v + cost for v in self.cells[i + 1][(n, plan.carry(i, kappa, False))]]]
        if n == 0 and kappa == COLD and plan.heading_at(i):
            found.append([v + plan.costs.heading for v in self.cells[i][(0, HEADED)]])
        if i and n and plan.may_end(n):
            found.append(self.breaks[i] * twice)
        return found

    def sayings(self, i: int, n: int, warm: bool) -> list[tuple[int, Place, Table]]:
        """What can be said of unit i (and the next) at clause n: units used, place, costs."""
        position = n % self.plan.unit
        key = (i, position, warm)
        if key not in self._sayings:
            options = [
                (used, place, self.table(i, used, place, warm)) for place in self.plan.places[position] for used in (1, 2)
            ]
            self._sayings[key] = [(used, place, table) for used, place, table in options if table is not None]
        return self._sayings[key]

    def _blocks(self, i: int, n: int, kappa: int) -> list[Vector]:
        """Moves that say something, for each target and last tone."""
        plan = self.plan
        found: list[Vector] = []
        if i == plan.count or (i == 0 and n == 0 and kappa == COLD):
            found.extend(self._fillers(i, n))
        if i == plan.count or kappa == CLOSED:
            return found
        more = plan.place_cost(i, n)
        for used, place, table in self.sayings(i, n, kappa != COLD):
            if (end := n + place.size) <= plan.longest:
                after = self.cells[i + used][(end, plan.carry(i + used - 1, kappa, True))]
                found.append(self._step(table, n, after, more))
        swapped = n + 2 <= plan.longest and plan.swaps(i)
        if swapped and (second := self.table(i + 1, 1, plan.places[n % plan.unit][0], kappa != COLD)):
            after = self.cells[i][(n + 1, SWAPPED + kappa)]
            found.append(self._step(second, n, after, plan.costs.swap + more))
        return found

    def _swap_cell(self, i: int, n: int, kappa: int) -> None:
        """Unit i+1 has just been said at clause n-1; unit i is said now."""
        plan = self.plan
        after = self.cells[i + 2][(n + 1, plan.carry(i + 1, kappa, True))]
        warm = kappa != COLD or bool(plan.units[i].context)
        best = self._width(n)
        if table := self.table(i, 1, plan.places[n % plan.unit][0], warm):
            best = self._step(table, n, after, 0)
        if plan.pooled(n):
            self.raw[(i, n, SWAPPED + kappa)] = best
            best = [min(best)] * plan.targets
        self.cells[i][(n, SWAPPED + kappa)] = best

    def _fillers(self, i: int, n: int) -> Iterator[Vector]:
        """The opening at the very start, or a closing that ends the verse."""
        plan = self.plan
        for place in plan.places[n % plan.unit]:
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


def lowest(vectors: Sequence[Vector]) -> Vector:
    """Place by place the least of all."""
    best = vectors[0]
    for other in vectors[1:]:
        best = [a if a < b else b for a, b in zip(best, other, strict=True)]
    return best
