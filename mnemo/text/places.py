"""Where a span stands for a reader: line, column, and the sentence around it, in the original file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mnemo.types import Span

STOPS = frozenset("。｡；;！!？?\n\r")
"""Signs that end a sentence for a reader of a procedure; a semicolon parts rules as a full stop does."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the source and its place; line and column count from 1, in code points of the decoded file."""

    line: int
    column: int
    text: str
    span: Span

    def __str__(self) -> str:
        return f"第{self.line}行第{self.column}字"


class Places:
    """Looks up places in one text; lines end at \\n, \\r\\n or \\r."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for at, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
                self.starts.append(at + 1)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def sentence(self, span: Span) -> Place:
        """The sentence or sentences that hold `span`, stop included, white space at the ends left out.

        >>> str(Places("严禁吸烟。先停机，再断电。").sentence((8, 9)))
        '第1行第6字'
        """
        start, end = span
        while start > 0 and self.text[start - 1] not in STOPS:
            start -= 1
        while end < len(self.text) and self.text[end - 1 : end] not in STOPS and self.text[end] not in "\r\n":
            end += 1
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        line, column = self.line_column(start)
        return Place(line, column, " ".join(text.split()), (start, start + len(text.strip())))

    def sentences(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """One place per sentence that the spans touch, in source order."""
        found = {place.span: place for place in map(self.sentence, spans)}
        return tuple(found[key] for key in sorted(found))
