"""What stays the same over all rounds of a search: the form's places, the units' contexts and sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mnemo.compose.rhyme import Rhymes
from mnemo.compose.tables import INF
from mnemo.compose.units import Options, Unit, may_swap, precedes
from mnemo.forms import Form, Scheme

COLD, WARM, HEADED, CLOSED, SWAPPED = 0, 1, 2, 3, 4
"""Values of κ, see `search`."""


class Plan:
    """What stays the same over all rounds: units, the form's places, costs."""

    def __init__(self, form: Form, scheme: Scheme, units: Sequence[Unit], rhymes: Rhymes, options: Options) -> None:
        self.form, self.scheme, self.units, self.rhymes, self.options = form, scheme, tuple(units), rhymes, options
        self.costs = options.costs
        self.count, self.unit = len(self.units), form.unit
        self.targets = len(rhymes.targets)
        self.sizes = frozenset([1] if options.scope == "oneline" else form.stanza.sizes())
        self.longest = max(self.sizes, default=0) * form.unit
        self.by_unit = scheme.domain == "unit"
        self._swaps = [self._may_swap(i) for i in range(self.count + 1)]
        self._same = [covers(a.context, b.context) for a, b in pairwise(self.units)]
        self.first_rhyme = min(scheme.rhymed)
        self.live = self._live()
        self.ends = [n for n in range(1, self.longest + 1) if self.may_end(n)]

    def fresh(self, n: int) -> bool:
        """No rhyme place has been passed yet in the domain of the rhyme."""
        return (n % self.unit if self.by_unit else n) <= self.first_rhyme

    def pooled(self, n: int) -> bool:
        """The rhyme may be chosen anew here."""
        return self.by_unit and n % self.unit == 0

    def may_end(self, n: int) -> bool:
        return n % self.unit == 0 and n // self.unit in self.sizes

    def carry(self, last: int, kappa: int, said: bool) -> int:
        """κ after unit `last` was used up."""
        if last + 1 >= self.count:
            return COLD
        same = self._same[last]
        if kappa in (HEADED, CLOSED):
            return kappa if same else CLOSED
        return WARM if same and (said or kappa == WARM) else COLD

    def _live(self) -> list[list[int]]:
        """The values of κ some verse can have before each unit."""
        live = [{COLD} for _ in range(self.count + 1)]
        for i in range(self.count):
            if self.heading_at(i):
                live[i].add(HEADED)
            for kappa in live[i]:
                live[i + 1] |= {self.carry(i, kappa, False), self.carry(i, kappa, True)}
                for used in {2, self.units[i].parts}:
                    if i + used <= self.count:
                        live[i + used].add(self.carry(i + used - 1, kappa, True))
        return [sorted(kappas) for kappas in live]

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
        inside = n % self.unit and 0 < i < self.count
        return self.costs.run_on if inside and self.units[i].section != self.units[i - 1].section else 0

    def swaps(self, i: int) -> bool:
        """Whether units i and i+1 may be said in the other order."""
        return self._swaps[i]

    def _may_swap(self, i: int) -> bool:
        if not self.options.swaps or i + 1 >= self.count:
            return False
        first, second = self.units[i], self.units[i + 1]
        return may_swap(first, second) and not precedes(first, second)

    def heading_at(self, i: int) -> str:
        """A heading that may stand for the context of unit i, from its run of units up to i."""
        j, context = i, self.units[i].context
        while context and j >= 0 and self.units[j].context == context:
            if self.units[j].heading:
                return self.units[j].heading
            j -= 1
        return ""


def covers(said: str, context: str) -> bool:
    """Whether who heard one context knows the other: it is the same, or a part of it (conditions joined by ；)."""
    return bool(context) and set(context.split("；")) <= set(said.split("；"))
