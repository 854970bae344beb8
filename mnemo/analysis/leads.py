"""Lead-ins, headings and labels: what they push onto the items below (引语)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.analysis.clauses import Clause
from mnemo.analysis.conditions import structure
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.reading import read_clause
from mnemo.analysis.tokens import Run, Token, join
from mnemo.analysis.words import MODALS
from mnemo.types import Condition, ConditionRole, ConditionScope, MappedText


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a lead-in says for its items: a condition, an actor, a ban or permission with or without its act."""

    conditions: tuple[Condition, ...] = ()
    actor: str = ""
    cue: Token | None = None
    act: Run = ()
    text: MappedText | None = None
    spans: tuple[tuple[int, int], ...] = ()
    hazard: bool = False  # 危险特性： what follows can hurt, it is nothing to do
    meta: bool = False  # 适用：, 现场物资： what follows is no step

    @property
    def empty(self) -> bool:
        return not (self.conditions or self.actor or self.cue or self.hazard or self.meta)


NOTHING = Pushed()


def read_lead(run: Run, text: MappedText, g: Grammar, scope: ConditionScope) -> Pushed:
    """Read one lead-in; `NOTHING` for 注意事项 and its like."""
    if not run:
        return NOTHING
    words = join(run)
    span = (text.span(run[0].start, run[-1].end),)
    if g.words.ends_like(words, "hazardlabel") and len(words) <= 6:
        return Pushed(hazard=True, spans=span)
    if g.words.ends_like(words, "metalabel") and len(words) <= 6:
        return Pushed(meta=True, spans=span)
    if words.startswith("我是") and len(words) > 2:
        return Pushed(actor=words[2:], spans=span)
    if slogan := NOT_DONE.search(words):
        return _listed_refusal(run, slogan, text, span)
    cue = next((t for t in run if t.kind in MODALS), None)
    points = g.words.holds(words, "pointing")
    if cue and points:
        return _listed_cue(run, cue, text, g, span)
    if cue and cue.kind == "ban" and _only_ban(run, cue, g):
        return Pushed(cue=cue, text=text, spans=span)
    if cue or _tells_to_do(run, g):
        return NOTHING
    if g.words.ends_like(words, "empty") and not g.state(run):
        return NOTHING
    if (
        g.person(run)
        and g.terms.get(words) != "v"
        and (g.nominal(run) or (len(words) <= 4 and not any(t.text in ("有", "有人") for t in run)))
    ):
        return Pushed(actor=words, spans=span)
    if all(t.tag == "m" for t in run):
        return Pushed(conditions=(structure(RawCondition(run), text, g, scope, "case"),), spans=span)  # 10ppm：
    if _situation(run, g):
        role: ConditionRole = "trigger" if run[0].kind in ("sense", "begin") or any(g.verb(t) for t in run) else "case"
        raw = _raw(run, g)
        if raw.marker in PHASES or (len(run) == 1 and g.words.is_class(run[0].text, "dual")):
            role = "phase"  # 停电：
        return Pushed(conditions=(structure(raw, text, g, scope, role),), spans=span)
    return NOTHING


def read_leads(clauses: Sequence[Clause], g: Grammar, scope: ConditionScope) -> Pushed:
    """A lead-in of several clauses: 有下列情况之一的，｜不得起吊： is one ban over a list."""
    words = "".join(c.text.text for c in clauses)
    if g.words.holds(words, "pointing"):
        for clause in clauses:
            cue = next((t for t in clause.tokens if t.kind in MODALS), None)
            if cue:
                spans = tuple(c.text.span() for c in clauses)
                return _listed_cue(clause.tokens, cue, clause.text, g, spans)
    total = NOTHING
    for clause in clauses:
        if clause.aside and clause.tokens and total.conditions:
            about = structure(_raw(clause.tokens, g), clause.text, g, scope, "case")
            total = merge(total, Pushed(conditions=(about,), spans=(clause.text.span(),)))
        else:
            total = merge(total, read_lead(clause.tokens, clause.text, g, scope))
    return total


def merge(outer: Pushed, inner: Pushed) -> Pushed:
    """Both lead-ins together; the inner one's actor, cue and act win."""
    return Pushed(
        outer.conditions + inner.conditions, inner.actor or outer.actor, inner.cue or outer.cue,
        inner.act if inner.cue else outer.act, inner.text or outer.text, outer.spans + inner.spans,
        inner.hazard or outer.hazard, inner.meta or outer.meta,
    )  # fmt: skip


def _only_ban(run: Run, cue: Token, g: Grammar) -> bool:
    """绝不能做的：, 严禁事项, 禁止：  a ban and nothing that is banned; the items say what."""
    at = run.index(cue)
    before = [t for t in run[:at] if t.kind not in ("all", "join") and t.tag not in ("d", "ad")]
    after = tuple(t for t in run[at + 1 :] if t.text not in ("做", "干", "的", "事", "事情", "出现", "发生", "有"))
    named = not before or g.person(tuple(before)) or g.words.ends_like(join(tuple(before)), "empty")
    return named and (not after or (g.words.ends_like(join(after), "empty") and not g.words.is_class(after[0].text, "state")))


def _tells_to_do(run: Run, g: Grammar) -> bool:
    """立即做的：, 首先要做的：  when to do it, no condition."""
    return join(run).endswith(("做的", "要做", "做到", "去做")) and not any(t.kind in ("sense", "begin") for t in run)


def _listed_refusal(run: Run, slogan: re.Match[str], text: MappedText, span: tuple[tuple[int, int], ...]) -> Pushed:
    """十不吊： each item below is a case in which one does not lift."""
    at = text.text.find(slogan.group())
    start = at + slogan.group().index("不")
    cue = Token("不", "d", "ban", start, start + 1)
    act = Token(slogan.group(1), "v", "", start + 1, start + 1 + len(slogan.group(1)))
    return Pushed(cue=cue, act=(act,), text=text, spans=span)


NOT_DONE = re.compile(r"[二三四五六七八九十]+(?:个|条)?不([一-鿿]{1,3}?)(?:$|[：:”\"]|规定|原则|要求|制度)")
PHASES = ("前", "中", "后", "之前", "以前", "过程中", "期间")


def _raw(run: Run, g: Grammar) -> RawCondition:
    condition, rest = g.split_condition(run)
    if condition and not rest:
        return condition
    return RawCondition(run)


def _situation(run: Run, g: Grammar) -> bool:
    condition, rest = g.split_condition(run)
    return (
        g.state(run)
        or (len(run) == 1 and g.words.is_class(run[0].text, "dual"))
        or run[0].kind in ("sense", "begin")
        or g.words.ends_like(join(run), "situation")
        or bool(condition and not rest)
        or g.words.ends_like(join(run), "harm")
        or (len(run) > 1 and run[-1].tag == "a" and len(run[-1].text) == 1 and run[0].noun)  # 火势大：
    )


def _listed_cue(run: Run, cue: Token, text: MappedText, g: Grammar, span: tuple[tuple[int, int], ...]) -> Pushed:
    """下列情况不得X： pushes ban and act; 严禁下列行为： pushes the ban alone; 应做到以下几点 pushes nothing."""
    at = run.index(cue)
    reading = read_clause(run, g)
    after = run[at + 1 :]
    act = tuple(t for t in after if not g.words.holds(t.text, "pointing"))
    act = act if act and not g.words.holds(join(after), "pointing") else ()
    if cue.kind == "duty" and not act:
        return NOTHING
    actor = join(reading.actor)
    return Pushed(actor=actor, cue=cue, act=act, text=text, spans=span)


def strip_heading(text: str) -> str:
    """A section title without its number: 二、大量泄漏 → 大量泄漏."""
    return re.sub(r"^[\s（(]*[一二三四五六七八九十\d]+[、.．)）]\s*", "", text).strip("：: ")
