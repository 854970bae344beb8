"""The text of items: prefixes before a colon, lead-ins, frame sentences, numbered levels."""

from __future__ import annotations

import itertools
import re

from mnemo.text.draft import Draft
from mnemo.text.lines import Line
from mnemo.text.mapped import EMPTY
from mnemo.text.paragraphs import Unit
from mnemo.text.roles import has_child
from mnemo.text.shapes import columns, core, sentences, tidy
from mnemo.text.stack import Level, Stack
from mnemo.text.words import Words
from mnemo.types import BlockRole, Finding, Lead, MappedText

PREFIX_LENGTH = 24
_PREFIX = re.compile(r"((?:[^，。；：！？（）⇒]|（[^（）]*）){1,40}|[^。；：！？⇒]{1,24}(?=[ ]?⇒))[ ]?([：⇒])(?=.)")
_GAPPED = re.compile(r"([\u3400-\u9fff、]{2,8})[ \t]+(?=\S)")
_MIDDLE = re.compile(r"(?<=[。；])[\u3400-\u9fff]{2,6}(?=：.)")
_POINTING = re.compile(r"(?:下列|以下|如下)[^，。；：]{0,12}$|(?:下列|以下)[^。；：]{0,40}(?:作业|操作|施工|起吊|使用|处理|执行|进行)$")
_CHAIN = re.compile(r"→[^，。；：]{0,10}：")  # 发现人：…→ 炉长：… : each prefix governs its own link
_REMARK = re.compile(r"（[^（）]*）")


class Bodies:
    """Writes the blocks of one card; `stack` says what holds where."""

    def __init__(self, card: Draft, stack: Stack, words: Words) -> None:
        self.card, self.stack, self.words = card, stack, words

    def add(self, role: BlockRole, text: MappedText, marker: str = "", reason: str = "") -> None:
        """A block with everything that holds at this place."""
        self.card.add(role, text, marker, self.stack.section, self.stack.phase, self.stack.leads, reason)

    def enter(self, line: Line, heading: bool = False) -> Level:
        """Open the line's level; a number that jumps or repeats is a finding."""
        sibling = self.stack.enter(line, heading)
        if sibling is not None and sibling.marker is not None and line.marker is not None and line.marker.path:
            before, path = sibling.marker.path, line.marker.path
            if path[:-1] == before[:-1] and path[-1] >= before[-1] and path[-1] != before[-1] + 1:
                what = "重复" if path == before else "跳号"
                shown = ".".join(map(str, before)), ".".join(map(str, path))
                message = f"编号{what}：{shown[0]} 之后是 {shown[1]}，请核对原文是否缺条或并条"
                self.card.findings.append(Finding("numbering", message, spans=(line.text.span(0, 1),)))
        return self.stack.levels[-1]

    def is_noise(self, text: str) -> bool:
        """Whether the whole text is frame, field or remark; one that forbids something is so only as a frame."""
        noise = self.words.noise_of(text)
        return noise is not None and (noise.role == "frame" or not self.words.cue(text, "ban"))

    def noise(self, line: Line) -> None:
        """A line that is noise as a whole."""
        self.enter(line)
        self._noise(line.body, _printed(line))

    def _noise(self, text: MappedText, printed: str) -> None:
        found = self.words.noise_of(text.text.strip())
        if found is not None:
            self.add(found.role, text, printed, found.reason)

    def heading(self, line: Line) -> None:
        """A heading: names its level, and governs it as a lead-in where it says a case or an actor."""
        name = core(line.body.text)
        level = self.enter(line, heading=True)
        self.add("heading", line.body, _printed(line))
        self._name(level, name)
        if self.words.match("lead", name) and not level.phase and not self.words.match("neutral", name):
            level.lead = Lead(tidy(line.body), _printed(line))

    def question(self, line: Line, below: Unit | None) -> bool:
        """有人倒下怎么办？ asks about a case: it holds for what stands below, or behind it in the line."""
        body = line.body
        end = next((i + 1 for i, char in enumerate(body.text) if char in "？?"), len(body))
        found = self.words.match("question", body.text[:end].rstrip("？?： "))
        if found is None or (end == len(body) and below is None) or (case := found.regex.match(body.text)) is None:
            return False
        level = self.enter(line, heading=end == len(body))
        self.add("heading", body.cut(0, end), _printed(line))
        level.section = case["case"]
        level.lead = Lead(body.cut(*case.span("case")), _printed(line))
        if end < len(body):
            self.item(body.cut(end, len(body)).strip(), "")
        return True

    def _name(self, level: Level, name: str) -> None:
        level.section = name
        phase, frame = self.words.match("phase", name), self.words.match("frame", name)
        level.phase = phase.value if phase else ""
        level.reason = frame.value if frame else ""
        column = self.words.match("column", name)
        level.hazard = column is not None and column.value == "hazard"

    def text(self, line: Line, below: Unit | None) -> None:
        """An item, or a lead-in with what stands in its line."""
        level = self.enter(line)
        body, printed = line.body, _printed(line)
        starts = [0, *(m.start() for m in _MIDDLE.finditer(body.text) if self.words.match("phase", m.group())), len(body)]
        for start, end in itertools.pairwise(starts):
            self._part(body.cut(start, end).strip(), printed if start == 0 else "", level, line, below if end == len(body) else None)

    def _part(self, body: MappedText, printed: str, level: Level, line: Line, below: Unit | None) -> None:
        gapped = _GAPPED.match(body.text)
        if gapped and self._gap_prefix(body, gapped.end(), gapped[1], printed, level):
            body, printed = body.cut(gapped.end(), len(body)), ""
        elif self._cells(body, printed, level):
            return
        if gapped and self.card.blocks and self.card.blocks[-1].reason == "栏目":
            self.add("hazard", tidy(body))
            return
        rest, printed = self._prefix(body, printed, level)
        split = len(rest) < len(body) or bool(gapped)
        if self._leads_below(rest, below):
            self._lead(rest, printed, level)
            return
        self.item(rest, printed)
        if line.marker is None and split:
            level.section = level.phase = level.reason = ""
            level.hazard = False  # a prefix in running text holds for its paragraph only
            level.lead = None
        elif len(rest) <= PREFIX_LENGTH and not line.finished and self._heads_list(line, below):
            level.section = core(rest.text)

    def _heads_list(self, line: Line, below: Unit | None) -> bool:
        numbered = isinstance(below, Line) and below.marker is not None and line.marker is not None
        return numbered and not self.words.cue(line.body.text) and has_child(line, below, self.stack)

    def _gap_prefix(self, body: MappedText, end: int, name: str, printed: str, level: Level) -> bool:
        """四、报告　班长→车间: a known heading and its text in one line."""
        column = self.words.match("column", name)
        if any(self.words.match(kind, name) for kind in ("phase", "neutral", "frame")):
            self.add("heading", body.cut(0, end).strip(), printed)
            self._name(level, name)
            level.heading = level.titled = level.marker is not None
            return True
        if column is not None and column.value == "hazard":
            self.add("label", body.cut(0, end).strip(), printed, "栏目")
            return True
        return False

    def _cells(self, body: MappedText, printed: str, level: Level) -> bool:
        """A row of a table nobody headed: a short name and what belongs to it, or several short items."""
        cells = columns(body)
        if len(cells) < 2 or "，" in cells[0].text:
            return False
        first = cells[0]
        if len(first) <= 8 and not self.words.cue(first.text) and max(map(len, cells[1:])) >= 2 * len(first):
            self.add("heading" if printed else "label", first, printed, "" if printed else "名称")
            self._name(level, first.text)
            level.heading = level.titled = bool(printed)
            for cell in cells[1:]:
                self.item(cell, "")
            return True
        if all(len(cell) <= 12 and not re.search(r"[，。；]", cell.text) for cell in cells):
            for i, cell in enumerate(cells):
                self.item(cell, printed if i == 0 else "")
            return True
        return False

    def hazard_field(self, cell: MappedText) -> bool:
        """岗位风险：灼烫、中毒 as a field: its hazards are kept; False if the cell is something else."""
        match = _PREFIX.match(cell.text)
        column = self.words.match("column", match[1]) if match else None
        if match is None or column is None or column.value != "hazard":
            return False
        self.add("label", cell.cut(0, match.end()), reason="栏目")
        self.add("hazard", tidy(cell.cut(match.end(), len(cell))))
        return True

    def _prefix(self, body: MappedText, printed: str, level: Level) -> tuple[MappedText, str]:
        """Split off what stands before a colon where it is a heading, a case, an actor or a column name; else leave it."""
        match = _PREFIX.match(body.text)
        if match is None or len(_REMARK.sub("", match[1])) > PREFIX_LENGTH:
            return body, printed
        name, head, rest = core(match[1]), body.cut(0, match.end()), body.cut(match.end(), len(body)).strip()
        column = self.words.match("column", name)
        if any(self.words.match(kind, name) for kind in ("phase", "neutral", "frame")):
            self.add("heading", head, printed)
            self._name(level, name)
            level.titled = True
            return rest, ""
        if self.hazard_field(body):
            return EMPTY, ""
        lead = self.words.match("lead", name)
        told = lead and (column is None or column.value == "ban") and not (lead.value == "clause" and "；" in rest.text)
        if (told and not _CHAIN.search(rest.text)) or match[2] == "⇒":
            self.add("lead", tidy(head), printed)
            level.lead = Lead(tidy(body.cut(0, match.end(1)) if match[2] == "⇒" else head), printed)
            return rest, printed
        return body, printed

    def _leads_below(self, body: MappedText, below: Unit | None) -> bool:
        if not body.text or below is None:
            return False
        if body.text.endswith("："):
            return True
        return isinstance(below, Line) and below.marker is not None and below.marker.value == 1 and bool(_POINTING.search(body.text))

    def _lead(self, body: MappedText, printed: str, level: Level) -> None:
        """The last sentence governs what follows; sentences before it are items."""
        parts = list(sentences(body))
        if len(parts) > 1:
            self.item(body.cut(0, len(body) - len(parts[-1])), printed)
        lead = tidy(parts[-1].strip())
        if self.is_noise(lead.text):
            self._noise(lead, printed)
            return
        self.add("lead", lead, printed)
        if level.lead is None:
            level.lead = Lead(lead, printed)
        else:
            self.stack.levels.append(Level("para", level.indent, lead=Lead(lead, printed)))

    def item(self, body: MappedText, printed: str) -> None:
        """Items of a body; frame sentences are carved out."""
        kept = at = 0
        for sentence in sentences(body):
            end = at + len(sentence)
            if self.is_noise(sentence.text.strip()):
                self._item(body.cut(kept, at), printed if kept == 0 else "")
                self._noise(sentence, printed if at == 0 else "")
                kept = end
            at = end
        self._item(body.cut(kept, at), printed if kept == 0 else "")

    def _item(self, body: MappedText, printed: str) -> None:
        reason = self.stack.reason
        if reason and not self.words.cue(body.text):
            self.add("frame", tidy(body), printed, reason)
        elif self.stack.hazard and not self.words.cue(body.text):
            self.add("hazard", tidy(body), printed)
        else:
            self.add("item", tidy(body), printed)


def _printed(line: Line) -> str:
    return line.marker.printed if line.marker else ""
