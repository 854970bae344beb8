"""`normalise`: source text to the one form all later stages read, with an exact map back."""

from __future__ import annotations

import re
from collections.abc import Callable

from mnemo.text.fold import fold
from mnemo.text.mapped import without
from mnemo.types import MappedText, Span

Simplify = Callable[[str], str]

CJK = "\u3400-\u9fff\uf900-\ufaff"
TRADITIONAL_SHARE = 0.05
"""Least share of 字 that change for a text to count as traditional; simplified procedures keep 瞭望, 乾 and the
like below it (six sample cases: 0.0, the same six converted with s2t: 0.29–0.45; 2026-11-23)."""

_SAME_LENGTH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\d),|,(?!\d)"), "，"),
    (re.compile(r";"), "；"),
    (re.compile(r"!"), "！"),
    (re.compile(r"\?"), "？"),
    (re.compile(r"\("), "（"),
    (re.compile(r"\)"), "）"),
    (re.compile(r"(?<!\d):(?!//)|:(?![\d/])"), "："),
    (re.compile(r"(?<=\d)：(?=\d)"), ":"),
    (re.compile(r"(?<=\d)[—－](?=\d)"), "~"),
    (re.compile(r"(?<=[℃%])[—－](?=\d)"), "~"),
)
_STOP = re.compile(rf"(?<=[{CJK}）”》℃%])\.(?![\d.A-Za-z])(?<!\.\.)")
_NUMERALS = frozenset("一二三四五六七八九十")
_GAP = r"[ \t]{1,4}"
_SPACED_RUN = re.compile(rf"(?<![^\s|【（“《])[{CJK}](?: [{CJK}]){{2,}}(?![^\s|：】）”》])")
_SPACED_LINE = re.compile(rf"^[ \t]*[{CJK}](?:{_GAP}[{CJK}]){{3,}}[ \t]*$", re.MULTILINE)
_SPACED_PAIR = re.compile(rf"(?:(?<=^)|(?<=\n)|(?<=\|)|(?<=[ \t]{{2}}))[{CJK}]{_GAP}[{CJK}](?=：|[ \t]*(?:\n|\||$))")
_MARKED_PAIR = re.compile(rf"(?:(?<=^)|(?<=\n))[ \t]*(?:[\d.]{{1,6}}|[一二三四五六七八九十]{{1,3}})[、.）]?[ \t]*([{CJK}]{_GAP}[{CJK}])(?=：|[ \t]*(?:\n|$))")
_SPACES = re.compile(r"[ \t]+")


def normalise(text: str, simplify: Simplify | None = None) -> MappedText:
    """Text in NFC, one width, one punctuation, titles closed up, simplified when it is traditional.

    Every span of the result slices `text`. `simplify` must keep the length 字 by 字; it is called only with runs of text.
    Gaps of two spaces or more, tabs and | stay: they may be columns. Spaces inside a sentence are the layout's to judge.
    """
    mapped = fold(text)
    if simplify is not None:
        mapped = MappedText(_simplified(mapped.text, simplify), mapped.spans)
    plain = mapped.text
    for pattern, replacement in _SAME_LENGTH:
        plain = pattern.sub(replacement, plain)
    plain = _full_stops(plain)
    return _close_titles(MappedText(plain, mapped.spans))


def _simplified(text: str, simplify: Simplify) -> str:
    """Simplified text of the same length, or the text itself when hardly a 字 changes."""
    changed = simplify(text)
    if len(changed) != len(text):
        changed = "".join(new if len(new := simplify(char)) == 1 else char for char in text)
    differ = sum(a != b for a, b in zip(text, changed, strict=True))
    hanzi = sum("\u3400" <= char <= "\u9fff" for char in text)
    return changed if differ > TRADITIONAL_SHARE * hanzi else text


def _full_stops(text: str) -> str:
    """A dot that ends a Chinese sentence becomes 。; the dot of a marker (一.) stays."""

    def stop(match: re.Match[str]) -> str:
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()].strip() if match.start() - line < 8 else "x"
        return "." if before and set(before) <= _NUMERALS else "。"

    return _STOP.sub(stop, text)


def _close_titles(mapped: MappedText) -> MappedText:
    """岗 位 操 作 卡 → 岗位操作卡: spaces between single 字 go."""
    ranges: dict[int, Span] = {}
    for pattern in (_SPACED_RUN, _SPACED_LINE, _SPACED_PAIR):
        for match in pattern.finditer(mapped.text):
            inner = match.group().strip()
            offset = match.start() + match.group().index(inner)
            for gap in _SPACES.finditer(inner):
                ranges[offset + gap.start()] = (offset + gap.start(), offset + gap.end())
    for match in _MARKED_PAIR.finditer(mapped.text):
        for gap in _SPACES.finditer(match[1]):
            start = match.start(1) + gap.start()
            ranges[start] = (start, match.start(1) + gap.end())
    return without(mapped, [ranges[start] for start in sorted(ranges)])
