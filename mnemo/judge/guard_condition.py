"""Guard: a condition stays where it binds."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.guard_polarity import REACH, alone, judged, own_word
from mnemo.judge.match import SKIPPED
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import DENIALS
from mnemo.types import Finding

BINDING = ("never", "gate", "may")
FAR = 8
"""Clauses over which a trigger or topic carries inside a stanza; own figure: two printed couplets of two lines each way."""


@guard("condition-kept")
def condition_kept(case: Case) -> Iterator[Finding]:
    """A ban or permission keeps the condition that bounds it; a duty keeps its trigger where the card holds the contrary."""
    for clause in range(len(case.clauses)):
        for rank, step in enumerate(case.steps(clause)):
            view = case.card.views[step]
            if (clause, step) in case.faults:
                continue
            needed = _needed(case, view)
            found = judged(case, clause, view)
            if found.opposed or (clause, step) in case.excused:
                continue
            said = found.verb or (found.chars > 1 and case.clauses[clause].reading.denied)
            if not needed or not said or found.fault == "unclear" or _condition_said(case, clause, view, needed, found.chars):
                continue
            if rank and not (found.full or own_word(case, clause, view)):
                continue
            if rank == 0 and _rival_complete(case, clause):
                continue
            binding = (view.step.kind in BINDING and not _restricts(view)) or _contrary(case, view)
            if binding and not _paraphrased(case, clause, view):
                case.faults.add((clause, step))
                what = "、".join(view.parts[n].text for n in needed[:2])
                yield case.finding("condition-lost", f"原文“{source_words(view)}”只在“{what}”时这样，请把这个条件说出来", clause, view)
            else:
                yield case.finding("condition-lost", f"没有说出条件：{source_words(view)}", clause, view, "warning")


def _restricts(view: StepView) -> bool:
    """只准用湿布, 才算合格: said without its occasion it allows nothing that the source forbids."""
    if view.step.polarity == "may" and any(w in view.step.text for w in ("只准", "只许", "只能", "只可")):
        return True
    return view.step.polarity == "may" and all(not view.parts[n].verb_kin for n in view.of("act"))


def _needed(case: Case, view: StepView) -> list[int]:
    """Conditions a verse may not drop: its own ones, and for a ban the stage it is bound to, unless that says nothing (作业中)."""
    needed = [n for n in view.of("condition") if not view.parts[n].optional and not view.parts[n].text.startswith("任何")]
    unmet = [n for n in needed if view.parts[n].sign < 0]
    if unmet and len(unmet) < len(needed) and view.step.conditions_join == "all":
        needed = unmet  # 有积水的，未烘干不得座包: the part to be met is the one that counts
    for n in view.of("phase") if view.forbids else ():
        condition = view.parts[n].condition
        if condition is not None and condition.scope == "own" and _telling(case, condition.text):
            needed.append(n)
    if view.forbids and not needed:
        needed += [n for n in view.of("actor") if _others(case, view.parts[n].text)]
    return needed


def _others(case: Case, text: str) -> bool:
    """无关人员, 其他人, 非电工: a ban on some becomes one on all without them."""
    return any("other" in t.kinds or t.text in DENIALS for t in case.vocabulary.tokens(text))


def _telling(case: Case, text: str) -> bool:
    return any(t.content and "generic" not in t.kinds for t in case.vocabulary.tokens(text))


def _condition_said(case: Case, clause: int, view: StepView, needed: list[int], own: int) -> bool:
    """Whether the clause, its heading or its neighbours say one of the conditions; `own` is how many 字 say the act."""
    if any(_touched_apart(case, clause, view, n) or case.headed(clause, view.number, n) for n in needed):
        return True
    if any(_carried(case, clause, view, n) for n in needed):
        return True
    before = clause - 1
    if not case.together(clause, before):
        return False
    coupled = case.line(before).couplet == case.line(clause).couplet
    half = not _whole(case, before, view) and _opens_more(case, before, view)
    if view.number in case.steps(before) and (half or (coupled and own > 2)):
        return True  # half a sentence before it, or the first half of a list
    if not coupled:
        return False
    if case.clauses[clause].reading.denied and case.clauses[before].reading.denied and _other_act(case, clause, before, view):
        return _condition_said(case, before, view, needed, own)  # 铝没冷，莫跨越，踩踏也不许
    here, there = case.clauses[clause].reading.segments, case.clauses[before].reading.segments
    if here and here[0].order == "next" and (here[0].can or not _says_act(case, before)):
        return True  # 有证件，才开车; 螺丝紧，再松链
    unmet = bool(there) and there[-1].sign < 0 and len(there) < 3 and not any(s.ban for s in there)
    return unmet and not _whole(case, before, view)  # 没有证，不动火


def _other_act(case: Case, clause: int, before: int, view: StepView) -> bool:
    """Whether the line before says another act of the same step, or this one says "likewise": the two share their condition."""
    if view.number not in case.steps(before):
        return False
    if any("such" in t.kinds for t in case.clauses[clause].reading.tokens):
        return True
    here, there = ({n for p in case.row(c, view) for n in p.verbs if view.parts[n].kind == "act"} for c in (clause, before))
    return bool(here and there) and not here & there


def _opens_more(case: Case, clause: int, view: StepView) -> bool:
    """Whether half a sentence says more than the place or thing of the act (配电间，莫进入)."""
    tokens = [t for t in case.clauses[clause].reading.tokens if t.content]
    if any(not t.entries or t.entries[0].kind != "noun" for t in tokens):
        return True
    own = {*view.of("act"), *view.of("rest")}
    if any(case.touched(clause, view.number, n) for n in view.of("condition")):
        return True
    return any(p.loose or p.segment.sign < 0 or set(p.parts) - own for p in case.row(clause, view))


def _touched_apart(case: Case, clause: int, view: StepView, part: int) -> bool:
    """Whether words that do not say the act touch the condition: 莫离开 says nothing of 未撤出前."""
    if not case.touched(clause, view.number, part):
        return False
    matches = case.clauses[clause]
    acts = {t for p in case.row(clause, view) for n in view.of("act") for t in (p.parts.get(n, ()) if n in p.verbs else ())}
    hit = matches.of[view.number].get(part)
    if hit is None or not acts:
        return True
    if any(n not in acts for n in hit.sure):
        return True
    tokens = matches.reading.tokens
    inside = {at for n in acts for at in range(tokens[n].start, tokens[n].end)}
    strong = [at for at, c in hit.credit.items() if c >= SKIPPED and matches.weights[at]]
    return len(strong) > 1 and any(at not in inside for at in strong)


def _carried(case: Case, clause: int, view: StepView, part: int) -> bool:
    """Whether a neighbour says the part, or, for what is observed, an earlier clause of the stanza."""
    observed = view.parts[part].sign > 0 and view.step.polarity == "must"
    for other in range(clause - 1, max(-1, clause - 1 - (FAR if observed else REACH)), -1):
        half = case.clauses[other].reading.denied and not (case.steps(other) and _says_act(case, other))
        near = case.together(clause, other) and (view.number in case.steps(other) or half)
        if not case.together(clause, other) or not (observed or near):
            break
        if case.touched(other, view.number, part) and (observed or not _whole(case, other, view)):
            return True
    following = clause + 1
    if not case.together(clause, following) or case.line(following).couplet != case.line(clause).couplet:
        return False
    if view.number not in case.steps(following) or not case.touched(following, view.number, part):
        return False
    return observed or not _whole(case, following, view)


def _whole(case: Case, clause: int, view: StepView) -> bool:
    """Whether a clause says an act of the step, and so is a sentence of its own."""
    segments = case.clauses[clause].reading.segments
    if segments and segments[-1].fact and segments[-1].sign < 0:
        return False  # 排阀没有开
    return alone(case, clause, view).verb


def _says_act(case: Case, clause: int) -> bool:
    return any(alone(case, clause, case.card.views[s]).verb for s in case.steps(clause))


def _rival_complete(case: Case, clause: int) -> bool:
    for step in case.aligned[clause].rivals:
        view = case.card.views[step]
        found = judged(case, clause, view)
        needed = _needed(case, view)
        if view.forbids != case.clauses[clause].reading.denied:
            continue
        if (found.verb if not needed else found.act) and not found.fault and (not needed or _condition_said(case, clause, view, needed, found.chars)):
            return True
    return False


def _paraphrased(case: Case, clause: int, view: StepView) -> bool:
    """Whether something that is not the act stands before it, or in an unread clause: maybe the condition in other words."""
    row = case.row(clause, view)
    acts = set(view.of("act"))
    if any(p.segment.order == "first" and p.loose for p in row):
        return True  # 开机先按铃
    for piece in row[:-1]:
        unmet = piece.segment.sign < 0 and not piece.segment.ban and not acts & piece.verbs
        if piece.loose or unmet or any(n not in acts and view.parts[n].kind not in ("actor", "topic", "phase") for n in piece.parts):
            return True
    before = clause - 1
    return case.together(clause, before) and not case.steps(before) and case.clauses[before].total > 0


def _contrary(case: Case, view: StepView) -> bool:
    """Whether another step of the card says the opposite of this act."""
    acts = {view.parts[n].verb: view.parts[n].sign for n in view.of("act") if len(view.parts[n].text) > 2}
    for other in case.card.views:
        if other.number == view.number:
            continue
        for n in other.of("act"):
            part = other.parts[n]
            if part.verb in acts and part.sign != acts[part.verb] and set(part.text) & set(view.step.object):
                return True
    return False
