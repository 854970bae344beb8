"""In what order a clause says condition and act, or two acts (句内次序)."""

from __future__ import annotations

from itertools import pairwise

from mnemo.judge.card import Part, StepView
from mnemo.judge.claims import Piece

LATE = 100.0
ORDERED = ("先", "再", "然后", "后")


def moment(index: int, piece: Piece) -> float:
    """When a piece happens as the words have it: 先 before all, X前 after all, else in the order of saying."""
    if piece.segment.marker == "before":
        return LATE + index
    return -1.0 if piece.segment.order == "first" else float(index)


def inverted(view: StepView, row: list[Piece]) -> bool:
    """Whether a condition comes after the act it should precede, or what comes after stands before, in so many words."""
    acts = [moment(i, p) for i, p in enumerate(row) if any(view.parts[n].kind == "act" for n in p.parts)]
    told = [moment(i, p) for i, p in enumerate(row) if any(view.parts[n].kind == "act" for n in p.verbs)] or acts
    for i, piece in enumerate(row):
        own = any(view.parts[n].kind == "act" for n in (piece.verbs if told is not acts else piece.parts))
        if acts and not own and any(_turned(view, view.parts[n], i, row, told) for n in piece.parts):
            return True
    return _inner(view, row)


def _turned(view: StepView, part: Part, at: int, row: list[Piece], acts: list[float]) -> bool:
    now = moment(at, row[at])
    after_it = row[at].segment.marker == "after" or (at + 1 < len(row) and row[at + 1].segment.order == "next")
    if part.kind == "phase" or (part.kind == "condition" and part.before and view.step.polarity == "must"):
        if part.before and min(acts) > now and after_it:
            return True  # 停机后关阀 for 停机前关阀
        return part.after and row[at].segment.marker == "before"
    return part.kind == "condition" and min(acts) < now and _outspoken(view, at, row)


def _outspoken(view: StepView, at: int, row: list[Piece]) -> bool:
    """Whether the verse puts the condition after the act in so many words; 熄火先关阀 does not."""
    gate = view.step.polarity in ("forbid", "may")
    if row[at].segment.order == "next":
        return gate or not any(w in view.step.text for w in ("先", "前"))
    return gate and (row[at].segment.marker == "before" or any(p.segment.order == "first" for p in row))


def _inner(view: StepView, row: list[Piece]) -> bool:
    """先停机后断电 where the source says 先断电后停机 within one step."""
    if not any(w in view.step.text for w in ORDERED):
        return False
    places: dict[int, int] = {}
    for i, piece in enumerate(row):
        for number in sorted(piece.verbs):
            if view.parts[number].kind == "act":
                places.setdefault(number, i)
    for a, b in pairwise(sorted(places)):
        i, j = places[a], places[b]
        if moment(i, row[i]) > moment(j, row[j]) and (row[i].segment.order == "next" or row[i].segment.marker == "before"):
            return True
    return False
