"""Clauses that say what a word means or what is lacking: nothing to do, at most a case."""

from __future__ import annotations

from itertools import pairwise

from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.part import Part
from mnemo.analysis.tokens import Run, join

CALLED = ("为", "即为", "属", "属于", "称为")


def defines(run: Run, g: Grammar) -> bool:
    """叫不出水的为严重缺水: what a word means, nothing to do."""
    pairs = [join(run[i : i + 2]) for i in range(1, len(run))]
    if any(g.words.is_class(word, "equates") for word in (*pairs, *(t.text for t in run[1:]))):
        return True  # 只关阀门不算隔断
    at = next((i for i, t in enumerate(run) if t.text in CALLED and i), 0)
    if not at or at + 1 == len(run) or any(t.tag == "m" for t in run[at + 1 :]):
        return False
    after = run[at + 1 :]
    named = g.state(after) or g.nominal(after)
    told = run[at - 1].text in ("的", "者") or g.state(run[:at]) or g.denied(run[:at])
    return told and named and not any(t.kind in ("frame", "urgent", "first", "next") for t in run[:at])


def all_lacking(run: Run) -> bool:
    """无救援装备、无通讯、无通风: a list of what is lacking, nothing to do."""
    starts = [run[0], *(b for a, b in pairwise(run) if a.text == "、")]
    return len(starts) > 1 and all(t.text[0] == "无" for t in starts)


def defined_case(part: Part, rest: list[Part]) -> RawCondition | None:
    """水位低于下限为缺水，此时严禁上水: the definition says when the order behind it holds."""
    at = next((i for i, t in enumerate(part.run) if t.text in CALLED and i), 0)
    ordered = bool(rest) and (rest[0].reading.cue is not None or rest[0].run[0].kind == "urgent")
    return RawCondition(part.run[:at]) if at and ordered else None
