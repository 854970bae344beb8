"""What freshly written papers showed: each row reads right, its look-alike keeps its own reading."""

from __future__ import annotations

import pytest
from analysis_cases import briefs, read

from mnemo.analysis import analyse_cards
from mnemo.engines.lac_tagger import LacTagger
from mnemo.lexicon.concepts import load_lexicon
from mnemo.text.document import build_document

# (id, clause, steps in short notation)
CLAUSES = [
    # two acts that share no object; a device named by what flows through it
    ("order-two-things", "一定要先停主机后停供料皮带。", ["do/must 停(主机)+停(供料皮带)"]),
    ("order-valves", "先关进气阀后关出气阀。", ["do/must 关(进气阀)+关(出气阀)"]),
    ("flow-is-an-act", "先排气后关阀。", ["do/must 排气()+关(阀)"]),
    ("button-name", "立即按下紧急切断按钮。", ["do/must 按下(紧急切断按钮)"]),
    ("urgent-cut", "紧急切断电源。", ["do/must 切断(电源)"]),
    # a verb with the result it misses is one word and a case
    ("missed-start", "机器启动不了，不得强行启动。", ["never/forbid 启动() | 机器启动不了"]),
    ("missed-open", "阀门打不开，严禁用锤敲击。", ["never/forbid 敲击() | 阀门打不开"]),
    ("missed-inline", "捞不到用磁铁吸。", ["when/must 吸() | 捞不到"]),
    ("refused-open", "断电不开箱。", ["never/forbid 开箱() | 断电"]),
    # what a sign says is its name
    ("sign-bare", "挂上禁止合闸、有人工作的标示牌。", ["do/must 挂上(禁止合闸、有人工作的标示牌)"]),
    ("sign-quoted", "停电后在刀闸上悬挂“禁止启动”标志。", ["when/must 悬挂(禁止启动标志) | 停电"]),
    ("sign-is-moved", "禁止移动标示牌。", ["never/forbid 移动(标示牌)"]),
    # sides and limits
    ("same-plane", "严禁在同一垂直面上同时作业。", ["never/forbid 作业()"]),
    ("lamp-inside", "罐内照明12V防爆灯。", ["limit/must 12V防爆灯(罐内照明)"]),
    ("narrow-lamp", "照明不得用60W以上灯泡。", ["never/forbid 用(60W以上灯泡)"]),
    ("bound-sign", "车速≤5km/h。", ["limit/must ≤5km/h(车速)"]),
    ("threshold-act", "药桶液位高于80%停止进药。", ["when/must 停止(进药) | 药桶液位高于80%"]),
    # 否则, 除非, 无论
    ("or-else", "必须办理动火证、设监护人，否则不得动火。",
     ["do/must 办理(动火证)+设(监护人)", "gate/forbid 动火() | 未办理动火证;未设监护人"]),
    ("or-else-gate", "检测合格后方可进入，否则不得进入。", ["gate/may 进入() | 检测合格", "gate/forbid 进入() | 未检测合格"]),
    ("or-else-harm", "螺栓应拧紧，否则易脱落伤人。", ["do/must 拧紧(螺栓)"]),
    ("unless", "除非停产清灰并经批准，否则不得动火。", ["gate/forbid 动火() | 停产清灰并经批准"]),
    ("whoever", "无论何人发出停车信号，都应立即停车。", ["when/must 停车() | 何人发出停车信号"]),
    # an event goes on behind ；
    ("event-goes-on", "发现泄漏时，立即关阀；疏散人员；报告班长。",
     ["when/must 关(阀) | 发现泄漏", "when/must 疏散(人员) | 发现泄漏", "when/must 报告(班长) | 发现泄漏"]),
    ("rain-ends", "雨天作业，应穿绝缘靴；使用绝缘杆。", ["when/must 穿(绝缘靴) | 雨天作业", "do/must 使用(绝缘杆)"]),
    ("refused-then-duty", "标签不全的不得入库，应退回。", ["gate/forbid 入库() | 标签不全", "when/must 退回() | 标签不全"]),
    # relational bans and narrowed things
    ("kept-together", "氧化剂不得与还原剂、易燃物同库。", ["never/forbid 同库(氧化剂)"]),
    ("mixed-without-verb", "漂水与酸剂不可混用。", ["never/forbid 混用(漂水、酸剂)"]),
    ("touch", "氰化物严禁与酸接触。", ["never/forbid 接触(氰化物)"]),
    ("wet-burning", "遇水燃烧的物品不得放在低处。", ["never/forbid 放(遇水燃烧的物品)"]),
    ("used-rags", "擦枪用的废布不得乱扔。", ["never/forbid 乱扔(擦枪用的废布)"]),
    # bans that were lost or turned round
    ("valve-stuck", "安全阀不起跳时，应立即放空。", ["when/must 放空() | 安全阀不起跳"]),
    ("check-refused", "验证无效不下。", ["gate/forbid 下() | 验证无效"]),
    ("check-result", "检查磨损不超标。", ["do/must 检查(磨损)不超标"]),
    ("vessel-refused", "密封或有压力的容器不焊。", ["never/forbid 焊(密封、有压力的容器)"]),
    ("unknown-refused", "不了解周围情况，不焊。", ["gate/forbid 焊() | 不了解周围情况"]),
    ("unfit-refused", "身体不适不上架。", ["gate/forbid 上架() | 身体不适"]),
    ("overload-refused", "超载不挂。", ["never/forbid 挂() | 超载"]),
    ("stuck-idle", "按钮失灵、机器不动，应停机。", ["when/must 停机() | 按钮失灵;机器不动"]),
    ("no-signal", "无信号不动。", ["gate/forbid 动() | 无信号"]),
    ("banned-use", "衣物卡住，禁用手硬拽。", ["never/forbid 硬拽() | 衣物卡住"]),
    ("not-while", "不在机器转动时清理。", ["never/forbid 清理() | 机器转动"]),
    ("smell-no-light", "发现煤气味不开灯，通知工程部。",
     ["never/forbid 开灯() | 发现煤气味", "when/must 通知(工程部) | 发现煤气味"]),
    ("inner-denial", "不准离机不熄火。", ["never/forbid 离机()+¬熄火()"]),
    ("without-valve", "不准无回火器使用。", ["gate/forbid 使用() | 无回火器"]),
    ("without-cap", "不准不戴帽、不装防震圈搬运。", ["gate/forbid 搬运() | 不戴帽;不装防震圈"]),
    ("hook-empty", "摘钩后确认钩不挂物再起钩。", ["when/must 确认(钩)不挂物+起钩() | 摘钩"]),
    ("reverse-then-ban", "送电时顺序相反，严禁带负荷拉闸。",
     ["when/must 相反(顺序) | 送电", "never/forbid 带负荷拉闸()"]),
    ("wind", "六级以上大风停止吊装作业。", ["when/must 停止(吊装作业) | 六级以上大风"]),
    ("interlock", "联锁不得随意解除。", ["never/forbid 解除(联锁)"]),
    ("what-is-lacking", "无救援装备、无通讯、无通风。", []),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "steps"), [pytest.param(c, s, id=i) for i, c, s in CLAUSES])
def test_clause_reads_as(clause: str, steps: list[str]) -> None:
    assert briefs(clause) == steps


@pytest.mark.parametrize(
    ("clause", "way"),
    [
        ("拆除应由上向下逐层进行。", "由上向下"),
        ("清扫应由内向外进行。", "由内向外"),
        ("从高处往低处清理。", "从高处往低处"),
        ("物料应从料仓到机头转运。", "从料仓到机头"),
        ("由专人从上往下清理。", "从上往下"),
    ],
)
def test_a_direction_from_end_to_end_is_one_role(clause: str, way: str) -> None:
    (step,) = read(clause).steps
    assert [r.text for a in step.acts for r in a.roles if r.name in ("manner", "direction", "source")][:1] == [way]
    assert step.actor in ("", "专人")


@pytest.mark.parametrize(
    ("clause", "join"),
    [
        ("酸与碱不得同库存放。", "with"),
        ("氧气瓶与乙炔瓶不得混放。", "with"),
        ("严禁将酸和碱混装。", "with"),
        ("氧气瓶与乙炔瓶不得曝晒。", "all"),
        ("不得混放。", "all"),
    ],
)
def test_things_that_may_not_come_together_are_marked_so(clause: str, join: str) -> None:
    (step,) = read(clause).steps
    assert step.acts[0].join == join


def brief_of(text: str) -> list[str]:
    """Kind, first verb or harm, and conditions of every step of a whole paper."""
    cards = build_document(text, name="测试").cards
    steps = [s for a in analyse_cards(cards, load_lexicon(), LacTagger()) for s in a.steps]
    return [f"{s.kind} {s.action}" + "".join(f"|{c.text}" for c in s.conditions) for s in steps]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("急救卡\n有人倒下怎么办？\n1、拨打120。\n2、不要盲目施救。\n", ["when 拨打|有人倒下", "never 盲目施救|有人倒下"]),
        ("急救卡\n着火了怎么处理？切断电源。\n", ["when 切断|着火"]),
        ("急救卡\n不知道怎么办时先停机。\n", ["when 停机|不知道怎么办"]),
        ("应急处置\n情况一：阀门泄漏\n  关紧阀门。\n情况二：有人中毒\n  移到通风处。\n", ["when 关紧|阀门泄漏", "when 移|有人中毒"]),
        ("岗位风险清单\n操作不当→机械伤害；线路老化→火灾\n", ["hazard 机械伤害|操作不当", "hazard 火灾|线路老化"]),
        ("岗位操作卡\n1、停机→断电→挂牌。\n", ["do 停机", "do 断电", "do 挂牌"]),
        ("岗位操作卡\n1、关阀。\n编制：张三  审核：李四  批准：王五\n日期：2023年5月\n", ["do 关"]),
    ],
)  # fmt: skip
def test_papers_read_as(text: str, steps: list[str]) -> None:
    assert brief_of(text) == steps
