"""Chinese numerals ↔ exact numbers, both ways (ring 1). No units here.

Numbers are `Fraction`s and travel as decimal strings ("0.5"); what no decimal can hold travels as "1/3".
"""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "幺": 1}
PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERALS = frozenset(DIGITS) | frozenset(PLACES) | {"万", "亿", "点"}
_SAID = "零一二三四五六七八九"
_FRACTION = re.compile("(.+)分之(.+)")
_BELOW_10000 = re.compile(
    "(?:(?P<千>[一二两三四五六七八九])千)?(?P<z1>零)?(?:(?P<百>[一二两三四五六七八九])百)?(?P<z2>零)?"
    "(?:(?P<ten>[一二三四五六七八九])?(?P<十>十))?(?P<z3>零)?(?P<one>[一二两三四五六七八九])?"
)


def decimal_string(number: Fraction) -> str:
    """Shortest exact writing: "15", "0.5", "-4", "1/3".

    >>> decimal_string(Fraction(39, 2)), decimal_string(Fraction(1, 3))
    ('19.5', '1/3')
    """
    for places in range(13):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
            return ("-" if number < 0 else "") + whole + (f".{part}" if part else "")
    return f"{number.numerator}/{number.denominator}"


def from_chinese(text: str) -> Fraction | None:
    """The number a Chinese numeral says, None if it is none: 十五, 一百二 (120), 一千五 (1500), 十九点五, 三分之一, 百分之五.

    >>> decimal_string(from_chinese("零点五")), decimal_string(from_chinese("一千五"))
    ('0.5', '1500')
    """
    if text == "半":
        return Fraction(1, 2)
    if text.startswith(("负", "零下")):
        inner = from_chinese(text[1 if text[0] == "负" else 2 :])
        return None if inner is None else -inner
    if match := _FRACTION.fullmatch(text):
        below = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10000)}.get(match[1]) or from_chinese(match[1])
        above = from_chinese(match[2])
        return above / below if above is not None and below else None
    whole, point, part = text.partition("点")
    number = _integer(whole)
    if number is None or not point:
        return None if number is None else Fraction(number)
    if not part or any(c not in DIGITS or c == "两" for c in part):
        return None
    return number + Fraction(int("".join(str(DIGITS[c]) for c in part)), 10 ** len(part))


def spelled_digits(text: str) -> str:
    """A telephone-like row of three or more digits (一一九, 幺二零) in ASCII, "" if `text` is not one."""
    if len(text) < 3 or any(c not in DIGITS or c == "两" for c in text):
        return ""
    return "".join(str(DIGITS[c]) for c in text)


def _integer(text: str) -> int | None:
    if not text:
        return None
    if text in ("零", "〇"):
        return 0
    for name, place in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.partition(name)
        if found:
            high = _integer(head)
            low = _tail(tail, place)
            return None if high is None or low is None or low >= place or (high == 0) else high * place + low
    return _small(text)


def _tail(text: str, place: int) -> int | None:
    """What follows 万 or 亿; a lone digit counts the next place down (一万二 = 12000)."""
    if len(text) == 1 and text in DIGITS and text not in "零〇":
        return DIGITS[text] * place // 10
    return _integer(text.removeprefix("零")) if text else 0


def _small(text: str) -> int | None:
    """1–9999. A digit right after 百 or 千 counts the next place down (一百二 = 120)."""
    match = _BELOW_10000.fullmatch(text.replace("〇", "零"))
    if match is None or text[-1] in "零〇" or text[0] in "零〇":
        return None
    thousand, hundred = (DIGITS[match[p]] if match[p] else 0 for p in ("千", "百"))
    ten = (DIGITS[match["ten"]] if match["ten"] else 1) if match["十"] else 0
    one = DIGITS[match["one"]] if match["one"] else 0
    if match["z3"] and match["十"]:
        return None
    if match["one"] == "两" and (thousand or hundred or match["十"]):
        return None
    if one and not match["十"] and not any(match[z] for z in ("z1", "z2", "z3")):
        one *= 10 if hundred else 100 if thousand else 1
    if (hundred and match["z1"] and not thousand) or (match["z2"] and match["z3"]):
        return None
    return thousand * 1000 + hundred * 100 + ten * 10 + one


def to_chinese(number: Fraction) -> str:
    """The numeral people read out: 十五, 一百二十, 一千零五, 零点五, 三分之一, 零下五. 二, never 两: that depends on the unit.

    >>> to_chinese(Fraction(120)), to_chinese(Fraction("19.5")), to_chinese(Fraction(1, 3))
    ('一百二十', '十九点五', '三分之一')
    """
    if number < 0:
        return "零下" + to_chinese(-number)
    written = decimal_string(number)
    if "/" in written:
        return f"{_whole(number.denominator)}分之{_whole(number.numerator)}"
    whole, point, part = written.partition(".")
    return _whole(int(whole)) + ("点" + "".join(_SAID[int(c)] for c in part) if point else "")


def _whole(number: int) -> str:
    if number >= 10**4:
        for name, place in (("亿", 10**8), ("万", 10**4)):
            if number >= place:
                high, low = divmod(number, place)
                gap = "零" if 0 < low < place // 10 else ""
                return _whole(high) + name + gap + (_group(low) if 0 < low < 10**4 else _whole(low) if low else "")
    said = _group(number) if number else "零"
    return said.removeprefix("一") if 10 <= number < 20 else said


def _group(number: int) -> str:
    """1–9999 with every 一 kept (一十), as inside a larger number."""
    said, gap = "", False
    for name, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + _SAID[digit] + name
        gap = not digit
    return said
