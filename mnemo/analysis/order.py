"""Order edges between steps: explicit ones from words, implied ones from numbering."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.draft import Draft
from mnemo.analysis.words import Words
from mnemo.types import CardKind, Condition

NUMBERED = frozenset("0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩")


def add_edges(drafts: Sequence[Draft], kind: CardKind, words: Words) -> None:
    """Fill `after` and `implied` of all drafts of one card."""
    for at, draft in enumerate(drafts):
        if draft.kind in ("hazard",):
            continue
        later = words.kind(draft.order) == "next" or draft.order == "后"
        if later or words.kind(draft.order) == "then":
            previous = _previous(drafts, at)
            if previous is not None and (later or drafts[previous].sentence == draft.sentence):
                draft.after.append(previous)
        if at and drafts[at - 1].clause.sep == "→" and drafts[at - 1].block == draft.block:
            draft.after.append(at - 1)
        for condition in draft.conditions:
            _condition_edges(drafts, at, condition, words)
    if kind in ("operation", "emergency"):
        _imply(drafts)


def _previous(drafts: Sequence[Draft], at: int) -> int | None:
    """The last thing to do before this one, in the same section."""
    for other in range(at - 1, -1, -1):
        if drafts[other].section != drafts[at].section:
            return None
        if drafts[other].polarity != "forbid" and drafts[other].kind not in ("hazard", "limit"):
            return other
    return None


def _condition_edges(drafts: Sequence[Draft], at: int, condition: Condition, words: Words) -> None:
    """X后V comes after the step that does X; X前V comes before it."""
    if not condition.verb or condition.negated or condition.scope in ("lead", "heading"):
        return
    before = condition.text.endswith(("前", "之前"))
    after = condition.text in drafts[at].follows and condition.scope == "own"
    if before:
        for later in range(at + 1, len(drafts)):
            if drafts[later].section == drafts[at].section and _does(drafts[later], condition, words):
                drafts[later].after.append(at)
                return
    elif after:
        for other in range(at - 1, -1, -1):
            if drafts[other].section == drafts[at].section and _does(drafts[other], condition, words):
                drafts[at].after.append(other)
                return


def _does(draft: Draft, condition: Condition, words: Words) -> bool:
    vague = words.is_class(condition.verb, "generic") or (len(condition.verb) == 1 and not condition.object)
    if draft.polarity == "forbid" or vague:
        return False
    return any(
        a.verb == condition.verb and (not condition.object or set(condition.object) & set(a.object))
        for a in draft.predicate.acts
    )


def _imply(drafts: Sequence[Draft]) -> None:
    """Numbered items one after the other: first step of an item after the last of the item before."""
    last: int | None = None
    for at, draft in enumerate(drafts):
        if draft.kind not in ("do", "when", "gate") or draft.polarity == "forbid" or not set(draft.marker) & NUMBERED:
            continue
        if last is not None and drafts[last].section == draft.section and drafts[last].block != draft.block:
            draft.implied.append(last)
        last = at
