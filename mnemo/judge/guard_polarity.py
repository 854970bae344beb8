"""Guards: a ban stays a ban, a duty a duty, a condition stays where it binds."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.align import CLOSE, SHORT_LINE
from mnemo.judge.card import StepView
from mnemo.judge.context import excused
from mnemo.judge.contrary import demands_the_same
from mnemo.judge.polarity import Verdict, verdict
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.sequence import inverted
from mnemo.types import Finding

THIN = 2
"""字 of content in a clause that says too little to tell its step by itself."""
ALIKE = 0.95
"""Share of the best score from which a clause may say another step instead."""
HALF = 0.55
"""Share of the best score from which a clause without verb may be half of a step its neighbours say."""
LEAST = 0.4
"""Mean credit from which a step explains a word."""
VERDICT = 4
"""Clauses after an act that its verdict may stand behind (站内存，油棉纱，易燃物，要不得)."""
REACH = 3
"""Clauses before an act that may hold its conditions one by one (票没收，人没撤，地线在，莫送电)."""


@guard("polarity-kept")
def polarity_kept(case: Case) -> Iterator[Finding]:
    """What the source demands is demanded, what it forbids forbidden, and no condition turned round."""
    for clause in range(len(case.clauses)):
        for rank, step in enumerate(case.steps(clause)):
            view = case.card.views[step]
            found = judged(case, clause, view)
            if not found.fault and not found.act and found.condition and _broken_later(case, clause, view):
                found = Verdict("flipped", condition=True)
            if found.fault in ("", "unclear") or _dangles_harmlessly(case, clause, found, view):
                continue
            if rank and not (found.verb and (found.full or own_word(case, clause, view))):
                continue
            if not found.verb and _said_otherwise(case, clause, step):
                continue
            if _rival_fits(case, clause, step, found) or demands_the_same(case, clause, view):
                continue
            if _in_turn(case, clause, view):
                continue
            if excused(case, clause, view, found):
                case.excused.add((clause, step))
                continue
            case.faults.add((clause, step))
            if found.fault == "softened":
                message = f"原文是禁令“{source_words(view)}”，这里说成了劝告，请改用“莫”“不许”“严禁”"
                yield case.finding("prohibition-softened", message, clause, view)
            else:
                yield case.finding("polarity-flipped", _flipped(view), clause, view)


def _in_turn(case: Case, clause: int, view: StepView) -> bool:
    """不断电源不挂牌: two plain denials over two steps in order demand both."""
    segments = case.clauses[clause].reading.segments
    if len(segments) != 2 or any(s.sign > 0 or s.ban for s in segments):
        return False
    return any(case.card.views[s].step.id in view.step.after for s in case.steps(clause))


def own_word(case: Case, clause: int, view: StepView) -> bool:
    """Whether the verb is no part of what the clause's first step explains, nor governs a word that it does."""
    matches = case.clauses[clause]
    tokens = matches.reading.tokens
    first = matches.best[case.steps(clause)[0]]
    explained = [sum(first[t.start : t.end]) / (t.end - t.start) >= 0.5 for t in tokens]
    for piece in case.row(clause, view):
        for part in piece.verbs:
            last = max(piece.parts[part])
            governs = last + 1 < len(tokens) and tokens[last + 1].content and explained[last + 1]
            if not explained[last] and not governs:
                return True
    return False


def _said_otherwise(case: Case, clause: int, step: int) -> bool:
    """Whether another step of the clause is said by its verb, and said right."""
    for other in case.steps(clause):
        if other != step:
            found = judged(case, clause, case.card.views[other])
            if found.verb and not found.fault:
                return True
    return False


def judged(case: Case, clause: int, view: StepView) -> Verdict:
    """The verdict on a clause alone, or with a neighbour where it needs one to make sense."""
    key = (clause, view.number)
    if key not in case.verdicts:
        case.verdicts[key] = _judged(case, clause, view)
    return case.verdicts[key]


def alone(case: Case, clause: int, view: StepView) -> Verdict:
    """The verdict on a clause by itself."""
    matches = case.clauses[clause]
    if (found := matches.alone.get(view.number)) is None:
        found = matches.alone[view.number] = verdict(view, [(0, matches)], 0)
    return found


def _judged(case: Case, clause: int, view: StepView) -> Verdict:
    own = alone(case, clause, view)
    if own.verb and own.condition:
        return own
    if not own.fault and own.act and view.of("condition"):
        return _with_conditions(case, clause, view) or own
    if not own.fault:
        return own
    for window in _windows(case, clause, view):
        joint = verdict(view, [(c, case.clauses[c]) for c in window], clause)
        if not joint.fault:
            return joint
    return own


def _with_conditions(case: Case, clause: int, view: StepView) -> Verdict | None:
    """An act whose conditions stand in the half sentences before it: 断路器没断开，莫拉闸."""
    first = clause
    while first > clause - REACH and _half(case, first - 1, view):
        first -= 1
    if first == clause:
        return None
    return verdict(view, [(c, case.clauses[c]) for c in range(first, clause + 1)], clause)


def _broken_later(case: Case, clause: int, view: StepView) -> bool:
    """Whether the act that follows turns a condition, sound by itself, into its contrary: 断开，莫拉闸."""
    if not _half(case, clause, view):
        return False
    for last in range(clause + 1, clause + 1 + REACH):
        if not case.together(clause, last) or view.number not in case.steps(last):
            return False
        own = alone(case, last, view)
        if own.verb:
            coupled = case.line(last).couplet == case.line(clause).couplet and len(case.clauses[clause].reading.segments) == 1
            if own.condition and not coupled:
                return False
            joint = verdict(view, [(c, case.clauses[c]) for c in range(clause, last + 1)], last)
            return joint.fault == "flipped"
    return False


def _half(case: Case, clause: int, view: StepView) -> bool:
    """Whether a clause says nothing but a condition of this very step, and does not demand it."""
    if clause < 0 or not case.together(clause, clause + 1) or view.number not in case.steps(clause):
        return False
    segments = case.clauses[clause].reading.segments
    if any(s.modal or s.order == "first" for s in segments):
        return False
    found = alone(case, clause, view)
    return found.condition and not found.act


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
    if (end := _verdict_after(case, clause, view)) > clause + 1:
        yield tuple(range(clause, end + 1))


def _verdict_after(case: Case, clause: int, view: StepView) -> int:
    """The clause that is nothing but a verdict on this one and those between, all of one step; −1 if there is none."""
    for end in range(clause + 1, clause + 1 + VERDICT):
        if not case.together(clause, end):
            break
        if case.clauses[end].reading.verdict:
            return end
        if view.number not in case.steps(end):
            break
    return -1


def _usable(case: Case, clause: int, other: int, view: StepView) -> bool:
    if not case.together(clause, other):
        return False
    steps = case.steps(other)
    linked = any(case.touched(other, view.number, n) for n in view.of("condition"))
    near = case.line(clause).couplet == case.line(other).couplet or steps[:1] == (view.number,)
    return linked or (near and (view.number in steps or not steps or bool(case.clauses[other].reading.verdict)))


def _dangles_harmlessly(case: Case, clause: int, found: Verdict, view: StepView) -> bool:
    """A condition alone is half a sentence: fine if it only names what is observed, or if a comment follows."""
    if found.fault != "dangling":
        return False
    segments = case.clauses[clause].reading.segments
    if not segments or segments[-1].sign > 0:
        return True
    if segments[-1].ban:
        return False
    for following in range(clause + 1, clause + 1 + REACH):
        if not case.together(clause, following):
            break
        if case.clauses[following].reading.verdict:
            return True
        own = view.number in case.steps(following) or not case.steps(following) or following == clause + 1
        if own and any(s.sign < 0 for s in case.clauses[following].reading.segments):
            return True
    return False


def _rival_fits(case: Case, clause: int, step: int, own: Verdict) -> bool:
    """Whether another step that explains about as much, or one the neighbours say with this very verb, is said without fault."""
    if own.inner:
        return False
    matches = case.clauses[clause]
    least = ALIKE * matches.score(step)
    near = _beside(case, clause, step, own)
    equal = tuple(s for s in matches.best if matches.score(s) >= least)
    for other in dict.fromkeys((*case.aligned[clause].rivals, *near, *equal)):
        alike = other in near or (matches.score(other) >= least and _close(case, clause, other))
        if other in near and other != step and own.chars < 2 and not own.full and not matches.reading.ops:
            return True  # 磨小了: one 字 of a ban, where the neighbours speak of something else
        if other != step and alike and _says_right(case, clause, case.card.views[other], own):
            return other in near or not own.verb or not (_leaves_verb(case, clause, step, other) or (own.full and _leaves_name(case, clause, step, other)))
    return False


def _leaves_verb(case: Case, clause: int, step: int, other: int) -> bool:
    """轻轻覆盖扑打: whether the other step leaves unexplained the word that says the act of this one."""
    matches = case.clauses[clause]
    explained = matches.best[other]
    for piece in case.row(clause, case.card.views[step]):
        for part in piece.verbs:
            token = matches.reading.tokens[max(piece.parts[part])]
            if sum(explained[token.start : token.end]) < LEAST * (token.end - token.start):
                return True
    return False


def _leaves_name(case: Case, clause: int, step: int, other: int) -> bool:
    """铜制工具莫开桶: whether this step has a word in full that the other has not."""
    mine, theirs = case.card.views[step], case.card.views[other]
    words = [t.text for t in case.clauses[clause].reading.tokens if t.content and len(t.text) > 1]
    return not mine.forbids and any(w in mine.text and w not in theirs.text for w in words)


def _beside(case: Case, clause: int, step: int, own: Verdict) -> tuple[int, ...]:
    """Steps that the neighbours say, where the clause itself tells too little or says the opposite word."""
    matches = case.clauses[clause]
    thin = sum(map(bool, matches.weights)) <= THIN and matches.reading.denied
    near: tuple[int, ...] = ()
    if own.opposed or thin:
        rivals = [s for c in (clause - 1, clause + 1) if case.together(clause, c) for s in case.aligned[c].rivals]
        near = tuple(s for s in (*case.near(clause), *rivals) if s in matches.best and case.card.views[s].forbids)
    if own.chars < 2 and len(matches.reading.text) <= SHORT_LINE:
        near += tuple(s for s in case.near(clause) if s in matches.best)
    if not own.verb:
        near += tuple(s for s in case.near(clause) if s in matches.best and matches.score(s) >= HALF * matches.score(step))
    return near


def _close(case: Case, clause: int, step: int) -> bool:
    """Whether a neighbour says a step close by in the source, or none is there to tell."""
    around = [s for c in (clause - 2, clause - 1, clause + 1, clause + 2) if case.together(clause, c) for s in case.steps(c)]
    return not around or any(abs(step - s) <= CLOSE for s in around)


def _says_right(case: Case, clause: int, view: StepView, own: Verdict) -> bool:
    """Whether the clause says a step without fault, with its condition if the first reading had a verb to go by."""
    found = judged(case, clause, view)
    if found.fault or inverted(view, case.row(clause, view)):
        return False
    bound = any(not view.parts[n].optional for n in view.of("condition"))
    whole = found.verb and (found.condition or not bound or not own.verb or own.opposed)
    return whole or (found.condition and not found.act)


def _flipped(view: StepView) -> str:
    words = source_words(view)
    if view.step.polarity == "forbid":
        return f"原文“{words}”不许做，这里说反了或漏了否定词，请把“不/莫/未”补齐"
    if view.step.polarity == "may":
        return f"原文“{words}”要满足条件才可以，这里把条件或结论说反了"
    return f"原文“{words}”是要做的，这里成了不做或多了否定词，请去掉"
