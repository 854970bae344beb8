"""What a step holds, what every wording of it must say, and what a phrase row may ask of it."""

from __future__ import annotations

from collections.abc import Mapping

from mnemo.compress.parts import one_order, serial
from mnemo.types import Act, Condition, Step

GRANTED = "granted"
"""Modality of a second line that says what the first line's condition permits."""

ROLE_ATOMS: Mapping[str, str] = {
    "tool": "tool", "worn": "worn", "place": "place", "direction": "goal", "goal": "goal", "source": "place",
    "partner": "partner", "substitute": "substitute", "manner": "manner", "until": "until",
}  # fmt: skip


def own_and_context(step: Step) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """(its own conditions, those from above). A ban keeps what an earlier clause of its sentence set: without it
    the ban would be total."""
    near = ("own", "inherited") if step.kind in ("never", "gate", "may", "limit") else ("own",)
    return tuple(c for c in step.conditions if c.scope in near), tuple(c for c in step.conditions if c.scope not in near)


def present_atoms(step: Step, act: Act) -> frozenset[str]:
    atoms = {"act"} if step.acts else set()
    if act.objects:
        atoms.add("object")
    if step.conditions:
        atoms.add("condition")
    if step.quantities:
        atoms.add("quantity")
    if step.hazard:
        atoms.add("hazard")
    if any(q.measure for q in step.quantities[:1]) and not _distance(act):
        atoms.add("measure")
    if step.actor:
        atoms.add("actor")
    if len(step.acts) > 1:
        atoms.add("act2")
    atoms.update(ROLE_ATOMS[r.name] for r in act.roles if r.name in ROLE_ATOMS)
    if step.topic:
        atoms.add("place")
    return frozenset(atoms)


def required_atoms(step: Step, act: Act, present: frozenset[str], own: bool) -> frozenset[str]:
    if step.kind == "hazard":
        return frozenset({"hazard"})
    needed = {"act"}
    narrow = step.kind in ("never", "gate", "may", "limit")
    if narrow and own:
        needed.add("condition")
    if narrow:
        needed.add("object")
        needed.update(
            ROLE_ATOMS[r.name]
            for r in act.roles
            if r.restrictor and r.name in ROLE_ATOMS and not (own and r.name == "manner")
        )
    if step.modality.startswith(("只", "仅")):
        needed.update(ROLE_ATOMS[r.name] for r in act.roles if r.name in ROLE_ATOMS)  # 只准用长柄工具, 只能在外面救
    if narrow and step.kind != "limit" and step.topic and step.topic not in act.objects:
        needed.add("place")  # 潮湿的工具严禁伸入铝液: the topic is what is banned
    if step.kind == "limit":
        needed.discard("act")
        needed.add("quantity")
        needed.discard("object")
        needed.add("object" if "distance" in _distance(act) else "measure")
    if act.objects and len(act.verb) == 1:
        needed.add("object")
    if step.polarity == "forbid" and serial(step):
        needed.update(("act2", "object") if act.objects else ("act2",))
    if step.polarity == "forbid" and step.actor.startswith(OUTSIDERS):
        needed.add("actor")
    if step.polarity == "forbid" and one_order(step):
        return frozenset({"order"})  # 不准先开气后点火: only wordings that keep the order say it
    if step.kind == "limit" and any(r.text == q.measure for r in act.roles for q in step.quantities):
        needed.discard("place")
    return frozenset(needed & present)


OUTSIDERS = ("无关", "非", "外来", "外部", "其他", "其它", "他人", "闲", "未", "不", "无", "外人")
"""How the people are named whom alone a ban means: without them 无关人员不得进入 would keep everybody out."""


DISTANCES = "距离隔"


def _distance(act: Act) -> frozenset[str]:
    """距明火不小于10米: the object is what the distance is kept from."""
    return frozenset({"distance"}) if act.objects and any(v in act.verb for v in DISTANCES) else frozenset()


def features_of(step: Step, act: Act) -> frozenset[str]:
    found = set(present_atoms(step, act))
    roles = {r.name for r in act.roles}
    quantities = {q.role for q in step.quantities}
    tests = {
        "urgent": step.urgent,
        "first": step.order in ("先", "首先"),
        "next": step.order in ("再", "然后", "后", "最后", "随后", "接着"),
        "order": bool(step.order or step.after),
        "freq": "frequency" in quantities,
        "duration": "duration" in quantities,
        "lead": "lead" in quantities,
        "list": len(act.objects) > 1,
        "only": step.modality.startswith(("只", "仅")),
        "all": step.modality.startswith("一律") or (act.join == "all" and len(act.objects) > 1),
        "any": step.conditions_join == "any",
        "exception": any(c.role == "exception" for c in step.conditions),
        "before": any(c.marker in ("前", "之前", "以前") or c.text.endswith("前") for c in step.conditions),
        "doable": any(c.doable for c in step.conditions),
        "negated": act.negated,
        "right": step.modality.startswith("有权"),
        "serial": serial(step) and bool(act.objects),
        "joined": serial(step) and not act.objects,
        "granted": step.kind == "may" and step.modality == GRANTED,
        "goal": bool(roles & {"goal", "direction"}),
    }
    bounds = {q.bound for q in step.quantities[:1]} | _distance(act)
    return frozenset(found | bounds | {name for name, holds in tests.items() if holds} | ({step.gate} if step.gate else set()))
