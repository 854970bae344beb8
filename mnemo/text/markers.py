"""Numbering markers (编号): every style seen in procedures, told apart from quantities and decimals.

Styles after sources.md; a marker's `style` is its printed form with the number replaced: `d、`, `（d）`, `d.d`, `h、`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.text.words import Words

HANZI = "一二三四五六七八九十百"
_CIRCLES = (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10), ("❶", 10), ("㊀", 10))
_CIRCLE_CHARS = "①-⒛㈠-㈩❶-❿㊀-㊉"
_HANZI_VALUES = {char: i for i, char in enumerate("一二三四五六七八九", start=1)}

_LINE = re.compile(
    rf"""(?P<heading>\#{{1,6}})[ \t]+
    | (?P<article>第[ ]?(?:[{HANZI}]{{1,4}}|\d{{1,3}})[ ]?(?P<unit>[条章节款篇步])(?!以))[ \t]*[、：，.]?[ \t]*
    | (?P<phanzi>（[ ]?[{HANZI}]{{1,3}}[ ]?）|【[{HANZI}]{{1,3}}】)[ \t]*[、.：]?[ \t]*
    | (?P<paren>（[ ]?\d{{1,2}}[ ]?）)[ \t]*[、.：]?[ \t]*
    | (?P<circle>[{_CIRCLE_CHARS}])[ \t]*[、.]?[ \t]*
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?!\d)(?P<dsep>[、.）：]?[ \t]*)
    | (?P<number>\d{{1,2}})(?!\d)(?P<nsep>[ ]?(?:[、）：。]|[.，](?!\d))[ \t]*|[ \t]+|)
    | (?P<hanzi>[{HANZI}]{{1,3}})[ \t]*(?P<hsep>[、.，：])[ \t]*
    | (?P<serial>[{HANZI}])(?=是(?!否|非))(?P<ssep>是)[ \t]*
    | (?P<letter>[A-Za-z])(?P<lsep>[.、）])[ \t]*(?![A-Za-z\d.])
    | （(?P<pletter>[A-Za-z])）[ \t]*
    | (?P<bullet>[*●◆■▲★☆○◇□▪◦•·►➢➤✓√※]+|[-+](?=[ \t]|[\u3400-\u9fff“（])|—{{1,2}}(?=[ \t]?[\u3400-\u9fff“]))[ \t]*(?:\[[ xX]\][ \t]*)?
    """,
    re.VERBOSE,
)

_INLINE = re.compile(
    rf"""(?P<paren>（\d{{1,2}}）) | (?P<phanzi>（[{HANZI}]{{1,3}}）) | (?P<circle>[{_CIRCLE_CHARS}])
    | (?<![\d.A-Za-z~（])(?P<number>\d{{1,2}})(?P<nsep>[、）]|\.(?!\d)|(?:(?<=[。；： ]\d)|(?<=[。；： ]\d\d))[ ]?(?=[\u3400-\u9fff]))
    | (?<![{HANZI}第（])(?P<hanzi>[{HANZI}]{{1,3}})(?P<hsep>、)
    | (?<![A-Za-z\d（])(?P<letter>[a-h])(?P<lsep>[.）、])(?![A-Za-z\d])
    | (?:(?<=[。；：，])|^)(?P<serial>[{HANZI}])(?:(?=是(?!否|非))(?P<ssep>是)|(?=要|不[准得许]))
    """,
    re.VERBOSE,
)
_STRONG_BEFORE = frozenset("。；！？： \t”）】")
_REFERENCE = frozenset("第图表按见附照同上述前后至")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of `length` characters; `path` is (4, 1, 15) for 4.1.15, () for a bullet."""

    printed: str
    style: str
    path: tuple[int, ...]
    length: int

    @property
    def value(self) -> int:
        """The last number, 0 for a bullet."""
        return self.path[-1] if self.path else 0

    @property
    def level(self) -> int:
        """Depth of a markdown heading, 0 for other markers."""
        return len(self.printed) if self.printed.startswith("#") else 0

    @property
    def arabic(self) -> bool:
        """Whether the number is printed in digits and undotted, so that mixed styles (1、 2. 3）) may be one list."""
        return "d" in self.style and "d.d" not in self.style

    def follows(self, other: Marker) -> bool:
        """Whether this is the next number after `other`."""
        return bool(self.path) and self.path[:-1] == other.path[:-1] and self.value == other.value + 1


def number_of(numeral: str) -> int:
    """Value of 十二, 12, ⑫ (0 if it is none): up to 百."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    for first, count in _CIRCLES:
        if len(numeral) == 1 and 0 <= ord(numeral) - ord(first) < count:
            return ord(numeral) - ord(first) + 1
    total, digit = 0, 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _HANZI_VALUES.get(char, 0)
    return total + digit


def line_marker(text: str, expected: frozenset[int], words: Words) -> Marker | None:
    """The marker at the start of a line, None if it opens with a word, a quantity, a date or a decimal.

    `expected`: numbers that would continue a list above; they decide where the print does not (3人员进入前, 1、2人).
    """
    match = _LINE.match(text)
    if match is None:
        return None
    marker = _from(match)
    rest = text[match.end() :]
    if match["number"] and not _number_is_marker(match, rest, expected, words):
        return None
    if match["dotted"] and not _dotted_is_marker(match, rest, words):
        return None
    if match["hanzi"] and rest[:1] and rest[0] in HANZI and marker.value not in expected and marker.value != 1:
        return None
    if match["bullet"] and (not rest or (match["bullet"][0] == "·" and len(match["bullet"]) > 3)):
        return None
    return marker


_GOES_ON = re.compile(r"[ \t]*[\u3400-\u9fff]")
_STUCK = re.compile(rf"(?P<hanzi>[{HANZI}]{{1,2}})[ \t]*(?=[\u3400-\u9fff])|(?P<letter>[A-Za-z])[ \t]*(?=[\u3400-\u9fff])")


def stuck_marker(text: str, last: dict[str, int], below: Sequence[str], words: Words) -> Marker | None:
    """一轻微缺水 … 二严重缺水, a六级大风: a numeral or letter without a sign, only where its list goes on.

    `last`: the last number of each style above; `below`: lines that follow.
    """
    match = _STUCK.match(text)
    if match is None or words.counts(text[match.end() :]):
        return None
    style = "h" if match["hanzi"] else "a"
    value = number_of(match["hanzi"]) if match["hanzi"] else ord(match["letter"].lower()) - 96
    following = _numeral(value + 1, match["letter"])
    if value != last.get(style, 0) + 1 or (value == 1 and not any(_GOES_ON.match(t, len(following)) for t in below if t.startswith(following))):
        return None
    return Marker(match.group().strip(), style, (value,), match.end())


def _numeral(value: int, letter: str | None) -> str:
    if letter:
        return chr(ord("A" if letter.isupper() else "a") + value - 1)
    return HANZI[value - 1] if value <= 10 else f"十{HANZI[value - 11]}" if value < 20 else "廿"


def _number_is_marker(match: re.Match[str], rest: str, expected: frozenset[int], words: Words) -> bool:
    value, sep = int(match["number"]), match["nsep"].strip()
    likely = value in expected
    if not rest:
        return bool(sep)
    if not sep:
        if rest[0].isascii() or (not "\u3400" <= rest[0] <= "\u9fff" and rest[0] not in "“《【（"):
            return False
        if words.counts(rest):
            return False
        return likely or value == 1 or bool(match["nsep"])
    if rest[0].isdigit():
        return sep != "：" and (likely or value == 1) and not re.match(r"\d{1,2}[、，]\d|\d{1,2}号", rest)
    return sep not in "：，" or likely or value == 1


def _dotted_is_marker(match: re.Match[str], rest: str, words: Words) -> bool:
    parts = match["dotted"].split(".")
    if any(part.startswith("0") for part in parts) or not rest:
        return False
    if match["dsep"].strip():
        return True
    if rest[0].isdigit() or rest[0] in "~%℃°/±×=+-‰":
        return False
    if rest[0].isascii() and rest[0].isalpha():
        return bool(match["dsep"]) and not re.match(r"(?:[mkcμM]?[mgAVWNlL]|[kM]Pa|Pa|Hz|min|h|s|t|cm|mm|kg|kV|ppm)(?![A-Za-z])", rest)
    return not words.counts(rest)


def _from(match: re.Match[str]) -> Marker:
    groups = match.groupdict()
    printed = re.sub(r"\s", "", match.group())
    length = match.end() - match.start()
    if groups.get("heading"):
        return Marker(groups["heading"], "#", (), length)
    if groups.get("article"):
        number = number_of(re.sub(r"[第条章节款篇步 ]", "", groups["article"]))
        return Marker(printed.rstrip("、：，. "), f"第{groups['unit']}", (number,), length)
    if groups.get("dotted"):
        path = tuple(int(part) for part in groups["dotted"].split("."))
        return Marker(printed, ".".join("d" * len(path)), path, length)
    if groups.get("bullet"):
        return Marker(printed, printed[0], (), length)
    for name, sep, letter in (("number", "nsep", "d"), ("hanzi", "hsep", "h"), ("serial", "ssep", "h"), ("letter", "lsep", "a")):
        if groups.get(name):
            value = ord(groups[name].lower()) - 96 if letter == "a" else number_of(groups[name])
            return Marker(printed, letter + (groups.get(sep) or "").strip(), (value,), length)
    if groups.get("pletter"):
        return Marker(printed, "（a）", (ord(groups["pletter"].lower()) - 96,), length)
    for name, style in (("paren", "（d）"), ("phanzi", "（h）")):
        if groups.get(name):
            return Marker(printed, style, (number_of(groups[name].strip("（）【】 ")),), length)
    circle = groups["circle"]
    family = next(first for first, count in _CIRCLES if 0 <= ord(circle) - ord(first) < count)
    return Marker(printed, family, (number_of(circle),), length)


def inline_markers(text: str, own: Marker | None, words: Words) -> list[tuple[int, Marker]]:
    """Markers inside a paragraph, as (position, marker): only numbers that run on (1 2 3, or own+1 …) count."""
    found: dict[str, list[tuple[int, Marker]]] = {}
    for match in _INLINE.finditer(text):
        marker = _from(match)
        if match["number"] and not match["nsep"].strip() and words.counts(text[match.end() : match.end() + 4]):
            continue
        found.setdefault("d" if marker.arabic and marker.style != "（d）" else marker.style, []).append((match.start(), marker))
    kept: list[tuple[int, Marker]] = []
    for style, candidates in found.items():
        kept.extend(_runs(text, candidates, own if own is not None and _same_list(own, style) else None))
    return sorted(kept, key=lambda pair: pair[0])


def _same_list(own: Marker, style: str) -> bool:
    return own.style == style or (own.arabic and style in ("d", "（d）"))


def _runs(text: str, candidates: list[tuple[int, Marker]], own: Marker | None) -> list[tuple[int, Marker]]:
    """Of the candidates of one style, those that count up; a run needs two numbers, or one after the line's own."""
    kept: list[tuple[int, Marker]] = []
    last = own.value if own else 0
    anchored = own is not None
    for i, (at, marker) in enumerate(candidates):
        strong = at == 0 or text[at - 1] in _STRONG_BEFORE
        before = text[max(0, at - 4) : at].rstrip()[-1:]
        stuck = before in _REFERENCE and before != ""
        digit_next = text[at + len(marker.printed) : at + len(marker.printed) + 1].isdigit()
        if stuck or (digit_next and not strong):
            continue
        step = marker.value - last
        if anchored and last and (step == 1 or (strong and step == 2)):
            kept.append((at, marker))
            last = marker.value
        elif marker.value == 1 and (strong or text[at - 1] in "，、") and _goes_on(text, at + len(marker.printed), candidates[i + 1 : i + 4]):
            kept.append((at, marker))
            last, anchored = 1, True
    return kept


def _goes_on(text: str, first: int, later: list[tuple[int, Marker]]) -> bool:
    """Whether a 2 follows with words between (一、二级 has none)."""
    return any(m.value == 2 and len(text[first:at].strip("、，。；： ")) > 1 and text[at - 1] not in _REFERENCE for at, m in later)
