"""Rhyme books (韵书) and how well two line ends rhyme.

A book says which finals rhyme; it is a TSV file in `lexicons/rhymebooks/`. `grade` compares two ends the way
the figures in the project's survey of 86 human verses were counted: strict, joined, nasal merge, none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from mnemo.errors import LexiconError, UnknownNameError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import parse_table
from mnemo.ports import Pronouncer
from mnemo.prosody.syllable import FINALS, Level, level
from mnemo.types import Syllable

Grade = Literal["strict", "joined", "nasal", "same", "none"]

COLUMNS = ("final", "group", "name", "example", "counter")
STRICT_BOOKS = ("tongyun", "shisanzhe")
MERGES = {"ang": "an", "iang": "ian", "uang": "uan", "eng": "en", "ing": "in", "ueng": "uen"}


class Sounded(Protocol):
    """What rhyme looks at: a `Syllable` or an `Ending`."""

    @property
    def char(self) -> str: ...
    @property
    def final(self) -> str: ...
    @property
    def tone(self) -> int: ...


@dataclass(frozen=True, slots=True)
class RhymeBook:
    """Which finals rhyme (韵书). `groups` are the ids in the order of the file, `names` what people call them."""

    id: str
    name: str
    finals: dict[str, str] = field(hash=False)
    names: dict[str, str] = field(hash=False)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(self.names)

    def group_of(self, final: str) -> str:
        """The group's id; KeyError for a string that is no final."""
        return self.finals[final]

    def group_name(self, group: str) -> str:
        """What people call the group: 江阳, 十三昂."""
        return self.names[group]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a line ends (韵脚): its last 字, strict final, group in one book, tone 1–5 and tone class."""

    char: str
    final: str
    group: str
    tone: int
    level: Level


def book_ids(root: Path | None = None) -> tuple[str, ...]:
    """Ids of all books there are, in alphabetical order."""
    folder = (root or lexicon_root()) / "rhymebooks"
    return tuple(sorted(path.stem for path in folder.glob("*.tsv")))


@lru_cache(maxsize=64)
def load_book(book_id: str, root: Path | None = None) -> RhymeBook:
    """The book called `book_id`; UnknownNameError if there is none, LexiconError if it leaves a final out."""
    known = book_ids(root)
    if book_id not in known:
        raise UnknownNameError("韵书", book_id, known)
    place = f"rhymebooks/{book_id}.tsv"
    text = ((root or lexicon_root()) / place).read_text(encoding="utf-8")
    return parse_book(text, book_id, place)


def parse_book(text: str, book_id: str, place: str) -> RhymeBook:
    """A book from the text of its table; every final must stand in it once, a group must have one name."""
    table = parse_table(text, place, COLUMNS)
    finals: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in table.rows:
        if row["final"] not in FINALS:
            raise row.fault(f"没有韵母“{row['final']}”", f"可用：{' '.join(sorted(FINALS))}")
        if names.setdefault(row["group"], row["name"]) != row["name"]:
            raise row.fault(f"韵部 {row['group']} 有两个名称", "统一名称")
        finals[row["final"]] = row["group"]
    if missing := FINALS - finals.keys():
        raise LexiconError(place, 0, f"缺少韵母 {' '.join(sorted(missing))}", "每个韵母写一行")
    return RhymeBook(book_id, table.header["title"], finals, names)


def books(root: Path | None = None) -> tuple[RhymeBook, ...]:
    """All books, by id."""
    return tuple(load_book(book_id, root) for book_id in book_ids(root))


def grade(a: Sounded, b: Sounded, book: RhymeBook) -> Grade:
    """How well `a` and `b` rhyme: strict, joined, nasal, same (one 字 twice) or none.

    strict: one group in 通韵 and in 十三辙. joined: in one of the two, or in `book`. nasal: only if an~ang, en~eng,
    in~ing fall together. The same 字 repeats instead of rhyming, and a neutral tone (了, 着, 日子) carries no rhyme: none.

    >>> from mnemo.prosody.syllable import read_pinyin as r
    >>> grade(r("牢", "láo"), r("好", "hǎo"), load_book("tongyun"))
    'strict'
    """
    if a.tone == 5 or b.tone == 5:
        return "none"
    if a.char == b.char:
        return "same"
    return grade_finals(a.final, b.final, book)


def grade_finals(a: str, b: str, book: RhymeBook) -> Grade:
    """`grade` for bare finals, for callers that keep tables of them (composing, benchmarks)."""
    joined = [load_book(name).group_of(a) == load_book(name).group_of(b) for name in STRICT_BOOKS]
    if all(joined):
        return "strict"
    if any(joined) or book.group_of(a) == book.group_of(b):
        return "joined"
    left, right = MERGES.get(a, a), MERGES.get(b, b)
    if (left, right) != (a, b) and all(load_book(n).group_of(left) == load_book(n).group_of(right) for n in STRICT_BOOKS):
        return "nasal"
    return "none"


def ending(text: str, pronouncer: Pronouncer, book: RhymeBook) -> Ending | None:
    """How `text` ends, punctuation aside; None if nothing in it is read aloud."""
    syllables = pronouncer.syllables(text)
    return ending_of(syllables[-1], book) if syllables else None


def ending_of(syllable: Syllable, book: RhymeBook) -> Ending:
    """The `Ending` a line has whose last 字 is `syllable`."""
    group = book.group_of(syllable.final)
    return Ending(syllable.char, syllable.final, group, syllable.tone, level(syllable.tone))
