"""What a line is by its look and its place: a heading, a title, the start of another paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from mnemo.text.lines import Line
from mnemo.text.paragraphs import Unit
from mnemo.text.shapes import core, is_title, kind_named, opens_card, segments
from mnemo.text.stack import Stack
from mnemo.text.tables import Table
from mnemo.text.words import Words

HEADING_LENGTH = 20
CHAPTER_LENGTH = 40
BARE_LENGTH = 8
"""字 up to which a numbered line without stop or cue, with numbered lines below it, is a heading (下模, 人员防护).
A guess from four lines of corpora/tune, all headings; longer ones may be acts with details (2026-11-23)."""
CHAPTERS = ("第章", "第节", "第篇", "第款")
KNOWN = ("phase", "neutral", "frame", "part")


def known(name: str, words: Words) -> bool:
    """Whether the words of a heading are in the lexicon."""
    return any(words.match(kind, name) for kind in KNOWN)


def has_child(line: Line, below: Unit | None, stack: Stack) -> bool:
    """Whether the next unit stands below this line: a table, plain text, or a style not open above it."""
    if below is None or isinstance(below, Table) or line.marker is None:
        return below is not None
    if below.marker is None:
        return True
    if below.marker.style == line.marker.style:
        return below.indent > line.indent + 1 and below.marker.value <= 1
    if line.marker.arabic and below.marker.arabic and below.marker.follows(line.marker):
        return False
    if _coarseness(below.marker.style) > _coarseness(line.marker.style):
        return False
    place, here = stack.place(below.marker, below.indent), stack.place(line.marker, line.indent)
    if place is None:
        return True
    return place > here if here is not None else below.marker.value <= 1


def _coarseness(style: str) -> int:
    """第一章 and 一、 stand over （一）, and that over digits, letters and signs."""
    if style[0] in "#第" or style in ("h、", "h.", "h", "h：", "h，"):
        return 2
    return 1 if style == "（h）" else 0


def may_head(line: Line, below: Unit | None, stack: Stack, words: Words) -> bool:
    """Whether a line can be a heading by its place: no item is its sibling, something stands below it."""
    text = line.body.text
    if (line.finished and not text.endswith("：")) or words.cue(text):
        return False
    if line.marker is None or line.marker.level:
        return True
    place = stack.place(line.marker, line.indent)
    if place is not None and not (stack.levels[place].heading or stack.levels[place].titled):
        return False
    return has_child(line, below, stack)


def is_heading(line: Line, below: Unit | None, stack: Stack, words: Words) -> bool:
    """Whether a line names the section below it rather than something to do."""
    marker, text = line.marker, line.body.text
    name = core(text)
    if marker is not None and (marker.level or marker.style in CHAPTERS):
        return len(name) <= CHAPTER_LENGTH and not (line.finished and not text.endswith("："))
    if not name or len(name) > HEADING_LENGTH or re.search(r"[，。；！？：]", name):
        return False
    if text[:1] == "【" and text[-1:] in "】：":
        return known(name, words) or not words.cue(name)
    if text.endswith("："):
        return known(name, words) or _short_lead(line, name, below, stack, words)
    if line.finished or below is None:
        return False
    if marker is None:
        return known(name, words) or _plain_heading(line, name, below, stack, words)
    if (words.cue(name) and not known(name, words)) or not may_head(line, below, stack, words):
        return False
    return known(name, words) or _numbered_heading(line, name, below, stack)


def _short_lead(line: Line, name: str, below: Unit | None, stack: Stack, words: Words) -> bool:
    """熏蒸： over a list is a heading; 我是保安员：, 油锅起火： and 应做到： lead in."""
    if len(name) > BARE_LENGTH or words.cue(name) or words.match("lead", name):
        return False
    numbered = isinstance(below, Line) and below.marker is not None
    return numbered and has_child(line, below, stack)


def _plain_heading(line: Line, name: str, below: Unit, stack: Stack, words: Words) -> bool:
    """An unknown line without number: a heading if a table or a list that begins at 1 stands below it."""
    if words.cue(name) or isinstance(below, Table):
        return isinstance(below, Table) and line.blank_before
    if below.marker is None or below.marker.value != 1:
        return False
    return line.blank_before or stack.place(below.marker, below.indent) is None


def _numbered_heading(line: Line, name: str, below: Unit, stack: Stack) -> bool:
    assert line.marker is not None
    if line.marker.style[0] in "h（" and "h" in line.marker.style:
        return True
    if isinstance(below, Table):
        return True
    if below.marker is None:
        place = stack.place(line.marker, line.indent)
        sibling = place is not None and stack.levels[place].heading
        return (sibling and len(name) <= BARE_LENGTH) or "a" in line.marker.style
    inside = len(below.marker.path) > len(line.marker.path) and below.marker.path[: len(line.marker.path)] == line.marker.path
    return inside or len(name) <= BARE_LENGTH


def card_kind(line: Line, parts: bool, words: Words) -> str:
    """Kind of the card a line opens, "" for none; other cells of the line may hold fields."""
    kinds: Callable[[str], str] = lambda text: opens_card(text, words, parts)  # noqa: E731
    return next((kind for part in segments(line.body) if (kind := kinds(part.text))), "")


def heads_procedure(line: Line, below: Unit | None, words: Words) -> bool:
    """Whether a title in mid-file begins another procedure of a handbook: a list begins at 1 below it."""
    text = line.text.text
    if (line.marker is not None and not line.marker.level) or not is_title(text, words) or words.cue(text):
        return False
    if not isinstance(below, Line) or below.marker is None or below.marker.value != 1:
        return False
    return bool(kind_named(text, words))


def is_head_title(line: Line, first: bool, titled: bool, below: Unit | None, words: Words) -> bool:
    """Whether a line before any content is the title. `first`: it is among the first lines of the file."""
    if (line.marker is not None and line.marker.level != 1) or line.finished:
        return False
    cells = segments(line.body)
    if any(is_title(cell.text, words) and not words.cue(cell.text, "ban") for cell in cells):
        return True
    if not cells or titled or not first or line.marker is not None or len(cells[0]) > HEADING_LENGTH * 2 or words.cue(cells[0].text):
        return False
    name = core(cells[0].text)
    if words.match("card", name) and words.match("neutral", name):
        return True  # 安全操作规程 as the first line is the paper's name, further down a section's
    if known(name, words) or words.match("lead", name) or re.search(r"[，：]", name) or len(name) <= 2:
        return False
    return isinstance(below, Line) and (below.marker is not None or below.text.text.endswith("："))
