"""Any verse text as clauses."""

from __future__ import annotations

import pytest

from mnemo.judge import read_verse


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("先断电，后挂牌；莫伸手。", ["先断电", "后挂牌", "莫伸手"]),
        ("1. 先断电\n2. 后挂牌", ["先断电", "后挂牌"]),
        ("一、先断电\n二、后挂牌", ["先断电", "后挂牌"]),
        ("①先断电②后挂牌", ["先断电②后挂牌"]),
        ("先通风、再检测、后作业", ["先通风", "再检测", "后作业"]),
        ("严禁吸烟、动火、打手机", ["严禁吸烟、动火、打手机"]),
        ("压力不超0.4兆帕", ["压力不超0.4兆帕"]),
        ("先断电 后挂牌", ["先断电", "后挂牌"]),
        ("- 先断电\n* 后挂牌", ["先断电", "后挂牌"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [n.text for n in read_verse(text) if n.role == "step"] == clauses


@pytest.mark.parametrize(
    ("text", "heading"),
    [("【停机】先断电", "停机"), ("停机：先断电", "停机"), ("停机前\n先断电", "停机前"), ("行车口诀\n先鸣铃", "行车口诀")],
)
def test_headings(text: str, heading: str) -> None:
    assert [n.text for n in read_verse(text) if n.role == "heading"] == [heading]


def test_glosses_stand_apart() -> None:
    assert [(n.text, n.role) for n in read_verse("先断电（总闸），后挂牌")] == [
        ("先断电", "step"),
        ("总闸", "gloss"),
        ("后挂牌", "step"),
    ]


def test_starts_point_into_the_text() -> None:
    text = "【停机】\n1. 先断电，后挂牌；\n\n莫伸手（危险）"
    assert all(text[n.start : n.start + len(n.text)] == n.text for n in read_verse(text))


def test_couplets_and_stanzas() -> None:
    lines = read_verse("先断电，后挂牌；\n莫伸手，要站稳。\n\n下班了，关电源。")
    assert [(n.couplet, n.stanza) for n in lines] == [(0, 0), (0, 0), (1, 0), (1, 0), (2, 1), (2, 1)]


def test_single_lines_pair_up() -> None:
    assert [n.couplet for n in read_verse("先断电\n后挂牌\n莫伸手\n要站稳")] == [0, 0, 1, 1]
