"""From a step to slot fillings: everything a phrase row may put between its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from mnemo.compress.conditions import topics
from mnemo.compress.kinship import ancestry, classes_of, compounds_of
from mnemo.compress.needs import ROLE_ATOMS, features_of, own_and_context, present_atoms, required_atoms
from mnemo.compress.wordings import (
    MEMBER,
    Contrast,
    VerbForms,
    Wording,
    best,
    by_length,
    joined,
    noun_wordings,
    verb_forms,
)
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Act, Condition, Quantity, Step

Spoken = Callable[[Quantity], tuple[tuple[str, ...], tuple[str, ...]]]
"""Wordings of a quantity: with its bound in words, and its bare value."""

# What a slot states, by the letters of its name; tails state nothing.
_JOINTS = re.compile("[、或和及]")
SLOT_ATOMS: Mapping[str, frozenset[str]] = {
    "O": frozenset({"object"}), "OS": frozenset({"object"}), "Oa": frozenset({"object"}), "Ob": frozenset({"object2"}),
    "V": frozenset({"act"}), "VC": frozenset({"act"}), "VO": frozenset({"act", "object"}),
    "C": frozenset({"condition"}), "N": frozenset({"condition"}), "D": frozenset({"condition"}),
    "DV": frozenset(), "DO": frozenset({"condition"}), "DVO": frozenset({"condition"}),
    "P": frozenset({"place"}), "G": frozenset({"goal"}), "T": frozenset({"tool"}), "W": frozenset({"partner"}),
    "R": frozenset({"worn"}), "M": frozenset({"manner"}), "U": frozenset({"until"}), "S": frozenset({"substitute"}),
    "K": frozenset({"actor"}), "Q": frozenset({"quantity"}), "q": frozenset({"quantity"}), "B": frozenset({"measure"}),
    "H": frozenset({"hazard"}), "Y": frozenset({"act2"}), "YO": frozenset({"act2"}), "E": frozenset({"order"}), "X": frozenset({"condition"}),
}  # fmt: skip

@dataclass(frozen=True)
class Slots:
    """Fillings by slot name, what the step holds, and what a phrasing of it must say."""

    step: Step
    fillings: Mapping[str, tuple[Wording, ...]]
    concept: str  # verb concept of the head act, "" if unknown
    concepts: tuple[str, ...]  # it and its ancestors
    compounds: frozenset[str]  # concepts of verb + object as one word (切断电源 → cut_power)
    classes: frozenset[str]  # classes of the objects, with their ancestors
    features: frozenset[str]  # words a row's `needs` may ask for
    present: frozenset[str]  # atoms the step holds
    required: frozenset[str]  # atoms every phrasing must say
    own_conditions: tuple[Condition, ...] = field(default=())
    context: tuple[Condition, ...] = field(default=())


def build_slots(step: Step, lexicon: Lexicon, contrast: Contrast, spoken: Spoken) -> Slots:
    """All fillings of `step`; conditions from above serve as topics only where it has none of its own."""
    step = replace(step, acts=tuple(_sayable(act, step, lexicon) for act in step.acts))
    act = step.acts[0] if step.acts else Act("")
    forbid = step.polarity == "forbid" and not act.negated
    forms = verb_forms(act.verb, lexicon, act.result, resultative=not forbid)
    if step.polarity == "forbid" and act.negated:
        forms = verb_forms(act.verb, lexicon, act.result)
    fillings: dict[str, tuple[Wording, ...]] = {}
    fillings.update(_verb_slots(forms))
    fillings.update(_object_slots(act, forms, lexicon, contrast))
    own, context = own_and_context(step)
    amounts = tuple((q, spoken(q)[0]) for q in step.quantities)
    fillings.update(_condition_slots(own or context, lexicon, contrast, amounts, step.polarity == "may"))
    if step.kind in ("gate", "may") and not any(c.role in ("precondition", "exception") for c in own):
        _gate_by_state(fillings, "N" if step.polarity == "forbid" else "D")
    for name, atom, texts in _role_texts(step, act):
        del atom
        fillings.update(by_length(_names(texts, lexicon, contrast), name))
    free = [q for q in step.quantities if not any(q.text in c.text for c in step.conditions)]
    fillings.update(_quantity_slots(free, lexicon, contrast, spoken))
    if step.hazard:
        fillings.update(by_length(_names([step.hazard], lexicon, contrast), "H"))
    if len(step.acts) > 1:
        fillings.update(_second_act(step.acts[1], lexicon, contrast, forbid))
    present = present_atoms(step, act)
    compounds = compounds_of(act, lexicon)
    return Slots(
        step=step,
        fillings={name: ws for name, ws in fillings.items() if ws},
        concept=forms.concept,
        concepts=(*ancestry(forms.concept, lexicon), *compounds),
        compounds=frozenset(compounds),
        classes=classes_of(act.objects, lexicon),
        features=features_of(step, act),
        present=present,
        required=required_atoms(step, act, present, bool(own)),
        own_conditions=own,
        context=context,
    )


NOUN_BAN_VERB = "用"  # 严禁明火: what is banned is its use


def _sayable(act: Act, step: Step, lexicon: Lexicon) -> Act:
    """A verb phrase nobody took apart is the verb; a bare figure is a quantity, not an object."""
    amounts = {q.text for q in step.quantities}
    objects = tuple(o for o in act.objects if not any(o in a for a in amounts))
    if not act.verb and objects and lexicon.noun(objects[0]):
        return replace(act, verb=NOUN_BAN_VERB, objects=objects)
    if not act.verb and objects:
        return replace(act, verb=objects[0], objects=objects[1:])
    return replace(act, objects=objects)


def _verb_slots(forms: VerbForms) -> dict[str, tuple[Wording, ...]]:
    slots = by_length([*forms.one, *forms.two, *forms.longer], "V")
    slots.update(by_length(forms.resulting, "VC"))
    return slots


def _object_slots(
    act: Act, forms: VerbForms, lexicon: Lexicon, contrast: Contrast
) -> dict[str, tuple[Wording, ...]]:
    singles = [_object_wordings(text, forms, lexicon, contrast) for text in act.objects]
    objects = _lists(singles) if len(singles) > 1 else list(singles[0]) if singles else []
    slots = by_length(objects, "O", most=8)
    slots["OS5"] = best((w for w in objects if len(w.text) == 5 and w.cut == 2), 6)
    if len(singles) > 1:
        slots.update(by_length(singles[0], "Oa"))
        slots.update(by_length(singles[1], "Ob"))
    slots.update(by_length(_verb_object(forms, objects), "VO", most=12))
    return slots


INSIDE = ("内", "里", "中")


def _object_wordings(text: str, forms: VerbForms, lexicon: Lexicon, contrast: Contrast) -> tuple[Wording, ...]:
    """After a verb of going in, 池内 may be just 池 (进池)."""
    found = noun_wordings(text, lexicon, contrast)
    if forms.verb and forms.verb.frame == "vp" and len(text) > 1 and text.endswith(INSIDE):
        found = best([*found, *noun_wordings(text[:-1], lexicon, contrast)], 24)
    return found


def _verb_object(forms: VerbForms, objects: Sequence[Wording]) -> list[Wording]:
    """Verb before object, in the splits people say: 1+1, 1+2, 2+2, 2+3, 1+3, 戴好+面具."""
    if not objects:
        return [*forms.two, *forms.longer]
    verbs = [*forms.one, *forms.two, *forms.resulting, *forms.longer]
    return [
        Wording(v.text + o.text, v.cost + o.cost + (40 if len(v.text) > 1 and len(o.text) == 1 else 0), o.wider)
        for v in verbs
        for o in objects
        if v.text[-1] != o.text[0]
    ]


PART_LEFT_OUT = 60  # per member of a list that the line does not name
UNEVEN = 40  # members of different length do not list well (压液位温)


def _lists(singles: Sequence[tuple[Wording, ...]]) -> list[Wording]:
    """Coordinated objects in one breath: all of them first; a part of the list is `wider` and costs."""
    found: list[Wording] = []
    count = len(singles)
    for size in range(min(count, 4), 0, -1):
        for chosen in combinations(range(count), size):
            shorts = [[w for w in singles[i] if len(w.text) <= (2 if size > 1 else 7)][:4] for i in chosen]
            if not all(shorts):
                continue
            rows = [Wording("", 0)]
            for options in shorts:
                rows = joined(rows, options)
            cost = PART_LEFT_OUT * (count - size)
            for w in rows:
                if len(w.text) <= 7:
                    uneven = UNEVEN if size > 1 and len(w.text) % size else 0
                    found.append(Wording(w.text, w.cost + cost + uneven, w.wider))
            if len(found) > 400:
                return found
    return found


def _condition_slots(
    conditions: Sequence[Condition],
    lexicon: Lexicon,
    contrast: Contrast,
    amounts: Sequence[tuple[Quantity, tuple[str, ...]]],
    permits: bool,
) -> dict[str, tuple[Wording, ...]]:
    slots: dict[str, tuple[Wording, ...]] = {}
    if not conditions:
        return slots
    chosen = next((c for c in conditions if c.role in ("precondition", "exception")), conditions[0])
    found = topics(chosen, lexicon, contrast, amounts, permits)
    plain = list(found.plain)
    trigger = next((c for c in conditions if c is not chosen and c.role in ("trigger", "case", "phase")), None)
    if trigger is not None:
        plain += topics(trigger, lexicon, contrast, amounts).plain
    if chosen.role != "exception":
        slots.update(by_length(plain, "C", most=8))
    slots.update(by_length(found.unmet, "N", most=8))
    slots.update(by_length(found.met, "D", most=8))
    if chosen.role == "exception":
        slots.update(by_length(found.plain, "X", most=8))
    slots.update(by_length(found.act_verb, "DV"))
    slots.update(by_length(found.act_object, "DO"))
    slots.update(by_length(found.act, "DVO"))
    return slots


def _gate_by_state(fillings: dict[str, tuple[Wording, ...]], letter: str) -> None:
    """信号不清，不得起吊: the observed state itself stands where the unmet precondition would; 溢流正常后方可 likewise."""
    for name in [n for n in fillings if n[0] == "C" and n[1:].isdigit()]:
        fillings[letter + name[1:]] = fillings[name]


def _role_texts(step: Step, act: Act) -> list[tuple[str, str, list[str]]]:
    letters = {"place": "P", "goal": "G", "tool": "T", "partner": "W", "worn": "R", "manner": "M", "until": "U", "substitute": "S"}
    texts: dict[str, list[str]] = {}
    for role in act.roles:
        atom = ROLE_ATOMS.get(role.name)
        if atom:
            texts.setdefault(atom, []).append(role.text)
    if step.actor:
        texts.setdefault("actor", []).append(step.actor)
    if step.topic:
        texts.setdefault("place", []).append(step.topic)
    return [("K" if atom == "actor" else letters[atom], atom, found) for atom, found in texts.items()]


def _names(texts: Iterable[str], lexicon: Lexicon, contrast: Contrast) -> list[Wording]:
    found: list[Wording] = []
    for text in texts:
        members = _members(text)
        extra = MEMBER if len(members) > 1 else 0
        found += [replace(w, cost=w.cost + extra) for m in members for w in noun_wordings(m, lexicon, contrast)]
    return found


def _members(text: str) -> list[str]:
    """钩杆、救生绳 → 钩杆, 救生绳; 潮湿、生锈的工具 → 潮湿工具, 生锈工具."""
    attribute, mark, head = text.rpartition("的")
    members = [m for m in _JOINTS.split(attribute if mark else text) if m]
    return [m + head for m in members] if mark and len(members) > 1 else [m for m in _JOINTS.split(text) if m]


def _quantity_slots(
    quantities: Sequence[Quantity], lexicon: Lexicon, contrast: Contrast, spoken: Spoken
) -> dict[str, tuple[Wording, ...]]:
    slots: dict[str, tuple[Wording, ...]] = {}
    if not quantities:
        return slots
    bounded, plain = spoken(quantities[0])
    slots.update(by_length((Wording(t, 3 * i) for i, t in enumerate(bounded)), "Q"))
    slots.update(by_length((Wording(t, 3 * i) for i, t in enumerate(plain)), "q"))
    if quantities[0].measure:
        slots.update(by_length(noun_wordings(quantities[0].measure, lexicon, contrast), "B"))
    return slots


def _second_act(act: Act, lexicon: Lexicon, contrast: Contrast, forbid: bool) -> dict[str, tuple[Wording, ...]]:
    forms = verb_forms(act.verb, lexicon, act.result, resultative=not forbid)
    singles = [noun_wordings(text, lexicon, contrast) for text in act.objects]
    objects = _lists(singles) if len(singles) > 1 else list(singles[0]) if singles else []
    said = _verb_object(forms, objects)
    if not objects:
        said += list(forms.resulting)
    if act.negated:
        said = joined([Wording("不", 0)], said)
    slots = by_length(said, "Y", most=10)
    slots.update(by_length(objects, "YO"))
    return slots


__all__ = ["SLOT_ATOMS", "Contrast", "Slots", "Spoken", "best", "build_slots"]
