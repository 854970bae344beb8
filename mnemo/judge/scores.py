"""Scores of a verse, each in [0, 1], shown apart: they compare verses that passed, they excuse nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from mnemo.judge.card import CardView
from mnemo.judge.verse import VerseLine
from mnemo.judge.words import Vocabulary
from mnemo.prosody.rhyme import Sounded, grade, load_book

PLAIN_SHARE = 5.0
"""One official word in five lines takes a whole point of plainness; people use 13 in 1,702 clauses (verse facts)."""
OFFICIAL = ("严禁", "禁止", "不准", "不得", "必须", "务必", "应当", "方可")
RHYME_VALUE = {"strict": 1.0, "joined": 0.8, "nasal": 0.5, "same": 0.3, "none": 0.0}


class End(Sounded, Protocol):
    """What the scores look at in a line end."""

    @property
    def level(self) -> str: ...


Ends = Callable[[str], End | None]


def scores(
    lines: Sequence[VerseLine], card: CardView, said: frozenset[int], vocabulary: Vocabulary, ending: Ends | None, book: str
) -> tuple[tuple[str, float], ...]:
    """All named scores; without `ending` rhyme and tone are neutral."""
    body = [n for n in lines if n.role == "step"]
    critical = [v.number for v in card.views if v.step.critical]
    found = {
        "coverage": len(said) / max(1, len(card.views)),
        "critical": len([n for n in critical if n in said]) / len(critical) if critical else 1.0,
        "brevity": _brevity(body, card, said),
        "rhyme": _rhyme(body, ending, book),
        "rhythm": _rhythm(body, vocabulary),
        "tone": _tone(body, ending),
        "naturalness": 1.0,
        "parallelism": _parallel(body, vocabulary),
        "plainness": max(0.0, 1.0 - PLAIN_SHARE * sum(w in n.text for n in body for w in OFFICIAL) / max(1, len(body))),
    }
    return tuple((name, round(value, 6)) for name, value in found.items())


def _brevity(body: Sequence[VerseLine], card: CardView, said: frozenset[int]) -> float:
    """字 saved against the steps that are said."""
    source = sum(len(card.views[s].step.text) for s in said)
    verse = sum(len(n.text) for n in body)
    return min(1.0, max(0.0, 1.0 - verse / (2 * source))) if source else 0.0


def _evens(body: Sequence[VerseLine]) -> list[tuple[str, tuple[str, ...]]]:
    """Even lines of each stanza with the lines they may rhyme with: their partner and the neighbouring even lines."""
    stanzas: dict[int, list[str]] = {}
    for n in body:
        stanzas.setdefault(n.stanza, []).append(n.text)
    found: list[tuple[str, tuple[str, ...]]] = []
    for texts in stanzas.values():
        step = 3 if len(texts) % 3 == 0 and len({len(t) for t in texts[:3]}) > 1 else 2
        for i in range(step - 1, len(texts), step):
            others = [texts[j] for j in (i - 1, i - step, i + step) if 0 <= j < len(texts)]
            found.append((texts[i], tuple(others)))
    return found


def _rhyme(body: Sequence[VerseLine], ending: Ends | None, book: str) -> float:
    """Mean over even lines of the best rhyme with partner or neighbour."""
    evens = _evens(body)
    if ending is None or not evens:
        return 1.0
    shelf = load_book(book)
    values = []
    for text, others in evens:
        mine = ending(text)
        ends = [e for o in others if (e := ending(o))]
        values.append(max((RHYME_VALUE[grade(mine, e, shelf)] for e in ends), default=0.0) if mine else 0.0)
    return sum(values) / len(values)


def _tone(body: Sequence[VerseLine], ending: Ends | None) -> float:
    """Share of neighbouring even lines that agree in tone class."""
    ends = [e for t, _ in _evens(body) if ending and (e := ending(t))]
    pairs = list(pairwise(ends))
    return sum(a.level == b.level for a, b in pairs) / len(pairs) if pairs else 1.0


def _rhythm(body: Sequence[VerseLine], vocabulary: Vocabulary) -> float:
    """Share of lines whose caesura (4+3, 2+3, 2+2) cuts no word."""
    places = {7: 4, 5: 2, 4: 2}
    wanted = [(n.text, places[len(n.text)]) for n in body if len(n.text) in places]
    good = sum(all(not t.start < at < t.end or not t.entries for t in vocabulary.tokens(text)) for text, at in wanted)
    lengths = [len(n.text) for n in body]
    even = max((lengths.count(x) for x in set(lengths)), default=1) / max(1, len(lengths))
    return (good / len(wanted) if wanted else 1.0) * (0.5 + 0.5 * even)


def _parallel(body: Sequence[VerseLine], vocabulary: Vocabulary) -> float:
    """Share of couplets whose halves are of one length and open alike (word or operator)."""
    couplets: dict[int, list[str]] = {}
    for n in body:
        couplets.setdefault(n.couplet, []).append(n.text)
    pairs = [(c[0], c[-1]) for c in couplets.values() if len(c) > 1]
    if not pairs:
        return 1.0
    alike = sum(
        0.5 * (len(a) == len(b)) + 0.5 * (_shape(a, vocabulary) == _shape(b, vocabulary)) for a, b in pairs
    )
    return alike / len(pairs)


def _shape(text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    return tuple(t.end for t in vocabulary.tokens(text))[:2]
