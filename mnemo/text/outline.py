"""From units to blocks: headings, lead-ins, items, noise, with section, phase and leads of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mnemo.text.lines import Line
from mnemo.text.paragraphs import Unit, split_items
from mnemo.text.shapes import (
    broken,
    core,
    is_fields,
    is_remark,
    is_title,
    kind_named,
    named,
    opens_card,
    segments,
    sentences,
    tidy,
)
from mnemo.text.stack import Level, Stack
from mnemo.text.tables import Piece, Table
from mnemo.text.words import Words
from mnemo.types import Block, BlockRole, Finding, Lead, MappedText

HEADING_LENGTH = 20
PREFIX_LENGTH = 24
_PREFIX = re.compile(r"((?:[^，。；：！？（）]|（[^（）]*）){1,40})：(?=.)")
_GAPPED = re.compile(r"([\u3400-\u9fff、]{2,8})[ \t]+(?=\S)")
_POINTING = re.compile(r"(?:下列|以下|如下)[^，。；：]{0,12}$|(?:下列|以下)[^。；：]{0,40}(?:作业|操作|施工|起吊|使用|处理|执行|进行)$")


@dataclass(slots=True)
class Draft:
    """A card in the making."""

    kind: str = ""
    titles: list[MappedText] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether something to do stands in it already."""
        return any(block.role in ("item", "hazard", "lead") for block in self.blocks)


class Outline:
    """Reads units one by one; `drafts` are the cards found."""

    def __init__(self, units: Sequence[Unit], words: Words, parts: bool) -> None:
        self.units, self.words, self.parts = units, words, parts
        self.drafts = [Draft()]
        self.stack = Stack()

    def read(self) -> list[Draft]:
        """All cards, in order."""
        for at, unit in enumerate(self.units):
            if isinstance(unit, Table):
                self._table(unit)
            else:
                self._line(unit, at)
        return self.drafts

    @property
    def card(self) -> Draft:
        return self.drafts[-1]

    def _below(self, at: int) -> Unit | None:
        """The next unit that is no page furniture."""
        for unit in self.units[at + 1 : at + 6]:
            if isinstance(unit, Table) or not unit.furniture:
                return unit
        return None

    def _add(self, role: BlockRole, text: MappedText, marker: str = "", reason: str = "", leads: tuple[Lead, ...] | None = None) -> None:
        if text.text.strip():
            held = self.stack.leads if leads is None else leads
            self.card.blocks.append(Block(role, text.strip(), marker, self.stack.section, self.stack.phase, held, reason))

    def _line(self, line: Line, at: int) -> None:
        if line.furniture:
            self._add("note", line.text, reason=line.furniture)
            return
        text = line.text.text
        below = self._below(at)
        kind = opens_card(line.body.text, self.words, self.parts) if self._may_head(line, below) else ""
        if kind or self._heads_procedure(line, below):
            self._open_card(line, kind)
        elif line.marker is None and is_fields(text, self.words):
            self._add("meta", line.text, reason="表单栏")
        elif not self.card.filled and self._is_title(line, at, below):
            self._title(line)
        elif is_remark(text) and not self.words.cue(text):
            self._add("note", line.text, reason="括注")
        elif (noise := self.words.noise_of(line.body.text)) is not None and not self._binding(noise.role, line.body.text):
            self._enter(line)
            self._add(noise.role, line.body, self._printed(line), noise.reason)
        elif self._is_heading(line, below):
            self._heading(line)
        else:
            self._text(line, below)

    def _binding(self, role: BlockRole, text: str) -> bool:
        """Whether a line that looks like a note or a field orders something after all."""
        return role != "frame" and self.words.cue(text, "ban")

    # titles and cards

    def _may_head(self, line: Line, below: Unit | None) -> bool:
        """Whether a line can be a heading by its place: no sibling items before it, something below it."""
        text = line.body.text
        if line.finished and not text.endswith("：") or self.words.cue(text):
            return False
        if line.marker is None or line.marker.level:
            return True
        place = self.stack.place(line.marker, line.indent)
        sibling = self.stack.levels[place] if place is not None else None
        if sibling is not None and not sibling.heading:
            return False
        return self._has_child(line, below)

    def _has_child(self, line: Line, below: Unit | None) -> bool:
        """Whether the next unit stands below this one: a table, plain text, or a style not open above."""
        if below is None:
            return False
        if isinstance(below, Table) or line.marker is None:
            return True
        if below.marker is None:
            return not is_title(below.text.text, self.words) or len(below.text) > HEADING_LENGTH
        if below.marker.style == line.marker.style:
            return below.indent > line.indent + 1 and below.marker.value <= 1
        if line.marker.arabic and below.marker.arabic and below.marker.follows(line.marker):
            return False
        return self.stack.place(below.marker, below.indent) is None or below.marker.value <= 1

    def _heads_list(self, line: Line, below: Unit | None) -> bool:
        numbered = isinstance(below, Line) and below.marker is not None and line.marker is not None
        return numbered and not self.words.cue(line.body.text) and self._has_child(line, below)

    def _heads_procedure(self, line: Line, below: Unit | None) -> bool:
        """Whether an unmarked title in mid-file begins another procedure (a handbook of rules)."""
        if not self.card.filled or line.marker is not None and not line.marker.level or not is_title(line.text.text, self.words):
            return False
        if line.marker is not None or self.words.cue(line.text.text) or not isinstance(below, Line) or below.marker is None:
            return False
        return below.marker.value == 1 and bool(kind_named(line.text.text, self.words)) and bool(self.card.titles)

    def _open_card(self, line: Line, kind: str) -> None:
        if self.card.filled:
            self.drafts.append(Draft())
            self.stack = Stack()
        first = not self.card.kind
        self.card.kind = kind or self.card.kind
        self._title(line, boundary=first)

    def _is_title(self, line: Line, at: int, below: Unit | None) -> bool:
        if line.marker is not None and not line.marker.level == 1:
            return False
        first, *_ = segments(line.body) or (line.body,)
        if line.finished or len(first) > HEADING_LENGTH * 2 or self.words.cue(first.text):
            return False
        name = core(first.text)
        if is_title(first.text, self.words):
            return True
        known = any(self.words.match(kind, name) for kind in ("phase", "neutral", "frame", "lead"))
        if known or self.card.titles or "，" in name or "：" in name or at > 3:
            return False
        return isinstance(below, Line) and len(name) > 2 and (below.marker is not None or below.text.text.endswith("："))

    def _title(self, line: Line, boundary: bool = False) -> None:
        parts = segments(line.body)
        if boundary:
            self.card.titles.insert(0, parts[0])
        else:
            self.card.titles.append(parts[0])
        self._add("title", parts[0], self._printed(line), leads=())
        for part in parts[1:]:
            self._add("meta", part, reason="表单栏", leads=())

    # headings and text

    def _is_heading(self, line: Line, below: Unit | None) -> bool:
        marker, text = line.marker, line.body.text
        name = core(text)
        if marker is not None and (marker.level or marker.style in ("第章", "第节", "第篇")):
            return len(name) <= TITLE_MAX and not (line.finished and not text.endswith("："))
        if not name or len(name) > HEADING_LENGTH or re.search(r"[，。；！？：]", name):
            return False
        known = any(self.words.match(kind, name) for kind in ("phase", "neutral", "frame", "part"))
        if text[:1] == "【" and text[-1:] in "】：":
            return known or not self.words.cue(name)
        if text.endswith("："):
            return known
        if line.finished or below is None:
            return False
        if marker is None:
            return known or self._plain_heading(line, name, below)
        if self.words.cue(name) and not known:
            return False
        return self._numbered_heading(line, name, known, below)

    def _plain_heading(self, line: Line, name: str, below: Unit) -> bool:
        if self.words.cue(name) or self.words.match("lead", name) and len(name) > 12:
            return False
        if isinstance(below, Table):
            return line.blank_before
        if below.marker is not None:
            fresh = below.marker.value == 1 and self.stack.place(below.marker, below.indent) is None
            return fresh or below.marker.value == 1 and line.blank_before
        return False

    def _numbered_heading(self, line: Line, name: str, known: bool, below: Unit) -> bool:
        if not self._may_head(line, below) or line.marker is None:
            return False
        if known:
            return True
        style = line.marker.style
        dotted = isinstance(below, Line) and below.marker is not None and below.marker.style == "d.d" and style in ("d", "d、", "d.")
        return style in ("h、", "h.", "（h）") or dotted

    def _enter(self, line: Line, heading: bool = False) -> Level:
        sibling = self.stack.enter(line, heading)
        level = self.stack.levels[-1]
        if sibling is not None and sibling.marker is not None and line.marker is not None and line.marker.path:
            self._check_number(sibling.marker.path, line)
        return level

    def _check_number(self, before: tuple[int, ...], line: Line) -> None:
        """Numbers that jump or repeat: an item may be missing from the source."""
        assert line.marker is not None
        path = line.marker.path
        if path[:-1] != before[:-1] or path[-1] == before[-1] + 1 or path[-1] < before[-1]:
            return
        what = "重复" if path == before else "跳号"
        shown = ".".join(map(str, before)), ".".join(map(str, path))
        message = f"编号{what}：{shown[0]} 之后是 {shown[1]}，请核对原文是否缺条或并条"
        self.card.findings.append(Finding("numbering", message, spans=(line.text.span(0, 1),)))

    def _printed(self, line: Line) -> str:
        return line.marker.printed if line.marker else ""

    def _heading(self, line: Line) -> None:
        name = core(line.body.text)
        self._enter(line, heading=True)
        self._add("heading", line.body, self._printed(line))
        self._name_level(name)
        lead = self.words.match("lead", name)
        if lead is not None and not self.words.match("phase", name) and not self.words.match("neutral", name):
            self.stack.levels[-1].lead = Lead(tidy(line.body), self._printed(line))

    def _name_level(self, name: str) -> None:
        """Set section, phase and frame reason of the open level after its heading."""
        level = self.stack.levels[-1]
        level.section = name
        if found := self.words.match("phase", name):
            level.phase = found.value
        if found := self.words.match("frame", name):
            level.reason = found.value

    def _text(self, line: Line, below: Unit | None) -> None:
        level = self._enter(line)
        body, printed = line.body, self._printed(line)
        gapped = _GAPPED.match(body.text)
        if gapped and any(self.words.match(kind, gapped[1]) for kind in ("phase", "neutral", "frame")):
            self._add("heading", body.cut(0, gapped.end(1)), printed)
            self._name_level(gapped[1])
            body, printed = body.cut(gapped.end(), len(body)), ""
        elif self._gap_cells(body, printed, level):
            return
        body, printed = self._prefix(body, printed, level)
        if self._leads_below(body, below):
            self._lead(body, printed, level)
        else:
            self._item(body, printed)
            if len(body) <= PREFIX_LENGTH and not line.finished and self._heads_list(line, below):
                level.section = core(body.text)

    def _gap_cells(self, body: MappedText, printed: str, level: Level) -> bool:
        """A row of a table nobody headed: a short name and what belongs to it, or several short items."""
        cells = segments(body)
        if len(cells) < 2 or any(cell.text[-1] in "，、；：" for cell in cells[:-1]) or "，" in cells[0].text:
            return False
        first = cells[0]
        if len(first) <= 8 and not self.words.cue(first.text) and max(map(len, cells[1:])) >= 2 * len(first):
            self._add("label", first, printed, "名称")
            self._name_level(first.text)
            for cell in cells[1:]:
                self._item(cell, "")
            return True
        if all(len(cell) <= 12 and not re.search(r"[，。；]", cell.text) for cell in cells):
            for i, cell in enumerate(cells):
                self._item(cell, printed if i == 0 else "")
            return True
        return False

    def _prefix(self, body: MappedText, printed: str, level: Level) -> tuple[MappedText, str]:
        """Split off what stands before a colon where it is a heading, a case, an actor or a column name; else leave it."""
        match = _PREFIX.match(body.text)
        if match is None or len(re.sub(r"（[^（）]*）", "", match[1])) > PREFIX_LENGTH:
            return body, printed
        name, head, rest = core(match[1]), body.cut(0, match.end()), body.cut(match.end(), len(body)).strip()
        column = self.words.match("column", name)
        if any(self.words.match(kind, name) for kind in ("phase", "neutral", "frame")):
            self._add("heading", head, printed)
            self._name_level(name)
            return rest, ""
        if column is not None and column.value == "hazard":
            self._add("label", head, printed, "栏目")
            self._add("hazard", tidy(rest))
            return MappedText("", ()), ""
        lead = self.words.match("lead", name)
        if lead and (column is None or column.value == "ban") and not (lead.value == "clause" and "；" in rest.text):
            self._add("lead", tidy(head), printed)
            level.lead = Lead(tidy(head), printed)
            return rest, printed
        return body, printed

    def _leads_below(self, body: MappedText, below: Unit | None) -> bool:
        text = body.text
        if not text or below is None:
            return False
        if text.endswith("："):
            return True
        return isinstance(below, Line) and below.marker is not None and below.marker.value == 1 and bool(_POINTING.search(text))

    def _lead(self, body: MappedText, printed: str, level: Level) -> None:
        """The last sentence governs what follows; sentences before it are items."""
        parts = list(sentences(body))
        if len(parts) > 1:
            before = body.cut(0, len(body) - len(parts[-1]))
            self._item(before, printed)
        lead = tidy(parts[-1].strip())
        self._add("lead", lead, printed)
        if level.lead is None:
            level.lead = Lead(lead, printed)
        else:
            self.stack.levels.append(Level("para", level.indent, lead=Lead(lead, printed)))

    def _item(self, body: MappedText, printed: str, reason: str = "") -> None:
        """Items of a body, frame sentences carved out."""
        kept: list[MappedText] = []
        start = 0
        for sentence in sentences(body):
            noise = self.words.noise_of(sentence.text.strip())
            if noise is not None and not self._binding(noise.role, sentence.text):
                self._plain_item(body.cut(start - sum(map(len, kept)), start), printed) if kept else None
                kept = []
                self._add(noise.role, sentence, reason=noise.reason)
            else:
                kept.append(sentence)
            start += len(sentence)
        if kept:
            self._plain_item(body.cut(start - sum(map(len, kept)), start), printed)

    def _plain_item(self, body: MappedText, printed: str) -> None:
        reason = self.stack.reason
        if reason and not self.words.cue(body.text):
            self._add("frame", tidy(body), printed, reason)
        else:
            self._add("item", tidy(body), printed)

    # tables

    def _table(self, table: Table) -> None:
        self.stack.close_lists()
        for piece in table.pieces:
            if piece.reason in ("表头", "栏目"):
                self.card.columns.append(piece.text.text)
            if piece.role == "item":
                self._cell_items(piece)
            else:
                self._piece(piece.role, tidy(piece.text), piece, "", piece.reason)

    def _cell_items(self, piece: Piece) -> None:
        for part in broken(piece.text):
            opening = split_items(Line(part, 0, False))
            for line in opening:
                text = tidy(line.body)
                if piece.ban is None:
                    self._piece("item", text, piece, self._printed(line))
                    continue
                for clause in _clauses(text):
                    banned = self.words.cue(clause.text)
                    lead = () if banned else (Lead(piece.ban),)
                    self._piece("item", clause, piece, self._printed(line), leads=lead)

    def _piece(
        self, role: BlockRole, text: MappedText, piece: Piece, marker: str, reason: str = "", leads: tuple[Lead, ...] = ()
    ) -> None:
        if text.text.strip():
            section = piece.section or self.stack.section
            phase = piece.phase or self.stack.phase
            block = Block(role, text.strip(), marker, section, phase, (*self.stack.leads, *leads), reason)
            self.card.blocks.append(block)


TITLE_MAX = 40


def _clauses(text: MappedText) -> list[MappedText]:
    """Parts ended by ；or 。; bans of their own must not share the column's."""
    parts, start = [], 0
    for match in re.finditer(r"[；。]", text.text):
        parts.append(text.cut(start, match.end()))
        start = match.end()
    if start < len(text):
        parts.append(text.cut(start, len(text)))
    return parts


def has_parts(units: Sequence[Unit], words: Words) -> bool:
    """Whether the file is divided into 岗位风险, 岗位职责, 操作, 应急: at least two of them stand as headings."""
    kinds = set()
    for unit in units:
        if isinstance(unit, Line) and not unit.finished and len(unit.body) <= HEADING_LENGTH and "岗位" in unit.body.text:
            found = words.match("part", named(unit.body.text))
            if found is not None:
                kinds.add(found.value)
    return len(kinds) >= 2


def renumbered(draft: Draft, extra: Draft) -> Draft:
    """`extra`, which holds nothing to do, put in front of `draft`."""
    blocks = [replace(block) for block in extra.blocks] + draft.blocks
    return Draft(draft.kind, draft.titles or extra.titles, blocks, extra.findings + draft.findings, extra.columns + draft.columns)
