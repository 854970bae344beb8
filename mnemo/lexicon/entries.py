"""The values of the concept index: nouns, acts, situations, operators, and what a wording may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

EntryKind = Literal["verb", "noun"]
EntryForm = Literal["name", "short", "one", "two", "result"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing, place, person, measure or harm (名词概念)."""

    id: str
    cls: str
    parent: str
    surfaces: tuple[str, ...]
    short: tuple[str, ...]
    row: str


@dataclass(frozen=True, slots=True)
class Verb:
    """An act (动作概念). `results` attach to every one-字 form at no added meaning."""

    id: str
    parent: str
    surfaces: tuple[str, ...]
    one: tuple[str, ...]
    two: tuple[str, ...]
    results: tuple[str, ...]
    frame: str
    objects: tuple[str, ...]
    opposite: str
    negative: bool
    row: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A trigger or state that goes by idiom (情形): source patterns and verse wordings."""

    id: str
    surfaces: tuple[str, ...]
    forms: tuple[str, ...]
    role: str
    doable: bool
    row: str

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One for each surface; `*` stands for up to six 字."""
        return tuple(map(_pattern, self.surfaces))


@cache
def _pattern(surface: str) -> re.Pattern[str]:
    """Compiled when first asked for: the tables hold thousands, a card needs some dozens."""
    return re.compile(re.escape(surface).replace(r"\*", ".{0,6}?"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a wording."""

    kind: EntryKind
    id: str
    form: EntryForm


@dataclass(frozen=True, slots=True)
class Match:
    """Text [start, end) read as one of `entries`."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that denies, orders, permits or limits what stands in its scope (算子)."""

    surface: str
    op: str
    scope: str
    strength: str
