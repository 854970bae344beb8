"""Guard: a verse denies only what the source denies."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
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
            if segment.sign > 0 or segment.tail or segment.inner or _demands(case, clause, index):
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
    return bool(following.verdict) or len(following.segments) == 1 and following.segments[0].sign < 0


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
            if _denies(view, matches, number, token.text, after_denial):
                return None
            guilty = guilty or view
    return guilty


def _denies(view: StepView, matches: Matches, number: int, text: str, after_denial: bool) -> bool:
    """Whether the step denies this word: it forbids, has it in a denied condition, or names its opposite."""
    if view.forbids or view.step.kind in ("limit", "hazard"):
        return True
    for index, part in enumerate(view.parts):
        hit = matches.hits.get((view.number, index))
        if hit is None:
            continue
        claimed = number in hit.sure or text in part.text
        if claimed and (part.sign <= 0 or part.failing or set(text) & set(part.denied)):
            return True
        if number in hit.opposed and number not in hit.sure:
            return True
        if after_denial and part.before and claimed:
            return True
    return False
