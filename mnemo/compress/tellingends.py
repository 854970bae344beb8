"""How a telling ends: words a verse may put after a duty (要记牢), or in place of a ban (要不得) or a 方可 (才可以).

A tail fills the rest of a line, a refrain is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mnemo.compress.fit import Chunk, Form, fit
from mnemo.compress.rows import Tail

Tails = Mapping[str, Sequence[Tail]]
Told = tuple[tuple[str, ...], int]  # clauses, cost
LONGEST = {7: 4, 5: 4, 4: 4, 3: 6}  # clauses one step is told in
LAYOUTS: Mapping[int, tuple[tuple[int, ...], ...]] = {
    n: tuple((n,) * k for k in range(1, most + 1)) for n, most in LONGEST.items()
}
TAIL, TAILS, SHORT_LINE, LONG_TAIL, REFRAIN = 40, 24, 30, 20, 70
"""What a tail costs, how many are tried; how much dearer one is in a short line, a long one, one that is a line."""
TAIL_SETS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "DUTY": {5: ("DUTY3",), 7: ("DUTY3",)},
    "URG": {5: ("URG3",), 7: ("URG3",)},
    "THEN": {5: ("THEN3",), 7: ("THEN3",)},
    "BAN": {5: ("BAN3",), 7: ("BAN3", "BAN4", "BAN5")},
}
REFRAINS: Mapping[str, Mapping[int, str]] = {
    "DUTY": {3: "DUTY3"}, "URG": {3: "URG3"}, "THEN": {3: "THEN3"},
    "BAN": {3: "BAN3"},
}  # fmt: skip
ONE_LINE = ("BAN", "THEN")  # they reach no further than their line: the verb stays with its negation


def ended(chunks: tuple[Chunk, ...], tail: str, tails: Tails, length: int) -> Iterator[Told]:
    """The chunks in clauses of one length, with the tail in the last one; a ban taken from its place must have one."""
    layouts = LAYOUTS[length]
    sets = TAIL_SETS[tail].get(length, ()) if tail else ()
    if tail in ONE_LINE:
        layouts = layouts[:1] if sets else ()
    whole = (*chunks, _tail(sets, tails, length)) if sets else chunks
    for layout in layouts:
        yield from fit(whole, layout)


def refrains(chunks: tuple[Chunk, ...], tail: str, tails: Tails, length: int) -> Iterator[Told]:
    """In 三字经 a tail is a clause of its own: 戴手套，要不得. Longer lines keep a ban and its act together: heard
    alone, the line 断指直接泡 would order it.
    """
    name = REFRAINS[tail].get(length) if tail else None
    if not name:
        return
    for layout in LAYOUTS[length][:1]:
        for clauses, cost in fit(chunks, layout)[:2]:
            for i, text in enumerate(_free(name, tails)):
                yield (*clauses, text), cost + REFRAIN + i


def _free(name: str, tails: Tails) -> list[str]:
    return [t.text for t in tails[name] if t.licence in ("", "urgent")][:TAILS]


def _tail(names: Sequence[str], tails: Tails, length: int) -> Chunk:
    """The end of a line: 要记牢 after a duty, 要不得 in place of 严禁, 才可以 in place of 方可."""
    base = TAIL + (SHORT_LINE if length < 7 else 0)
    forms = [Form(t, base + i + LONG_TAIL * n, (2,)) for n, name in enumerate(names) for i, t in enumerate(_free(name, tails))]
    must = any(name.startswith(ONE_LINE) for name in names)
    return Chunk(tuple(forms), None if must else 0, glue=True, leans=True)
