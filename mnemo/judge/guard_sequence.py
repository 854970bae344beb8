"""Guard: what the verse itself calls first and next stands in that order in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mnemo.judge.card import StepView
from mnemo.judge.match import SINGLE, Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.segments import Segment
from mnemo.types import Finding

ORDERING = ("先", "再", "然后", "后", "最后", "→")
STAGED = 6
"""Clauses back that a stage of work, once named, is looked for."""
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
        marked = bool(a.marker or b.marker)
        early, late = _spots(case, first, a, False, marked), _spots(case, later, b, True, marked)
        if marked:
            early, late = _linked(case, early, late)
        early, late = _staged(case, clause, early), _staged(case, clause, late)
        pairs = [(x, y) for x in early for y in late]
        same = [(x, y) for x, y in pairs if x[0] == y[0]]
        pairs = same if same and not _told_apart(case, pairs) else pairs
        pairs = [(x, y) for x, y in pairs if x != y and _ordered(case, x, y, marked)] or _anywhere(case, first, a, later, b)
        if not (pairs and all(x > y for x, y in pairs)) and (crossed := _crossed(case, clause, first, a, later, b)) is not None:
            yield case.finding("order-inverted", f"“先”“后”说反了，原文是“{source_words(crossed)}”", first, crossed)
        elif pairs and all(x > y for x, y in pairs):
            view = case.card.views[pairs[0][1][0]]
            words = "".join(case.clauses[first].reading.text)
            yield case.finding("order-inverted", f"“{words}”的先后与原文相反：{source_words(view)}", first, view)


def _told_apart(case: Case, pairs: list[tuple[Spot, Spot]]) -> bool:
    """先气相，后液相, where one step has 先关液相后关气相 and two others 先开气相, 后开液相: some pair of steps keeps this very order."""
    return any(case.card.views[x[0]].step.id in case.card.views[y[0]].step.after for x, y in pairs)


def _crossed(case: Case, clause: int, first: int, a: Segment, later: int, b: Segment) -> StepView | None:
    """后测氧，先测可燃气 for 先测氧，后测可燃气: the step of the source's own 先…后… whose two sides the verse has exchanged."""
    if a.order != "first" or b.order != "next" or a.sign < 0 or b.sign < 0:
        return None
    one, two = set(_content(case, first, a)), set(_content(case, later, b))
    words = _content(case, first, a)
    if len(words) > 1 and any("先" + words in v.step.text for v in case.card.views):
        return None
    best, found = 0, None
    near = {s + d for s in case.near(clause) for d in range(-2, 3)}
    for view, x, y in _told(case, near):
        direct, crossed = len(one & x) + len(two & y), len(one & y) + len(two & x)
        if max(direct, crossed) < 2 or max(direct, crossed) < best:
            continue
        turned = crossed > direct and bool(one & y - x) and bool(two & x - y)
        if max(direct, crossed) > best or not turned:
            best, found = max(direct, crossed), view if turned else None
    return found


def _content(case: Case, clause: int, segment: Segment) -> str:
    tokens = case.clauses[clause].reading.tokens[segment.first : segment.last]
    return "".join(t.text for t in tokens if t.content)


def _told(case: Case, near: set[int]) -> Iterator[tuple[StepView, set[str], set[str]]]:
    """(step, 字 of what it puts first, 字 of what it or a step right behind it puts next)."""
    for view in case.card.views:
        if view.number not in near or view.forbids:
            continue
        text = view.step.text
        for found in _FIRST.finditer(text):
            rest = text[found.end() :]
            if inside := _NEXT.search(rest):
                yield view, set(found[1] + rest[: inside.start()]), set(inside[1])
                continue
            for other in case.card.views[view.number + 1 : view.number + 3]:
                if (behind := _NEXT.match(other.step.text)) and not other.forbids:
                    yield view, set(found[1] + rest), set(behind[1])
                    break


_FIRST = re.compile("先((?:(?!后|再|，).){1,8})")
_NEXT = re.compile("(?:然后|最后|后|再)([^，；、]{1,8})")


def _inside(case: Case, clause: int) -> tuple[tuple[int, Segment], tuple[int, Segment]] | None:
    """The segments that one clause calls first and next: 先…后…, …前先…, …后再…."""
    segments = case.clauses[clause].reading.segments
    for one, two in pairwise(segments):
        if one.marker == "before" and one.sign > 0 and two.sign > 0 and two.order != "next":
            return (clause, two), (clause, one)
        if one.marker == "after" and one.sign > 0 and two.sign > 0 and two.order != "first":
            return (clause, one), (clause, two)
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


def _spots(case: Case, clause: int, segment: Segment, last: bool, marked: bool) -> list[Spot]:
    """Where in the source the words of a segment stand: for each step the clause may say, the first (or last) place."""
    matches = case.clauses[clause]
    spots = []
    own = (*case.steps(clause), *case.aligned[clause].rivals)
    names = {case.card.views[s].step.id for s in own}
    # the other end of an edge may be said by a word that does not suffice for alignment
    linked = [v.number for v in case.card.views if v.number not in own and v.number in matches.best and (
        names & set(v.step.after) or any(v.step.id in case.card.views[s].step.after for s in own))] if marked else []
    said = _sayers(case, clause, segment, SINGLE if marked else 0.6)  # 戴帽 for 戴好工作帽
    words = "".join(t.text for t in matches.reading.tokens[segment.first : segment.last] if t.content)
    literal = {s for s in said if len(words) > 1 and words in case.card.views[s].step.text}
    literal &= {*own, *linked}
    for step in (*own, *linked):
        view = case.card.views[step]
        if step not in said or (view.forbids and not view.of("condition")) or (literal and step not in literal):
            continue  # 不准先开气后点火 holds no order to keep
        places = _places(matches, segment, view.step.text)
        if places:
            spots.append((step, max(places) if last else min(places)))
    return spots


def _staged(case: Case, clause: int, spots: list[Spot]) -> list[Spot]:
    """Of spots in several stages of work (停电, 送电) those of the one that the heading or a line shortly before names."""
    if len({case.card.views[s].step.phase for s, _ in spots}) < 2:
        return spots
    for before in range(clause - 1, max(-1, clause - 1 - STAGED), -1):
        if not case.together(clause, before):
            break
        named = [x for x in spots if _names_stage(case, before, x[0])]
        if named:
            return named
    return [x for x in spots if any(case.headed(clause, x[0], n) for n in case.card.views[x[0]].of("phase"))] or spots


def _names_stage(case: Case, clause: int, step: int) -> bool:
    """Whether a clause says nothing of a step but its stage, or says a step of that very stage best."""
    own = case.steps(clause)
    phase = case.card.views[step].step.phase
    return bool(own) and bool(phase) and not case.aligned[clause].rivals and case.card.views[own[0]].step.phase == phase


def _anywhere(case: Case, first: int, a: Segment, later: int, b: Segment) -> list[tuple[Spot, Spot]]:
    """Steps anywhere in the card that the source orders outright and that say the two sides, word by word."""
    early, late = (_sayers(case, clause, segment, SINGLE if len(segment.text) > 1 else 0.6) for clause, segment in ((first, a), (later, b)))
    earlier = case.card.earlier
    return [((x, 0), (y, 0)) for x in early for y in late if x in earlier[y] or y in earlier[x]]


def _sayers(case: Case, clause: int, segment: Segment, least: float = 0.6) -> list[int]:
    """Steps that say the words of a segment with a mean credit of `least`."""
    matches = case.clauses[clause]
    tokens = [t for t in matches.reading.tokens[segment.first : segment.last] if t.content]
    at = [i for t in tokens for i in range(t.start, t.end)]
    return [s for s, best in matches.best.items() if at and sum(best[i] for i in at) >= least * len(at)]


def _linked(case: Case, early: list[Spot], late: list[Spot]) -> tuple[list[Spot], list[Spot]]:
    """X前先Y: only steps that the source orders outright, one of which says the one side and not the other."""
    both = {s for s, _ in early} & {s for s, _ in late}
    return [x for x in early if x[0] not in both], [y for y in late if y[0] not in both]


def _places(matches: Matches, segment: Segment, text: str) -> list[int]:
    places: list[int] = []
    for token in matches.reading.tokens[segment.first : segment.last]:
        if token.content:
            word = token.text if token.text in text else token.text[0]
            places.extend(found.start() for found in re.finditer(re.escape(word), text))
    return places


def _ordered(case: Case, one: Spot, other: Spot, marked: bool) -> bool:
    """Whether the source says an order at all: in the one text, or between neighbouring steps of a section."""
    a, b = case.card.views[one[0]].step, case.card.views[other[0]].step
    if one[0] == other[0]:
        return a.kind == "gate" or any(w in a.text for w in ORDERING)
    if a.id in b.after or b.id in a.after:
        return True
    if marked:
        return False
    return a.section == b.section and abs(one[0] - other[0]) <= (6 if a.order and b.order else 3) and bool(a.order or b.order)
