"""Tables flattened by |, tabs, gaps or single spaces: columns read as roles.

Every cell of the region comes out as one `Piece`; which column means what is data (headings.tsv, kind `column`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.text.lines import Line, seam
from mnemo.text.mapped import concat, split
from mnemo.text.words import Words
from mnemo.types import BlockRole, MappedText

PIPE = re.compile(r"[ \t]*\|[ \t]*")
TAB = re.compile(r"[ ]*\t[ ]*")
GAP = re.compile(r"[ ]{2,}|[ ]*\t[ \t]*")
SINGLE = re.compile(r"(?<=[\u3400-\u9fff）。；，、”%℃])[ \t]+(?=[\u3400-\u9fff（“\d①-⑳《])")
_RULER = re.compile(r"[|:：\-—=+ \t]+")
_NOTHING = re.compile(r"[/\\\-—~无略同上 ]*")
LABEL_MEAN = 10
"""字: a column 作业步骤 whose cells are no longer than this on average names stages; longer cells are instructions
(corpora/tune: three such columns, means 2.0–2.5 字; no column of instructions seen, so the bound is a guess; 2026-11-23)."""
CONTENT_ROLES = frozenset(("hazard", "item", "ban", "emergency", "stage", "content"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell with its meaning. `section` names its row, `ban` holds the heading of a 严禁事项 column."""

    role: BlockRole
    text: MappedText
    section: str = ""
    phase: str = ""
    ban: MappedText | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A region of lines read as a table, in source order."""

    pieces: tuple[Piece, ...]


def table_at(lines: Sequence[Line], at: int, words: Words) -> tuple[Table, int] | None:
    """The table whose header or first key–value row is line `at`, and the line after it; None if there is none."""
    line = lines[at]
    if line.furniture:
        return None
    text = line.text.text
    below = lines[at + 1].text.text if at + 1 < len(lines) else ""
    for sign, delimiter in (("|", PIPE), ("\t", TAB), ("  ", GAP), (" ", SINGLE)):
        if sign not in text:
            continue
        cells = _cells(line.text, delimiter)
        ruled = sign == "|" and "|" in below and "-" in below and _RULER.fullmatch(below) is not None
        if len(cells) >= 2 and ((ruled and len(cells) > 1) or _is_header(cells, words, sign == " ")):
            return _grid(lines, at, cells, delimiter, words)
        if sign == " ":
            return None
        if sign == "|" or len(cells) == 2:
            pairs = _pairs(cells, words)
            if pairs is not None:
                return Table(tuple(pairs)), at + 1
        if sign == "|" and len(cells) >= 2 and "|" in below:
            return _grid(lines, at, (), delimiter, words)
    return None


def _cells(text: MappedText, delimiter: re.Pattern[str]) -> tuple[MappedText, ...]:
    return split(text.strip("| \t") if delimiter is PIPE else text, delimiter)


def column_role(text: str, words: Words) -> str:
    """What a column headed `text` holds; "" if the words do not know it."""
    name = re.sub(r"（[^）]*）|[\s*]", "", text)
    found = words.match("column", name)
    if found is not None:
        return found.value
    return "meta" if words.match("field", name) else ""


def _is_header(cells: Sequence[MappedText], words: Words, strict: bool) -> bool:
    if any(len(cell) > 16 or "。" in cell.text for cell in cells):
        return False
    roles = [column_role(cell.text, words) for cell in cells]
    known = sum(bool(role) for role in roles)
    if strict:
        return known == len(cells) and not CONTENT_ROLES.isdisjoint(roles)
    return known >= 2 and known >= 0.6 * len(cells)


def _pairs(cells: Sequence[MappedText], words: Words) -> list[Piece] | None:
    """岗位名称 | 制冷工 | 事故类型 | 漏氨: names and values side by side."""
    keys = [cell.text for cell in cells[::2]]
    roles = [column_role(key, words) for key in keys]
    if len(cells) % 2 or not all(roles):
        return None
    pieces = []
    for i, role in enumerate(roles):
        key, value = cells[2 * i], cells[2 * i + 1]
        pieces.append(Piece("label", key, reason="栏目"))
        if value.text:
            pieces.append(_content(role, value, key, "", "", words))
    return pieces


def _grid(
    lines: Sequence[Line], at: int, header: tuple[MappedText, ...], delimiter: re.Pattern[str], words: Words
) -> tuple[Table, int]:
    start = at + 1 if header else at
    rows, end = _rows(lines, start, max(len(header), 2), delimiter, words)
    width = len(header) or max(len(row) for row in rows)
    roles = [column_role(cell.text, words) for cell in header] or [""] * width
    laid = [_spread(row, roles, words) for row in rows]
    roles = _resolved(roles, header, laid, words)
    pieces = [Piece("label", cell, reason="表头") for cell in header if cell.text]
    section = phase = ""
    for row in laid:
        label = next((cell.text for cell, role in zip(reversed(row), reversed(roles), strict=True) if role == "label" and cell.text), "")
        if label:
            section = label
            known = words.match("phase", label)
            phase = known.value if known else ""
        for i, (cell, role) in enumerate(zip(row, roles, strict=True)):
            if cell.text:
                pieces.append(_content(role, cell, header[i] if header else None, section, phase, words))
    return Table(tuple(pieces)), end


def _rows(
    lines: Sequence[Line], start: int, width: int, delimiter: re.Pattern[str], words: Words
) -> tuple[list[tuple[MappedText, ...]], int]:
    """Rows from line `start` on, wrapped ones mended, and the line after the table."""
    rows: list[tuple[MappedText, ...]] = []
    at = start
    while at < len(lines):
        line = lines[at]
        text = line.text.text
        if delimiter is PIPE:
            if "|" not in text:
                break
            if not _RULER.fullmatch(text):
                rows.append(_cells(line.text, delimiter))
        elif line.furniture or (line.blank_before and rows and not delimiter.search(text)):
            break
        else:
            cells = _cells(line.text, delimiter)
            if _ends_table(line, cells, words):
                break
            if len(cells) == 1 and rows:
                last = rows[-1][-1]
                rows[-1] = (*rows[-1][:-1], concat((last, seam(last, line.text), line.text)))
            elif len(cells) == 1:
                break
            elif len(cells) > width and delimiter is SINGLE:
                rows.append((*cells[: width - 1], _rest(line.text, cells[width - 1])))
            else:
                rows.append(cells)
        at += 1
    return rows, at


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
    return known or text.endswith("：") or words.noise_of(text) is not None


def _spread(row: tuple[MappedText, ...], roles: Sequence[str], words: Words) -> tuple[MappedText, ...]:
    """The row's cells under their columns; a short row lacks its middle (or its number), not its ends."""
    width, empty = len(roles), MappedText("", ())
    if len(row) > width:
        return (*row[: width - 1], concat(row[width - 1 :]))
    if len(row) == width:
        return row
    front: tuple[MappedText, ...] = ()
    if roles[0] == "meta" and not row[0].text.strip(".、）").isdigit():
        front, roles = (empty,), roles[1:]
    gap = (empty,) * (len(roles) - len(row))
    if len(row) == 1:
        return (*front, *gap, *row) if words.cue(row[0].text) or len(row[0]) > LABEL_MEAN else (*front, *row, *gap)
    return (*front, *row[:-1], *gap, row[-1])


def _resolved(
    roles: Sequence[str], header: Sequence[MappedText], rows: Sequence[Sequence[MappedText]], words: Words
) -> list[str]:
    """Roles with the undecided ones (作业步骤, 内容, unknown headings) settled by what the cells hold."""
    measures = any("措施" in cell.text or "对策" in cell.text for cell in header)
    serves = any(role in ("hazard", "item", "ban", "emergency", "content") for role in roles)
    settled = []
    for i, role in enumerate(roles):
        cells = [row[i] for row in rows if row[i].text]
        mean = sum(map(len, cells)) / len(cells) if cells else 0
        if role == "content":
            role = "hazard" if measures else "item"
        elif role == "stage":
            role = "label" if serves and mean <= LABEL_MEAN else "item"
        elif not role:
            ordered = any(words.cue(cell.text) for cell in cells)
            role = "label" if mean <= LABEL_MEAN and not ordered and i < len(roles) - 1 else "item"
        settled.append(role)
    return settled


def _content(role: str, cell: MappedText, head: MappedText | None, section: str, phase: str, words: Words) -> Piece:
    if _NOTHING.fullmatch(cell.text):
        return Piece("label", cell, section, phase, reason="空格")
    if role == "meta":
        return Piece("meta", cell, section, phase, reason=head.text if head else "栏目")
    if role == "hazard":
        return Piece("hazard", cell, section, phase)
    if role == "label":
        return Piece("label", cell, section, phase, reason="名称")
    if role == "emergency":
        return Piece("item", cell, section, "应急")
    if role == "ban" and head is not None:
        return Piece("item", cell, section, phase, ban=_ban(head))
    return Piece("item", cell, section, phase)


def _ban(head: MappedText) -> MappedText:
    """严禁 out of the column heading 严禁事项."""
    found = re.match(r"严禁|禁止|不准|不得", head.text)
    return head.cut(0, found.end()) if found else head
