"""What kind of step a clause is, and what kind of gate."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.names import Reading
from mnemo.analysis.tokens import join
from mnemo.types import Condition, GateKind, StepKind


def step_kind(reading: Reading, conditions: Sequence[Condition], bounded: bool, g: Grammar) -> StepKind:
    """The table of design §2."""
    body = join(reading.body)
    kind = reading.kind
    if kind == "then":
        return "gate"
    if g.words.starts_like(body, "limit") and (kind in ("ban", "duty") or body.startswith(("限", "高出"))):
        return "limit"
    if kind == "ban" or kind == "bare-ban":
        return "gate" if any(gating(c, g) for c in conditions) else "never"
    if kind in ("only", "may"):
        return "may"
    is_bound = bool(reading.body) and reading.body[0].kind == "bound"  # 不大于5km/h, but not 等待不少于半小时
    if is_bound or (bounded and not any(c.role in ("trigger", "case") for c in conditions)):
        return "limit"
    return "when" if any(c.role in ("trigger", "case") for c in conditions) else "do"


def gating(condition: Condition, g: Grammar) -> bool:
    """A condition that a ban lifts once it is met: 未…, 不合格, 无证, …前."""
    if condition.role in ("exception", "precondition"):
        return True
    if condition.scope != "own":
        return False
    return condition.negated or (
        condition.role == "phase" and condition.text.endswith("前") and not generic_phase(condition, g)
    )


def generic_phase(condition: Condition, g: Grammar) -> bool:
    """作业前, 班前: a time of the shift, no gate."""
    return g.words.is_class(condition.text.removesuffix("前").removesuffix("之"), "shift")


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
