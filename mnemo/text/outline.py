"""From units to blocks: each unit's role, and what holds for it (section, phase, lead-ins)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemo.text.bodies import Bodies
from mnemo.text.draft import Draft
from mnemo.text.lines import Line
from mnemo.text.mapped import concat
from mnemo.text.paragraphs import Unit, split_items
from mnemo.text.roles import HEADING_LENGTH, card_kind, heads_procedure, is_head_title, is_heading, may_head
from mnemo.text.shapes import broken, clauses, core, is_fields, is_generic, is_remark, is_title, named, segments, tidy
from mnemo.text.stack import Stack
from mnemo.text.tables import Piece, Table
from mnemo.text.words import Words
from mnemo.types import Lead, MappedText

FIRST_UNITS = 3
_BRACKET = re.compile(r"(【[^【】]{1,20}】)：?(?=.)")


class Outline:
    """Reads units one by one; `drafts` are the cards found."""

    def __init__(self, units: Sequence[Unit], words: Words) -> None:
        self.units, self.words = units, words
        self.parts = has_parts(units, words)
        self.drafts = [Draft()]
        self.bodies = Bodies(self.drafts[0], Stack(), words)

    @property
    def card(self) -> Draft:
        return self.drafts[-1]

    @property
    def stack(self) -> Stack:
        return self.bodies.stack

    def read(self) -> list[Draft]:
        """All cards, in order."""
        for at, unit in enumerate(self.units):
            if isinstance(unit, Table):
                self._table(unit)
            elif unit.furniture:
                self.card.add("note", unit.text, reason=unit.furniture)
            else:
                self._line(unit, at, self._below(at))
        return self.drafts

    def _below(self, at: int) -> Unit | None:
        """The next unit that is no page furniture."""
        for unit in self.units[at + 1 : at + 6]:
            if isinstance(unit, Table) or not unit.furniture:
                return unit
        return None

    def _line(self, line: Line, at: int, below: Unit | None) -> None:
        text, words = line.text.text, self.words
        self.stack.close_inline(line)
        kind = card_kind(line, self.parts, words) if may_head(line, below, self.stack, words) else ""
        if kind or (self.card.titles and self.card.filled and heads_procedure(line, below, words)):
            self._open_card(line, kind)
        elif line.marker is None and is_fields(text, words):
            self._add_noise("meta", line.text, "表单栏")
        elif self._untitled() and is_head_title(line, at <= FIRST_UNITS, bool(self.card.titles), below, words):
            self.card.demote_head(words)
            self._title(line)
        elif is_remark(text) and not words.cue(text):
            self._add_noise("note", line.text, "括注")
        elif self.bodies.is_noise(line.body.text):
            self.bodies.noise(line)
        elif self.bodies.question(line, below):
            return
        elif is_heading(line, below, self.stack, words):
            self.bodies.heading(line)
        elif line.marker is None and (head := _BRACKET.match(text)):
            self._bracketed(line, head.end(), below)
        else:
            self.bodies.text(line, below)

    def _add_noise(self, role: str, text: MappedText, reason: str) -> None:
        self.card.add("meta" if role == "meta" else "note", text, "", self.stack.section, self.stack.phase, (), reason)

    # titles and cards

    def _untitled(self) -> bool:
        """Whether a title may still come: nothing to do stands above but perhaps a letterhead."""
        if not self.card.filled:
            return True
        return len(self.card.blocks) <= FIRST_UNITS and not self.card.titles and not any(b.marker for b in self.card.blocks)

    def _open_card(self, line: Line, kind: str) -> None:
        self.card.demote_head(self.words)
        if self.card.filled or (self.card.kind and kind and kind != self.card.kind):
            self.drafts.append(Draft())
            self.bodies = Bodies(self.card, Stack(), self.words)
        first = not self.card.kind
        self.card.kind = kind or self.card.kind
        self._title(line, front=first)
        if line.marker is not None:
            self.stack.enter(line, heading=True)

    def _title(self, line: Line, front: bool = False) -> None:
        """The cell that names the paper is the title; cells before it are letterhead, cells after it fields."""
        cells = segments(line.body)
        at = next((i for i, cell in enumerate(cells) if is_title(cell.text, self.words)), 0)
        printed = line.marker.printed if line.marker else ""
        for i, cell in enumerate(cells):
            if i == at:
                self.card.titles.insert(0 if front else len(self.card.titles), self._with_post(cell))
                self.card.add("title", tidy(cell), printed)
            elif i < at or not self.bodies.hazard_field(cell):
                self.card.add("meta", cell, reason="抬头" if i < at else "表单栏")

    def _with_post(self, cell: MappedText) -> MappedText:
        """安全操作规程 under a line 冲天炉岗位 is called by both."""
        above = self.card.blocks[-1] if self.card.blocks else None
        if is_generic(named(cell.text), self.words) and above is not None and above.reason == "抬头":
            return concat((above.text, cell))
        return cell

    def _bracketed(self, line: Line, end: int, below: Unit | None) -> None:
        """【恢复】确认炉衬干燥…: a heading and its text in one line."""
        body = line.text
        name = core(body.text[:end])
        column = self.words.match("column", name)
        head = replace(line, text=body.cut(0, end))
        rest = replace(line, text=body.cut(end, len(body)).strip())
        self.bodies.heading(head)
        if column is not None and column.value == "hazard":
            self.bodies.add("hazard", tidy(rest.text))
            return
        if column is not None and column.value == "ban" and not self.words.cue(rest.text.text):
            self.stack.levels[-1].lead = Lead(body.cut(1, 1 + len(name)))
        self.bodies.text(rest, below)

    # tables

    def _table(self, table: Table) -> None:
        self.stack.close_lists()
        for piece in table.pieces:
            if piece.reason in ("表头", "栏目"):
                self.card.columns.append(piece.text.text)
            if piece.role == "item":
                self._cell_items(piece)
            else:
                self._piece(piece, tidy(piece.text), "", ())

    def _cell_items(self, piece: Piece) -> None:
        for part in broken(piece.text):
            for line in split_items(Line(part, 0, False), self.words):
                printed = line.marker.printed if line.marker else ""
                text = tidy(line.body)
                for clause in (text,) if piece.ban is None else clauses(text):
                    banned = piece.ban is None or self.words.cue(clause.text)
                    self._piece(piece, clause, printed, () if banned or piece.ban is None else (Lead(piece.ban),))

    def _piece(self, piece: Piece, text: MappedText, marker: str, leads: tuple[Lead, ...]) -> None:
        section, phase = piece.section or self.stack.section, piece.phase or self.stack.phase
        self.card.add(piece.role, text, marker, section, phase, (*self.stack.leads, *leads), piece.reason)


def has_parts(units: Sequence[Unit], words: Words) -> bool:
    """Whether the file is divided into 岗位风险, 岗位职责, 岗位操作, 岗位应急: two of them stand as headings."""
    kinds = set()
    for unit in units:
        if isinstance(unit, Line) and not unit.finished and len(unit.body) <= HEADING_LENGTH and "岗位" in unit.body.text:
            found = words.match("part", named(unit.body.text))
            if found is not None:
                kinds.add(found.value)
    return len(kinds) >= 2
