"""Guards: what the source orders stays in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mnemo.judge.card import StepView
from mnemo.judge.claims import Piece, pieces
from mnemo.judge.guard_polarity import judged
from mnemo.judge.registry import Case, guard, source_words
from mnemo.types import Finding

Place = tuple[int, float]


@guard("order-kept")
def order_kept(case: Case) -> Iterator[Finding]:
    """Explicit edges of the source are kept by the order of clauses and by 先/后 inside them; implied ones should be."""
    places = _places(case)
    for view in case.card.views:
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
    swapped = _swapped(case)
    places: dict[int, list[Place]] = {}
    for clause in range(len(case.clauses)):
        thin = sum(case.clauses[clause].plain) <= 1
        for step in case.steps(clause) if not (case.aligned[clause].twins or thin) else ():
            moment = _moment(case, clause, case.card.views[step])
            if moment is not None:
                places.setdefault(step, []).append((swapped.get(clause, clause), moment))
    return places


def _swapped(case: Case) -> dict[int, int]:
    """再X，先Y: a couplet whose own words turn its order round."""
    turned: dict[int, int] = {}
    for clause in range(len(case.clauses) - 1):
        here, there = case.clauses[clause].reading.segments, case.clauses[clause + 1].reading.segments
        couplet = case.line(clause).couplet
        opens = not clause or case.line(clause - 1).couplet != couplet
        if not (opens and case.line(clause + 1).couplet == couplet):
            continue
        if here and there and here[0].order == "next" and there[0].order == "first":
            turned[clause], turned[clause + 1] = clause + 1, clause
    return turned


def _moment(case: Case, clause: int, view: StepView) -> float | None:
    """Time of the step's act inside the clause; None if only its condition is said."""
    row = pieces(view, [(clause, case.clauses[clause])])
    times = [_time(i, p) for i, p in enumerate(row) if any(view.parts[n].kind in ("act", "rest", "topic", "hazard") for n in p.parts)]
    return min(times) if times else None


def _time(index: int, piece: Piece) -> float:
    if piece.segment.marker == "before":
        return 100.0 + index
    return -1.0 if piece.segment.order == "first" else float(index)


@guard("order-inside-kept")
def order_inside_kept(case: Case) -> Iterator[Finding]:
    """Condition before act, 先 before 后, 前 is not 后, inside one clause."""
    for clause in range(len(case.clauses)):
        reading = case.clauses[clause].reading
        if not any(s.order or s.marker for s in reading.segments) or any(s.sign < 0 for s in reading.segments):
            continue
        for step in case.steps(clause):
            view = case.card.views[step]
            row = pieces(view, [(clause, case.clauses[clause])])
            others = {s for s in case.steps(clause) if s != step}
            for piece in row:
                if any(_verb_in(case, clause, s, piece) for s in others):
                    piece.parts = {n: t for n, t in piece.parts.items() if view.parts[n].kind == "act"}
            if any(p.verbs for p in row) and _inverted(view, row):
                yield case.finding("order-inverted", f"先后说反了，原文是“{source_words(view)}”", clause, view)
                break


def _verb_in(case: Case, clause: int, step: int, piece: Piece) -> bool:
    """Whether another step's act is said in the same segment: then what looks like a condition is that act."""
    other = case.card.views[step]
    return any(p.verbs and p.segment is piece.segment for p in pieces(other, [(clause, case.clauses[clause])]))


def _inverted(view: StepView, row: list[Piece]) -> bool:
    acts = [_time(i, p) for i, p in enumerate(row) if any(view.parts[n].kind == "act" for n in p.parts)]
    for i, piece in enumerate(row):
        for number in piece.parts:
            part = view.parts[number]
            if part.kind == "condition" and acts and not any(view.parts[n].kind == "act" for n in piece.parts):
                if part.before and view.step.polarity == "must":
                    if max(acts) > _time(i, piece):
                        return True
                elif min(acts) < _time(i, piece) and _doable(view, i, row):
                    return True
            if part.kind == "phase" and acts and not any(view.parts[n].kind == "act" for n in piece.parts):
                later = i + 1 < len(row) and row[i + 1].segment.order == "next"
                if part.before and min(acts) > _time(i, piece) and (later or piece.segment.marker == "after"):
                    return True
                if part.after and piece.segment.marker == "before":
                    return True
    return _inner(view, row)


def _doable(view: StepView, at: int, row: list[Piece]) -> bool:
    """Whether the verse puts the condition after the act in so many words; 熄火先关阀 does not."""
    gate = view.step.polarity in ("forbid", "may")
    if row[at].segment.order == "next":
        return gate or not any(w in view.step.text for w in ("先", "前"))
    return gate and (row[at].segment.marker == "before" or any(p.segment.order == "first" for p in row))


def _inner(view: StepView, row: list[Piece]) -> bool:
    """先停机后断电 where the source says 先断电后停机 within one step."""
    if not any(w in view.step.text for w in ("先", "再", "然后", "后")):
        return False
    moments: dict[int, float] = {}
    for i, piece in enumerate(row):
        for number in piece.parts:
            if view.parts[number].kind == "act" and number in piece.verbs:
                moments.setdefault(number, _time(i, piece))
    known = sorted(moments)
    turned = [a for a, b in pairwise(known) if moments[a] > moments[b]]
    return any(at >= 100 or row[int(at)].segment.order == "next" for a in turned for at in [moments[a]] if at >= 0)


@guard("times-kept")
def times_kept(case: Case) -> Iterator[Finding]:
    """开机前 is not 开机后."""
    for clause in range(len(case.clauses)):
        for step in case.steps(clause):
            view = case.card.views[step]
            for piece in pieces(view, [(clause, case.clauses[clause])]):
                times = [view.parts[n] for n in piece.parts if view.parts[n].kind in ("phase", "condition")]
                before = any(p.before for p in times) and not any(p.after for p in times)
                after = any(p.after for p in times) and not any(p.before for p in times)
                if (before and piece.segment.marker == "after") or (after and piece.segment.marker == "before"):
                    yield case.finding("order-inverted", f"“前”“后”说反了，原文是“{source_words(view)}”", clause, view)


@guard("order-word-kept")
def order_word_kept(case: Case) -> Iterator[Finding]:
    """What the source puts first is not said with 后/最后, what it puts later not with 先, unless the verse's neighbours say so."""
    followed = {name for v in case.card.views for name in v.step.after}
    for clause in range(len(case.clauses)):
        segments = case.clauses[clause].reading.segments
        steps = case.steps(clause)
        if len(steps) != 1 or not segments or segments[0].sign < 0 or case.aligned[clause].twins:
            continue
        view = case.card.views[steps[0]]
        if not judged(case, clause, view).verb:
            continue
        opening = segments[0].order
        if opening == "next" and view.step.id in followed and not view.step.after and view.step.order in ("先", "首先", "第一"):
            yield case.finding("order-inverted", f"原文要求先做“{source_words(view)}”，这里说成了后做", clause, view)
        elif opening == "first" and len(segments) == 1 and view.step.after and view.step.id not in followed and view.step.order:
            if view.step.order not in ("先", "首先", "第一"):
                yield case.finding("order-inverted", f"原文“{source_words(view)}”在后，这里说成了先做", clause, view)
