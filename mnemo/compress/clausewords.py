"""The small words of a clause: what each may be said as, and what leaving it out costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from mnemo.compress.wordings import Wording
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

COLUMNS = ("word", "role", "forms", "drop", "narrow", "example", "counter")
WordRole = Literal["plain", "hang", "glue", "light", "adverb", "governs", "relates"]
NEVER, ITSELF, HIGHEST = "-", "·", 300


@dataclass(frozen=True, slots=True)
class SmallWord:
    """One row; `drop` and `narrow` (in bans, gates and permissions) are costs, None if the word must stay."""

    role: WordRole
    forms: tuple[Wording, ...]
    drop: int | None
    narrow: int | None

    def said(self, word: str) -> tuple[Wording, ...]:
        """Its wordings, with the word itself where the row says so."""
        return tuple(Wording(word, w.cost) if w.text == ITSELF else w for w in self.forms)


@lru_cache(maxsize=4)
def load_small_words(root: Path | None = None) -> Mapping[str, SmallWord]:
    """By word or `=kind`; LexiconError at the first broken row."""
    return {row["word"]: _compile(row) for row in read_rows(root or lexicon_root(), "clausewords", COLUMNS)}


def _compile(row: Row) -> SmallWord:
    if row["role"] not in get_args(WordRole):
        raise row.fault(f"未知的 role {row['role']}", f"用 {' '.join(get_args(WordRole))}")
    return SmallWord(cast(WordRole, row["role"]), _forms(row), _cost(row, "drop"), _cost(row, "narrow"))


def _forms(row: Row) -> tuple[Wording, ...]:
    found = []
    for piece in row.list("forms"):
        text, _, cost = piece.partition(":")
        if not cost.isdigit():
            raise row.fault(f"说法“{piece}”没有代价", "写成 莫:0")
        found.append(Wording(text, int(cost)))
    return tuple(found)


def _cost(row: Row, column: str) -> int | None:
    return None if row.cells[column] in (NEVER, "") else row.whole(column, HIGHEST)
