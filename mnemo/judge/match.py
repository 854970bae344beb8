"""How much of a clause each step explains, 字 by 字, blind to denial, order and numbers (对照)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from operator import mul
from typing import TYPE_CHECKING

from mnemo.judge.card import CardView, Key
from mnemo.judge.segments import Reading
from mnemo.judge.words import DENIALS, Token, Vocabulary
from mnemo.lexicon.numerals import Number, same_amount

if TYPE_CHECKING:
    from mnemo.judge.claims import Piece
    from mnemo.judge.polarity import Verdict

SAME, NEAR, PAIRED, SKIPPED, SINGLE, SIBLING = 1.0, 0.9, 1.0, 0.7, 0.45, 0.5
"""Credits of one 字: same concept or everyday name, wider or narrower, two neighbours found together, a short form, alone."""
NUMBER = 0.7
"""What a 字 of a quantity weighs against one of a word."""
LIGHT_KINDS = frozenset({"generic", "filler", "guard", "risk", "such"})
LIGHT = 0.25
"""What generic words (作业, 设备) and phrases of praise weigh against others."""


NOBODY: frozenset[int] = frozenset()


@dataclass(slots=True)
class Hit:
    """What one part explains: credit per 字 of the clause, and the tokens with concept-sure matches."""

    credit: dict[int, float] = field(default_factory=dict)
    sure: Set[int] = NOBODY  # token numbers matched as words
    named: Set[int] = NOBODY  # token numbers matched by an everyday name
    denying: Set[int] = NOBODY  # … by one that stands for a denial
    opposed: Set[int] = NOBODY  # token numbers that say the opposite word

    def add(self, at: int, credit: float) -> None:
        if credit > self.credit.get(at, 0.0):
            self.credit[at] = credit

    def note(self, how: str, number: int) -> None:
        """Enter a token under `sure`, `named`, `denying` or `opposed`."""
        setattr(self, how, getattr(self, how) | {number})


@dataclass(slots=True)
class Matches:
    """All parts a clause touches."""

    reading: Reading
    weights: list[float]  # by rarity: tells steps apart
    total: float
    plain: list[float]  # by 字: tells whether a clause is about the card at all
    hits: dict[Key, Hit]
    of: dict[int, dict[int, Hit]]  # the same hits, step number → part number
    best: dict[int, list[float]]  # step number → best credit per 字
    places: frozenset[int]  # tokens that name a place or a person
    flat: float = 0.0  # sum of `plain`
    scores: dict[int, float] = field(default_factory=dict)
    rows: dict[int, list[Piece]] = field(default_factory=dict)  # step → the clause read by itself; filled by `pieces`
    alone: dict[int, Verdict] = field(default_factory=dict)  # step → the verdict on the clause by itself

    def score(self, step: int) -> float:
        """Explained weight of the clause, in [0, total]."""
        if (found := self.scores.get(step)) is None:
            best = self.best.get(step)
            found = self.scores[step] = sum(map(mul, self.weights, best)) if best else 0.0
        return found

    def ratio(self, steps: tuple[int, ...]) -> float:
        """Share of the clause, by rarity, that `steps` explain together."""
        if len(steps) == 1 and steps[0] in self.best:
            return self.score(steps[0]) / self.total if self.total else 0.0
        return self._share(steps, self.weights, self.total)

    def cover(self, steps: tuple[int, ...]) -> float:
        """Share of the clause, by 字, that `steps` explain together."""
        return self._share(steps, self.plain, self.flat)

    def _share(self, steps: tuple[int, ...], weights: list[float], total: float) -> float:
        arrays = [self.best[s] for s in steps if s in self.best]
        if not total or not arrays:
            return 0.0
        most = arrays[0] if len(arrays) == 1 else map(max, *arrays)
        return float(sum(map(mul, weights, most))) / total


def match(reading: Reading, card: CardView, vocabulary: Vocabulary) -> Matches:
    """Credits of every step for every 字 of the clause."""
    text = reading.text
    hits: dict[Key, Hit] = {}
    content = reading.weight
    for at, char in enumerate(text):
        if not content[at]:
            continue
        for key in card.chars.get(char, ()):
            if (hit := hits.get(key)) is None:
                hit = hits[key] = Hit()
            hit.add(at, SINGLE)
        # a pair holds 字 that `chars` has entered already
        if at + 1 < len(text) and not reading.operator[at + 1]:
            pair = text[at : at + 2]
            for table, credit in ((card.pairs, PAIRED), (card.skips, SKIPPED)):
                for key in table.get(pair, ()):
                    hit = hits[key]
                    hit.add(at, credit)
                    hit.add(at + 1, credit)
        if at and not content[at - 1] and not reading.operator[at - 1]:
            for key in card.pairs.get(text[at - 1 : at + 1], ()):
                hits[key].add(at, PAIRED)
    for number, token in enumerate(reading.tokens):
        if token.content:
            _word(number, token, card, vocabulary, hits, _governed(number, reading.tokens))
    _situations(reading, card, vocabulary, hits)
    _numbers(reading, card, hits)
    weights, plain = _weights(reading, card)
    of: dict[int, dict[int, Hit]] = {}
    best: dict[int, list[float]] = {}
    for (step, part), hit in hits.items():
        if (array := best.get(step)) is None:
            array = best[step] = [0.0] * len(text)
            of[step] = {}
        of[step][part] = hit
        share = card.views[step].parts[part].share
        for at, credit in hit.credit.items():
            if credit * share > array[at]:
                array[at] = credit * share
    return Matches(reading, weights, sum(weights), plain, hits, of, best, _whereabouts(reading, vocabulary), sum(plain))


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
    if number.said_unit == "%" and source.said_unit.startswith("%") and number.said == source.said:
        return True  # 25% for 25%LEL
    per = source.said_unit.split("/")[0]
    return number.said == source.said and "/" in source.said_unit and number.said_unit in (per, "")


def _governed(number: int, tokens: Sequence[Token]) -> bool:
    """揭盖, 开盖: a 字 that is verb and noun names a thing right behind a verb."""
    if not number or len(tokens[number].text) > 1 or all(e.kind == "verb" for e in tokens[number].entries):
        return False
    before = tokens[number - 1]
    return not before.ops and bool(before.entries) and before.entries[0].kind == "verb"


def _word(number: int, token: Token, card: CardView, vocabulary: Vocabulary, hits: dict[Key, Hit], named: bool) -> None:
    """Credits of a known word: its concepts and their kin, its everyday names, its text as a whole; `named`: it is no verb here."""
    found = card.words.get(token.text)
    if found is None:
        found = card.words[token.text] = _gathered(token, card, vocabulary)
    span = range(token.start, token.end)
    for key, credit, hows in found:
        hit = hits.get(key)
        if hit is None:
            hit = hits[key] = Hit()
        known = hit.credit
        for at in span:
            if credit > known.get(at, 0.0):
                known[at] = credit
        for how in hows:
            if not (named and how == "opposed"):
                hit.note(how, number)


def _gathered(token: Token, card: CardView, vocabulary: Vocabulary) -> tuple[tuple[Key, float, tuple[str, ...]], ...]:
    """The links of a word, one for each part: its best credit, and all kinds."""
    best: dict[Key, float] = {}
    kinds: dict[Key, dict[str, None]] = {}
    for key, credit, how in _links(token, card, vocabulary):
        if credit > best.get(key, 0.0):
            best[key] = credit
        if how is not None:
            kinds.setdefault(key, {})[how] = None
    return tuple((key, credit, tuple(kinds.get(key, ()))) for key, credit in best.items())


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
        kin = _kin(entry.id, vocabulary)
        if len(kin) > len(card.concepts):
            shared = [(keys, kin[concept]) for concept, keys in card.concepts.items() if concept in kin]
        else:
            shared = [(card.concepts[concept], credit) for concept, credit in kin.items() if concept in card.concepts]
        for keys, credit in shared:
            for key, _ in keys:
                yield key, credit, "sure" if credit >= NEAR else None
        opposite = vocabulary.lexicon.verbs[entry.id].opposite if entry.kind == "verb" else ""
        for key, _ in card.concepts.get(opposite, ()):
            yield key, SIBLING, "opposed"
    for other in vocabulary.tables.states.get(token.text, ()):
        for key in card.pairs.get(other[:2], ()) if len(other) > 1 else card.chars.get(other, ()):
            part = card.views[key[0]].parts[key[1]]
            if part.verb == other or (len(other) > 1 and other in part.text):
                yield key, SIBLING, "opposed"


def _kin(concept: str, vocabulary: Vocabulary) -> dict[str, float]:
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
    vocabulary.kin[concept] = kin
    return kin


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
