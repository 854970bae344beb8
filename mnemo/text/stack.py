"""The stack of open levels (层次): which lead-ins, section and phase hold at a line, without indentation.

A level is known by its marker style; a style that returns closes everything opened since.
"""

from __future__ import annotations

from dataclasses import dataclass

from mnemo.text.lines import Line
from mnemo.text.markers import Marker
from mnemo.types import Lead

NEST = 2
"""Columns of indentation from which a restarted list of the same style is a list inside the item above."""


PARAGRAPHS = ("para", "para+", "head")


@dataclass(slots=True)
class Level:
    """One open level: the current item, heading or paragraph of its style."""

    style: str
    indent: int
    marker: Marker | None = None
    heading: bool = False
    lead: Lead | None = None
    section: str = ""
    phase: str = ""
    reason: str = ""  # why nothing below holds a step (适用范围), "" normally
    titled: bool = False  # its first words were a heading: 四、报告　班长→车间
    hazard: bool = False  # headed 危险因素: what stands below is a danger, not an act
    inline: bool = False
    blank_children: bool = False


class Stack:
    """Open levels, outermost first."""

    def __init__(self) -> None:
        self.levels: list[Level] = []

    @property
    def leads(self) -> tuple[Lead, ...]:
        return tuple(level.lead for level in self.levels if level.lead is not None)

    @property
    def section(self) -> str:
        return next((level.section for level in reversed(self.levels) if level.section), "")

    @property
    def phase(self) -> str:
        return next((level.phase for level in reversed(self.levels) if level.phase), "")

    @property
    def reason(self) -> str:
        return next((level.reason for level in reversed(self.levels) if level.reason), "")

    @property
    def hazard(self) -> bool:
        return bool(self.levels) and any(level.hazard for level in self.levels)

    def close_inline(self, line: Line) -> None:
        """A new line begins: a list inside the paragraph above is over, unless its numbers go on."""
        at = next((i for i, level in enumerate(self.levels) if level.inline), None)
        if at is None or line.inline:
            return
        place = self.place(line.marker, line.indent) if line.marker is not None else None
        if place is None or place < at:
            del self.levels[at:]
            if self.levels and self.levels[-1].style in PARAGRAPHS:
                self.levels.pop()

    def enter(self, line: Line, heading: bool) -> Level | None:
        """Open the level of `line`; returns the sibling it replaces, None if it opens a new list."""
        if line.marker is None:
            self._enter_plain(line, heading)
            return None
        if line.marker.level:
            self._close_markdown(line.marker.level)
            self.levels.append(Level("#", line.marker.level, line.marker, True))
            return None
        at = self.place(line.marker, line.indent)
        sibling = self.levels[at] if at is not None else None
        if at is not None:
            del self.levels[at:]
        else:
            self._close_plain(line)
        self.levels.append(Level(line.marker.style, line.indent, line.marker, heading, inline=line.inline))
        return sibling

    def close_lists(self) -> None:
        """Items are over, as before a table; a lead-in directly above it stays."""
        if self.levels and self.levels[-1].lead is not None:
            return
        while self.levels and not self.levels[-1].heading:
            self.levels.pop()

    def place(self, marker: Marker, indent: int) -> int | None:
        """Index of the level this marker goes on with; None if it opens a new one."""
        for i in reversed(range(len(self.levels))):
            level = self.levels[i]
            if level.marker is not None and level.style == marker.style:
                nested = indent >= level.indent + NEST and marker.value <= 1 and not marker.follows(level.marker)
                return None if nested else self._outermost(i, marker, indent)
        for i in reversed(range(len(self.levels))):
            level = self.levels[i]
            if level.marker is not None and level.marker.arabic and marker.arabic and marker.follows(level.marker):
                return i
        return None

    def _outermost(self, at: int, marker: Marker, indent: int) -> int:
        """Among levels of one style nested by indentation, the one this line stands at."""
        while at > 0 and self.levels[at].indent > indent:
            outer = next((i for i in reversed(range(at)) if self.levels[i].style == marker.style), None)
            if outer is None or self.levels[outer].style == "#":
                break
            at = outer
        return at

    def _close_markdown(self, level: int) -> None:
        for i, open_level in enumerate(self.levels):
            if open_level.style != "#" or open_level.indent >= level:
                del self.levels[i:]
                return

    def _close_plain(self, line: Line) -> None:
        """A numbered list begins: paragraphs above that lead nowhere are over, a lead-in governs it."""
        while self.levels and self.levels[-1].style.startswith("para") and self.levels[-1].lead is None:
            if self.levels[-1].section:
                return
            self.levels.pop()

    def _enter_plain(self, line: Line, heading: bool) -> None:
        if heading:
            self._cut_from(next((i for i, level in enumerate(self.levels) if level.style == "head"), None))
            while self.levels and not self.levels[-1].heading:
                self.levels.pop()
            self.levels.append(Level("head", line.indent, heading=True))
        elif self._is_child(line):
            if self.levels[-1].style == "para+":
                self.levels.pop()
            else:
                self.levels[-1].blank_children = line.blank_before
            self.levels.append(Level("para+", line.indent))
        else:
            while self.levels and not self.levels[-1].heading:
                self.levels.pop()
            self.levels.append(Level("para", line.indent))

    def _is_child(self, line: Line) -> bool:
        """Whether an unmarked line stands under the lead-in that is open above it."""
        if not self.levels:
            return False
        top = self.levels[-1]
        if top.style != "para+":
            return top.lead is not None and top.lead.text.text.endswith("：") and not top.heading
        parent = self.levels[-2]
        ends = (line.blank_before and not parent.blank_children) or line.indent < top.indent or line.text.text.endswith("：")
        return not ends

    def _cut_from(self, at: int | None) -> None:
        if at is not None:
            del self.levels[at:]
