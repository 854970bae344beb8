"""Guard: a clause that names the occasion of a step says the step's own act (答非所问)."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.contrary import demands_the_same
from mnemo.judge.guard_polarity import judged
from mnemo.judge.match import LIGHT_KINDS, Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import Token
from mnemo.types import Finding

IDLE = LIGHT_KINDS | {"vice", "do", "cease", "fine", "away", "fail", "harm", "empty", "except", "narrow"}
"""Kinds of words that name no act of their own."""


EXPLAINED = 0.6
"""Mean credit from which a part explains a word."""


@guard("acts-kept")
def acts_kept(case: Case) -> Iterator[Finding]:
    """停机之后要跑步 says nothing of 停机后切断电源 but its occasion."""
    for clause, matches in enumerate(case.clauses):
        steps = case.steps(clause)
        if any(demands_the_same(case, clause, case.card.views[s]) for s in steps):
            continue  # 他人不许代摘
        if steps and (word := _foreign_ban(case, clause)):
            view = case.card.views[steps[0]]
            yield case.finding("invented", f"原文没有禁“{word}”，最近的是“{source_words(view)}”", clause, view)
            continue
        if not steps or any(judged(case, clause, case.card.views[s]).verb for s in steps):
            continue
        number = next((n for n, t in enumerate(matches.reading.tokens) if _acts(t) and not _state(case, clause, n) and not _explained(case, clause, n)), None)
        if number is None or not _only_occasion(case, clause):
            continue
        word, view = matches.reading.tokens[number].text, case.card.views[steps[0]]
        yield case.finding("invented", f"原文没有“{word}”这件事，原文是“{source_words(view)}”", clause, view)


def _state(case: Case, clause: int, number: int) -> bool:
    """没到位, 看不清: what is plainly denied is a state, no act."""
    reading = case.clauses[clause].reading
    index = reading.segment_of[number]
    segment = reading.segments[index] if index >= 0 else None
    unmet = segment is not None and segment.sign < 0 and not segment.ban
    return unmet or any(m.start() <= reading.tokens[number].start < m.end() for m in case.vocabulary.tables.cannot.finditer(reading.text))


def _foreign_ban(case: Case, clause: int) -> str:
    """货叉下面莫站人, where no step near has 站人: the words of a ban, if nothing of it is in the source."""
    reading = case.clauses[clause].reading
    for segment in reading.segments:
        if segment.sign > 0 or not segment.ban or segment.tail or segment.soft:
            continue
        numbers = [n for n in range(segment.first, segment.last) if reading.tokens[n].content]
        known = all(reading.tokens[n].known for n in numbers)
        if known and any(_acts(reading.tokens[n]) for n in numbers) and not any(_explained(case, clause, n) for n in numbers):
            return segment.text
    return ""


def _acts(token: Token) -> bool:
    """Whether a token names an act outright."""
    verb = bool(token.entries) and token.entries[0].kind == "verb"
    return token.content and verb and not token.kinds & IDLE


def _explained(case: Case, clause: int, number: int) -> bool:
    """Whether some step near the clause has this word, its kin, its opposite, or its 字 in a row."""
    matches = case.clauses[clause]
    token = matches.reading.tokens[number]
    if len(token.text) > 1 and any(number in hit.sure for hit in matches.hits.values()):
        return True
    own = (*case.near(clause), *case.aligned[clause].rivals)
    for step in dict.fromkeys(s + d for s in own for d in (0, -1, 1)):
        for part, hit in matches.of.get(step, {}).items():
            if number in hit.sure or number in hit.opposed:
                return True
            if len(token.text) > 1 and sum(hit.credit.get(at, 0.0) for at in range(token.start, token.end)) >= EXPLAINED * len(token.text):
                return True
            if all(c in _unsaid(matches, number, case.card.views[step].parts[part].text) for c in token.text):
                return True
    return False


def _unsaid(matches: Matches, number: int, text: str) -> str:
    """What a part holds besides the words that the clause says in full: 吸 is not the 吸 of 呼吸."""
    for other, token in enumerate(matches.reading.tokens):
        if other != number and token.content and len(token.text) > 1:
            text = text.replace(token.text, "，")
    return text


def _only_occasion(case: Case, clause: int) -> bool:
    """Whether all that the steps explain is their condition or stage, and something is demanded besides."""
    matches = case.clauses[clause]
    if not any(s.modal or s.order for s in matches.reading.segments) and len(matches.reading.segments) < 2:
        return False
    for step in case.steps(clause):
        view = case.card.views[step]
        for piece in case.row(clause, view):
            for part in piece.parts:
                if view.parts[part].kind in ("act", "hazard", "topic", "actor"):
                    return False
    return bool(matches.reading.segments)
