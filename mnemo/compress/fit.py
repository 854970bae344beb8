"""Chunks laid into clauses of given lengths: every way to say them in order, cheapest first, by dynamic programming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CAESURA = {7: 4, 5: 2, 4: 2}
"""字 before the main pause of a clause (2+2+3, 2+3, 2+2); other lengths have none that must be kept."""
LATE = 30
"""A clause of 7 字 whose joint is after the third: 片碱要|分次投入; folk verse has it, a little."""
ACROSS = 30
"""A word that lies across the pause: allowed only where the chunk says so (figures with their unit)."""
DANGLING = "在到至向于把被往从和或及与只就才再先须可若"  # what no clause ends with
WIDTH = 12  # ways kept per state while a clause is built
PER_ENDING, MOST = 1, 28


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a chunk; `cuts` are its inner joints (车辆|切断阀: 2), `soft` if a pause may fall inside."""

    text: str
    cost: int
    cuts: tuple[int, ...] = ()
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is said or left out as a whole. `drop`: what leaving it out costs, None if it must stay; `hang`: never
    ends a clause; `glue`: never begins one; `governs`: said only with what it governs; `leans`: never follows a word that hangs (若|时); `before`: what a clause break before it costs."""

    forms: tuple[Form, ...]
    drop: int | None = None
    hang: bool = False
    glue: bool = False
    before: int = 12
    leans: bool = False
    governs: bool = False  # 用, 向, 在: if it is said, so must be what comes next


State = tuple[int, int, bool, bool, bool]  # clause, 字 in it, pause kept, last word hangs, what it governs is still owed
Way = tuple[int, tuple[str, ...]]


def fit(chunks: Sequence[Chunk], layout: tuple[int, ...]) -> list[tuple[tuple[str, ...], int]]:
    """(clauses, cost) of the cheapest ways to fill `layout` exactly, at most PER_ENDING for each last 字."""
    low, high = _reach(chunks)
    if not low[0] <= sum(layout) <= high[0]:
        return []
    pause = [CAESURA.get(n, 0) for n in layout]
    ends = [sum(layout[: i + 1]) for i in range(len(layout))]
    states: dict[State, list[Way]] = {(0, 0, False, False, False): [(0, ("",) * len(layout))]}
    for number, chunk in enumerate(chunks):
        rest_low, rest_high = low[number + 1], high[number + 1]
        grown: dict[State, list[Way]] = {}
        for (line, at, kept, hangs, owed), ways in states.items():
            said = ends[line] - layout[line] + at
            if chunk.drop is not None and not owed and said + rest_low <= ends[-1] <= said + rest_high:
                grown.setdefault((line, at, kept, hangs, False), []).extend((cost + chunk.drop, texts) for cost, texts in ways)
            if chunk.leans and hangs:
                continue
            for to, start, extra in _places(chunk, layout, line, at, kept, hangs):
                for form in chunk.forms:
                    size = start + len(form.text)
                    total = ends[to] - layout[to] + size
                    if size > layout[to] or not total + rest_low <= ends[-1] <= total + rest_high:
                        continue
                    cost, held = _pause(form, start, pause[to], (kept if to == line else False) or not pause[to])
                    if cost < 0 or (size == layout[to] and (chunk.hang or form.text[-1] in DANGLING)):
                        continue
                    more = form.cost + extra + cost
                    grown.setdefault((to, size, held, chunk.hang, chunk.governs), []).extend(
                        (c + more, (*texts[:to], texts[to] + form.text, *texts[to + 1 :])) for c, texts in ways
                    )
        states = {key: _best(ways) for key, ways in grown.items()}
    last = len(layout) - 1
    full = [way for (line, at, kept, _, owed), ways in states.items() if not owed and line == last and at == layout[last] and (kept or not pause[last]) for way in ways]
    return list(_varied(full))


def _reach(chunks: Sequence[Chunk]) -> tuple[list[int], list[int]]:
    """Fewest and most 字 that the chunks from each place on can take."""
    low, high = [0], [0]
    for chunk in reversed(chunks):
        sizes = [len(f.text) for f in chunk.forms] + ([0] if chunk.drop is not None else [])
        low.append(low[-1] + min(sizes, default=99))
        high.append(high[-1] + max(sizes, default=0))
    return low[::-1], high[::-1]


def _places(chunk: Chunk, layout: tuple[int, ...], line: int, at: int, kept: bool, hangs: bool) -> Iterator[tuple[int, int, int]]:
    """(clause, place in it, cost) where the chunk may stand: here, or at the head of the next clause if this is full."""
    if at < layout[line]:
        if at or line or not chunk.glue:
            yield line, at, 0
    elif line + 1 < len(layout) and not chunk.glue and not hangs and (kept or not CAESURA.get(layout[line])):
        yield line + 1, 0, chunk.before


def _pause(form: Form, start: int, pause: int, held: bool) -> tuple[int, bool]:
    """(cost, whether the pause is kept now); cost −1 if the word lies across it and must not."""
    end = start + len(form.text)
    if held or not pause or end < pause:
        return 0, held
    if start == pause or end == pause or pause - start in form.cuts:
        return 0, True
    if pause == 4 and start == 3 and end in (5, 7):
        return LATE, True
    return (ACROSS, True) if form.soft else (-1, False)


def _best(ways: list[Way]) -> list[Way]:
    if len(ways) > 1:
        ways = sorted(set(ways))
    return ways[:WIDTH]


def _varied(ways: list[Way]) -> Iterator[tuple[tuple[str, ...], int]]:
    taken: dict[str, int] = {}
    count = 0
    for cost, texts in sorted(set(ways)):
        end = texts[-1][-1]
        if taken.get(end, 0) < PER_ENDING and count < MOST:
            taken[end] = taken.get(end, 0) + 1
            count += 1
            yield texts, cost
