"""Python's cycle collector, made to run rarely while mnemo works (ring 4).

Lexicons are some 400,000 small objects that live on; with Python's default the collector walks them again and again:
a quarter of a fresh run, a fifth of a warm page (2026-11-23, examples/氨压缩机启停操作卡.txt).
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

YOUNG = 400_000
"""New objects between two collections: one page leaves some 50,000 in cycles, so a long run still stays small."""
P = ParamSpec("P")
T = TypeVar("T")


class _Workers:
    """How many are at work in this process, and the threshold the first of them found."""

    lock = Lock()
    count = 0
    found = 0


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Raise the collector's first threshold; the last one to leave puts the old one back. Never switches it on."""
    with _Workers.lock:
        if not _Workers.count:
            _Workers.found = gc.get_threshold()[0]
            if 0 < _Workers.found < YOUNG:
                gc.set_threshold(YOUNG)
        _Workers.count += 1
    try:
        yield
    finally:
        with _Workers.lock:
            _Workers.count -= 1
            if not _Workers.count and gc.get_threshold()[0] == YOUNG:
                gc.set_threshold(_Workers.found)


def unhurried(function: Callable[P, T]) -> Callable[P, T]:
    """The function, run with the collector calmed."""

    @wraps(function)
    def calm(*args: P.args, **more: P.kwargs) -> T:
        with collecting_rarely():
            return function(*args, **more)

    return calm


def own_process() -> None:
    """For a process that is ours alone: collect rarely from now on, and walk nothing a last time at its end (0.3 s)."""
    gc.set_threshold(YOUNG)
    atexit.register(gc.freeze)
    atexit.register(gc.disable)
