"""A card in the making: blocks in order, title candidates, what its columns are called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mnemo.text.lines import STOPS
from mnemo.text.words import Words
from mnemo.types import Block, BlockRole, Finding, Lead, MappedText

HEAD_LINES = 3
HEAD_LENGTH = 30


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
        return any(block.role in ("item", "hazard", "lead") for block in reversed(self.blocks))

    def add(
        self,
        role: BlockRole,
        text: MappedText,
        marker: str = "",
        section: str = "",
        phase: str = "",
        leads: tuple[Lead, ...] = (),
        reason: str = "",
    ) -> None:
        """Append a block unless it is blank; noise carries no leads, they would say nothing of it."""
        if text.text.strip():
            held = leads if role in ("item", "hazard", "lead", "heading") else ()
            self.blocks.append(Block(role, text.strip(), marker, section, phase, held, reason))

    def demote_head(self, words: Words) -> None:
        """Lines above a title that looked like bare items (the firm, the workshop) become its letterhead."""
        body = [block for block in self.blocks if block.role in ("item", "lead", "hazard", "label", "heading")]
        if len(body) > HEAD_LINES or not all(_letterhead(block, words) for block in body):
            return
        for i, block in enumerate(self.blocks):
            if block in body:
                self.blocks[i] = replace(block, role="meta", leads=(), reason="抬头")

    def take_front(self, extra: Draft) -> None:
        """Put `extra`, which holds nothing to do, in front."""
        self.titles = self.titles or extra.titles
        self.blocks[:0] = extra.blocks
        self.findings[:0] = extra.findings
        self.columns[:0] = extra.columns

    def take_back(self, extra: Draft) -> None:
        """Append `extra`, which holds nothing to do."""
        self.blocks += extra.blocks
        self.findings += extra.findings


def _letterhead(block: Block, words: Words) -> bool:
    text = block.text.text
    plain = not block.marker and len(text) <= HEAD_LENGTH and not any(stop in text for stop in STOPS | {"，"})
    return plain and not words.cue(text)
