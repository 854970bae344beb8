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


@guard("bans-keep-parts")
def bans_keep_parts(case: Case) -> Iterator[Finding]:
    """不得把铅酸充电机给锂电池使用 does not become 莫用锂电池, nor 酸与碱不得同库 碱不同库, nor 不准敲打桶盖 莫敲打."""
    for clause, matches in enumerate(case.clauses):
        for step in case.steps(clause):
            view = case.card.views[step]
            if not view.forbids or view.step.kind == "limit" or (clause, step) in case.faults or (clause, step) in case.excused:
                continue
            found = judged(case, clause, view)
            if found.fault or not found.act or not (matches.reading.denied or matches.reading.verdict):
                continue
            if _rival_says(case, clause, step):
                continue
            lost = next((n for n in view.needed if not _kept(case, clause, view, n)), "") or _other_kind(case, clause, view)
            if lost:
                yield case.finding("object-widened", f"原文的禁令限于“{lost}”，这里丢了：{source_words(view)}", clause, view)
                break
            if _bare_verb(case, clause, view):
                yield case.finding("object-widened", f"没说出禁的是什么：{source_words(view)}", clause, view)
                break


def _rival_says(case: Case, clause: int, step: int) -> bool:
    """Whether the clause says another ban as well, one that has no such limits."""
    for other in (*case.steps(clause), *case.aligned[clause].rivals):
        view = case.card.views[other]
        if other != step and view.forbids and not view.needed and judged(case, clause, view).verb and not judged(case, clause, view).fault:
            return True
    return False


def _around(case: Case, clause: int, view: StepView) -> list[int]:
    """The clause, its couplet, and the clauses beside it that say the same step."""
    near = [c for c in (clause - 2, clause - 1, clause, clause + 1) if case.together(clause, c)]
    return [c for c in near if case.line(c).couplet == case.line(clause).couplet or view.number in case.steps(c)]


def _kept(case: Case, clause: int, view: StepView, wording: str) -> bool:
    """Whether some word of a wording is said around the clause, or its heading says it."""
    kinds = case.vocabulary.tables.kinds
    tokens = [t for t in case.vocabulary.tokens(wording) if t.content and "generic" not in t.kinds] or list(case.vocabulary.tokens(wording))
    whole = {c for t in tokens for c in t.text}
    chars = {c for c in whole if view.step.text.count(c) == wording.count(c)} or whole  # 电 of 铅酸充电机 is in 锂电池 too
    names = {e.id for t in tokens for e in t.entries}
    texts = [case.clauses[c].reading for c in _around(case, clause, view)]
    texts += [h.reading for stanza, h in case.headings if stanza == case.line(clause).stanza]
    for reading in texts:
        for token in reading.tokens:
            if chars & set(token.text) or names & {e.id for e in token.entries}:
                return True
            meant = case.vocabulary.tables.names.get(token.text, ())
            if any(m in wording or wording in m or m in view.step.text for m in meant):
                return True
            if "alone" in kinds.get(wording, ()) and "alone" in token.kinds:
                return True
    return False


def _other_kind(case: Case, clause: int, view: StepView) -> str:
    """库内叉车不许用 for 内燃叉车, where the card lets another kind of 叉车 in: what tells the forbidden kind."""
    text = "".join(case.text(c) for c in _around(case, clause, view))
    for thing in (o for a in view.step.acts for o in a.objects):
        noun = case.vocabulary.lexicon.head_noun(thing[1:]) if len(thing) > 2 else None
        if noun is None or "的" in thing:
            continue
        head = thing[1:][noun[1] :]
        mark = thing[: -len(head)]
        own = {c for c in mark if view.step.text.count(c) == thing.count(c)} or set(mark)
        if len(head) < 2 or len(mark) < 2 or head not in text or own & set(text):
            continue
        excepted = any(head in c.text for c in view.step.conditions if c.role == "exception")
        if excepted or any(_names_other(case, v, head, mark) for v in case.card.views if not v.forbids):
            return mark
    return ""


def _names_other(case: Case, view: StepView, head: str, mark: str) -> bool:
    """Whether a step demands something of another kind of the thing."""
    for token in case.vocabulary.tokens(view.step.text):
        other = token.text[: -len(head)]
        if token.known and token.text.endswith(head) and other and not set(other) & set(mark) and token.entries[0].kind == "noun":
            return True
    return False


def _bare_verb(case: Case, clause: int, view: StepView) -> bool:
    """莫要敲打 for 不准用铁棍敲打桶盖: nothing but the verb is left of a ban on doing it to something or with something."""
    matches = case.clauses[clause]
    tokens = [t for t in matches.reading.tokens if t.content and "do" not in t.kinds]
    act = next((view.parts[n] for n in view.of("act") if any(n in p.verbs for p in case.row(clause, view))), None)
    if len(matches.reading.text) < 4 or len(tokens) != 1 or not tokens[0].entries or tokens[0].entries[0].kind != "verb" or act is None or len(view.of("act")) > 1 or view.of("condition") or len(act.text) < len(act.verb) + 3:
        return False
    lexicon = case.vocabulary.lexicon
    things = [n for o in view.step.acts[0].objects if (n := lexicon.head_noun(o))]
    if not things or any(lexicon.is_a(n.cls, "place") or n.cls == "person" for n, _ in things):
        return False
    rest = set(act.text.replace(act.verb, ""))
    return not any(rest & set(case.text(c)) for c in range(max(0, clause - 3), min(len(case.clauses), clause + 2)) if c != clause and case.together(clause, c))


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
