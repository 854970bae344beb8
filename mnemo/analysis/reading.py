"""One clause read by itself: conditions, cue, actor, topic, place and the predicate."""

from __future__ import annotations

import re
from dataclasses import replace

from mnemo.analysis.denial import denied_twice, is_said, unmet_prefix
from mnemo.analysis.fronts import is_clause, names_doer, noun_phrase
from mnemo.analysis.grammar import THAT, Grammar, RawCondition
from mnemo.analysis.modals import all_told, deciding, is_cue, only_then, outside_conditions
from mnemo.analysis.names import (
    PARTNER,
    Reading,
    by_whom,
    nested,
    read_names,
    requirements,
    subject_behind,
    subject_of,
    take_times,
    trim,
    way_alone,
)
from mnemo.analysis.tokens import Run, Token, join

SOMEONE = re.compile(r"(?:[一二两三四五六七八九十双多\d]人|专人|[两二三]名?.{0,4}人)(?:以上)?")


def read_clause(run: Run, g: Grammar) -> Reading:
    """Read one clause; pure syntax, no memory of other clauses."""
    run = only_then(_seen_to(trim(run)), g)
    waiver = next((i for i, t in enumerate(run) if t.kind == "waive"), None)
    if waiver is not None and not any(t.modal for t in run):
        return replace(_read_left(run[:waiver], g, False), run=run, waived=True)
    cues = [i for i, t in enumerate(run) if is_cue(run, i, g)]
    if cues and run[0].kind == "begin" and all_told(run, cues[-1], g):
        cues = []  # 遇到马上要出人命的紧急情况
    cues = outside_conditions(run, cues, g)
    if not cues or is_said(run, cues[0], g):
        return denied_twice(run, g) or way_alone(_read_bare(run, g), g)
    at = deciding(run, cues)
    reading = _read_left(run[:at], g, bool(cues and run[at].kind == "then"))
    right = run[at + 1 :]
    if run[at].kind == "duty" and right and all(t.tag in ("a", "ad", "an", "d") for t in right) and not g.has_verb(right):
        # 喂料要均匀: the manner is what the duty is about
        bare = _read_bare((*run[:at], *right), g)
        return replace(bare, run=run, cue=run[at], cues=(run[at],))
    reading = replace(reading, run=run, cue=run[at], cues=tuple(run[i] for i in cues))
    return _read_right(right, reading, g)


def _seen_to(run: Run) -> Run:
    """确保水源充足 at the head of a clause is what to do, however the word is used elsewhere."""
    if run and run[0].text == "确保" and run[0].kind == "purpose":
        return (replace(run[0], kind="", tag="v"), *run[1:])
    return run


def _read_left(left: Run, g: Grammar, gate: bool) -> Reading:
    """What stands before the cue: conditions, times, actor, place, topic."""
    reading = Reading(run=left)
    first = next((t.text for t in left if t.kind in ("first", "next")), "")
    if first and not any(t.text in ("后", "再") for t in left):
        left = tuple(t for t in left if t.kind not in ("first", "next"))
        reading = replace(reading, order=first)
    left = trim(left)
    while left and left[-1].kind in ("all", "duty", "urgent"):
        left = left[:-1]
    if not left:
        return reading
    if left[0].text in ("只有", "仅有"):
        return replace(reading, conditions=requirements(left, g))
    if left[0].kind == "concessive":
        return reading
    condition, rest = g.split_condition(left, before_cue=True)
    conditions: tuple[RawCondition, ...] = ()
    actor: Run = ()
    if condition:
        actor, conditions = nested(condition, g)
    times, rest = take_times(rest, g, 0)
    rest = tuple(t for i, t in enumerate(rest) if not (t.kind == "all" and i == len(rest) - 1))
    if (
        rest
        and not noun_phrase(rest, g)
        and not names_doer(rest, g)
        and (g.unmet(rest) or gate or is_clause(rest, g))
        and (g.has_verb(rest) or g.state(rest) or g.denied(rest) or any(t.text in ("有", "有人") for t in rest))
    ):
        done = len(rest) > 2 and rest[-1].noun and rest[-1].tag != "vn" and rest[-2].text in g.known.results and g.unmet(rest)
        if done:  # 门没关严｜机器不得启动
            reading = replace(reading, topic=rest[-1:])
            rest = rest[:-1]
        who, inner = subject_of(rest, g)
        conditions += (RawCondition(inner, ""),) if inner else ()
        return replace(reading, conditions=conditions, actor=who or actor, times=times)
    reading = replace(reading, conditions=conditions, actor=actor, times=times)
    return read_names(rest, reading, g)


def _read_right(right: Run, reading: Reading, g: Grammar) -> Reading:
    """What stands after the cue: a condition inside the ban, a subject behind it, the predicate."""
    if right and right[0].modal and reading.cue and reading.cue.text == "一律":
        reading = replace(reading, cue=right[0])
        right = right[1:]
    elif len(right) > 1 and right[0].text == "不" and reading.cue and reading.cue.kind == "duty":
        reading = replace(reading, cue=Token("不", "d", "ban", right[0].start, right[0].end))
        right = right[1:]
    if len(right) > 2 and right[0].text == "有" and g.person(right[1:2]) and g.has_verb(right[2:]):
        return replace(reading, actor=right[1:2], body=right[2:])
    if len(right) > 1 and SOMEONE.fullmatch(right[0].text) and g.verb(right[1]):
        return replace(reading, actor=right[:1], body=right[1:])
    if len(right) > 1 and right[0].text == "有人" and g.has_verb(right[1:]):
        return replace(reading, actor=right[:1], body=right[1:])
    right, actor = by_whom(right, g)
    reading = replace(reading, actor=actor or reading.actor)
    condition, rest = g.split_condition(right)
    if condition and rest and _inner(condition, g):
        run = condition.run[1:] if condition.run[0].text in ("在", "于") else condition.run
        reading = replace(reading, conditions=(*reading.conditions, RawCondition(run, condition.marker, condition.lead)))
        right = rest
    elif reading.kind == "ban":
        unmet, rest = unmet_prefix(right, g)
        if unmet:
            reading = replace(reading, conditions=(*reading.conditions, RawCondition(unmet, "而")))
            right = rest
    if (
        reading.conditions
        and not reading.conditions[-1].marker
        and right
        and (g.words.is_class(right[0].text, "limit") or right[0].kind == "bound")
    ):
        loose = reading.conditions[-1].run
        if not g.denied(loose):
            reading = replace(reading, conditions=reading.conditions[:-1], topic=loose)
    loose = reading.conditions[-1].run if reading.conditions and not reading.conditions[-1].marker else ()
    if right and g.words.is_class(right[0].text, "together") and any(t.text in PARTNER for t in loose[1:]):
        reading = replace(reading, conditions=reading.conditions[:-1], topic=loose)  # 漂水与酸剂不可混用
    banned = reading.kind == "ban" and bool(right) and all(t.tag in ("d", "ad", "vd") for t in right[:-1])
    if banned and reading.conditions and not reading.conditions[-1].marker and _acted_on(reading, right[-1], g):
        named = reading.conditions[-1].run
        reading = replace(reading, conditions=reading.conditions[:-1], topic=named)
    if reading.kind in ("ban", "only") or (right and right[0].tag == "m"):
        who, rest = subject_behind(right, g)
        if who:
            reading = replace(reading, actor=who)
            right = rest
    return replace(reading, body=right)


def _acted_on(reading: Reading, verb: Token, g: Grammar) -> bool:
    """机台联锁不得短接, 强制通风不得中断: an act's name, and what is done to it."""
    named = reading.conditions[-1].run
    if g.state(named) or g.denied(named) or any(t.text in ("有", "有人") or t.kind in ("end", "frame", "begin") for t in named):
        return False
    undone = verb.text in ("中断", "停止", "间断", "中止") or g.frames.get(verb.text) == "vo"
    noun_led = (
        len(named) > 1 and named[0].noun and named[0].tag != "vn" and named[-1].tag in ("v", "vn") and not g.person(named[:1])
    )
    single = len(named) == 1 and (named[0].text in ("联锁", "连锁") or verb.text in ("中断", "停止", "间断", "中止"))
    return undone and (noun_led or single)


def _inner(condition: RawCondition, g: Grammar) -> bool:
    head = condition.run[0]
    return (
        head.text in ("在", "于")
        or condition.marker.endswith("下")
        or g.unmet(condition.run)
        or head.kind in ("begin", "sense")
        or (bool(condition.marker) and g.state(condition.run) and condition.marker not in THAT)
    )


def _read_bare(run: Run, g: Grammar) -> Reading:
    """A clause without modal: 检查油位, 喷完继续排风, 有专人监护, 控制器立即拉到零位."""
    if len(run) > 3 and run[0].text == "不" and run[1].text == "在":
        condition, rest = g.split_condition(run[1:])
        if condition and rest and condition.marker not in THAT:  # 不在机器转动时清理
            cue = Token("不", "d", "ban", run[0].start, run[0].end)
            case = RawCondition(condition.run[1:], condition.marker, condition.lead)
            return Reading(run, (case,), cue=cue, cues=(cue,), body=rest)
    reading = Reading(run=run)
    first = any(t.kind == "first" for t in run[:3])
    condition, rest = g.split_condition(run)
    if condition is None or not rest:
        condition, rest = _before_urgent(run, g)
    if condition is None:
        condition, rest = _before_all(run, g)
    if first and condition and condition.marker in ("后", "完") and any(t.kind == "first" for t in condition.run):
        condition, rest = None, run
    if condition and rest:
        actor, conditions = nested(condition, g)
        reading = replace(reading, conditions=conditions, actor=actor)
    else:
        rest = run
    times, rest = take_times(rest, g)
    reading = replace(reading, times=times)
    if len(rest) > 2 and rest[0].text in ("有", "设", "派", "安排") and g.person(rest[1:2]) and g.has_verb(rest[2:]):
        return replace(reading, actor=rest[1:2], body=rest[2:])
    rest, who = by_whom(rest, g)
    if who:
        return replace(reading, actor=who, body=rest)
    described = next((i for i in range(1, len(rest) - 2) if rest[i].text == "的" and g.person(rest[i + 1 : i + 2])), 0)
    told = described and g.verb(rest[described - 1]) and not any(t.kind == "frame" for t in rest[:described])
    if told and g.verb(rest[described + 2]) and not g.words.is_class(rest[0].text, "check") and len(rest[:described]) < 4:
        return replace(reading, actor=rest[: described + 2], body=rest[described + 2 :])  # 最后离开的人｜检查
    named = [i for i, t in enumerate(rest) if t.text == "由" and i]
    by = next((i for i in named if g.nominal(rest[:i]) or (i == 1 and len(rest) == 4 and g.terms.get(rest[0].text) == "v")), 0)
    body, who = by_whom(rest[by:], g) if by else (rest, ())
    if who:  # 刀片由厨师长保管
        return replace(read_names(rest[:by], reading, g), actor=who, body=body)
    often = next((i for i, t in enumerate(rest) if t.text.startswith("每") and i and t.tag in ("t", "r", "n")), 0)
    if often and _each(rest, often, g):
        times, body = take_times(rest[often:], g)
        return replace(read_names(rest[:often], replace(reading, times=(*reading.times, *times)), g), body=body)
    at = 0 if rest and rest[0].text in PARTNER else _measured(rest, g) or g.predicate_start(rest)
    if at:
        reading = read_names(rest[:at], reading, g)
    return replace(reading, body=rest[at:])


def _each(run: Run, at: int, g: Grammar) -> bool:
    """消防电源切换｜每月｜试验一次: before the frequency a name, even one with a verb in it."""
    names = run[:at]
    named = (
        all(t.tag in ("n", "nz", "vn", "v", "a", "b") and not t.kind for t in names) and names[0].noun and names[0].tag != "vn"
    )
    return named and not g.words.is_class(names[0].text, "check") and g.has_verb(run[at + 1 :])


def _measured(run: Run, g: Grammar) -> int:
    """车刀伸出长度一般｜不超过…: where the bound on a measure begins, 0 if there is none."""
    at = next((i for i, t in enumerate(run) if t.kind == "bound"), 0)
    if run and g.words.is_class(run[0].text, "check"):
        return 0  # 检查流量不小于规定值
    names = run[:at]
    while names and names[-1].tag in ("d", "ad", "a"):
        names = names[:-1]
    return at if names and g.words.ends_like(join(names), "measure") else 0


def _before_all(run: Run, g: Grammar) -> tuple[RawCondition | None, Run]:
    """接、拆｜均戴手套: in each of several acts."""
    at = next((i for i, t in enumerate(run) if t.text in ("均", "都")), 0)
    acts = [t for t in run[:at] if t.text != "、" and t.kind != "join"]
    listed = at > 2 and all(g.verbal(t) for t in acts) and g.has_verb(run[at + 1 :])
    return (RawCondition(run[:at], ""), run[at + 1 :]) if listed else (None, run)


def _happens(left: Run, g: Grammar) -> bool:
    """卷手｜立即按急停: a verb before the haste is what calls for it, unless a person or a frame stands there."""
    frames = [t for i, t in enumerate(left) if t.kind == "frame" and not (i == 1 and t.text in ("到", "至"))]
    plain = not frames and not any(t.kind in ("first", "next", "urgent", "join", "all") or t.tag in ("d", "vd") for t in left)
    doing = any(g.verb(t) for t in left) and not g.words.is_class(left[0].text, "link")
    return plain and doing and not g.person(left) and not g.words.is_class(left[-1].text, "result")


def _grown(run: Run, at: int, g: Grammar) -> bool:
    """火大了｜人员全部撤出: how things have come to be, then who acts."""
    rest = run[at + 1 :]
    told = run[at].text == "了" and run[at - 1].tag == "a" and run[0].noun and not any(t.kind for t in run[: at + 1])
    acts = bool(rest) and g.has_verb(rest) and (rest[0].noun or rest[0].kind in ("urgent", "all") or rest[0].tag in ("d", "v"))
    return told and acts and not g.person(run[:1])


def _before_urgent(run: Run, g: Grammar) -> tuple[RawCondition | None, Run]:
    """发现冒烟立即撤离: an urgent adverb ends the condition."""
    for at in range(1, len(run)):
        told = run[0].kind in ("sense", "begin") or g.state(run[:at]) or _happens(run[:at], g)
        grown = run[at].text == "就" and run[at - 1].text == "了" and at > 1
        if run[at].text in ("即", "则", "就") and (told or grown or g.denied(run[:at])) and g.has_verb(run[at + 1 :]):
            return RawCondition(run[:at], ""), run[at + 1 :]
        if _grown(run, at, g):
            return RawCondition(run[: at + 1], ""), run[at + 1 :]
        if run[at].kind == "urgent" and told and g.has_verb(run[at:]):
            return RawCondition(run[:at], ""), run[at:]
    return None, run
