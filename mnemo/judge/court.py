"""The judge of one card: prepared once, asked for thousands of lines (判官)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice

from mnemo.forms.form import Form
from mnemo.judge import (
    guard_acts,
    guard_amounts,
    guard_condition,
    guard_content,
    guard_denial,
    guard_narrow,
    guard_order,
    guard_polarity,
    guard_sequence,
    guard_sound,
    guard_whole,
)
from mnemo.judge.align import ALIGNED, Alignment, align, align_one, doubt
from mnemo.judge.card import CardView, chained, view_card
from mnemo.judge.guard_sound import sound
from mnemo.judge.match import Matches, match
from mnemo.judge.registry import GUARDS, Case
from mnemo.judge.scores import scores
from mnemo.judge.segments import Reading
from mnemo.judge.signs import read_clause
from mnemo.judge.tables import load_tables
from mnemo.judge.verse import VerseLine
from mnemo.judge.words import Vocabulary
from mnemo.lexicon.concepts import Lexicon
from mnemo.prosody.rhyme import Ending
from mnemo.types import Aligned, Finding, Judgement, Step

RULES = (guard_polarity, guard_acts, guard_condition, guard_denial, guard_narrow, guard_order, guard_sequence, guard_amounts, guard_content, guard_whole, guard_sound)
SCREEN = ("polarity-kept", "denials-licensed", "states-kept", "potentials-kept", "condition-kept", "bans-stay-narrow", "bans-keep-parts", "lines-whole", "signs-kept", "order-kept", "order-inside-kept", "sequence-kept", "amounts-kept", "places-kept", "side-kept", "objects-kept", "actor-kept", "names-kept", "acts-kept", "nothing-foreign")
"""Guards that make sense for one or two clauses."""
_VOCABULARIES: dict[int, tuple[Lexicon, Vocabulary]] = {}


def prepare(steps: Sequence[Step], lexicon: Lexicon) -> Judge:
    """A judge for verses about `steps`."""
    return Judge(tuple(steps), _vocabulary(_Same(lexicon)))


class _Same:
    """Hashes a lexicon by identity, so that its vocabulary is built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon


@lru_cache(maxsize=4)
def _vocabulary(same: _Same) -> Vocabulary:
    return Vocabulary(same.lexicon, load_tables(same.lexicon.root))


class Judge:
    """Judges verses against the steps of one card; remembers the clauses it has read."""

    def __init__(self, steps: tuple[Step, ...], vocabulary: Vocabulary) -> None:
        self.steps = steps = chained(steps)
        self.vocabulary = vocabulary
        self.card: CardView = view_card(steps, vocabulary)
        self._matches: dict[str, Matches] = {}
        self._near: dict[tuple[str, tuple[int, ...]], Matches] = {}
        self._readings: dict[str, Reading] = {}
        self._parts: dict[tuple[int, ...], CardView] = {}

    def judge(
        self,
        lines: Sequence[VerseLine],
        *,
        form: Form | None = None,
        ending: Callable[[str], Ending | None] | None = None,
        book: str = "tongyun",
    ) -> Judgement:
        """Findings, alignment, what is missing, and scores of a verse."""
        at = [i for i, n in enumerate(lines) if n.role == "step"]
        clauses = [self._match(lines[i].text) for i in at]
        headings = [(n.stanza, self._match(n.text)) for n in lines if n.role == "heading"]
        aligned = align(clauses, self.card, [self._under(lines[i], headings) for i in at], _partners(lines, at))
        doubt(clauses, aligned, self.card)
        self._adopt(lines, at, clauses, aligned)
        case = Case(self.card, self.vocabulary, lines, at, clauses, aligned, headings)
        findings = [f for check in GUARDS.values() for f in check(case)]
        if form is not None:
            findings.extend(sound(lines, form, ending))
        findings.sort(key=lambda f: (f.line is None, f.line or 0, f.severity, f.rule, f.step))
        said = frozenset(s for a in aligned for s in a.steps)
        return Judgement(
            tuple(dict.fromkeys(findings)),
            tuple(Aligned(at[i], tuple(self.steps[s].id for s in a.steps)) for i, a in enumerate(aligned) if a.steps),
            tuple(v.step.id for v in self.card.views if v.number not in said),
            scores(lines, self.card, said, self.vocabulary, ending, book),
        )

    def clause_errors(self, clauses: Sequence[str], step_ids: Sequence[str]) -> tuple[Finding, ...]:
        """The first error of one or two adjacent clauses that claim to say `step_ids`, judged as a verse of its own; () if there is none."""
        wanted = tuple(self.card.by_id[s] for s in step_ids if s in self.card.by_id)
        if wanted not in self._parts:
            self._parts[wanted] = self.card.only(wanted)
        card = self._parts[wanted]
        near = [self._match_part(text, wanted, card) for text in clauses]
        if wanted and all(m.cover(wanted) >= ALIGNED for m in near) and not self._screen(clauses, near, card, wanted):
            return ()
        return self._screen(clauses, [self._match(text) for text in clauses], self.card, wanted)

    def _screen(
        self, clauses: Sequence[str], matches: Sequence[Matches], card: CardView, wanted: tuple[int, ...]
    ) -> tuple[Finding, ...]:
        lines = [VerseLine(text) for text in clauses]
        aligned = [self._claimed(m, wanted) for m in matches]
        self._adopt(lines, range(len(lines)), matches, aligned)
        case = Case(card, self.vocabulary, lines, range(len(lines)), matches, aligned, alone=True)
        found = (f for name in SCREEN for f in GUARDS[name](case) if f.severity == "error")
        return tuple(islice(found, 1))

    def _claimed(self, matches: Matches, wanted: tuple[int, ...]) -> Alignment:
        """The claimed steps if they explain the clause, else whatever does."""
        touched = tuple(s for s in wanted if s in matches.best and matches.score(s) > 0)
        share = matches.cover(touched)
        if touched and share >= ALIGNED:
            return Alignment(touched, share=share)
        return align_one(matches, self.card)

    def _match_part(self, text: str, wanted: tuple[int, ...], card: CardView) -> Matches:
        if (found := self._near.get((text, wanted))) is None:
            found = self._near[text, wanted] = match(self._read(text), card, self.vocabulary)
        return found

    def _match(self, text: str) -> Matches:
        if (found := self._matches.get(text)) is None:
            found = self._matches[text] = match(self._read(text), self.card, self.vocabulary)
        return found

    def _read(self, text: str) -> Reading:
        if (found := self._readings.get(text)) is None:
            found = self._readings[text] = read_clause(text, self.vocabulary)
        return found

    def _under(self, line: VerseLine, headings: Sequence[tuple[int, Matches]]) -> frozenset[int]:
        """Steps that the heading of the line's stanza names."""
        return frozenset(
            step for stanza, m in headings if stanza == line.stanza for (step, _), hit in m.hits.items()
            if hit.sure or sum(c >= 0.7 for c in hit.credit.values()) >= 2
        )  # fmt: skip

    def _adopt(self, lines: Sequence[VerseLine], at: Sequence[int], clauses: Sequence[Matches], aligned: list[Alignment]) -> None:
        """A clause no step explains by itself goes with its neighbours if they explain some of it."""
        before = [a.steps for a in aligned]
        for i, own in enumerate(aligned):
            if own.steps:
                continue
            near = {
                s for j in (i - 1, i + 1) if 0 <= j < len(before) and lines[at[i]].stanza == lines[at[j]].stanza
                for s in before[j]
            }  # fmt: skip
            for steps, least in ((near, ADOPTED), ({s + d for s in near for d in (-1, 1)}, NEXT)):
                fitting = sorted((s for s in steps if s in clauses[i].best), key=lambda s: (-clauses[i].score(s), s))
                if fitting and clauses[i].cover(tuple(fitting[:1])) >= least:
                    aligned[i] = Alignment(tuple(fitting[:1]), share=clauses[i].cover(tuple(fitting[:1])))
                    break


def _partners(lines: Sequence[VerseLine], at: Sequence[int]) -> list[list[int]]:
    """For each clause the other clauses of its couplet that touch it."""
    return [
        [j for j in (i - 1, i + 1) if 0 <= j < len(at) and lines[at[j]].couplet == lines[at[i]].couplet] for i in range(len(at))
    ]


ADOPTED, NEXT = 0.24, 0.4
"""Share of a clause that a step its neighbours say, or the one beside it in the source, must explain to be taken for it."""
