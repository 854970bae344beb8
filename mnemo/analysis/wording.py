"""The words of a step, in the order of its text, for whoever says it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mnemo.analysis.clauses import Clause
from mnemo.types import Word

MARK = "，"


def words_of(text: str, clauses: Iterable[Clause]) -> tuple[Word, ...]:
    """Words of `text`, its clauses parted by a word of tag "w"; a clause that is not among `clauses` is one word."""
    known = tuple(clauses)
    found: list[Word] = []
    for part in text.split(MARK):
        if found:
            found.append(Word(MARK, "w"))
        found.extend(_words(part, known))
    return tuple(found)


def _words(part: str, clauses: Iterable[Clause]) -> Iterator[Word]:
    for clause in clauses:
        start = clause.text.text.find(part)
        if start >= 0:
            for t in clause.tokens:
                if t.start < start + len(part) and t.end > start:
                    text = clause.text.text[max(t.start, start) : min(t.end, start + len(part))]
                    yield Word(text, t.tag, t.kind)
            return
    if part:
        yield Word(part, "")


__all__ = ["MARK", "words_of"]
