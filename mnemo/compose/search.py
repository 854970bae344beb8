"""The cheapest way to finish a verse from every state: exact dynamic programming, backwards.

State: i units used · n clauses in the stanza · κ what is known of the context · rhyme target g · last
rhymed tone τ (0 平, 1 仄). The costs of one i stand in one array, its axes κ, n, τ, g; before the first
rhyme place of the rhyme's domain both τ say the same.

κ: 0 the context of unit i is not said, 1 said by a line, 2 said by the stanza's heading, 3 the
heading's context is left (only skip, break, end); 4+κ: unit i+1 has been said, unit i follows (swap).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnemo.compose.plan import CLOSED, COLD, HEADED, SWAPPED, Plan
from mnemo.compose.tables import INF, Prices, Shelf

if TYPE_CHECKING:
    from mnemo.compose.tables import Numbers

Listed = list[list[int]]  # by τ, g


class Values:
    """Least cost from each state to the end, for one round's prices."""

    def __init__(self, plan: Plan, prices: Prices, base: Values | None = None) -> None:
        """`base` is an unaltered round to share rows with: those behind the last unit altered."""
        import numpy as np

        self.plan, self.prices, self.tables = plan, prices, prices.tables
        self._rows: list[Numbers] = [np.empty(0, dtype=np.int64)] * (plan.count + 1)
        self._raw = list(self._rows)  # the moves that say something, before the choice of a new rhyme is pooled in
        self._listed: dict[tuple[int, int, int, bool], Listed] = {}
        self._base, self._top = None, plan.count
        change = prices.change
        if base is not None and base.prices.change.price == change.price and not base.prices.change.touched:
            self._base, self._top = base, min(plan.count, max(change.touched, default=-1))
            self._rows[self._top + 1 :], self._raw[self._top + 1 :] = base._rows[self._top + 1 :], base._raw[self._top + 1 :]
        kappas = 8 if any(map(plan.swaps, range(plan.count))) else 4 if any(len(k) > 1 for k in plan.live) else 1
        self._nothing = np.full((kappas, plan.longest + 1, 2, plan.targets), INF, dtype=np.int64)
        self._turns = np.array([0 if plan.fresh(n) else plan.costs.tone for n in range(plan.longest + 1)])[:, None, None]
        for i in range(self._top, -1, -1):
            self._row(i)

    def listed(self, i: int, kappa: int, n: int, raw: bool = False) -> Listed:
        """The costs of one i, κ and n as plain numbers; `raw` before a new rhyme is chosen."""
        key = (i, kappa, n, raw)
        found = self._listed.get(key)
        if found is None:
            if self._base is not None and i > self._top:
                found = self._base.listed(i, kappa, n, raw)
            else:
                found = (self._raw if raw else self._rows)[i][kappa, n].tolist()
            self._listed[key] = found
        return found

    def _row(self, i: int) -> None:
        """All cells before unit i, in an order in which each finds those it needs."""
        plan, row = self.plan, self._nothing.copy()
        self._rows[i] = row
        if i == plan.count:
            self._last(row)
            return
        swapped = self._swapped(i, row) if plan.swaps(i) else None
        for kappa in plan.live[i]:
            if kappa != CLOSED:
                self._said(i, kappa, row)
        if i == 0 and self.tables.fillers.get((0, 0)):
            self._open(row)
        else:
            self._raw[i] = self._pool(row)
            self._skip(i, row)
        if swapped is not None:
            self._raw[i][SWAPPED:] = swapped
        if plan.heading_at(i):
            _least(row[COLD, 0], row[HEADED, 0] + plan.costs.heading)
        if i:
            self._break(i, row)

    def _last(self, row: Numbers) -> None:
        """After the last unit: a closing, the end."""
        plan = self.plan
        for position in range(plan.unit):
            for shelf in self.tables.fillers.get((plan.count, position), ()):
                for n in range(position, plan.longest - shelf.size + 1, plan.unit):
                    if plan.may_end(n + shelf.size):
                        self._say(row[COLD, n : n + 1], shelf, self._nothing[COLD, :1] * 0, n, 0)
        self._raw[plan.count] = self._pool(row)
        row[:, plan.ends] = 0

    def _said(self, i: int, kappa: int, row: Numbers) -> None:
        """Moves that say unit i, it and the next, or the next before it."""
        plan, warm = self.plan, kappa != COLD
        for position in range(plan.unit):
            more = plan.place_cost(i, position)
            for shelf in self.tables.sayings.get((i, position, warm), ()):
                after = self._rows[i + shelf.used][plan.carry(i + shelf.used - 1, kappa, True)]
                self._step(row[kappa], shelf, after, more)
            if plan.swaps(i) and (second := self.tables.one.get((i + 1, position, warm))):
                self._step(row[kappa], second, row[SWAPPED + kappa], plan.costs.swap + more)

    def _swapped(self, i: int, row: Numbers) -> Numbers:
        """Unit i+1 has just been said; unit i is said now. Returned: what `_pool` returns of it."""
        plan = self.plan
        for kappa in plan.live[i]:
            after = self._rows[i + 2][plan.carry(i + 1, kappa, True)]
            warm = kappa != COLD or bool(plan.units[i].context)
            for position in range(plan.unit) if kappa != CLOSED else ():
                if shelf := self.tables.one.get((i, position, warm)):
                    self._step(row[SWAPPED + kappa], shelf, after, 0)
        return self._pool(row[SWAPPED:])

    def _open(self, row: Numbers) -> None:
        """The cells of the very start, where an opening may stand: it leads to the later ones."""
        start = row[COLD, :1].copy()
        raw = self._pool(row)
        self._skip(0, row)
        for shelf in self.tables.fillers[0, 0]:
            if shelf.size <= self.plan.longest:
                self._say(start, shelf, row[COLD, shelf.size : shelf.size + 1], 0, 0)
        if self.plan.by_unit:
            raw[COLD, 0] = start[0]
            start = start.min(axis=-1, keepdims=True)
        _least(row[COLD, :1], start)
        self._raw[0] = raw

    def _pool(self, row: Numbers) -> Numbers:
        """Where the rhyme may be chosen anew all targets cost as much as the best; returned: the row before."""
        if not self.plan.by_unit:
            return row
        raw, free = row.copy(), row[:, :: self.plan.unit]
        free[:] = free.min(axis=-1, keepdims=True)
        return raw

    def _skip(self, i: int, row: Numbers) -> None:
        plan, cost = self.plan, self.plan.skip_cost(i)
        for kappa in plan.live[i]:
            _least(row[kappa], self._rows[i + 1][plan.carry(i, kappa, False)] + cost)

    def _break(self, i: int, row: Numbers) -> None:
        """A new stanza before unit i, on the same rhyme or another."""
        import numpy as np

        plan, after = self.plan, row[COLD, 0, 0]
        other = after.min() + (0 if plan.by_unit else plan.costs.change)
        cost = np.minimum(after, other) + plan.break_cost(i)
        for kappa in plan.live[i]:
            for n in plan.ends:
                _least(row[kappa, n], cost)

    def _step(self, into: Numbers, shelf: Shelf, after: Numbers, more: int) -> None:
        """Say what the shelf holds at all its clauses of the stanza; `into` and `after` are of one κ, by clause."""
        unit, first, last = self.plan.unit, shelf.position, self.plan.longest - shelf.size + 1
        if first < last:
            self._say(into[first:last:unit], shelf, after[first + shelf.size :: unit], first, more)

    def _say(self, into: Numbers, shelf: Shelf, after: Numbers, first: int, more: int) -> None:
        """Costs at clause `first`, and on by units, of saying what the shelf holds, `after` being those from there on."""
        import numpy as np

        cost = self.prices.table[shelf.row : shelf.row + shelf.rows]
        found = (after[:, None] + cost.reshape(2, 2, -1)).min(axis=2) if shelf.rows == 4 else after + cost
        if more:
            found += more
        if shelf.rows > 1:
            turns = self._turns[first :: self.plan.unit][: len(found)]
            np.minimum(found, found[:, ::-1] + turns, out=found)
        np.minimum(into, found, out=into)


def _least(into: Numbers, other: Numbers) -> None:
    """Place by place the lesser of both."""
    import numpy as np

    np.minimum(into, other, out=into)
