"""Guards: numbers, units, bounds and places are the source's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mnemo.judge.card import StepView
from mnemo.judge.match import same_quantity
from mnemo.judge.registry import Case, guard, source_words
from mnemo.lexicon.numerals import Number, direction
from mnemo.types import Finding


@guard("amounts-kept")
def amounts_kept(case: Case) -> Iterator[Finding]:
    """Every number said is one of its step's, with the same unit and the bound in the same direction."""
    for clause in range(len(case.clauses)):
        for number in case.clauses[clause].reading.numbers:
            steps = [case.card.views[s] for s in case.steps(clause)]
            near = [case.card.views[s] for s in case.near(clause)]
            if finding := _amount(case, clause, number, steps, near):
                yield finding


def _amount(case: Case, clause: int, number: Number, steps: Sequence[StepView], near: Sequence[StepView]) -> Finding | None:
    said = case.text(clause)[number.start : number.end]
    equal = [(v, q) for v in near for q in v.numbers if same_quantity(number, q)]
    for _, q in equal:
        if direction(number.bound) * direction(q.bound) >= 0 and not (_exceeds(case, clause, number) and direction(q.bound) < 0):
            return None
    if equal:
        view, _ = equal[0]
        return case.finding("bound-changed", f"“{said}”的上下限说反了，原文是“{source_words(view)}”", clause, view)
    for view in steps:
        for q in view.numbers:
            if q.unit == number.unit and number.unit:
                return case.finding("number-changed", f"“{said}”与原文“{source_words(view)}”的数不同", clause, view)
    for view in steps:
        for q in view.numbers:
            if (q.said, q.said_high) == (number.said, number.said_high):
                return case.finding("unit-changed", f"“{said}”的单位与原文“{source_words(view)}”不同", clause, view)
    if any(same_quantity(number, q) for v in case.card.views for q in v.numbers):
        return None
    if not steps:
        return None
    holder = next((v for v in steps if v.numbers), steps[0])
    return case.finding("number-changed", f"原文“{source_words(holder)}”没有“{said}”这个数", clause, holder)


def _exceeds(case: Case, clause: int, number: Number) -> bool:
    """过三点二 without a denial: beyond the limit."""
    return case.text(clause)[: number.start].endswith("过") and not case.clauses[clause].reading.denied


@guard("limits-said")
def limits_said(case: Case) -> Iterator[Finding]:
    """A step that is said is said with its quantity."""
    if case.alone:
        return
    said: dict[int, list[int]] = {}
    for clause in range(len(case.clauses)):
        for step in case.steps(clause):
            said.setdefault(step, []).append(clause)
    for step, clauses in said.items():
        view = case.card.views[step]
        if not view.step.quantities:
            continue
        around = {c for clause in clauses for c in (clause - 1, clause, clause + 1) if case.together(clause, c)}
        found = [n for c in around for n in case.clauses[c].reading.numbers]
        if not any(same_quantity(n, q) for n in found for q in view.numbers):
            yield case.finding("limit-dropped", f"没有说出数量：{source_words(view)}", clauses[0], view, "warning")


@guard("places-kept")
def places_kept(case: Case) -> Iterator[Finding]:
    """上风 is not 下风, 内 not 外, 左 not 右, 上 not 下, 前 not 后."""
    for clause in range(len(case.clauses)):
        views = [case.card.views[s] for s in case.steps(clause)]
        if views and (found := _place(case, clause, views)):
            word, other, view = found
            yield case.finding("place-changed", f"原文是“{other}”，这里成了“{word}”：{source_words(view)}", clause, view)


def _place(case: Case, clause: int, views: Sequence[StepView]) -> tuple[str, str, StepView] | None:
    text = case.text(clause)
    near = "\n".join(case.card.views[s].text for s in case.near(clause))
    reading = case.clauses[clause].reading
    words = case.vocabulary.tables.places
    for at in range(len(text)):
        for length in (3, 2, 1):
            word = text[at : at + length]
            if word not in words or len(word) < length:
                continue
            if length == 1 and not reading.weight[at]:
                continue
            for other in words[word]:
                for view in views:
                    if _swapped(text, at, word, other, view.text, near) and not _denied(case, clause, at, view):
                        return word, other, view
            break
    return None


def _swapped(text: str, at: int, word: str, other: str, source: str, near: str) -> bool:
    if len(word) > 1 or len(other) > 1:
        return word not in near and other in source
    left = text[at - 1 : at] if at else ""
    right = text[at + 1 : at + 2]
    own = [left + word] * bool(left) + [word + right] * bool(right)
    if any(o in near for o in own):
        return False
    turned = [left + other] * bool(left) + [other + right] * bool(right)
    if left in "往向朝":
        return False
    if word == "外" and left and word not in near:
        turned += ["入" + left, "进" + left, "下" + left, left + "里", left + "中"]
    if word in "内里" and left and not any(w in near for w in "内里中"):
        turned += [left + "外"]
    return any(t in source for t in turned)


def _denied(case: Case, clause: int, at: int, view: StepView) -> bool:
    """莫站下风 says 站上风."""
    reading = case.clauses[clause].reading
    for number, token in enumerate(reading.tokens):
        if token.start <= at < token.end and reading.segment_of[number] >= 0:
            sign = reading.segments[reading.segment_of[number]].sign
            return sign != (-1 if view.forbids else 1)
    return False
