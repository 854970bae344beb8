"""Why a verse says what it says (ring 4): line → steps → source sentence, with the rules and rows that fired."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mnemo.errors import UnknownNameError, UsageError
from mnemo.text.places import Place, Places
from mnemo.types import Candidate, CardResult, Line, Result, Step

_ROW = re.compile(r"(?P<file>[\w/.-]+\.(?:tsv|toml)):(?P<line>\d+)")
SHOWN = 8
"""Cells of a row shown at most: what a row says stands in its first columns."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule or lexicon row that took part. `text` is the row's content, "" if the id names no row."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A step and where it stands in the source."""

    step: Step
    places: tuple[Place, ...]
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A line of the verse with all it comes from."""

    line: Line
    reading: str
    rhyme: str
    origins: tuple[Origin, ...]
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole candidate, line by line, and what it leaves out."""

    card: CardResult
    candidate: Candidate
    lines: tuple[Explained, ...]
    missing: tuple[Origin, ...]


def chosen(result: Result, card: int | None = None, candidate: str | None = None) -> tuple[tuple[CardResult, Candidate], ...]:
    """The candidate named, or the best of each form; of card number `card` (from 1) only, if given."""
    if card is not None and not 1 <= card <= len(result.cards):
        raise UsageError(f"没有第 {card} 张卡；这份文件有 {len(result.cards)} 张")
    cards = result.cards if card is None else result.cards[card - 1 : card]
    pairs = [(found, c) for found in cards for c in found.candidates]
    if candidate is None:
        return tuple((found, c) for found, c in pairs if c.form_rank == 1)
    named = tuple((found, c) for found, c in pairs if candidate and c.id.startswith(candidate))
    if not named:
        raise UnknownNameError("候选", candidate, (c.id for _, c in pairs))
    return named


def explain(card: CardResult, candidate: Candidate, source: str, lexicons: Path) -> Explanation:
    """The explanation of one candidate; `source` is the decoded file, `lexicons` where rows are looked up."""
    places = Places(source)
    steps = {s.id: _origin(s, places, lexicons) for s in card.analysis.steps}
    lines = tuple(
        Explained(
            line,
            candidate.readings[i] if i < len(candidate.readings) else "",
            candidate.rhymes[i] if i < len(candidate.rhymes) else "",
            tuple(steps[s] for s in line.steps if s in steps),
            fired(line.trail, lexicons),
        )
        for i, line in enumerate(candidate.lines)
    )
    return Explanation(card, candidate, lines, tuple(steps[m] for m in candidate.missing if m in steps))


def _origin(step: Step, places: Places, lexicons: Path) -> Origin:
    rules = dict.fromkeys(filter(None, (step.rule, *step.cues)))
    return Origin(step, places.sentences(step.spans), fired(rules, lexicons))


def fired(ids: Iterable[str], lexicons: Path) -> tuple[Fired, ...]:
    """Each id with the content of the row it names."""
    return tuple(Fired(name, row_text(name, lexicons)) for name in ids)


def row_text(name: str, lexicons: Path) -> str:
    """The first cells of the row `folder/file.tsv:line`, or of the pattern called `name`; "" if there is none."""
    if match := _ROW.fullmatch(name):
        rows = _lines(lexicons / match["file"])
        number = int(match["line"])
        return _cells(rows[number - 1]) if 0 < number <= len(rows) else ""
    return next((_cells(row) for row in _lines(lexicons / "patterns.tsv") if row.split("\t")[0] == name), "")


@lru_cache(maxsize=64)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8").split("\n"))
    except OSError:
        return ()


def _cells(row: str) -> str:
    return " ".join(cell for cell in row.split("\t")[:SHOWN] if cell not in ("-", "???"))

