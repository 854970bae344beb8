"""Wordings that fresh procedures of many trades brought up: each row reads right, its look-alike is left alone."""

from __future__ import annotations

import pytest
from analysis_cases import briefs, read

# (id, clause, steps in short notation)
CLAUSES = [
    ("occasion", "更换熔断器，应戴护目镜。", ["when/must 戴(护目镜) | 更换熔断器"]),
    ("occasion-subject", "油品洒漏地面，须用扫帚清扫。", ["when/must 清扫() | 油品洒漏地面"]),
    ("occasion-not-order", "穿好工作服，不得戴手套。", ["do/must 穿好(工作服)", "never/forbid 戴(手套)"]),
    ("occasion-not-list", "药剂实行双人双锁，领用要登记。", ["do/must 实行(双人双锁)", "when/must 登记() | 领用"]),
    ("occasion-done", "卸完油，先关阀门。", ["when/must 关(阀门) | 卸完油"]),
    ("verb-topic-ban", "操作旋转机床严禁戴手套。", ["never/forbid 戴(手套) | 操作旋转机床"]),
    ("verb-topic-not-place", "检修平台不得堆物。", ["never/forbid 堆物()"]),
    ("verb-topic-not-person", "操作人员须戴护目镜。", ["do/must 戴(护目镜)"]),
    ("fronted-act", "调漆须在专用间进行。", ["do/must 调漆()"]),
    ("fronted-act-not", "动火须停车进行。", ["when/must 停车()+进行() | 动火"]),
    ("someone-there", "平台上有人严禁移动。", ["never/forbid 移动() | 平台上有人"]),
    ("something-there", "地面有油应擦净。", ["when/must 擦净() | 地面有油"]),
    ("someone-else-waited", "交接班人员未到，当班人员不得离岗。", ["gate/forbid 离岗() | 交接班人员未到"]),
    ("doer-not-condition", "检查人员方可进入。", ["gate/may 进入()"]),
    ("before-thing", "消防器材前不得堆物。", ["never/forbid 堆物()"]),
    ("before-act", "检测合格前不得进入。", ["gate/forbid 进入() | 检测合格前"]),
    ("need", "如需两人作业，必须指定负责人。", ["when/must 指定(负责人) | 两人作业"]),
    ("need-not-cue", "需断电检修。", ["do/must 断电()+检修()"]),
    ("defect-ban", "发现问题及时报修，严禁带病行驶。", ["when/must 报修() | 发现问题", "never/forbid 行驶()"]),
    ("leak-ban", "发现漏气立即关阀，严禁开灯。", ["when/must 关(阀) | 发现漏气", "never/forbid 开灯() | 发现漏气"]),
    ("before-not-for-ban", "卸油前必须核对油品，严禁超载。", ["do/must 核对(油品) | 卸油前", "never/forbid 超载()"]),
    ("helper", "检修时应切断总电源，设专人监护。", ["when/must 切断(总电源) | 检修", "when/must 监护() | 检修"]),
    (
        "subject-leaves",
        "层门打开期间必须设置围栏，操作人员不得离岗。",
        ["do/must 设置(围栏) | 层门打开期间", "never/forbid 离岗()"],
    ),
    (
        "phase-goes-on",
        "停工后锤头应落下，开关断开，锁好门窗。",
        ["when/must 落下(锤头) | 停工", "when/must 断开(开关) | 停工", "when/must 锁好(门窗) | 停工"],
    ),
    ("by-whom", "刀片由厨师长保管。", ["do/must 保管(刀片)"]),
    ("by-whom-adverb", "须由专人统一指挥。", ["do/must 指挥()"]),
    ("by-whom-second", "来客须登记并由值班员陪同。", ["do/must 登记(来客)", "do/must 陪同()"]),
    ("crew", "多人操作时，必须一人指挥。", ["when/must 指挥() | 多人操作"]),
    ("at-least-two", "两人以上抬模。", ["do/must 抬(模)"]),
    ("chain-noun", "断电→机械通风30min以上→检测", ["do/must 断电()", "do/must 通风()", "do/must 检测()"]),
    (
        "reverse",
        "先断负荷开关，后断隔离开关；送电时顺序相反。",
        ["do/must 断(负荷开关)", "do/must 断(隔离开关)", "when/must 相反(顺序) | 送电"],
    ),
    ("ban-no-A-no-B", "发现可疑包裹，不触摸、不移动。", ["never/forbid 触摸()+移动() | 发现可疑包裹"]),
    ("bare-gate", "不验电不接地。", ["gate/forbid 接地() | 不验电"]),
    ("ban-adjective", "装料不能过多。", ["never/forbid 过多() | 装料"]),
    ("ban-haste", "停炉后不得立即放水。", ["never/forbid 放水() | 停炉"]),
    ("ban-together", "不得两台锅炉同时排污。", ["never/forbid 排污(两台锅炉)"]),
    ("ban-side", "不准在叉臂下站立。", ["never/forbid 站立()"]),
    ("unmet-gear", "严禁无防护入池。", ["gate/forbid 入池() | 无防护"]),
    ("ban-without-word", "做饭时勿离人。", ["never/forbid 离人() | 做饭"]),
    ("refuse", "对包装破损的拒绝入库。", ["when/must 拒绝(入库) | 包装破损"]),
    ("work-noun", "做好库房通风降温工作。", ["do/must 做(库房通风降温工作)好"]),
    ("other-work", "不得进行其他作业。", ["never/forbid 进行(其他作业)"]),
    ("record", "填写记录。", ["do/must 填写(记录)"]),
    ("start-noun", "重新启动搅拌。", ["do/must 重新启动(搅拌)"]),
    ("cut-supply", "切断供氧。", ["do/must 切断(供氧)"]),
    ("sure", "确保水源充足。", ["do/must 确保(水源充足)"]),
    ("state-list", "不得使用失效、损坏的灭火器。", ["never/forbid 使用(失效、损坏的灭火器)"]),
    ("share-not", "通风并检测浓度。", ["do/must 通风()+检测(浓度)"]),
    ("whole-act", "停电、验电、装设接地线。", ["do/must 停电()+验电()+装设(接地线)"]),
    ("finish", "作业结束检查现场。", ["do/must 检查(现场) | 作业结束"]),
    ("finish-adverb", "操作完毕及时断电。", ["when/must 断电() | 操作完毕"]),
    ("together-after", "警戒到位、人员撤离后，发出信号。", ["when/must 发出(信号) | 警戒到位;人员撤离"]),
    ("aside", "冲洗15分钟，冲洗时撑开眼睑，然后就医。", ["do/must 冲洗()", "when/must 撑开(眼睑) | 冲洗", "do/must 就医()"]),
    (
        "goes-on",
        "压力超高时，应打开放空阀；并报告班长。",
        ["when/must 打开(放空阀) | 压力超高", "when/must 报告(班长) | 压力超高"],
    ),
    ("not-goes-on", "压力超高时，应打开放空阀；清扫地面。", ["when/must 打开(放空阀) | 压力超高", "do/must 清扫(地面)"]),
    (
        "after-gate",
        "确需动火，经批准后方可进行，并清理可燃物。",
        ["gate/may 进行(动火) | 确需动火;经批准", "when/must 清理(可燃物) | 确需动火"],
    ),
    ("weather", "雷雨天气不应卸油。", ["never/forbid 卸油() | 雷雨天气"]),
    ("weather-list", "雨天、大风不许登高。", ["never/forbid 登高() | 雨天、大风"]),
    ("measure", "车刀伸出长度一般不超过20mm。", ["limit/must 不超过(20mm)"]),
    ("victim", "昏迷者不可喂水。", ["never/forbid 喂(水)"]),
    ("victim-condition", "中毒者未苏醒前，不得搬运。", ["gate/forbid 搬运() | 中毒者未苏醒前"]),
    ("rescuer", "施救者不得摘面罩。", ["never/forbid 摘(面罩)"]),
    ("still-check", "检查锤头有无裂纹，螺栓是否松动。", ["do/must 检查(锤头)有无裂纹+检查(螺栓)是否松动"]),
    ("glued-before", "盘车前须切断电源。", ["do/must 切断(电源) | 盘车前"]),
    ("swallowed-duty", "电解液不足应补加蒸馏水。", ["when/must 补加(蒸馏水) | 电解液不足"]),
    ("advice-for", "清洗组件宜在早晚进行。", ["do/must 清洗(组件)"]),
    ("manner-duty", "滴加混酸须缓慢均匀。", ["do/must 滴加(混酸)"]),
]


@pytest.mark.parametrize(("clause", "steps"), [pytest.param(c, s, id=i) for i, c, s in CLAUSES])
def test_clause_reads_as(clause: str, steps: list[str]) -> None:
    assert briefs(clause) == steps


# (clause, roles of its acts)
ROLES = [
    ("每隔2小时巡视重点部位。", [("manner", "每隔2小时")]),
    ("绝缘工具每半年试验一次。", [("manner", "每半年")]),
    ("定期清洗油烟管道。", [("manner", "定期")]),
    ("从高处严禁抛掷物件。", [("source", "高处")]),
    ("在坡道上不应停车。", [("place", "坡道上")]),
    ("沿爬梯下坑。", [("direction", "爬梯")]),
    ("并与作业人员保持联系。", [("partner", "作业人员")]),
    ("实习人员须在师傅带领下操作。", [("manner", "师傅带领下")]),
    ("不得同车装运。", [("manner", "同车")]),
    ("从上往下清理。", [("manner", "从上往下")]),
    ("将重物吊离地面。", [("goal", "地面")]),
    ("将检修开关置于检修位。", [("goal", "检修位")]),
    ("对设备断电。", []),
    ("监护人应在池外全程监护。", [("place", "池外"), ("manner", "全程")]),
    ("不准单点起吊。", [("manner", "单点")]),
    ("停炉后不得立即放水。", [("manner", "立即")]),
    ("不得与油漆混放。", [("partner", "油漆")]),
    ("应立即停机。", []),
]


@pytest.mark.parametrize(("clause", "roles"), ROLES, ids=[c for c, _ in ROLES])
def test_roles(clause: str, roles: list[tuple[str, str]]) -> None:
    assert [(r.name, r.text) for s in read(clause).steps for a in s.acts for r in a.roles] == roles


# (clause, actor of its last step)
ACTORS = [
    ("须由专人统一指挥。", "专人"),
    ("刀片由厨师长保管。", "厨师长"),
    ("检修时应切断总电源，设专人监护。", "专人"),
    ("来客须登记并由值班员陪同。", "值班员"),
    ("多人操作时，必须一人指挥。", "一人"),
    ("两人以上抬模。", "两人以上"),
    ("检查人员方可进入。", "检查人员"),
    ("平台上有人严禁移动。", ""),
    ("昏迷者不可喂水。", ""),
    ("施救者不得摘面罩。", "施救者"),
    ("并与作业人员保持联系。", ""),
    ("扶梯拆除后，严禁载人。", ""),
]


@pytest.mark.parametrize(("clause", "actor"), ACTORS, ids=[c for c, _ in ACTORS])
def test_actor(clause: str, actor: str) -> None:
    assert read(clause).steps[-1].actor == actor


FIGURES = [
    ("检测合格（氧含量19.5%～23.5%）后方可进入。", ["19.5%～23.5%"]),
    ("水位低于下限（轻微缺水）时，应上水。", []),
]


@pytest.mark.parametrize(("clause", "figures"), FIGURES, ids=[c for c, _ in FIGURES])
def test_figures_of_a_bracket_stay_with_their_step(clause: str, figures: list[str]) -> None:
    assert [q.text for s in read(clause).steps for q in s.quantities] == figures


def test_a_frequency_anywhere_in_the_clause() -> None:
    (step,) = read("每班至少冲洗水位计一次。").steps
    assert [(q.text, q.bound, q.role) for q in step.quantities] == [("一次", "min", "frequency")]


def test_an_attribute_denies_no_condition() -> None:
    (step,) = read("使用非防爆工具时应报告。").steps
    assert not step.conditions[0].negated
