"""Negations that recognition errors may have eaten (在得 for 不得): shown with their place, never repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.types import Finding, MappedText


@dataclass(frozen=True, slots=True)
class Damage:
    """A misread word and what it may have been."""

    regex: re.Pattern[str]
    meant: str


@lru_cache(maxsize=1)
def damage_table() -> tuple[Damage, ...]:
    """Rows of damage.tsv."""
    rows = read_rows(lexicon_root(), "damage", ("pattern", "meant", "example", "counter"))
    return tuple(Damage(re.compile(row["pattern"]), row["meant"]) for row in rows)


def damaged_negations(mapped: MappedText) -> tuple[Finding, ...]:
    """One warning for each place where a ban or modal looks misread, in source order."""
    found = []
    for damage in damage_table():
        for match in damage.regex.finditer(mapped.text):
            message = f"疑似识别错误：“{match.group()}”可能是“{damage.meant}”，请核对原文"
            found.append(Finding("damaged-negation", message, spans=(mapped.span(*match.span()),)))
    return tuple(sorted(found, key=lambda finding: finding.spans))
