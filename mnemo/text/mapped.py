"""Cutting and joining of MappedText; every result keeps its map into the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mnemo.types import MappedText, Span

EMPTY = MappedText("", ())


def identity(raw: str) -> MappedText:
    """The text as it is, each 字 mapped to itself."""
    return MappedText(raw, tuple((i, i + 1) for i in range(len(raw))))


def concat(parts: Iterable[MappedText]) -> MappedText:
    """The parts one after another."""
    kept = [part for part in parts if part.text]
    if len(kept) == 1:
        return kept[0]
    spans: list[Span] = []
    for part in kept:
        spans.extend(part.spans)
    return MappedText("".join(part.text for part in kept), tuple(spans))


def without(mapped: MappedText, ranges: Sequence[Span]) -> MappedText:
    """The text less the half-open `ranges` (positions in this text, ascending, disjoint)."""
    parts, at = [], 0
    for start, end in ranges:
        parts.append(mapped.cut(at, start))
        at = end
    parts.append(mapped.cut(at, len(mapped)))
    return concat(parts)


def split(mapped: MappedText, pattern: re.Pattern[str]) -> tuple[MappedText, ...]:
    """The pieces between matches of `pattern`, stripped, empty ones kept."""
    pieces, at = [], 0
    for match in pattern.finditer(mapped.text):
        pieces.append(mapped.cut(at, match.start()).strip())
        at = match.end()
    pieces.append(mapped.cut(at, len(mapped)).strip())
    return tuple(pieces)


def source_span(mapped: MappedText) -> Span:
    """Least source span that holds all of `mapped`, which must not be empty."""
    return min(s for s, _ in mapped.spans), max(e for _, e in mapped.spans)
