"""Names and times in a clause: who, where, what about, when, and requirements listed by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mnemo.analysis.grammar import EXCEPT, Grammar, RawCondition
from mnemo.analysis.tokens import Run, Token, join


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says before the clauses around it are known."""

    run: Run
    conditions: tuple[RawCondition, ...] = ()
    join: str = "all"
    cue: Token | None = None
    cues: tuple[Token, ...] = ()
    actor: Run = ()
    topic: Run = ()
    place: Run = ()
    times: tuple[Run, ...] = ()
    body: Run = ()
    waived: bool = False  # 无需, 不必
    order: str = ""  # an order word before the cue: 首先应…

    @property
    def kind(self) -> str:
        return self.cue.kind if self.cue else ""


PARTNER = ("与", "和", "同", "跟")


def nested(condition: RawCondition, g: Grammar) -> tuple[Run, tuple[RawCondition, ...]]:
    """Actor in front of the condition, and the conditions inside it: 施救者｜入池前｜已感到头晕的."""
    who, run = subject_of(condition.run, g) if condition.marker not in EXCEPT else ((), condition.run)
    if (
        not who
        and not condition.marker
        and len(run) > 2
        and run[-2].text == "的"
        and g.person(run[-1:])
        and g.has_verb(run[:-2])
    ):
        return run[-1:], (RawCondition(run[:-2], "的", condition.lead),)
    inner, rest = g.split_condition(run)
    if inner and rest and (g.has_verb(rest) or g.state(rest)) and inner.marker not in ("的", "者", "外"):
        return who, (inner, RawCondition(rest, condition.marker, condition.lead))
    return who, (RawCondition(run, condition.marker, condition.lead),)


def subject_of(run: Run, g: Grammar) -> tuple[Run, Run]:
    """A person named before the predicate of a condition, and the predicate."""
    at = 0
    while at < len(run) and (
        (run[at].tag in ("n", "nz", "nr", "vn", "a", "r", "f", "s") and not run[at].kind)
        or run[at].text in ("、", "非", "非电工")
    ):
        at += 1
    cared = g.words.ends_like(join(run[:at]), "victim") or (len(join(run[:at])) > 1 and _awaited(run[at:], g))
    if (
        0 < at < len(run)
        and g.person(run[:at])
        and not cared
        and (run[at].kind in ("neg", "frame", "sense") or run[at].tag in ("d",))
    ):
        return run[:at], run[at:]
    return (), run


def _awaited(rest: Run, g: Grammar) -> bool:
    """人员｜未撤离, 接班人员｜未到: whoever has not come or gone is what the others wait for."""
    return len(rest) > 1 and rest[0].kind == "neg" and any(g.words.is_class(t.text, "presence") for t in rest[1:])


def requirements(run: Run, g: Grammar) -> tuple[RawCondition, ...]:
    """只有A、B的人员: what must be met, all of it."""
    return _listed(_without_holder(run[1:], g))


def _listed(run: Run) -> tuple[RawCondition, ...]:
    """A conjunctive list of requirements, one condition each."""
    parts: list[list[Token]] = [[]]
    for token in run:
        if token.text == "、":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(RawCondition(tuple(part), "才") for part in parts if part)


def _without_holder(run: Run, g: Grammar) -> Run:
    """…的人员 at the end of a list of requirements says nothing."""
    if len(run) > 2 and run[-2].text == "的" and g.person(run[-1:]):
        return run[:-2]
    return run


def take_times(run: Run, g: Grammar, keep: int = 1) -> tuple[tuple[Run, ...], Run]:
    """Leading times (冬季, 夜间) and frequencies (每10min, 每班下班前)."""
    found: list[Run] = []
    while run:
        if run[0].text in ("每", "每隔", "每当") and len(run) > 2 and run[1].tag != "q":
            found.append(run[:2])
            run = run[2:]
        elif len(run) > 1 and run[1].text in ("、", "或"):
            break  # 雨天、大风不许…: one list
        elif (run[0].tag == "t" or g.words.is_class(run[0].text, "moment")) and len(run) > keep:
            found.append(run[:1])
            run = run[1:]
        else:
            break
    return tuple(found), run


def read_names(run: Run, reading: Reading, g: Grammar) -> Reading:
    """Names before the cue: actor, place, topic, in this order of tests."""
    run = tuple(t for t in run if t.kind != "urgent")
    while run and (run[0].text in ("、", "的") or run[0].kind == "join"):
        run = run[1:]
    if not run:
        return reading
    while len(run) > 1 and run[-1].tag in ("d", "ad", "c") and run[-1].kind in ("", "plain"):
        run = run[:-1]
    if len(run) == 1 and (run[0].tag in ("d", "ad") or run[0].text in ("暂时", "临时")):
        return reading
    while len(run) > 1 and run[-1].tag == "t":
        reading = replace(reading, times=(*reading.times, run[-1:]))
        run = run[:-1]
    if len(run) > 2 and run[-2].text in ("每", "每隔") and run[-1].tag in ("m", "t", "q"):
        reading = replace(reading, times=(*reading.times, run[-2:]))
        run = run[:-2]
    if g.words.ends_like(join(run), "weather"):
        return replace(reading, conditions=(*reading.conditions, RawCondition(run)))
    if g.words.starts_like(join(run), "body") and not g.person(run):
        return replace(reading, topic=run)
    if run[0].tag == "m" and join(run).removesuffix("以上").endswith(("人", "名")):
        return replace(reading, actor=run)
    if g.person(run):
        return _person(run, reading, g)
    if (
        any(t.tag == "m" for t in run)
        and join(run).endswith(("以上", "以下"))
        and reading.place == ()
        and run[-1].text not in ("人",)
    ):
        return replace(reading, conditions=(*reading.conditions, RawCondition(run)))
    if g.place(run):
        return replace(reading, place=run[1:] if run[0].text in ("在", "于") and len(run) > 1 else run)
    for at in range(len(run) - 1, 0, -1):
        if run[at - 1].tag in ("s", "f") and run[at].text != "的" and g.place(run[:at]):
            where = run[1:at] if run[0].text in ("在", "于") and at > 1 else run[:at]
            return read_names(run[at:], replace(reading, place=where), g)
    if run[0].text in ("在", "于"):
        return replace(reading, place=run[1:])
    return replace(reading, topic=run)


def _person(run: Run, reading: Reading, g: Grammar) -> Reading:
    """未经交底的外包人员: who it is, and the condition that describes him; one who is cared for acts not."""
    if g.words.ends_like(join(run), "victim"):
        return replace(reading, topic=run)
    at = next((i for i, t in enumerate(run) if t.text == "的"), 0)
    if at and (g.denied(run[:at]) or g.state(run[:at]) or any(g.verb(t) for t in run[:at])) and at + 1 < len(run):
        return replace(reading, actor=run[at + 1 :], conditions=(*reading.conditions, RawCondition(run[:at], "的")))
    return replace(reading, actor=run)


def by_whom(run: Run, g: Grammar) -> tuple[Run, Run]:
    """由专人监护 → actor 专人, predicate 监护."""
    if run and run[0].text == "由":
        described = next((i for i in range(2, len(run) - 1) if run[i].text == "的" and g.person(run[i + 1 : i + 2])), 0)
        if described and g.has_verb(run[described + 2 :]):
            return run[described + 2 :], run[1 : described + 2]  # 由佩戴呼吸器的人员｜搜救
        for at in range(2, len(run)):
            if g.person(run[1:at]) and run[at].tag in ("d", "ad", "vd") and g.has_verb(run[at + 1 :]):
                return run[at:], run[1:at]
            if g.verb(run[at]) or (g.verbal(run[at]) and g.person(run[1:at])):
                return run[at:], run[1:at]
        if len(run) > 2 and g.person(run[1:2]):
            return (replace(run[2], tag="v"), *run[3:]), run[1:2]
    return run, ()


def subject_behind(run: Run, g: Grammar) -> tuple[Run, Run]:
    """不准无关人员进入: the one who must not stands behind the ban."""
    at = 0
    while at < len(run) - 1 and (
        run[at].tag in ("n", "nz", "r", "a", "vn", "nr", "b", "m") or run[at].text in ("无关", "无关人员", "非")
    ):
        at += 1
    if (
        at
        and g.terms.get(join(run[:at])) != "v"
        and (g.verb(run[at]) or run[at].text in ("到", "在", "从", "向"))
        and g.person(run[:at])
    ):
        return run[:at], run[at:]
    return (), run


def trim(run: Run) -> Run:
    """Without conjunctions at the left edge; 并与… keeps the 与 that says with whom."""
    whole = len(run)
    while len(run) > 1 and (run[0].kind == "join" or (run[0].tag == "c" and not run[0].kind) or run[0].text in ("、", "但")):
        if len(run) < whole and run[0].text in PARTNER:
            break
        run = run[1:]
    return run


def way_alone(reading: Reading, g: Grammar) -> Reading:
    """搭设时由下向上逐层: only how is said behind the condition, so the condition names the act."""
    how = reading.body and all(t.tag == "d" and not t.kind for t in reading.body)
    if not how or reading.body[0].text[0] not in "由从自" or len(reading.conditions) != 1 or reading.conditions[0].marker != "时":
        return reading
    done = reading.conditions[0].run
    return replace(reading, body=(*reading.body, *done), conditions=()) if g.has_verb(done) else reading
