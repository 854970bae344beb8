"""Guards: a line is a whole saying, and what a sign says is not said as an order (成句)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.claims import SHORT
from mnemo.judge.registry import Case, guard, source_words
from mnemo.types import Finding

CUT = re.compile(r"[^要行好是能可]不$|[未没把给由被将与]$")
GAP = re.compile(r"[由从自][向往朝到]")
"""A denial or preposition with nothing behind it: 确认启动不, 由向下清."""
SIGN = re.compile("挂|牌|标|示|贴|字样")
NEGATIVE = ("停", "关", "断", "拆", "卸", "切", "撤", "拔")
"""First 字 of acts whose object, said without them, is heard as its contrary (供料皮带 for 停供料皮带)."""


@guard("lines-whole")
def lines_whole(case: Case) -> Iterator[Finding]:
    """确认启动不, 向池内强制, 一定要供料皮带: a line cut short says nothing, or something else."""
    for clause, matches in enumerate(case.clauses):
        text = matches.reading.text
        steps = case.steps(clause)
        view = case.card.views[steps[0]] if steps else None
        if GAP.search(text) or (CUT.search(text) and (text.endswith("不") or len(text) > SHORT)):
            yield case.finding("line-broken", f"“{text}”话没有说完", clause, view)
        elif view is not None and (_carrier(case, clause, view) or _verb_lost(case, clause, view)):
            yield case.finding("line-broken", f"“{text}”没有说出要做的事：{source_words(view)}", clause, view)


def _carrier(case: Case, clause: int, view: StepView) -> bool:
    """Whether the only verb said is one that says nothing without the next (强制 of 强制送风)."""
    tokens = case.clauses[clause].reading.tokens
    last = next((t for t in reversed(tokens) if t.content), None)
    if last is None or "carrier" not in last.kinds or (len(view.of("act")) < 2 and view.step.text.endswith(last.text)):
        return False
    following = case.text(clause + 1) if case.together(clause, clause + 1) else ""
    rest = view.step.text[view.step.text.find(last.text) + len(last.text) :][:2]
    return not any(c in following for c in rest)


def _verb_lost(case: Case, clause: int, view: StepView) -> bool:
    """Whether a demand names nothing but the object of an act that ends, shuts or takes away."""
    reading = case.clauses[clause].reading
    tokens = [t for t in reading.tokens if t.content]
    if view.forbids or not tokens or not (reading.ops & {"modal", "next", "first"}) or reading.denied:
        return False
    name = "".join(t.text for t in tokens)
    last = tokens[-1].entries
    if not last or last[0].kind != "noun" or any(v in reading.text for v in NEGATIVE):
        return False
    acts = [view.parts[n] for n in view.of("act") if name in view.parts[n].text.replace(view.parts[n].verb, "", 1)]
    if not any(p.verb.startswith(NEGATIVE) for p in acts):
        return False
    return case.vocabulary.lexicon.verb(name[0]) is not None or "modal" in reading.ops


@guard("signs-kept")
def signs_kept(case: Case) -> Iterator[Finding]:
    """挂“有人作业，禁止合闸”牌 is not 禁止合闸: what a sign says is said with the sign."""
    for clause, matches in enumerate(case.clauses):
        for step in case.steps(clause)[:1]:
            view = case.card.views[step]
            sign = next((o for a in view.step.acts for o in a.objects if o.endswith(("牌", "标志", "标识")) and re.search("禁止|严禁|不准|不得|勿|请勿", o)), "")
            if not sign or view.forbids or not matches.reading.denied:
                continue
            around = [c for c in (clause - 1, clause, clause + 1) if case.together(clause, c) and case.line(c).couplet == case.line(clause).couplet]
            if not any(SIGN.search(case.text(c)) for c in around):
                yield case.finding("sign-as-order", f"原文是挂牌，牌上的字不能当成禁令：{source_words(view)}", clause, view)
