"""Compose, prove, rank (ring 4): the candidates of one card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from mnemo.compose import compose, compose_sequence
from mnemo.compose.units import Ban, End, Options
from mnemo.compress.fillers import load_fillers
from mnemo.drafting import Drafting, draft_units, sequence_items
from mnemo.forms import Form, resolve, typeset
from mnemo.judge import Judge, VerseLine, prepare
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Pronouncer
from mnemo.prosody.rhyme import MERGES, Ending, RhymeBook, ending, load_book
from mnemo.rank.ids import candidate_id, digest_of_card
from mnemo.rank.order import choose, interleave, total
from mnemo.settings import Settings
from mnemo.shopwords import OwnWords
from mnemo.speaking import speaker
from mnemo.types import (
    Analysis,
    Candidate,
    Card,
    CardResult,
    Draft,
    Finding,
    Judgement,
    Line,
    Phrasing,
    Scope,
    Step,
)

ROUNDS = 4
"""How often the search is run again without the lines the judge refused."""
LAST_TURNS = 3
"""Further searches without the steps whose lines the judge keeps refusing: better a verse that lists them as missing."""
ORDERLESS = ("risk", "duty")
"""Kinds of card whose items stand in no order unless they say so; in the others neighbours keep their places."""
CRITICAL_LINES = 8
"""Clauses of a critical-only cut: what a person takes in at one reading (design, targets)."""


class Maker:
    """Makes candidates; holds what all cards share."""

    def __init__(self, lexicon: Lexicon, pronouncer: Pronouncer, settings: Settings) -> None:
        self.lexicon = lexicon
        self.pronouncer = pronouncer
        self.settings = settings
        self.book = load_book(settings.book)
        self.other = load_book("shisanzhe" if settings.book != "shisanzhe" else "tongyun")
        self.forms = resolve(settings.forms)
        self.spoken = speaker(lexicon.root)
        self.own = OwnWords(settings.terms, lexicon)
        self._ends: dict[str, End] = {}

    def card(self, card: Card, analysis: Analysis) -> CardResult:
        """All candidates of `card`, ranked; findings where a form has no safe verse."""
        findings = [*card.findings, *analysis.findings]
        if not analysis.steps:
            findings.append(Finding("no-steps", f"“{card.title}”里没有找到可执行的步骤", "warning"))
            return CardResult(card, analysis, (), tuple(findings))
        judge = prepare(analysis.steps, self.lexicon)
        lengths = frozenset(n for form in self.forms for n in form.clauses)
        drafting = draft_units(
            self.own.steps(analysis.steps), self.lexicon, self.spoken, _screen(judge, self.own),
            lambda text: self.end(text).group, lengths,
        )  # fmt: skip
        drafting = replace(drafting, free=card.kind in ORDERLESS)
        digest = digest_of_card(card)
        families: list[list[Candidate]] = []
        banned: set[Ban] = set()
        for form in self.forms:
            found = self._form(form, drafting, judge, digest, banned)
            chosen = choose(found, self.settings.top)
            if chosen:
                families.append([replace(c, form_rank=i + 1) for i, c in enumerate(chosen)])
            elif form.kind == "metric":
                findings.append(Finding("no-safe-verse", f"写不出保险的{form.name}，请用其它体裁或照原文逐条宣读", "warning"))
        ranked = tuple(replace(c, rank=i + 1) for i, c in enumerate(interleave(families)))
        return CardResult(card, analysis, ranked, tuple(findings))

    def _form(self, form: Form, drafting: Drafting, judge: Judge, digest: str, banned: set[Ban]) -> list[Candidate]:
        if form.kind != "metric":
            drafts = compose_sequence(form, sequence_items(drafting, self.lexicon))
            return self._proved(form, drafts, drafting, judge, digest)[0]
        found: list[Candidate] = []
        for scope in self._scopes(drafting):
            found += self._metric(form, scope, drafting, judge, digest, banned)
        return found

    def _scopes(self, drafting: Drafting) -> tuple[Scope, ...]:
        wanted = self.settings.scope
        if wanted in ("full", "critical"):
            return (wanted,)
        if wanted == "oneline":
            return ()
        critical = sum(u.critical for u in drafting.units)
        return ("full", "critical") if 2 <= critical < len(drafting.units) else ("full",)

    def _critical_lines(self, scope: Scope, drafting: Drafting) -> int:
        """Clauses of a critical-only cut; a card with more critical steps than that gets as many as they take."""
        few = sum(u.critical for u in drafting.units) <= CRITICAL_LINES
        return CRITICAL_LINES if scope == "critical" and few else 0

    def _metric(
        self, form: Form, scope: Scope, drafting: Drafting, judge: Judge, digest: str, banned: set[Ban]
    ) -> list[Candidate]:
        """Search, prove, search again without what was refused; at the last without the steps that stay refused.

        `banned` grows from scope to scope and form to form: a line refused in one verse is seldom let pass in another,
        and finding that out again costs a search and its proofs each time.
        """
        passed: dict[str, Candidate] = {}
        units = drafting.units
        for turn in range(ROUNDS + LAST_TURNS):
            drafts = compose(form, units, self.end, self._options(scope, drafting, banned))
            good, refused = self._proved(form, drafts, drafting, judge, digest)
            passed.update((c.id, c) for c in good)
            if not drafts or not refused or len(passed) >= self.settings.top or (passed and turn >= ROUNDS - 1):
                break
            if turn >= ROUNDS - 1 or refused <= banned:
                unsayable = {s for steps, _ in refused for s in steps}
                units = tuple(u for u in units if not unsayable & set(u.steps))
            banned |= refused
        return list(passed.values())

    def _options(self, scope: Scope, drafting: Drafting, banned: set[Ban]) -> Options:
        openings, closings = load_fillers(self.lexicon.root)
        return Options(
            k=self.settings.top if scope == "full" else 2,
            scope=scope,
            max_lines=self.settings.max_lines or self._critical_lines(scope, drafting),
            banned=frozenset(banned),
            openings=openings,
            closings=closings,
            book=self.book.id,
            swaps=drafting.free,
        )

    def _proved(
        self, form: Form, drafts: Iterable[Draft], drafting: Drafting, judge: Judge, digest: str
    ) -> tuple[list[Candidate], set[Ban]]:
        """Candidates the judge lets pass, and the phrasings it refused in the others."""
        passed: list[Candidate] = []
        refused: set[Ban] = set()
        for draft in drafts:
            verse = tuple(VerseLine(n.text, _role(n), n.stanza, n.couplet, 0) for n in draft.lines)
            judgement = judge.judge(verse, form=form, ending=self.ending)
            if judgement.ok:
                passed.append(self._candidate(form, draft, judgement, drafting.steps, digest))
            else:
                refused |= _guilty(draft, judgement)
        return passed, refused

    def _candidate(
        self, form: Form, draft: Draft, judgement: Judgement, steps: Mapping[str, Step], digest: str
    ) -> Candidate:
        texts = [line.text for line in draft.lines]
        scores = dict(judgement.scores)
        aligned = {a.line: a.steps for a in judgement.alignment}
        lines = tuple(replace(line, steps=line.steps or aligned.get(i, ())) for i, line in enumerate(draft.lines))
        return Candidate(
            id=candidate_id(form.id, digest, texts),
            form=form.id,
            family=form.family,
            scope=draft.scope,
            book=self.book.id,
            text=typeset_draft(form, draft),
            lines=lines,
            readings=tuple(" ".join(s.pinyin for s in self.pronouncer.syllables(t)) for t in texts),
            rhymes=tuple(self._group(t) for t in texts),
            notes=notes(judgement, steps),
            missing=judgement.missing,
            scores=tuple(scores.items()),
            total=total(scores),
            findings=judgement.findings,
        )

    def _group(self, text: str) -> str:
        end = self.ending(text)
        return end.group if end else ""

    def ending(self, text: str) -> Ending | None:
        return ending(text, self.pronouncer, self.book)

    def end(self, text: str) -> End:
        """Line end for the search."""
        key = text[-3:]
        if key not in self._ends:
            self._ends[key] = _end(ending(key, self.pronouncer, self.book), self.other)
        return self._ends[key]


def _end(found: Ending | None, other: RhymeBook) -> End:
    if found is None or found.level == "neutral":
        return End("", found.char if found else "")
    return End(
        found.group, found.char, found.level == "ping", other.group_of(found.final),
        other.group_of(MERGES.get(found.final, found.final)),
    )  # fmt: skip


def _role(line: Line) -> Literal["step", "heading", "gloss"]:
    return "heading" if line.role == "heading" else "gloss" if line.role == "gloss" else "step"


def _screen(judge: Judge, own: OwnWords) -> Callable[[Phrasing], bool]:
    def accept(phrasing: Phrasing) -> bool:
        if any(map(own.says_standard, phrasing.clauses)):
            return False
        return not any(f.severity == "error" for f in judge.clause_errors(phrasing.clauses, phrasing.steps))

    return accept


def _guilty(draft: Draft, judgement: Judgement) -> set[Ban]:
    """Phrasings on whose lines an error stands; a two-line phrasing is guilty as a whole."""
    bad = {f.line for f in judgement.findings if f.severity == "error" and f.line is not None}
    guilty: set[Ban] = set()
    for number in bad:
        line = draft.lines[number]
        group = [n for n in draft.lines if n.steps == line.steps and n.stanza == line.stanza and n.trail == line.trail]
        guilty.add((line.steps, (line.text,)))
        guilty.add((line.steps, tuple(n.text for n in group)))
    return guilty


def notes(judgement: Judgement, steps: Mapping[str, Step]) -> tuple[str, ...]:
    """要点: critical limits the verse could not say, in the source's words."""
    dropped = {f.step for f in judgement.findings if f.rule == "limit-dropped"}
    wanted = [s for s in steps.values() if s.quantities and (s.id in dropped or s.id in judgement.missing)]
    return tuple(s.text for s in wanted)


def typeset_draft(form: Form, draft: Draft) -> str:
    """The verse as printed, stanza titles above their stanzas, glosses below the verse."""
    body = [n for n in draft.lines if n.role not in ("heading", "gloss")]
    titles = {n.stanza: n.text for n in draft.lines if n.role == "heading"}
    text = typeset(form, [n.text for n in body], [n.stanza for n in body], titles)
    return "\n".join([text, *(n.text for n in draft.lines if n.role == "gloss")])
