"""What compose works on: units of steps with their phrasings, line ends, options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mnemo.compose.costs import Costs
from mnemo.types import Phrasing, Scope

Ban = tuple[tuple[str, ...], tuple[str, ...]]  # (step ids, clauses) of a phrasing that may not be used


@dataclass(frozen=True, slots=True)
class End:
    """How a clause ends. `group` is the rhyme group in the book of choice, "" if the clause cannot rhyme
    (neutral tone, particle); `other` the group in the second book; `nasal` the group if an~ang, en~eng,
    in~ing were one; `level` tells 平 (tones 1, 2) from 仄.
    """

    group: str
    char: str
    level: bool = True
    other: str = ""
    nasal: str = ""


Ends = Callable[[str], End]


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more steps that are said together (restatements fused), with every way to say them.

    `context` names the trigger or heading that governs the unit ("" = none): a phrasing that does not say its
    condition is only used after a neighbour of the same context that does, or under `heading`. Several conditions
    are joined by ；: after 甲；乙 was said, a neighbour under 甲 alone is understood too.
    `merges` are sayings of this unit together with the next one; one that says "order" states their order.
    """

    steps: tuple[str, ...]
    phrasings: tuple[Phrasing, ...]
    critical: bool = False
    section: str = ""
    context: str = ""
    heading: str = ""  # a stanza title that says the context, "" if there is none
    after: tuple[str, ...] = ()  # step ids that must be said before: explicit order edges
    implied_after: tuple[str, ...] = ()  # order by numbering; never swapped either
    merges: tuple[Phrasing, ...] = ()
    parts: int = 1  # this unit and those behind it that are parts of one step
    wholes: tuple[Phrasing, ...] = ()  # sayings of all `parts` together, where they are more than two
    whole: bool = True  # all of its steps, no part of one
    plain: bool = False  # an order or a ban without a condition of its own


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants of a composition."""

    k: int = 5
    scope: Scope = "full"
    max_lines: int = 0  # clauses in all, 0 = as many as it takes
    banned: frozenset[Ban] = frozenset()
    openings: tuple[Phrasing, ...] = ()
    closings: tuple[Phrasing, ...] = ()
    swaps: bool = True  # neighbours without an order edge may change places
    diverse: bool = True  # False: the k cheapest, however alike
    book: str = ""
    keep: int = 4  # phrasings kept per (lengths, rhyme, tone); 0 = all, for proofs of exactness
    groups: int = 16  # rhyme groups tried, those with most supply; 0 = all
    costs: Costs = field(default_factory=Costs)


def precedes(first: Unit, second: Unit) -> bool:
    """Whether an explicit edge says `first` before `second`."""
    return any(step in first.steps for step in second.after)


def may_swap(first: Unit, second: Unit) -> bool:
    """Whether two neighbours may change places: one section, one context, no edge of either kind."""
    same = (first.section, first.context) == (second.section, second.context)
    return same and not any(step in first.steps for step in (*second.after, *second.implied_after))


def in_order(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Stable topological order by the explicit edges; a cycle keeps the order given."""
    rest, done = list(units), []
    while rest:
        ready = (u for u in rest if not any(precedes(other, u) for other in rest if other is not u))
        unit = next(ready, rest[0])
        rest.remove(unit)
        done.append(unit)
    return tuple(done)
