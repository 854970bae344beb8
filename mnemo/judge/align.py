"""Which steps a clause says: by what it explains, near ties by what stands around it (对位)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.judge.card import CardView
from mnemo.judge.match import LIGHT_KINDS, SKIPPED, Matches

ALIGNED = 0.36
"""Share of a clause that its steps must explain; read off the verses in corpora/verses/tune (see benchmarks/judge_mutants)."""
MORE = 0.15
"""Share of a clause that one more step must add."""
TWIN = 0.98
RIVAL = 0.88
"""A step that explains so much of what the best one explains may be the one meant."""
GAP = 0.01
"""Cost of each rank between a step and where its neighbours stand, in shares of the clause."""
SHARED_LONG = 0.1
SHARED = {0: 1.0, 1: 1.0, 2: 0.5, 3: 0.35}
"""What a couplet's other clause adds to a step it says, in shares of the clause; by the 字 of content it has itself."""
HEADED = 0.1
"""What a heading that names a step adds to it, in shares of the clause."""
BACKED = 0.5
"""Share of its couplet's other clause that a step must explain to be taken for a clause with single 字 only."""
ASIDE = 0.6
"""What a step keeps of which only heading or stage is touched."""
BODY = ("act", "condition", "hazard", "actor", "topic")
VERBAL = 0.06
"""What a step gains whose very verb is said."""
LITERAL = 0.2
"""What a step gains whose text holds the whole line as it stands."""
WORDED = 0.05
"""… whose text holds the words of the line in a row."""
MOST = 3


@dataclass(slots=True)
class Alignment:
    """Steps of one clause, best first; `rivals` explain nearly as much as the first, `twins` just as much."""

    steps: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    twins: tuple[int, ...] = ()
    share: float = 0.0
    merit: float = 1.0  # how much speaks for the line's being about the card at all


def align(
    clauses: Sequence[Matches], card: CardView, under: Sequence[frozenset[int]], partners: Sequence[Sequence[int]]
) -> list[Alignment]:
    """Steps of each clause. Anchors first, then the rest in their light; `under` are the steps its heading names,
    `partners` the other clauses of its couplet, which count more for half lines."""
    anchors = [_anchor(m) for m in clauses]
    return [
        align_one(m, card, _place(i, anchors), under[i], [clauses[p] for p in partners[i]]) for i, m in enumerate(clauses)
    ]


def align_one(
    matches: Matches,
    card: CardView,
    place: float | None = None,
    under: frozenset[int] = frozenset(),
    partners: Sequence[Matches] = (),
) -> Alignment:
    """Steps of one clause that is expected around step number `place`."""
    ranked = _ranked(matches, card, place, under, partners)
    if not ranked:
        return Alignment()
    top = ranked[0][0]
    first = ranked[0][1]
    rivals = tuple(s for value, s in ranked[:4] if value >= RIVAL * top and s != first)
    chosen = [first]
    while len(chosen) < MOST:
        more = _more(matches, tuple(chosen), [s for _, s in ranked[:8] if s not in chosen])
        if more is None:
            break
        chosen.append(more)
    share = matches.cover(tuple(chosen))
    backed = any(p.score(first) >= BACKED * p.total for p in partners)
    if share < ALIGNED or not (_solid(matches, first) or backed):
        return Alignment(share=share)
    twins = tuple(s for value, s in ranked[:4] if value >= TWIN * top and s not in chosen)
    return Alignment(tuple(chosen), rivals, twins, share)


def _ranked(
    matches: Matches, card: CardView, place: float | None, under: frozenset[int], partners: Sequence[Matches]
) -> list[tuple[float, int]]:
    """(value, step), best first. A clause that says an act beats one that only touches a heading."""
    ranked: list[tuple[float, int]] = []
    shared = _shared(matches, partners)
    words = "".join(t.text for t in matches.reading.tokens if t.content)
    top = max((matches.score(s) for s in matches.best), default=0.0) or 1.0
    for step in matches.best:
        score = matches.score(step)
        value = score / matches.total if matches.total else 0.0
        if matches.reading.text in card.views[step].step.text and len(matches.reading.text) > SHORT_LINE:
            value += LITERAL
        elif len(words) > 1 and words in card.views[step].step.text:
            value += WORDED
        if place is not None:
            value -= GAP * min(4.0, abs(step - place)) / 2
        if any(v in matches.reading.text for v in card.views[step].verbs):
            value += VERBAL
        if not _touches_body(matches, card, step):
            value *= ASIDE
        elif step in under:
            value += HEADED
        if step in shared:
            value += shared[step] * (score / top if sum(map(bool, matches.weights)) > 1 else 1.0) ** 2
        ranked.append((value, step))
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return ranked


def _shared(matches: Matches, partners: Sequence[Matches]) -> dict[int, float]:
    """What the couplet's other clauses add to the steps that they say best."""
    half = len(matches.reading.text) <= SHORT_LINE
    share = SHARED.get(sum(map(bool, matches.weights)), SHARED_LONG) if half else SHARED_LONG
    found: dict[int, float] = {}
    for partner in partners:
        best = max((partner.score(s) for s in partner.best), default=0.0)
        for step in partner.best if partner.total else ():
            if partner.score(step) >= TWIN * best:
                found[step] = max(found.get(step, 0.0), share * partner.score(step) / partner.total)
    return found


def _touches_body(matches: Matches, card: CardView, step: int) -> bool:
    parts = card.views[step].parts
    return any(parts[number].kind in BODY for number in matches.of[step])


def _more(matches: Matches, chosen: tuple[int, ...], others: Sequence[int]) -> int | None:
    """The step that explains most of what `chosen` leave open, if that is enough."""
    base = matches.ratio(chosen)
    gains = [(matches.ratio((*chosen, s)) - base, s) for s in others if _solid(matches, s, chosen)]
    best = max((gain for gain, _ in gains), default=0.0)
    if best < MORE:
        return None
    # among steps that add about as much, the one next to those already chosen
    return min((s for gain, s in gains if gain >= RIVAL * best), key=lambda s: (abs(s - chosen[0]), s))


def _solid(matches: Matches, step: int, chosen: tuple[int, ...] = ()) -> bool:
    """More than stray single 字: two neighbours, a short form or a known word, not explained before."""
    array = matches.best[step]
    earlier = [matches.best[s] for s in chosen]
    count = 0
    for at, credit in enumerate(array):
        if credit >= SKIPPED and matches.weights[at] and not any(a[at] >= credit for a in earlier):
            count += 1
    return count >= (2 if chosen else 1)


def _anchor(matches: Matches) -> int | None:
    """The step of a clause that leaves no doubt."""
    if not matches.total:
        return None
    scores = sorted(((matches.score(s) / matches.total, -s) for s in matches.best), reverse=True)
    if not scores or scores[0][0] < 0.6:
        return None
    if len(scores) > 1 and scores[1][0] > 0.8 * scores[0][0]:
        return None
    return -scores[0][1]


def _place(index: int, anchors: Sequence[int | None]) -> float | None:
    """Where a clause is expected: between the nearest anchors; None if there is none within three clauses."""
    left = next(((index - i, a) for i in range(index - 1, max(-1, index - 4), -1) if (a := anchors[i]) is not None), None)
    right = next(((i - index, a) for i in range(index + 1, min(len(anchors), index + 4)) if (a := anchors[i]) is not None), None)
    if left and right:
        return (left[1] * right[0] + right[1] * left[0]) / (left[0] + right[0])
    near = left or right
    return float(near[1]) if near else None


def doubt(clauses: Sequence[Matches], aligned: list[Alignment], card: CardView) -> None:
    """Decides for whole lines whether they are about what their neighbours are about. Takes back alignments that too little
    speaks for, so that a line from another card does not pass on words that all cards share; gives a line in other words
    than the source's the step close by that explains most of it."""
    before = [a.steps for a in aligned]
    for index, matches in enumerate(clauses):
        own = aligned[index]
        if len(matches.reading.text) <= SHORT_LINE:
            continue
        near = _near(before, index, len(card.views)) or frozenset(own.steps[:1])
        own.merit = _merit(matches, near, card)
        if own.merit < FOREIGN:
            aligned[index] = Alignment(share=own.share, merit=own.merit)
        elif not own.steps and near:
            close = max((s for s in matches.best if s in near), key=lambda s: (matches.score(s), -s), default=None)
            if close is not None and matches.cover((close,)) >= LEAST_COVER:
                aligned[index] = Alignment((close,), share=own.share, merit=own.merit)


def _near(steps: Sequence[tuple[int, ...]], index: int, total: int) -> frozenset[int]:
    """Steps that the clauses around one say first, and those close by in the source."""
    around = {steps[j][0] for j in (index - 2, index - 1, index + 1, index + 2) if 0 <= j < len(steps) and steps[j]}
    return frozenset(s + d for s in around for d in range(-CLOSE, CLOSE + 1) if 0 <= s + d < total)


def _merit(matches: Matches, near: frozenset[int], card: CardView) -> float:
    """How much speaks for a line: what one step explains of it, the 字 that the steps close by have too, less the words left over."""
    if not matches.flat:
        return 1.0
    best = max((matches.cover((s,)) for s in matches.best), default=0.0)
    text = "".join(card.views[s].text for s in near)
    known = sum(w for char, w in zip(matches.reading.text, matches.plain, strict=True) if char in text)
    left = 0.0
    for token in matches.reading.tokens:
        if token.content and not token.kinds & LIGHT_KINDS:
            size = len(token.text)
            if all(sum(b[token.start : token.end]) / size < 0.5 for b in matches.best.values()):
                left += size if token.entries else size / 2
    return (BEST * best + NEAR_BY * known / matches.flat - LEFT * left / matches.flat) / (BEST + NEAR_BY)


SHORT_LINE, CLOSE = 4, 2
"""字 up to which a clause is half a line; steps that count as close by in the source."""
BEST, NEAR_BY, LEFT, FOREIGN = 4.0, 7.0, 3.0, 0.30
"""Weights of what speaks for a line, and the merit below which it is foreign: a logistic fit on 2,300 faithful and 1,400 foreign
lines (corpora/verses/tune, 2026-11); alone it refuses 1 % of the one and lets pass 16 % of the other."""
LEAST_COVER = 0.15
"""Share of a line that a step close by must explain to be taken for it."""
