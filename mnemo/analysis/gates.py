"""What kind of step a clause is, and what kind of gate."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.reading import Reading
from mnemo.analysis.tokens import join
from mnemo.types import Condition, GateKind, StepKind

LIMIT_HEADS = ("限速", "限载", "限高", "限重", "超过", "大于", "高于", "低于", "少于", "小于", "超出", "多于", "高出")
LIMIT_STATES = ("不超过", "不大于", "不高于", "不低于", "不少于", "不小于", "不得少于", "至少")


def step_kind(reading: Reading, conditions: Sequence[Condition], bounded: bool, g: Grammar) -> StepKind:
    """The table of design §2."""
    body = join(reading.body)
    kind = reading.kind
    if kind == "then":
        return "gate"
    if body.startswith(LIMIT_HEADS) and (kind in ("ban", "duty") or body.startswith(("限", "高出"))):
        return "limit"
    if kind == "ban" or kind == "bare-ban":
        return "gate" if any(gating(c) for c in conditions) else "never"
    if kind in ("only", "may"):
        return "may"
    if bounded and not any(c.role in ("trigger", "case") for c in conditions):
        return "limit"
    return "when" if any(c.role in ("trigger", "case") for c in conditions) else "do"


def gating(condition: Condition) -> bool:
    """A condition that a ban lifts once it is met: 未…, 不合格, 无证, …前."""
    if condition.role in ("exception", "precondition"):
        return True
    if condition.scope != "own":
        return False
    return condition.negated or (condition.role == "phase" and condition.text.endswith("前") and not generic_phase(condition))


def generic_phase(condition: Condition) -> bool:
    """作业前, 班前: a time of the shift, no gate."""
    return condition.text.removesuffix("前").removesuffix("之") in ("作业", "工作", "操作", "班", "开工", "上岗", "下班", "上班", "开机", "启动", "使用")


def gate_kind(kind: StepKind, conditions: Sequence[Condition], reading: Reading, g: Grammar) -> GateKind:
    """Paper, actor, event (the worker brings it about) or state (observed)."""
    if kind != "gate":
        return ""
    texts = "".join(c.text for c in conditions if c.role != "phase" or c.scope == "own") + join(reading.actor)
    found = {kind for word, kind in g.words.gates.items() if word in texts}
    if "actor" in found or texts.startswith("非"):
        return "actor"
    if "paper" in found:
        return "paper"
    gates = [c for c in conditions if c.role in ("precondition", "exception")] or list(conditions)
    return "event" if any(c.doable for c in gates) or not gates else "state"
