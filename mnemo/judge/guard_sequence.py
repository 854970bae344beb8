"""Guard: what the verse itself calls first and next stands in that order in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mnemo.judge.match import Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.signs import Segment
from mnemo.types import Finding

ORDERING = ("先", "再", "然后", "后", "最后", "→")
Spot = tuple[int, int]
"""Number of a step, place of a word in its text."""


@guard("sequence-kept")
def sequence_kept(case: Case) -> Iterator[Finding]:
    """再挂牌，先断电 tells the same order as 先断电，再挂牌: the one the source has."""
    for clause in range(len(case.clauses)):
        sides = _inside(case, clause) or _couplet(case, clause)
        if sides is None:
            continue
        (first, a), (later, b) = sides
        early, late = _spots(case, first, a, False), _spots(case, later, b, True)
        pairs = [(x, y) for x in early for y in late if x[0] == y[0]] or [(x, y) for x in early for y in late]
        pairs = [(x, y) for x, y in pairs if x != y and _ordered(case, x, y)]
        if pairs and all(x > y for x, y in pairs):
            view = case.card.views[pairs[0][1][0]]
            words = "".join(case.clauses[first].reading.text)
            yield case.finding("order-inverted", f"“{words}”的先后与原文相反：{source_words(view)}", first, view)


def _inside(case: Case, clause: int) -> tuple[tuple[int, Segment], tuple[int, Segment]] | None:
    """The segments that one clause calls first and next."""
    segments = case.clauses[clause].reading.segments
    first = next((s for s in segments if s.order == "first"), None)
    later = next((s for s in segments if s.order == "next"), None)
    if first is None or later is None or any(s.sign < 0 for s in segments):
        return None
    return (clause, first), (clause, later)


def _couplet(case: Case, clause: int) -> tuple[tuple[int, Segment], tuple[int, Segment]] | None:
    """The segments that the two clauses of a couplet call first and next, in whichever order."""
    following = clause + 1
    if not case.together(clause, following) or case.line(clause).couplet != case.line(following).couplet:
        return None
    here, there = case.clauses[clause].reading.segments, case.clauses[following].reading.segments
    if len(here) != 1 or not there or here[0].sign < 0 or there[0].sign < 0:
        return None
    if (here[0].order, there[0].order) == ("first", "next"):
        return (clause, here[0]), (following, there[0])
    if (here[0].order, there[0].order) == ("next", "first"):
        return (following, there[0]), (clause, here[0])
    return None


def _spots(case: Case, clause: int, segment: Segment, last: bool) -> list[Spot]:
    """Where in the source the words of a segment stand: for each step the clause may say, the first (or last) place."""
    matches = case.clauses[clause]
    spots = []
    for step in (*case.steps(clause), *case.aligned[clause].rivals):
        places = _places(matches, segment, case.card.views[step].step.text)
        if places:
            spots.append((step, max(places) if last else min(places)))
    return spots


def _places(matches: Matches, segment: Segment, text: str) -> list[int]:
    places: list[int] = []
    for token in matches.reading.tokens[segment.first : segment.last]:
        if token.content:
            word = token.text if token.text in text else token.text[0]
            places.extend(found.start() for found in re.finditer(re.escape(word), text))
    return places


def _ordered(case: Case, one: Spot, other: Spot) -> bool:
    """Whether the source says an order at all: in the one text, or between neighbouring steps of a section."""
    a, b = case.card.views[one[0]].step, case.card.views[other[0]].step
    if one[0] == other[0]:
        return a.kind == "gate" or any(w in a.text for w in ORDERING)
    if a.id in b.after or b.id in a.after:
        return True
    return a.section == b.section and abs(one[0] - other[0]) <= 3 and bool(a.order or b.order)
