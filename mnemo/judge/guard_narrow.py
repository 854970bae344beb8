"""Guard: a ban stays as narrow as the source draws it (限定语)."""

from __future__ import annotations

from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.guard_polarity import judged
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import DENIALS, Token
from mnemo.types import Finding

EMPTY = frozenset("的制用式型类于在了着")


@guard("bans-stay-narrow")
def bans_stay_narrow(case: Case) -> Iterator[Finding]:
    """不准用铝制工具 does not become 不准用工具, nor 非防爆工具不得使用 防爆工具不得使用."""
    for clause, matches in enumerate(case.clauses):
        for step in case.steps(clause):
            view = case.card.views[step]
            if not view.forbids or view.step.kind == "limit" or not view.narrowed:
                continue
            found = judged(case, clause, view)
            denied = matches.reading.denied or bool(matches.reading.verdict)
            if found.fault or not found.act or not denied or (clause, step) in case.faults:
                continue
            if rule := _widened(case, clause, view):
                what = "、".join(mark + head for mark, head, _ in view.narrowed)
                yield case.finding(rule, f"原文只禁“{what}”，这里把限定的词丢了：{source_words(view)}", clause, view)
                break


def _widened(case: Case, clause: int, view: StepView) -> str:
    """The rule that is broken, "" if none: the thing stands without what narrows it, or the ban without the thing."""
    around = [c for c in (clause, clause - 1, clause + 1) if case.together(clause, c)]
    near = "".join(case.text(c) for c in around)
    near += "".join(h.reading.text for stanza, h in case.headings if stanza == case.line(clause).stanza)
    found = ""
    for mark, head, whole in view.narrowed:
        bare = mark.strip(DENIALS)
        telling = [c for c in (bare or head) if c not in EMPTY]
        number = _head(case, clause, head)
        if bare and any(c in near for c in telling):
            if mark != bare and bare in near and not _denied(near, bare):
                return "polarity-flipped"
            return ""
        if mark != bare and any(c in near for c in DENIALS) and head in near and not bare:
            return ""
        if number is not None:
            found = found or ("object-widened" if _bare(case, clause, number) else "")
        elif whole and judged(case, clause, view).verb and len(near) < 8 and _nothing_else(case, clause, view):
            found = found or "object-widened"
        else:
            return ""  # said in words of its own
    return found


def _head(case: Case, clause: int, head: str) -> int | None:
    """The token that names the thing by its general name."""
    noun = case.vocabulary.lexicon.noun(head)
    wider = case.vocabulary.lexicon.wider
    for number, token in enumerate(case.clauses[clause].reading.tokens):
        if not token.content:
            continue
        kin = noun and any(e.kind == "noun" and (e.id == noun.id or (len(token.text) > 1 and wider(noun.id, e.id))) for e in token.entries)
        if token.text == head or kin:
            return number
    return None


def _bare(case: Case, clause: int, number: int) -> bool:
    """Whether nothing stands before the name that could narrow it in other words (坏吊具, 烂手套)."""
    tokens = case.clauses[clause].reading.tokens
    return not any(_may_narrow(t) for t in tokens[:number])


def _may_narrow(token: Token) -> bool:
    verb = bool(token.entries) and token.entries[0].kind == "verb"
    return token.content and not verb and not token.kinds & {"do", "generic"}


def _nothing_else(case: Case, clause: int, view: StepView) -> bool:
    """Whether the clause holds nothing besides the act and its place."""
    return all(not p.loose for p in case.row(clause, view))


def _denied(text: str, bare: str) -> bool:
    """Whether the narrowing word is denied as in the source: 不防爆, 没有合格证, 防爆的不是."""
    at = min((text.find(c) for c in bare if c in text), default=-1)
    front = text[:at]
    return any(c in front for c in (*DENIALS, "坏", "差", "失", "欠", "外")) or any(w in text for w in ("不合格", "不行"))
