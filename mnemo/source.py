"""The source as values (ring 0): a decoded file, its cards, their blocks of layout, and findings about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
CardKind = Literal["risk", "duty", "operation", "emergency"]
Severity = Literal["error", "warning"]
BlockRole = Literal["title", "heading", "lead", "item", "hazard", "label", "meta", "frame", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know (发现): what rule saw it, where, and what to do."""

    rule: str
    message: str
    severity: Severity = "warning"
    line: int | None = None
    step: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedText:
    """Normalised text that remembers where each 字 stood in the source.

    `spans[i]` is the source span of `text[i]`; slices keep the map.
    """

    text: str
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> MappedText:
        """The part [start, end) of this text, with its map."""
        return MappedText(self.text[start:end], self.spans[start:end])

    def strip(self, chars: str | None = None) -> MappedText:
        """Without leading and trailing `chars` (white space by default)."""
        left = len(self.text) - len(self.text.lstrip(chars))
        return self.cut(left, left + len(self.text.strip(chars)))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Source span covered by [start, end); ValueError when that is empty."""
        part = self.spans[start:end]
        if not part:
            raise ValueError(f"empty span {start}:{end}")
        return part[0][0], part[-1][1]


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that governs the items below it (引语): "有下列情况之一的，不得作业：", "我是装卸工", "大量泄漏："."""

    text: MappedText
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One logical unit of layout: an item, a heading, a table cell, a piece of noise."""

    role: BlockRole
    text: MappedText
    marker: str = ""  # "1.1", "(2)", "a)" as printed, "" if none
    section: str = ""  # title of the section it stands in ("启动", "作业前"), "" if none
    phase: str = ""  # normalised phase: 作业前, 作业中, 作业后, 班前, 启动, 停机 …, "" if none
    leads: tuple[Lead, ...] = ()  # governing lead-ins, outermost first
    reason: str = ""  # why it can hold no step, for roles that are noise


@dataclass(frozen=True, slots=True)
class Card:
    """One list or card of a file (卡): the unit that gets its own verses."""

    id: str
    title: str
    kind: CardKind
    blocks: tuple[Block, ...]
    span: Span
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file (文件) and the cards found in it."""

    name: str
    text: str
    digest: str  # "sha256:…" of the decoded text in UTF-8
    cards: tuple[Card, ...]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()
