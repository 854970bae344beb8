"""Does a clause affirm, deny and condition a step as the source does? (极性)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mnemo.judge.card import StepView
from mnemo.judge.claims import SHORT, Piece, pieces
from mnemo.judge.match import Matches

Fault = Literal["", "flipped", "condition-lost", "dangling", "softened", "unclear"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with how a window of clauses says a step."""

    fault: Fault = ""
    act: bool = False  # an act of the step is said
    verb: bool = False  # … by its verb
    condition: bool = False  # a condition of the step is said


@dataclass(slots=True)
class _Said:
    """A part as said: its sign in the source, its sign in the verse, and where."""

    part: int
    wanted: int
    sign: int
    at: int


def verdict(view: StepView, window: Sequence[tuple[int, Matches]]) -> Verdict:
    """Compare the signs of acts and conditions said in `window` with those of the step."""
    row = pieces(view, window)
    if view.step.kind == "hazard" or (view.of("hazard") and not view.of("act")):
        return _hazard(view, row, window)
    if any(_exception(view, n) and any(n in p.parts for p in row) for n in view.of("condition")):
        return Verdict("", True, True, True)
    acts = [s for n in view.of("act") if (s := _said(view, n, row))]
    conditions = [s for n in view.of("condition") if (s := _said(view, n, row)) and not _exception(view, n)]
    _one_segment(view, row, acts, conditions)
    if view.step.kind == "limit" and not conditions:
        return Verdict("", bool(acts))
    if not acts:
        return _condition_only(view, row, conditions)
    fault = _compare(view, row, acts, conditions)
    if fault == "flipped" and view.forbids and _warns(window):
        fault = ""
    if not fault and view.forbids and any(row[a.at].segment.weak for a in acts) and not _weak_source(view):
        fault = "softened"
    return Verdict(fault, True, any(a.part in row[a.at].verbs for a in acts), bool(conditions))


def _warns(window: Sequence[tuple[int, Matches]]) -> bool:
    """直流水冲会爆炸: saying what an act leads to warns against it."""
    for _, matches in window:
        reading = matches.reading
        for number, token in enumerate(reading.tokens):
            if "harm" in token.kinds and not reading.denied:
                return number > 0
    return False


def _exception(view: StepView, part: int) -> bool:
    condition = view.parts[part].condition
    return condition is not None and condition.role == "exception"


def _weak_source(view: StepView) -> bool:
    return any(w in view.step.text for w in ("不宜", "尽量", "最好", "不应"))


def _said(view: StepView, part: int, row: list[Piece]) -> _Said | None:
    """Where and with what sign a part is said. A bare name takes the sign of the comment that follows (手套莫戴)."""
    where = [i for i, piece in enumerate(row) if part in piece.parts]
    if not where:
        return None
    inside = [i for i in where if part in row[i].inside]
    if inside and not all(row[i].segment.sign < 0 for i in inside):
        return _Said(part, view.parts[part].sign, -view.parts[part].sign, inside[0])  # 确认摆动 for 确认无摆动
    where = [i for i in where if i not in inside]
    if not where:
        return _Said(part, view.parts[part].sign, view.parts[part].sign, inside[0])
    if view.parts[part].kind == "act":
        return _act(view, part, row, where)
    at = next((i for i in reversed(where) if _plainly_denied(row[i])), where[-1])
    follows = at + 1 < len(row) and row[at + 1].clause == row[at].clause
    if follows and _plainly_denied(row[at + 1]) and not _claimed(view, row[at + 1], ("act", "condition")) and not row[at].verbs:
        at += 1
    return _Said(part, view.parts[part].sign, _turned(row, at, part, where), at)


def _act(view: StepView, part: int, row: list[Piece], where: list[int]) -> _Said | None:
    with_verb = [i for i in where if part in row[i].verbs]
    at = with_verb[-1] if with_verb else where[-1]
    after = row[at + 1] if at + 1 < len(row) else None
    if not with_verb and after is not None and not _claimed(view, after, ("act", "condition")):
        if after.clause == row[at].clause or after.segment.sign < 0:
            at += 1
        elif row[at].segment.sign > 0:
            return None  # a bare name affirms nothing
    elif not with_verb and row[at].segment.sign > 0 and view.parts[part].sign < 0 and after is None:
        return None
    sign = _turned(row, at, part, where)
    if row[at].ceased and view.parts[part].sign < 0:
        sign = -sign
    if row[at].segment.soft:
        sign = view.parts[part].sign
    return _Said(part, view.parts[part].sign, sign, at)


def _turned(row: list[Piece], at: int, part: int, where: list[int]) -> int:
    sign = row[at].segment.sign
    return -sign if part in row[where[-1]].opposed or part in row[at].opposed else sign


def _plainly_denied(piece: Piece) -> bool:
    return piece.segment.sign < 0 and not piece.segment.ban


def _claimed(view: StepView, piece: Piece, kinds: tuple[str, ...]) -> bool:
    return any(view.parts[n].kind in kinds for n in piece.parts)


def _one_segment(view: StepView, row: list[Piece], acts: list[_Said], conditions: list[_Said]) -> None:
    """Condition and act under one operator: 严禁不停机清料 denies both, 莫带电清料 the act, 不停机清料 only the condition."""
    for act in acts:
        for condition in conditions:
            if act.at != condition.at:
                continue
            segment = row[act.at].segment
            if segment.inner:
                act.sign, condition.sign = -1, -1
            elif segment.sign < 0 and segment.ban:
                condition.sign = -condition.sign
            elif segment.sign < 0:
                act.sign = -act.sign


def _compare(view: StepView, row: list[Piece], acts: list[_Said], conditions: list[_Said]) -> Fault:
    same = [a for a in acts if a.sign == a.wanted]
    turned = [a for a in acts if a.sign != a.wanted]
    conditional = view.step.polarity in ("forbid", "may") and bool(view.of("condition"))
    if conditions:
        kept = all(c.sign == c.wanted for c in conditions)
        inverse = all(c.sign != c.wanted for c in conditions)
        if kept and not turned:
            return ""
        if conditional and inverse and not same:
            return ""
        if conditional and inverse and not turned and _denied_twice(row, conditions[-1].at):
            return ""
        if turned and kept and all(_excused(view, row, a) for a in turned):
            return ""
        return "flipped"
    if not turned:
        return _phase(view, row, acts)
    if all(_excused(view, row, a) for a in turned):
        return ""
    if conditional and not same and all(_permitted_after(row, a) for a in turned):
        return "unclear"
    return "flipped"


def _denied_twice(row: list[Piece], at: int) -> bool:
    """¬A ⇒ ¬B inside one clause."""
    later = [p for p in row[at + 1 :] if p.clause == row[at].clause]
    return row[at].segment.sign < 0 and any(p.segment.sign < 0 for p in later)


def _excused(view: StepView, row: list[Piece], act: _Said) -> bool:
    """Readings under which a turned sign still says the step."""
    piece = row[act.at]
    later = [p for p in row[act.at + 1 :] if p.clause == piece.clause or _plainly_denied(piece)]
    if act.wanted > 0 and act.sign < 0 and piece.segment.sign < 0:
        # 不验电不动手: the act is demanded by a double denial
        return any(p.segment.sign < 0 for p in later)
    if act.wanted < 0 and act.sign > 0:
        # 带电作业莫逞能, 戴手套莫磨削, 戴手套，不许磨: the comment denies the topic
        short = len(piece.text) <= SHORT
        later = [p for p in row[act.at + 1 :] if p.clause == piece.clause or (short and p.clause == piece.clause + 1)]
        return any(p.segment.sign < 0 and (p.segment.ban or not _claimed(view, p, ("act",))) for p in later)
    return False


def _permitted_after(row: list[Piece], act: _Said) -> bool:
    """气体达标才下池: permitted after something that goes by other words."""
    piece = row[act.at]
    earlier = [p for p in row[: act.at] if p.loose]
    return act.sign > 0 and bool(earlier) and (piece.segment.can or piece.segment.order == "next")


def _phase(view: StepView, row: list[Piece], acts: list[_Said]) -> Fault:
    """断电莫检修: what must come before an act forbids it."""
    for number in view.of("phase"):
        if not view.parts[number].before:
            continue
        where = [i for i, p in enumerate(row) if number in p.parts and not any(view.parts[n].kind == "act" for n in p.parts)]
        for at in where:
            affirmed = [a for a in acts if a.wanted > 0 and a.sign > 0 and a.at < at and row[a.at].clause == row[at].clause]
            if affirmed and row[at].segment.sign < 0 and row[at].segment.ban:
                return "flipped"
    for act in acts:
        later = [p for p in row[act.at + 1 :] if p.clause == row[act.at].clause]
        if act.wanted > 0 and act.sign > 0 and any(p.segment.sign < 0 and p.generic and not p.parts for p in later):
            return "flipped"
    return ""


def _condition_only(view: StepView, row: list[Piece], conditions: list[_Said]) -> Verdict:
    """Only the condition is said: by its sign and that of what follows."""
    if not conditions:
        return Verdict()
    last = max(c.at for c in conditions)
    kept = all(c.sign == c.wanted for c in conditions)
    inverse = all(c.sign != c.wanted for c in conditions)
    following = [p for p in row[last + 1 :] if not p.segment.tail]
    acts = [view.parts[n].sign for n in view.of("act")]
    wanted = acts[0] if acts else 1
    if view.step.polarity in ("forbid", "may"):
        if following:
            sign = following[-1].segment.sign
            fine = (kept and sign == wanted) or (inverse and sign == -wanted) or _listed_denials(following)
            return Verdict("" if fine else "flipped", condition=True)
        safe = kept if wanted > 0 else inverse
        return Verdict("" if safe else "dangling", condition=True)
    if not kept:
        return Verdict("flipped", condition=True)
    if following and following[-1].segment.sign != wanted and following[-1].generic:
        return Verdict("flipped", condition=True)
    return Verdict("" if following else "dangling", condition=True)


def _listed_denials(following: list[Piece]) -> bool:
    return len(following) > 1 and all(p.segment.sign < 0 for p in following)


def _hazard(view: StepView, row: list[Piece], window: Sequence[tuple[int, Matches]]) -> Verdict:
    """防触电, 会中毒, 莫烫伤 warn; 不防触电, 不会中毒 do not."""
    said = [p for p in row if p.parts]
    kinds = {k for _, m in window for t in m.reading.tokens for k in t.kinds}
    for piece in said:
        if piece.segment.sign < 0 and kinds & {"guard", "risk"} and not piece.segment.tail:
            return Verdict("flipped", True, True)
    return Verdict("", bool(said))
