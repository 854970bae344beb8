"""One module per output format (ring 3); outside packages add theirs by the entry-point group `mnemo.writers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import entry_points

from mnemo.errors import UnknownNameError
from mnemo.types import Result

Writer = Callable[[Result], str]

WRITERS: Mapping[str, str] = {"json": "mnemo.writers.json", "text": "mnemo.writers.text", "jsonl": "mnemo.writers.jsonl"}


def writer(name: str) -> Writer:
    """The function that turns a Result into text; UnknownNameError if nobody provides `name`."""
    if name in WRITERS:
        found: Writer = import_module(WRITERS[name]).write
        return found
    outside = {point.name: point for point in entry_points(group="mnemo.writers")}
    if name in outside:
        loaded: Writer = outside[name].load()
        return loaded
    raise UnknownNameError("输出格式", name, (*WRITERS, *outside))
