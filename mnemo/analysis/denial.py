"""Denials inside a clause: what is said not to be done, denied twice, or denied before the act."""

from __future__ import annotations

from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.names import Reading, nested
from mnemo.analysis.tokens import Run, Token, join


def denied_twice(run: Run, g: Grammar) -> Reading | None:
    """没有动火票不动火, 不验电不接地: a denied condition and a denied act, no modal."""
    if run and g.words.is_class(run[0].text, "check"):
        refused = len(run) > 2 and run[-2].text == "不" and len(run[-1].text) == 1
        if not refused or not (g.state(run[1:-2]) or g.denied(run[1:-2])):
            return None  # 检查磨损不超标, but 验证无效不下
    whole, after = g.split_condition(run)
    if whole and not after:
        return None  # 安全阀不起跳时
    for at in range(len(run) - 2, 0, -1):
        if run[at].kind == "neg" and run[at].text == "不" and g.verbal(run[at + 1]) and run[at - 1].text != "、":
            left = run[:at]
            condition, rest = g.split_condition(left, before_cue=True)
            if condition and not rest:
                raw = condition
            elif g.denied(left) or g.state(left) or g.words.ends_like(join(left), "weather") or _case_refused(left, run[at + 1 :], g):
                raw = RawCondition(left)
            elif len(run) - at == 2 and left[0].kind == "sense" and _human(run[-1], g):
                raw = RawCondition(left)  # 发现煤气味｜不开灯
            elif len(run) - at == 2 and len(run[-1].text) == 1 and _named(left, g):
                cue = Token(run[at].text, "d", "ban", run[at].start, run[at].end)
                return Reading(run, cue=cue, cues=(cue,), topic=left, body=run[at + 1 :])
            else:
                return None
            cue = Token(run[at].text, "d", "ban", run[at].start, run[at].end)
            actor, conditions = nested(raw, g)
            return Reading(run, conditions, cue=cue, cues=(cue,), actor=actor, body=run[at + 1 :])
    return None


def _human(verb: Token, g: Grammar) -> bool:
    """开灯, 动火: only people do it, 报警 and 停机 a machine does as well."""
    return g.words.is_class(verb.text, "whole") and not g.words.is_class(verb.text, "dual")


def _named(left: Run, g: Grammar) -> bool:
    """密封的容器、管道｜不焊: what the bare refusal is about."""
    plain = all(t.noun or t.tag in ("a", "b", "n", "m", "u") or t.text in ("、", "的") or t.kind == "join" for t in left)
    return plain and left[-1].tag in ("n", "nz", "s") and not g.person(left)


def refuses(run: Run) -> bool:
    """不焊, 不吊: nothing but the refusal of an act that one 字 names."""
    return len(run) == 2 and run[0].text == "不" and run[0].kind == "neg" and len(run[1].text) == 1


def _case_refused(left: Run, right: Run, g: Grammar) -> bool:
    """斜拉歪吊｜不吊, 重物越过人头｜不吊: a bare refusal in one 字 behind a case; 除尘风机不停 is none."""
    told = any(g.verb(t) or t.text in ("有", "有人") for t in left) and not any(t.modal for t in left)
    return told and len(left) > 1 and len(right) == 1 and len(right[0].text) == 1 and not g.person(left)


def unmet_prefix(run: Run, g: Grammar) -> tuple[Run, Run]:
    """未试闸｜直接起升, 不停机｜擦洗橡皮布: a denied act before the act itself."""
    if not run or run[0].kind != "neg" or run[0].text == "非":
        return (), run
    verb = next((i for i in range(1, len(run)) if g.verbal(run[i])), 0)
    if run[0].text in ("无", "没有") and verb > 1 and all(t.noun for t in run[1:verb]):
        return run[:verb], run[verb:]  # 不准无回火器｜使用
    if not verb:
        return (), run
    for at in range(verb + 1, len(run)):
        if run[at].text == "而" or (run[at].tag in ("d", "ad", "vd") and not run[at].kind) or g.verb(run[at]):
            if run[at - 1].text in ("、",) or run[at - 1].kind in ("join", "neg") or run[at].kind == "neg":
                continue
            return run[:at], run[at + 1 :] if run[at].text == "而" else run[at:]
    return (), run


def is_said(run: Run, cue: int, g: Grammar) -> bool:
    """告诉乘客不要扒门: the ban is what is said, the act is saying it."""
    at = g.predicate_start(run[:cue])
    head = run[at] if at < cue else run[0]
    return g.verb(head) and g.words.is_class(head.text, "say") and not any(t.kind == "neg" for t in run[:at])
