"""From lines to units: tables, joined paragraphs, items split at inline numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from mnemo.text.lines import Habits, Line, continues, habits, mark_furniture, read_markers, seam, split_lines, unclosed
from mnemo.text.mapped import concat
from mnemo.text.markers import inline_markers
from mnemo.text.shapes import columns, core, is_fields, is_remark, is_title, opens_card
from mnemo.text.tables import Table, heads_gapped, heads_listing, table_at
from mnemo.text.words import Words
from mnemo.types import MappedText

Unit = Line | Table
_BRACKET_HEAD = re.compile(r"【[^【】]{1,20}】")
UNCLOSED_LINES = 8
"""Lines after which a bracket still open is taken for a slip, so that it cannot swallow the file."""


def units(mapped: MappedText, words: Words) -> list[Unit]:
    """The text as tables and paragraphs, each paragraph one item, heading or remark."""
    lines = read_markers(mark_furniture(split_lines(mapped), words), words)
    custom = habits(lines)
    result: list[Unit] = []
    at = 0
    while at < len(lines):
        found = table_at(lines, at, words) if not _plain(lines, at, words) else None
        if found is not None:
            table, at = found
            result.append(table)
            continue
        paragraph, furniture, at = _paragraph(lines, at, custom, words)
        result.extend(_items(paragraph, words))
        result.extend(furniture)
    return result


def _plain(lines: Sequence[Line], at: int, words: Words) -> bool:
    """Whether a line is no table by its looks: no gaps, or gaps in form fields or in a title with remarks."""
    line, text = lines[at], lines[at].text.text
    if not any(sign in text for sign in " \t|"):
        below = lines[at + 1].text.text if at + 1 < len(lines) else ""
        return not heads_listing(text, below, words)
    if "|" not in text and heads_gapped(line.text, words):
        return False
    return (line.marker is not None and line.marker.style != "d") or ("|" not in text and is_fields(text, words))


def _paragraph(lines: Sequence[Line], at: int, custom: Habits, words: Words) -> tuple[Line, list[Line], int]:
    """The paragraph from line `at`, the page furniture inside it, and the line after it."""
    first = last = lines[at]
    at += 1
    if first.furniture or _stands_alone(first, words):
        return first, [], at
    parts: list[Line] = [first]
    furniture: list[Line] = []
    depth = unclosed(first.text.text)
    while at < len(lines):
        skip = at
        while skip < len(lines) and lines[skip].furniture:
            skip += 1
        if skip == len(lines):
            break
        below = replace(lines[skip], blank_before=False) if skip > at else lines[skip]
        if (_stands_alone(below, words) and not depth) or not continues(last, below, depth if len(parts) < UNCLOSED_LINES else 0, custom, words) or table_at(lines, skip, words):
            break
        furniture.extend(lines[at:skip])
        parts.append(below)
        last, at = below, skip + 1
        depth = unclosed(below.text.text, depth)
    return _join(parts), furniture, at


def _join(parts: Sequence[Line]) -> Line:
    """All lines of a paragraph as one, each character copied once."""
    texts = [parts[0].text]
    for left, right in itertools.pairwise(parts):
        texts += [seam(left.text, right.text), right.text]
    return replace(parts[0], text=concat(texts))


def _stands_alone(line: Line, words: Words) -> bool:
    """Whether the line is a heading, title, field or remark by its words, so that nothing is joined to it."""
    text = line.text.text
    if unclosed(text):
        return False
    if text.endswith("：") or text.startswith("#") or is_remark(text) or "|" in text:
        return True
    body = core(line.body.text)
    if len(body) <= 20 and any(words.match(kind, body) for kind in ("phase", "neutral", "frame", "part")):
        return True
    if text[0] == "【" and text[-1] == "】":
        return True
    if line.marker is None and (is_fields(text, words) or is_title(text, words)):
        return True
    if len(columns(line.body)) > 1 or _BRACKET_HEAD.match(text):
        return True
    if opens_card(line.body.text, words):
        return True
    noise = words.noise_of(text)
    return noise is not None and (noise.role != "frame" or line.finished)


def _items(line: Line, words: Words) -> list[Line]:
    """A paragraph cut at the numbers inside it."""
    if line.furniture or (line.marker is None and is_fields(line.text.text, words)):
        return [line]
    return split_items(line, words)


def split_items(line: Line, words: Words) -> list[Line]:
    """The line's own item and one line for each number inside it; order and characters kept."""
    body, offset = line.body, line.marker.length if line.marker else 0
    found = inline_markers(body.text, line.marker, words)
    if not found:
        return [line]
    starts = [at for at, _ in found] + [len(body)]
    result = []
    if body.text[: starts[0]].strip():
        result.append(replace(line, text=line.text.cut(0, offset + starts[0]).strip()))
    elif line.marker is not None:
        result.append(replace(line, text=line.text.cut(0, offset)))
    for (at, marker), end in zip(found, starts[1:], strict=True):
        part = body.cut(at, end)
        kept = len(part.text) - len(part.text.rstrip())
        part = part.cut(0, len(part) - kept)
        lead = len(part.text[marker.length :]) - len(part.text[marker.length :].lstrip(" \t："))
        result.append(Line(part, line.indent, False, replace(marker, length=marker.length + lead), inline=True))
    return result
