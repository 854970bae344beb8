"""A precondition not met and met, in words: 护罩未关, 护罩关好."""

from __future__ import annotations

from collections.abc import Iterable

from mnemo.compress.wordings import Wording, joined
from mnemo.types import Condition

NEGATIONS = "未没不无非"


def denies_verb(condition: Condition) -> bool:
    """Whether the negation stands before the verb (护罩未关闭), not inside it or behind it (信号不清, 拉不上来)."""
    before = condition.text.partition(condition.verb)[0]
    return any(n in before[-3:] for n in NEGATIONS) and condition.verb[0] not in NEGATIONS


def denied(things: Iterable[Wording], one: Iterable[Wording], two: Iterable[Wording], state: bool) -> list[Wording]:
    things, one, two = list(things), list(one), list(two)
    found: list[Wording] = []
    for negator, cost in (("未", 0), ("没", 2), ("不", 6)):
        no = [Wording(negator, cost)]
        found += joined(things, joined(no, one)) if things else []
        if things and not state:
            found += joined(joined(no, one), things)
            found += joined(joined(no, two), things, 4)
        if not things:
            found += joined(no, two) + joined(no, one, 6)
    if not things:
        found += joined([Wording("没有", 2), Wording("未曾", 6), Wording("未经", 2)], two)
    return found


def fulfilled(
    things: Iterable[Wording], resulting: Iterable[Wording], two: Iterable[Wording], state: bool
) -> list[Wording]:
    things, resulting, two = list(things), list(resulting), list(two)
    if not things:
        return joined(two, [Wording("完", 6), Wording("过", 10), Wording("完毕", 8)]) + list(resulting) + list(two)
    found = joined(things, resulting)
    if not state:
        found += joined(resulting, things) + joined(two, things, 4)
    return found


def sized(found: Iterable[Wording]) -> list[Wording]:
    return [w for w in found if 2 <= len(w.text) <= 7]
