"""Guards: a ban stays a ban, a duty a duty, a condition stays where it binds."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.polarity import Verdict, verdict
from mnemo.judge.registry import Case, guard, source_words
from mnemo.types import Finding

NEARBY = 0.7
"""Share of the best score from which a step that the neighbours say may be the one meant."""
BINDING = ("never", "gate", "may")


@guard("polarity-kept")
def polarity_kept(case: Case) -> Iterator[Finding]:
    """What the source demands is demanded, what it forbids forbidden, and no condition turned round."""
    for clause in range(len(case.clauses)):
        for rank, step in enumerate(case.steps(clause)):
            view = case.card.views[step]
            found = judged(case, clause, view)
            if found.fault in ("", "unclear") or _dangles_harmlessly(case, clause, view, found):
                continue
            if rank and not (found.verb or found.condition and found.act):
                continue
            if _rival_fits(case, clause, step):
                continue
            case.faults.add((clause, step))
            if found.fault == "softened":
                yield case.finding("prohibition-softened", f"原文是禁令“{source_words(view)}”，这里说成了劝告，请改用“莫”“不许”“严禁”", clause, view)
            else:
                yield case.finding("polarity-flipped", _flipped(view), clause, view)


def judged(case: Case, clause: int, view: StepView) -> Verdict:
    """The verdict on a clause alone, or with a neighbour where it needs one to make sense."""
    alone = verdict(view, [(clause, case.clauses[clause])])
    if not alone.fault and (alone.condition or not view.of("condition")):
        return alone
    best = alone
    for window in _windows(case, clause, view):
        joint = verdict(view, [(c, case.clauses[c]) for c in window])
        if not joint.fault and (alone.fault or joint.condition):
            return joint
        if not alone.fault and joint.fault == "flipped" and window[0] < clause and _half(case, window[0], view):
            best = joint
    return best


def _windows(case: Case, clause: int, view: StepView) -> Iterator[tuple[int, ...]]:
    """The clause with the neighbours that may belong to it, the nearest first."""
    usable = {o: _usable(case, clause, o, view) for o in (clause - 2, clause - 1, clause + 1)}
    if usable[clause - 1]:
        yield clause - 1, clause
    if usable[clause + 1]:
        yield clause, clause + 1
    if usable[clause - 1] and usable[clause + 1]:
        yield clause - 1, clause, clause + 1
    if usable[clause - 2] and usable[clause - 1]:
        yield clause - 2, clause - 1, clause


def _usable(case: Case, clause: int, other: int, view: StepView) -> bool:
    if not case.together(clause, other):
        return False
    steps = case.steps(other)
    return view.number in steps or not steps or bool(case.clauses[other].reading.verdict) or _linked(case, other, view)


def _half(case: Case, clause: int, view: StepView) -> bool:
    """Whether a clause says nothing but the condition of this very step."""
    if case.steps(clause)[:1] != (view.number,):
        return False
    found = verdict(view, [(clause, case.clauses[clause])])
    return found.condition and not found.act


def _linked(case: Case, other: int, view: StepView) -> bool:
    return any(case.touched(other, view.number, n) for n in view.of("condition"))


def _dangles_harmlessly(case: Case, clause: int, view: StepView, found: Verdict) -> bool:
    """A condition alone is half a sentence: fine if it only names what is observed, or if a comment follows."""
    if found.fault != "dangling":
        return False
    segments = case.clauses[clause].reading.segments
    if not segments or segments[-1].sign > 0:
        return True
    following = clause + 1
    return case.together(clause, following) and any(s.sign < 0 for s in case.clauses[following].reading.segments)


def _rival_fits(case: Case, clause: int, step: int) -> bool:
    """Whether another step that explains about as much, or one the neighbours say, is said without fault."""
    matches = case.clauses[clause]
    own = matches.score(step)
    near = [s for s in case.near(clause) if s in matches.best and matches.score(s) >= NEARBY * own]
    for other in dict.fromkeys((*case.aligned[clause].rivals, *near)):
        if other == step:
            continue
        found = judged(case, clause, case.card.views[other])
        if not found.fault and (found.act or found.condition):
            return True
    return False


def _flipped(view: StepView) -> str:
    words = source_words(view)
    if view.step.polarity == "forbid":
        return f"原文“{words}”不许做，这里说反了或漏了否定词，请把“不/莫/未”补齐"
    if view.step.polarity == "may":
        return f"原文“{words}”要满足条件才可以，这里把条件或结论说反了"
    return f"原文“{words}”是要做的，这里成了不做或多了否定词，请去掉"


@guard("condition-kept")
def condition_kept(case: Case) -> Iterator[Finding]:
    """A ban or permission keeps the condition that bounds it; a duty keeps its trigger where the card holds the contrary."""
    for clause in range(len(case.clauses)):
        for rank, step in enumerate(case.steps(clause)):
            view = case.card.views[step]
            if (clause, step) in case.faults:
                continue
            needed = [n for n in view.of("condition") if not view.parts[n].optional]
            found = judged(case, clause, view)
            if not needed or not found.act or _condition_said(case, clause, view, needed, found):
                continue
            if rank == 0 and _rival_complete(case, clause):
                continue
            binding = view.step.kind in BINDING or _contrary(case, view)
            if binding and not _paraphrased(case, clause, view):
                case.faults.add((clause, step))
                what = "、".join(view.parts[n].text for n in needed[:2])
                yield case.finding("condition-lost", f"原文“{source_words(view)}”只在“{what}”时这样，请把这个条件说出来", clause, view)
            else:
                yield case.finding("condition-lost", f"没有说出条件：{source_words(view)}", clause, view, "warning")


def _condition_said(case: Case, clause: int, view: StepView, needed: list[int], found: Verdict) -> bool:
    if any(case.touched(clause, view.number, n) or case.carried(clause, view, n) for n in needed):
        return True
    return found.condition and found.fault == "unclear"


def _rival_complete(case: Case, clause: int) -> bool:
    for step in case.aligned[clause].rivals:
        view = case.card.views[step]
        found = judged(case, clause, view)
        needed = [n for n in view.of("condition") if not view.parts[n].optional]
        if found.act and not found.fault and (not needed or any(case.touched(clause, step, n) for n in needed)):
            return True
    return False


def _paraphrased(case: Case, clause: int, view: StepView) -> bool:
    """Whether something is left in the clause, or in an unread clause before it, that may be the condition in other words."""
    matches = case.clauses[clause]
    reading = matches.reading
    best = matches.best.get(view.number, [0.0] * len(reading.text))
    for segment in reading.segments[:-1]:
        for token in reading.tokens[segment.first : segment.last]:
            if token.content and not token.kinds & {"filler"}:
                if sum(best[token.start : token.end]) / (token.end - token.start) < 0.4:
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
