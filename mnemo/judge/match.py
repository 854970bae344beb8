"""How much of a clause each step explains, 字 by 字, blind to denial, order and numbers (对照)."""

from __future__ import annotations

from dataclasses import dataclass, field

from mnemo.judge.card import CardView, Key
from mnemo.judge.signs import Reading
from mnemo.judge.words import Token, Vocabulary

SAME, NEAR, PAIRED, SKIPPED, SINGLE, SIBLING = 1.0, 0.9, 1.0, 0.7, 0.45, 0.5
"""Credits of one 字: same concept or everyday name, wider or narrower, two neighbours found together, a short form, alone."""
LIGHT = 0.25
"""What generic words (作业, 设备) and phrases of praise weigh against others."""


@dataclass(slots=True)
class Hit:
    """What one part explains: credit per 字 of the clause, and the tokens with concept-sure matches."""

    credit: dict[int, float] = field(default_factory=dict)
    sure: set[int] = field(default_factory=set)  # token numbers matched as words
    opposed: set[int] = field(default_factory=set)  # token numbers that say the opposite word

    def add(self, at: int, credit: float) -> None:
        if credit > self.credit.get(at, 0.0):
            self.credit[at] = credit


@dataclass(slots=True)
class Matches:
    """All parts a clause touches."""

    reading: Reading
    weights: list[float]
    total: float
    hits: dict[Key, Hit]
    best: dict[int, list[float]]  # step number → best credit per 字

    def score(self, step: int) -> float:
        """Explained weight of the clause, in [0, total]."""
        return sum(w * c for w, c in zip(self.weights, self.best.get(step, ()), strict=False))

    def ratio(self, steps: tuple[int, ...]) -> float:
        """Share of the clause that `steps` explain together."""
        if not self.total:
            return 0.0
        arrays = [self.best[s] for s in steps if s in self.best]
        return sum(w * max((a[i] for a in arrays), default=0.0) for i, w in enumerate(self.weights)) / self.total


def match(reading: Reading, card: CardView, vocabulary: Vocabulary) -> Matches:
    """Credits of every step for every 字 of the clause."""
    text = reading.text
    hits: dict[Key, Hit] = {}
    content = reading.weight
    for at, char in enumerate(text):
        if not content[at]:
            continue
        for key in card.chars.get(char, ()):
            hits.setdefault(key, Hit()).add(at, SINGLE)
        if at + 1 < len(text) and content[at + 1]:
            pair = text[at : at + 2]
            for table, credit in ((card.pairs, PAIRED), (card.skips, SKIPPED)):
                for key in table.get(pair, ()):
                    hit = hits.setdefault(key, Hit())
                    hit.add(at, credit)
                    hit.add(at + 1, credit)
    for number, token in enumerate(reading.tokens):
        if token.content:
            _word(number, token, card, vocabulary, hits)
    _situations(reading, card, vocabulary, hits)
    weights = [_weight(reading, at, card) for at in range(len(text))]
    best: dict[int, list[float]] = {}
    for (step, _), hit in hits.items():
        array = best.setdefault(step, [0.0] * len(text))
        for at, credit in hit.credit.items():
            if credit > array[at]:
                array[at] = credit
    return Matches(reading, weights, sum(weights), hits, best)


def _weight(reading: Reading, at: int, card: CardView) -> float:
    if not reading.weight[at]:
        return 0.0
    token = next(t for t in reading.tokens if t.start <= at < t.end)
    light = LIGHT if token.kinds & {"generic", "filler", "guard", "risk"} else 1.0
    return light * card.weight(reading.text[at])


def _word(number: int, token: Token, card: CardView, vocabulary: Vocabulary, hits: dict[Key, Hit]) -> None:
    """Credits of a known word: its concepts and their kin, its everyday names, its text as a whole."""

    def give(key: Key, credit: float, sure: bool = True) -> None:
        hit = hits.setdefault(key, Hit())
        for at in range(token.start, token.end):
            hit.add(at, credit)
        if sure:
            hit.sure.add(number)

    if len(token.text) > 1:
        for key in card.pairs.get(token.text[:2], ()):
            if token.text in card.views[key[0]].parts[key[1]].text:
                give(key, SAME)
    for name in vocabulary.tables.names.get(token.text, ()):
        for key in card.pairs.get(name[:2], ()) if len(name) > 1 else card.chars.get(name, ()):
            if name in card.views[key[0]].parts[key[1]].text:
                give(key, SAME if len(name) > 1 else NEAR)
    for entry in token.entries:
        for concept, credit in _kin(entry.id, vocabulary):
            for key, _ in card.concepts.get(concept, ()):
                give(key, credit, credit >= NEAR)
    for other in _opposites(token, vocabulary):
        for key in card.pairs.get(other[:2], ()) if len(other) > 1 else ():
            if other in card.views[key[0]].parts[key[1]].text:
                give(key, SIBLING, False)
                hits[key].opposed.add(number)
    for entry in token.entries:
        opposite = vocabulary.lexicon.verbs[entry.id].opposite if entry.kind == "verb" else ""
        for key, _ in card.concepts.get(opposite, ()):
            give(key, SIBLING, False)
            hits[key].opposed.add(number)


def _opposites(token: Token, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.tables.states.get(token.text, ())


def _kin(concept: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The concept, its ancestors and descendants, its siblings and opposite, each with its credit."""
    cache = vocabulary.kin
    if (found := cache.get(concept)) is not None:
        return found
    lexicon = vocabulary.lexicon
    kin: dict[str, float] = {}
    verbs, nouns = lexicon.verbs, lexicon.nouns
    if concept in verbs:
        parents = {v: entry.parent for v, entry in verbs.items()}
    else:
        parents = {n: entry.parent for n, entry in nouns.items()}
    parent = parents.get(concept, "")
    if parent:
        for other, above in parents.items():
            if above == parent:
                kin[other] = SIBLING
    for other in parents:
        if lexicon.wider(concept, other) or lexicon.wider(other, concept):
            kin[other] = NEAR
    kin[concept] = SAME
    cache[concept] = tuple(kin.items())
    return cache[concept]


def _situations(reading: Reading, card: CardView, vocabulary: Vocabulary, hits: dict[Key, Hit]) -> None:
    """Idioms for triggers and states: 没批 says 未经审批."""
    text = reading.text
    for start in range(len(text) - 1):
        for end in range(start + 2, min(len(text), start + 6) + 1):
            for situation in vocabulary.forms.get(text[start:end], ()):
                for key in card.situations.get(situation, ()):
                    hit = hits.setdefault(key, Hit())
                    for at in range(start, end):
                        hit.add(at, NEAR)
