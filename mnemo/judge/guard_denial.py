"""Guard: a verse denies only what the source denies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mnemo.judge.card import StepView
from mnemo.judge.context import excused
from mnemo.judge.contrary import demands_the_same
from mnemo.judge.guard_polarity import ALIKE, THIN, judged
from mnemo.judge.match import Matches
from mnemo.judge.registry import Case, guard, source_words
from mnemo.judge.segments import Segment
from mnemo.judge.words import DENIALS
from mnemo.types import Finding

EXPLAINED = 0.6
"""Mean credit from which a step explains a word."""


@guard("denials-licensed")
def denials_licensed(case: Case) -> Iterator[Finding]:
    """A denied word of the source is denied there too, or denied twice, or demanded by a double denial."""
    for clause, matches in enumerate(case.clauses):
        segments = matches.reading.segments
        for index, segment in enumerate(segments):
            if segment.sign > 0 or segment.tail or segment.inner or segment.soft or _demands(case, clause, index):
                continue
            guilty = _unlicensed(case, clause, segment, index > 0 and segments[index - 1].sign < 0)
            if guilty is None or any((clause, s) in case.faults for s in case.steps(clause)):
                continue
            if excused(case, clause, guilty, judged(case, clause, guilty)):
                continue
            case.faults.add((clause, guilty.number))
            words = source_words(guilty)
            yield case.finding("polarity-flipped", f"原文“{words}”没有否定“{segment.text}”，请去掉多出来的否定词", clause, guilty)
            break


@guard("states-kept")
def states_kept(case: Case) -> Iterator[Finding]:
    """盘车卡阻 is not 盘车无卡阻: a state that a duty has only denied is not affirmed."""
    for clause, matches in enumerate(case.clauses):
        reading = matches.reading
        if reading.denied or reading.ops & {"neg"}:
            continue
        words = [t.text for t in reading.tokens if t.content and len(t.text) > 1 and not t.kinds & {"guard", "risk", "plain"}]
        for step in case.steps(clause)[:1]:
            view = case.card.views[step]
            if view.forbids or view.of("condition") or any(t.kinds & {"guard", "other", "gone"} for t in reading.tokens):
                continue
            rest = "，".join(view.parts[n].denied for n in view.of("rest"))
            word = next((w for w in words if rest.startswith(w) and view.step.text.count(w) == 1), "")
            if word and (clause, step) not in case.faults:
                case.faults.add((clause, step))
                yield case.finding("polarity-flipped", f"原文是没有“{word}”：{source_words(view)}", clause, view)


@guard("potentials-kept")
def potentials_kept(case: Case) -> Iterator[Finding]:
    """拉不上来 is not 拉上来, 看不见 not 看见 or 看得见."""
    for clause in range(len(case.clauses)):
        text = case.text(clause)
        for step in case.steps(clause):
            view = case.card.views[step]
            said = next((m for m in case.vocabulary.tables.cannot.finditer(view.text) if _gained(m, text, view.text)), None)
            if said is not None and (clause, step) not in case.faults:
                case.faults.add((clause, step))
                yield case.finding("polarity-flipped", f"原文是“{said[0]}”，这里丢了“不”：{source_words(view)}", clause, view)
                break


def _gained(found: re.Match[str], text: str, source: str) -> bool:
    """Whether the clause says the verb with its result, and nowhere that the result fails."""
    verb, result = found[0].split("不", 1)
    whole = any(verb + link + result in text for link in ("", "得"))
    failing = any(c in text for c in DENIALS) or any(verb + link + result in source for link in ("", "得"))
    return whole and not failing


def _demands(case: Case, clause: int, index: int) -> bool:
    """不验电不动手, 未断电，莫动手: what is denied first is demanded."""
    segments = case.clauses[clause].reading.segments
    if segments[index].ban:
        return False
    if any(s.sign < 0 for s in segments[index + 1 :]):
        return True
    if index + 1 < len(segments) or not case.together(clause, clause + 1):
        return False
    following = case.clauses[clause + 1].reading
    if not _related(case, clause):
        return False
    if any(s.can for s in following.segments):
        return True  # 风机不停，抽净才停
    return bool(following.verdict) or (len(following.segments) == 1 and following.segments[0].sign < 0)


def _related(case: Case, clause: int) -> bool:
    """Whether a clause and the next may be the two halves of one sentence: one step, two in order, or one not read."""
    mine, theirs = case.steps(clause), case.steps(clause + 1)
    if not theirs or set(mine) & set(theirs):
        return True
    ids = {case.card.views[s].step.id for s in mine}
    return any(ids & {*(v := case.card.views[s].step).after, *v.implied_after} for s in theirs)


def _unlicensed(case: Case, clause: int, segment: Segment, after_denial: bool) -> StepView | None:
    """The step whose word is denied without its leave; None if no word of a step is, or one step gives leave."""
    matches = case.clauses[clause]
    tokens = matches.reading.tokens
    guilty: StepView | None = None
    thin = sum(map(bool, matches.weights)) <= THIN
    beside = [case.card.views[s] for s in case.near(clause) if s in matches.best] if thin else []
    for number in range(segment.first, segment.last):
        token = tokens[number]
        if not token.content or "generic" in token.kinds:
            continue
        span = range(token.start, token.end)
        least = ALIKE * max(matches.score(s) for s in case.steps(clause)) if case.steps(clause) else 0.0
        for step in (*case.steps(clause), *(s for s in case.aligned[clause].rivals if matches.score(s) >= least)):
            best = matches.best.get(step)
            if best is None or sum(best[at] for at in span) / len(span) < EXPLAINED:
                continue
            view = case.card.views[step]
            ids = {case.card.views[s].step.id for s in case.steps(clause)}
            if after_denial and ids & set(view.step.after):
                return None  # 不断电源不挂牌 keeps the order of the two
            if _denies(case, view, matches, number, after_denial) or _turned_whole(case, clause, view) or demands_the_same(case, clause, view):
                return None
            guilty = guilty or view
        if guilty and any(v.forbids and _denies_word(v, matches, number) for v in beside):
            return None  # 护罩开，不运转: the ban stands next door
    return guilty


def _turned_whole(case: Case, clause: int, view: StepView) -> bool:
    """没有证，莫投药 for 有证才可投药: condition and act are denied together."""
    found = judged(case, clause, view)
    return not found.fault and found.turned


def _denies_word(view: StepView, matches: Matches, number: int) -> bool:
    hits = matches.of.get(view.number, {})
    return any(part in hits and number in hits[part].sure for part in view.of("act"))


def _denies(case: Case, view: StepView, matches: Matches, number: int, after_denial: bool) -> bool:
    """Whether the step denies this word: it forbids, stops it, has it in a denied condition, or names its opposite."""
    text = matches.reading.tokens[number].text
    kinds = case.vocabulary.tables.kinds
    if view.forbids or view.step.kind in ("limit", "hazard"):
        return True
    for index, part in enumerate(view.parts):
        hit = matches.of.get(view.number, {}).get(index)
        if hit is None:
            continue
        claimed = number in hit.sure or text in part.text
        ceased = claimed and part.verb and text not in part.verb and "cease" in kinds.get(part.verb, ())
        if ceased and part.text.find(text) <= len(part.verb) + 3:
            return True
        if claimed and (part.sign <= 0 or part.failing or set(text) & set(part.denied)):
            return True
        if number in hit.opposed and number not in hit.sure:
            return True
        if after_denial and part.before and claimed:
            return True
    return False
