"""Does a clause affirm, deny and condition a step as the source does? (极性)

A step is read as an implication, conditions ⇒ act, each with its sign. A verse says it if both signs agree, or, for bans and
permissions, if both are turned: 未审批不得下池 = 审批才下池. One sign turned alone is the fault this module looks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mnemo.judge.card import StepView
from mnemo.judge.claims import SHORT, Piece, pieces
from mnemo.judge.match import Matches
from mnemo.judge.said import Said, act_said, claimed, condition_said, plainly_denied

Fault = Literal["", "flipped", "dangling", "softened", "unclear"]
Window = Sequence[tuple[int, Matches]]
MILD = ("不宜", "尽量", "最好", "不应")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with how a clause says a step, and what of the step it says."""

    fault: Fault = ""
    act: bool = False
    verb: bool = False  # the act is said by its verb
    condition: bool = False
    inner: bool = False  # a word the act itself denies is affirmed
    chars: int = 0  # 字 that say the act
    turned: bool = False  # condition and act are turned together
    full: bool = False  # … by verb and object, or by more than one word
    opposed: bool = False  # … only by its opposite


def verdict(view: StepView, window: Window, focus: int) -> Verdict:
    """Compare clause `focus` with the step; the other clauses of the window may hold its condition or its comment."""
    row = pieces(view, window)
    if view.step.kind == "hazard" or (view.of("hazard") and not view.of("act")):
        return _hazard(row, window, focus)
    acts = [s for n in view.of("act") if (s := act_said(view, n, row, focus))]
    conditions = [s for n in view.of("condition") if (s := condition_said(view, n, row, focus))]
    if any(not view.parts[c.part].optional for c in conditions):
        conditions = [c for c in conditions if not view.parts[c.part].optional]  # what stands above several steps is said by the heading
    _one_segment(row, acts, conditions)
    if not acts and not conditions and view.forbids and view.step.kind != "limit":
        acts = _mention(view, row, focus)
    if any(row[c.at].clause == focus for c in conditions) and all(a.bare for a in acts):
        acts = []
    if not acts:
        return _condition_only(view, row, conditions, focus)
    fault = _compare(view, row, acts, conditions)
    if fault == "flipped" and view.forbids and _warns(view, row, window, acts):
        fault = ""
    if not fault and view.forbids and any(row[a.at].segment.weak for a in acts) and not any(w in view.step.text for w in MILD):
        fault = "softened"
    full = bool(conditions) or any(a.verb and a.size > 1 for a in acts)
    chars = max(sum(p.chars.get(a.part, 0) for p in row if p.clause == focus) for a in acts)
    turned = bool(conditions) and any(a.sign != a.wanted for a in acts) and any(c.sign != c.wanted for c in conditions)
    verb = any(a.verb for a in acts)
    inner = any(a.inner and a.sign != a.wanted for a in acts)
    return Verdict(fault, True, verb, bool(conditions), inner, chars, turned, full, all(a.opposed for a in acts))


def _warns(view: StepView, row: list[Piece], window: Window, acts: list[Said]) -> bool:
    """直流水冲会爆炸: saying what an act leads to warns against it."""
    clause = row[acts[0].at].clause
    matches = next(m for c, m in window if c == clause)
    reading = matches.reading
    last = max((n for n, t in enumerate(reading.tokens) if t.content), default=0)
    kinds = {n: view.parts[n].kind for p in row for n in p.parts}
    claimed = {t for p in row if p.clause == clause for n, tokens in p.parts.items() for t in tokens if kinds[n] == "condition"}
    return not reading.denied and "harm" in reading.tokens[last].kinds and last not in claimed and last > 0


def _mention(view: StepView, row: list[Piece], focus: int) -> list[Said]:
    """What is forbidden is only named, and something else is said of it: 纱布口罩顶用."""
    kinds = ("topic", "rest")
    for at, piece in enumerate(row):
        if piece.clause == focus and piece.segment.can and piece.segment.sign > 0 and claimed(view, piece, kinds) and not any(p.segment.sign < 0 for p in row):
            return [Said(0, -1, 1, at, verb=True, size=2)]  # 单人作业允许
        known = [n for n in piece.parts if view.parts[n].kind == "rest" and n in piece.verbs]
        if piece.clause == focus and known and not piece.loose and not any(p.segment.sign < 0 for p in row):
            return [Said(0, -1, piece.segment.sign, at, verb=True)]  # 先开气后点火: a wording that holds all the acts
        if piece.clause == focus and piece.loose and claimed(view, piece, kinds) and not piece.generic:
            sign = min(p.segment.sign for p in row if p.clause == focus)
            return [Said(0, -1, -sign if piece.away else sign, at, bare=True)]
    return []


def _one_segment(row: list[Piece], acts: list[Said], conditions: list[Said]) -> None:
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
                act.sign = -1 if act.opposed else 1


def _compare(view: StepView, row: list[Piece], acts: list[Said], conditions: list[Said]) -> Fault:
    same = [a for a in acts if a.sign == a.wanted]
    turned = [a for a in acts if a.sign != a.wanted and not (a.bare and same)]
    conditional = view.step.polarity in ("forbid", "may") and bool(view.of("condition"))
    excused = all(_excused(view, row, a) for a in turned)
    if conditions:
        kept, inverse = _agreement(conditions)
        if kept and (not turned or excused):
            return ""
        if conditional and inverse and turned and not same:
            known = any(c.sign for c in conditions)
            here = [p for p in row if p.clause == row[turned[0].at].clause]
            return "" if known or any(p.segment.can or p.segment.order for p in here) else "flipped"
        return "flipped"
    if not turned:
        return _phase(view, row, acts)
    if excused:
        return ""
    if conditional and not same and all(_permitted_after(row, a) for a in turned):
        return "unclear"
    return "flipped"


def _agreement(conditions: list[Said]) -> tuple[bool, bool]:
    """Whether all conditions may have their sign, and whether all may be turned; an unknown sign (0) may be either."""
    open_ends = [not c.sign or not c.wanted for c in conditions]
    kept = all(c.sign == c.wanted or free for c, free in zip(conditions, open_ends, strict=True))
    inverse = all(c.sign != c.wanted or free for c, free in zip(conditions, open_ends, strict=True))
    return kept, inverse


def _excused(view: StepView, row: list[Piece], act: Said) -> bool:
    """Readings under which a turned sign still says the step."""
    piece = row[act.at]
    same_clause = [p for p in row[act.at + 1 :] if p.clause == piece.clause]
    following = [p for p in row[act.at + 1 :] if p.clause == piece.clause + 1]
    if act.wanted > 0 and act.sign < 0 and plainly_denied(piece):
        # 不验电不动手, 未断电，莫动手: the act is demanded by a double denial
        whole = len(following) == 1 and following[0].segment.sign < 0
        return whole or any(p.segment.sign < 0 for p in same_clause)
    if act.wanted < 0 and act.sign > 0:
        if act.bare and piece.placed and not piece.acting and not piece.loose:
            return True  # 池口上: a place alone affirms nothing
        listed = act.verb and any(_listed(view, act.part, n) and _in_full(view, p, n) for p in same_clause if p.segment.sign < 0 for n in p.verbs)
        if not listed and any(p.segment.sign < 0 and (p.segment.ban or not claimed(view, p, ("act",)) or not any(_in_full(view, p, n) for n in p.parts if view.parts[n].kind == "act")) for p in same_clause):
            return True  # 带电作业莫逞能, 戴手套莫磨削: the comment denies the topic
        preceding = [p for p in row[: act.at] if p.clause == piece.clause - 1]
        if act.bare and not piece.approves and preceding and preceding[-1].segment.sign < 0 and claimed(view, preceding[-1], ("act",)):
            return True  # 没满莫打开，上部排水阀
        if following and _goes_on(view, row, act, following):
            return True  # 爬上灶台开检修，千万不要去查看
        if act.bare or len(piece.text) <= SHORT:
            # 水和泡沫，不能用; 戴手套，不许磨
            return not piece.approves and any(p.segment.sign < 0 and (act.bare or p.segment.ban) and _comments(view, p) for p in following)
    return False


def _goes_on(view: StepView, row: list[Piece], act: Said, following: list[Piece]) -> bool:
    """Whether the next line bans a later act of one chain that this line has begun: only the whole is forbidden, and said."""
    here = [p for p in row if p.clause == row[act.at].clause]
    if any(p.segment.modal or p.segment.order or p.segment.can for p in here) or len(here) > 1:
        return False
    later = {n for p in following if p.segment.sign < 0 and p.segment.ban for n in p.verbs if view.parts[n].kind == "act"}
    first = {n for n in here[0].verbs if view.parts[n].kind == "act"}
    return bool(later) and max(first, default=99) < min(later) and not any(_listed(view, a, b) for a in first for b in later)


def _listed(view: StepView, one: int, other: int) -> bool:
    """严禁站人、穿行: whether the source forbids the two acts one by one."""
    a, b = (view.step.text.find(view.parts[n].verb) for n in (one, other))
    return 0 <= a < b and view.parts[other].kind == "act" and view.step.text[b - 1] in "、或和及"


def _in_full(view: StepView, piece: Piece, part: int) -> bool:
    """Whether a piece says the verb of an act by more than its last 字: 吊 is not 斜拉斜吊."""
    verb = view.parts[part].verb
    words = [w for t, w in piece.words.items() if t in piece.parts.get(part, ())]
    return len(verb) < 2 or words != [verb[-1]]


def _comments(view: StepView, piece: Piece) -> bool:
    """Whether a denied piece says this step's act or nothing of its own."""
    return claimed(view, piece, ("act",)) or (not piece.parts and (piece.generic or not piece.loose))


def _permitted_after(row: list[Piece], act: Said) -> bool:
    """气体达标才下池: permitted after something that goes by other words."""
    piece = row[act.at]
    earlier = [p for p in row[: act.at] if p.loose]
    return act.sign > 0 and bool(earlier) and (piece.segment.can or piece.segment.order == "next")


def _phase(view: StepView, row: list[Piece], acts: list[Said]) -> Fault:
    """断电莫检修, 断电莫动手: what must come before an act does not forbid it."""
    for act in acts:
        if act.wanted < 0 or act.sign < 0:
            continue
        for piece in row[act.at + 1 :]:
            if piece.clause != row[act.at].clause or piece.segment.sign > 0 or piece.segment.tail:
                continue
            before = any(view.parts[n].before for n in piece.parts)
            if (before and piece.segment.ban) or (piece.generic and not piece.parts):
                return "flipped"
    return ""


def _condition_only(view: StepView, row: list[Piece], conditions: list[Said], focus: int) -> Verdict:
    """Only the condition is said: by its sign and that of what follows."""
    mine = [c for c in conditions if row[c.at].clause == focus]
    if not mine:
        return Verdict()
    last = max(c.at for c in mine)
    kept, inverse = _agreement(mine)
    following = [p for p in row[last + 1 :] if not p.segment.tail]
    signs = [view.parts[n].sign for n in view.of("act")]
    wanted = signs[0] if signs else 1
    if view.step.polarity in ("forbid", "may"):
        if following:
            sign = following[-1].segment.sign
            fine = (kept and sign == wanted) or (inverse and sign == -wanted)
            return Verdict("" if fine else "flipped", condition=True)
        safe = kept if wanted > 0 else inverse
        return Verdict("" if safe else "dangling", condition=True)
    if not kept:
        return Verdict("flipped", condition=True)
    if following and following[-1].segment.sign != wanted and following[-1].generic:
        return Verdict("flipped", condition=True)
    return Verdict("" if following else "dangling", condition=True)


def _hazard(row: list[Piece], window: Window, focus: int) -> Verdict:
    """防触电, 会中毒, 莫烫伤 warn; 不防触电, 不会中毒 do not."""
    said = [p for p in row if p.parts and p.clause == focus]
    kinds = {k for c, m in window if c == focus for t in m.reading.tokens for k in t.kinds}
    for piece in said:
        if piece.segment.sign < 0 and kinds & {"guard", "risk"} and not piece.segment.tail:
            return Verdict("flipped", True, True)
    return Verdict("", bool(said))
