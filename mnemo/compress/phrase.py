"""Phrase rows applied to one step: every way to say it, cheapest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mnemo.compress.rows import KINDS, Bank, Phrase, Slot, Tail
from mnemo.compress.slots import Slots
from mnemo.compress.wordings import Wording
from mnemo.types import Phrasing

# What leaving an atom out costs (0–400). Own figures; a lost trigger or tool misleads more than a lost manner.
OMITTED: Mapping[str, int] = {
    "condition": 200, "object": 150, "object2": 80, "quantity": 110, "tool": 90, "place": 50, "goal": 110, "partner": 150,
    "worn": 150, "manner": 70, "until": 60, "actor": 25, "act2": 140, "substitute": 150, "measure": 30, "hazard": 150,
}  # fmt: skip
INHERITED_CONDITION = 45
PHASE_CONDITION = 5
WIDER_IN_BAN = 90
WIDER = 15
REPEATED_CHAR = 60
MOST_COMBINATIONS = 100
MOST_PER_ENDING = 4
MOST_PER_SHAPE = 90
HIGHEST = 400
POOREST = 320  # what a verse still takes from the bank; the rows' own proofs go up to HIGHEST
TAIL_NEGLECT = 60
_FREE_REPEATS = frozenset("一二三四五六七八九十不莫先再要")


Said = tuple[int, tuple[str, ...], Phrase]  # cost, clauses, row


def phrasings(slots: Slots, bank: Bank, lengths: frozenset[int] = frozenset(), most: int = HIGHEST) -> tuple[Phrasing, ...]:
    """All phrasings of one step, best 4 per shape and last 字; exact lengths, `required` atoms said. Only those that
    begin with a clause of `lengths` 字, if any are named; none dearer than `most`."""
    letter = _letter(slots)
    found: dict[tuple[str, ...], Said] = {}
    for phrase in bank.phrases(letter, slots.concepts):
        if (lengths and phrase.shape[0] not in lengths) or not _fits(phrase, slots):
            continue
        for said in _expand(phrase, slots, bank.tails, most):
            known = found.get(said[1])
            if known is None or (said[0], phrase.id) < (known[0], known[2].id):
                found[said[1]] = said
    governed = any(c.scope in ("lead", "heading") and c.role != "phase" for c in slots.context)
    return tuple(_phrasing(said, slots, governed) for said in _thin(found.values()))


def _phrasing(said: Said, slots: Slots, governed: bool) -> Phrasing:
    cost, clauses, phrase = said
    says = said_by(phrase, slots)
    return Phrasing(
        clauses=clauses,
        steps=(slots.step.id,),
        cost=cost,
        naturalness=naturalness(cost),
        trail=(phrase.id,),
        says=tuple(sorted(says & (slots.present | {"act"}))),
        omits=tuple(sorted(slots.present - says)),
        says_condition=not governed or (not slots.own_conditions and "condition" in phrase.says),
        caesuras=phrase.caesuras,
        source="bank" if phrase.act != "*" else "grammar" if slots.concept or not slots.step.acts else "fallback",
    )


def _letter(slots: Slots) -> str:
    """Rows of which kind apply: 不准不加盖 is a duty to cover, and is said as one."""
    step = slots.step
    if step.kind == "never" and "negated" in slots.features:
        return KINDS["when" if step.conditions else "do"]
    return KINDS[step.kind]


def naturalness(cost: int) -> float:
    """Cost as a score in [0, 1]: 0 is what everybody says, 300 and more is barely Chinese."""
    return round(max(0.0, 1 - cost / 300), 3)


def _fits(phrase: Phrase, slots: Slots) -> bool:
    says = said_by(phrase, slots)
    if phrase.cls == "" and phrase.act not in slots.compounds:
        if slots.classes or "object" in slots.present:
            return False
    elif phrase.cls not in ("*", "") and phrase.cls not in slots.classes:
        return False
    if any(n not in slots.features for n in phrase.needs) or any(n in slots.features for n in phrase.refuses):
        return False
    if not slots.required <= says:
        return False
    return all(name in slots.fillings for name in phrase.names)


def said_by(phrase: Phrase, slots: Slots) -> frozenset[str]:
    """What the row states of this step; a compound act (断电) says its object too."""
    return phrase.says | {"object"} if phrase.act in slots.compounds else phrase.says


def _expand(phrase: Phrase, slots: Slots, tails: Mapping[str, Sequence[Tail]], most: int) -> Iterator[Said]:
    narrow = slots.step.kind in ("never", "gate", "may", "limit")
    says = said_by(phrase, slots)
    base = phrase.cost + omitted(says, slots) + _tail_neglect(phrase)
    if base > most:
        return
    options: list[tuple[Wording, ...]] = []
    for part in phrase.parts:
        if isinstance(part, str):
            options.append((Wording(part, 0),))
        elif part.tail:
            options.append(tail_wordings(part, slots, tails))
        else:
            options.append(slots.fillings[part.name])
    for texts, cost in combine(options, base, narrow, most):
        clauses = tuple("".join(texts).split("，"))
        extra = sum(repeats(c, phrase.parts) for c in clauses)
        total = cost + extra
        if total <= most:
            yield total, clauses, phrase


def combine(options: Sequence[tuple[Wording, ...]], base: int, narrow: bool, most: int = HIGHEST) -> list[tuple[tuple[str, ...], int]]:
    """Cheapest combinations of the fillings, at most MOST_COMBINATIONS at any point."""
    rows: list[tuple[tuple[str, ...], int]] = [((), base)]
    for choices in options:
        if not choices:
            return []
        grown = [
            ((*texts, w.text), cost + w.cost + ((WIDER_IN_BAN if narrow else WIDER) if w.wider else 0))
            for texts, cost in rows
            for w in choices
            if cost + w.cost <= most
        ]
        if len(grown) > MOST_COMBINATIONS:
            grown.sort(key=lambda row: (row[1], row[0]))
            del grown[MOST_COMBINATIONS:]
        rows = grown
    return rows


def omitted(says: frozenset[str], slots: Slots) -> int:
    cost = 0
    for atom in slots.present - says:
        if atom == "condition" and not slots.own_conditions:
            cost += PHASE_CONDITION if all(c.role == "phase" for c in slots.context) else INHERITED_CONDITION
        else:
            cost += OMITTED.get(atom, 0)
    return cost


def _tail_neglect(phrase: Phrase) -> int:
    """A tail says nothing new, so a line with one is a little poorer than a line without."""
    return TAIL_NEGLECT * sum(isinstance(p, Slot) and p.tail and p.length > 2 for p in phrase.parts)


def tail_wordings(part: Slot, slots: Slots, tails: Mapping[str, Sequence[Tail]]) -> tuple[Wording, ...]:
    free = [t for t in tails[part.name] if not t.licence or all(n in slots.features for n in t.licence.split(","))]
    return tuple(Wording(t.text, 2 * min(i, 15)) for i, t in enumerate(free))


def repeats(clause: str, parts: Sequence[object]) -> int:
    """Cost of content 字 said twice in a clause (排风排风): clumsy unless the row itself repeats them."""
    literal = "".join(p for p in parts if isinstance(p, str))
    chars = [c for c in clause if c not in _FREE_REPEATS and literal.count(c) < 2]
    return REPEATED_CHAR * (len(chars) - len(set(chars)))


def _thin(found: Iterable[Said]) -> tuple[Said, ...]:
    ordered = sorted(found, key=lambda p: p[:2])
    per_ending: dict[tuple[tuple[int, ...], str], int] = {}
    per_shape: dict[tuple[int, ...], int] = {}
    kept: list[Said] = []
    for said in ordered:
        shape = tuple(map(len, said[1]))
        ending = (shape, said[1][-1][-1])
        if per_ending.get(ending, 0) >= MOST_PER_ENDING or per_shape.get(shape, 0) >= MOST_PER_SHAPE:
            continue
        per_ending[ending] = per_ending.get(ending, 0) + 1
        per_shape[shape] = per_shape.get(shape, 0) + 1
        kept.append(said)
    return tuple(kept)
