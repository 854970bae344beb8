"""Building verses from phrasings (ring 2): exact search for metric forms, builders for sequences."""

from __future__ import annotations

from mnemo.compose.chains import SequenceItem
from mnemo.compose.costs import Costs
from mnemo.compose.sequences import compose_sequence
from mnemo.compose.units import Ban, End, Ends, Options, Unit
from mnemo.compose.verse import compose

__all__ = ["Ban", "Costs", "End", "Ends", "Options", "SequenceItem", "Unit", "compose", "compose_sequence"]
