"""What narrows the things a ban names (限定语)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mnemo.judge.words import DENIALS, Vocabulary
from mnemo.types import Step

Narrowed = tuple[str, str, bool]
"""What narrows a forbidden thing (铝制, 非防爆), the thing (工具), and whether the ban hangs on it as a whole (a tool, a dress)."""
TOGETHER = ("同库", "同车", "同室", "同仓", "混放", "混存", "混装", "混合", "混用", "接触", "一起", "相邻", "同时")
"""Words of bans on things that are only forbidden together."""


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


def needed(step: Step, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Wordings each of which a ban must keep: 遇水燃烧 of 遇水燃烧的物品, both sides of 把X给Y使用, 酸 and 碱 that must not meet, 单人, 带压."""
    return tuple(dict.fromkeys(filter(None, _needed(step, vocabulary))))


def _needed(step: Step, vocabulary: Vocabulary) -> Iterator[str]:
    text = step.text
    for thing in (*(o for a in step.acts for o in a.objects), step.topic):
        mark = thing[: thing.find("的")] if "的" in thing[1:-1] else ""
        noun = vocabulary.lexicon.head_noun(mark) if mark else None
        if mark and thing[0] not in DENIALS and not (noun and vocabulary.lexicon.is_a(noun[0].cls, "person")):
            yield mark
    if passed := re.search("把(.{2,8})给(.{1,6}?)(?:使用|用|充)", text):
        yield from passed.groups()
    if any(w in text for w in TOGETHER):
        sides = re.split("[与和跟同]", step.topic)
        if len(sides) == 2 and all(0 < len(s) < 6 for s in sides):
            yield from sides
    alone = (w for w, kinds in vocabulary.tables.kinds.items() if "alone" in kinds and w in text)
    yield from sorted(alone, key=len)[-1:]
    for role in (r for a in step.acts if a.objects for r in a.roles if r.name == "tool" and r.restrictor):
        tool = vocabulary.lexicon.head_noun(role.text)
        if tool is not None and tool[0].cls != "body":
            yield role.text


def _suffix(text: str, vocabulary: Vocabulary) -> str:
    """The shortest known noun of two 字 or more that ends `text`."""
    return next((text[at:] for at in range(len(text) - 2, -1, -1) if vocabulary.lexicon.noun(text[at:])), "")
