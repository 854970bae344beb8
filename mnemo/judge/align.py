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
        if any(p.verb and p.verb in matches.reading.text for p in card.views[step].parts):
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


def doubt(clauses: Sequence[Matches], aligned: list[Alignment], stanzas: Sequence[int]) -> None:
    """Takes back alignments of whole lines that little speaks for: few 字, several steps needed, known words left over,
    no neighbour that says a step close by. So a line from another card does not pass on words that all cards share."""
    before = [a.steps for a in aligned]
    for index, matches in enumerate(clauses):
        own = aligned[index]
        if not own.steps or len(matches.reading.text) <= SHORT_LINE:
            continue
        near = [s for j in (index - 2, index - 1, index + 1, index + 2) if 0 <= j < len(before) and stanzas[j] == stanzas[index] for s in before[j]]
        held = any(abs(s - mine) <= CLOSE for s in near for mine in own.steps)
        if _merit(matches, own.steps) < (ALIGNED if held else UNHELD):
            aligned[index] = Alignment(share=own.share)


def _merit(matches: Matches, steps: tuple[int, ...]) -> float:
    """Share of the clause that its steps explain together and the best one alone, less what known words are left over."""
    total = sum(matches.plain)
    if not total:
        return 1.0
    alone = max(matches.cover((s,)) for s in matches.best)
    left = 0
    for token in matches.reading.tokens:
        if token.content and token.entries and len(token.text) > 1 and not token.kinds & LIGHT_KINDS:
            size = len(token.text)
            if all(sum(matches.best[s][token.start : token.end]) / size < 0.5 for s in steps):
                left += size
    return (matches.cover(steps) + alone) / 2 - LEFT * left / total


SHORT_LINE, CLOSE = 4, 2
"""字 up to which a clause is half a line; steps that count as close by in the source."""
UNHELD, LEFT = 0.5, 0.3
"""Merit below which a line without neighbours near it is foreign, and what known words left over cost: on 882 faithful and
963 foreign lines (corpora/verses/tune, 2026-11) this refused 1.6 % and let pass 18 %, before the other guards."""
