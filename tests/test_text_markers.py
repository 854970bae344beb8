"""Numbering markers against quantities, decimals, dates and words."""

from __future__ import annotations

import pytest

from mnemo.text.lines import Numbers
from mnemo.text.markers import inline_markers, line_marker, number_of
from mnemo.text.normalise import normalise
from mnemo.text.words import load_words

MARKERS = [
    ("1、检查油位", "1、", (1,)),
    ("1. 检查油位", "1.", (1,)),
    ("1．检查油位", "1.", (1,)),
    ("(1)检查油位", "（1）", (1,)),
    ("（12）检查油位", "（12）", (12,)),
    ("1)检查油位", "1）", (1,)),
    ("1,监护人", "1，", (1,)),
    ("一、作业前", "一、", (1,)),
    ("十二、作业前", "十二、", (12,)),
    ("（一）作业前", "（一）", (1,)),
    ("【二】岗位操作卡", "【二】", (2,)),
    ("①停机", "①", (1,)),
    ("⑵停机", "⑵", (2,)),
    ("3.1 检查", "3.1", (3, 1)),
    ("3.1检查油位", "3.1", (3, 1)),
    ("4.1.15 检查", "4.1.15", (4, 1, 15)),
    ("第一条 停机", "第一条", (1,)),
    ("第十二章 附则", "第十二章", (12,)),
    ("a)运行中", "a）", (1,)),
    ("B.停机", "B.", (2,)),
    ("* 严禁烟火", "*", ()),
    ("●停机", "●", ()),
    ("- 停机", "-", ()),
    ("——一年示范", "——", ()),
    ("## 作业前", "##", ()),
    ("1 启动", "1", (1,)),
    ("1检查油位", "1", (1,)),
    ("12、2人一组", "", ()),
]
NO_MARKERS = [
    "0.5MPa以上时降压", "19.5%以下不得进入", "1.5米以外", "3人以上作业", "2021年11月23日", "10:30停机", "15min后关阀",
    "119、120", "1、2号泵", "12V照明", "60℃以上", "2～3圈", "一旦泄漏", "二氧化碳", "一律停机", "-5℃以下", "36V以下", "GB 30871",
    "5 mm间隙", "1.5 m以上", "—", "三级风险",
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed", "path"), MARKERS[:-1], ids=[m[0] for m in MARKERS[:-1]])
def test_marker(text: str, printed: str, path: tuple[int, ...]) -> None:
    marker = line_marker(normalise(text).text, frozenset(), load_words())
    assert marker is not None
    assert (marker.printed, marker.path) == (printed, path)


@pytest.mark.parametrize("text", NO_MARKERS)
def test_no_marker(text: str) -> None:
    assert line_marker(normalise(text).text, frozenset(), load_words()) is None


def test_the_list_above_decides_where_the_print_does_not() -> None:
    words = load_words()
    text = "12、2人一组"
    assert line_marker(text, frozenset(), words) is None
    found = line_marker(text, frozenset({12}), words)
    assert found is not None
    assert found.value == 12


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (["1.查油位", "2.5人以上要有监护", "3.查水"], ["1.", "2.", "3."]),
        (["1.查油位", "2.5人以上要有监护"], ["1.", ""]),
        (["一轻微缺水：减弱燃烧", "二严重缺水：停炉", "三满水：停水"], ["一", "二", "三"]),
        (["一人操作", "一人监护"], ["", ""]),
        (["a 六级大风", "b 未办票", "c 酒后"], ["a", "b", "c"]),
    ],
)
def test_bare_numbers_need_their_list(lines: list[str], printed: list[str]) -> None:
    numbers = Numbers(load_words())
    found = [numbers.read(line, lines[i + 1 :]) for i, line in enumerate(lines)]
    assert [m.printed if m else "" for m in found] == printed


INLINE = [
    ("一段三项", "1.查油位。2.开机；3.停机。", ["1.", "2.", "3."]),
    ("括号", "不得开机：（1）罩未关；（2）无地线。", ["（1）", "（2）"]),
    ("混用", "有下列情况：1.缺水；2水位表失灵；3.开裂", ["1.", "2", "3."]),
    ("圈号", "危险：①灼伤；②爆燃。", ["①", "②"]),
    ("一是", "要求。一是明确风险。二是简化。", ["一是", "二是"]),
    ("只有一个", "见图（1）所示。", []),
    ("引用", "按第1、2条执行。", []),
    ("并列", "1、2号泵", []),
    ("小数", "压力0.5MPa。2.5米以外", []),
    ("量词", "每班1次。2人监护。", []),
    ("级别", "分为：一、二、三级", []),
    ("电话", "拨打119、120。", []),
]


@pytest.mark.parametrize(("text", "printed"), [c[1:] for c in INLINE], ids=[c[0] for c in INLINE])
def test_inline_markers(text: str, printed: list[str]) -> None:
    assert [m.printed for _, m in inline_markers(text, None, load_words())] == printed


@pytest.mark.parametrize(("numeral", "value"), [("三", 3), ("十", 10), ("十二", 12), ("二十一", 21), ("12", 12), ("⑫", 12), ("㈢", 3)])
def test_number_of(numeral: str, value: int) -> None:
    assert number_of(numeral) == value
