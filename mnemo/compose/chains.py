"""Ordered runs of items: what the sequence forms are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mnemo.types import Phrasing, Polarity


@dataclass(frozen=True, slots=True)
class SequenceItem:
    """One step as the sequence forms need it: short, with its verb 字, its topic, its order.

    `shorts` are sayings of 2–4 字 (断电源). `topics` are what stands before 不V or 必V: the condition of a ban
    (超载 in 超载不吊), the object of a duty (油位 in 油位必查). `pair` is a hazard part and its guard (轴, 套).
    """

    steps: tuple[str, ...]
    verb: str  # one 字 if possible: 吊, 断
    shorts: tuple[Phrasing, ...] = ()
    topics: tuple[str, ...] = ()
    pair: tuple[str, str] = ("", "")
    polarity: Polarity = "must"
    after: tuple[str, ...] = ()  # explicit order edges
    implied_after: tuple[str, ...] = ()
    lead: str = ""  # order word in the source: 先, 再, 最后
    critical: bool = False
    section: str = ""
    context: str = ""  # trigger that governs the item
    heading: str = ""  # a title that says it

    def before(self, explicit: bool) -> tuple[str, ...]:
        """Ids of steps that come before this one."""
        return self.after if explicit else (*self.after, *self.implied_after)


def edges(items: Sequence[SequenceItem], explicit: bool) -> list[list[int]]:
    """Direct followers of each item: edges that no longer way through other items makes needless."""
    place = {step: i for i, item in enumerate(items) for step in item.steps}
    earlier = [sorted({place[s] for s in item.before(explicit) if s in place} - {i}) for i, item in enumerate(items)]
    above: list[set[int]] = [set() for _ in items]  # everything before an item; edges point forwards only
    follow: list[list[int]] = [[] for _ in items]
    for i in range(len(items)):
        direct = [j for j in earlier[i] if j < i]
        above[i] = set(direct).union(*(above[j] for j in direct))
        for j in direct:
            if not any(j in above[k] for k in direct):
                follow[j].append(i)
    return follow


def chains(
    items: Sequence[SequenceItem], explicit: bool, least: int, most: int, usable: Callable[[SequenceItem], bool]
) -> Iterator[tuple[SequenceItem, ...]]:
    """All runs of `least` to `most` usable items, each directly following the one before it.

    A run never jumps over a step: 先通风、后作业 without the 检测 between them would be a trap.
    Bans are in no run; a permission (方可作业) only ends one.
    """
    follow = edges(items, explicit)

    def grow(run: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(run) >= least:
            yield run
        if len(run) < most and items[run[-1]].polarity == "must":
            for j in follow[run[-1]]:
                if items[j].polarity != "forbid" and usable(items[j]):
                    yield from grow((*run, j))

    for start, item in enumerate(items):
        if item.polarity == "must" and usable(item):
            for run in grow((start,)):
                yield tuple(items[i] for i in run)


def title_of(run: Sequence[SequenceItem], said: Callable[[SequenceItem], bool]) -> str | None:
    """What must stand above a run: "" if every item says its own condition, their shared title, or None if there is none."""
    if all(not item.context or said(item) for item in run):
        return ""
    first = run[0]
    shared = all(item.context == first.context for item in run)
    return (next((i.heading for i in run if i.heading), "") or None) if shared else None
