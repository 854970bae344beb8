"""Tables flattened by |, tabs, gaps, single spaces or slashes: columns read as roles.

Every cell of the region comes out as one `Piece`; which column means what is data (headings.tsv, kinds `column`,
`colword` and `cell`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.text.columns import (
    CONTENT_ROLES,
    LABEL_MEAN,
    META_ROLES,
    NOTHING,
    ORDER_ROLES,
    Placed,
    Row,
    column_role,
    double_role,
    glued_harm,
    is_header,
    kind_of,
    loose_role,
    named_roles,
    ordered,
    place_row,
    settle,
)
from mnemo.text.lines import PAGE, Line
from mnemo.text.rows import COMMA, GAP, PIPE, RULER, SINGLE, SLASH, TAB, cells_of, read_rows
from mnemo.text.words import Words
from mnemo.types import BlockRole, MappedText

_FIELD = re.compile(r"([^：]{1,12})：")
_NUMBERING = re.compile(r"[一二三四五六七八九十\d]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}）")


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
    for sign, delimiter in (("|", PIPE), ("\t", TAB), ("  ", GAP), (" ", SINGLE), ("/", SLASH), ("，", COMMA)):
        if sign not in text:
            continue
        if sign in "/，":
            return _grid(lines, at, cells_of(line.text, delimiter), delimiter, words) if heads_listing(text, below, words) else None
        cells = cells_of(line.text, delimiter)
        ruled = sign == "|" and "|" in below and "-" in below and RULER.fullmatch(below) is not None
        if sign in "|\t" and (fields := _fields(cells, words)):
            return Table(tuple(fields)), at + 1
        if sign == "|" or len(cells) == 2:
            pairs = _pairs(cells, words)
            if pairs is not None:
                return Table(tuple(pairs)), at + 1
        if len(cells) >= 2 and (ruled or is_header(cells, words, sign == " ")):
            return _grid(lines, at, cells, delimiter, words)
        if sign == " ":
            return None
        if sign == "|" and len(cells) >= 2 and "|" in below and not _header_follows(lines, at, words):
            return _grid(lines, at, (), delimiter, words)
    return None


def heads_listing(text: str, below: str, words: Words) -> bool:
    """Whether the line heads rows whose cells are parted by / or ，, the last of which takes the rest: 风险/后果/措施."""
    for sign in "/，":
        heads = text.split(sign)
        if len(heads) >= 3 and below.count(sign) >= len(heads) - 1:
            roles = [column_role(head.strip(), words) for head in heads]
            return all(roles) and roles[-1] in ORDER_ROLES
    return False


def heads_gapped(text: MappedText, words: Words) -> bool:
    """Whether the line heads columns parted by tabs or gaps, and is no row of form fields."""
    cells = cells_of(text, GAP)
    return len(cells) >= 3 and is_header(cells, words, False) and any(column_role(c.text, words) in CONTENT_ROLES for c in cells)


def _header_follows(lines: Sequence[Line], at: int, words: Words) -> bool:
    """Whether the header stands just below a title row: 岗位风险清单 |  |  | ."""
    return any(
        "|" in line.text.text and not RULER.fullmatch(line.text.text) and is_header(cells_of(line.text, PIPE), words, False)
        for line in lines[at + 1 : at + 3]
    )


def _fields(cells: Row, words: Words) -> list[Piece]:
    """车间：机修|岗位：电焊工, 危险源：触电|措施：停电: each cell a name and its value; empty if it is none."""
    filled = [cell for cell in cells if cell.text]
    found = [_FIELD.match(cell.text) for cell in filled]
    roles = [column_role(m[1].strip(), words) if m else "" for m in found]
    if len(filled) < 2 or sum(map(bool, roles)) * 2 <= len(filled):
        return []
    pieces = []
    for cell, match, role in zip(filled, found, roles, strict=True):
        if match is None or not role:
            pieces.append(Piece("item" if words.cue(cell.text) else "meta", cell, reason="表单栏"))
            continue
        key, value = cell.cut(0, match.end()), cell.cut(match.end(), len(cell)).strip()
        pieces.append(Piece("label", key, reason="栏目"))
        if value.text:
            pieces.extend(_content(role, value, key, "", "", words))
    return pieces


def _pairs(cells: Row, words: Words) -> list[Piece] | None:
    """岗位名称 | 制冷工 | 事故类型 | 漏氨: names and values side by side; 管控措施 | … | …: a name and its values."""
    keys = [cell.text for cell in cells[::2]]
    roles = [column_role(key, words) for key in keys]
    known = column_role if len(cells) == 2 else loose_role
    values = [known(cell.text, words) or double_role(cell.text, words) for cell in cells[1::2]]
    if len(cells) % 2 == 0 and all(roles) and not all(values):
        given: list[tuple[str, MappedText, Row]] = [(role, cells[2 * i], cells[2 * i + 1 : 2 * i + 2]) for i, role in enumerate(roles)]
    elif roles[0] in CONTENT_ROLES and len(cells) > 2 and not any(column_role(cell.text, words) for cell in cells[1:]):
        given = [(roles[0], cells[0], cells[1:])]
    else:
        return None
    pieces = []
    for role, key, held in given:
        pieces.append(Piece("label", key, reason="栏目"))
        for value in held:
            if value.text:
                pieces.extend(_content(role, value, key, "", "", words))
    return pieces


def _grid(lines: Sequence[Line], at: int, header: Row, delimiter: re.Pattern[str], words: Words) -> tuple[Table, int]:
    start = at + 1 if header else at
    rows, end = read_rows(lines, start, header, delimiter, words)
    heads = [header] if header else []
    roles = [loose_role(cell.text, words) for cell in header] or [""] * max((len(row) for row in rows), default=1)
    if header and rows and len(rows[0]) == len(header) and is_header(rows[0], words, False):
        below = rows.pop(0)  # 控制措施 over 工程措施 | 管理措施: the lower row tells more
        heads.append(below)
        roles = [loose_role(low.text, words) or role for low, role in zip(below, roles, strict=True)]
        header = tuple(low if low.text else top for low, top in zip(below, header, strict=True))
    double = {i: pair for i, cell in enumerate(header) if (pair := double_role(cell.text, words))}
    roles = [double[i][1] if i in double else role for i, role in enumerate(named_roles(roles, header))]
    stages = {i for i, role in enumerate(roles) if role == "stage"}
    laid = [place_row(row, roles, words) for row in rows]
    roles = settle(roles, header, laid, words)
    pieces = [Piece("label", cell, reason="表头") for head in heads for cell in head if cell.text]
    group = section = phase = ""
    for row in laid:
        if len(row) == 1 and PAGE.fullmatch(row[0][1].text) and len(roles) > 2:
            pieces.append(Piece("note", row[0][1], reason="页码"))
            continue
        if title := _row_title(row, roles, header, words):
            group = section = _NUMBERING.sub("", title.text) or title.text
            phase = _phase(group, words)
            pieces.append(Piece("label", title, section, phase, reason="名称"))
            continue
        if [cell.text for _, cell in row] == [cell.text for cell in header]:
            pieces.extend(Piece("label", cell, reason="表头") for _, cell in row if cell.text)
            continue
        named = [cell.text for i, cell in row if i >= 0 and roles[i] == "label" and not NOTHING.fullmatch(cell.text)]
        if named:
            section, phase = named[0], _phase(named[0], words) or _phase(group, words)
        for i, cell in row:
            if not cell.text:
                continue
            if i >= 0 and roles[i] == "label" and cell.text in named:
                section, phase = cell.text, _phase(cell.text, words) or _phase(group, words)
            head = header[i] if header and i >= 0 else None
            if i in double and "/" in cell.text:
                cut = cell.text.index("/")
                pieces.extend(_content(double[i][0], cell.cut(0, cut).strip(), head, section, phase, words))
                cell = cell.cut(cut + 1, len(cell)).strip()
            if cell.text:
                role = "item" if i in stages and len(cell) > LABEL_MEAN else roles[i] if i >= 0 else "number"
                pieces.extend(_content(role, cell, head, section, phase, words))
    return Table(tuple(pieces)), end


def _phase(name: str, words: Words) -> str:
    known = words.match("phase", name)
    return known.value if known else ""


def _row_title(row: Placed, roles: Sequence[str], header: Row, words: Words) -> MappedText | None:
    """The one cell of a row merged across the table: 二、作业中."""
    filled = [cell for _, cell in row if cell.text]
    if len(filled) != 1 or len(roles) < 3 or not header or len(filled[0]) > LABEL_MEAN + 2:
        return None
    cell = filled[0]
    return None if words.cue(cell.text) or kind_of(cell.text, "number", words) or "。" in cell.text else cell


def _content(role: str, cell: MappedText, head: MappedText | None, section: str, phase: str, words: Words) -> list[Piece]:
    """The cell as pieces; what orders or forbids is never lost in a column of names, levels or dangers."""
    text = cell.text
    if NOTHING.fullmatch(text):
        return [Piece("label", cell, section, phase, reason="空格")]
    if role in META_ROLES:
        if not _orders(text, words):
            return [Piece("meta", cell, section, phase, reason=head.text.rstrip("：") if head else "栏目")]
        role = "item"
    if role in ("hazard", "label") and ordered(text, words) and len(cell) > LABEL_MEAN // 2:
        role = "item"
    if role == "hazard":
        return [Piece("hazard", cell, section, phase)]
    if role in ("label", "point"):
        return [Piece("label", cell, section, phase, reason="名称")]
    harm, rest = glued_harm(cell, words)
    before = [Piece("hazard", harm, section, phase)] if harm.text else []
    if role == "emergency":
        return [*before, Piece("item", rest, section, "应急")]
    if role == "ban" and head is not None:
        return [*before, Piece("item", rest, section, phase, ban=_ban(head))]
    return [*before, Piece("item", rest, section, phase)]


def _orders(text: str, words: Words) -> bool:
    """Whether a cell in a column of numbers, levels or names is an instruction gone astray."""
    return ordered(text, words) or words.cue(text, "ban") or (words.cue(text) and len(text) > LABEL_MEAN)


def _ban(head: MappedText) -> MappedText:
    """严禁 out of the column heading 严禁事项."""
    found = re.match(r"严禁|禁止|不准|不得", head.text)
    return head.cut(0, found.end()) if found else head
