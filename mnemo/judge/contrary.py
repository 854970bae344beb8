"""Bans that demand what the source demands: on the opposite place, on everyone else (换个说法的要求)."""

from __future__ import annotations

from mnemo.judge.card import StepView
from mnemo.judge.registry import Case


def demands_the_same(case: Case, clause: int, view: StepView) -> bool:
    """Whether a ban in the clause leaves only what the step demands: 正面不许站 for 站在侧面, 他人不许摘 for 本人摘."""
    if view.forbids or not any(s.ban and s.sign < 0 for s in case.clauses[clause].reading.segments):
        return False
    return _other_place(case, clause, view) or _other_person(case, clause, view)


def _other_place(case: Case, clause: int, view: StepView) -> bool:
    text, places = case.text(clause), case.vocabulary.tables.places
    words = [w for w in places if len(w) > 1 and w in text and w not in view.text and not _acts_there(case, clause, text.index(w))]
    return any(other in view.text for w in words for other in places[w])


def _acts_there(case: Case, clause: int, at: int) -> bool:
    """人站正面莫正对: whether the place stands in an affirmed phrase with a verb of its own."""
    reading = case.clauses[clause].reading
    number = next((n for n, t in enumerate(reading.tokens) if t.start <= at < t.end), 0)
    segment = reading.segments[reading.segment_of[number]] if reading.segment_of[number] >= 0 else None
    if segment is None or segment.sign < 0:
        return False
    return any(e.kind == "verb" for t in reading.tokens[segment.first : segment.last] for e in t.entries[:1])


def _other_person(case: Case, clause: int, view: StepView) -> bool:
    kinds = case.vocabulary.tables.kinds
    alone = any("self" in t.kinds for t in case.vocabulary.tokens(view.step.text))
    return alone and any("other" in kinds.get(t.text, ()) for t in case.clauses[clause].reading.tokens)
