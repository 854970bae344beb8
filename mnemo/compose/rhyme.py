"""Line ends as small integers: each clause's rhyme class, and what two classes cost together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.compose.costs import Costs
from mnemo.compose.units import End, Ends, Unit
from mnemo.types import Phrasing

NO_CLASS = -1
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rhymes:
    """Rhyme targets of one composition.

    `classes[text]` is the class of a clause's end; target g asks for class `targets[g]`. `cost[g][class]`
    grades them, its last place holding the miss, for class -1; `near[g]` lists the classes that cost less than a miss. Class -1 rhymes with nothing.
    """

    ends: dict[str, End]
    classes: dict[str, int]
    targets: tuple[int, ...]
    cost: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, ...], ...]  # the same, class by class
    near: tuple[tuple[tuple[int, int], ...], ...]
    miss: int

    def column(self, rhyme_class: int) -> tuple[int, ...]:
        """Cost of an end of this class for each target."""
        return self.columns[rhyme_class]


def grade(target: Key, end: Key, costs: Costs) -> int:
    """Strict 0, joined in one book only, nasals merged, or no rhyme at all.

    A rhyme in both books is strict; Key = (group, group in the other book, merged nasal group).
    """
    same = target[0] == end[0]
    other = bool(target[1]) and target[1] == end[1]
    if same and (other or target[1] == end[1]):
        return 0
    if same or other:
        return costs.joined
    return costs.nasal if target[2] and target[2] == end[2] else costs.none


def intern(units: Sequence[Unit], fillers: Sequence[Phrasing], ends: Ends, costs: Costs, groups: int) -> Rhymes:
    """Ask once how each clause ends; targets are the `groups` classes (0 = all) that most units can end on."""
    known: dict[str, End] = {}
    keys: dict[Key, int] = {}
    classes: dict[str, int] = {}
    supply: dict[int, int] = {}
    sayings = [(*u.phrasings, *u.merges, *u.wholes) for u in units]
    for phrasings in (*sayings, fillers):
        texts = {text: None for p in phrasings for text in p.clauses}
        for text in texts:
            if text not in known:
                end = known[text] = ends(text)
                key = (end.group, end.other, end.nasal)
                classes[text] = keys.setdefault(key, len(keys)) if end.group else NO_CLASS
        for rhyme_class in {classes[text] for text in texts}:
            supply[rhyme_class] = supply.get(rhyme_class, 0) + 1
    supply.pop(NO_CLASS, None)
    order = list(keys)
    ranked = sorted(supply, key=lambda c: (-supply[c], order[c]))
    targets = tuple(ranked[: groups or None])
    table = tuple((*(grade(order[t], key, costs) for key in order), costs.none) for t in targets)
    table = table or ((costs.none,),)
    near = tuple(tuple((c, w) for c, w in enumerate(row) if w < costs.none) for row in table)
    return Rhymes(known, classes, targets or (NO_CLASS,), table, tuple(zip(*table, strict=True)), near, costs.none)
