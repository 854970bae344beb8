"""Token patterns in spaCy's Matcher format, kept as rows of `lexicons/patterns.tsv`.

A clause becomes a small spaCy Doc: TAG is the LAC tag, LEMMA the cue kind, ENT_TYPE the word class.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mnemo.analysis.tokens import Run
from mnemo.analysis.words import Words
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

COLUMNS = ("id", "family", "anchor", "pattern", "yields", "example", "counter")
CLASS_ORDER = ("state", "normal", "check", "wear", "use", "generic", "motion", "link", "stative")
HEAD_ORDER = ("person", "harm", "situation", "device", "place", "empty")


@dataclass(frozen=True, slots=True)
class Hit:
    """One pattern that fired on tokens [start, end)."""

    id: str
    family: str
    yields: str
    start: int
    end: int


class Patterns:
    """The Matcher with its rows. `read` says what fires on a clause, in the order of the rows."""

    def __init__(self, rows: tuple[Row, ...], words: Words) -> None:
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        self.words = words
        self.rows = {row["id"]: row for row in rows}
        self.order = {row["id"]: number for number, row in enumerate(rows)}
        self.vocab = Vocab()
        self.matcher = Matcher(self.vocab)
        for row in rows:
            self.matcher.add(row["id"], [_pattern(row)])
        self.frames = {
            surface: row["yields"] for row in rows if row["family"] == "frame" for surface in _orths(_pattern(row)[0])
        }

    def read(self, run: Run) -> tuple[Hit, ...]:
        """Hits by row order, then position, longest first."""
        hits = list(self._hits(run))
        hits.sort(key=lambda hit: (self.order[hit.id], hit.start, -hit.end))
        return tuple(hits)

    def _hits(self, run: Run) -> Iterator[Hit]:
        from spacy.tokens import Doc

        doc = Doc(
            self.vocab,
            words=[t.text for t in run],
            spaces=[False] * len(run),
            tags=[t.tag for t in run],
            lemmas=[t.kind or "none" for t in run],
            ents=[f"B-{self.word_class(t.text)}" for t in run],
        )
        for key, start, end in self.matcher(doc):
            row = self.rows[self.vocab.strings[key]]
            if _anchored(row["anchor"], start, end, len(run)):
                yield Hit(row["id"], row["family"], row["yields"], start, end)

    def word_class(self, text: str) -> str:
        """The one class a pattern may ask for by ENT_TYPE; verbs and states before noun heads."""
        for name in CLASS_ORDER:
            if self.words.is_class(text, name):
                return name
        return next((name for name in HEAD_ORDER if self.words.ends_like(text, name)), "other")


@lru_cache(maxsize=4)
def load_patterns(words_root: Path | None = None) -> Patterns:
    """Read and compile the patterns below `words_root` (the shipped ones by default)."""
    from mnemo.analysis.words import load_words

    base = words_root or lexicon_root()
    return Patterns(read_rows(base, "patterns", COLUMNS), load_words(words_root))


def _pattern(row: Row) -> list[dict[str, Any]]:
    try:
        pattern = json.loads(row["pattern"])
    except json.JSONDecodeError as error:
        raise row.fault("pattern 不是 JSON", "写成 spaCy Matcher 的列表") from error
    if not isinstance(pattern, list) or not pattern:
        raise row.fault("pattern 不是非空列表", "写成 spaCy Matcher 的列表")
    return pattern


def _orths(token: dict[str, Any]) -> list[str]:
    orth = token.get("ORTH", "")
    return list(orth["IN"]) if isinstance(orth, dict) else [orth]


def _anchored(anchor: str, start: int, end: int, length: int) -> bool:
    return {
        "any": True,
        "start": start == 0,
        "end": end == length,
        "full": start == 0 and end == length,
    }[anchor]
