"""Clauses of a block: sentences cut at punctuation, brackets taken aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mnemo.analysis.tokens import Run
from mnemo.types import MappedText

ENDS = frozenset("；;。｡！!？?\n")
BREAKS = frozenset("，,：:→") | ENDS
OPENING = {"（": "）", "(": ")", "[": "]", "［": "］"}
DROPPED = re.compile(r"[\s“”\"‘’'*★●◆■▲·【】《》「」_]")
INSIDE = re.compile(r"\d(?:[:：]\d{2}|,\d{3})(?!\d)")
CONTENT = re.compile(r"[\w%℃°]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Text between two marks; `sep` is the mark after it, `aside` if it stood in brackets."""

    text: MappedText
    sep: str
    sentence: int
    aside: bool = False
    quoted: bool = False
    tokens: Run = ()

    def tagged(self, tokens: Run) -> Clause:
        return replace(self, tokens=tokens)


def split_block(text: MappedText) -> tuple[tuple[Clause, ...], tuple[MappedText, ...]]:
    """Clauses in order, and the texts of the brackets that were taken out."""
    main, asides = _take_asides(text)
    return tuple(_clauses(main)), asides


def split_aside(text: MappedText) -> tuple[Clause, ...]:
    """Clauses of a bracket."""
    return tuple(replace(clause, aside=True) for clause in _clauses(text))


def _take_asides(text: MappedText) -> tuple[MappedText, tuple[MappedText, ...]]:
    asides: list[MappedText] = []
    kept: list[int] = []
    at = 0
    while at < len(text):
        close = OPENING.get(text.text[at])
        end = text.text.find(close, at) if close else -1
        if end > at:
            asides.append(text.cut(at + 1, end))
            at = end + 1
        else:
            kept.append(at)
            at += 1
    return _pick(text, kept), tuple(a for a in asides if CONTENT.search(a.text))


def _pick(text: MappedText, kept: list[int]) -> MappedText:
    return MappedText("".join(text.text[i] for i in kept), tuple(text.spans[i] for i in kept))


def _clauses(text: MappedText) -> Iterator[Clause]:
    sentence, start = 0, 0
    for at, char in enumerate(text.text):
        if char not in BREAKS or _inside_number(text.text, at):
            continue
        sep = "。" if char in ENDS and char not in "；;" else {"：": ":", "；": ";", "，": ","}.get(char, char)
        if char == "\n" and not _line_ends(text.text, at):
            continue
        yield from _clause(text.cut(start, at), sep, sentence)
        start = at + 1
        sentence += sep in ("。", ";")
    yield from _clause(text.cut(start, len(text)), "。", sentence)


def _line_ends(text: str, at: int) -> bool:
    """A line break ends a sentence only after a mark: cards wrap inside sentences."""
    return at == 0 or text[at - 1] in BREAKS


def _inside_number(text: str, at: int) -> bool:
    """8:30 and 1,000 are no breaks."""
    return bool(INSIDE.match(text, at - 1)) if at and text[at] in ",:：" else False


def _clause(text: MappedText, sep: str, sentence: int) -> Iterator[Clause]:
    kept = [i for i, char in enumerate(text.text) if not DROPPED.match(char)]
    quoted = text.text.strip()[:1] in ("“", '"') and text.text.strip()[-1:] in ("”", '"')
    clean = _pick(text, kept).strip("、-—.．")
    if CONTENT.search(clean.text):
        yield Clause(clean, sep, sentence, quoted=quoted)
