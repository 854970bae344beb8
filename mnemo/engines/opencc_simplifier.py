"""Traditional to simplified characters by OpenCC, length kept (繁转简)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc  # loads its dictionaries: 7 ms, only when a text needs it

    return opencc.OpenCC("tw2s")  # as t2s, and 著火 → 着火 but 显著 stays


def simplifier(text: str) -> str:
    """Simplified text with as many 字, each standing for its own: what `mnemo.text.normalise` asks for."""
    changed = str(_converter().convert(text))
    if len(changed) == len(text):
        return changed
    return "".join(_single(char) for char in text)


@lru_cache(maxsize=8192)
def _single(char: str) -> str:
    """One 字 by itself; itself again if the dictionary would lengthen it."""
    changed = str(_converter().convert(char))
    return changed if len(changed) == 1 else char
