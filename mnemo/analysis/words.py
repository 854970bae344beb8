"""Word knowledge of the analysis, read from `lexicons/`: cues, verb classes, noun heads, gate words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows

CUE_COLUMNS = ("surface", "kind", "example", "counter")
CLASS_COLUMNS = ("surface", "class", "example", "counter")
HEAD_COLUMNS = ("suffix", "class", "example", "counter")
GATE_COLUMNS = ("surface", "kind", "example", "counter")

MODALS = frozenset({"ban", "duty", "then", "only", "may"})
POLARITY = {"ban": "forbid", "duty": "must", "then": "may", "only": "may", "may": "may"}


@dataclass(frozen=True)
class Words:
    """All tables at once; build it with `load_words`."""

    cues: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    heads: Mapping[str, frozenset[str]]
    gates: Mapping[str, str]
    cue_ids: Mapping[str, str]
    longest_head: int = 0
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind(self, surface: str) -> str:
        """Cue kind of a word, "" if it is none."""
        return self.cues.get(surface, "")

    def is_class(self, surface: str, name: str) -> bool:
        """Whether a verb or state word is of class `name`."""
        return name in self.classes.get(surface, frozenset())

    def ends_like(self, text: str, name: str) -> bool:
        """Whether `text` ends in a head of class `name` (作业人员 → person)."""
        longest = min(len(text), self.longest_head)
        return any(name in self.heads.get(text[-n:], frozenset()) for n in range(1, longest + 1))

    def starts_like(self, text: str, name: str) -> bool:
        """Whether `text` begins with a word of class `name`."""
        return text.startswith(self.starts.get(name, ()))

    def orders(self, text: str) -> bool:
        """Whether a bracket says what to do or not to do: it holds a modal or an order word."""
        return any(cue in text for cue, kind in self.cues.items() if kind in MODALS or kind == "first")

    def heads_compound(self, char: str) -> bool:
        """Whether a two-字 verb and this 字 make one noun, as 2+1 mostly do (动火｜票, 启动｜钮)."""
        return "compound" in self.heads.get(char, frozenset())

    def pipes(self, word: str) -> bool:
        """进气阀, 供料皮带: what flows through a device, and which way, names it."""
        if not 3 <= len(word) <= 4 or not self.is_class(word[0], "flow") or not self.is_class(word[1], "medium"):
            return False
        return "duct" in self.heads.get(word[2:], frozenset())

    def holds(self, text: str, name: str) -> str:
        """The longest word of class `name` inside `text`, "" if there is none."""
        found = [w for w in self.starts.get(name, ()) if w in text]
        return max(found, key=len, default="")

    def cue_row(self, surface: str) -> str:
        """Name of the lexicon row of a cue, for `mnemo explain`."""
        return self.cue_ids.get(surface, "")


@lru_cache(maxsize=4)
def load_words(root: Path | None = None) -> Words:
    """Read the analysis tables below `root` (the shipped ones by default)."""
    base = root or lexicon_root()
    cues: dict[str, str] = {}
    ids: dict[str, str] = {}
    for row in read_rows(base, "cues", CUE_COLUMNS):
        cues[row["surface"]] = row["kind"]
        ids[row["surface"]] = row.id
    classes = _sets((r["surface"], r["class"]) for r in read_rows(base, "verbclasses", CLASS_COLUMNS))
    heads = _sets((r["suffix"], r["class"]) for r in read_rows(base, "heads", HEAD_COLUMNS))
    gates = {r["surface"]: r["kind"] for r in read_rows(base, "gatewords", GATE_COLUMNS)}
    starts: dict[str, list[str]] = {}
    for table in (classes, heads):
        for word, names in table.items():
            for name in sorted(names):
                starts.setdefault(name, []).append(word)
    return Words(cues, classes, heads, gates, ids, max(map(len, heads)), {name: tuple(found) for name, found in starts.items()})


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
