"""Phrasings prepared for one form: what fits it, what each costs, how its clauses end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mnemo.compose.costs import Costs
from mnemo.compose.rhyme import Rhymes
from mnemo.compose.units import Options, Unit, precedes
from mnemo.types import Phrasing

Lengths = tuple[int, ...]


class Entry:
    """A phrasing at its unit, with the whole cost it adds (rhyme apart). Compared by identity."""

    __slots__ = ("classes", "cost", "lengths", "phrasing", "says", "start", "tones", "used")

    def __init__(self, phrasing: Phrasing, start: int, used: int, cost: int, rhymes: Rhymes) -> None:
        self.phrasing, self.start, self.cost = phrasing, start, cost
        self.used = used  # units it consumes: 1, 2 for a merge, 0 for an opening or closing
        self.says = phrasing.says_condition
        self.lengths = tuple([len(text) for text in phrasing.clauses])
        self.classes = tuple([rhymes.classes[text] for text in phrasing.clauses])
        self.tones = tuple([0 if rhymes.ends[text].level else 1 for text in phrasing.clauses])  # 0 平, 1 仄


Bank = dict[tuple[int, int, Lengths], list[Entry]]
"""Usable entries by start unit, units used and lengths; used 0: openings (start 0) and closings (start = unit count)."""


def build_bank(units: Sequence[Unit], options: Options, rhymes: Rhymes) -> Bank:
    """Entries of every unit, cheapest first, without banned phrasings and doubles."""
    bank: Bank = {}
    for index, unit in enumerate(units):
        found = _entries(unit.phrasings, index, 1, unit.steps, options, rhymes)
        if index + 1 < len(units):
            merges = [p for p in unit.merges if _merges(p, unit, units[index + 1])]
            found += _entries(merges, index, 2, (*unit.steps, *units[index + 1].steps), options, rhymes)
        if unit.parts > 1 and [u.steps for u in units[index : index + unit.parts]] == [unit.steps] * unit.parts:
            found += _entries(unit.wholes, index, unit.parts, unit.steps, options, rhymes)
        _file(bank, (e for e in found if e.says or unit.context))
    _file(bank, _entries(options.openings, 0, 0, (), options, rhymes))
    _file(bank, _entries(options.closings, len(units), 0, (), options, rhymes))
    return bank


def _file(bank: Bank, entries: Iterable[Entry]) -> None:
    for entry in entries:
        bank.setdefault((entry.start, entry.used, entry.lengths), []).append(entry)


def _merges(phrasing: Phrasing, first: Unit, second: Unit) -> bool:
    """A merge is of these two units, in one section and context, and states their order if there is one."""
    same = (first.section, first.context) == (second.section, second.context)
    both = set(phrasing.steps) <= {*first.steps, *second.steps}
    covers = both and set(phrasing.steps) & set(first.steps) and set(phrasing.steps) & set(second.steps)
    return bool(same and covers and (not precedes(first, second) or "order" in phrasing.says))


def _entries(
    phrasings: Iterable[Phrasing], start: int, used: int, steps: tuple[str, ...], options: Options, rhymes: Rhymes
) -> list[Entry]:
    """Entries of one start; a ban may name the phrasing's own steps or those of the units it stands for."""
    found: dict[tuple[tuple[str, ...], bool], Entry] = {}
    for phrasing in phrasings:
        names = ((phrasing.steps, phrasing.clauses), (steps, phrasing.clauses)) if options.banned else ()
        if any(name in options.banned for name in names):
            continue
        key = (phrasing.clauses, phrasing.says_condition)
        if key not in found or phrasing.cost < found[key].phrasing.cost:
            cost = phrasing.cost + _extra(phrasing, used, options.costs)
            found[key] = Entry(phrasing, start, used, cost, rhymes)
    return sorted(found.values(), key=lambda e: (e.cost, e.phrasing.clauses, not e.says))


def _extra(phrasing: Phrasing, used: int, costs: Costs) -> int:
    more = phrasing.clauses[used or 1 :]
    return sum(costs.extra_clause(len(text)) for text in more) + (0 if used else costs.filler)


def fitting(units: Sequence[Unit], lengths: Collection[Lengths]) -> tuple[Unit, ...]:
    """The units with only the phrasings that have a place in the form."""

    def fit(phrasings: Iterable[Phrasing]) -> tuple[Phrasing, ...]:
        return tuple(p for p in phrasings if tuple(map(len, p.clauses)) in lengths)

    return tuple(replace(u, phrasings=fit(u.phrasings), merges=fit(u.merges), wholes=fit(u.wholes)) for u in units)
