"""Two neighbouring steps in one line: rows whose slots carry a 1 or a 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mnemo.compress.phrase import HIGHEST, combine, naturalness, omitted, repeats, tail_wordings
from mnemo.compress.rows import KINDS, SHAPES, Bank, Slot
from mnemo.compress.slots import SLOT_ATOMS, Slots
from mnemo.compress.wordings import Wording
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.types import Phrasing

MERGE_COLUMNS = ("pair", "length", "needs", "pattern", "cost", "example", "line", "counter")
MOST = 24  # merges kept per pair of steps and shape
_SLOT = re.compile(r"\{([12+])([A-Za-z]+)(\d)\}")
_KNOWN_NEEDS = frozenset({"order", "!order", "same_act"})


@dataclass(frozen=True, slots=True)
class Merge:
    """One compiled row: parts are literals, tails, or (which step, slot name)."""

    id: str
    pair: str
    needs: tuple[str, ...]
    shape: tuple[int, ...]
    parts: tuple[str | Slot | tuple[int, str], ...]
    caesura: int
    cost: int
    says: tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=4)
def load_merges(root: Path | None = None) -> tuple[Merge, ...]:
    """Compile `merges.tsv` below `root`; LexiconError at the first broken row."""
    return tuple(_compile(row) for row in read_rows(root or lexicon_root(), "merges", MERGE_COLUMNS))


def merges(first: Slots, second: Slots, edge: bool, rows: tuple[Merge, ...], bank: Bank) -> tuple[Phrasing, ...]:
    """Every way to say both steps in one line; with an explicit `edge` between them the line states it."""
    pair = KINDS[first.step.kind] + KINDS[second.step.kind]
    pair = pair.replace("w", "d") if not (first.step.conditions or second.step.conditions) else pair
    found: dict[tuple[str, ...], Phrasing] = {}
    for row in rows:
        if row.pair != pair or (("order" in row.needs) != edge and "!order" not in row.needs) or ("!order" in row.needs and edge):
            continue
        if "same_act" in row.needs and first.concept != second.concept:
            continue
        for phrasing in _expand(row, first, second, bank, edge):
            known = found.get(phrasing.clauses)
            if known is None or phrasing.cost < known.cost:
                found[phrasing.clauses] = phrasing
    return tuple(sorted(found.values(), key=lambda p: (p.cost, p.clauses))[:MOST])


def _expand(row: Merge, first: Slots, second: Slots, bank: Bank, edge: bool) -> Iterator[Phrasing]:
    both = (first, second)
    for slots, says in zip(both, row.says, strict=True):
        if not slots.required <= says:
            return
    options: list[tuple[Wording, ...]] = []
    for part in row.parts:
        if isinstance(part, str):
            options.append((Wording(part, 0),))
        elif isinstance(part, Slot):
            options.append(tail_wordings(part, first, bank.tails))
        else:
            options.append(both[part[0]].fillings.get(part[1], ())[:5])
    base = row.cost + omitted(row.says[0], first) + omitted(row.says[1], second)
    narrow = any(s.step.kind in ("never", "gate", "may", "limit") for s in both)
    for texts, cost in combine(options, base, narrow):
        clause = "".join(texts)
        total = cost + repeats(clause, row.parts)
        if total <= HIGHEST:
            yield Phrasing(
                clauses=(clause,),
                steps=(first.step.id, second.step.id),
                cost=total,
                naturalness=naturalness(total),
                trail=(row.id,),
                says=("act", "order") if edge else ("act",),
                says_condition=not (first.step.conditions or second.step.conditions),
                caesuras=(row.caesura,),
                source="grammar",
            )


def _compile(row: Row) -> Merge:
    letters = set(KINDS.values())
    if len(row["pair"]) != 2 or set(row["pair"]) - letters:
        raise row.fault(f"类别对 {row['pair']} 不对", "写两个类别字母，如 dd")
    if row["length"] not in SHAPES or len(SHAPES[row["length"]]) > 1:
        raise row.fault(f"长度 {row['length']} 不对", "合并句式只有一句")
    needs = tuple(n for n in row["needs"].split(",") if n)
    if set(needs) - _KNOWN_NEEDS:
        raise row.fault(f"未知的要求 {row['needs']}", f"可用：{' '.join(sorted(_KNOWN_NEEDS))}")
    parts: list[str | Slot | tuple[int, str]] = []
    says: tuple[set[str], set[str]] = (set(), set())
    length = caesura = 0
    for half_number, half in enumerate(row["pattern"].split("/")):
        if half_number == 1:
            caesura = length
        at = 0
        for m in _SLOT.finditer(half):
            if m.start() > at:
                parts.append(half[at : m.start()])
                length += m.start() - at
            parts.append(_part(row, m, says))
            length += int(m[3])
            at = m.end()
        if at < len(half):
            parts.append(half[at:])
            length += len(half) - at
    if (length,) != SHAPES[row["length"]]:
        raise row.fault(f"句式是 {length} 字，长度写的是 {row['length']}", "改句式或长度")
    if "same_act" in needs:
        says[1].add("act")  # 先开排阀后吸阀: one verb serves both
    return Merge(
        row.id, row["pair"], needs, (length,), tuple(parts), caesura, row.whole("cost", 300), (frozenset(says[0]), frozenset(says[1]))
    )


def _part(row: Row, m: re.Match[str], says: tuple[set[str], set[str]]) -> Slot | tuple[int, str]:
    which, letters, digit = m.groups()
    if which == "+":
        return Slot(letters + digit, int(digit), True)
    if letters not in SLOT_ATOMS:
        raise row.fault(f"未知的槽 {letters}", f"可用：{' '.join(SLOT_ATOMS)}")
    says[int(which) - 1].update(SLOT_ATOMS[letters])
    return int(which) - 1, letters + digit
