"""Quantities said aloud (说数量): 30 min → 三十分钟, 半小时; at most 12 V → 不超十二伏, 十二伏以内.

Whatever is said here `mnemo.lexicon.numerals.read_numbers` reads back to the same value, unit and bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mnemo.lexicon.chinese_numbers import NUMERALS, decimal_string, to_chinese
from mnemo.lexicon.units import TAILED, BoundWord, Unit, Units, load_units
from mnemo.types import Quantity

CONVERTED = ("time", "length")  # dimensions people convert in their heads: 30 min is 半小时; nobody says 五百千帕
HALVED = ("time", "length", "mass", "month")  # 半小时, 半米, 半吨, 半年; nobody says 半兆帕
AMBIGUOUS = "十分"  # "very"; ten minutes needs its 钟


def spoken(value: str, unit: str, units: Units | None = None) -> tuple[str, ...]:
    """Wordings of exactly this value, the shortest first; () if the unit cannot be said (mg/m³).

    >>> spoken("30", "min")
    ('三十分', '半小时', '三十分钟', '半个小时')
    """
    table = units or load_units()
    number = Fraction(value)
    if not unit:
        return _by_length(_bare(number))
    return _by_length(w for u, n in _conversions(number, table.get(unit), table) for w in _wordings(n, u))


def spoken_bound(quantity: Quantity, units: Units | None = None) -> tuple[str, ...]:
    """Wordings of the value with its bound, the shortest first, those people say most first among equals.

    A bare value only if the bound is exact. >>> spoken_bound(Quantity("", "12", "V", "max"))[:2] gives
    ('不超十二伏', '十二伏以内').
    """
    table = units or load_units()
    if quantity.bound == "range":
        return _by_length(_ranges(quantity, table))
    values = spoken(quantity.value, quantity.unit, table)
    if quantity.bound == "exact":
        return values
    dimension = table.get(quantity.unit).dimension.partition(":")[0] if quantity.unit else ""
    words = [b for b in table.bounds if b.say and (not b.dimensions or dimension in b.dimensions)]
    words.sort(key=lambda b: b.say)
    return _by_length(w for b in words for v in values for w in _bounded(b, v, quantity.bound))


def _bounded(word: BoundWord, value: str, bound: str) -> Iterator[str]:
    if word.bound == bound and word.side in ("before", "far"):
        yield word.surface + value
    if word.bound == bound and word.side == "after":
        yield value + word.surface
    if word.negated == bound and len(word.surface) == 2 and not word.surface.startswith("不"):
        yield "不" + word.surface + value


def _ranges(quantity: Quantity, units: Units) -> Iterator[str]:
    low, high = Fraction(quantity.value), Fraction(quantity.high)
    unit = units.get(quantity.unit) if quantity.unit else None
    for template in unit.spoken if unit else ("*",):
        name = template.removeprefix("*")
        if "*" in name:
            yield template.replace("*", f"{to_chinese(low)}到{to_chinese(high)}")
            continue
        first, last = _figure(low, unit), _figure(high, unit)
        yield f"{first}到{last}{name}"
        yield f"{first}至{last}{name}"
        if high == low + 1 and low in range(2, 9) and name and name[0] not in NUMERALS:
            yield f"{first}{last}{name}"


def _conversions(number: Fraction, unit: Unit, units: Units) -> Iterator[tuple[Unit, Fraction]]:
    """The unit itself, then its siblings in which the value is short to say."""
    yield unit, number
    if unit.dimension not in CONVERTED:
        return
    for other in units.siblings(unit):
        converted = number * unit.factor / other.factor
        if other.id != unit.id and 0 < converted < 100 and _short(converted, other):
            yield other, converted


def _short(number: Fraction, unit: Unit) -> bool:
    if unit.id in ("d", "日", "周", "里", "μm"):  # 24 h is no 一天, and halves and 里 blur the figure
        return False
    if unit.id == "刻钟":
        return number in (1, 3)
    return number.denominator == 1 or (number.denominator == 2 and unit.factor > 1)


def _wordings(number: Fraction, unit: Unit) -> Iterator[str]:
    for template in unit.spoken:
        if "*" in template:
            yield template.replace("*", to_chinese(number))
            continue
        if number == Fraction(1, 2) and unit.dimension in HALVED:
            yield "半" + template
            if template == "小时":
                yield "半个小时"
            continue
        if _figure(number, unit) + template != AMBIGUOUS and (number.denominator == 1 or template[0] != "个"):
            yield _figure(number, unit) + template
        yield from _halves(number, unit, template)


def _halves(number: Fraction, unit: Unit, template: str) -> Iterator[str]:
    """一米五, 一个半小时, 两天半."""
    whole, rest = divmod(number, 1)
    if number < 1 or not rest:
        return
    said = _figure(Fraction(whole), unit)
    tenth = decimal_string(rest * 10)
    if unit.id in TAILED and len(tenth) == 1 and len(template) == 1:
        yield f"{said}{template}{to_chinese(rest * 10)}"
    if rest == Fraction(1, 2) and unit.dimension == "time" and len(template) < 3:
        yield f"{said}个半{template}" if template == "小时" else f"{said}{template}半"


def _figure(number: Fraction, unit: Unit | None) -> str:
    """The numeral before a unit: 两 for 2, save for grades (二级)."""
    return "两" if number == 2 and unit and unit.dimension != "grade" else to_chinese(number)


def _bare(number: Fraction) -> Iterator[str]:
    """Without a unit: also the short form 一百二 for 120, where one numeral place is left open."""
    said = to_chinese(number)
    yield said
    if len(said) == 4 and (said[1] + said[3]) in ("百十", "千百"):
        yield said[:-1]


def _by_length(wordings: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(wordings), key=len))
