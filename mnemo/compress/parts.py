"""A step too rich for one line is said in parts: two acts, one precondition or one quantity at a time."""

from __future__ import annotations

import re
from dataclasses import replace

from mnemo.types import Condition, Step

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
    if len(step.acts) > ACTS_A_LINE:
        return tuple(
            replace(step, acts=step.acts[i : i + ACTS_A_LINE]) for i in range(0, len(step.acts), ACTS_A_LINE)
        )
    return (step,)


def _members(condition: Condition) -> tuple[Condition, ...]:
    """未穿戴防护服和呼吸器 → 未穿戴防护服, 未穿戴呼吸器; 检测不合格或未检测 → 检测不合格, 未检测."""
    objects = [o for o in _JOINTS.split(condition.object) if o]
    if len(objects) < 2:
        clauses = [c for c in _OR.split(condition.text) if len(c) > 2]
        if len(clauses) < 2 or condition.text.count("、") and not condition.negated:
            return (condition,)
        return tuple(replace(condition, text=c, subject="", verb="", object="") for c in clauses)
    head = condition.text.partition(condition.object)[0]
    return tuple(replace(condition, text=head + o, object=o) for o in objects)


def _each_alone(step: Step, conditions: list[Condition]) -> bool:
    if step.polarity == "forbid":
        return step.conditions_join == "all" or all(c.negated for c in conditions)
    return step.kind == "gate" and step.conditions_join == "all"
