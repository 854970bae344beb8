"""Finding bare amounts in text (ring 1): a number, Arabic or Chinese, and the unit that belongs to it.

No judgement here of what counts as a quantity; `mnemo.lexicon.numerals` decides that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from mnemo.lexicon.chinese_numbers import DIGITS, NUMERALS, from_chinese, spelled_digits
from mnemo.lexicon.units import TAILED, Unit, Units

_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:/[1-9]\d*)?")
_LATIN = re.compile(r"[A-Za-z]")
_SPACE = re.compile(r"[ \u3000\t]*")
_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LABEL = re.compile(r"[A-Za-z0-9#.:_第]$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at [start, end), with the unit that follows or frames it, if any."""

    value: Fraction
    start: int
    end: int
    chinese: bool
    text: str  # the numeral alone
    unit: Unit | None = None
    more: bool = False  # 三十多米


class AmountFinder:
    """Amounts of one text; positions are those of the text given."""

    def __init__(self, text: str, units: Units) -> None:
        self.text = text.translate(_FULL)
        self.units = units
        self.frames = units.frames()
        self.covered = self._cover()

    def at(self, at: int) -> Amount | None:
        """The amount that starts at `at`; compounds (1小时30分) are summed."""
        bare = None if _LABEL.search(self.text[max(0, at - 1) : at]) else self._simple(at)
        return self._compound(bare) if bare and bare.unit else bare

    def _cover(self) -> set[int]:
        """Positions inside words whose numerals count nothing (一起, 四周)."""
        covered: set[int] = set()
        for word in self.units.not_numbers:
            at = self.text.find(word)
            while at >= 0:
                inside = at > 0 and word[0] in NUMERALS and self.text[at - 1] in NUMERALS
                if not inside:
                    covered.update(range(at, at + len(word)))
                at = self.text.find(word, at + 1)
        return covered

    def _arabic(self, at: int) -> Amount | None:
        match = _ARABIC.match(self.text, at)
        if match is None:
            return None
        start, value = at, Fraction(match[0].replace(",", ""))
        if self.text[max(0, at - 1) : at] in ("-", "−") and not (
            at > 1 and (self.text[at - 2].isalnum() or self.text[at - 2] in "%℃")
        ):
            start, value = at - 1, -value
        if self.text[max(0, at - 2) : at] == "零下":
            start, value = at - 2, -value
        return self._with_unit(Amount(value, start, match.end(), False, match[0]))

    def _chinese(self, at: int) -> Amount | None:
        if at in self.covered or at >= len(self.text):
            return None
        head = self.text[at]
        if head == "半":
            half = self._with_unit(Amount(Fraction(1, 2), at, at + 1, True, head))
            return half if half.unit and not half.unit.counted else None
        if head in "俩仨":
            two_or_three = Fraction(2 if head == "俩" else 3)
            people = self._with_unit(Amount(two_or_three, at, at + 1, True, head))
            return people if people.unit else None
        if head not in NUMERALS or head in "点百千万亿":
            return None
        return self._numeral(at)

    def _numeral(self, at: int) -> Amount | None:
        """The longest numeral here that has a unit, else the longest one that is a number at all."""
        end = at
        while end < len(self.text) and self.text[end] in NUMERALS and end not in self.covered:
            end += 1
        if row := spelled_digits(self.text[at:end]):
            return self._with_unit(Amount(Fraction(row), at, end, True, self.text[at:end]))
        best: Amount | None = None
        for stop in range(end, at, -1):
            if self.text[stop : stop + 2] == "分之":
                return self._fraction(at, stop)
            said = self.text[at:stop]
            if (value := from_chinese(said)) is None:
                continue
            below_zero = self.text[max(0, at - 2) : at] == "零下"
            amount = Amount(-value if below_zero else value, at - 2 * below_zero, stop, True, said)
            amount = self._with_unit(amount)
            if amount.unit:
                return amount
            best = best or amount
        return best

    def _fraction(self, at: int, stop: int) -> Amount | None:
        end = stop + 2
        while end < len(self.text) and self.text[end] in NUMERALS:
            end += 1
        for last in range(end, stop + 2, -1):
            if (value := from_chinese(self.text[at:last])) is not None:
                return Amount(value, at, last, True, self.text[at:last])
        return None

    def _with_unit(self, amount: Amount) -> Amount:
        """`amount` with the unit after it, or in the frame around it (百分之*, 时速*公里)."""
        amount = self._framed(amount) or amount
        if amount.unit:
            return amount
        at, more = amount.end, False
        if self.text[at : at + 1] in ("多", "余"):
            at, more = at + 1, True
        half = self.text.startswith("个半", at)
        found = self.unit_at(at + 2 if half else at)
        if half and (found is None or found[0].counted):
            half, found = False, self.unit_at(at)
        if found is None:
            return amount
        unit, end = found
        value = amount.value + (Fraction(1, 2) if half else 0)
        if not unit.counted and self.text.startswith("半", end) and end not in self.covered and amount.text != "半":
            value, end = value + Fraction(1, 2), end + 1
        elif unit.id in TAILED and (digit := self._tail_digit(end)) is not None:
            value, end = value + Fraction(digit, 10), end + 1
        return Amount(value, amount.start, end, amount.chinese, amount.text, unit, more)

    def _framed(self, amount: Amount) -> Amount | None:
        """`amount` as the number of a frame (百分之*, 时速*公里) that stands around it."""
        for unit, prefix, suffix in self.frames:
            if self.text[: amount.start].endswith(prefix) and self.text.startswith(suffix, amount.end):
                return replace(amount, start=amount.start - len(prefix), end=amount.end + len(suffix), unit=unit)
        return None

    def framed_range(self, low: Amount, high: Amount) -> tuple[Amount, Amount]:
        """Both ends of 百分之二到三, 时速五到八公里 with the unit of the frame; others as they are."""
        if low.unit and high.unit is None:
            return low, replace(high, unit=low.unit) if (low.unit, "") in [(u, s) for u, _, s in self.frames] else high
        for unit, prefix, suffix in self.frames:
            if not suffix or not self.text[: low.start].endswith(prefix):
                continue
            end = high.end + (0 if high.unit else len(suffix))
            if self.text[:end].endswith(suffix):
                return replace(low, start=low.start - len(prefix), unit=unit), replace(high, end=end, unit=unit)
        return low, high

    def unit_at(self, at: int) -> tuple[Unit, int] | None:
        """The longest unit name that starts here and is not the head of another word (分开, 安全)."""
        at = self.skip(at)
        for length in range(min(8, len(self.text) - at), 0, -1):
            name, after = self.text[at : at + length], self.text[at + length : at + length + 1]
            unit = self.units.by_alias.get(name)
            if unit is None or (_LATIN.match(name[-1]) and after.isascii() and after.isalnum()):
                continue
            if not self.heads_word(at, length):
                return unit, at + length
        return None

    def heads_word(self, at: int, longer: int) -> bool:
        """Does a word longer than `longer` start here that only looks like a unit or bound (分开, 外出)?"""
        return any(self.text[at : at + n] in self.units.not_units for n in range(longer + 1, longer + 4))

    def _tail_digit(self, at: int) -> int | None:
        """The 五 of 一米五: one digit, not itself the number of something."""
        digit = self.text[at : at + 1]
        number = DIGITS.get(digit, int(digit) if digit.isascii() and digit.isdigit() else 0)
        following = self.text[at + 1 : at + 2]
        if not number or at in self.covered or following in NUMERALS or following.isdigit() or following == ".":
            return None
        return None if self.unit_at(at + 1) else number

    def _compound(self, first: Amount) -> Amount:
        """1小时30分: a smaller time unit follows at once."""
        if first.unit is None or first.unit.dimension != "time":
            return first
        second = self._simple(first.end)
        if second is None or second.unit is None or second.unit.dimension != "time":
            return first
        if second.unit.factor >= first.unit.factor or second.text == "半":
            return first
        value = first.value + second.value * second.unit.factor / first.unit.factor
        return Amount(value, first.start, second.end, first.chinese, first.text, first.unit)

    def _simple(self, at: int) -> Amount | None:
        return self._arabic(at) or self._chinese(at)

    def skip(self, at: int) -> int:
        """The first position from `at` on that is no space."""
        match = _SPACE.match(self.text, at)
        return match.end() if match else at
