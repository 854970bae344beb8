"""What one line looks like: form fields, a title, a bracketed remark; and tidying of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mnemo.text.mapped import split, without
from mnemo.text.words import Words
from mnemo.types import MappedText

GAP = re.compile(r"[ ]{2,}|[ ]*\t[ \t]*|[ ]*\|[ ]*|[ ]*_{2,}[ ]*|[ ](?=【[^】]{2,20}】)")
_STOPS = re.compile(r"[。；！？]")
_BRACKETED = re.compile(r"【([^【】]{1,12})】")
_KEY = re.compile(r"([^：\s]{1,10})[ ]*：[ ]*(.*)")
_KEY_SPACE = re.compile(r"([^：\s]{2,8})[ ]+(\S.*)")
_NEXT_KEY = re.compile(r"(?<=[^：\s])[ ](?=[^：\s，。；]{2,8}：)")
_TRAILING = re.compile(r"[ ]*[（(][^（）()]*[）)][ ]*$")
_PREFIXED = re.compile(r"^附[件表录][ ]*[\d一二三四五六七八九十]*[ ]*：?[ ]*|^【[^【】]{1,3}】")
_MARKDOWN = re.compile(r"\*\*|__|`")
_BREAK = re.compile(r"<br[ ]*/?>")
TITLE_LENGTH = 60
FIELD_LENGTH = 30

_CJK = "\u3400-\u9fff"
_WIDE = f"{_CJK}，。；：、（）！？“”《》【】℃～"
_STRAY = re.compile(
    rf"\*\*|__|`|(?<=[，。；：、（！？“《])[ \t]+|[ \t]+(?=[，。；：、）！？”》])|(?<=[{_WIDE}])[ \t](?=[A-Za-z\d])|(?<=[A-Za-z\d%])[ \t](?=[{_WIDE}])"
    r"|(?<=\d)[ \t](?=[A-Za-z%℃])"
)
_INNER = re.compile(rf"(?<=[{_CJK}])[ \t]+(?=[{_CJK}])")


def tidy(text: MappedText) -> MappedText:
    """Running text without stray spaces and markdown emphasis.

    Spaces between two 字 go only from text that has punctuation of its own: 戴安全帽 穿工作服 is a list.
    """
    plain = text.text
    if " " not in plain and "\t" not in plain and not _MARKDOWN.search(plain):
        return text
    ranges = [match.span() for match in _STRAY.finditer(plain)]
    if re.search(r"[，。；]", plain):
        ranges += [match.span() for match in _INNER.finditer(plain)]
    return without(text, sorted(ranges)).strip()


def core(text: str) -> str:
    """A heading without colon, brackets and emphasis: 【应急处置】： → 应急处置."""
    bare = _MARKDOWN.sub("", text).strip(" \t：#")
    if bare[:1] in "【《[" and bare[-1:] in "】》]":
        bare = bare[1:-1]
    return bare.strip()


def named(text: str) -> str:
    """A title without remarks in brackets and quotes."""
    return _PREFIXED.sub("", _TRAILING.sub("", core(text))).strip("《》“”\" ")


def is_remark(text: str) -> bool:
    """Whether one pair of round brackets holds the whole line."""
    return text[:1] == "（" and text.rstrip("。")[-1:] == "）" and text.count("（") == 1


def is_fields(text: str, words: Words) -> bool:
    """Whether the line is made of form fields: 岗位：制冷工    编号 ZL-02."""
    if _STOPS.search(text.rstrip("。；")) or (words.cue(re.sub(r"（[^（）]*）", "", text)) and len(text) > FIELD_LENGTH):
        return False
    tokens = text.split(" ")
    if len(tokens) >= 4 and len(tokens) % 2 == 0 and all(words.match("field", token.rstrip("：")) for token in tokens[::2]):
        return True
    bracketed = _BRACKETED.findall(text)
    if bracketed and text.startswith("【"):
        fields = sum(words.match("field", name) is not None for name in bracketed)
        return (fields == len(bracketed) and len(bracketed) >= 2) or (fields > 0 and fields * 2 >= len(bracketed) and not text.endswith("】"))
    segments = [part.strip() for cell in GAP.split(text) for part in _NEXT_KEY.split(cell) if part.strip()]
    if not segments or any(is_title(part, words) for part in segments):
        return False
    fields = sum(_is_field(part, len(segments) > 1, words) for part in segments)
    if fields == len(segments):
        return True
    return fields >= 1 and all(len(part) <= 20 and "，" not in part and not words.cue(part) for part in segments) and len(segments) > 1


def _is_field(segment: str, several: bool, words: Words) -> bool:
    match = _KEY.fullmatch(segment.strip())
    if match is None and several:
        match = _KEY_SPACE.fullmatch(segment.strip())
    if match is None and several and words.match("field", segment.strip(" _")):
        return True
    if match is None:
        found = re.fullmatch(r"(编号|版本|版次|日期)[ ]*[A-Za-z\d][-A-Za-z\d/.]*", segment.strip())
        return found is not None
    name, value = match[1].strip("_（"), re.sub(r"（[^（）]*）", "", match[2]).strip(" _")
    if words.match("field", name) is None or words.cue(value):
        return False
    return len(value) <= FIELD_LENGTH and value.count("，") <= 1


def is_title(text: str, words: Words) -> bool:
    """Whether the words of the line name a paper: 岗位操作卡, 钻床安全守则."""
    name = named(text)
    if not 2 < len(name) <= TITLE_LENGTH or re.search(r"[。；！？，：]", name):
        return False
    return words.match("title", name) is not None and not is_generic(name, words)


def opens_card(text: str, words: Words, part: bool = False) -> str:
    """Kind of the card that a heading of these words opens, "" if it opens none.

    `part`: the file has parts called 岗位风险, 岗位职责 …, so these open cards too.
    """
    name = named(text)
    if len(name) > TITLE_LENGTH or re.search(r"[。；！？，：]", name):
        return ""
    if part and "岗位" in name and (found := words.match("part", name)):
        return found.value
    if is_generic(name, words):
        return ""
    found = words.match("card", name)
    return found.value if found else ""


def is_generic(name: str, words: Words) -> bool:
    """Whether a heading of these words stands in any paper (操作步骤, 作业前)."""
    return any(words.match(kind, name) for kind in ("neutral", "phase", "frame"))


def kind_named(title: str, words: Words) -> str:
    """Kind of paper a title names: its last word that tells (Chinese titles end with the head noun), "" if none."""
    best, where = "", (-1, 0)
    for pattern in words.headings["doc"]:
        for match in pattern.regex.finditer(named(title)):
            if (match.end(), -match.start()) > where:
                best, where = pattern.value, (match.end(), -match.start())
    return best


def segments(text: MappedText) -> tuple[MappedText, ...]:
    """Cells of a line that holds gaps, the line itself if it holds none."""
    return tuple(part for part in split(text, GAP) if part.text)


def columns(text: MappedText) -> tuple[MappedText, ...]:
    """Cells of a line, the line itself if its gaps only follow punctuation, as stray spaces do."""
    cells = segments(text)
    return (text,) if any(cell.text[-1] in "，、；：。" for cell in cells[:-1]) else cells


def broken(text: MappedText) -> tuple[MappedText, ...]:
    """The pieces of a table cell between `<br>`."""
    return tuple(part for part in split(text, _BREAK) if part.text)


def sentences(text: MappedText) -> Iterator[MappedText]:
    """Sentences with their stop; a stop inside brackets or quotes ends none."""
    start = depth = 0
    for i, char in enumerate(text.text):
        if char in "（“《":
            depth += 1
        elif char in "）”》":
            depth = max(0, depth - 1)
        elif char in "。！？" and (depth == 0 or i - start > 200):
            yield text.cut(start, i + 1)
            start, depth = i + 1, 0
    if start < len(text):
        yield text.cut(start, len(text))


def clauses(text: MappedText) -> tuple[MappedText, ...]:
    """Parts ended by ；or 。: bans of their own among them must not share a column's."""
    ends = [match.end() for match in re.finditer(r"[；。]", text.text)]
    starts = [0, *ends]
    return tuple(text.cut(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if a < b)
