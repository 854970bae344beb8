"""A candidate's name: change a 字 of the verse or of its source card and every verdict on it lapses."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from mnemo.types import Card


def candidate_id(form: str, card_digest: str, lines: Sequence[str]) -> str:
    """12 hex digits over form, source card and lines."""
    return sha256("\n".join((form, card_digest, *lines)).encode()).hexdigest()[:12]


def card_digest(text: str) -> str:
    """Digest of the source text of a card."""
    return sha256(text.encode()).hexdigest()


def digest_of_card(card: Card) -> str:
    """Digest of a card's text as laid out: white space and page noise around it do not count."""
    return card_digest("\n".join(block.text.text for block in card.blocks))
