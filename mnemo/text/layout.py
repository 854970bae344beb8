"""`lay_out`: normalised text to cards of blocks. Nothing of the text is lost but markers and signs of layout."""

from __future__ import annotations

from dataclasses import replace

from mnemo.text.cards import settle
from mnemo.text.damage import damaged_negations
from mnemo.text.outline import Outline
from mnemo.text.paragraphs import units
from mnemo.text.words import load_words
from mnemo.types import Card, CardKind, Finding, MappedText


def lay_out(mapped: MappedText, name: str, kind: CardKind | None = None) -> tuple[Card, ...]:
    """Cards of a text in source order; `kind` overrides what title and content say. () for an empty text.

    Takes time linear in the length of the text.
    """
    words = load_words()
    found = units(mapped, words)
    cards = settle(Outline(found, words).read(), name, kind, words)
    return _with_findings(cards, damaged_negations(mapped))


def _with_findings(cards: tuple[Card, ...], findings: tuple[Finding, ...]) -> tuple[Card, ...]:
    """Each finding put on the card that holds its place."""
    result = []
    for i, card in enumerate(cards):
        until = cards[i + 1].span[0] if i + 1 < len(cards) else None
        mine = [f for f in findings if (i == 0 or f.spans[0][0] >= card.span[0]) and (until is None or f.spans[0][0] < until)]
        result.append(replace(card, findings=card.findings + tuple(mine)))
    return tuple(result)
