"""With which sign a clause says an act or a condition of a step (说法)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mnemo.judge.card import StepView
from mnemo.judge.claims import Piece
from mnemo.judge.match import same_quantity
from mnemo.lexicon.numerals import Number, direction, read_numbers


@dataclass(slots=True)
class Said:
    """A part as said: its sign in the source, its sign in the verse, and in which piece."""

    part: int
    wanted: int
    sign: int
    at: int
    verb: bool = False
    bare: bool = False  # only a name, without verb or comment
    opposed: bool = False  # said by the opposite word
    size: int = 0  # tokens that say it
    inner: bool = False  # said by words it denies inside itself


def act_said(view: StepView, part: int, row: list[Piece], focus: int) -> Said | None:
    """An act in the focus clause. A bare name takes the sign of the comment that follows it (手套莫戴)."""
    where = [i for i, piece in enumerate(row) if part in piece.parts and piece.clause == focus]
    where = [i for i in where if row[i].segment.marker != "before"]  # 开机前 names a time
    wanted = view.parts[part].sign
    inside = [i for i in where if part in row[i].inside]
    if inside and not any(row[i].segment.sign < 0 for i in inside):
        return Said(part, wanted, -wanted, inside[0], verb=True, size=2, inner=True)  # 确认摆动 for 确认无摆动
    where = [i for i in where if i not in inside]
    if not where:
        return Said(part, wanted, wanted, inside[0]) if inside else None
    with_verb = [i for i in where if part in row[i].verbs]
    firm = [i for i in with_verb if not row[i].segment.soft]
    at = firm[-1] if firm else with_verb[-1] if with_verb else where[-1]
    follows = at + 1 < len(row) and row[at + 1].clause == focus
    if wanted < 0 and row[at].segment.sign > 0:
        at = next((i for i in where if i > at and row[i].segment.ban and row[i].segment.sign < 0), at)  # 带负荷时莫拉合
    unsaid = False
    if not with_verb and follows and not claimed(view, row[at + 1], ("act", "condition")):
        unsaid = wanted > 0 and (plainly_denied(row[at]) or bool(row[at + 1].loose))
        at += not unsaid
    piece = row[at]
    opposed = any(part in row[i].opposed for i in where)
    sign = -piece.segment.sign if opposed else piece.segment.sign
    if wanted < 0 and (part in piece.ceased or (piece.away and not with_verb)):
        sign = -sign
    if (piece.segment.fact or (wanted > 0 and piece.first_verb and not piece.segment.ban)) and piece.segment.sign < 0 and part in piece.later:
        sign = -1 if opposed else 1  # 确认无遗封洞口: the denial ends before the act
    bare = not with_verb and not opposed and at in where
    if piece.segment.soft or piece.segment.tail or (bare and view.step.kind == "limit") or (view.step.kind == "limit" and view.numbers) or view.parts[part].bounds or (wanted < 0 and _beyond(view, piece.text)) or (wanted > 0 and (bare or unsaid)):
        sign = wanted  # numbers have a guard of their own; 面具莫乱丢 does not deny that it is worn
    size = len({t for i in where for t in row[i].parts[part]})
    return Said(part, wanted, sign, at, bool(with_verb), bare, opposed, size)


def condition_said(view: StepView, part: int, row: list[Piece], focus: int) -> Said | None:
    """A condition, in the focus clause if it is there, else near it; where clauses disagree, the one that turns it."""
    where = [i for i, piece in enumerate(row) if part in piece.parts]
    where = [i for i in where if row[i].clause == focus] or where
    if not where or (exception(view, part) and row[where[-1]].clause != focus):
        return None
    clauses = sorted({row[i].clause for i in where}, reverse=True)
    said = [_in_clause(view, part, row, [i for i in where if row[i].clause == c]) for c in clauses]
    if said[0].wanted < 0 and said[0].sign < 0 and plainly_denied(row[said[0].at]):
        return said[0]  # 断开关，没断开，莫拉闸: what stands next to the act decides
    return next((s for s in said if s.sign == -s.wanted), said[0])


def _in_clause(view: StepView, part: int, row: list[Piece], where: list[int]) -> Said:
    """A condition as one clause says it. Any plain denial in it makes it negative."""
    mine = view.parts[part]
    wanted = mine.sign
    at = next((i for i in reversed(where) if plainly_denied(row[i])), where[-1])
    if not plainly_denied(row[at]) and mine.denied:
        near = [i for i, p in enumerate(row) if p.clause == row[at].clause and plainly_denied(p) and mine.denied[0] in p.segment.text]
        at = near[0] if near else at  # 确认无遗封洞口
    follows = at + 1 < len(row) and row[at + 1].clause == row[at].clause and not plainly_denied(row[at])
    if follows and plainly_denied(row[at + 1]) and not claimed(view, row[at + 1], ("act", "condition")) and not row[at].verbs:
        at += 1
    sign = row[at].segment.sign
    if any(part in row[i].opposed or part in row[i].denying for i in where):
        sign = -sign
    if mine.numbers and _beyond(view, row[at].text):
        sign = -sign  # 超过十 for 不大于10
    if mine.before and wanted < 0 and row[at].segment.marker == "before":
        sign = -1  # 签字之前 = 未签字
    if exception(view, part):
        wanted, sign = -1, -1 if row[at].excepted else sign
    elif sign != wanted and _other_words(view, part, row, where):
        sign = 0 if row[at].segment.sign > 0 else wanted
    return Said(part, wanted, sign, at)


def _beyond(view: StepView, text: str) -> bool:
    """Whether an amount of the step is said with its bound the other way round."""
    if not view.numbers:
        return False
    pairs = [(n, q) for n in _numbers(text) for q in view.numbers if same_quantity(n, q)]
    return any(direction(n.bound) * direction(q.bound) < 0 for n, q in pairs)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(read_numbers(text))


def exception(view: StepView, part: int) -> bool:
    condition = view.parts[part].condition
    return condition is not None and condition.role == "exception"


def _other_words(view: StepView, part: int, row: list[Piece], where: list[int]) -> bool:
    """信号乱 for 信号不清, 点不着 for 点火失败: the state goes by another word, whose sign says nothing."""
    mine = view.parts[part]
    if mine.sign == 0:
        return True
    if mine.denied:
        least = 1 if len(mine.denied) == 2 else 2
        said = any(mine.denied[0] in row[i].text or len(set(mine.denied) & set(row[i].text)) >= least for i in where)
        if all(set(row[i].text) <= set(mine.text) for i in where):
            return False  # 监护 for 监护人不在场: nothing stands where the denied state should
        return not said and not any(part in row[i].denial or part in row[i].denying for i in where)
    return bool(mine.failing) and not any(mine.failing in row[i].text for i in where)


def plainly_denied(piece: Piece) -> bool:
    return piece.segment.sign < 0 and not piece.segment.ban


def claimed(view: StepView, piece: Piece, kinds: tuple[str, ...]) -> bool:
    return any(view.parts[n].kind in kinds for n in piece.parts)
