"""From the steps of a card to what the search works on: units with their phrasings (ring 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mnemo.compose.units import Unit, in_order
from mnemo.compress.couplets import TopicLine, act_only, couplets, load_topic_lines
from mnemo.compress.merge import load_merges, merges
from mnemo.compress.parts import parts
from mnemo.compress.phrase import phrasings
from mnemo.compress.rows import Bank, load_bank
from mnemo.compress.slots import Slots, Spoken, build_slots
from mnemo.compress.wordings import Contrast
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Condition, Phrasing, Step

TITLE_LENGTH = 8
"""A stanza title of more 字 is no longer read as one; own figure, the printed cards keep to 2–8."""
Accept = Callable[[Phrasing], bool]


@dataclass(frozen=True)
class Drafting:
    """Everything the search needs of one card."""

    units: tuple[Unit, ...]
    slots: tuple[Slots, ...]
    steps: Mapping[str, Step]


def draft_units(steps: Sequence[Step], lexicon: Lexicon, spoken: Spoken, accept: Accept) -> Drafting:
    """Units in an order that keeps every explicit edge. `accept` screens phrasings, so that the search never
    builds on a line the judge would refuse."""
    contrast = Contrast.of(_nouns(steps), lexicon)
    bank, rows = load_bank(lexicon.root), load_merges(lexicon.root)
    topic_lines = load_topic_lines(lexicon.root)
    governed = _governing(steps)
    entries: list[tuple[Slots, Unit]] = []
    for step in steps:
        for part in parts(step):
            slots = build_slots(part, lexicon, contrast, spoken)
            said = tuple(p for p in _all(part, slots, bank, topic_lines, lexicon, contrast, spoken) if accept(p))
            entries.append((slots, _unit(part, said, governed)))
    order = in_order([u for _, u in entries])
    slots_of = {id(u): s for s, u in entries}
    ordered = [(slots_of[id(u)], u) for u in order]
    units: list[Unit] = []
    for i, (slots, unit) in enumerate(ordered):
        if i + 1 < len(ordered):
            following, after = ordered[i + 1]
            if (unit.section, unit.context) == (after.section, after.context) and unit.steps != after.steps:
                edge = any(s in unit.steps for s in after.after)
                merged = tuple(p for p in merges(slots, following, edge, rows, bank) if accept(p))
                unit = _with_merges(unit, merged)
        units.append(unit)
    return Drafting(tuple(units), tuple(s for s, _ in ordered), {s.id: s for s in steps})


def _all(
    step: Step,
    slots: Slots,
    bank: Bank,
    topic_lines: tuple[TopicLine, ...],
    lexicon: Lexicon,
    contrast: Contrast,
    spoken: Spoken,
) -> tuple[Phrasing, ...]:
    said = phrasings(slots, bank)
    if not slots.own_conditions or step.kind == "hazard":
        return said
    plain = build_slots(act_only(step), lexicon, contrast, spoken)
    return said + couplets(slots, plain, topic_lines, bank)


def _nouns(steps: Sequence[Step]) -> list[str]:
    return [text for s in steps for a in s.acts for text in (*a.objects, *(r.text for r in a.roles))]


def _governing(steps: Sequence[Step]) -> frozenset[str]:
    """Texts of conditions that a later step inherits."""
    return frozenset(c.text for s in steps for c in s.conditions if _inherited(c))


def _inherited(condition: Condition) -> bool:
    return condition.scope != "own" and condition.role != "phase"


def _unit(step: Step, said: tuple[Phrasing, ...], governed: frozenset[str]) -> Unit:
    above = [c for c in step.conditions if _inherited(c)]
    own = [c for c in step.conditions if c.scope == "own" and c.text in governed]
    context = "；".join(dict.fromkeys(c.text for c in (*above, *own)))
    return Unit(
        steps=(step.id,),
        phrasings=said,
        critical=step.critical,
        section=step.section or step.phase,
        context=context,
        heading=_title(step, above),
        after=step.after,
        implied_after=step.implied_after,
    )


def _title(step: Step, above: Sequence[Condition]) -> str:
    """What a stanza title could say: the lead-in or heading, if it is short."""
    texts = [c.text for c in above if c.scope in ("lead", "heading")]
    title = "，".join(dict.fromkeys(texts)) if texts else step.section
    return title if len(title) <= TITLE_LENGTH else ""


def _with_merges(unit: Unit, merged: tuple[Phrasing, ...]) -> Unit:
    from dataclasses import replace

    return replace(unit, merges=merged)
