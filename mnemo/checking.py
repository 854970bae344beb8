"""Judge anybody's verse (ring 4): the same code path that mnemo's own candidates pass."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.judge import prepare, read_verse
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Pronouncer
from mnemo.prosody.rhyme import Ending, ending, load_book
from mnemo.types import Judgement, Step


def judge_verse(
    verse: str, steps: Sequence[Step], lexicon: Lexicon, pronouncer: Pronouncer, book: str
) -> Judgement:
    """Findings, alignment and scores of `verse` against `steps`."""
    shelf = load_book(book)

    def end(text: str) -> Ending | None:
        return ending(text, pronouncer, shelf)

    return prepare(tuple(steps), lexicon).judge(read_verse(verse), ending=end)
