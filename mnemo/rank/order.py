"""The default order of candidates, and the diversity of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from mnemo.types import Candidate

# Weights of the named scores, by what the promise ranks first: faithful, sayable, short. Own figures
# (2026-11): with them the order agreed with a reader's on the verses of the sample cases.
WEIGHTS: Mapping[str, float] = {
    "critical": 4.0, "coverage": 4.0, "naturalness": 3.0, "rhyme": 2.0, "rhythm": 1.0, "brevity": 1.0, "plainness": 0.5,
    "tone": 0.25, "parallelism": 0.25,
}  # fmt: skip
TWIN = 0.85  # Dice of character bigrams above which two verses are one and the same to a reader
SCOPES = {"full": 0, "critical": 1, "oneline": 2}


def total(parts: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Weighted mean in [0, 1]; a missing part is a KeyError, not a zero."""
    return round(sum(w * parts[name] for name, w in weights.items()) / sum(weights.values()), 6)


def dice(a: str, b: str) -> float:
    """Dice coefficient of the character bigrams of two texts, in [0, 1]."""
    left = {a[i : i + 2] for i in range(len(a) - 1)}
    right = {b[i : i + 2] for i in range(len(b) - 1)}
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))


def similarity(texts: Sequence[str]) -> float:
    """Mean pairwise Dice of `texts`, 0 for fewer than two."""
    pairs = list(combinations(texts, 2))
    return sum(dice(a, b) for a, b in pairs) / len(pairs) if pairs else 0.0


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Full scope before critical before one line; then highest total; ties by id, so a run repeats exactly."""
    return sorted(candidates, key=lambda c: (SCOPES[c.scope], -c.total, c.id))


def choose(candidates: Iterable[Candidate], top: int) -> list[Candidate]:
    """The `top` of one form: best first, near-twins dropped, then by best total less likeness to those chosen."""
    left = best_first(candidates)
    chosen: list[Candidate] = []
    while left and len(chosen) < top:
        best = min(left, key=lambda c: (SCOPES[c.scope], 0.35 * _likeness(c, chosen) - c.total, c.id))
        left.remove(best)
        if _likeness(best, chosen) < TWIN:
            chosen.append(best)
    return chosen


def interleave(families: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """The card's list: the best of each form, then the second best of each, and so on."""
    merged: list[Candidate] = []
    for place in range(max(map(len, families), default=0)):
        row = [f[place] for f in families if place < len(f)]
        merged += sorted(row, key=lambda c: (SCOPES[c.scope], -c.total, c.id)) if place else row
    return merged


def _likeness(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    return max((dice(candidate.text, c.text) for c in chosen), default=0.0)
