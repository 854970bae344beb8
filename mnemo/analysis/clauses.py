"""Clauses of a block: sentences cut at punctuation, brackets taken aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mnemo.analysis.tokens import Run, Token, cut_at
from mnemo.types import MappedText

if TYPE_CHECKING:
    from mnemo.analysis.grammar import Grammar

ENDS = frozenset("；;。｡！!？?\n")
BREAKS = frozenset("，,：:→⇒⇨】+＋") | ENDS
OPENING = {"（": "）", "(": ")", "[": "]", "［": "］"}
DROPPED = re.compile(r"[\s“”\"‘’'*★●◆■▲·▶►▸➤◀◇□☆※✓✔○◎❖【】《》「」『』_]")
QUOTE = re.compile(r"['‘“\"][^'’”\"。；]{2,16}['’”\"](?=.{0,4}[牌标])|“[^”]{1,24}”|「[^」]{1,24}」|『[^』]{1,24}』|\"[^\"]{1,24}\"|《[^》]{1,30}》")
INSIDE = re.compile(r"\d(?:[:：]\d{2}|,\d{3})(?!\d)")
NUMBERING = re.compile(
    r"\s*(?:(?:职责|要求|措施|步骤|条款|风险点?)[0-9]{1,2}[.．、)）：:\s]*|\d{1,2}[.．、)）·•](?!\d)|[①-⑳])\s*"
)
CONTENT = re.compile(r"[\w%℃°]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Text between two marks; `sep` is the mark after it, `aside` if it stood in brackets."""

    text: MappedText
    sep: str
    sentence: int
    aside: bool = False
    quoted: bool = False
    names: tuple[tuple[int, int], ...] = ()  # quoted or titled parts, each one name
    tokens: Run = ()

    def tagged(self, tokens: Run) -> Clause:
        """With its words; a quoted part of three 字 or more is one name: 挂「禁止合闸」牌."""
        for start, end in self.names:
            tokens = cut_at(cut_at(tokens, start), end)
            inside = [t for t in tokens if start <= t.start and t.end <= end]
            ordered = any(t.kind in ("first", "next") for t in inside)
            if end - start > 2 and not ordered and inside and inside[0].start == start and inside[-1].end == end:
                at = tokens.index(inside[0])
                name = Token(self.text.text[start:end], "nz", "", start, end)
                behind = tokens[at + len(inside) :]
                if behind and behind[0].text in ("牌", "牌子", "标志", "标识", "字样"):
                    behind = (replace(behind[0], tag="n", kind=""), *behind[1:])
                tokens = (*tokens[:at], name, *behind)
        return replace(self, tokens=tokens)


def split_block(text: MappedText) -> tuple[tuple[Clause, ...], tuple[MappedText, ...]]:
    """Clauses in order, and the texts of the brackets that were taken out."""
    main, asides = _take_asides(text)
    return tuple(_clauses(main)), asides


def split_aside(text: MappedText) -> tuple[Clause, ...]:
    """Clauses of a bracket."""
    return tuple(replace(clause, aside=True) for clause in _clauses(text))


def _take_asides(text: MappedText) -> tuple[MappedText, tuple[MappedText, ...]]:
    asides: list[MappedText] = []
    kept: list[int] = []
    at = 0
    while at < len(text):
        close = OPENING.get(text.text[at])
        end = text.text.find(close, at) if close else -1
        if end > at:
            asides.append(text.cut(at + 1, end))
            at = end + 1
        else:
            kept.append(at)
            at += 1
    return _pick(text, kept), tuple(a for a in asides if CONTENT.search(a.text))


def _pick(text: MappedText, kept: list[int]) -> MappedText:
    return MappedText("".join(text.text[i] for i in kept), tuple(text.spans[i] for i in kept))


def _clauses(text: MappedText) -> Iterator[Clause]:
    sentence, start = 0, 0
    quoted = {i for found in QUOTE.finditer(text.text) for i in range(*found.span())}
    for at, char in enumerate(text.text):
        if char not in BREAKS or at in quoted or _inside_number(text.text, at):
            continue
        sep = (
            "。"
            if char in ENDS and char not in "；;"
            else {"：": ":", "⇒": ":", "⇨": ":", "】": ":", "；": ";", "，": ",", "+": ",", "＋": ","}.get(char, char)
        )
        if char == "\n" and not _line_ends(text.text, at):
            continue
        yield from _clause(text.cut(start, at), sep, sentence)
        start = at + 1
        sentence += sep in ("。", ";")
    yield from _clause(text.cut(start, len(text)), "。", sentence)


def _line_ends(text: str, at: int) -> bool:
    """A line break ends a sentence only after a mark: cards wrap inside sentences."""
    return at == 0 or text[at - 1] in BREAKS


def _inside_number(text: str, at: int) -> bool:
    """8:30 and 1,000 are no breaks."""
    return bool(INSIDE.match(text, at - 1)) if at and text[at] in ",:：" else False


def _clause(text: MappedText, sep: str, sentence: int) -> Iterator[Clause]:
    if number := NUMBERING.match(text.text):
        text = text.cut(number.end(), len(text))
    text = text.strip("、-—.． \t　")
    kept = [i for i, char in enumerate(text.text) if not DROPPED.match(char)]
    clean = _pick(text, kept)
    if CONTENT.search(clean.text):
        where = {old: new for new, old in enumerate(kept)}
        names = [
            (min(inside), max(inside) + 1)
            for found in QUOTE.finditer(text.text)
            if (inside := [where[i] for i in range(*found.span()) if i in where])
        ]
        whole = bool(names) and names[0] == (0, len(clean))
        yield Clause(clean, sep, sentence, quoted=whole, names=() if whole else tuple(names))


def at_cues(clause: Clause, g: Grammar) -> Iterator[Clause]:
    """Cut at a 、 that starts a clause of its own: 严禁明火、严禁敲击; 一人操作、一人监护."""
    start = 0
    run = clause.tokens
    said = any(g.words.is_class(t.text, "say") for t in run)
    for at in range(1, len(run) - 1):
        if (
            run[at].text == "一人"
            and at > start
            and run[at - 1].text != "、"
            and g.has_verb(run[start:at])
            and run[start].text == "一人"
        ):
            yield _piece(clause, start, at, ",")
            start = at
        if at > start and not said and _second_order(run, start, at, g):
            yield _piece(clause, start, at, ",")  # 须一根一根剪｜不得两根同时剪
            start = at
        if run[at].kind == "first" and at - start > 1 and _banned_before(run[start:at]):
            yield _piece(clause, start, at, ",")  # 不要慌｜先看清
            start = at
        if run[at].text in ("但", "但是") and at > start and g.has_verb(run[start:at]) and any(t.modal for t in run[at:]):
            yield _piece(clause, start, at, ",")  # 可以按试验按钮｜但不准开箱
            start = at
        if run[at].text == "不予" and at > start and g.has_verb(run[start:at]) and run[at - 1].text not in ("、", "的"):
            yield _piece(clause, start, at, ",")  # 一律剔出｜不予充装
            start = at
        if _brings_in(run, start, at, g):
            yield _piece(clause, start, at, ",")
            start = at
        if run[at].text != "、" or said:
            continue
        cue = run[at + 1].kind in ("ban", "duty") and any(t.modal for t in run[start:at])
        person = run[at + 1].text in ("一人", "专人", "同一人", "另一人", "有人") and at + 2 < len(run) and g.verbal(run[at + 2])
        waiting = run[at + 1].text in ("待", "等") and at + 2 < len(run)
        if person and any(t.kind == "then" for t in run[at:]):
            continue  # 须登记、专人陪同方可进入
        if cue or ((person or waiting) and g.has_verb(run[start:at])):
            yield _piece(clause, start, at, ",")
            start = at + 1
    yield _piece(clause, start, len(run), clause.sep) if start else clause


def _banned_before(run: Run) -> bool:
    """A ban with something behind it and no condition after that."""
    cue = next((i for i, t in enumerate(run) if t.kind == "ban"), -1)
    return 0 <= cue < len(run) - 1 and not any(t.kind in ("end", "begin", "first") for t in run[cue:])


def _second_order(run: Run, start: int, at: int, g: Grammar) -> bool:
    """Where a second ban or duty begins without a mark: the first has its act, and no condition ends between."""
    if (
        run[at].kind != "ban"
        or len(run[at].text) < 2
        or run[at - 1].text in ("、", "的", "但", "而", "一律", "均", "都", "就", "也", "并")
    ):
        return False
    owner = next((i for i in range(at + 1, len(run) - 1) if run[i].text == "的"), 0)
    if owner and g.nominal(run[owner + 1 :]):
        return False  # 严禁使用不得入库的气瓶
    cue = next((i for i in range(start, at) if run[i].modal or run[i].kind == "first"), -1)
    if cue < 0 or run[cue].kind in ("may", "only") or not g.has_verb(run[cue + 1 : at]) or not g.has_verb(run[at + 1 :]):
        return False
    between = run[cue + 1 : at]
    ended = any(t.kind in ("end", "then", "begin", "neg") for t in between) or run[cue].text == "一律"
    return not ended and not g.state(between) and not g.person(between[-1:]) and g.verbal(between[-1]) == (not between[-1].noun)


def _brings_in(run: Run, start: int, at: int, g: Grammar) -> bool:
    """登记｜并由值班人员陪同: someone else acts in the second half, unless all of it is a condition."""
    joined = run[at].text in ("并", "且", "并且", "同时") and run[at + 1].text in ("由", "派", "设", "安排", "有", "经", "有人")
    helper = joined or (run[at].text in ("或", "或者") and run[at + 1].text in ("由", "有人", "派"))
    later = any(t.kind in ("then", "ban", "end") for t in run[at:])
    owned = any(t.text in ("有", "设有") for t in run[start:at]) and any(t.modal for t in run[start:at])
    if run[start].text == "除非":
        return False
    return helper and not later and (owned or g.has_verb(run[start:at])) and g.has_verb(run[at + 2 :])


def _piece(clause: Clause, start: int, end: int, sep: str) -> Clause:
    run = clause.tokens[start:end]
    shift = run[0].start
    moved = tuple(replace(t, start=t.start - shift, end=t.end - shift) for t in run)
    return replace(clause, text=clause.text.cut(shift, run[-1].end), sep=sep, tokens=moved, names=())
