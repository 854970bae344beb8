"""Normalising: one form for each sign, and a map that is exact."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemo.engines.opencc_simplifier import simplifier
from mnemo.text.normalise import normalise

FORMS = [
    ("comma", "戴手套,停机", "戴手套，停机"),
    ("comma-after-digit", "1,监护人", "1，监护人"),
    ("thousands", "不超过1,000元", "不超过1,000元"),
    ("semicolon", "断电;挂牌", "断电；挂牌"),
    ("colon", "注意:停机", "注意：停机"),
    ("time-colon", "10:30停机", "10:30停机"),
    ("time-wide-colon", "10：30停机", "10:30停机"),
    ("brackets", "(1)停机", "（1）停机"),
    ("kana-stop", "制定本清单｡", "制定本清单。"),
    ("kana-comma", "手套､帽子", "手套、帽子"),
    ("wide-digits", "０．５ＭＰａ", "0.5MPa"),
    ("decimal", "0.5MPa", "0.5MPa"),
    ("stop-dot", "缺一项不得开机.", "缺一项不得开机。"),
    ("marker-dot", "一.总则", "一.总则"),
    ("marker-digit-dot", "1.检查", "1.检查"),
    ("range-tilde", "2～3圈", "2~3圈"),
    ("range-dash", "5—10℃", "5~10℃"),
    ("range-after-unit", "5℃—10℃", "5℃~10℃"),
    ("dash-kept", "停机——挂牌", "停机——挂牌"),
    ("minus-kept", "低于-5℃", "低于-5℃"),
    ("millimetre", "20㎜", "20mm"),
    ("square-metre", "5㎡", "5㎡"),
    ("cubed", "10mg/m³", "10mg/m³"),
    ("degree", "60°C", "60℃"),
    ("celsius", "60℃", "60℃"),
    ("title", "岗 位 操 作 卡", "岗位操作卡"),
    ("title-wide", "安\u3000全\u3000规\u3000程", "安全规程"),
    ("title-wide-gaps", "操  作  规  程", "操作规程"),
    ("title-pair", "目 录\n1、停机", "目录\n1、停机"),
    ("marked-pair", "3 操 作\n", "3 操作\n"),
    ("columns-kept", "风险  措施", "风险  措施"),
    ("words-kept", "戴安全帽 穿工作服", "戴安全帽 穿工作服"),
    ("single-field-kept", "编号 ZL-02", "编号 ZL-02"),
    ("line-ends", "停机\r\n断电\r挂牌\u2028上锁", "停机\n断电\n挂牌\n上锁"),
    ("zero-width", "停\u200b机\ufeff", "停机"),
    ("radical", "⽤⽔", "用水"),
    ("composed", "e\u0301停", "é停"),
    ("hangul", "\u1112\u1161\u11ab停", "한停"),
    ("compatibility", "\uf900停", "豈停"),
    ("url-kept", "http://x", "http://x"),
]


@pytest.mark.parametrize(("text", "want"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_form(text: str, want: str) -> None:
    assert normalise(text).text == want


def test_spans_of_changed_text_slice_the_source() -> None:
    raw = "岗 位 操 作 卡\r\n压力0.5㎫,60°C"
    mapped = normalise(raw)
    pairs = [(char, raw[s:e]) for char, (s, e) in zip(mapped.text, mapped.spans, strict=True)]
    assert ("作", "作") in pairs
    assert ("\n", "\r\n") in pairs
    assert ("M", "㎫") in pairs
    assert ("℃", "°C") in pairs
    assert ("，", ",") in pairs


def test_composed_characters_map_to_their_whole_cluster() -> None:
    assert normalise("停e\u0301机").spans == ((0, 1), (1, 3), (3, 4))


def test_traditional_is_simplified_in_place() -> None:
    raw = "開車前應先查看機前機後，確認無人。金屬鈉著火不得用水"
    mapped = normalise(raw, simplifier)
    assert mapped.text == "开车前应先查看机前机后，确认无人。金属钠着火不得用水"
    assert all(e - s == 1 for s, e in mapped.spans)


def test_simplified_text_with_a_traditional_looking_word_is_left_alone() -> None:
    raw = "瞭望塔上的监护人员必须全程守在出入口，作业人员没有全部撤出之前不得离开岗位；乾"
    assert normalise(raw, simplifier).text == raw


def test_an_engine_that_changes_length_is_used_by_single_chars() -> None:
    def lengthens(text: str) -> str:
        return "XX" if text == "應" else text.replace("須", "须") + ("！" if len(text) > 1 else "")

    assert normalise("應須應須", lengthens).text == "應须應须"


TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("停机,;:()  \t\r\n.～—㎜㎥°C的、。1①\u0301\u1161\u11a8가岗")), max_size=80)


@given(TEXTS)
def test_every_span_slices_the_source_in_order(raw: str) -> None:
    mapped = normalise(raw)
    assert len(mapped.text) == len(mapped.spans)
    last = 0
    for start, end in mapped.spans:
        assert 0 <= start < end <= len(raw)
        assert start >= last or (start, end) in mapped.spans
        last = max(last, start)
    assert [s for s, _ in mapped.spans] == sorted(s for s, _ in mapped.spans)


@given(TEXTS)
def test_nothing_but_space_and_invisible_signs_is_dropped(raw: str) -> None:
    covered = {i for s, e in normalise(raw).spans for i in range(s, e)}
    for i, char in enumerate(raw):
        if i not in covered:
            assert char.isspace() or unicodedata.category(char) in ("Cf", "Cc", "Zs")


@given(TEXTS)
def test_normalising_twice_changes_nothing_but_spacing(raw: str) -> None:
    once = normalise(raw).text
    assert normalise(once).text.replace(" ", "") == once.replace(" ", "")
