"""Clauses that are no step of their own but belong to the step before: purpose, until, another check, another figure."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis import special
from mnemo.analysis.draft import Draft
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.part import Part


def joins_previous(part: Part, drafts: Sequence[Draft], number: int, g: Grammar) -> bool:
    """Whether the clause was given to the last draft of block `number`."""
    if part.role in ("until", "purpose") and _attach(part, drafts, number):
        return True
    if _excepts(part, drafts, number):
        special.add_exception(drafts[-1], part.clause, g)
        return True
    return _still_checking(part, drafts, number, g) or _more_figures(part, drafts, number, g)


def _excepts(part: Part, drafts: Sequence[Draft], number: int) -> bool:
    """遇紧急情况除外, at the end of a rule."""
    behind = (
        part.run[0].text in ("除", "除了") and part.run[-1].text in ("外", "以外", "之外") and part.clause.sep in ("。", ";")
    )
    said = (part.run[-1].text in ("除外", "例外") or behind) and len(part.run) > 1
    return said and not part.reading.cue and bool(drafts) and drafts[-1].block == number


def _still_checking(part: Part, drafts: Sequence[Draft], number: int, g: Grammar) -> bool:
    """检查夹具是否牢固，防护装置是否齐全: the second half belongs to the same check."""
    last = drafts[-1] if drafts else None
    whether = any(t.text in ("是否", "有无", "有没有") for t in part.run)
    if not whether or part.reading.cue or last is None or last.sentence != part.clause.sentence or last.block != number:
        return False
    if not last.verbs or not g.words.is_class(last.verbs[-1], "check") or g.words.is_class(part.run[0].text, "check"):
        return False
    special.add_check(last, part.clause)
    return True


def _more_figures(part: Part, drafts: Sequence[Draft], number: int, g: Grammar) -> bool:
    """A clause that only gives another figure: 深度5至6厘米."""
    last = drafts[-1] if drafts else None
    figure = any(t.tag == "m" for t in part.run) and not part.reading.cue and not g.has_verb(part.run)
    plain = not any(t.kind in ("bound", "stative", "neg", "cause") for t in part.run) and part.clause.sep != "→"
    if not (figure and plain) or last is None or last.sentence != part.clause.sentence or last.block != number:
        return False
    special.add_quantity(last, part.clause, g)
    return True


def _attach(part: Part, drafts: Sequence[Draft], number: int) -> bool:
    """Purpose and until belong to the step before them."""
    previous = drafts[-1] if drafts else None
    if part.reading.cue or previous is None or previous.block != number:
        return False
    if part.role == "purpose" and part.run[0].text in ("确保",) and previous.sentence != part.clause.sentence:
        return False
    special.add_role(previous, part.role, part.clause)
    return True
