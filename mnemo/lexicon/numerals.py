"""Quantities read from procedures and verses alike (数量): 不少于30min = 满半小时 = at least 1800 s.

`read_numbers` gives every quantity in base units, so that two wordings of one quantity compare equal.
`spoken` and `spoken_bound` write them; both sides use the tables `units`, `bounds` and `notnumbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from mnemo.lexicon.amounts import Amount, AmountFinder
from mnemo.lexicon.chinese_numbers import DIGITS, NUMERALS, PLACES, decimal_string, from_chinese, spelled_digits, to_chinese
from mnemo.lexicon.saying import spoken, spoken_bound
from mnemo.lexicon.units import BoundWord, Unit, Units, load_units
from mnemo.types import Bound, Quantity

__all__ = [
    "Number", "direction", "from_chinese", "number_of", "read_numbers", "same_amount", "spoken", "spoken_bound", "to_chinese",
]  # fmt: skip

FAR = 5
"""字 that may stand between 至少, 最多 and the number: 至少连续通风30min; read off the six sample cases, longest 4."""
_TO = re.compile(r"[ ]*(?:[~～到至]|[-—–－]{1,2})[ ]*")
_CLOCK = re.compile(f"[0-9０-９{''.join(sorted(NUMERALS))}][点时]$")
_ANY = re.compile(f"[0-9０-９半俩仨{''.join(sorted(NUMERALS))}]")
_STOP = frozenset("，。；、！？：,;!?（）()\n")


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in a text. `value`, `high` (ranges only) and `unit` are in base units (s, mm, g, Pa, V, %, 人 …).

    [start, end) covers number, unit and the bound words that touch them. `said` and `said_unit` keep the original
    figure, for verses that leave the unit out (压力不过零点四).
    """

    value: str
    high: str
    unit: str
    bound: Bound
    start: int
    end: int
    said: str = ""
    said_high: str = ""
    said_unit: str = ""


def read_numbers(text: str, units: Units | None = None) -> tuple[Number, ...]:
    """All quantities in `text`, left to right.

    Without a unit only bounded numbers, decimals, and rows of three or more digits (119) count; so do no list
    markers, ordinals, labels, years and no 一 + classifier (一个, 一人) unless bounded.

    >>> [(n.value, n.unit, n.bound) for n in read_numbers("通风不少于半小时，灯不超十二伏")]
    [('1800', 's', 'min'), ('12', 'V', 'max')]
    """
    if not _ANY.search(text):
        return ()
    return _Reader(text, units or load_units()).read()


def number_of(quantity: Quantity, units: Units | None = None) -> Number:
    """A step's quantity in the same base units; an unknown unit stays as it is. Its span is empty."""
    table = units or load_units()
    unit = table.by_id.get(quantity.unit) or table.by_alias.get(quantity.unit)
    value, high = (Fraction(v) if v else None for v in (quantity.value, quantity.high))
    return _number(table, unit, value or Fraction(0), high, quantity.bound, (0, 0), quantity.unit)


def same_amount(a: Number, b: Number) -> bool:
    """Equal value and unit; where one side leaves the unit out, the figures as said must agree."""
    if a.said_unit and b.said_unit:
        return (a.value, a.high, a.unit) == (b.value, b.high, b.unit)
    return (a.said, a.said_high) == (b.said, b.said_high)


def direction(bound: Bound) -> int:
    """+1 for min and above, -1 for max and below, 0 for the rest: 超过 and 以上 point the same way."""
    return {"min": 1, "above": 1, "max": -1, "below": -1}.get(bound, 0)


class _Reader:
    """One pass over one text: which amounts are quantities, and how they are bounded."""

    def __init__(self, text: str, units: Units) -> None:
        self.find = AmountFinder(text, units)
        self.text = self.find.text
        self.units = units
        self.done: list[Number] = []

    def read(self) -> tuple[Number, ...]:
        at = 0
        while at < len(self.text):
            amount = self.find.at(at)
            if amount is None:
                at += 1
                continue
            if number := self._quantity(amount):
                self.done.append(number)
                at = max(number.end, amount.end)
            else:
                at = amount.end
        return tuple(self.done)

    def _quantity(self, low: Amount) -> Number | None:
        low, high = self._range(low)
        last = high or low
        unit = last.unit
        start, before = self._bound_before(low.start)
        end, after = self._bound_after(last.end)
        bound: Bound = "range" if high else before or after or ("above" if last.more else "exact")
        if not self._counts(low, last, bound, start):
            return None
        top = high.value if high else None
        return _number(self.units, unit, low.value, top, bound, (start, end))

    def _range(self, low: Amount) -> tuple[Amount, Amount | None]:
        """2～3圈, 10min到15min, 两三圈: lower and upper amount, both in one unit."""
        if low.chinese and low.unit is None and len(low.text) == 1 and (near := self.find.at(low.end)):
            step = near.value / (low.value + 1)  # 两三圈, 二三十米
            if near.unit and near.chinese and step in (1, 10, 100, 1000) and len(near.text) == 1 + (step > 1):
                return replace(low, value=low.value * step), near
        joint = _TO.match(self.text, low.end)
        high = self.find.at(joint.end()) if joint else None
        if high is not None:
            low, high = self.find.framed_range(_same_thousands(low, high), high)
        if high is None or high.value <= low.value or (low.unit and not high.unit):
            return low, None
        if low.unit and high.unit and low.unit.id != high.unit.id:
            return low, None
        return low, high

    def _bound_before(self, start: int) -> tuple[int, Bound | None]:
        """The bound word that ends at the number, and the 不 in front of it; else a far one (至少冲洗…)."""
        head = self.text[:start].rstrip(" \u3000了:")
        word = self._ending(head, "before")
        if word:
            at = len(head) - len(word.surface)
            negator = self._ending(head[:at], "neg") if word.negated else None
            if negator:
                return at - len(negator.surface), word.negated
            if word.bound:
                return at, word.bound
        for gap in range(FAR + 1):
            reach = len(head) - gap
            if reach < 0 or (gap and (head[reach] in _STOP or head[reach].isdigit())):
                break
            if far := self._ending(head[:reach], "far"):
                return (reach - len(far.surface) if not gap else start), far.bound
        return start, None

    def _ending(self, head: str, side: str) -> BoundWord | None:
        fits = [b for b in self.units.bounds if b.side == side and head.endswith(b.surface)]
        return max(fits, key=lambda b: len(b.surface), default=None)

    def _bound_after(self, end: int) -> tuple[int, Bound | None]:
        at = self.find.skip(end)
        fits = [b for b in self.units.bounds if b.side == "after" and self.text.startswith(b.surface, at)]
        word = max(fits, key=lambda b: len(b.surface), default=None)
        if word is None or self.find.heads_word(at, len(word.surface)):
            return end, None
        return at + len(word.surface), word.bound

    def _counts(self, low: Amount, last: Amount, bound: Bound, start: int) -> bool:
        """Is this a quantity at all, not a marker, a label, an idiom or a date?"""
        if last.unit is None:
            return self._bare_counts(low, last, bound)
        bounded = bound != "exact"
        if last.unit.id == "min" and last.text == "十" and self.text[last.end - 1] == "分" and not bounded:
            return self._ten_minutes(last.end)
        if last.text == "一" and (last.unit.counted or last.unit.id in ("级", "里")) and not bounded:
            return last.unit.id == "次" and self._recurring(low.start)
        if last.unit.id == "年" and last.value >= 1000 and (not last.chinese or spelled_digits(last.text)):
            return False  # 2024年, 二零二四年
        if last.unit.id == "min" and _CLOCK.search(self.text[: low.start]):
            return False  # 8点30分, 八时三十分; not 延时5分钟
        return not (last.unit.id == "日" and self.text[low.start - 1 : low.start] == "月")

    def _bare_counts(self, low: Amount, last: Amount, bound: Bound) -> bool:
        following = self.text[last.end : last.end + 1]
        if (following.isascii() and following.isalpha()) or following in ("#", "号", "月", "点", ":", "条", "款", "/"):
            return False
        if bound == "range":
            return False
        if bound != "exact":
            return not low.chinese or low.value >= 10 or low.value.denominator != 1
        if low.chinese:
            return "点" in low.text or "分之" in low.text or bool(spelled_digits(low.text))
        if "." in low.text or "/" in low.text:
            return not (low.start == 0 and following in (" ", "\u3000"))
        year = len(low.text) == 4 and 1900 <= low.value < 2100
        return len(low.text) >= 3 and not year and not self.text[: low.start].rstrip().endswith(("GB", "GB/T", "号"))

    def _ten_minutes(self, end: int) -> bool:
        """十分 alone means "very" unless the clause ends there or what follows shows a time (再, 后, 一次)."""
        rest = self.text[end:].lstrip(" ")
        if not rest or rest[0] in _STOP:
            return True
        return any(b.side == "cue" and rest.startswith(b.surface) for b in self.units.bounds)

    def _recurring(self, start: int) -> bool:
        """一次 says how often only after 每… or right after a length of time (十分一次)."""
        touching = bool(self.done) and self.done[-1].end == start
        return touching or "每" in self.text[max(0, start - 8) : start]


def _same_thousands(low: Amount, high: Amount) -> Amount:
    """两到三千 is 2000–3000: a lone digit before a digit with 百 or 千 counts the same."""
    lone = low.chinese and low.unit is None and len(low.text) == 1 and len(high.text) == 2
    if not lone or high.text[1] not in "百千" or low.value >= DIGITS.get(high.text[0], 0):
        return low
    return replace(low, value=low.value * PLACES[high.text[1]])


def _number(
    units: Units, unit: Unit | None, low: Fraction, high: Fraction | None, bound: Bound, place: tuple[int, int], name: str = ""
) -> Number:
    factor = unit.factor if unit else Fraction(1)
    return Number(
        value=decimal_string(low * factor),
        high="" if high is None else decimal_string(high * factor),
        unit=units.base(unit).id if unit else name,
        bound=bound,
        start=place[0],
        end=place[1],
        said=decimal_string(low),
        said_high="" if high is None else decimal_string(high),
        said_unit=unit.id if unit else name,
    )
