"""Does a text fit a form: metre, rhyme, number of clauses (metric forms); frames (sequence forms)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mnemo.forms.form import EndingLike, Form, Scheme
from mnemo.forms.frames import fit_frames
from mnemo.types import Finding, Severity

RHYME_SHARE = 0.8
"""Share of rhyme places that must rhyme in one text: the hard target of the form study (people reach 0.81 on 86 verses)."""


def fit(
    form: Form,
    lines: Sequence[str],
    ending: Callable[[str], EndingLike],
    stanzas: Sequence[int] = (),
) -> tuple[Finding, ...]:
    """What keeps `lines` (clauses without marks) from being a text of this form, () if nothing does.

    `stanzas[i]` is the stanza number of clause i; without it neighbours may be of any stanza and only
    the least size is checked. Rules: lines, metre, rhyme; for sequence forms also frame and count.
    A rhyme fault is a warning while at least RHYME_SHARE of the places rhyme.
    """
    if form.selector is not None:
        return tuple(fit_frames(form.selector, lines))
    numbers = tuple(stanzas) or (0,) * len(lines)
    found = [*_lines(form, lines, numbers, bool(stanzas)), *_metre(form, lines, numbers)]
    if not found:
        found.extend(_rhyme(form, lines, ending, numbers))
    return tuple(found)


def _starts(numbers: Sequence[int]) -> list[int]:
    """Index of the first clause of the stanza each clause stands in."""
    starts: list[int] = []
    for index, number in enumerate(numbers):
        fresh = not index or number != numbers[index - 1]
        starts.append(index if fresh else starts[-1])
    return starts


def _lines(form: Form, lines: Sequence[str], numbers: Sequence[int], marked: bool) -> Iterator[Finding]:
    sizes = form.stanza
    for number in dict.fromkeys(numbers) if lines else (0,):
        count = sum(1 for n in numbers if n == number)
        units, rest = divmod(count, form.unit)
        wrong = rest or units < sizes.least or units % sizes.step or (marked and units > sizes.most)
        if wrong:
            wanted = f"{sizes.least * form.unit}–{sizes.most * form.unit} 句，为 {sizes.step * form.unit} 的倍数"
            yield Finding("lines", f"{form.name}一节有 {count} 句，应为 {wanted}", "error")


def _metre(form: Form, lines: Sequence[str], numbers: Sequence[int]) -> Iterator[Finding]:
    for index, (line, start) in enumerate(zip(lines, _starts(numbers), strict=True)):
        if len(line) != (want := form.length(index - start)):
            yield Finding("metre", f"第 {index + 1} 句“{line}”是 {len(line)} 字，应为 {want} 字", "error", index)


def _rhyme(
    form: Form, lines: Sequence[str], ending: Callable[[str], EndingLike], numbers: Sequence[int]
) -> Iterator[Finding]:
    units = len(lines) // form.unit
    stanza = [numbers[q * form.unit] for q in range(units)]
    ends = [[ending(lines[q * form.unit + p]) for p in range(form.unit)] for q in range(units)]
    missed = [q for q in range(units) if not any(_covered(s, q, ends, stanza) for s in form.schemes)]
    if missed:
        line = missed[0] * form.unit + form.schemes[0].rhymed[-1]
        severity: Severity = "warning" if units - len(missed) >= RHYME_SHARE * units else "error"
        places = "、".join(str(q * form.unit + form.schemes[0].rhymed[-1] + 1) for q in missed)
        yield Finding("rhyme", f"第 {places} 句不押韵", severity, line)


def _covered(scheme: Scheme, unit: int, ends: Sequence[Sequence[EndingLike]], stanza: Sequence[int]) -> bool:
    """Whether the rhyme place of a unit has its partner: inside the unit, or in a neighbouring unit of the stanza."""
    mine = [ends[unit][p] for p in scheme.rhymed]
    if scheme.domain == "unit":
        return all(rhymes(mine[0], other) for other in mine[1:])
    near = [q for q in (unit - 1, unit + 1) if 0 <= q < len(ends) and stanza[q] == stanza[unit]]
    return any(all(rhymes(a, ends[q][p]) for a, p in zip(mine, scheme.rhymed, strict=True)) for q in near)


def rhymes(a: EndingLike, b: EndingLike) -> bool:
    """Same group, other 字: a 字 does not rhyme with itself, and group "" rhymes with nothing."""
    return bool(a.group) and a.group == b.group and a.char != b.char
