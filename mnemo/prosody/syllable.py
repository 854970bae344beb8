"""One 字 read aloud: pinyin with tone mark → initial, strict final, tone.

The one place that knows that pinyin spells three vowels with the letter `i`: 衣, 知 and 资. We write `i`
for the first and `-i` for the other two, since 中华新韵 keeps them apart where 通韵 and 十三辙 join them.
Finals are the full ones of 汉语拼音方案 (1958), ü written `v`: iou uei uen ve van vn, ueng after no initial.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from mnemo.types import Syllable

Level = Literal["ping", "ze", "neutral"]

_OPEN = ("-i", "i", "u", "v", "a", "o", "e", "eh", "er", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong")
_SPREAD = ("ia", "ie", "io", "iao", "iou", "ian", "in", "iang", "ing", "iong")
_ROUND = ("ua", "uo", "uai", "uei", "uan", "uen", "uang", "ueng", "ve", "van", "vn")
FINALS = frozenset((*_OPEN, *_SPREAD, *_ROUND))
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")
_BUZZING = frozenset(("zh", "ch", "sh", "r", "z", "c", "s"))
_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_CONTRACTED = {"iu": "iou", "ui": "uei", "un": "uen"}
_ZERO_INITIAL = {  # spellings that only stand without an initial
    "yi": "i", "ya": "ia", "ye": "ie", "yo": "io", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in",
    "yang": "iang", "ying": "ing", "yong": "iong", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
    "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan", "wen": "uen",
    "wang": "uang", "weng": "ueng", "ê": "eh",
}  # fmt: skip
_NASALS = {"n": "en", "m": "en", "ng": "eng", "hm": "en", "hng": "eng"}  # 嗯 呣: the nearest final


def read_pinyin(char: str, pinyin: str) -> Syllable:
    """The syllable `pinyin` spells, tone mark or none (neutral); ValueError if it spells none.

    >>> read_pinyin("知", "zhī").final, read_pinyin("衣", "yī").final, read_pinyin("学", "xué").final
    ('-i', 'i', 've')
    """
    letters, tone = _strip_tone(pinyin)
    if letters in _NASALS:
        return Syllable(char, "", _NASALS[letters], tone, pinyin)
    if letters in _ZERO_INITIAL:
        return Syllable(char, "", _ZERO_INITIAL[letters], tone, pinyin)
    initial = next((i for i in _INITIALS if letters.startswith(i)), "")
    final = _full(initial, letters[len(initial) :])
    if final not in FINALS:
        raise ValueError(f"不是拼音音节：{pinyin!r}")
    return Syllable(char, initial, final, tone, pinyin)


def _strip_tone(pinyin: str) -> tuple[str, int]:
    """Letters (ü as v, ê kept) and tone 1–5."""
    decomposed = unicodedata.normalize("NFD", pinyin.strip().lower())
    tone = next((t for mark, t in _MARKS.items() if mark in decomposed), 5)
    bare = "".join(c for c in decomposed if c not in _MARKS)
    return re.sub("u\u0308|ü", "v", unicodedata.normalize("NFC", bare)), tone


def _full(initial: str, final: str) -> str:
    if final == "i" and initial in _BUZZING:
        return "-i"
    if initial in ("j", "q", "x") and final.startswith("u"):
        return "v" + final[1:]
    if final == "ue":  # lue, nue: old typing of lüe, nüe
        return "ve"
    return _CONTRACTED.get(final, final)


def level(tone: int) -> Level:
    """平 for tones 1 and 2, 仄 for 3 and 4 (modern tones, as 中华通韵 counts), neutral for 5."""
    if tone == 5:
        return "neutral"
    return "ping" if tone <= 2 else "ze"
