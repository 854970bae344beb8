"""The fifteen phenomena of step analysis, each with cases that must fire and look-alikes that must not."""

from __future__ import annotations

import pytest
from analysis_cases import brief, briefs, read

# (id, clause, steps in short notation)
CLAUSES = [
    # 1 inline conditions
    ("inline-when", "停电检修时应悬挂警示牌。", ["when/must 悬挂(警示牌) | 停电检修"]),
    ("inline-after", "压力归零后打开人孔。", ["when/must 打开(人孔) | 压力归零"]),
    ("inline-before", "启动前检查油位。", ["do/must 检查(油位) | 启动前"]),
    ("inline-time", "喷淋15分钟后停泵。", ["when/must 停泵() | 喷淋15分钟"]),
    ("inline-not-noun", "前后阀门同时关闭。", ["do/must 关闭(前后阀门)"]),
    ("inline-not-fused", "用完的工具放回原处。", ["do/must 放回(用完的工具)"]),
    ("inline-fused", "用后入桶盖严。", ["when/must 入(桶)+盖严() | 用后"]),
    # 2 conditions without marker
    ("bare-state", "伤者神志清醒，应让其平卧。", ["when/must 让(其)+平卧() | 伤者神志清醒"]),
    ("bare-event", "电机冒烟，立即切断电源。", ["when/must 切断(电源) | 电机冒烟"]),
    ("bare-before-ban", "制动失灵不得行驶。", ["never/forbid 行驶() | 制动失灵"]),
    ("bare-threshold", "油温超过80℃应停机。", ["when/must 停机() | 油温超过80℃"]),
    ("normal-is-check", "液位正常，压力表完好。", ["do/must 正常(液位)", "do/must 完好(压力表)"]),
    # 3 scope
    (
        "comma-holds",
        "发现漏油，立即停机，关闭油阀，报告班长；清理油污。",
        [
            "when/must 停机() | 发现漏油",
            "when/must 关闭(油阀) | 发现漏油",
            "when/must 报告(班长) | 发现漏油",
            "do/must 清理(油污)",
        ],
    ),
    ("inline-replaced", "检修时断电挂牌，验电后接地。", ["when/must 断电()+挂牌() | 检修", "when/must 接地() | 验电"]),
    # 4 what is not met, before a ban
    ("unmet", "未断电，严禁检修。", ["gate/forbid 检修() | 未断电"]),
    ("unmet-subject", "安全阀未校验不得使用。", ["gate/forbid 使用() | 安全阀未校验"]),
    ("unmet-got", "启动前没有得到确认信号，不得启动。", ["gate/forbid 启动() | 启动前没有得到确认信号"]),
    # 7 permissions
    ("then", "检测合格后方可进入。", ["gate/may 进入() | 检测合格"]),
    ("then-duty", "须办理作业票并经批准后方可动火。", ["gate/may 动火() | 办理作业票;经批准"]),
    ("only-if", "只有通风、检测合格，才可进入。", ["gate/may 进入() | 通风;检测合格"]),
    ("not-then", "后方可燃物应清理。", ["do/must 清理(后方可燃物)"]),
    # 8 前
    ("before-gate", "检测合格前不得进入。", ["gate/forbid 进入() | 检测合格前"]),
    ("before-phase", "班前不得饮酒。", ["never/forbid 饮酒() | 班前"]),
    ("before-do", "送电前通知有关人员。", ["do/must 通知(有关人员) | 送电前"]),
    # 9 scope of a ban
    ("ban-list", "严禁吸烟、动火、打手机。", ["never/forbid 吸烟()+动火()+打(手机)"]),
    ("ban-shared", "不得碰撞、摔打、拖拉气瓶。", ["never/forbid 碰撞(气瓶)+摔打(气瓶)+拖拉(气瓶)"]),
    ("ban-or", "禁止攀爬、跨越护栏或坐在护栏上。", ["never/forbid 攀爬(护栏)+跨越(护栏)+坐在(护栏上)"]),
    ("ban-things", "严禁明火、吸烟。", ["never/forbid (明火)+吸烟()"]),
    ("ban-cut", "严禁带电作业、严禁翻越护栏。", ["never/forbid 作业()", "never/forbid 翻越(护栏)"]),
    # 10 lists
    ("check-list", "检查制动、喇叭、灯光。", ["do/must 检查(制动、喇叭、灯光)"]),
    ("check-people", "核对人员、工具、票证。", ["do/must 核对(人员、工具、票证)"]),
    ("check-state", "检查通风、检测器材是否到位。", ["do/must 检查(通风、检测器材)是否到位"]),
    # 13 not steps
    ("purpose", "关闭阀门，以免泄漏。", ["do/must 关闭(阀门)"]),
    ("until", "持续冲洗，直到医生到场。", ["do/must 冲洗()"]),
    ("reference", "操作同上。", []),
    ("address", "切记：不得下池。", ["never/forbid 下池()"]),
    ("not-all-may", "并非所有阀门都可以同时开启。", []),
    ("concessive", "即使停电，也不得触摸导线。", ["never/forbid 触摸(导线)"]),
    ("reason", "严禁用水，会加速燃烧。", ["never/forbid 用(水)"]),
    ("waived", "停机后无需关总阀。", []),
    # 14 double negation
    ("not-without", "严禁不停机清理。", ["gate/forbid 清理() | 不停机"]),
    ("not-without-gear", "不准不戴手套搬运。", ["gate/forbid 搬运() | 不戴手套"]),
    ("no-A-no-B", "不验电不接地。", ["gate/forbid 接地() | 不验电"]),
    ("unless", "除检修外不得停风机。", ["gate/forbid 停(风机) | 检修"]),
    ("unless-topic", "应急器材除演练外不准挪用。", ["gate/forbid 挪用(应急器材) | 演练"]),
    ("have-to-trigger", "不得不进入时，须佩戴呼吸器。", ["when/must 佩戴(呼吸器) | 不得不进入"]),
    ("have-to", "不能不报警。", ["do/must 报警()"]),
    ("bare-not", "不逞能。", ["never/forbid 逞能()"]),
    ("advice", "不宜快速关阀。", ["never/forbid 关(阀)"]),
    ("paper", "未经批准不得动火。", ["gate/forbid 动火() | 未经批准"]),
    # 15 layout and words
    ("bracket", "关阀（先关进口，再关出口）。", ["do/must 关(阀)", "do/must 关(进口)", "do/must 关(出口)"]),
    ("lead-time", "停机前15min关闭供液阀。", ["do/must 关闭(供液阀) | 停机前15min"]),
    ("chain", "断电→验电→接地", ["do/must 断电()", "do/must 验电()", "do/must 接地()"]),
    ("quoted-name", "悬挂“禁止合闸，有人工作”标示牌。", ["do/must 悬挂(禁止合闸，有人工作标示牌)"]),
    # a ban or a thing that was once lost on the way
    ("ban-after-unmet", "新员工未经三级安全教育不得上岗。", ["gate/forbid 上岗() | 未经三级安全教育"]),
    ("ban-swallowed", "吊出时严禁用手扶模具。", ["never/forbid 扶(模具) | 吊出"]),
    ("ban-thing-and-act", "不得开关电器、使用手机。", ["never/forbid (开关电器)+使用(手机)"]),
    ("said-ban", "告诉乘客不要扒门。", ["do/must 告诉(乘客不要扒门)"]),
    ("cannot-is-no-ban", "水源不能恢复，应立即撤离。", ["when/must 撤离() | 水源不能恢复"]),
    # kinds
    ("limit-min", "通风时间不少于30min。", ["limit/must 不少于(30min)"]),
    ("limit-ban", "温度不得超过60℃。", ["limit/forbid 超过(60℃)"]),
    ("hazard", "易发生中毒窒息。", ["hazard/must 中毒窒息"]),
    ("right", "作业人员有权拒绝违章指挥。", ["may/may 拒绝(违章指挥)"]),
    ("order-inside", "先断电后挂牌。", ["do/must 断电()+挂牌()"]),
    ("fronted", "将手伸入模区前应断电。", ["do/must 断电() | 将手伸入模区前"]),
]


@pytest.mark.parametrize(("clause", "steps"), [pytest.param(c, s, id=i) for i, c, s in CLAUSES])
def test_clause_reads_as(clause: str, steps: list[str]) -> None:
    assert briefs(clause) == steps


# (id, lead-in, section, card kind, items, steps)
LEADS = [
    (
        "ban-cases",
        "有下列情况之一的，严禁登高作业：",
        "",
        ["酒后；", "身体不适；"],
        ["never/forbid 登高()+作业() | 酒后", "never/forbid 登高()+作业() | 身体不适"],
    ),
    ("ban-unmet", "有下列情况之一的，不得起吊：", "", ["吊具未检查；"], ["gate/forbid 起吊() | 吊具未检查"]),
    ("ban-acts", "严禁下列行为：", "", ["在吊物下站人；"], ["never/forbid 站人()"]),
    ("right-cases", "有下列情况之一的，有权拒绝作业：", "", ["无监护人；"], ["may/may 拒绝(作业) | 无监护人"]),
    ("ten-nots", "起重作业十不吊：", "", ["斜拉不吊；"], ["never/forbid 吊() | 斜拉"]),
    (
        "trigger",
        "发现触电：",
        "",
        ["切断电源；", "报告班长。"],
        ["when/must 切断(电源) | 发现触电", "when/must 报告(班长) | 发现触电"],
    ),
    ("case", "大量泄漏：", "", ["关阀；"], ["when/must 关(阀) | 大量泄漏"]),
    ("nothing", "注意事项：", "", ["断电；"], ["do/must 断电()"]),
    ("rights-title", "作业人员的权利：", "", ["有权拒绝违章指挥；"], ["may/may 拒绝(违章指挥)"]),
    ("actor", "", "我是监护人", ["佩戴呼吸器；"], ["do/must 佩戴(呼吸器)"]),
]


@pytest.mark.parametrize(("lead", "section", "items", "steps"), [pytest.param(a, b, c, d, id=i) for i, a, b, c, d in LEADS])
def test_lead_in_governs_items(lead: str, section: str, items: list[str], steps: list[str]) -> None:
    assert briefs(*items, lead=lead, section=section) == steps


ACTORS = [
    ("by", "由电工接线。", "电工"),
    ("there-is", "有专人监护。", "专人"),
    ("behind-ban", "不准无关人员靠近。", "无关人员"),
    ("in-condition", "操作人员在启动前应检查护罩。", "操作人员"),
    ("topic", "外来参观人员，未经批准不得入内。", "外来参观人员"),
    ("noun-in-者", "吸入者移到空气新鲜处。", "吸入者"),
    ("heading", "佩戴呼吸器。", ""),
    ("not-a-patient", "触电者脱离电源后立即施救。", ""),
]


@pytest.mark.parametrize(("clause", "actor"), [pytest.param(c, a, id=i) for i, c, a in ACTORS])
def test_actor(clause: str, actor: str) -> None:
    assert read(clause).steps[0].actor == actor


def test_actor_of_heading() -> None:
    assert read("佩戴呼吸器；", section="我是监护人").steps[0].actor == "监护人"


GATES = [
    ("未经批准不得动火。", "paper"),
    ("非电工不得接线。", "actor"),
    ("检测合格后方可进入。", "event"),
    ("水封未满，严禁打开排水阀。", "state"),
    ("严禁吸烟。", ""),
]


@pytest.mark.parametrize(("clause", "gate"), GATES)
def test_gate_kind(clause: str, gate: str) -> None:
    assert read(clause).steps[0].gate == gate


def test_topic_fragment_becomes_the_object() -> None:
    (step,) = read("漏电保护装置，每月试验一次。").steps
    assert step.acts[0].objects == ("漏电保护装置",)
    assert [q.role for q in step.quantities] == ["frequency"]


def test_chain_has_explicit_edges() -> None:
    steps = read("断电→验电→接地").steps
    assert [s.after for s in steps] == [(), ("s1",), ("s2",)]


def test_first_then_has_an_edge_and_numbered_items_only_imply_one() -> None:
    _, second, third = read("先断电，再挂牌。", "清扫现场。").steps
    assert (second.after, third.after) == (("s1",), ())
    assert third.implied_after == ("s2",)


def test_numbered_duties_imply_no_order() -> None:
    assert all(s.implied_after == () for s in read("断电。", "清扫现场。", kind="duty").steps)


def test_condition_after_names_an_earlier_step() -> None:
    _, gate = read("办理动火票。", "办理动火票后方可动火。").steps
    assert gate.after == ("s1",)


def test_bare_generic_ban_is_found() -> None:
    assert [f.rule for f in read("不得作业。").findings] == ["generic-ban"]
    assert not read("未断电不得作业。").findings


def test_listed_conditions_before_a_ban_are_alternatives() -> None:
    assert read("交接不清、设备异常未处理完的，不得接班。").steps[0].conditions_join == "any"
    assert read("戴好面罩、系好安全绳后方可进入。").steps[0].conditions_join == "all"


def test_restrictors_of_a_ban_are_marked() -> None:
    (step,) = read("严禁戴手套操作钻床。").steps
    (role,) = step.acts[0].roles
    assert (role.name, role.text, role.restrictor) == ("worn", "手套", True)
    assert brief(step) == "never/forbid 操作(钻床)"


def test_complementary_clauses_share_a_group() -> None:
    only, ban, other = read("开桶只准使用铜质工具，不准用铁器开桶；严禁吸烟。").steps
    assert only.group == ban.group != ""
    assert other.group == ""


def test_restated_gates_share_a_group() -> None:
    first, second = read("检测合格后方可进入。", "未经检测不得进入。").steps
    assert first.group == second.group != ""
