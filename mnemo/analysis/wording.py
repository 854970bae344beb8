"""The words of a step, in the order of its text, for whoever says it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mnemo.analysis.clauses import Clause
from mnemo.types import Word

MARK = "，"
LEAST = 2  # 字 of a piece that is found again


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
    """Of one clause, or, where a list shares its act with others, of the clauses whose pieces follow one another."""
    while part:
        size, clause = max(((_shared(part, c), c) for c in clauses), key=lambda pair: pair[0], default=(0, None))
        if clause is None or size < LEAST:
            yield Word(part, "")
            return
        start = clause.text.text.find(part[:size])
        for t in clause.tokens:
            if t.start < start + size and t.end > start:
                yield Word(clause.text.text[max(t.start, start) : min(t.end, start + size)], t.tag, t.kind)
        part = part[size:]


def _shared(part: str, clause: Clause) -> int:
    """How many 字 `part` begins with that stand in the clause in one piece."""
    text = clause.text.text
    if part in text:
        return len(part)
    return next((n for n in range(len(part) - 1, LEAST - 1, -1) if part[:n] in text), 0)


__all__ = ["MARK", "words_of"]
