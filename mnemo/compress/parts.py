"""A step too rich for one line is said in parts: two acts, one precondition or one quantity at a time."""

from __future__ import annotations

import re
from dataclasses import replace

from mnemo.types import Act, Condition, Step

ACTS_A_LINE = 2
_OR = re.compile("[、或，]")
_JOINTS = re.compile("[、和及与或，]|以及|并且")


def parts(step: Step) -> tuple[Step, ...]:
    """Steps with the same id that together say `step`; (step,) if one line can hold it.

    A ban that needs all of several preconditions follows from each one missing, so each may be said alone
    (没戴空呼莫下池; 无人监护莫下池). A permission does not: it keeps its list.
    """
    if step.kind == "limit" and len(step.quantities) > 1:
        return tuple(replace(step, quantities=(q,)) for q in step.quantities)
    split = [part for c in step.conditions if c.role == "precondition" for part in _members(c)]
    if len(split) > 1 and _each_alone(step, split):
        rest = tuple(c for c in step.conditions if c.role != "precondition")
        return tuple(replace(step, conditions=(*rest, c)) for c in split)
    triggers = [c for c in step.conditions if c.role in ("trigger", "case") and c.scope == "own"]
    if len(triggers) > 1 and step.conditions_join == "any":
        others = tuple(c for c in step.conditions if c not in triggers)
        return tuple(replace(step, conditions=(*others, c)) for c in triggers)
    if step.kind != "limit" and len(step.acts) > 1 and not (step.polarity == "forbid" and serial(step)) and not one_order(step):
        return tuple(_with_acts(step, acts) for acts in _shares(step.acts))
    return (step,)


def one_order(step: Step) -> bool:
    """先开排风后喷漆: the second act is when, not what; said apart it would become a duty."""
    first = step.text.find("先")
    return len(step.acts) == 2 and 0 <= first < max(step.text.find(mark) for mark in ("后", "再"))


def serial(step: Step) -> bool:
    """戴手套操作钻床, 超载起吊: the acts are one event, so a ban must say both; 吸烟、动火 are two, each banned alone."""
    if len(step.acts) < 2 or not step.acts[1].verb:
        return False
    verb = step.text.find(step.acts[1].verb, 1)
    return verb > 0 and not any(mark in step.text[:verb][-3:] for mark in "、，或和及与且并")


def _shares(acts: tuple[Act, ...]) -> list[tuple[Act, ...]]:
    """Acts by line: two plain ones together, one with parts of its own alone."""
    shares: list[tuple[Act, ...]] = []
    for act in acts:
        plain = not act.roles and len(act.objects) < ACTS_A_LINE
        if shares and plain and len(shares[-1]) < ACTS_A_LINE and all(not a.roles and len(a.objects) < ACTS_A_LINE for a in shares[-1]):
            shares[-1] = (*shares[-1], act)
        else:
            shares.append((act,))
    return shares


def _with_acts(step: Step, acts: tuple[Act, ...]) -> Step:
    """The step with only these acts, the quantities that stand with them, and the place that holds for all."""
    start = max(step.text.find(acts[0].verb), 0) if acts[0] is not step.acts[0] else 0
    later = [a for a in step.acts[step.acts.index(acts[-1]) + 1 :] if a.verb]
    end = step.text.find(later[0].verb, start + 1) if later else len(step.text)
    end = end if end > start else len(step.text)
    inside = tuple(q for q in step.quantities if q.role == "threshold" or q.text in step.text[start:end])
    shared = tuple(r for r in step.acts[0].roles if r.name == "place")
    if shared and not any(r.name == "place" for r in acts[0].roles) and step.polarity == "forbid":
        acts = (replace(acts[0], roles=(*shared, *acts[0].roles)), *acts[1:])
    return replace(step, acts=acts, quantities=inside)


def _members(condition: Condition) -> tuple[Condition, ...]:
    """未穿戴防护服和呼吸器 → 未穿戴防护服, 未穿戴呼吸器; 检测不合格或未检测 → 检测不合格, 未检测."""
    objects = [o for o in _JOINTS.split(condition.object) if o]
    if len(objects) < 2:
        clauses = [c for c in _OR.split(condition.text) if len(c) > 2]
        if len(clauses) < 2 or (condition.text.count("、") and not condition.negated):
            return (condition,)
        return tuple(replace(condition, text=c, subject="", verb="", object="") for c in clauses)
    head = condition.text.partition(condition.object)[0]
    return tuple(replace(condition, text=head + o, object=o) for o in objects)


def _each_alone(step: Step, conditions: list[Condition]) -> bool:
    if step.polarity == "forbid":
        return step.conditions_join == "all" or all(c.negated for c in conditions)
    return step.kind == "gate" and step.conditions_join == "all"
