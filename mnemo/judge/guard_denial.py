"""Guard: a verse denies only what the source denies."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.contrary import demands_the_same
from mnemo.judge.guard_polarity import judged
from mnemo.judge.match import Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.signs import Segment
from mnemo.types import Finding

EXPLAINED = 0.6
"""Mean credit from which a step explains a word."""


@guard("denials-licensed")
def denials_licensed(case: Case) -> Iterator[Finding]:
    """A denied word of the source is denied there too, or denied twice, or demanded by a double denial."""
    for clause, matches in enumerate(case.clauses):
        segments = matches.reading.segments
        for index, segment in enumerate(segments):
            if segment.sign > 0 or segment.tail or segment.inner or segment.soft or _demands(case, clause, index):
                continue
            guilty = _unlicensed(case, clause, segment, index > 0 and segments[index - 1].sign < 0)
            if guilty is None or any((clause, s) in case.faults for s in case.steps(clause)):
                continue
            case.faults.add((clause, guilty.number))
            words = source_words(guilty)
            yield case.finding("polarity-flipped", f"原文“{words}”没有否定“{segment.text}”，请去掉多出来的否定词", clause, guilty)
            break


def _demands(case: Case, clause: int, index: int) -> bool:
    """不验电不动手, 未断电，莫动手: what is denied first is demanded."""
    segments = case.clauses[clause].reading.segments
    if segments[index].ban:
        return False
    if any(s.sign < 0 for s in segments[index + 1 :]):
        return True
    if index + 1 < len(segments) or not case.together(clause, clause + 1):
        return False
    following = case.clauses[clause + 1].reading
    return bool(following.verdict) or (len(following.segments) == 1 and following.segments[0].sign < 0)


def _unlicensed(case: Case, clause: int, segment: Segment, after_denial: bool) -> StepView | None:
    """The step whose word is denied without its leave; None if no word of a step is, or one step gives leave."""
    matches = case.clauses[clause]
    tokens = matches.reading.tokens
    guilty: StepView | None = None
    for number in range(segment.first, segment.last):
        token = tokens[number]
        if not token.content or "generic" in token.kinds:
            continue
        span = range(token.start, token.end)
        for step in (*case.steps(clause), *case.aligned[clause].rivals):
            best = matches.best.get(step)
            if best is None or sum(best[at] for at in span) / len(span) < EXPLAINED:
                continue
            view = case.card.views[step]
            ids = {case.card.views[s].step.id for s in case.steps(clause)}
            if after_denial and ids & set(view.step.after):
                return None  # 不断电源不挂牌 keeps the order of the two
            if _denies(case, view, matches, number, after_denial) or _turned_whole(case, clause, view) or demands_the_same(case, clause, view):
                return None
            guilty = guilty or view
    return guilty


def _turned_whole(case: Case, clause: int, view: StepView) -> bool:
    """没有证，莫投药 for 有证才可投药: condition and act are denied together."""
    found = judged(case, clause, view)
    return not found.fault and found.turned


def _denies(case: Case, view: StepView, matches: Matches, number: int, after_denial: bool) -> bool:
    """Whether the step denies this word: it forbids, stops it, has it in a denied condition, or names its opposite."""
    text = matches.reading.tokens[number].text
    kinds = case.vocabulary.tables.kinds
    if view.forbids or view.step.kind in ("limit", "hazard"):
        return True
    for index, part in enumerate(view.parts):
        hit = matches.hits.get((view.number, index))
        if hit is None:
            continue
        claimed = number in hit.sure or text in part.text
        if claimed and part.verb and text not in part.verb and "cease" in kinds.get(part.verb, ()):
            return True
        if claimed and (part.sign <= 0 or part.failing or set(text) & set(part.denied)):
            return True
        if number in hit.opposed and number not in hit.sure:
            return True
        if after_denial and part.before and claimed:
            return True
    return False
