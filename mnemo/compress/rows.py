"""Phrase rows and tails, compiled once: literal 字 and slots with their lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from mnemo.compress.slots import SLOT_ATOMS
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

PHRASE_COLUMNS = ("act", "kind", "length", "class", "needs", "pattern", "cost", "example", "line", "counter")
TAIL_COLUMNS = ("set", "surface", "licence", "polarity", "example", "counter")
KINDS: Mapping[str, str] = {
    "do": "d", "when": "w", "never": "n", "gate": "g", "may": "m", "limit": "l", "hazard": "h",
}  # fmt: skip
SHAPES: Mapping[str, tuple[int, ...]] = {
    "2": (2,), "3": (3,), "4": (4,), "5": (5,), "7": (7,), "33": (3, 3), "44": (4, 4), "55": (5, 5), "77": (7, 7),
}  # fmt: skip
_SLOT = re.compile(r"\{(\+?)([A-Za-z]+)(\d)\}")
_NEEDS = frozenset(
    ["about", "above", "act2", "actor", "all", "any", "before", "below", "condition", "distance", "doable", "duration", "event", "exact", "exception", "first", "freq", "goal", "granted", "hazard", "joined", "lead", "list", "manner", "max", "measure", "min", "negated", "next", "object", "only", "order", "paper", "partner", "place", "quantity", "range", "right", "serial", "state", "substitute", "tool", "until", "urgent", "worn"]
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap in a pattern: `name` as in the fillings (`O2`), or a tail set (`URG3`)."""

    name: str
    length: int
    tail: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled row."""

    id: str
    act: str
    kinds: str
    shape: tuple[int, ...]
    cls: str  # class of the object, `*` any, "" none
    needs: tuple[str, ...]
    refuses: tuple[str, ...]
    parts: tuple[str | Slot, ...]  # literals, slots; "，" parts the clauses
    caesuras: tuple[int, ...]
    cost: int
    says: frozenset[str]
    names: tuple[str, ...]  # fillings it takes, tails left out
    row: Row


@dataclass(frozen=True, slots=True)
class Tail:
    """An ending or auxiliary that adds no claim beyond its licence."""

    text: str
    licence: str
    polarity: str


@dataclass(frozen=True)
class Bank:
    """All phrases by kind letter, and the tail sets."""

    by_kind: Mapping[str, tuple[Phrase, ...]]
    tails: Mapping[str, tuple[Tail, ...]]

    @cached_property
    def _by_act(self) -> dict[tuple[str, str], list[Phrase]]:
        index: dict[tuple[str, str], list[Phrase]] = {}
        for letter, phrases in self.by_kind.items():
            for phrase in phrases:
                index.setdefault((letter, phrase.act), []).append(phrase)
        return index

    def phrases(self, letter: str, acts: Iterable[str]) -> Iterator[Phrase]:
        """Rows of this kind for any of these acts, and those for every act."""
        for act in ("*", *dict.fromkeys(acts)):
            yield from self._by_act.get((letter, act), ())


@lru_cache(maxsize=4)
def load_bank(root: Path | None = None) -> Bank:
    """Compile `phrases/` and `tails.tsv` below `root`; LexiconError at the first broken row."""
    root = root or lexicon_root()
    tails: dict[str, list[Tail]] = {}
    for row in read_rows(root, "tails", TAIL_COLUMNS):
        tails.setdefault(row["set"], []).append(Tail(row["surface"], row["licence"], row["polarity"]))
    by_kind: dict[str, list[Phrase]] = {letter: [] for letter in KINDS.values()}
    for row in read_rows(root, "phrases", PHRASE_COLUMNS):
        phrase = compile_phrase(row, frozenset(tails))
        for letter in phrase.kinds:
            by_kind[letter].append(phrase)
    return Bank({k: tuple(v) for k, v in by_kind.items()}, {k: tuple(v) for k, v in tails.items()})


def compile_phrase(row: Row, tail_sets: frozenset[str]) -> Phrase:
    """Check one row and split its pattern."""
    if not row["kind"] or set(row["kind"]) - set(KINDS.values()):
        raise row.fault(f"未知的步骤类别 {row['kind']}", f"用 {' '.join(KINDS.values())} 里的字母")
    if row["length"] not in SHAPES:
        raise row.fault(f"未知的长度 {row['length']}", f"用 {' '.join(SHAPES)}")
    if not row["cost"].isdigit() or int(row["cost"]) > 300:
        raise row.fault(f"代价 {row['cost']} 不对", "写 0 到 300 的整数")
    needs = [n for n in row["needs"].split(",") if n]
    for need in needs:
        if need.removeprefix("!") not in _NEEDS:
            raise row.fault(f"未知的要求 {need}", f"可用：{' '.join(sorted(_NEEDS))}")
    shape = SHAPES[row["length"]]
    parts, caesuras = _parts(row, tail_sets)
    _check_length(row, parts, shape)
    says: set[str] = set()
    for part in parts:
        if isinstance(part, Slot) and not part.tail:
            says |= SLOT_ATOMS[part.name.rstrip("0123456789")]
    if row["act"] != "*":
        says.add("act")
    return Phrase(
        id=row.id,
        act=row["act"],
        kinds=row["kind"],
        shape=shape,
        cls=row["class"],
        needs=tuple(n for n in needs if not n.startswith("!")),
        refuses=tuple(n[1:] for n in needs if n.startswith("!")),
        parts=parts,
        caesuras=caesuras,
        cost=int(row["cost"]),
        says=frozenset(says),
        names=tuple(p.name for p in parts if isinstance(p, Slot) and not p.tail),
        row=row,
    )


def _parts(row: Row, tail_sets: frozenset[str]) -> tuple[tuple[str | Slot, ...], tuple[int, ...]]:
    parts: list[str | Slot] = []
    caesuras: list[int] = []
    for clause_number, clause in enumerate(row["pattern"].split("，")):
        if clause_number:
            parts.append("，")
        length = 0
        caesura = 0
        for half_number, half in enumerate(clause.split("/")):
            if half_number == 1:
                caesura = length
            at = 0
            for m in _SLOT.finditer(half):
                if literal := half[at : m.start()]:
                    parts.append(literal)
                    length += len(literal)
                parts.append(_slot(row, m, tail_sets))
                length += int(m[3])
                at = m.end()
            if literal := half[at:]:
                if "{" in literal or "}" in literal:
                    raise row.fault(f"看不懂的槽：{literal}", "写成 {O2} 或 {+URG3}")
                parts.append(literal)
                length += len(literal)
        caesuras.append(caesura)
    return tuple(parts), tuple(caesuras)


def _slot(row: Row, m: re.Match[str], tail_sets: frozenset[str]) -> Slot:
    plus, letters, digit = m.groups()
    if plus:
        if letters + digit not in tail_sets:
            raise row.fault(f"没有名为 {letters}{digit} 的尾词集", "看 tails.tsv")
        return Slot(letters + digit, int(digit), True)
    if letters not in SLOT_ATOMS:
        raise row.fault(f"未知的槽 {letters}", f"可用：{' '.join(SLOT_ATOMS)}")
    return Slot(letters + digit, int(digit), False)


def _check_length(row: Row, parts: tuple[str | Slot, ...], shape: tuple[int, ...]) -> None:
    lengths = [0]
    for part in parts:
        if part == "，":
            lengths.append(0)
        else:
            lengths[-1] += part.length if isinstance(part, Slot) else len(part)
    if tuple(lengths) != shape:
        raise row.fault(f"句式是 {lengths} 字，长度写的是 {row['length']}", "改句式或长度")
