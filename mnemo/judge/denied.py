"""What the words of a step deny inside it (句内否定)."""

from __future__ import annotations

import re

from mnemo.judge.signs import read_clause
from mnemo.judge.words import DENIALS, Vocabulary
from mnemo.lexicon.numerals import read_numbers
from mnemo.types import Step


def bounding(verb: str, step: Step) -> bool:
    """Whether the verb is nothing but the bound of a quantity (速度不大于5km/h), whatever kind the step is of."""
    return any(n.bound != "exact" and n.start <= step.text.find(verb) < n.end for n in read_numbers(step.text)) if verb else False


def denied_words(text: str, vocabulary: Vocabulary, plain: bool = False) -> str:
    """What stands behind the denials, each up to 的 or a comma; `plain`: behind 不, 没, 未 only, not behind a ban."""
    found = ""
    bounds = [(n.start, n.end) for n in read_numbers(text)]
    for token in vocabulary.tokens(text):
        for op in token.ops[:1]:
            if any(start <= token.start < end for start, end in bounds):
                continue  # 不小于5米 denies nothing
            rest = text[token.end :]
            if op.op == "neg" and rest.startswith(vocabulary.tables.gained):
                found += re.split("[，；、前后]", rest)[0].rstrip("的者")  # 没有得到全部人员的应答
            elif op.op == "neg" and (op.strength == "fact" or op.surface == "不" or not plain):
                found += re.split("[的，；、前后]", text[token.end :])[0]
    return found


def denied_in(step: Step, verb: str, vocabulary: Vocabulary) -> bool:
    """Whether the step's own words, its conditions aside, deny this verb."""
    text = step.text
    at = text.find(verb)
    if at < 0 or not verb or text.count(verb) > 1:
        return False
    starts = [text.rfind(mark, 0, at) + 1 for mark in "，；。、的者时后前"]
    starts += [text.find(c.text) + len(c.text) for c in step.conditions if 0 <= text.find(c.text) < at]
    begin = max(starts)
    if begin > at:
        return False
    reading = read_clause(text[begin : at + len(verb)], vocabulary)
    return bool(reading.segments) and reading.segments[-1].sign < 0


def denied_twice(step: Step, verb: str, vocabulary: Vocabulary) -> bool:
    """不可无人看守: the ban is on doing without, so the act itself is demanded."""
    at = step.text.find(verb)
    if at < 0 or not verb or any(c.text in step.text for c in step.conditions):
        return False  # 严禁不停机擦洗: the inner denial is a condition's
    begin = max(step.text.rfind(mark, 0, at) + 1 for mark in "，；。、的者时")
    reading = read_clause(step.text[begin : at + len(verb)], vocabulary)
    last = next((op for t in reversed(reading.tokens) for op in t.ops[:1] if op.op == "neg"), None)
    plain = last is not None and (last.strength == "fact" or last.surface in DENIALS)  # 未经许可不得返回 ends with the ban
    return plain and bool(reading.segments) and reading.segments[-1].inner
