"""Is this a procedure at all? Notices and plans speak of working groups, not of valves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows

COLUMNS = ("phrase", "example", "counter")
LEAST = 6
"""Different phrases of `policies.tsv` from which on a text is a policy paper: the 两单两卡 notice has over 20, none of
the sample and tune procedures more than 2 (2026-11)."""


def is_policy(text: str, root: Path | None = None) -> bool:
    """Whether `text` is a notice, plan or the like, from which no work instruction can be taken."""
    return sum(phrase in text for phrase in _phrases(root or lexicon_root())) >= LEAST


@lru_cache(maxsize=4)
def _phrases(root: Path) -> tuple[str, ...]:
    return tuple(row["phrase"] for row in read_rows(root, "policies", COLUMNS))
