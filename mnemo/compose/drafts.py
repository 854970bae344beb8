"""From paths to drafts, and which drafts to show: cheap ones that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from mnemo.compose.bank import Entry
from mnemo.compose.paths import Path
from mnemo.compose.plan import Plan
from mnemo.types import Draft, Line, LineRole


def to_draft(path: Path, plan: Plan, cost: int) -> Draft:
    """The verse a path says, with what it leaves out."""
    lines: list[Line] = []
    stanza, slots = 0, 0
    said: set[int] = set()
    for move in path.moves:
        if move.kind == "break":
            stanza += 1
        elif move.kind == "heading":
            lines.append(Line(plan.heading_at(move.i), "heading", stanza, slots // plan.form.unit))
        elif move.entry:
            new = _lines(move.entry, plan, stanza, slots)
            lines.extend(new)
            slots += len(new)
            said.update(range(move.entry.start, move.entry.start + move.entry.used))
    left = (unit for i, unit in enumerate(plan.units) if i not in said)
    missing = tuple(dict.fromkeys(step for unit in left for step in unit.steps))
    scope = plan.options.scope if missing else "full"
    return Draft(plan.form.id, tuple(lines), scope, plan.options.book, cost, missing)


def _lines(entry: Entry, plan: Plan, stanza: int, slots: int) -> list[Line]:
    role: LineRole = "step" if entry.used else "opening" if entry.start == 0 else "closing"
    units = plan.units[entry.start : entry.start + entry.used]
    steps = tuple(step for unit in units for step in unit.steps)
    phrasing = entry.phrasing
    return [
        Line(text, role, stanza, (slots + j) // plan.form.unit, steps, phrasing.trail)
        for j, text in enumerate(phrasing.clauses)
    ]


def text_of(draft: Draft) -> tuple[str, ...]:
    """The clauses of a draft, headings included."""
    return tuple(line.text for line in draft.lines)


@lru_cache(maxsize=1 << 14)
def bigrams(clauses: tuple[str, ...]) -> frozenset[str]:
    """Pairs of neighbouring 字 within clauses."""
    return frozenset([text[j : j + 2] for text in clauses for j in range(len(text) - 1)])


def dice(a: frozenset[str], b: frozenset[str]) -> float:
    """Likeness of two sets in [0, 1]."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts with different clauses, cheapest first, ties by text."""
    best: dict[tuple[str, ...], Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.cost, text_of(d), d.lines[-1].stanza if d.lines else 0)):
        best.setdefault(text_of(draft), draft)
    return list(best.values())


def pick(drafts: Sequence[Draft], k: int, twin: int, worst: int) -> tuple[Draft, ...]:
    """Up to k drafts, cheapest first: the best one, then by cost plus `twin` × likeness to those taken.

    None that leaves out `worst` (a critical step) more often than the best one does.
    """
    pool = [d for d in distinct(drafts) if d.cost < drafts_floor(drafts) + worst // 2]
    grams = {id(d): bigrams(text_of(d)) for d in pool}
    like = {id(d): 0.0 for d in pool}
    taken: list[Draft] = []
    while pool and len(taken) < k:
        chosen = min(pool, key=lambda d: (d.cost + int(twin * like[id(d)]), d.cost, text_of(d)))
        taken.append(chosen)
        pool.remove(chosen)
        for draft in pool:
            like[id(draft)] = max(like[id(draft)], dice(grams[id(draft)], grams[id(chosen)]))
    return tuple(sorted(taken, key=lambda d: (d.cost, text_of(d))))


def drafts_floor(drafts: Iterable[Draft]) -> int:
    """Cost of the cheapest draft, 0 if there is none."""
    return min((d.cost for d in drafts), default=0)
