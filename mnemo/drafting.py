"""From the steps of a card to what the search works on: units with their phrasings (ring 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mnemo.compose.chains import SequenceItem
from mnemo.compose.units import Unit, in_order
from mnemo.compress.clausewords import load_small_words
from mnemo.compress.couplets import TopicLine, act_only, couplets, load_topic_lines
from mnemo.compress.extracts import both, segment, with_condition
from mnemo.compress.merge import load_merges, merges
from mnemo.compress.parts import parts
from mnemo.compress.phrase import POOREST, phrasings
from mnemo.compress.rows import Bank, load_bank
from mnemo.compress.slots import Slots, Spoken, build_slots
from mnemo.compress.telling import Teller, told, told_together, told_with_lead
from mnemo.compress.wordings import Contrast
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Condition, Phrasing, Step

TITLE_LENGTH = 16
"""A stanza title of more 字 is no longer read as one; own figure, the printed cards keep to 2–16."""
Accept = Callable[[Phrasing], bool]
Rhyme = Callable[[str], str]
BUILT = 60
"""How much dearer a condition line and an act line built apart are than the source's own sentence in two lines."""
KEPT, TRIED = 1, 3
"""Phrasings kept per lengths and rhyme group, and how many the judge is asked about to find them."""


@dataclass(frozen=True)
class Drafting:
    """Everything the search needs of one card."""

    units: tuple[Unit, ...]
    slots: tuple[Slots, ...]
    steps: Mapping[str, Step]
    free: bool = True  # whether neighbours without an order edge may change places


def draft_units(
    steps: Sequence[Step], lexicon: Lexicon, spoken: Spoken, accept: Accept, rhyme: Rhyme, lengths: frozenset[int]
) -> Drafting:
    """Units in an order that keeps every explicit edge. `accept` screens phrasings, so that the search never
    builds on a line the judge would refuse; `rhyme` names the rhyme group a clause ends in; only clauses of
    `lengths` 字 are made."""
    contrast = Contrast.of(_nouns(steps), lexicon)
    bank, rows = load_bank(lexicon.root), load_merges(lexicon.root)
    topic_lines = load_topic_lines(lexicon.root)
    teller = Teller(lexicon, contrast, spoken, load_small_words(lexicon.root), bank.tails, lengths)
    entries: list[tuple[Slots, Unit]] = []
    for number, step in enumerate(steps):
        pieces = parts(step)
        for part in pieces:
            slots = build_slots(part, lexicon, contrast, spoken)
            found = _all(part, slots, bank, topic_lines, teller)
            words = with_condition(step, steps[:number]) if len(pieces) == 1 else segment(step, part)
            own = told(part, words, teller)
            if any(len(p.clauses) > 1 for p in own):
                found = tuple(replace(p, cost=p.cost + BUILT) if p.trail[0].startswith("condlines") else p for p in found)
            found += own + told_with_lead(part, words, teller)
            said = screened((p for p in found if len(p.clauses[0]) in lengths), accept, rhyme)
            entries.append((slots, replace(_unit(part, said), whole=len(pieces) == 1, plain=_plain(step))))
        for i, (one, two) in enumerate(pairwise(pieces), len(entries) - len(pieces)):
            words = with_condition(step, steps[:number]) if len(pieces) == 2 else segment(step, both(one, two))
            slots, unit = entries[i]
            spoken_as_one = (replace(p, says=(*p.says, "order")) for p in told(step, words, teller))
            entries[i] = slots, replace(unit, merges=screened(spoken_as_one, accept, rhyme))
        if len(pieces) > 2:
            first = len(entries) - len(pieces)
            slots, unit = entries[first]
            said_whole = told(step, with_condition(step, steps[:number]), teller)
            wholes = screened((replace(p, says=(*p.says, "order")) for p in said_whole), accept, rhyme)
            entries[first] = slots, replace(unit, parts=len(pieces), wholes=wholes)
    order = in_order([u for _, u in entries])
    slots_of = {id(u): s for s, u in entries}
    ordered = [(slots_of[id(u)], u) for u in order]
    units: list[Unit] = []
    for i, (slots, unit) in enumerate(ordered):
        if i + 1 < len(ordered):
            following, after = ordered[i + 1]
            if (unit.section, unit.context) == (after.section, after.context) and unit.steps != after.steps:
                edge = any(s in unit.steps for s in after.after)
                joined = merges(slots, following, edge, rows, bank)
                if together(unit, after) and slots.step.text != following.step.text:
                    pair = slots.step, following.step
                    joined += told_together(*pair, (pair[0].words, pair[1].words), teller)
                merged = screened((p for p in joined if len(p.clauses[0]) in lengths), accept, rhyme)
                unit = replace(unit, merges=unit.merges + merged)
        units.append(unit)
    return Drafting(tuple(units), tuple(s for s, _ in ordered), {s.id: s for s in steps})


def together(first: Unit, second: Unit) -> bool:
    """Whether two units may be said in one breath: whole steps, the second without a condition of its own."""
    return first.whole and second.whole and second.plain and first.plain


def _all(
    step: Step,
    slots: Slots,
    bank: Bank,
    topic_lines: tuple[TopicLine, ...],
    teller: Teller,
) -> tuple[Phrasing, ...]:
    said = phrasings(slots, bank, teller.lengths, POOREST)
    if slots.own_conditions and step.kind != "hazard":
        plain = build_slots(act_only(step), teller.lexicon, teller.contrast, teller.spoken)
        said += couplets(slots, plain, topic_lines, bank, teller.lengths)
    return said


def screened(found: Iterable[Phrasing], accept: Accept, rhyme: Rhyme) -> tuple[Phrasing, ...]:
    """The cheapest acceptable phrasings of each length and rhyme; the others would never be chosen."""
    kept: dict[tuple[tuple[int, ...], str], int] = {}
    tried: dict[tuple[tuple[int, ...], str], int] = {}
    chosen: list[Phrasing] = []
    for phrasing in sorted(found, key=lambda p: (p.cost, p.clauses)):
        key = (tuple(map(len, phrasing.clauses)), rhyme(phrasing.clauses[-1]))
        if kept.get(key, 0) >= KEPT or tried.get(key, 0) >= TRIED:
            continue
        tried[key] = tried.get(key, 0) + 1
        if accept(phrasing):
            kept[key] = kept.get(key, 0) + 1
            chosen.append(phrasing)
    return tuple(chosen)


SHORT_SLOTS = ("V2", "VO2", "VO3", "VO4")
"""What a row of a sequence form may say of a duty: the act, with its object if it has one."""


def sequence_items(drafting: Drafting, lexicon: Lexicon) -> tuple[SequenceItem, ...]:
    """The units as the sequence forms need them; parts of one step are one item."""
    items: dict[tuple[str, ...], SequenceItem] = {}
    for unit, slots in zip(drafting.units, drafting.slots, strict=True):
        if unit.steps not in items:
            items[unit.steps] = _item(unit, slots, lexicon)
    return tuple(items.values())


GUARDING = frozenset({"install", "set_up", "provide", "add"})
GUARDS = frozenset({"guard", "cover"})


def _guarded(step: Step, lexicon: Lexicon) -> tuple[str, str]:
    """传动轴必须装防护罩 → (轴, 罩): a part and the guard it must have, each as short as it is called; else ("", "")."""
    if step.polarity != "must" or len(step.acts) != 1 or len(step.acts[0].objects) != 1 or step.conditions:
        return "", ""
    act = step.acts[0]
    verb = lexicon.verb(act.verb)
    part = step.topic or next((r.text for r in act.roles if r.name == "place"), "")
    guard = lexicon.noun(act.object) or (lexicon.head_noun(act.object) or (None,))[0]
    if not part or guard is None or guard.cls not in GUARDS or not (act.verb == "有" or (verb and verb.id in GUARDING)):
        return "", ""
    return _briefest(part, lexicon), _briefest(act.object, lexicon)


def _briefest(name: str, lexicon: Lexicon) -> str:
    """The shortest form that is the tail of the name itself, so that nothing wider is named."""
    noun = lexicon.noun(name) or (lexicon.head_noun(name) or (None,))[0]
    forms = [f for f in (*noun.short, *noun.surfaces) if f[-1] == name[-1] or f[-1] in name] if noun else []
    return min((*forms, name), key=len)


def _item(unit: Unit, slots: Slots, lexicon: Lexicon) -> SequenceItem:
    step = slots.step
    verbs = slots.fillings.get("V1", ()) or slots.fillings.get("V2", ())
    narrow = step.kind in ("never", "gate")
    letters = ("C", "N", "K", "P") if narrow else ("O",)
    topics = [w.text for c in letters for n in "23456" for w in slots.fillings.get(c + n, ())[:3] if not w.wider]
    return SequenceItem(
        steps=unit.steps,
        verb=verbs[0].text if verbs else "",
        shorts=() if narrow or step.kind in ("hazard", "limit") else _shorts(slots),
        topics=tuple(topics),
        pair=_guarded(step, lexicon),
        polarity=step.polarity,
        after=unit.after,
        implied_after=unit.implied_after,
        lead=step.order,
        critical=unit.critical,
        section=unit.section,
        context=unit.context,
        heading=unit.heading,
    )


def _shorts(slots: Slots) -> tuple[Phrasing, ...]:
    bare = not any(c.role != "phase" for c in slots.step.conditions)
    names = SHORT_SLOTS[1:] if "object" in slots.present else SHORT_SLOTS
    return tuple(
        Phrasing((w.text,), (slots.step.id,), w.cost, 1 - w.cost / 300, (f"slot {name}",), says_condition=bare)
        for name in names
        for w in slots.fillings.get(name, ())[:4]
    )


def _nouns(steps: Sequence[Step]) -> list[str]:
    return [text for s in steps for a in s.acts for text in (*a.objects, *(r.text for r in a.roles))]


def _inherited(condition: Condition) -> bool:
    """Said by a lead-in or heading, so that a stanza title may say it for all its lines."""
    return condition.scope in ("lead", "heading") and condition.role != "phase"


def _unit(step: Step, said: tuple[Phrasing, ...]) -> Unit:
    above = [c for c in step.conditions if _inherited(c)]
    context = "；".join(dict.fromkeys(c.text for c in above))
    return Unit(
        steps=(step.id,),
        phrasings=said,
        critical=step.critical,
        section=step.section or step.phase,
        context=context,
        heading=_title(above),
        after=step.after,
        implied_after=step.implied_after,
    )


def _plain(step: Step) -> bool:
    """An order or a ban that holds without more: it can share a sentence."""
    return step.kind in ("do", "when", "never") and not any(c.scope in ("own", "inherited") for c in step.conditions)


def _title(above: Sequence[Condition]) -> str:
    """What a stanza title could say: the lead-in or heading, if it is short."""
    title = "，".join(dict.fromkeys(c.text for c in above))
    return title if len(title) <= TITLE_LENGTH else ""
