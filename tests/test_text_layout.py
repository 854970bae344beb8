"""Layout: roles, leads, sections, cards, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_samples import blocks, corpus_texts, document, items, lost, shown

from mnemo.text.document import build_document
from mnemo.types import Block

CORPUS = corpus_texts()


def leads(block: Block) -> list[str]:
    return [lead.text.text for lead in block.leads]


def found(text: str, start: str) -> Block:
    """The block whose text begins with `start`."""
    return next(b for b in blocks(text) if b.text.text.startswith(start))


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_nothing_is_lost(name: str) -> None:
    text = CORPUS[name]
    assert lost(text, document(text, name).cards) == ""


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_blocks_stand_in_source_order_inside_their_card(name: str) -> None:
    text = CORPUS[name]
    cards = document(text, name).cards
    assert [c.id for c in cards] == [f"c{i}" for i in range(1, len(cards) + 1)]
    for card in cards:
        starts = [b.text.spans[0][0] for b in card.blocks]
        assert starts == sorted(starts)
        assert all(card.span[0] <= s and e <= card.span[1] for b in card.blocks for s, e in b.text.spans)


CASES = {
    "06": ("06-spray-paint", "risk", "喷漆工/调漆工岗位风险清单", 7),
    "12": ("12-confined-space-attendant", "duty", "有限空间作业监护人职责", 10),
    "20": ("20-two-stage-ammonia-compressor", "operation", "岗位操作卡", 11),
    "29": ("29-offset-press-double-negation", "operation", "印刷车间胶印机操作卡", 8),
    "33": ("33-cold-store-ammonia-leak", "emergency", "冷库氨泄漏应急处置卡", 6),
    "35": ("35-pickling-pit-rescue", "emergency", "酱腌菜厂 腌制池、盐水池中毒窒息 应急处置卡", 8),
}
needs_cases = pytest.mark.skipif("06-spray-paint" not in CORPUS, reason="sample cases are not here")


@needs_cases
@pytest.mark.parametrize("case", CASES)
def test_sample_cases(case: str) -> None:
    name, kind, title, count = CASES[case]
    (card,) = document(CORPUS[name]).cards
    assert (card.kind, card.title) == (kind, title)
    assert sum(b.role == "item" for b in card.blocks) == count
    assert not card.findings


@needs_cases
def test_case_06_reads_columns_as_roles() -> None:
    rows = blocks(CORPUS["06-spray-paint"])
    assert next(b.text.text for b in rows if b.role == "hazard") == "稀释剂、油漆挥发，可燃气体遇火源爆燃"
    assert [b.marker for b in rows if b.role == "item"][:4] == ["1）", "2）", "3）", "4）"]
    assert rows[-2].section == "储存"
    assert rows[-1].role == "note"


@needs_cases
def test_case_12_phases_and_leads() -> None:
    text = CORPUS["12-confined-space-attendant"]
    assert found(text, "核对作业票").phase == "作业前"
    assert found(text, "全程守在").phase == "作业中"
    assert leads(found(text, "先呼救报警")) == ["出现险情："]
    assert found(text, "清点人员工具").phase == "作业后"
    assert leads(found(text, "清点人员工具")) == []


@needs_cases
def test_case_33_actors_and_cases() -> None:
    text = CORPUS["33-cold-store-ammonia-leak"]
    assert leads(found(text, "闻到刺鼻")) == ["我是装卸工"]
    assert leads(found(text, "按急停停")) == ["我是制冷工", "大量泄漏："]
    assert leads(found(text, "用喷雾水")) == ["我是制冷工"]
    assert leads(found(text, "眼、皮肤沾氨")) == []
    assert found(text, "班长→车间").section == "报告"


@needs_cases
def test_case_35_trigger_ends_with_its_list() -> None:
    text = CORPUS["35-pickling-pit-rescue"]
    assert leads(found(text, "封锁池口")) == ["发现有人在池内倒下："]
    assert leads(found(text, "切记")) == []
    assert found(text, "池内硫化氢").role == "hazard"
    assert found(text, "典型案例").role == "note"


ROLES = [
    ("frame-purpose", "为加强管理，根据国家标准，制定本规程。", "frame"),
    ("step-purpose", "为防止触电，必须先断电。", "item"),
    ("frame-scope", "本规程适用于本公司所有钻床。", "frame"),
    ("frame-date", "本规定自发布之日起执行。", "frame"),
    ("frame-explain", "本规程由安全部负责解释。", "frame"),
    ("step-by-whom", "动火由班长负责监护。", "item"),
    ("frame-copyright", "未经许可不得翻印。", "frame"),
    ("step-permit", "未经许可不得进入。", "item"),
    ("frame-copies", "本表一式三份，班组、车间、安环部各存一份。", "frame"),
    ("page", "第 3 页 共 12 页", "note"),
    ("rule", "——————————", "note"),
    ("remark", "（此表打印张贴于岗位，破损及时更换。）", "note"),
    ("remark-that-orders", "（严禁用手直接清理。）", "item"),
    ("fields", "编制：张三   审核：李四   批准：王五", "meta"),
    ("fields-by-spaces", "岗位名称 电焊工 所属部门 维修车间", "meta"),
    ("phones", "火警：119  急救：120", "meta"),
    ("field-that-orders", "电话：不得带入作业区。", "item"),
    ("sign", "本人签字：        日期：", "meta"),
    ("hazard-label", "后果：中毒、窒息。", "hazard"),
    ("fine", "违反本规定的，罚款500元。", "frame"),
]


@pytest.mark.parametrize(("text", "role"), [r[1:] for r in ROLES], ids=[r[0] for r in ROLES])
def test_role_of_a_line(text: str, role: str) -> None:
    rows = blocks(f"钻床安全操作规程\n1、停机后测量。\n\n{text}")
    assert rows[-1].role == role


def test_frame_sentence_is_carved_out_of_an_item() -> None:
    text = "规程\n1、停机后测量。\n2、严禁烟火。本规定自发布之日起执行。"
    assert [r for r in shown(text) if r[0] in ("item", "frame")][1:] == [
        ("item", "2、", "严禁烟火。"),
        ("frame", "", "本规定自发布之日起执行。"),
    ]


WRAPS = [
    ("mid-sentence", "1、操作者必须穿戴好劳动保护用品，扎紧袖口，严禁戴\n手套操作。\n2、停机。", [("1、", "操作者必须穿戴好劳动保护用品，扎紧袖口，严禁戴手套操作。"), ("2、", "停机。")]),
    ("page-number", "1、发现设备有异常响声应立即停机，切\n- 12 -\n断电源后报告。\n2、停机。", [("1、", "发现设备有异常响声应立即停机，切断电源后报告。"), ("2、", "停机。")]),
    ("open-bracket", "1、清扫铁屑（严禁用手，\n应用铁钩）。\n2、停机。", [("1、", "清扫铁屑（严禁用手，应用铁钩）。"), ("2、", "停机。")]),
    ("number-at-line-start", "1、运行结束以后关闭供液阀，须在停机前\n15min进行。\n2、停机。", [("1、", "运行结束以后关闭供液阀，须在停机前15min进行。"), ("2、", "停机。")]),
    ("bare-list", "戴好安全帽\n系好安全带\n严禁抛掷物料", [("", "戴好安全帽"), ("", "系好安全带"), ("", "严禁抛掷物料")]),
    ("long-bare-list", "进入车间必须正确佩戴安全帽和防护眼镜\n设备运转时禁止打开防护罩清理\n下班前关闭电源总开关和照明灯并锁好门窗", [("", "进入车间必须正确佩戴安全帽和防护眼镜"), ("", "设备运转时禁止打开防护罩清理"), ("", "下班前关闭电源总开关和照明灯并锁好门窗")]),
    ("stray-spaces", "1、在 运转中， 不得 用手清理；停 30 min 后再开。", [("1、", "在运转中，不得用手清理；停30min后再开。")]),
    ("list-by-spaces", "1、停机\n2、戴安全帽 穿工作服", [("1、", "停机"), ("2、", "戴安全帽 穿工作服")]),
    ("parallel-bans", "不准超速行驶（厂区不超过10km/h）\n不准载人。", [("", "不准超速行驶（厂区不超过10km/h）"), ("", "不准载人。")]),
    ("counted-bans", "一不准酒后驾驶；二不准超载。", [("一", "不准酒后驾驶；"), ("二", "不准超载。")]),
    ("emphasis", "- 检查砂轮，**严禁**使用裂纹砂轮", [("-", "检查砂轮，严禁使用裂纹砂轮")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), [w[1:] for w in WRAPS], ids=[w[0] for w in WRAPS])
def test_wraps_and_spaces(text: str, want: list[tuple[str, str]]) -> None:
    assert items(text) == want


def test_items_in_one_paragraph() -> None:
    text = "规程\n1.查油位。2.每班5次。3.有下列情况的，不得开机：（1）罩未关好；（2）无地线。4.停机。"
    assert items(text) == [("1.", "查油位。"), ("2.", "每班5次。"), ("（1）", "罩未关好；"), ("（2）", "无地线。"), ("4.", "停机。")]
    assert leads(found(text, "无地线")) == ["有下列情况的，不得开机："]
    assert leads(found(text, "停机。")) == []


def test_a_returning_style_closes_a_lead() -> None:
    text = "规程\n1、下列情况严禁起吊：\n（1）超载；\n（2）斜拉。\n2、吊运前鸣铃。\n（1）看清路线。"
    assert leads(found(text, "斜拉")) == ["下列情况严禁起吊："]
    assert leads(found(text, "吊运前")) == []
    assert leads(found(text, "看清")) == []


def test_leads_nest_outermost_first() -> None:
    text = "规程\n一、我是制冷工\n1、发生泄漏时：\n（1）有下列情况的，不得进入：\n①未戴面具；\n②无人监护。\n（2）报班长。\n2、巡检。"
    assert leads(found(text, "无人监护")) == ["我是制冷工", "发生泄漏时：", "有下列情况的，不得进入："]
    assert leads(found(text, "报班长")) == ["我是制冷工", "发生泄漏时："]
    assert leads(found(text, "巡检")) == ["我是制冷工"]


def test_a_lead_over_unmarked_lines() -> None:
    text = "规程\n1、停机。\n\n严禁下列行为：\n戴手套操作\n用嘴吹铁屑\n\n下班断电。"
    assert leads(found(text, "用嘴吹")) == ["严禁下列行为："]
    assert leads(found(text, "下班断电")) == []


def test_inline_prefix_in_running_text_holds_for_its_paragraph() -> None:
    text = "规程\n油锅起火：关气，盖锅盖。\n闻到燃气味：先关总阀，再开窗。\n下班关总阀。"
    assert leads(found(text, "先关总阀")) == ["闻到燃气味："]
    assert leads(found(text, "下班")) == []


def test_a_step_before_a_colon_stays_in_its_item() -> None:
    text = "规程\n1、先停低压级：先关吸气阀，停电机，再关排气阀；\n2、停冷却水。"
    assert items(text)[0] == ("1、", "先停低压级：先关吸气阀，停电机，再关排气阀；")


def test_two_phases_in_one_item() -> None:
    text = "规程\n1、开机：先响铃，逆料流启动；停机：待物料走空，顺料流停机。\n2、巡检。"
    assert (found(text, "先响铃").phase, found(text, "待物料").phase, found(text, "巡检").phase) == ("启动", "停机", "")


HEADINGS = [
    ("hanzi", "一、作业前\n1、查油。\n二、作业后\n1、断电。", [("heading", "一、"), ("item", "1、"), ("heading", "二、"), ("item", "1、")]),
    ("bracket", "【应急处置】\n1、报警。", [("heading", ""), ("item", "1、")]),
    ("bracket-inline", "【恢复】合格后方可开炉。", [("heading", ""), ("item", "")]),
    ("markdown", "## 停机\n- 断电", [("heading", "##"), ("item", "-")]),
    ("chapter", "第二章 作业\n第一条 戴帽。", [("heading", "第二章"), ("item", "第一条")]),
    ("siblings-are-items", "1、停机\n2、断电\n3、挂牌", [("item", "1、"), ("item", "2、"), ("item", "3、")]),
    ("hanzi-items", "一、严禁烟火。\n二、按时巡检。", [("item", "一、"), ("item", "二、")]),
    ("dotted", "4.2 下模\na.先吊住。\nb.后拆板。", [("heading", "4.2"), ("item", "a."), ("item", "b.")]),
    ("gap", "四、报告　班长→车间。", [("heading", "四、"), ("item", "")]),
]


@pytest.mark.parametrize(("text", "want"), [h[1:] for h in HEADINGS], ids=[h[0] for h in HEADINGS])
def test_headings(text: str, want: list[tuple[str, str]]) -> None:
    assert [(role, marker) for role, marker, _ in shown(text) if role in ("heading", "item")] == want


def test_markdown_levels() -> None:
    text = "# 砂轮机安全操作规程\n## 作业前\n### 防护\n- 戴镜\n  - 镜片破损的不得使用\n## 作业后\n- 断电"
    assert found(text, "戴镜").phase == "作业前"
    assert found(text, "戴镜").section == "防护"
    assert found(text, "断电").phase == "作业后"
    assert document(text).cards[0].title == "砂轮机安全操作规程"


def test_a_section_of_frame_text_holds_no_steps_unless_it_orders() -> None:
    text = "规程\n一、适用范围\n1、本厂各车间。\n2、外来人员必须有人陪同。\n二、操作\n1、停机。"
    assert found(text, "本厂各车间").role == "frame"
    assert found(text, "外来人员").role == "item"


@pytest.mark.parametrize(("lines", "rule"), [("1、a停机\n2、断电\n4、挂牌", "跳号"), ("1、停机\n2、断电\n2、挂牌", "重复")])
def test_numbers_that_jump_are_told(lines: str, rule: str) -> None:
    (card,) = document(lines).cards
    assert [f.rule for f in card.findings] == ["numbering"]
    assert rule in card.findings[0].message


def test_numbers_that_run_on_or_restart_are_not() -> None:
    assert document("一、开机\n1、停机\n2、断电\n二、停机\n1、挂牌\n2、上锁").cards[0].findings == ()


def test_card_kind_argument_overrides() -> None:
    assert build_document("岗位操作卡\n1、停机。", "x", kind="duty").cards[0].kind == "duty"


KINDS = [
    ("岗位风险告知卡\n1、防触电。", "risk"),
    ("监护人安全职责\n1、守在洞口。", "duty"),
    ("焊工安全操作规程\n1、戴面罩。", "operation"),
    ("触电现场处置方案\n1、断电。", "emergency"),
    ("应急救援器材操作规程\n1、检查。", "operation"),
    ("序号 危险因素 管控措施\n1 触电 停电挂牌", "risk"),
    ("戴好手套\n检查油位", "operation"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: str) -> None:
    assert document(text).cards[0].kind == kind


FOUR = """制冷工岗位“两单两卡”
一、岗位风险清单
1、漏氨易中毒。
二、岗位职责清单
1、遵守本岗位操作规程
2、执行操作规程
三、岗位操作卡
（一）开机前
1.检查油位
四、岗位应急处置卡
发现漏氨：
①停机；②撤离。
"""


def test_four_cards_in_a_file() -> None:
    cards = document(FOUR).cards
    assert [(c.id, c.title, c.kind) for c in cards] == [
        ("c1", "岗位风险清单", "risk"),
        ("c2", "岗位职责清单", "duty"),
        ("c3", "岗位操作卡", "operation"),
        ("c4", "岗位应急处置卡", "emergency"),
    ]
    assert cards[0].blocks[0].text.text == "制冷工岗位“两单两卡”"
    assert lost(FOUR, cards) == ""


def test_parts_called_by_post() -> None:
    text = "一、岗位风险\n1、触电。\n二、岗位职责\n1、巡检。\n三、岗位操作\n1、停机。\n四、岗位应急\n1、报警。"
    assert [c.kind for c in document(text).cards] == ["risk", "duty", "operation", "emergency"]


def test_handbook_of_procedures() -> None:
    text = "钻床安全操作规程\n1.停机后测量。\n2.严禁戴手套。\n车床安全操作规程\n1.查卡盘扳手。\n砂轮机安全守则\n1.站侧面。"
    assert [c.title for c in document(text).cards] == ["钻床安全操作规程", "车床安全操作规程", "砂轮机安全守则"]


def test_a_rule_about_rules_opens_no_card() -> None:
    text = "岗位职责清单\n1、巡检。\n2、执行操作规程\n3、遵守岗位操作规程\n"
    assert len(document(text).cards) == 1


def test_cover_and_tail_join_the_card_that_has_something_to_do() -> None:
    text = "岗位风险清单\n岗位职责清单\n岗位操作卡\n1、停机。\n岗位应急处置卡\n（略）"
    (card,) = document(text).cards
    assert (card.title, card.kind) == ("岗位操作卡", "operation")
    assert lost(text, (card,)) == ""


def test_nothing_to_do_is_still_a_card() -> None:
    (card,) = document("岗位操作卡\n（正面）").cards
    assert {b.role for b in card.blocks} == {"title", "note"}


def test_rows_of_a_headless_table() -> None:
    text = "规程\n1、停机。\n启炉  检查油位并确认冷却水已打开\n戴帽  戴镜  穿靴"
    assert [(b.role, b.text.text) for b in blocks(text)][2:] == [
        ("label", "启炉"), ("item", "检查油位并确认冷却水已打开"), ("item", "戴帽"), ("item", "戴镜"), ("item", "穿靴"),
    ]  # fmt: skip


def test_items_before_a_lead_in_one_line() -> None:
    text = "规程\n1、检查电源。有下列情况之一的，不得作业：\n（1）漏电。"
    assert shown(text)[1:3] == [("item", "1、", "检查电源。"), ("lead", "1、", "有下列情况之一的，不得作业：")]
    assert leads(found(text, "漏电")) == ["有下列情况之一的，不得作业："]


def test_letterhead_is_no_item() -> None:
    assert shown("某某钢铁厂\n煤气排水器操作卡\n1、两人同行。")[0] == ("meta", "", "某某钢铁厂")


def test_a_general_title_takes_the_line_above() -> None:
    text = "某某铸造有限公司\n冲 天 炉 岗 位\n安全操作规程\n一、岗位主要风险\n高温灼烫、煤气中毒。\n二、操作\n1、停风。"
    (card,) = document(text).cards
    assert card.title == "冲天炉岗位安全操作规程"
    assert [b.text.text for b in card.blocks if b.role == "hazard"] == ["高温灼烫、煤气中毒。"]


def test_untitled_text_is_called_by_its_file() -> None:
    assert document("戴好手套\n检查油位", "/a/焊工规程.txt").cards[0].title == "焊工规程"


def test_empty_text_has_no_cards() -> None:
    assert document(" \n\n ").cards == ()


def test_digest_and_offsets_are_of_the_raw_text() -> None:
    raw = "\r\n岗 位 操 作 卡\r\n1、停机｡"
    doc = document(raw)
    assert doc.digest.startswith("sha256:")
    assert len(doc.digest) == 71
    last = doc.cards[0].blocks[-1]
    start, end = last.text.span()
    assert raw[start:end] == "停机｡"


PIECES = st.sampled_from(
    ["1、", "2、", "（1）", "(2)", "①", "②", "一、", "3.1 ", "0.5MPa", "第一条", "a)", "* ", "| ", "  ", "\t", "\n", "\n\n", "：", "；", "。", "，",
     "停机", "作业前", "严禁烟火", "发现泄漏", "有下列情况的，不得开机", "岗位操作卡", "危险因素", "管控措施", "序号", "编号：A-1", "（", "）", "【", "】", "《",
     "为了安全，制定本规程", "第 3 页", "应急", "我是电工", "|---|---|", "<br>", "# ", "⇒", "→", "顺口溜", "\r\n", "\u3000", "一是", "是", "严禁事项"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_layout_keeps_every_character(text: str) -> None:
    cards = document(text).cards
    assert lost(text, cards) == ""
    for card in cards:
        for block in card.blocks:
            assert block.text.text.strip() == block.text.text != ""


def test_cost_is_linear() -> None:
    text = CORPUS.get("35-pickling-pit-rescue", FOUR)

    def seconds(times: int) -> float:
        start = time.perf_counter()
        document(text * times)
        return time.perf_counter() - start

    seconds(4)
    small, large = min(seconds(10) for _ in range(3)), seconds(80)
    assert large < 8 * small * 4
