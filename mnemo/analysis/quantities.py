"""Quantities of a clause with bound, role and what they measure (数量)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemo.analysis.clauses import Clause
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, Token, join
from mnemo.lexicon.numerals import Number, read_numbers
from mnemo.types import Condition, Quantity, QuantityRole

EVERY_TIME = re.compile(r"每(?![个台只根人])")  # 每周…一次, but not 每台…一次
BEFORE_TIME = ("前", "提前", "之前")
EVERY = ("每", "每隔", "每次", "每班")


def read_quantities(clause: Clause, conditions: Sequence[Condition], bounded: bool, g: Grammar) -> tuple[Quantity, ...]:
    """All quantities of the clause, left to right, in the units of the source."""
    text = clause.text.text
    own = [c.span for c in conditions if c.span]
    found: list[Quantity] = []
    for number in read_numbers(text):
        if not number.said_unit and number.bound == "exact":
            continue
        span = clause.text.span(number.start, number.end)
        inside = any(a <= span[0] and span[1] <= b for a, b in own)
        found.append(
            Quantity(
                text=text[number.start : number.end],
                value=number.said,
                unit=number.said_unit,
                bound=number.bound,
                role=_role(text, number, inside, bounded),
                high=number.said_high,
                measure=_measure(clause.tokens, number, g),
                span=span,
            )
        )
    return tuple(found)


def _role(text: str, number: Number, inside: bool, bounded: bool) -> QuantityRole:
    before = text[: number.start]
    timed = number.unit == "s"
    if (timed and before.endswith(EVERY)) or (number.unit == "次" and EVERY_TIME.search(before)):
        return "frequency"
    if timed and before.endswith(BEFORE_TIME):
        return "lead"
    if inside and not (timed and number.bound == "exact" and not bounded):
        return "threshold"
    if timed and not bounded:
        return "duration"
    if number.unit in ("人", "个", "台", "具", "只", "根", "把", "名", "次", "圈", "遍") and number.bound == "exact":
        return "count"
    return "duration" if timed else "limit"


def _measure(run: Run, number: Number, g: Grammar) -> str:
    """The name right before the number, bound words and verbs of change skipped: 中间压力 of 中间压力降到0.1MPa."""
    at = next((i for i, t in enumerate(run) if t.end > number.start), len(run))
    while at and (
        g.verbal(run[at - 1])
        or run[at - 1].kind in ("bound", "ban", "neg", "duty", "frame", "all")
        or run[at - 1].tag in ("d", "v", "p")
    ):
        at -= 1
    parts: list[Token] = []
    while at and run[at - 1].noun and len(parts) < 4:
        at -= 1
        parts.insert(0, run[at])
    return join(parts)
