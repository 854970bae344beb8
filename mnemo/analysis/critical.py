"""Evidence that a step is critical: shown, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from mnemo.analysis.draft import Draft
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows

COLUMNS = ("surface", "evidence", "kind", "example", "counter")


@lru_cache(maxsize=4)
def load_critical(root: Path | None = None) -> Mapping[str, str]:
    """Surface → evidence; empty while the table is not there."""
    base = root or lexicon_root()
    if not (base / "critical.tsv").is_file():
        return {}
    return {row["surface"]: row["evidence"] for row in read_rows(base, "critical", COLUMNS)}


def evidence(draft: Draft, table: Mapping[str, str]) -> tuple[str, ...]:
    """Why the step is critical, () if nothing says so."""
    found: list[str] = []
    if draft.polarity == "forbid" and draft.kind != "limit":
        found.append("禁令")
    if draft.kind == "gate":
        found.append("先决条件")
    if draft.kind == "hazard":
        found.append("事故")
    text = draft.text + "".join(c.text for c in draft.conditions)
    found.extend(f"{why}：{surface}" for surface, why in table.items() if surface in text)
    return tuple(dict.fromkeys(found))
