"""Numbers aloud for the generator (ring 4): wordings of a quantity with its bound, and of its bare value."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mnemo.compress.slots import Spoken
from mnemo.lexicon.saying import spoken, spoken_bound
from mnemo.lexicon.units import load_units
from mnemo.types import Quantity

TENTHS = {str(10 * n): str(n) for n in range(1, 10)}
BARE = ("%", "MPa")
"""Units a crew leaves unsaid where the figure with its decimals tells which it is (氧十九点五, 压力零点四)."""


@lru_cache(maxsize=4)
def speaker(root: Path) -> Spoken:
    """A function from a quantity to its wordings; two empty tuples for what cannot be said (mg/m³)."""
    units = load_units(root)

    @lru_cache(maxsize=1024)
    def say(quantity: Quantity) -> tuple[tuple[str, ...], tuple[str, ...]]:
        try:
            bounded, plain = spoken_bound(quantity, units), spoken(quantity.value, quantity.unit, units)
            if quantity.unit in BARE and "." in quantity.value:
                bare = replace(quantity, unit="")
                return bounded + spoken_bound(bare, units), plain + spoken(quantity.value, "", units)
            if quantity.unit == "%" and quantity.value in TENTHS:
                tenths = replace(quantity, unit="成", value=TENTHS[quantity.value])
                return spoken_bound(tenths, units) + bounded, spoken(tenths.value, "成", units) + plain
            return bounded, plain
        except (LookupError, ValueError):
            return (), ()

    return say
