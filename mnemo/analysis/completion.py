"""Acts completed from what stands outside the predicate: place, time, a fronted object, a trigger's verb."""

from __future__ import annotations

from dataclasses import replace

from mnemo.analysis.acts import Predicate, read_predicate
from mnemo.analysis.clauses import Clause
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.names import Reading
from mnemo.analysis.scope import Scope
from mnemo.analysis.tokens import Run, join
from mnemo.lexicon.numerals import read_numbers
from mnemo.types import Act, Condition, Role


def state_check(run: Run, clause: Clause) -> Predicate | None:
    """液位正常: a normal state to see to; the state is the verb, its subject the object."""
    if len(run) < 2:
        return None
    return Predicate((Act(run[-1].text, names_of(run[:-1]), span=clause.text.span(run[0].start, run[-1].end)),))


def named_limit(run: Run, clause: Clause, g: Grammar) -> Predicate | None:
    """潮湿场所24V, 墙距0.5米, 照明12V防爆灯: a figure set for a thing without a verb; the figure stands for the verb."""
    at = next((i for i, t in enumerate(run) if t.tag == "m" and _physical(t.text)), 0)
    before, after = run[:at], run[at + 1 :]
    if not at or not before[-1].noun or any(not (t.noun or t.tag in ("s", "f") or t.text == "、") for t in before):
        return None
    if any(t.tag in ("m", "t") or t.kind for t in before):
        return None
    lamp = before[-1].tag == "n" and len(after) == 1 and (g.words.ends_like(after[0].text, "device") or g.nouns(after[0].text))
    if after and not (lamp and not g.place(after)):
        return None
    span = clause.text.span(run[0].start, run[-1].end)
    return Predicate((Act(join(run[at:]), names_of(before), span=span),))


def _physical(text: str) -> bool:
    """Whether the figure has a unit of measure, not of count or time."""
    found = read_numbers(text)
    return len(found) == 1 and bool(found[0].said_unit) and found[0].unit.isascii() and found[0].unit != "s"


def with_place(predicate: Predicate, reading: Reading, clause: Clause, ban: bool) -> Predicate:
    for run in reading.times:
        if run[0].text.startswith("每"):
            often = Role("manner", join(run), ban, clause.text.span(run[0].start, run[-1].end))
            predicate = _first(predicate, often)
    if not reading.place:
        return predicate
    if reading.place[0].text in ("从", "自") and len(reading.place) > 1:
        inner = reading.place[1:]
        return _first(predicate, Role("source", join(inner), True, clause.text.span(inner[0].start, inner[-1].end)))
    span = clause.text.span(reading.place[0].start, reading.place[-1].end)
    return _first(predicate, Role("place", join(reading.place), True, span))


def _first(predicate: Predicate, role: Role) -> Predicate:
    head = predicate.acts[0]
    return replace(predicate, acts=(replace(head, roles=(role, *head.roles)), *predicate.acts[1:]))


def with_topic(predicate: Predicate, reading: Reading, scope: Scope, g: Grammar) -> tuple[Predicate, str]:
    """A fronted name becomes the object of an act that has none."""
    names = names_of(reading.topic)
    topic = join(reading.topic) or scope.topic or scope.label_topic
    if not topic:
        return predicate, ""
    names = names or (topic,)
    head = predicate.acts[0]
    inside = head.verb[-1:] == "入" and head.object[-1:] in ("内", "中", "里") and not head.verb.startswith(GOES)
    carried = not reading.cue or (reading.kind in ("duty", "may", "only", "ban") and (inside or _carries(head.verb, g)))
    if reading.topic and head.objects and _moves(head.verb, g) and carried:
        goal = Role("goal", head.object)
        moved = replace(head, objects=names, roles=(*head.roles, goal))
        return replace(predicate, acts=(moved, *predicate.acts[1:])), topic
    if head.objects or head.verb.startswith(("超", "不")):
        return predicate, topic
    return replace(predicate, acts=(replace(head, objects=names), *predicate.acts[1:])), topic


def _moves(verb: str, g: Grammar) -> bool:
    return g.words.is_class(verb, "motion") or verb[-1:] in tuple("入进回") or verb == "放"


GOES = ("进", "驶", "流", "伸", "走", "跑", "爬", "下", "跨")
"""First 字 of what a thing or a person does itself, into a place."""


def _carries(verb: str, g: Grammar) -> bool:
    """放入, 倒入, 存放于: done to a thing, apart from 进入, 驶入 which the thing does itself."""
    if verb in ("放", "装", "存", "倒"):
        return True
    return len(verb) > 1 and "vo" in (g.frames.get(verb[:-1]), g.frames.get(verb)) and verb not in ("进入", "驶入", "流入")


def names_of(run: Run) -> tuple[str, ...]:
    """Coordinated names of a topic."""
    parts: list[str] = [""]
    for token in run:
        if token.modal:
            continue
        if token.text == "、" or token.text in ("和", "与", "及", "或"):
            parts.append("")
        else:
            parts[-1] += token.text
    return tuple(p for p in parts if p)


def with_trigger_verb(predicate: Predicate, conditions: list[Condition], g: Grammar) -> Predicate:
    """确需动火，…方可进行: 进行 says nothing by itself, the trigger's verb does."""
    head = predicate.acts[0]
    if head.verb not in ("进行", "操作", "作业") or head.objects:
        return predicate
    verb = next((c.object or c.verb for c in conditions if c.text.startswith(("确需", "需", "需要", "因", "确因"))), "")
    return replace(predicate, acts=(replace(head, objects=(verb,)),)) if verb else predicate


def with_fronted_act(
    predicate: Predicate, conditions: list[Condition], reading: Reading, clause: Clause, g: Grammar
) -> tuple[Predicate, list[Condition]]:
    """切断电源须在远处进行: the act is what stands before the cue, 进行 only carries the place."""
    head = predicate.acts[0]
    fronted = [raw for raw in reading.conditions if not raw.marker and not g.denied(raw.run[:1])]
    if (
        len(predicate.acts) > 1
        or head.verb not in ("进行", "完成")
        or head.objects
        or len(fronted) != 1
        or not head.role("place")
    ):
        return predicate, conditions
    run = fronted[0].run
    if not g.verbal(run[0]) or g.state(run) or any(g.verb(t) for t in run[1:]):
        return predicate, conditions
    said = read_predicate(run, clause.text, g, False)
    if len(said.acts) != 1:
        return predicate, conditions
    act = replace(said.acts[0], roles=(*said.acts[0].roles, *head.roles))
    text = join(run)
    return replace(predicate, acts=(act,)), [c for c in conditions if c.text != text]
