"""Words of a clause: the tagger's words and the project's terms compete in a lattice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mnemo.analysis.words import MODALS


@dataclass(frozen=True)
class Vocabulary:
    """What the lexicons add to the tagger's words."""

    terms: Mapping[str, str] = field(default_factory=dict)  # word → v or n
    verbs1: frozenset[str] = frozenset()  # one-字 verbs
    protected: frozenset[str] = frozenset()  # no cue may be cut out of these
    cuts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # 用水 → 用/p 水/n
    results: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # 排尽 → 排, 尽


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a clause: LAC tag, cue kind ("" if none), offsets in the clause."""

    text: str
    tag: str
    kind: str
    start: int
    end: int

    @property
    def modal(self) -> bool:
        return self.kind in MODALS

    @property
    def unable(self) -> bool:
        """打不开, 停不下来: a verb with the result it does not reach."""
        return not self.kind and self.tag == "v" and "不" in self.text[1:-1]

    @property
    def noun(self) -> bool:
        return self.tag in ("n", "nz", "nr", "ns", "nt", "nw", "s", "vn", "an", "r", "PER") and not self.kind


Run = tuple[Token, ...]


def join(run: Sequence[Token]) -> str:
    """The run as text."""
    return "".join(t.text for t in run)


def cut_at(run: Run, at: int) -> Run:
    """The run with a boundary at `at`."""
    found: list[Token] = []
    for t in run:
        if t.start < at < t.end:
            cut = at - t.start
            found += [replace(t, text=t.text[:cut], end=at, kind=""), replace(t, text=t.text[cut:], start=at, kind="")]
        else:
            found.append(t)
    return tuple(found)
