"""A clause as the judge has read it: its segments and their signs."""

from __future__ import annotations

from dataclasses import dataclass, field

from mnemo.judge.words import Token
from mnemo.lexicon.numerals import Number


@dataclass(slots=True)
class Segment:
    """Tokens [first, last) under one operator."""

    first: int
    last: int
    sign: int = 1
    ban: bool = False  # denied by a prohibition, not by a plain 不/未/没
    inner: bool = False  # a denial inside a ban: 严禁不停机…, sign +1
    fact: bool = False  # denied by 未, 没, 无
    weak: bool = False  # advice only: 不宜, 最好
    order: str = ""  # first | next: what its operator says
    marker: str = ""  # before | after | when: a time word that closes it (开机前)
    can: bool = False
    tail: bool = False  # denies something nobody would do (莫大意): says nothing of its own
    modal: bool = False
    outsiders: bool = False  # opened by 非: ends with the person it excludes (非电工)
    soft: bool = False  # follows a 、 inside one scope: may share the sign before it or not
    text: str = ""

    @property
    def empty(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause with its tokens and non-empty segments."""

    text: str
    tokens: tuple[Token, ...]
    segments: tuple[Segment, ...]
    segment_of: tuple[int, ...]  # per token, -1 for operators
    weight: tuple[bool, ...] = field(default=())  # per 字: content
    ops: frozenset[str] = frozenset()
    numbers: tuple[Number, ...] = ()
    operator: tuple[bool, ...] = ()  # per 字: part of an operator
    verdict: int = 0  # -1 where the clause is nothing but a verdict on the one before: 要不得

    @property
    def denied(self) -> bool:
        return any(s.sign < 0 for s in self.segments)
