"""What stages may ask for (ring 0): small protocols that the engines meet and tests double."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mnemo.types import Syllable


class Pronouncer(Protocol):
    """Reads text aloud: one Syllable per 字, none for punctuation."""

    def syllables(self, text: str) -> tuple[Syllable, ...]: ...


class Tagger(Protocol):
    """Cuts clauses into (word, tag) pairs, tags in the LAC set (n v vn a d m q r p f t c u xc w …).

    Words join back to the clause exactly. Batched, because the neural tagger is several times faster so.
    """

    def tag(self, clauses: Sequence[str]) -> list[list[tuple[str, str]]]: ...
