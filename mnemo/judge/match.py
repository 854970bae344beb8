"""How much of a clause each step explains, 字 by 字, blind to denial, order and numbers (对照)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mnemo.judge.card import CardView, Key
from mnemo.judge.signs import Reading
from mnemo.judge.words import DENIALS, Token, Vocabulary
from mnemo.lexicon.numerals import Number, same_amount

SAME, NEAR, PAIRED, SKIPPED, SINGLE, SIBLING = 1.0, 0.9, 1.0, 0.7, 0.45, 0.5
"""Credits of one 字: same concept or everyday name, wider or narrower, two neighbours found together, a short form, alone."""
NUMBER = 0.7
"""What a 字 of a quantity weighs against one of a word."""
LIGHT_KINDS = frozenset({"generic", "filler", "guard", "risk", "such"})
LIGHT = 0.25
"""What generic words (作业, 设备) and phrases of praise weigh against others."""


@dataclass(slots=True)
class Hit:
    """What one part explains: credit per 字 of the clause, and the tokens with concept-sure matches."""

    credit: dict[int, float] = field(default_factory=dict)
    sure: set[int] = field(default_factory=set)  # token numbers matched as words
    named: set[int] = field(default_factory=set)  # token numbers matched by an everyday name
    denying: set[int] = field(default_factory=set)  # … by one that stands for a denial
    opposed: set[int] = field(default_factory=set)  # token numbers that say the opposite word

    def add(self, at: int, credit: float) -> None:
        if credit > self.credit.get(at, 0.0):
            self.credit[at] = credit


@dataclass(slots=True)
class Matches:
    """All parts a clause touches."""

    reading: Reading
    weights: list[float]  # by rarity: tells steps apart
    total: float
    plain: list[float]  # by 字: tells whether a clause is about the card at all
    hits: dict[Key, Hit]
    best: dict[int, list[float]]  # step number → best credit per 字
    places: frozenset[int]  # tokens that name a place or a person

    def score(self, step: int) -> float:
        """Explained weight of the clause, in [0, total]."""
        return sum(w * c for w, c in zip(self.weights, self.best.get(step, ()), strict=False))

    def ratio(self, steps: tuple[int, ...]) -> float:
        """Share of the clause, by rarity, that `steps` explain together."""
        return self._share(steps, self.weights)

    def cover(self, steps: tuple[int, ...]) -> float:
        """Share of the clause, by 字, that `steps` explain together."""
        return self._share(steps, self.plain)

    def _share(self, steps: tuple[int, ...], weights: list[float]) -> float:
        total = sum(weights)
        arrays = [self.best[s] for s in steps if s in self.best]
        if not total or not arrays:
            return 0.0
        return sum(w * max(a[i] for a in arrays) for i, w in enumerate(weights)) / total


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
        if at + 1 < len(text) and not reading.operator[at + 1]:
            pair = text[at : at + 2]
            for table, credit in ((card.pairs, PAIRED), (card.skips, SKIPPED)):
                for key in table.get(pair, ()):
                    hit = hits.setdefault(key, Hit())
                    hit.add(at, credit)
                    hit.add(at + 1, credit)
        if at and not content[at - 1] and not reading.operator[at - 1]:
            for key in card.pairs.get(text[at - 1 : at + 1], ()):
                hits.setdefault(key, Hit()).add(at, PAIRED)
    for number, token in enumerate(reading.tokens):
        if token.content:
            _word(number, token, card, vocabulary, hits)
    _situations(reading, card, vocabulary, hits)
    _numbers(reading, card, hits)
    weights, plain = _weights(reading, card)
    best: dict[int, list[float]] = {}
    for (step, part), hit in hits.items():
        array = best.setdefault(step, [0.0] * len(text))
        for at, credit in hit.credit.items():
            credit *= card.views[step].parts[part].share
            if credit > array[at]:
                array[at] = credit
    return Matches(reading, weights, sum(weights), plain, hits, best, _whereabouts(reading, vocabulary))


def _whereabouts(reading: Reading, vocabulary: Vocabulary) -> frozenset[int]:
    lexicon = vocabulary.lexicon
    nouns = ((n, lexicon.nouns[t.entries[0].id].cls) for n, t in enumerate(reading.tokens) if t.entries and t.entries[0].kind == "noun")
    return frozenset(n for n, cls in nouns if lexicon.is_a(cls, "place") or cls == "person")


def _weights(reading: Reading, card: CardView) -> tuple[list[float], list[float]]:
    """What each 字 counts for: by its rarity in the card, and flat; little for generic words, nothing for empty ones."""
    weights = [0.0] * len(reading.text)
    plain = [0.0] * len(reading.text)
    for token in reading.tokens:
        if not token.content:
            continue
        light = LIGHT if token.kinds & LIGHT_KINDS else 1.0
        for at in range(token.start, token.end):
            weights[at] = light * card.weight(reading.text[at])
            plain[at] = light
    for number in reading.numbers:
        for at in range(number.start, number.end):
            held = any(same_quantity(number, q) for v in card.views for q in v.numbers)
            weights[at] = card.unseen * NUMBER * held  # a number no step has is for its guard to see
            plain[at] = NUMBER * held
    return weights, plain


def _numbers(reading: Reading, card: CardView, hits: dict[Key, Hit]) -> None:
    """A quantity is explained by the steps that have it, whatever its digits look like."""
    for number in reading.numbers:
        for view in card.views:
            if not any(same_quantity(number, q) for q in view.numbers):
                continue
            for part, _ in enumerate(view.parts):
                hit = hits.setdefault((view.number, part), Hit())
                if view.parts[part].kind == "rest" or view.parts[part].numbers:
                    for at in range(number.start, number.end):
                        hit.add(at, SAME)


def same_quantity(number: Number, source: Number) -> bool:
    """Equal amounts; one end of a range; km for km/h, as people say it."""
    if same_amount(number, source):
        return True
    if source.high and number.unit == source.unit and not number.high and number.value in (source.value, source.high):
        return True
    per = source.said_unit.split("/")[0]
    return number.said == source.said and "/" in source.said_unit and number.said_unit in (per, "")


def _word(number: int, token: Token, card: CardView, vocabulary: Vocabulary, hits: dict[Key, Hit]) -> None:
    """Credits of a known word: its concepts and their kin, its everyday names, its text as a whole."""
    found = card.words.get(token.text)
    if found is None:
        found = card.words[token.text] = tuple(_links(token, card, vocabulary))
    span = range(token.start, token.end)
    for key, credit, how in found:
        hit = hits.get(key)
        if hit is None:
            hit = hits[key] = Hit()
        known = hit.credit
        for at in span:
            if credit > known.get(at, 0.0):
                known[at] = credit
        if how is not None:
            getattr(hit, how).add(number)


def _links(token: Token, card: CardView, vocabulary: Vocabulary) -> Iterator[tuple[Key, float, str | None]]:
    """(part, credit, kind of link) of a word, the same wherever it stands."""
    if len(token.text) > 1:
        for key in card.pairs.get(token.text[:2], ()):
            if token.text in card.views[key[0]].parts[key[1]].text:
                yield key, SAME, "sure"
    for name in vocabulary.tables.names.get(token.text, ()):
        for key in card.pairs.get(name[:2], ()) if len(name) > 1 else card.chars.get(name, ()):
            if name in card.views[key[0]].parts[key[1]].text:
                credit = SAME if len(name) > 1 else NEAR
                yield key, credit, "sure"
                yield key, credit, "named"
                if name[0] in DENIALS and token.text[0] not in DENIALS:
                    yield key, credit, "denying"
    for entry in token.entries:
        for concept, credit in _kin(entry.id, vocabulary):
            for key, _ in card.concepts.get(concept, ()):
                yield key, credit, "sure" if credit >= NEAR else None
        opposite = vocabulary.lexicon.verbs[entry.id].opposite if entry.kind == "verb" else ""
        for key, _ in card.concepts.get(opposite, ()):
            yield key, SIBLING, "opposed"
    for other in vocabulary.tables.states.get(token.text, ()):
        for key in card.pairs.get(other[:2], ()) if len(other) > 1 else ():
            if other in card.views[key[0]].parts[key[1]].text:
                yield key, SIBLING, "opposed"


def _kin(concept: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The concept, its ancestors and descendants, its siblings, each with its credit."""
    if (found := vocabulary.kin.get(concept)) is not None:
        return found
    kin: dict[str, float] = {}
    parent = vocabulary.parents.get(concept, "")
    for sibling in vocabulary.children.get(parent, ()):
        kin[sibling] = SIBLING
    while parent:
        kin[parent] = NEAR
        parent = vocabulary.parents.get(parent, "")
    below = list(vocabulary.children.get(concept, ()))
    while below:
        child = below.pop()
        kin[child] = NEAR
        below.extend(vocabulary.children.get(child, ()))
    kin[concept] = SAME
    vocabulary.kin[concept] = tuple(kin.items())
    return vocabulary.kin[concept]


def _situations(reading: Reading, card: CardView, vocabulary: Vocabulary, hits: dict[Key, Hit]) -> None:
    """Idioms for triggers and states: 没批 says 未经审批."""
    text = reading.text
    for start in range(len(text) - 1):
        if text[start : start + 2] not in vocabulary.heads:
            continue
        for end in range(start + 2, min(len(text), start + 6) + 1):
            for situation in vocabulary.forms.get(text[start:end], ()):
                for key in card.situations.get(situation, ()):
                    hit = hits.setdefault(key, Hit())
                    for at in range(start, end):
                        hit.add(at, NEAR)
