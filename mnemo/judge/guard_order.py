"""Guards: what the source orders stays in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mnemo.judge.card import StepView
from mnemo.judge.claims import Piece
from mnemo.judge.guard_polarity import judged
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.sequence import inverted, moment
from mnemo.types import Finding

Place = tuple[int, float]


@guard("order-kept")
def order_kept(case: Case) -> Iterator[Finding]:
    """Explicit edges of the source are kept by the order of clauses and by 先/后 inside them; implied ones should be."""
    said = {s for c in range(len(case.clauses)) for s in case.steps(c)}
    ordered = [case.card.views[s] for s in sorted(said)]
    if len(said) < 2 or not any(v.step.after or v.step.implied_after for v in ordered):
        return
    places = _places(case)
    for view in ordered:
        mine = places.get(view.number)
        if not mine:
            continue
        for edges, severity in ((view.step.after, "error"), (view.step.implied_after, "warning")):
            for name in edges:
                earlier = case.card.by_id.get(name)
                theirs = places.get(earlier) if earlier is not None else None
                if not theirs or max(mine) >= min(theirs):
                    continue
                before = case.card.views[earlier] if earlier is not None else view
                rule = "order-inverted" if severity == "error" else "order-implied"
                message = f"次序反了：原文先“{source_words(before)}”，后“{source_words(view)}”"
                yield case.finding(rule, message, mine[-1][0], view, "error" if severity == "error" else "warning")


def _places(case: Case) -> dict[int, list[Place]]:
    """Where each step is said: clause, and the moment inside it that its words give."""
    places: dict[int, list[Place]] = {}
    for clause in range(len(case.clauses)):
        thin = sum(case.clauses[clause].plain) <= 1
        for step in case.steps(clause) if not (case.aligned[clause].twins or thin) else ():
            when = _moment(case, clause, case.card.views[step])
            if when is not None:
                places.setdefault(step, []).append((clause, when))
    return places


def _moment(case: Case, clause: int, view: StepView) -> float | None:
    """Time of the step's act inside the clause, else of a condition that takes doing; None if only a stage is named."""
    row = case.row(clause, view)
    for kinds in (("act", "rest", "topic", "hazard"), ("condition",)):
        times = [moment(i, p) for i, p in enumerate(row) if any(view.parts[n].kind in kinds for n in p.parts)]
        if times:
            return min(times)
    return None


@guard("order-inside-kept")
def order_inside_kept(case: Case) -> Iterator[Finding]:
    """Condition before act, 先 before 后, 前 is not 后, inside one clause."""
    for clause in range(len(case.clauses)):
        reading = case.clauses[clause].reading
        if not any(s.order or s.marker for s in reading.segments) or any(s.sign < 0 for s in reading.segments):
            continue
        for step in case.steps(clause):
            view = case.card.views[step]
            row = case.row(clause, view)
            others = {s for s in case.steps(clause) if s != step}
            row = [_without(view, p) if any(_verb_in(case, clause, s, p) for s in others) else p for p in row]
            if judged(case, clause, view).chars != 1 and inverted(view, row):
                yield case.finding("order-inverted", f"先后说反了，原文是“{source_words(view)}”", clause, view)
                break


def _without(view: StepView, piece: Piece) -> Piece:
    return replace(piece, parts={n: t for n, t in piece.parts.items() if view.parts[n].kind == "act"})


def _verb_in(case: Case, clause: int, step: int, piece: Piece) -> bool:
    """Whether another step's act is said in the same segment: then what looks like a condition is that act."""
    other = case.card.views[step]
    return any(p.verbs and p.segment is piece.segment for p in case.row(clause, other))


@guard("times-kept")
def times_kept(case: Case) -> Iterator[Finding]:
    """开机前 is not 开机后."""
    for clause in range(len(case.clauses)):
        for step in case.steps(clause):
            view = case.card.views[step]
            for piece in case.row(clause, view):
                times = [view.parts[n] for n in piece.parts if view.parts[n].kind in ("phase", "condition")]
                before = any(p.before for p in times) and not any(p.after for p in times)
                after = any(p.after for p in times) and not any(p.before for p in times)
                if (before and piece.segment.marker == "after") or (after and piece.segment.marker == "before"):
                    yield case.finding("order-inverted", f"“前”“后”说反了，原文是“{source_words(view)}”", clause, view)


@guard("time-words-kept")
def time_words_kept(case: Case) -> Iterator[Finding]:
    """验电后 is not said where the source has 验电前, whatever the analysis made of it."""
    for clause in range(len(case.clauses)):
        text = case.text(clause)
        for step in case.steps(clause):
            view = case.card.views[step]
            if any(_crossed(text, view.text, mine, theirs) for mine, theirs in (("后", "前"), ("前", "后"))):
                yield case.finding("order-inverted", f"“前”“后”说反了，原文是“{source_words(view)}”", clause, view)


def _crossed(text: str, source: str, mine: str, theirs: str) -> bool:
    for found in re.finditer(f"(..)(?:之|以)?{mine}", text):
        word = re.escape(found[1])
        if re.search(f"{word}(?:之|以)?{theirs}", source) and not re.search(f"{word}.?(?:之|以)?{mine}", source):
            return True
    return False


@guard("order-word-kept")
def order_word_kept(case: Case) -> Iterator[Finding]:
    """What the source puts first is not said with 后/再, what it puts later not with 先, unless the verse's neighbours say so."""
    followed = {name for v in case.card.views for name in v.step.after}
    for clause in range(len(case.clauses)):
        segments = case.clauses[clause].reading.segments
        steps = case.steps(clause)
        if len(steps) != 1 or not segments or segments[0].sign < 0 or case.aligned[clause].rivals:
            continue
        view = case.card.views[steps[0]]
        if not judged(case, clause, view).verb or len(view.of("act")) > 1:
            continue
        begins = view.step.order in FIRST
        if segments[0].order == "next" and begins and not view.step.after and (view.step.id in followed or _first(case, clause + 1)):
            yield case.finding("order-inverted", f"原文要求先做“{source_words(view)}”，这里说成了后做", clause, view)
        elif segments[0].order == "first" and len(segments) == 1 and view.step.order and not begins:
            last = view.step.after and view.step.id not in followed
            if last or _next(case, clause - 1):
                yield case.finding("order-inverted", f"原文“{source_words(view)}”在后，这里说成了先做", clause, view)


FIRST = ("先", "首先", "第一")


def _first(case: Case, clause: int) -> bool:
    """Whether a clause opens with 先."""
    return _opens(case, clause, clause - 1, "first")


def _next(case: Case, clause: int) -> bool:
    """Whether a clause opens with 再, 后."""
    return _opens(case, clause, clause + 1, "next")


def _opens(case: Case, clause: int, beside: int, order: str) -> bool:
    if not case.together(clause, beside) or case.line(clause).couplet != case.line(beside).couplet:
        return False
    segments = case.clauses[clause].reading.segments
    return bool(segments) and segments[0].order == order
