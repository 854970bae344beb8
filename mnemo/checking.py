"""Judge anybody's verse (ring 4): the same code path that mnemo's own candidates pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mnemo.judge import prepare, read_verse
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Pronouncer
from mnemo.prosody.rhyme import Ending, ending, load_book
from mnemo.types import Analysis, Card, Judgement, Step


def merged(cards: Sequence[Card], analyses: Sequence[Analysis]) -> tuple[Step, ...]:
    """The steps of all cards in one list; with several cards their ids become unique: c2.s1."""
    if len(cards) == 1:
        return analyses[0].steps
    return tuple(_renamed(step, card.id) for card, a in zip(cards, analyses, strict=True) for step in a.steps)


def _renamed(step: Step, card: str) -> Step:
    return replace(
        step,
        id=f"{card}.{step.id}",
        after=tuple(f"{card}.{s}" for s in step.after),
        implied_after=tuple(f"{card}.{s}" for s in step.implied_after),
        group=f"{card}.{step.group}" if step.group else "",
    )


def judge_verse(
    verse: str, steps: Sequence[Step], lexicon: Lexicon, pronouncer: Pronouncer, book: str
) -> Judgement:
    """Findings, alignment and scores of `verse` against `steps`."""
    shelf = load_book(book)

    def end(text: str) -> Ending | None:
        return ending(text, pronouncer, shelf)

    return prepare(tuple(steps), lexicon).judge(read_verse(verse), ending=end)
