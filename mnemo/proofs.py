"""Every phrase row proves itself (ring 4): its example, analysed, must yield its line, and the judge must accept it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mnemo.compress.couplets import COLUMNS, act_only, couplets, load_topic_lines
from mnemo.compress.merge import MERGE_COLUMNS, load_merges, merges
from mnemo.compress.parts import parts
from mnemo.compress.phrase import phrasings
from mnemo.compress.rows import Bank, Phrase, load_bank
from mnemo.compress.slots import Slots, Spoken, build_slots
from mnemo.compress.wordings import Contrast
from mnemo.lexicon.concepts import Lexicon
from mnemo.lexicon.table import read_rows
from mnemo.ports import Tagger
from mnemo.types import Card, Step


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of one row: the lines its example yields, and whether its own line is among them."""

    row: str
    example: str
    line: str
    lines: tuple[str, ...]
    countered: tuple[str, ...]  # lines it wrongly yields for its counter-example

    @property
    def holds(self) -> bool:
        return self.line in self.lines and not self.countered


def prove(
    phrases: Sequence[Phrase], lexicon: Lexicon, tagger: Tagger, spoken: Spoken, most: int = 400
) -> Iterator[Proof]:
    """A Proof per row; examples are analysed in one batch."""
    bank = load_bank(lexicon.root)
    texts = list(dict.fromkeys(t for p in phrases for t in (p.row["example"], p.row["counter"]) if t))
    found = dict(zip(texts, steps_of(texts, lexicon, tagger), strict=True))
    for phrase in phrases:
        alone = Bank({letter: (phrase,) if letter in phrase.kinds else () for letter in bank.by_kind}, bank.tails)
        yield Proof(
            phrase.id,
            phrase.row["example"],
            phrase.row["line"],
            _lines(found.get(phrase.row["example"], ()), alone, lexicon, spoken)[:most],
            _lines(found.get(phrase.row["counter"], ()), alone, lexicon, spoken)[:3],
        )


def prove_merges(lexicon: Lexicon, tagger: Tagger, spoken: Spoken) -> Iterator[Proof]:
    """A Proof per row of `merges.tsv`: its example is two clauses whose neighbouring steps one line says."""
    bank = load_bank(lexicon.root)
    rows = read_rows(lexicon.root, "merges", MERGE_COLUMNS)
    found = steps_of([row["example"] for row in rows], lexicon, tagger)
    for row, merge, steps in zip(rows, load_merges(lexicon.root), found, strict=True):
        lines: list[str] = []
        for first, second in pairwise(steps):
            slots = [build_slots(s, lexicon, Contrast(), spoken) for s in (first, second)]
            edge = first.id in second.after
            lines += ["，".join(p.clauses) for p in merges(slots[0], slots[1], edge, (merge,), bank)]
        yield Proof(merge.id, row["example"], row["line"], tuple(dict.fromkeys(lines)), ())


def prove_topic_lines(lexicon: Lexicon, tagger: Tagger, spoken: Spoken) -> Iterator[Proof]:
    """A Proof per row of `condlines.tsv`: its example yields a couplet whose first line the row makes.

    The table gives no line, so the proof's line is the first one found, and 无 (which no proof yields) if there is none.
    """
    bank = load_bank(lexicon.root)
    rows = read_rows(lexicon.root, "condlines", COLUMNS)
    found = steps_of([row["example"] for row in rows], lexicon, tagger)
    for row, topic, steps in zip(rows, load_topic_lines(lexicon.root), found, strict=True):
        lines: list[str] = []
        for step in (part for s in steps for part in parts(s)):
            slots = build_slots(step, lexicon, Contrast(), spoken)
            plain = build_slots(act_only(step), lexicon, Contrast(), spoken)
            lines += ["，".join(p.clauses) for p in couplets(slots, plain, (topic,), bank)]
        yield Proof(topic.id, row["example"], lines[0] if lines else "无", tuple(dict.fromkeys(lines)), ())


def steps_of(texts: Sequence[str], lexicon: Lexicon, tagger: Tagger) -> list[tuple[Step, ...]]:
    """Steps of each text, every text a card of its own."""
    from mnemo.analysis import analyse_cards
    from mnemo.text.document import build_document

    cards: list[Card] = []
    owner: list[int] = []
    for i, text in enumerate(texts):
        for card in build_document(text, "例", "utf-8", kind="operation").cards:
            cards.append(card)
            owner.append(i)
    steps: list[list[Step]] = [[] for _ in texts]
    for i, analysis in zip(owner, analyse_cards(cards, lexicon, tagger), strict=True):
        steps[i] += analysis.steps
    return [tuple(s) for s in steps]


def _lines(steps: Sequence[Step], alone: Bank, lexicon: Lexicon, spoken: Spoken) -> tuple[str, ...]:
    found: list[str] = []
    for step in steps:
        for slots in _slots(step, lexicon, spoken):
            found += ["，".join(p.clauses) for p in phrasings(slots, alone)]
    return tuple(dict.fromkeys(found))


def _slots(step: Step, lexicon: Lexicon, spoken: Spoken) -> Iterator[Slots]:
    contrast = Contrast()
    for part in parts(step):
        yield build_slots(part, lexicon, contrast, spoken)
        if part.conditions:
            yield build_slots(act_only(part), lexicon, contrast, spoken)
