"""Lines of a text, and paragraphs: hard wraps joined, page furniture set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mnemo.text.mapped import EMPTY
from mnemo.text.markers import Marker, line_marker, stuck_marker
from mnemo.text.words import Words
from mnemo.types import MappedText

STOPS = frozenset("。；！？：.")
LONG_LINE = 15
"""字 from which an unfinished line may have been cut by a page width; shorter ones are headings or list items."""
FINISHED_SHARE = 0.6
"""Share of sure paragraph ends with a full stop above which a missing one means a hard wrap
(corpora/tune and the sample cases with four sure ends or more: 21 texts 0.75–1.0, 2 texts 0.0 and 0.25; 2026-11-23)."""
WRAP_SLACK = 4
LOOK_AHEAD = 8
"""Lines looked at below a bare numeral for the next number of its list."""
_CLOSERS = "”’）】》\"' \t"
_RULE = re.compile(r"[^\w\u3400-\u9fff]*")
PAGE = re.compile(r"[-—~·•\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/，]?\s*(?:共|总)?\s*\d{1,3}\s*页?)?[-—~·•\s]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line or joined paragraph: stripped text, its indent, whether a blank line stands above it."""

    text: MappedText
    indent: int
    blank_before: bool
    marker: Marker | None = None
    inline: bool = False  # cut out of a paragraph at a number inside it
    furniture: str = ""  # 页码, 页眉, 分隔线: why it is no text

    @property
    def body(self) -> MappedText:
        """The text behind the marker."""
        return self.text.cut(self.marker.length, len(self.text)) if self.marker else self.text

    @property
    def finished(self) -> bool:
        """Whether the sentence ends with the line."""
        return self.text.text.rstrip(_CLOSERS)[-1:] in STOPS


def split_lines(mapped: MappedText) -> list[Line]:
    """The lines that hold something, in order."""
    lines: list[Line] = []
    at, blank = 0, True
    while at <= len(mapped.text):
        end = mapped.text.find("\n", at)
        end = len(mapped.text) if end < 0 else end
        part = mapped.cut(at, end)
        if part.text.strip():
            text = part.text
            lines.append(Line(part.strip(), _indent(text), blank))
            blank = False
        else:
            blank = True
        at = end + 1
    return lines


def _indent(text: str) -> int:
    """Leading columns; a tab counts four."""
    lead = text[: len(text) - len(text.lstrip())]
    return len(lead.replace("\t", "    "))


def mark_furniture(lines: Sequence[Line], words: Words) -> list[Line]:
    """Page numbers, running heads and rules marked as such."""
    counts = Counter(line.text.text for line in lines)
    marked = []
    for i, line in enumerate(lines):
        marked.append(replace(line, furniture=_furniture(line, i, counts, words)))
    return marked


def _furniture(line: Line, index: int, counts: Counter[str], words: Words) -> str:
    text = line.text.text
    if _RULE.fullmatch(text):
        return "分隔线"
    if len(text) <= 16 and PAGE.fullmatch(text):
        return "页码"
    running = counts[text] >= 3 and len(text) <= 30 and not line.finished and index > 0
    if running and not words.cue(text) and line.blank_before and not _simple_marker(text):
        return "页眉"
    noise = words.noise_of(text) if len(text) <= 60 else None
    return noise.reason if noise is not None and noise.reason == "页码" else ""


def _simple_marker(text: str) -> bool:
    return text[0].isdigit() or text[0] in "（(一二三四五六七八九十第#【"


class Numbers:
    """The numbers that open lists would continue with, as markers are read line by line."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.last: dict[str, int] = {}

    def read(self, text: str, below: Sequence[str] = ()) -> Marker | None:
        """The marker of the next line; remembers the last number of each style. `below`: a few lines that follow."""
        if len(text) <= 12 and self.words.noise_of(text):
            return None  # A面, 年 月 日
        marker = line_marker(text, frozenset(n + 1 for n in self.last.values()), self.words)
        due = self.last.get("d.", -1) + 1
        if marker is None and due and text.startswith(f"{due}.") and any(t.startswith(f"{due + 1}.") for t in below):
            # 2.5人以上 between 1. and 3. is item 2; alone it would be two and a half
            marker = Marker(f"{due}.", "d.", (due,), len(f"{due}."))
        if marker is None:
            marker = stuck_marker(text, self.last, below, self.words)
        if marker is not None and len(marker.path) == 1:
            self.last[marker.style] = marker.value
        return marker


def read_markers(lines: Sequence[Line], words: Words) -> list[Line]:
    """Lines with their markers."""
    numbers = Numbers(words)
    texts = [line.text.text for line in lines]
    return [
        line if line.furniture else replace(line, marker=numbers.read(texts[i], texts[i + 1 : i + 1 + LOOK_AHEAD]))
        for i, line in enumerate(lines)
    ]


@dataclass(frozen=True, slots=True)
class Habits:
    """How this text breaks lines: whether sentences end with a stop, and the width it was cut to (0 if it was not)."""

    punctuated: bool
    width: int


def habits(lines: Sequence[Line]) -> Habits:
    """Read from the lines that surely end a paragraph, and from the widths of unfinished lines."""
    text = [line for line in lines if not line.furniture]
    sure = [line for line, below in zip_longest(text, text[1:]) if below is None or below.marker or below.blank_before]
    ends = [line.finished for line in sure if len(line.text) >= LONG_LINE] or [line.finished for line in sure]
    widths = [_columns(line) for line in text]
    widest = max(widths, default=0)
    unfinished = [w for line, w in zip(text, widths, strict=True) if not line.finished and len(line.text) >= LONG_LINE]
    cut = sum(w >= widest - WRAP_SLACK for w in unfinished)
    width = widest if cut >= 3 and cut * 2 >= len(unfinished) else 0
    return Habits(bool(ends) and sum(ends) >= FINISHED_SHARE * len(ends), width)


def _columns(line: Line) -> int:
    """Printed width: 字 and wide signs take two columns."""
    return line.indent + sum(2 if char >= "\u2e80" else 1 for char in line.text.text)


def unclosed(text: str, depth: int = 0) -> int:
    """Brackets open at the end of `text`, `depth` before it."""
    return max(0, depth + sum(text.count(c) for c in "（《") - sum(text.count(c) for c in "）》"))


def continues(line: Line, below: Line, depth: int, custom: Habits, words: Words) -> bool:
    """Whether `below` goes on with the sentence of `line`, at whose end `depth` brackets are open.

    Neither may be a heading, title, field or table row.
    """
    if below.marker is not None:
        return False
    if depth:
        return True
    if line.finished:
        return False
    if words.wrap_start.match(below.text.text) or words.wrap_end.search(line.text.text[-12:]):
        return True
    if below.blank_before or len(line.text) < LONG_LINE:
        return False
    if line.marker is None and line.text.text[:2] == below.text.text[:2]:
        return False  # 不准…, 不准…: parallel lines
    if line.marker is None and below.indent >= 2 and below.indent >= line.indent:
        return False  # each line indented: each a paragraph
    return custom.punctuated or (bool(custom.width) and _columns(line) >= custom.width - WRAP_SLACK)


def seam(left: MappedText, right: MappedText) -> MappedText:
    """What stands between two joined lines: a space between Latin words, nothing between 字."""
    if left.text[-1:].isascii() and right.text[:1].isascii() and left.text[-1:].isalpha() and right.text[:1].isalpha():
        return MappedText(" ", ((left.spans[-1][1], right.spans[0][0]),))
    return EMPTY
