"""Tables flattened in every way: columns as roles."""

from __future__ import annotations

import pytest
from text_samples import blocks, document, lost

Row = tuple[str, str, str]


def rows(text: str) -> list[Row]:
    """(role, section, text) without headings of columns."""
    return [(b.role, b.section, b.text.text) for b in blocks(text) if b.reason not in ("表头", "栏目", "序号")]


WIDE = [("label", "启动", "启动"), ("hazard", "启动", "砂轮破裂"), ("item", "启动", "空转3分钟")]
DELIMITERS = [
    ("pipes", "流程|风险辨识|安全要点\n启动|砂轮破裂|空转3分钟"),
    ("markdown", "| 流程 | 风险辨识 | 安全要点 |\n|---|:--:|---|\n| 启动 | 砂轮破裂 | 空转3分钟 |"),
    ("tabs", "流程\t风险辨识\t安全要点\n启动\t砂轮破裂\t空转3分钟"),
    ("gaps", "流程   风险辨识    安全要点\n启动  砂轮破裂   空转3分钟"),
    ("single", "流程 风险辨识 安全要点\n启动 砂轮破裂 空转3分钟"),
]


@pytest.mark.parametrize("text", [d[1] for d in DELIMITERS], ids=[d[0] for d in DELIMITERS])
def test_delimiters(text: str) -> None:
    assert rows(text) == WIDE
    assert lost(text, document(text).cards) == ""


def test_ban_column_governs_what_has_no_cue_of_its_own() -> None:
    text = "流程 | 安全要点 | 严禁事项 | 应急措施\n磨削 | 戴眼镜 | 戴手套操作；严禁两人共用 | 立即停机"
    found = {b.text.text: b for b in blocks(text)}
    assert [lead.text.text for lead in found["戴手套操作；"].leads] == ["严禁"]
    assert found["严禁两人共用"].leads == ()
    assert found["戴眼镜"].leads == ()
    assert found["立即停机"].phase == "应急"


def test_short_row_lacks_its_middle() -> None:
    text = "风险类别 内容 措施\n储存 现场存放量不得超过当班用量；随手盖严"
    assert rows(text) == [("label", "储存", "储存"), ("item", "储存", "现场存放量不得超过当班用量；随手盖严")]


def test_number_column_and_merged_cells() -> None:
    text = "序号|危险源|管控措施\n1|触电|停电挂牌\n2||戴绝缘手套"
    assert rows(text) == [("hazard", "", "触电"), ("item", "", "停电挂牌"), ("item", "", "戴绝缘手套")]
    text = "序号|部位|危险因素|管控措施\n1|配电柜|漏电|停电\n2||短路|测绝缘"
    assert ("item", "配电柜", "测绝缘") in rows(text)


def test_wrapped_row_is_mended() -> None:
    text = "危险源      后果      防范措施\n砂轮破裂  物体打击   换砂轮前查裂纹，新砂轮先空转3min，\n确认无摆动再使用\n卷入  机械伤害   严禁戴手套"
    assert ("item", "", "换砂轮前查裂纹，新砂轮先空转3min，确认无摆动再使用") in rows(text)
    assert ("item", "", "严禁戴手套") in rows(text)


def test_numbers_inside_a_cell() -> None:
    text = "风险 措施\n触电 1)停电；2)验电；3）挂牌"
    assert [(b.marker, b.text.text) for b in blocks(text) if b.role == "item"] == [("1）", "停电；"), ("2）", "验电；"), ("3）", "挂牌")]


def test_breaks_inside_a_cell() -> None:
    text = "| 风险 | 措施 |\n|--|--|\n| 飞溅 | 戴眼镜<br>缓慢进给 |"
    assert [r[2] for r in rows(text) if r[0] == "item"] == ["戴眼镜", "缓慢进给"]


def test_names_and_values() -> None:
    text = "岗位名称|电工\n事故类型|触电\n处置措施|1、断电；2、呼救\n注意事项|严禁手拉伤员"
    assert rows(text) == [("meta", "", "电工"), ("hazard", "", "触电"), ("item", "", "断电；"), ("item", "", "呼救"), ("item", "", "严禁手拉伤员")]


def test_stages_are_labels_and_instructions_are_items() -> None:
    short = "作业步骤|危险因素|管控措施\n停电|误停|核对设备编号"
    assert rows(short)[0] == ("label", "停电", "停电")
    long = "序号|操作步骤|注意事项\n1|断开断路器并检查其确在分闸位置|戴绝缘手套"
    assert rows(long)[0][0] == "item"


def test_phase_of_a_row() -> None:
    text = "步骤|操作要求|禁止\n停机|先落地后断电|带载停机"
    assert {b.phase for b in blocks(text) if b.role == "item"} == {"停机"}


@pytest.mark.parametrize("text", ["戴安全帽 穿工作服 系安全带", "一人操作，一人监护 不得离岗", "先停机 再断电"])
def test_no_table_without_a_header(text: str) -> None:
    assert [r[0] for r in rows(f"规程\n1、停机。\n{text}")][-1] == "item"


def test_table_ends_where_text_begins() -> None:
    text = "危险源  后果  防范措施\n卷入  机械伤害  严禁戴手套\n使用完毕：关机断电。\n（本表每年更新）"
    assert [r[0] for r in rows(text)][-3:] == ["heading", "item", "note"]
