"""Openings and closings: lines without a directive, for a verse that needs one clause more."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.types import Phrasing

COLUMNS = ("text", "role", "length", "example", "counter")


@lru_cache(maxsize=4)
def load_fillers(root: Path | None = None) -> tuple[tuple[Phrasing, ...], tuple[Phrasing, ...]]:
    """(openings, closings) from `fillers.tsv`; LexiconError at a broken row."""
    openings: list[Phrasing] = []
    closings: list[Phrasing] = []
    for row in read_rows(root or lexicon_root(), "fillers", COLUMNS):
        if row["role"] not in ("opening", "closing"):
            raise row.fault(f"未知的位置 {row['role']}", "写 opening 或 closing")
        if str(len(row["text"])) != row["length"]:
            raise row.fault(f"“{row['text']}”不是 {row['length']} 字", "改正长度")
        phrasing = Phrasing((row["text"],), (), 0, 1.0, (row.id,), source="filler")
        (openings if row["role"] == "opening" else closings).append(phrasing)
    return tuple(openings), tuple(closings)
