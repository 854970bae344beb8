"""The judge's own small tables: how plain words count, opposites, everyday names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mnemo.lexicon.concepts import OPERATOR_COLUMNS
from mnemo.lexicon.table import Row, read_rows

WORD_COLUMNS = ("word", "kind", "example", "counter")
PAIR_COLUMNS = ("word", "opposite", "kind", "example", "counter")
TAIL_COLUMNS = ("set", "surface", "licence", "polarity", "example", "counter")
NAME_COLUMNS = ("word", "means", "example", "counter")


SIDES = {"inside": ("in", True), "outside": ("out", True), "inward": ("in", False), "outward": ("out", False)}
"""Kind of a word in `judgewords` → the side it names, and whether it names it outright."""


@dataclass(frozen=True)
class Tables:
    """`kinds`: word → what it does in a verse. `places`, `states`: word → opposites. `names`: everyday word → source words.
    `others`: word → words of the same trade that mean something else.

    `sides`: word → in or out, and whether outright. `counters`: operator → wordings in which its letters are no operator (不断 in 不断电).
    """

    kinds: Mapping[str, frozenset[str]]
    places: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    counters: Mapping[str, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, tuple[str, bool]]
    cannot: re.Pattern[str]  # 拉不上来: verb and result, of the rows `potential`
    gained: tuple[str, ...]  # verbs whose whole object, 的 included, is denied with them


@lru_cache(maxsize=4)
def load_tables(root: Path) -> Tables:
    """Read `judgewords`, `opposites` and `everyday` below `root`; LexiconError at the first broken row."""
    kinds: dict[str, set[str]] = {}
    words = read_rows(root, "judgewords", WORD_COLUMNS)
    for row in words:
        kinds.setdefault(row["word"], set()).add(row["kind"])
    for row in read_rows(root, "tails", TAIL_COLUMNS):
        if row["polarity"] == "must" and len(row["surface"]) > 1:
            kinds.setdefault(row["surface"], set()).add("empty")  # 要做到, 莫迟疑 say no act of their own
    pairs: dict[str, dict[str, list[str]]] = {"place": {}, "state": {}, "other": {}}
    potential: dict[str, tuple[str, ...]] = {}
    for row in read_rows(root, "opposites", PAIR_COLUMNS):
        if row["kind"] == "potential":
            potential[row["word"]] = row.list("opposite")
            continue
        for other in row.list("opposite"):
            pairs[row["kind"]].setdefault(row["word"], []).append(other)
            pairs[row["kind"]].setdefault(other, []).append(row["word"])
    return Tables(
        {word: frozenset(found) for word, found in kinds.items()},
        {word: tuple(dict.fromkeys(found)) for word, found in pairs["place"].items()},
        {word: tuple(dict.fromkeys(found)) for word, found in pairs["state"].items()},
        {row["word"]: row.list("means") for row in read_rows(root, "everyday", NAME_COLUMNS)},
        _counters(root, words),
        {word: tuple(dict.fromkeys(found)) for word, found in pairs["other"].items()},
        {row["word"]: SIDES[row["kind"]] for row in words if row["kind"] in SIDES},
        re.compile("|".join(f"(?:{verb})不(?:{'|'.join(results)})" for verb, results in sorted(potential.items())) or "(?!)"),
        tuple(word for word, found in kinds.items() if "gained" in found),
    )


def _counters(root: Path, words: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_rows(root, "operators", OPERATOR_COLUMNS):
        if row["counter"]:
            found.setdefault(row["surface"], []).append(row["counter"])
    for row in words:
        if row["kind"] == "gone":
            found.setdefault(row["word"], []).extend(row.list("counter"))
    return {surface: tuple(words) for surface, words in found.items()}
