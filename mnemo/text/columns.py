"""What the columns of a table hold, and which cell of a ragged row stands in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from mnemo.text.mapped import EMPTY
from mnemo.text.words import Words
from mnemo.types import MappedText

LABEL_MEAN = 10
"""字: a column 作业步骤 whose cells are no longer than this on average names stages; longer cells are instructions
(corpora/tune: three such columns, means 2.0–2.5 字; no column of instructions seen, so the bound is a guess; 2026-11-23)."""
HEAD_LENGTH = 16
WIDEST = 12
"""Columns up to which every placing of a short row is weighed; C(12, 6) = 924 placings."""
CONTENT_ROLES = frozenset(("hazard", "item", "ban", "emergency", "stage", "content"))
META_ROLES = frozenset(("meta", "number", "level"))
ORDER_ROLES = frozenset(("item", "ban", "emergency"))
NOTHING = re.compile(r"[/\\\-—~无略同上 ]*")
_REMARK = re.compile(r"（[^）]*）|[\s*]")

Row = tuple[MappedText, ...]
Placed = tuple[tuple[int, MappedText], ...]


def column_role(text: str, words: Words) -> str:
    """What a column headed `text` holds; "" if the words do not know it."""
    name = _REMARK.sub("", text)
    found = words.match("column", name)
    if found is not None:
        return found.value
    return "meta" if words.match("field", name) else ""


def loose_role(text: str, words: Words) -> str:
    """As `column_role`, else by the last telling word: 应采取的管控措施 is 措施, 危险有害因素与后果 is 后果."""
    known = column_role(text, words)
    if known or len(text) > HEAD_LENGTH or ordered(text, words):
        return known
    best, end = "", -1
    for pattern in words.headings["colword"]:
        for match in pattern.regex.finditer(_REMARK.sub("", text)):
            if match.end() > end:
                best, end = pattern.value, match.end()
    return best


def double_role(text: str, words: Words) -> tuple[str, str] | None:
    """Roles of a heading that names two columns at once: 后果/措施."""
    parts = text.split("/")
    if len(parts) != 2 or column_role(text, words):
        return None
    first, second = (column_role(part.strip(), words) for part in parts)
    return (first, second) if first and second and first != second else None


def ordered(text: str, words: Words) -> bool:
    """Whether a clause of the cell begins with an order: 严禁…, …，必须…."""
    return kind_of(text, "order", words)


def kind_of(text: str, kind: str, words: Words) -> bool:
    """Whether the cell is by its words a number, a level (橙), a harm (触电、灼烫), or holds an order."""
    search = kind == "order"
    for pattern in words.headings["cell"]:
        if pattern.value == kind and (pattern.regex.search(text) if search else pattern.regex.fullmatch(text)):
            return True
    return False


def is_header(cells: Sequence[MappedText], words: Words, strict: bool) -> bool:
    """Whether the cells head columns; `strict`: each must be known by its whole words."""
    cells = [cell for cell in cells if cell.text]
    if len(cells) < 2 or any(len(cell) > HEAD_LENGTH or "。" in cell.text or "：" in cell.text for cell in cells):
        return False
    roles = [column_role(cell.text, words) for cell in cells]
    sure = sum(bool(role) for role in roles)
    if strict:
        return sure == len(cells) and not CONTENT_ROLES.isdisjoint(roles)
    if sure >= 2 and sure >= 0.6 * len(cells):
        return True
    known = sum(bool(loose_role(cell.text, words) or double_role(cell.text, words)) for cell in cells)
    return known >= 3 and ((sure >= 1 and known == len(cells)) or (known >= 0.75 * len(cells) and _wordless(cells, words)))


def _wordless(cells: Sequence[MappedText], words: Words) -> bool:
    """Whether no cell orders, names a harm or numbers a row, as cells of data do."""
    return not any(words.cue(c.text) or kind_of(c.text, "harm", words) or kind_of(c.text, "number", words) for c in cells)


def place_row(row: Row, roles: Sequence[str], words: Words) -> Placed:
    """The row's cells with their columns; cells too many share the column they suit best, cells too few leave gaps."""
    width = len(roles)
    if len(row) == width:
        return tuple(enumerate(row))
    if len(row) > width:
        return _crowded(row, roles, words)
    if width > WIDEST:
        return (*enumerate(row[:-1]), (width - 1, row[-1]))
    fits = [[_fit(cell.text, role, words) for role in roles] for cell in row]
    best = max(combinations(range(width), len(row)), key=lambda at: _value(at, fits, width))
    return tuple(zip(best, row, strict=True))


def _value(at: Sequence[int], fits: Sequence[Sequence[float]], width: int) -> tuple[float, int]:
    """How well the cells suit the columns `at`; a short row lacks its middle rather than its ends."""
    ends = 0.5 * (at[0] == 0) + 0.5 * (at[-1] == width - 1)
    return ends + sum(fits[i][column] for i, column in enumerate(at)), -sum(at)


def _crowded(row: Row, roles: Sequence[str], words: Words) -> Placed:
    extra = len(row) - len(roles)
    if extra == 1 and roles[0] != "number" and kind_of(row[0].text, "number", words):
        return ((-1, row[0]), *enumerate(row[1:]))
    layouts = []
    for j in range(len(roles)):
        at = [i if i <= j else max(j, i - extra) for i in range(len(row))]
        value = sum(_fit(cell.text, roles[column], words) for cell, column in zip(row, at, strict=True))
        layouts.append((value + (roles[j] in ORDER_ROLES), j, at))
    return tuple(zip(max(layouts)[2], row, strict=True))


def _fit(text: str, role: str, words: Words) -> float:
    """How well a cell suits a column of `role`; guessed weights, only their order matters."""
    if not text:
        return 0
    cue, long = words.cue(text), len(text) > LABEL_MEAN
    harm, level, number = (kind_of(text, kind, words) for kind in ("harm", "level", "number"))
    if role == "number":
        return 4 if number else -4
    if role == "level":
        return 4 if level else -8 if cue or long else -3
    if role == "meta":
        return -4 if cue or len(text) > 2 * LABEL_MEAN else 0
    if role in ORDER_ROLES:
        return -3 if harm or level or number else 3 * cue + long
    if role == "hazard":
        return -4 if ordered(text, words) else 3 if harm else -2 if number else -1 if cue else 1
    return -3 if ordered(text, words) else 1 - 2 * long - number


def settle(roles: Sequence[str], header: Row, rows: Sequence[Placed], words: Words) -> list[str]:
    """Roles with the undecided ones (作业步骤, 内容, unknown headings) settled by what the cells hold."""
    serves = any(role in ("hazard", "item", "ban", "emergency", "content") for role in roles)
    settled = []
    for i, role in enumerate(roles):
        cells = [cell.text for row in rows for at, cell in row if at == i and cell.text]
        if role == "stage":
            role = "label" if serves and _mean(cells) <= LABEL_MEAN else "item"
        settled.append(role or _unheaded(cells, i == len(roles) - 1, words))
    if not ORDER_ROLES.intersection(settled) and "hazard" not in roles and "label" in settled and not header:
        settled[-1] = "item"
    return settled


def _unheaded(cells: Sequence[str], last: bool, words: Words) -> str:
    """The role of a column without a telling heading."""
    for role in ("number", "level"):
        if cells and all(kind_of(cell, role, words) for cell in cells):
            return role
    if any(words.cue(cell) for cell in cells) or _mean(cells) > LABEL_MEAN:
        return "item"
    if cells and sum(kind_of(cell, "harm", words) for cell in cells) * 2 > len(cells):
        return "hazard"
    return "item" if last else "label"


def named_roles(roles: Sequence[str], header: Row) -> list[str]:
    """Roles that the other headings decide.

    内容 is what is feared where another column says what to do about it, else what to do. 风险点 names the row, but
    between 岗位 or 作业活动 and 后果 it is what brings the harm about.
    """
    measures = any("措施" in cell.text or "对策" in cell.text for cell in header)
    settled = [("hazard" if measures else "item") if role == "content" else role for role in roles]
    for i, role in enumerate(settled):
        if role != "point":
            continue
        before = [j for j in range(i) if settled[j] in ("label", "stage", "meta")]
        caused = bool(before) and i + 1 < len(settled) and settled[i + 1] == "hazard"
        settled[i] = "hazard" if caused else "label"
        if caused and settled[before[-1]] == "meta":
            settled[before[-1]] = "label"
    return settled


def _mean(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / len(cells) if cells else 0


def glued_harm(cell: MappedText, words: Words) -> tuple[MappedText, MappedText]:
    """断指/必须用推杆 → the harm and what to do; the first part is empty where none is glued on."""
    cut = cell.text.find("/")
    if cut > 0 and kind_of(cell.text[:cut].strip(), "harm", words):
        return cell.cut(0, cut).strip(), cell.cut(cut + 1, len(cell)).strip()
    return EMPTY, cell
