"""What a clause affirms, denies, orders and permits: segments between operators (辖域).

An operator opens a segment; its scope ends at the next operator or at the end of the clause. 严禁不停机清料 and 不停机清料
need the step to be understood, so a segment only says how it is denied: by a ban (莫 不许) or by a plain denial (未 没 不).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from mnemo.judge.segments import Reading, Segment
from mnemo.judge.words import Token, Vocabulary
from mnemo.lexicon.chinese_numbers import decimal_string, from_chinese
from mnemo.lexicon.concepts import Operator
from mnemo.lexicon.numerals import Number, read_numbers

RESULTS = frozenset("好动住开上下清到成掉完着出来起")
"""Results a verb may fail to reach (修不好, 拉不动)."""
USED = ("用", "做", "干", "要", "去")
"""Verbs that say no act by themselves: 无论如何不能用."""
PLAIN = ("不", "没", "无")
"""Negators that deny the one word after them; 莫, 别, 勿 and the two-字 ones forbid the whole phrase."""


def read_clause(text: str, vocabulary: Vocabulary) -> Reading:
    """Segments of `text` with their signs."""
    numbers = _figures(text, read_numbers(text))
    tokens = tuple(_as_amount(t, numbers) for t in vocabulary.tokens(text)) if numbers else vocabulary.tokens(text)
    reader = _Reader(tokens, vocabulary)
    for number, token in enumerate(tokens):
        reader.take(number, token)
    return reader.reading(text, numbers)


def _figures(text: str, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """Numbers as crews say them: 十九五 for 19.5, and a bare 二十四 or 三百, which only a step can tell from a word."""
    done = [_with_hundred(text, _with_tenth(text, n)) for n in numbers]
    for found in _HOURS.finditer(text):
        if not any(n.start < found.end() and found.start() < n.end for n in done):
            hours = Fraction(1, 2) if found[1] == "半" else from_chinese(found[1])
            if hours is not None:
                done.append(Number(decimal_string(hours * 3600), "", "s", "exact", found.start(), found.end(), decimal_string(hours), "", "h"))
    done += [n for n in (*_spans(text), *late_minutes(text)) if not any(d.start < n.end and n.start < d.end for d in done)]
    for run in _FIGURE.finditer(text):
        if any(n.start < run.end() and run.start() < n.end for n in done):
            continue
        value = from_chinese(run.group())
        if value is not None and not text.startswith(("分", "字"), run.end()):
            said, start = decimal_string(value), run.start()
            before = text[start - 1 : start]
            if before and before in _DIGITS and run.group()[0] in _DIGITS:  # 二三百
                low = decimal_string(value * (_DIGITS.index(before) + 1) / (_DIGITS.index(run.group()[0]) + 1))
                done.append(Number(low, said, "", "range", start - 1, run.end(), low, said))
            else:
                done.append(Number(said, "", "", "exact", start, run.end(), said))
    return tuple(sorted(done, key=lambda n: n.start))


def _spans(text: str) -> Iterator[Number]:
    """十九五到二十三五 is 19.5–23.5, the unit left out as people do."""
    for found in _SPAN.finditer(text):
        ends = [from_chinese(found[n]) for n in (1, 3)]
        if ends[0] is None or ends[1] is None:
            continue
        low, high = (decimal_string(e + Fraction(_DIGITS.find(t) + 1, 10) if t else e) for e, t in zip(ends, (found[2], found[4]), strict=True) if e is not None)
        yield Number(low, high, "", "range", found.start(), found.end(), low, high)


def late_minutes(text: str) -> Iterator[Number]:
    """延时5分钟, 延时五分: behind 延时, 定时 the minutes are no time of day."""
    for found in _LATE.finditer(text):
        minutes = Fraction(found[1]) if found[1].isdigit() else from_chinese(found[1])
        if minutes is not None:
            yield Number(decimal_string(minutes * 60), "", "s", "exact", found.start(1), found.end(), decimal_string(minutes), "", "min")


def _with_tenth(text: str, number: Number) -> Number:
    tail = text[number.end : number.end + 1]
    if number.said_unit or "." in number.said or tail not in _DIGITS or not tail or text[number.end - 1] not in _DIGITS:
        return number
    said = f"{number.said}.{_DIGITS.index(tail) + 1}"
    return replace(number, value=said, said=said, end=number.end + 1)


def _with_hundred(text: str, number: Number) -> Number:
    """百五十米 is 150 m."""
    front = text[max(0, number.start - 2) : number.start]
    if not front.endswith("百") or front[:-1] in _DIGITS_AND_TWO or text[number.start] not in _DIGITS or len(number.said) != 2:
        return number
    said = f"1{number.said}"
    value = decimal_string(Fraction(number.value) * Fraction(said) / Fraction(number.said))
    return replace(number, value=value, said=said, start=number.start - 1)


_HOURS = re.compile("(半|[二两三四五六八九十]+)时(?![候刻间段代])")
"""半时, 两时 for hours; 一时 is an adverb."""
_DIGITS = "一二三四五六七八九"
_TEN = f"[{_DIGITS[1:]}]?十[{_DIGITS}]?"
_SPAN = re.compile(f"({_TEN})点?([{_DIGITS}]?)[到至]({_TEN})点?([{_DIGITS}]?)")
_LATE = re.compile(rf"(?<=[^\d{_DIGITS}十]时)(\d+|[{_DIGITS}十]+)分钟?")
_DIGITS_AND_TWO = tuple(f"{_DIGITS}两几数")
_FIGURE = re.compile("[一二三四五六七八九两]?[十百千][一二三四五六七八九零十百]*|[零一二三四五六七八九]点[零一二三四五六七八九]+")


def _as_amount(token: Token, numbers: tuple[Number, ...]) -> Token:
    """不超, 不少于 bound a number and deny nothing."""
    if any(n.start <= token.start and token.end <= n.end for n in numbers):
        return Token(token.text, token.start, token.end)
    return token


class _Reader:
    def __init__(self, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.verbs = vocabulary.lexicon.verbs
        self.nouns = vocabulary.lexicon.nouns
        self.segments = [Segment(0, 0)]
        self.ops: set[str] = set()
        self.failed = -1  # token of a result that is not reached

    @property
    def now(self) -> Segment:
        return self.segments[-1]

    def take(self, number: int, token: Token) -> None:
        if not token.ops:
            self._content(number, token)
            return
        op = self._choose(number, token)
        self.ops.add(op.op)
        if token.text == "不" and self._fails(number):
            self.now.sign, self.now.fact, self.failed = -1, True, number + 1  # 修不好上报: the verb fails, and that is all
            return
        if op.op == "neg" and op.scope == "fore" and self._ends(number) and not (self.now.empty and len(self.segments) == 1):
            self._back(op, number)  # 烟火要严禁
        elif op.scope == "back" and not (self.now.empty and len(self.segments) == 1):
            self._back(op, number)
        else:
            self._fore(op, number)

    def _fails(self, number: int) -> bool:
        """Whether 不 stands between a verb and its result, and more follows: 修不好上报."""
        before = self.tokens[number - 1] if number else None
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        if before is None or after is None or self.now.empty or self._ends(number + 1) or after.text not in RESULTS:
            return False
        return bool(before.entries) and any(e.kind == "verb" for e in before.entries) and not before.ops

    def _choose(self, number: int, token: Token) -> Operator:
        """要不得 may stand in front or behind: behind it if nothing follows."""
        wanted = "back" if self._ends(number) and (number or len(token.ops) == 1) else "fore"
        return next((op for op in token.ops if op.scope == wanted), token.ops[0])

    def _ends(self, number: int) -> bool:
        return all(not t.content for t in self.tokens[number + 1 :])

    def _content(self, number: int, token: Token) -> None:
        now = self.now
        if token.text == "、" and now.sign < 0 and not now.empty:
            self.segments.append(replace(now, first=number + 1, last=number + 1, text="", soft=True))
            return
        if token.text == "的" and now.fact and now.sign < 0 and not now.empty and not self._ends(number):
            self.segments.append(Segment(number + 1, number + 1))  # 没有证的人用钥匙: the denial ends here
            return
        if self.failed == number:
            now.last, self.failed = number + 1, -1
            self.segments.append(Segment(number + 1, number + 1))
            return
        if now.empty:
            now.first = number
        now.last = number + 1
        now.text += token.text
        if token.content and now.sign < 0 and now.text == token.text and ("vice" in token.kinds or self._negative(token)):
            now.sign, now.tail = 1, True
        elif "denier" in token.kinds:
            now.sign = -now.sign
        if now.outsiders and not self._ends(number) and self._person(token):
            self.segments.append(Segment(number + 1, number + 1))  # 非转运人退出: only the persons are denied

    def _person(self, token: Token) -> bool:
        return any(e.kind == "noun" and self.nouns[e.id].cls == "person" for e in token.entries[:1])

    def _negative(self, token: Token) -> bool:
        """莫大意, 不马虎: a denied denial, which adds nothing."""
        return len(token.text) > 1 and any(e.kind == "verb" and self.verbs[e.id].negative for e in token.entries[:1])

    def _open(self, number: int) -> Segment:
        """The segment an operator begins; an empty one before it is taken over."""
        if not self.now.empty:
            self.segments.append(Segment(number + 1, number + 1))
        return self.now

    def _fore(self, op: Operator, number: int) -> None:
        if op.op in ("all", "freq", "only"):
            return
        if op.surface == "后" and self._ends(number):
            self.now.marker = "after"
            return
        if op.surface == "非" and not self.now.empty:
            return  # 切断非防爆电源: part of a name
        carried = self.now.empty
        now = self._open(number)
        if op.op == "neg":
            # 严禁不…, 不准未…: the second denies inside the first; the guard for polarity knows both readings
            now.inner = carried and now.sign < 0
            now.sign = 1 if now.inner else -1
            now.ban = now.ban or not (op.strength == "fact" or op.surface in PLAIN)
            now.weak = op.strength == "weak"
            now.fact = op.strength == "fact"
            now.outsiders = op.surface == "非"
        elif op.op in ("first", "next"):
            now.order = "next" if carried and now.order == "next" else op.op  # 停机后先…
            if op.op == "next" and op.surface[0] in "才方":
                now.can = True
        elif op.op == "can":
            now.can = True
            if op.surface[0] in "才方":
                now.order = "next"
        elif op.op == "modal":
            now.modal = True
            now.weak = now.weak or op.strength == "weak"
            if op.strength != "weak":
                now.sign = 1 if not (carried and now.sign < 0) else now.sign
        elif op.op == "urgent" and not carried:
            now.sign = 1

    def _back(self, op: Operator, number: int) -> None:
        target = self.now if not self.now.empty else self.segments[-2]
        if op.op == "neg":
            target.sign = -target.sign
            target.ban = op.strength != "fact"
            target.weak = op.strength == "weak"
            if op.strength == "fact" and not self.now.empty:
                self.segments.append(Segment(number + 1, number + 1))
        elif op.op in ("first", "next"):
            target.marker = "before" if op.op == "first" else "after"
            if not self.now.empty:
                self.segments.append(Segment(number + 1, number + 1))
        elif op.op == "modal":
            target.modal = True

    def reading(self, text: str, numbers: tuple[Number, ...]) -> Reading:
        segments = tuple(s for s in self.segments if not s.empty)
        of = [-1] * len(self.tokens)
        for index, segment in enumerate(segments):
            for number in range(segment.first, segment.last):
                if not self.tokens[number].ops:
                    of[number] = index
        weight = [False] * len(text)
        for token in self.tokens:
            for at in range(token.start, token.end):
                weight[at] = token.content
        says = any(t.content and not t.kinds & {"such"} and t.text not in USED for t in self.tokens)
        verdict = -1 if not says and "neg" in self.ops else 0
        for amount in numbers:
            weight[amount.start : amount.end] = [True] * (amount.end - amount.start)
        operator = tuple(bool(t.ops) for t in self.tokens for _ in t.text)
        return Reading(text, self.tokens, segments, tuple(of), tuple(weight), frozenset(self.ops), numbers, operator, verdict)
