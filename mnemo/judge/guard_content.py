"""Guards: nothing invented, no object exchanged, no actor swapped, nothing vital left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mnemo.judge.card import StepView
from mnemo.judge.claims import SHORT
from mnemo.judge.match import Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import DENIALS, Token
from mnemo.lexicon.concepts import Noun
from mnemo.types import Finding

SUFFIXES = "子门头部键处面儿"
"""Last 字 of a name that adds nothing to it."""
MOSTLY = 0.5
"""Share of a clause from which an unknown name in it is taken for another wording, if it shares a 字."""
LIVE_FILLER = 0.6
"""Share of a clause that must be words of praise for it to pass as an opening or closing."""


@guard("nothing-foreign")
def nothing_foreign(case: Case) -> Iterator[Finding]:
    """Every clause says a step, or is praise without a directive."""
    for clause, matches in enumerate(case.clauses):
        if case.steps(clause) or matches.reading.verdict or not matches.reading.text.strip():
            continue
        if _filler(matches) or _echo(case, clause):
            yield case.finding("unaligned-filler", "这一句没有说任何步骤，可以去掉", clause, None, "warning")
        else:
            yield case.finding("invented", f"原文里找不到“{matches.reading.text}”说的事，请删去或改成原文有的步骤", clause)


def _echo(case: Case, clause: int) -> bool:
    """A half line without any known word beside one that says a step (慢慢揭)."""
    reading = case.clauses[clause].reading
    if any("vice" in t.kinds for t in reading.tokens) and not reading.ops & {"neg", "modal"}:
        return False
    if len(reading.text) > SHORT or reading.numbers or any(t.entries and t.content and len(t.text) > 1 for t in reading.tokens):
        return False
    couplet = case.line(clause).couplet
    return any(case.steps(c) and case.line(c).couplet == couplet for c in (clause - 1, clause + 1) if case.together(clause, c))


def _filler(matches: Matches) -> bool:
    """Praise, without number; what little is left besides is no known act."""
    reading = matches.reading
    if reading.numbers:
        return False
    size = {True: 0, False: 0}
    for token in reading.tokens:
        if token.content:
            praise = bool(reading.ops & {"neg", "modal"}) if "vice" in token.kinds else "filler" in token.kinds
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
        for number, token in enumerate(matches.reading.tokens):
            noun = _thing(case, token)
            if noun is None or _named_by(case, clause, number, (*case.steps(clause), *case.aligned[clause].rivals)):
                continue
            if any(len(t.text) > 1 and t.text in token.text for s in case.steps(clause) for t in case.vocabulary.tokens(case.card.views[s].step.text) if t.known):
                continue  # 照明灯 for 照明, 口中异物 for 异物
            replaced = _replaced(case, clause, token, noun)
            if replaced is None and any(set(token.text) <= set(case.card.views[s].text) for s in case.steps(clause)):
                continue
            if replaced and not (_named_by(case, clause, number, case.near(clause)) and replaced[1][-1] != token.text[-1]):
                view, original = replaced
                message = f"原文说的是“{original}”，这里成了“{token.text}”：{source_words(view)}"
                yield case.finding("object-replaced", message, clause, view)
            elif not _named_by(case, clause, number, range(len(case.card.views))):
                kin = any(c in case.card.views[s].text for s in case.near(clause) for c in token.text) and _mostly(matches) >= MOSTLY
                kin = kin or any(token.text[-1] in case.card.views[s].text for s in case.steps(clause)) or noun.cls == "body"
                yield case.finding("invented", f"原文里没有“{token.text}”", clause, None, "warning" if kin else "error")


def _mostly(matches: Matches) -> float:
    """Share of the clause that one step explains."""
    return max((matches.cover((s,)) for s in matches.best), default=0.0)


def _thing(case: Case, token: Token) -> Noun | None:
    """The noun a token names, if it is a thing or a substance that can be exchanged for another."""
    if len(token.text) < 2 or not token.content or token.kinds & {"generic", "filler", "guard", "risk", "plain"}:
        return None
    if not token.entries or token.entries[0].kind != "noun":
        return None
    lexicon = case.vocabulary.lexicon
    noun = lexicon.nouns[token.entries[0].id]
    return noun if lexicon.is_a(noun.cls, "thing") or lexicon.is_a(noun.cls, "substance") else None


def _named_by(case: Case, clause: int, number: int, steps: Iterable[int]) -> bool:
    """Whether one of `steps` names this thing: the same concept or a narrower one, an everyday name, the word itself."""
    matches = case.clauses[clause]
    token = matches.reading.tokens[number]
    wider = case.vocabulary.lexicon.wider
    for step in steps:
        view = case.card.views[step]
        if token.text in view.text:
            return True
        if token.text[-1] in SUFFIXES and token.text[:-1] in view.text:
            return True
        if any(wider(concept, e.id) for e in token.entries for concept in view.concepts):
            return True
        if any(number in hit.named for hit in matches.of.get(step, {}).values()):
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
                if lexicon.wider(their.id, noun.id) or lexicon.wider(noun.id, their.id) or _shortened(token.text, other.text):
                    continue
                if _same_kind(case, noun, their) and not _still_named(other, text.replace(token.text, "，")):
                    return view, other.text
    return None


def _shortened(text: str, full: str) -> bool:
    """靴子 for 绝缘靴, 总阀门 for 燃气总阀."""
    rest = iter(full)
    return all(c in rest for c in text) or full in text or (len(text) > 1 and text[:-1] in full and text[-1] in SUFFIXES)


def _same_kind(case: Case, a: Noun, b: Noun) -> bool:
    if a.cls == b.cls or (a.parent and a.parent == b.parent):
        return True
    parent = case.vocabulary.lexicon.class_parent
    return parent.get(a.cls, "") == b.cls != "thing" or parent.get(b.cls, "") == a.cls != "thing"


def _still_named(other: Token, text: str) -> bool:
    """Whether the rest of the clause names the step's own thing, in full or short."""
    return other.text in text or (other.text[-1] in text and any(c in text for c in other.text[:-1]))


@guard("names-kept")
def names_kept(case: Case) -> Iterator[Finding]:
    """断水源 is not 断电源: a name keeps what tells it from its kin, if its head stays."""
    for clause, matches in enumerate(case.clauses):
        steps = case.steps(clause)
        texts = "".join(case.card.views[s].text for s in (*case.near(clause), *case.aligned[clause].rivals))
        for number, token in enumerate(matches.reading.tokens) if steps else ():
            mixed = next((o for o in case.vocabulary.tables.others.get(token.text, ()) if o in texts), "")
            if mixed and token.text not in case.card.text and mixed not in matches.reading.text:
                view = case.card.views[steps[0]]
                yield case.finding("object-replaced", f"原文说的是“{mixed}”，这里成了“{token.text}”：{source_words(view)}", clause, view)
                break
            if len(token.text) < 2 or not token.content or not token.entries or token.kinds & PASSING or token.text in case.card.text:
                continue
            if token.text in case.vocabulary.tables.places:
                continue
            noun = token.entries[0].kind == "noun"
            if (not noun and any(c in texts for c in token.text[1:])) or (noun and any(number in hit.sure for hit in matches.hits.values())):
                continue
            if any(number in hit.opposed for hit in matches.hits.values()):
                continue
            other = _cousin(case, clause, token, texts) if noun else _sister(case, clause, number)
            if other:
                view = case.card.views[steps[0]]
                message = f"原文说的是“{other}”，这里成了“{token.text}”：{source_words(view)}"
                yield case.finding("object-replaced", message, clause, view)
                break


PASSING = frozenset({"generic", "filler", "guard", "risk", "plain", "vice", "harm", "fail", "such", "do"})


def _cousin(case: Case, clause: int, token: Token, texts: str) -> str:
    """A name of the step with the same last 字 and another first one, which the clause does not say besides."""
    head, mark = token.text[-1], token.text[:-1]
    lexicon = case.vocabulary.lexicon
    if head in SUFFIXES or any(c in texts for c in mark) or lexicon.nouns[token.entries[0].id].cls in ("person", "time"):
        return ""
    rest = case.text(clause).replace(token.text, "，")
    for step in case.steps(clause):
        for found in re.finditer(f"[^，；、。的]{head}", case.card.views[step].step.text):
            if not any(c in rest for c in found[0][:-1]):
                return found[0]
    return ""


def _sister(case: Case, clause: int, number: int) -> str:
    """The act of a step in whose place another of its kind stands: 断水 for 断电."""
    matches = case.clauses[clause]
    token = matches.reading.tokens[number]
    parents = case.vocabulary.parents
    mine = {parents.get(e.id) for e in token.entries if e.kind == "verb"} - {None, ""}
    for step in case.steps(clause):
        view = case.card.views[step]
        for part in view.of("act"):
            hit = matches.of.get(step, {}).get(part)
            verb = view.parts[part].verb
            if hit is None or token.text[0] not in verb + view.parts[part].text:
                continue
            if view.step.object and _substance(case, token.text[1:]) and any(verb == t.text and {e.id for e in t.entries} & mine for t in case.vocabulary.tokens(verb)):
                return verb + view.step.object  # 断水 holds an object of its own
            if hit.sure:
                continue
            for other in case.vocabulary.tokens(view.parts[part].text):
                if len(other.text) > 1 and any(e.kind == "verb" and parents.get(e.id) in mine for e in other.entries):
                    return other.text
    return ""


def _substance(case: Case, text: str) -> bool:
    noun = case.vocabulary.lexicon.noun(text)
    return noun is not None and case.vocabulary.lexicon.is_a(noun.cls, "substance")


@guard("actor-kept")
def actor_kept(case: Case) -> Iterator[Finding]:
    """Who must do it stays who must do it."""
    lexicon = case.vocabulary.lexicon
    actors = {v.step.actor for v in case.card.views if v.step.actor}
    for clause, matches in enumerate(case.clauses):
        for step in case.steps(clause)[:1]:
            view = case.card.views[step]
            if _insider(case, clause, view):
                yield case.finding("actor-swapped", f"原文说的是“{view.step.actor}”，这里丢了“非”：{source_words(view)}", clause, view)
                break
            if not view.step.actor or view.step.actor in matches.reading.text:
                continue
            for token in matches.reading.tokens:
                if not token.entries or token.entries[0].kind != "noun" or len(token.text) < 2:
                    continue
                if not lexicon.is_a(lexicon.nouns[token.entries[0].id].cls, "person") or _named_by(case, clause, matches.reading.tokens.index(token), case.near(clause)):
                    continue
                if "other" in token.kinds and case.together(clause, clause + 1) and (case.clauses[clause + 1].reading.denied or case.clauses[clause + 1].reading.verdict):
                    continue  # 他人摘，不准许
                if any(token.text in a for a in actors) or lexicon.noun(view.step.actor):
                    message = f"原文由“{view.step.actor}”来做，这里成了“{token.text}”"
                    yield case.finding("actor-swapped", message, clause, view)
                    break


def _insider(case: Case, clause: int, view: StepView) -> bool:
    """转运人员 for 非转运人员: the persons that the step means by what they are not, without the denial."""
    lost = next((view.parts[n].denied for n in view.of("actor") if view.parts[n].denied), "")
    text = case.text(clause)
    at = text.find(lost[:2]) if len(lost) > 2 else -1
    ends_well = at >= 0 and lost[-1] in text[at + 2 : at + 4] + ("人" if "员" in text[at + 2 : at + 4] else "")
    return ends_well and not any(c in text[:at] for c in DENIALS)


@guard("critical-said")
def critical_said(case: Case) -> Iterator[Finding]:
    """No step on which a life hangs is left out in silence."""
    if case.alone:
        return
    said = {s for a in case.aligned for s in a.steps}
    for view in case.card.views:
        if view.step.critical and view.number not in said:
            yield Finding("missing-critical", f"没有说到要紧的一步：{source_words(view)}", "warning", None, view.step.id, view.step.spans)
