"""Any verse text as clauses: numbering, headings and glosses apart (分句)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

VerseRole = Literal["step", "heading", "gloss"]


@dataclass(frozen=True, slots=True)
class VerseLine:
    """One clause of somebody's verse (句). `start` counts code points of the verse text."""

    text: str
    role: VerseRole = "step"
    stanza: int = 0
    couplet: int = 0
    start: int = 0


_NUMBERING = re.compile(
    r"\s*(?:[-*•·●▪>]+\s*|#+\s*|\(?（?\d{1,2}[)）.、．:：](?!\d)\s*|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|"
    r"第[一二三四五六七八九十\d]{1,3}[条句步][:：、]?\s*|[①-⑳]\s*)"
)
_BRACKETS = {"（": "）", "(": ")", "[": "]", "〔": "〕"}
_BOXES = {"【": "】", "〖": "〗", "《": "》", "「": "」"}
_CUT = re.compile(r"[，。；！？,;!?…\s　—/｜|·:：“”\"'’‘]+|(?<!\d)\.|\.(?!\d)|-{2,}|→")
_STRONG = re.compile(r"[。；！？;!?…]")
_LIST = re.compile("、")
_OWN_START = tuple("先再后然最接才一二三四五六七八九十不莫勿别未必须要无有没禁严切快")
_TITLE = re.compile(r"(?:口诀|三字经|顺口溜|歌诀|安全歌|要诀|四字诀|之歌|安全谣)$")
_WHEN = re.compile(r"^.{1,5}(?:前|后|时|中|篇)$")
HEADING = 10
"""A line before a colon of more 字 is no heading; printed cards keep to 2–8."""


def read_verse(text: str) -> tuple[VerseLine, ...]:
    """The clauses of `text` in order; any punctuation, line breaks, numbering, 【headings】 and (glosses) are understood.

    A couplet is what stands between two strong marks; where every line is one clause, lines pair up.

    >>> [c.text for c in read_verse("1. 先断电，后挂牌；（重要）莫伸手")]
    ['先断电', '后挂牌', '重要', '莫伸手']
    """
    lines: list[VerseLine] = []
    stanza, couplet, clauses = 0, 0, 0
    at = 0
    for raw in text.splitlines(keepends=True):
        fresh = not raw.strip()
        for piece, start, role, strong in () if fresh else _pieces(raw, at):
            if role == "heading" and _said_in(lines, stanza):
                stanza, couplet, clauses = stanza + 1, couplet + bool(clauses), 0
            lines.append(VerseLine(piece, role, stanza, couplet, start))
            clauses += role == "step"
            if strong and clauses > 1:
                couplet, clauses = couplet + 1, 0
        if clauses > 1 or (fresh and clauses):
            couplet, clauses = couplet + 1, 0
        if fresh and _said_in(lines, stanza):
            stanza += 1
        at += len(raw)
    return tuple(lines)


def _said_in(lines: list[VerseLine], stanza: int) -> bool:
    return any(n.role == "step" and n.stanza == stanza for n in lines)


def _pieces(raw: str, base: int) -> Iterator[tuple[str, int, VerseRole, bool]]:
    """(text, start, role, whether a strong mark follows) of one printed line."""
    begin = match.end() if (match := _NUMBERING.match(raw)) else 0
    box = raw[begin : begin + 1]
    if box in _BOXES and (close := raw.find(_BOXES[box], begin)) > 0:
        yield raw[begin + 1 : close].strip(), base + begin + 1, "heading", False
        begin = close + 1
    colon = re.match(rf"[^，。；！？,;!?、:：\s]{{1,{HEADING}}}[:：]", raw[begin:])
    body = raw[begin:].strip(" \t\r\n　*_")
    if colon and "（" not in colon.group():
        yield colon.group()[:-1], base + begin, "heading", False
        begin += colon.end()
    elif body and not _CUT.search(body) and (_TITLE.search(body) or (_WHEN.match(body) and len(body) <= 6)):
        yield body, base + raw.index(body, begin), "heading", False
        return
    for start, end, role in _asides(raw, begin):
        if role == "gloss":
            yield raw[start:end], base + start, "gloss", False
        else:
            for left, right in _clauses(raw, start, end):
                yield raw[left:right], base + left, "step", bool(_STRONG.match(raw, right))


def _asides(raw: str, begin: int) -> Iterator[tuple[int, int, VerseRole]]:
    """Runs outside and inside brackets."""
    at = begin
    while at < len(raw):
        opening = next((i for i in range(at, len(raw)) if raw[i] in _BRACKETS), len(raw))
        if opening > at:
            yield at, opening, "step"
        close = raw.find(_BRACKETS[raw[opening]], opening) if opening < len(raw) else -1
        if opening < len(raw) and close > 0:
            if raw[opening + 1 : close].strip():
                yield opening + 1, close, "gloss"
            at = close + 1
        else:
            at = opening + 1


def _clauses(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the clauses in [start, end)."""
    at = start
    for mark in (*_CUT.finditer(raw, start, end), None):
        stop = mark.start() if mark else end
        yield from _listed(raw, at, stop)
        at = mark.end() if mark else end


def _listed(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """先X、再Y、后Z are three clauses; 吸烟、动火 after one 严禁 stay together, or the ban would be lost."""
    cuts = [m.start() for m in _LIST.finditer(raw, start, end)]
    at = start
    for cut in cuts:
        following = raw[cut + 1 : cut + 2]
        rest = min([c for c in cuts if c > cut], default=end)
        if following in _OWN_START and cut - at >= 2 and rest - cut > 2:
            if raw[at:cut].strip("、"):
                yield at, cut
            at = cut + 1
    if raw[at:end].strip(" 、　"):
        left = at + len(raw[at:end]) - len(raw[at:end].lstrip(" 、　"))
        yield left, left + len(raw[left:end].rstrip(" 、　\r\n"))
