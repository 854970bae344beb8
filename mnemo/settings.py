"""What a run is asked to do (ring 4)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mnemo.types import CardKind, Scope

DEFAULT_FORMS = ("koujue", "sanzijing", "shunkouliu")


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of one run; the defaults are the command line's."""

    forms: tuple[str, ...] = DEFAULT_FORMS
    top: int = 5
    kind: CardKind | None = None
    book: str = "tongyun"
    scope: Scope | None = None  # None: every scope that makes sense
    max_lines: int | None = None
    terms: tuple[tuple[str, str], ...] = ()  # (own word, standard word)
    lexicons: Path | None = None
    encoding: str | None = None
