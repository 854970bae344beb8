"""What the lines around a clause, or other steps nearby, make of a sign that looks turned (上下文)."""

from __future__ import annotations

from mnemo.judge.align import BODY
from mnemo.judge.card import StepView
from mnemo.judge.claims import SHORT, Piece
from mnemo.judge.polarity import Verdict, verdict
from mnemo.judge.registry import Case
from mnemo.judge.segments import Reading, Segment

AHEAD = 2
"""Clauses after a topic in which its ban may stand."""
BESIDE = 2
"""Ranks between a step and a ban that stands beside it in the source."""
NEARLY = 0.8
"""Share of what a step explains that another must explain to be the one meant."""
ONLY = ("只准", "只许", "只能", "只可", "只用")
OVER = ("完", "完了", "好了", "之后", "以后", "后", "时")
EXPLAINED = 0.6
"""Mean credit from which a step explains a denied segment."""


def excused(case: Case, clause: int, view: StepView, found: Verdict) -> bool:
    """Whether the clause is no whole sentence, or says another step right: then its sign is no fault."""
    reading = case.clauses[clause].reading
    if not reading.denied:
        if not view.forbids and not found.act:
            return True  # a condition in other words
        if view.forbids and (_topic(case, clause, view, found) or _trigger(case, clause, view)):
            return True
    if not view.forbids and _unmet(case, clause):
        return True
    if not view.forbids and reading.denied and _quoted(case, clause, view):
        return True
    if not view.forbids and reading.denied and (_banned_beside(case, clause, view) or _only(case, clause, view)):
        return True
    if not any(view.parts[n].kind in (*BODY, "rest") for p in case.row(clause, view) for n in p.parts):
        return True  # nothing but a heading is touched
    return _completes(case, clause, view)


def _trigger(case: Case, clause: int, view: StepView) -> bool:
    """卸完了, and 手卷进去 before 马上按急停: what is said to have happened is no act."""
    reading = case.clauses[clause].reading
    if len(reading.text) <= SHORT and reading.text.endswith(OVER) and case.together(clause, clause + 1):
        return not any(p.before and p.condition is not None for p in view.parts)
    row = case.row(clause, view)
    return len(row) > 1 and reading.tokens[row[-1].segment.first - 1].ops[:1] != () and reading.tokens[row[-1].segment.first - 1].ops[0].op == "urgent" and not row[-1].verbs


def _unmet(case: Case, clause: int) -> bool:
    """没有插好销，斗下别作业: nothing but what is not done yet, and a ban behind it, demand what is denied."""
    here = [s for s in case.clauses[clause].reading.segments if not s.tail]
    following = clause + 1
    if not here or not all(s.fact and s.sign < 0 and not s.ban for s in here[-1:]) or not case.together(clause, following):
        return False
    there = case.clauses[following].reading
    coupled = case.line(clause).couplet == case.line(following).couplet
    return coupled and bool(there.segments) and there.segments[-1].sign < 0 and not there.segments[-1].fact


def _quoted(case: Case, clause: int, view: StepView) -> bool:
    """挂牌禁止合闸: the ban stands in the source too, as the words of a sign."""
    reading = case.clauses[clause].reading
    bans = [s for s in reading.segments if s.sign < 0 and not s.tail]
    return all(any(op + s.text in view.step.text for op in ("禁止", "严禁", "不准", "不得", "请勿")) for s in bans)


def _only(case: Case, clause: int, view: StepView) -> bool:
    """莫送氧 for 只准送空气: what is denied is something else than what alone is permitted."""
    if view.step.polarity != "may" or not any(w in view.step.text for w in ONLY):
        return False
    return all(p.loose and not _named(case, clause, view, p) for p in case.row(clause, view) if p.segment.sign < 0 and not p.segment.tail)


def _named(case: Case, clause: int, view: StepView, piece: Piece) -> bool:
    """Whether a piece names the thing that the step permits."""
    reading = case.clauses[clause].reading
    words = "".join(t.text for t in reading.tokens[piece.segment.first : piece.segment.last] if t.content)
    things = "".join(view.parts[n].text.replace(view.parts[n].verb, "", 1) for n in view.of("act"))
    return any(c in things for c in words if not any(c in view.parts[n].verb for n in view.of("act")))


def _topic(case: Case, clause: int, view: StepView, found: Verdict) -> bool:
    """旋转部位戴手套，操作万万不可以: what is banned is named first, the ban follows."""
    reading = case.clauses[clause].reading
    if not _open(reading) or any(view.parts[n].sign < 0 for n in _conditions(case, clause, view)):
        return False
    for following in range(clause + 1, clause + 1 + AHEAD):
        if not case.together(clause, following):
            return False
        after = case.clauses[following].reading
        if after.verdict:
            return following == clause + 1 or view.number in case.steps(clause + 1)
        if after.denied:
            coupled = case.line(clause).couplet == case.line(following).couplet and _repeated(reading, after) < 2
            told = view.number in case.steps(following) or case.clauses[following].cover((view.number,)) >= EXPLAINED
            return coupled and told and _of_this_ban(case, following, view, clause)
        named = not found.verb and len(reading.text) < SHORT and all(t.entries and t.entries[0].kind == "noun" for t in reading.tokens if t.content)
        if named and view.number not in case.steps(following):
            return True  # 中毒人，抬到上风处
        if not _open(after):
            return False
    return False


def _repeated(one: Reading, other: Reading) -> int:
    """字 of content that two clauses share: 人站正面位，正面不许站人 is no topic and its ban."""
    mine, theirs = ({r.text[i] for i, w in enumerate(r.weight) if w} for r in (one, other))
    return len(mine & theirs)


def _conditions(case: Case, clause: int, view: StepView) -> set[int]:
    return {n for p in case.row(clause, view) for n in p.parts if view.parts[n].kind == "condition"}


def _open(reading: Reading) -> bool:
    """Whether a clause demands and permits nothing outright, so that a ban may follow."""
    return not any(s.modal or s.can or s.order or s.ban or s.marker == "after" for s in reading.segments) and "urgent" not in reading.ops


def _of_this_ban(case: Case, clause: int, view: StepView, topic: int) -> bool:
    """Whether what is denied later belongs to the ban, and is no second ban beside the one named first."""
    tokens = [t for t in case.clauses[topic].reading.tokens if t.content or t.text == "的"]
    phrase = len(tokens) > 2 and tokens[-2].text == "的" and tokens[-1].known and tokens[-1].entries[0].kind == "noun"
    whole = not phrase and not (_conditions(case, topic, view) and not any(len(w) > 1 for p in case.row(topic, view) for n in p.verbs for t in p.parts[n] for w in [p.words.get(t, "")]))
    first = {n for p in case.row(topic, view) for n in p.verbs if view.parts[n].kind == "act" and _does(case, p, n)} if whole else set()
    for piece in case.row(clause, view):
        if piece.segment.sign > 0 or piece.segment.tail:
            continue
        later = {n for n in piece.verbs if view.parts[n].kind == "act"}
        if first and later:
            return False
        if first & set(piece.parts) and any(_verbal(case, clause, t) for n in first & set(piece.parts) for t in piece.parts[n]):
            return True  # 带着电，不挪机: the state first, then the verb
        kinds = ("condition", "phase", "topic") if first else ("act", "condition", "topic", "rest", "phase")
        return bool(later) or (not piece.parts and piece.generic) or any(view.parts[n].kind in kinds for n in piece.parts)
    return False


def _verbal(case: Case, clause: int, number: int) -> bool:
    token = case.clauses[clause].reading.tokens[number]
    return token.known and token.entries[0].kind == "verb" and "do" not in token.kinds


def _does(case: Case, piece: Piece, part: int) -> bool:
    """Whether a piece says an act by a word that is a verb: 还原剂 is none, whatever the analysis made of it."""
    lexicon = case.vocabulary.lexicon
    return any(lexicon.noun(piece.words.get(t, "")) is None or lexicon.verb(piece.words.get(t, "")) is not None for t in piece.parts[part])


def _banned_beside(case: Case, clause: int, view: StepView) -> bool:
    """阀门慢开莫猛开: every denied phrase is what a step beside this one forbids."""
    reading = case.clauses[clause].reading
    denied = [s for s in reading.segments if s.sign < 0 and not s.tail]
    ranks = {s + d for s in (*case.near(clause), view.number) for d in range(-BESIDE, BESIDE + 1)}
    bans = [v.number for v in case.card.views if v.number in ranks and v.number != view.number and v.forbids and not any(not v.parts[n].optional for n in v.of("condition"))]
    return all(any(_explains(case, clause, s, ban, view.number) for ban in bans) for s in denied)


def _explains(case: Case, clause: int, segment: Segment, step: int, other: int) -> bool:
    """Whether a step accounts for the words of a segment, and better than another."""
    matches = case.clauses[clause]
    best, theirs = matches.best.get(step), matches.best.get(other)
    if best is None or theirs is None:
        return False
    tokens = [t for t in matches.reading.tokens[segment.first : segment.last] if t.content]
    at = [i for t in tokens for i in range(t.start, t.end)]
    mine = sum(best[i] for i in at)
    return len(at) > 1 and mine >= EXPLAINED * len(at) and mine > sum(theirs[i] for i in at)


def _completes(case: Case, clause: int, view: StepView) -> bool:
    """水位低了泵不转，机器不能开: the line before names the condition of another step, and this one its act."""
    before = clause - 1
    if not case.together(clause, before) or case.line(before).couplet != case.line(clause).couplet:
        return False
    matches = case.clauses[clause]
    for step in case.steps(before):
        other = case.card.views[step]
        if step == view.number or step not in matches.best or not other.of("condition"):
            continue
        alone = verdict(other, [(0, case.clauses[before])], 0)
        if not alone.condition or alone.act:
            continue
        waits = alone.fault == "dangling" or any(s.can or s.order == "next" for s in matches.reading.segments)
        if not waits and matches.score(step) < NEARLY * matches.score(view.number):
            continue
        joint = verdict(other, [(before, case.clauses[before]), (clause, case.clauses[clause])], clause)
        if joint.verb and not joint.fault:
            return True
    return False
