"""Guards: nothing invented, no object exchanged, no actor swapped, nothing vital left out."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.match import Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import Token
from mnemo.lexicon.concepts import Noun
from mnemo.types import Finding

SAID = 0.6
"""Mean credit from which a word counts as the source's."""
LIVE_FILLER = 0.6
"""Share of a clause that must be words of praise for it to pass as an opening or closing."""


@guard("nothing-foreign")
def nothing_foreign(case: Case) -> Iterator[Finding]:
    """Every clause says a step, or is praise without a directive."""
    for clause, matches in enumerate(case.clauses):
        if case.steps(clause) or not matches.reading.text.strip():
            continue
        if _filler(matches):
            yield case.finding("unaligned-filler", "这一句没有说任何步骤，可以去掉", clause, None, "warning")
        else:
            yield case.finding("invented", f"原文里找不到“{matches.reading.text}”说的事，请删去或改成原文有的步骤", clause)


def _filler(matches: Matches) -> bool:
    """Praise, without number; what little is left besides is no known act."""
    reading = matches.reading
    if reading.numbers:
        return False
    size = {True: 0, False: 0}
    for token in reading.tokens:
        if token.content:
            praise = "filler" in token.kinds and ("vice" not in token.kinds or reading.ops & {"neg", "modal"})
            size[bool(praise)] += len(token.text)
        elif "filler" in token.kinds:
            size[True] += len(token.text)
    whole = size[True] + size[False]
    return whole == 0 or size[True] >= LIVE_FILLER * whole


@guard("objects-kept")
def objects_kept(case: Case) -> Iterator[Finding]:
    """No thing is exchanged for another of its kind, none is brought in."""
    for clause, matches in enumerate(case.clauses):
        if not case.steps(clause):
            continue
        for token in matches.reading.tokens:
            noun = _thing(case, token)
            if noun is None or _licensed(case, clause, token):
                continue
            replaced = _replaced(case, clause, token, noun)
            if replaced:
                view, original = replaced
                message = f"原文说的是“{original}”，这里成了“{token.text}”：{source_words(view)}"
                yield case.finding("object-replaced", message, clause, view)
            elif token.text not in case.card.text:
                yield case.finding("invented", f"原文里没有“{token.text}”", clause, None, "warning")


def _thing(case: Case, token: Token) -> Noun | None:
    """The noun a token names, if it is one that can be exchanged for another."""
    if len(token.text) < 2 or not token.content or token.kinds & {"generic", "filler", "guard", "risk", "plain"}:
        return None
    if not token.entries or token.entries[0].kind != "noun":
        return None
    noun = case.vocabulary.lexicon.nouns[token.entries[0].id]
    return noun if not case.vocabulary.lexicon.is_a(noun.cls, "state") and noun.cls not in ("work", "time", "measure") else None


def _licensed(case: Case, clause: int, token: Token) -> bool:
    """Whether the word is said by the clause's steps or those around it."""
    matches = case.clauses[clause]
    span = range(token.start, token.end)
    for step in case.near(clause):
        best = matches.best.get(step)
        if best and sum(best[at] for at in span) / len(span) >= SAID:
            hits = [h for (s, _), h in matches.hits.items() if s == step]
            number = matches.reading.tokens.index(token)
            if any(number in h.sure for h in hits) or all(best[at] >= SAID for at in span):
                return True
    return False


def _replaced(case: Case, clause: int, token: Token, noun: Noun) -> tuple[StepView, str] | None:
    """The step and its word in whose place this one of the same kind stands."""
    text = case.text(clause)
    lexicon = case.vocabulary.lexicon
    for step in case.steps(clause):
        view = case.card.views[step]
        for part in view.parts:
            if part.kind not in ("act", "condition", "hazard", "topic"):
                continue
            for other in case.vocabulary.tokens(part.text):
                if len(other.text) < 2 or not other.entries or other.entries[0].kind != "noun":
                    continue
                their = lexicon.nouns[other.entries[0].id]
                if their.id == noun.id or lexicon.wider(their.id, noun.id) or lexicon.wider(noun.id, their.id):
                    continue
                if _same_kind(case, noun, their) and not _named(case.clauses[clause], view, other, text):
                    return view, other.text
    return None


def _same_kind(case: Case, a: Noun, b: Noun) -> bool:
    if a.cls == b.cls or (a.parent and a.parent == b.parent):
        return True
    parent = case.vocabulary.lexicon.class_parent
    return parent.get(a.cls, "") == b.cls != "thing" or parent.get(b.cls, "") == a.cls != "thing"


def _named(matches: Matches, view: StepView, other: Token, text: str) -> bool:
    """Whether the clause names the step's own thing too, in full or short."""
    if other.text in text:
        return True
    head = other.text[-1]
    return any(c in text for c in other.text[:-1]) and head in text


@guard("actor-kept")
def actor_kept(case: Case) -> Iterator[Finding]:
    """Who must do it stays who must do it."""
    lexicon = case.vocabulary.lexicon
    actors = {v.step.actor for v in case.card.views if v.step.actor}
    for clause, matches in enumerate(case.clauses):
        for step in case.steps(clause)[:1]:
            view = case.card.views[step]
            if not view.step.actor or view.step.actor in matches.reading.text:
                continue
            for token in matches.reading.tokens:
                if not token.entries or token.entries[0].kind != "noun" or len(token.text) < 2:
                    continue
                if not lexicon.is_a(lexicon.nouns[token.entries[0].id].cls, "person") or _licensed(case, clause, token):
                    continue
                if any(token.text in a for a in actors) or lexicon.noun(view.step.actor):
                    message = f"原文由“{view.step.actor}”来做，这里成了“{token.text}”"
                    yield case.finding("actor-swapped", message, clause, view)
                    break


@guard("critical-said")
def critical_said(case: Case) -> Iterator[Finding]:
    """No step on which a life hangs is left out in silence."""
    if case.alone:
        return
    said = {s for a in case.aligned for s in a.steps}
    for view in case.card.views:
        if view.step.critical and view.number not in said:
            yield Finding("missing-critical", f"没有说到要紧的一步：{source_words(view)}", "warning", None, view.step.id, view.step.spans)
