"""Rows of a flattened table: lines cut into cells, wrapped cells mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemo.text.columns import HEAD_LENGTH, Row, column_role, kind_of
from mnemo.text.lines import Line, seam
from mnemo.text.mapped import concat, split
from mnemo.text.words import Words
from mnemo.types import MappedText

PIPE = re.compile(r"[ \t]*\|[ \t]*")
TAB = re.compile(r"[ ]*\t[ ]*")
GAP = re.compile(r"[ ]{2,}|[ ]*\t[ \t]*")
SINGLE = re.compile(r"(?<=[\u3400-\u9fff）。；，、”%℃])[ \t]+(?=[\u3400-\u9fff（“\d①-⑳《])")
SLASH = re.compile(r"[ ]*/[ ]*")
COMMA = re.compile(r"[ ]*，[ ]*")
RULER = re.compile(r"[|:：\-—=+ \t]+")
_OPEN = ("，", "、", "；", "和", "或", "的")
QUOTED_LINES = 8
"""Lines a quoted spreadsheet cell may span, so that a stray quote cannot swallow the file."""


def cells_of(text: MappedText, delimiter: re.Pattern[str], framed: bool = True) -> Row:
    """The cells of a line; where rows are `framed`, outer pipes hold nothing."""
    if delimiter is PIPE and framed:
        text = _framed(text.strip())
    return tuple(_unquoted(cell) for cell in split(text, delimiter))


def _framed(text: MappedText) -> MappedText:
    start = 1 if text.text.startswith("|") else 0
    end = len(text) - 1 if text.text.endswith("|") and len(text) > start else len(text)
    return text.cut(start, end)


def _unquoted(cell: MappedText) -> MappedText:
    """A spreadsheet puts quotes round a cell that holds line breaks."""
    if len(cell) > 2 and cell.text[0] == cell.text[-1] == '"' and cell.text.count('"') == 2:
        return cell.cut(1, len(cell) - 1).strip()
    return cell


def read_rows(
    lines: Sequence[Line], start: int, header: Row, delimiter: re.Pattern[str], words: Words
) -> tuple[list[Row], int]:
    """Rows from line `start` on, wrapped ones mended, and the line after the table."""
    if delimiter is PIPE:
        return _piped(lines, start, header, words)
    rows: list[Row] = []
    width, at = max(len(header), 2), start
    while at < len(lines):
        line = lines[at]
        if line.furniture or (line.blank_before and rows and not delimiter.search(line.text.text)):
            break
        if delimiter in (SLASH, COMMA) and not delimiter.search(line.text.text):
            break
        text, at = _whole(lines, at) if delimiter is TAB else (line.text, at + 1)
        cells = cells_of(text, delimiter)
        if _ends_table(line, cells, words) or (len(cells) == 1 and not rows):
            return rows, at - 1
        if len(cells) == 1:
            rows[-1] = _glued(rows[-1], cells)
        elif len(cells) > width and delimiter in (SINGLE, SLASH, COMMA):
            rows.append((*cells[: width - 1], _rest(text, cells[width - 1])))
        else:
            rows.append(cells)
    return rows, at


def _piped(lines: Sequence[Line], start: int, header: Row, words: Words) -> tuple[list[Row], int]:
    rows: list[Row] = []
    at = start
    framed = not header or lines[start - 1].text.text.startswith("|")
    while at < len(lines):
        line = lines[at]
        text = line.text.text
        if "|" not in text:
            if line.furniture and rows and any("|" in below.text.text for below in lines[at + 1 : at + 4]):
                rows.append((line.text,))  # a page number between the rows of one table
            elif not rows or not _goes_on(lines, at, rows[-1], len(header), words):
                break
            else:
                rows[-1] = _glued(rows[-1], (line.text,))
        elif not RULER.fullmatch(text):
            cells = cells_of(line.text, PIPE, framed)
            while header and len(cells) > len(header) and not cells[-1].text:
                cells = cells[:-1]
            if rows and _second_half(rows[-1], cells, header, words):
                rows[-1] = _glued(rows[-1], cells)
            else:
                rows.append(cells)
        at += 1
    return rows, at


def _goes_on(lines: Sequence[Line], at: int, last: Row, width: int, words: Words) -> bool:
    """Whether a line without | is the rest of the cell above: the cell is open, or the row lacks cells that follow."""
    line = lines[at]
    if line.furniture or line.blank_before or _ends_table(line, (line.text,), words):
        return False
    if last[-1].text.endswith(_OPEN):
        return True
    follows = at + 1 < len(lines) and "|" in lines[at + 1].text.text
    return follows and 0 < len(last) < width and not last[-1].text.endswith(("。", "；"))


def _second_half(last: Row, cells: Row, header: Row, words: Words) -> bool:
    """Whether the line holds the rest of a row broken inside a cell."""
    if not header or len(last) + len(cells) - 1 != len(header) or len(last) == len(header):
        return False
    if column_role(header[0].text, words) == "number":
        return not kind_of(cells[0].text, "number", words) and kind_of(last[0].text, "number", words)
    return last[-1].text.endswith(_OPEN)


def _glued(row: Row, cells: Row) -> Row:
    """The row with its last cell continued by the first of `cells`."""
    last = row[-1]
    return (*row[:-1], concat((last, seam(last, cells[0]), cells[0])), *cells[1:])


def _whole(lines: Sequence[Line], at: int) -> tuple[MappedText, int]:
    """A spreadsheet row with the lines of its quoted cells, and the line after it."""
    parts = [lines[at].text]
    end = at + 1
    while sum(p.text.count('"') for p in parts) % 2 and end < min(len(lines), at + QUOTED_LINES):
        parts += [seam(parts[-1], lines[end].text), lines[end].text]
        end += 1
    if sum(p.text.count('"') for p in parts) % 2:
        return lines[at].text, at + 1
    return concat(parts), end


def _rest(text: MappedText, first: MappedText) -> MappedText:
    """From the cell `first` to the end of the line."""
    at = text.spans.index(first.spans[0])
    return text.cut(at, len(text))


def _ends_table(line: Line, cells: Sequence[MappedText], words: Words) -> bool:
    text = line.text.text
    if len(cells) > 1:
        return words.noise_of(text) is not None
    if (text[0] in "（【" and text[-1] in "）】") or text.startswith("#"):
        return True
    if line.marker is not None and line.marker.style[0] in "h第":
        return True
    short = text.rstrip("：")
    short = short.split("：")[0]
    known = any(words.match(kind, short) for kind in ("phase", "neutral", "frame", "card"))
    return known or (text.endswith("：") and len(text) <= 2 * HEAD_LENGTH) or words.noise_of(text) is not None
