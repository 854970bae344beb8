"""Guards: numbers, units, bounds and places are the source's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mnemo.judge.card import StepView
from mnemo.judge.contrary import demands_the_same
from mnemo.judge.guard_polarity import judged
from mnemo.judge.match import same_quantity
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.words import Token
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
    toward = _toward(case, clause, number)
    equal = [(v, q) for v in steps for q in v.numbers if same_quantity(number, q)]
    equal = equal or [(v, q) for v in near for q in v.numbers if same_quantity(number, q)]
    if len(steps) > 1 and equal and all(v is not steps[0] for v, _ in equal) and len(case.clauses[clause].reading.numbers) == 1:
        rival = next((q for q in steps[0].numbers if q.unit == number.unit and number.unit), None)
        if rival is not None:
            return case.finding("number-changed", f"“{said}”与原文“{source_words(steps[0])}”的数不同", clause, steps[0])
    if any(toward * direction(q.bound) >= 0 for _, q in equal):
        return None
    if equal and (_elsewhere(case, clause, number, toward) or (toward > 0 and _exceeded(case, clause))):
        return None
    if equal:
        view, source = equal[0]
        if view.forbids and toward < 0 and direction(source.bound) > 0:
            return None  # 莫超十秒 for 不得中途停止超过10秒
        if view.step.polarity == "may" and view.of("condition") and case.clauses[clause].reading.denied:
            return None  # 硫化氢超十莫进: condition and conclusion are turned together
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
    if said in case.card.text or number.said_unit == "级":
        return None  # 二级报警: part of a name
    if number.value == "2" and any(w in v.text for v in steps for w in BOTH):
        return None
    if any(same_quantity(number, q) for s in case.near(clause) for d in (-2, -1, 1, 2) if 0 <= s + d < len(case.card.views) for q in case.card.views[s + d].numbers):
        return None
    if not steps or not (number.said_unit or number.bound != "exact" or any(v.numbers for v in steps)):
        return None
    holder = next((v for v in steps if v.numbers), steps[0])
    return case.finding("number-changed", f"原文“{source_words(holder)}”没有“{said}”这个数", clause, holder)


BOTH = ("双", "两", "另一", "一副", "与")


def _elsewhere(case: Case, clause: int, number: Number, toward: int) -> bool:
    """停工超过半小时 for 中断30分钟以上: another step has the amount with this bound, and explains about as much."""
    matches = case.clauses[clause]
    least = COMPARABLE * max((matches.score(s) for s in case.steps(clause)), default=0.0)
    views = (case.card.views[s] for s in matches.best if matches.score(s) >= least)
    return any(same_quantity(number, q) and toward * direction(q.bound) > 0 for v in views for q in v.numbers)


def _exceeded(case: Case, clause: int) -> bool:
    """库温过三十度，及时通风降温: the clause names the occasion of the step after, which the source has for too much."""
    following = {s for c in (clause, clause + 1) if case.together(clause, c) for s in case.steps(c)}
    return any(s + 1 in following and any(w in case.card.views[s + 1].text for w in OVER) for s in case.steps(clause) if s + 1 < len(case.card.views))


OVER = ("超", "高于", "大于")
COMPARABLE = 1.0
"""Share of what the best step explains from which another may be the one meant."""
PAST = ("超过", "超了", "以上")


def _toward(case: Case, clause: int, number: Number) -> int:
    """Direction of the bound as said: 过三点二 without a denial goes beyond, 五米里 stays within."""
    text = case.text(clause)
    past = text[: number.start].endswith("过") or text[number.end :].startswith(PAST)
    if past and not case.clauses[clause].reading.denied:
        return 1
    return direction(number.bound) or -1 * (text[number.end :].startswith("里") and number.unit == "m")


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
        if views and (found := _place(case, clause, views)) and not demands_the_same(case, clause, found[2]):
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
            if (length == 1 and not reading.weight[at]) or _inside_name(reading.tokens, at):
                continue
            for other in words[word]:
                for view in views:
                    bare = view.forbids and not judged(case, clause, view).verb  # 人莫站，模上方
                    if _swapped(text, at, word, other, view.text, near) and (bare or not _denied(case, clause, view, at)):
                        return word, other, view
            break
    return None


def _inside_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the place word stands in a name that is no place word: 出口 in 进出口."""
    return any("plain" in t.kinds and t.start < at < t.end for t in tokens)


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


def _denied(case: Case, clause: int, view: StepView, at: int) -> bool:
    """莫站下风 says 站上风: clause and segment both have the contrary sign."""
    reading = case.clauses[clause].reading
    if view.step.kind == "gate":
        return False
    denied = any(s.sign < 0 and not s.tail for s in reading.segments)
    number = next((n for n, t in enumerate(reading.tokens) if t.start <= at < t.end), -1)
    segment = reading.segment_of[number] if number >= 0 else -1
    here = segment >= 0 and reading.segments[segment].sign < 0
    return denied != view.forbids and here != view.forbids


@guard("side-kept")
def side_kept(case: Case) -> Iterator[Finding]:
    """Inside is not outside: 池外 for 池内, 往里撤 for 撤出."""
    sides = case.vocabulary.tables.sides
    for clause in range(len(case.clauses)):
        text = case.text(clause)
        if sides.keys().isdisjoint(text):
            continue
        said = _sides(case.vocabulary.tokens(text), sides)
        firm = {side for side, outright, _ in said if outright}
        where = {side: at for side, outright, at in said if outright}
        directed = any(outright and text[at - 1 : at] in TOWARD for _, outright, at in said)
        every = firm if directed else {side for side, _, _ in said}
        for step in case.steps(clause)[:1]:
            view = case.card.views[step]
            own = "，".join((view.step.text, *(c.text for c in view.step.conditions if c.scope == "own")))
            told = _sides(case.vocabulary.tokens(own), sides)
            held = {side for side, _, _ in told}
            plain = {side for side, outright, _ in told if outright}
            said_firmly = len(firm) == len(plain) == 1 and firm != plain
            if said_firmly and not view.forbids and view.step.kind != "gate":
                yield case.finding("place-changed", f"里外说反了，原文是“{source_words(view)}”", clause, view)
                break
            for side, other in (("in", "out"), ("out", "in")):
                if side in firm and other not in every and held == {other} and not _denied(case, clause, view, where[side]):
                    yield case.finding("place-changed", f"里外说反了，原文是“{source_words(view)}”", clause, view)


TOWARD = ("往", "向", "朝")


def _sides(tokens: Sequence[Token], sides: Mapping[str, tuple[str, bool]]) -> list[tuple[str, bool, int]]:
    """(side, whether a place word says so outright, where) for each token that names or implies a side."""
    found: list[tuple[str, bool, int]] = []
    for token in tokens:
        if token.kinds & {"plain", "filler", "empty"} and token.text not in sides:
            continue
        if token.text in sides:
            found.append((*sides[token.text], token.start))
        elif not token.entries or any(e.kind == "verb" for e in token.entries):
            for at, char in enumerate(token.text):
                if char in sides and not (sides[char][1] and token.entries):
                    found.append((*sides[char], token.start + at))
        elif token.text[-1] in sides:
            found.append((*sides[token.text[-1]], token.end - 1))
    return found
