"""What narrows the things a ban names (限定语)."""

from __future__ import annotations

import re
from itertools import pairwise

from mnemo.judge.words import DENIALS, Vocabulary

Narrowed = tuple[str, str, bool]
"""What narrows a forbidden thing (铝制, 非防爆), the thing (工具), and whether the ban hangs on it as a whole (a tool, a dress)."""


def narrowed(step_text: str, objects: tuple[str, ...], roles: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Narrowed, ...]:
    """What narrows the things a ban names: a denial (非防爆工具), a word of the table (普通扳手), a tool or a dress."""
    found: dict[Narrowed, None] = {}
    for text in (t for r in roles for t in re.split("[、或和及]", r)):
        head = _suffix(text, vocabulary)
        if head and head != text:
            found[text[: -len(head)], head, True] = None
    for text in (t for o in objects for t in re.split("[、或和及]", o) if t):
        head = _suffix(text, vocabulary)
        if head and head != text and text[0] in DENIALS and "plain" not in vocabulary.tables.kinds.get(text, ()):
            found[text[: -len(head)].rstrip("的"), head, False] = None
    tokens = vocabulary.tokens(step_text)
    for before, token in pairwise(tokens):
        if "narrow" in before.kinds and token.entries and token.entries[0].kind == "noun":
            found[before.text, token.text, False] = None
    return tuple(found)


def _suffix(text: str, vocabulary: Vocabulary) -> str:
    """The shortest known noun of two 字 or more that ends `text`."""
    return next((text[at:] for at in range(len(text) - 2, -1, -1) if vocabulary.lexicon.noun(text[at:])), "")
