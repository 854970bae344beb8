"""What `mnemo rhyme 字词` shows: reading, tone, and the group in each book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.errors import UsageError
from mnemo.ports import Pronouncer
from mnemo.prosody.rhyme import RhymeBook
from mnemo.prosody.syllable import Level, level
from mnemo.types import Syllable


@dataclass(frozen=True, slots=True)
class GroupSeat:
    """Where a final stands in one book: ids and the names people use."""

    book: str
    book_name: str
    group: str
    group_name: str
    finals: tuple[str, ...]  # all finals of the group


@dataclass(frozen=True, slots=True)
class WordSound:
    """A word read aloud, and where its last 字 rhymes."""

    word: str
    pinyin: str
    syllables: tuple[Syllable, ...]
    final: str
    tone: int
    level: Level
    seats: tuple[GroupSeat, ...]


def describe(word: str, books: Sequence[RhymeBook], pronouncer: Pronouncer) -> WordSound:
    """Reading, tone and rhyme groups of `word`; UsageError if nothing in it is a 字."""
    syllables = pronouncer.syllables(word)
    if not syllables:
        raise UsageError(f"“{word}”里没有汉字，请输入汉字")
    last = syllables[-1]
    return WordSound(
        word=word,
        pinyin=" ".join(s.pinyin for s in syllables),
        syllables=syllables,
        final=last.final,
        tone=last.tone,
        level=level(last.tone),
        seats=tuple(_seat(last.final, book) for book in books),
    )


def _seat(final: str, book: RhymeBook) -> GroupSeat:
    group = book.group_of(final)
    finals = tuple(f for f, g in book.finals.items() if g == group)
    return GroupSeat(book.id, book.name, group, book.group_name(group), finals)
