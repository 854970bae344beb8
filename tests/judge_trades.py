"""Cards of invented trades as the analysis read them in November 2026, frozen so that the judge's tests do not depend on it."""

from __future__ import annotations

from mnemo.types import Act, Condition, Quantity, Role, Step

__all__ = ["TRADES"]

TRADES: dict[str, tuple[Step, ...]] = {
    "shop": (
        Step(id="s1", kind="do", polarity="must", text="操作前必须先戴好工作帽", spans=((14, 25),), acts=(Act(verb="戴好", objects=("工作帽",)),), conditions=(Condition(text="操作前", role="phase", doable=True, verb="操作"),), modality="必须", order="先"),
        Step(id="s2", kind="do", polarity="must", text="再开机", spans=((26, 29),), acts=(Act(verb="开机"),), conditions=(Condition(text="操作前", role="phase", scope="inherited", doable=True, verb="操作"),), order="再", after=("s1",)),
        Step(id="s3", kind="when", polarity="must", text="停机后切断电源", spans=((34, 41),), acts=(Act(verb="切断", objects=("电源",)),), conditions=(Condition(text="停机", role="trigger", verb="停机"),), implied_after=("s2",), critical=True),
        Step(id="s4", kind="limit", polarity="forbid", text="吊具额定起重量不得小于模具重量", spans=((46, 61),), acts=(Act(verb="小于", objects=("模具重量",)),), topic="吊具额定起重量", modality="不得"),
        Step(id="s5", kind="when", polarity="must", text="换模时两人配合", spans=((66, 73),), acts=(Act(verb="配合"),), conditions=(Condition(text="换模", role="trigger", doable=True, verb="换模"),), actor="两人", quantities=(Quantity(text="两人", value="2", unit="人", role="count"),), implied_after=("s3",)),
        Step(id="s6", kind="do", polarity="must", text="一人指挥", spans=((74, 78),), acts=(Act(verb="指挥"),), actor="一人"),
        Step(id="s7", kind="limit", polarity="forbid", text="油温不得超过60℃", spans=((83, 92),), acts=(Act(verb="超过", objects=("60℃",)),), topic="油温", modality="不得", quantities=(Quantity(text="不得超过60℃", value="60", unit="℃", bound="max", measure="油温"),)),
        Step(id="s8", kind="do", polarity="must", text="每班至少润滑2次", spans=((97, 105),), acts=(Act(verb="润滑", roles=(Role(name="manner", text="每班"),)),), quantities=(Quantity(text="2次", value="2", unit="次", bound="min", role="frequency"),), implied_after=("s6",)),
        Step(id="s9", kind="never", polarity="forbid", text="严禁用普通扳手紧固螺栓", spans=((110, 121),), acts=(Act(verb="用", objects=("普通扳手紧固螺栓",)),), modality="严禁", critical=True),
        Step(id="s10", kind="do", polarity="must", text="用专用扳手紧固螺栓", spans=((126, 135),), acts=(Act(verb="用", objects=("专用扳手紧固螺栓",)),), implied_after=("s8",)),
        Step(id="s11", kind="never", polarity="forbid", text="不合格的吊具不得使用", spans=((140, 150),), acts=(Act(verb="使用", objects=("不合格的吊具",)),), topic="不合格的吊具", modality="不得", critical=True),
        Step(id="s12", kind="do", polarity="must", text="作业结束后清扫现场", spans=((156, 165),), acts=(Act(verb="清扫", objects=("现场",)),), conditions=(Condition(text="作业结束", role="phase", doable=True, verb="作业", object="结束"),), implied_after=("s10",)),
    ),
    "pit": (
        Step(id="s1", kind="gate", polarity="may", text="氧含量19.5%~23.5%、硫化氢不大于10mg/m3方可进入池内作业", spans=((13, 49),), acts=(Act(verb="进入", objects=("池内",)), Act(verb="作业")), conditions=(Condition(text="氧含量19.5%~23.5%、硫化氢不大于10mg/m3", role="precondition", subject="氧含量19.5%~23.5%、硫化氢", verb="不大于", object="10mg/m3"),), gate="state", modality="方可", order="方可", quantities=(Quantity(text="19.5%~23.5%", value="19.5", unit="%", bound="range", role="threshold", high="23.5", measure="氧含量"), Quantity(text="不大于10mg/m3", value="10", unit="mg/m³", bound="max", role="threshold", measure="硫化氢")), critical=True),
        Step(id="s2", kind="when", polarity="must", text="发现有人中毒，应将其移至上风处", spans=((54, 60), (61, 69)), acts=(Act(verb="移", objects=("其",), roles=(Role(name="goal", text="上风处"),)),), conditions=(Condition(text="发现有人中毒", role="trigger", verb="发现", object="有人中毒"),), modality="应", implied_after=("s1",), critical=True),
        Step(id="s3", kind="when", polarity="must", text="呼吸停止的立即进行人工呼吸", spans=((70, 83),), acts=(Act(verb="进行", objects=("人工呼吸",)),), conditions=(Condition(text="发现有人中毒", role="trigger", scope="inherited", verb="发现", object="有人中毒"), Condition(text="呼吸停止", role="trigger", subject="呼吸", verb="停止")), urgent=True, critical=True),
        Step(id="s4", kind="when", polarity="must", text="眼睛溅入碱液，立即用清水冲洗15min", spans=((88, 94), (95, 107)), acts=(Act(verb="冲洗", roles=(Role(name="tool", text="清水"),)),), conditions=(Condition(text="眼睛溅入碱液", role="trigger", subject="眼睛", verb="溅入", object="碱液"),), urgent=True, quantities=(Quantity(text="15min", value="15", unit="min", role="duration", measure="清水"),), implied_after=("s3",), critical=True),
        Step(id="s5", kind="do", polarity="must", text="皮肤接触碱液", spans=((112, 118),), acts=(Act(verb="接触", objects=("碱液",)),), topic="皮肤", implied_after=("s4",)),
        Step(id="s6", kind="do", polarity="must", text="立即用清水冲洗10min", spans=((119, 131),), acts=(Act(verb="冲洗", roles=(Role(name="tool", text="清水"),)),), urgent=True, quantities=(Quantity(text="10min", value="10", unit="min", role="duration", measure="清水"),), critical=True),
        Step(id="s7", kind="gate", polarity="forbid", text="恢复供电前，任何人不得进入配电间", spans=((136, 141), (142, 152)), acts=(Act(verb="进入", objects=("配电间",)),), conditions=(Condition(text="恢复供电前", role="phase", doable=True, verb="恢复", object="供电"),), gate="event", actor="任何人", modality="不得", critical=True),
        Step(id="s8", kind="limit", polarity="forbid", text="照明电压不得超过12V", spans=((157, 168),), acts=(Act(verb="超过", objects=("12V",)),), topic="照明电压", modality="不得", quantities=(Quantity(text="不得超过12V", value="12", unit="V", bound="max", measure="照明电压"),)),
        Step(id="s9", kind="do", polarity="must", text="进入前至少通风30min", spans=((173, 185),), acts=(Act(verb="通风"),), conditions=(Condition(text="进入前", role="phase", doable=True, verb="进入"),), quantities=(Quantity(text="30min", value="30", unit="min", bound="min", role="duration"),), implied_after=("s6",), critical=True),
    ),
    "lift": (
        Step(id="s1", kind="gate", polarity="forbid", text="主电源没有断开，严禁盘车", spans=((12, 19), (20, 24)), acts=(Act(verb="盘车"),), conditions=(Condition(text="主电源没有断开", role="precondition", negated=True, doable=True, subject="主电源", verb="断开"),), gate="event", modality="严禁", critical=True),
        Step(id="s2", kind="do", polarity="must", text="断开主电源", spans=((29, 34),), acts=(Act(verb="断开", objects=("主电源",)),), critical=True),
        Step(id="s3", kind="do", polarity="must", text="挂禁止合闸警示牌", spans=((35, 45),), acts=(Act(verb="挂", objects=("禁止合闸警示牌",)),), critical=True),
        Step(id="s4", kind="when", polarity="must", text="盘车须两人配合", spans=((50, 57),), acts=(Act(verb="配合"),), conditions=(Condition(text="盘车", role="trigger", doable=True, verb="盘车"),), actor="两人", modality="须", quantities=(Quantity(text="两人", value="2", unit="人", role="count"),), implied_after=("s3",)),
        Step(id="s5", kind="do", polarity="must", text="一人松闸", spans=((58, 62),), acts=(Act(verb="松闸"),), actor="一人"),
        Step(id="s6", kind="do", polarity="must", text="一人盘车", spans=((63, 67),), acts=(Act(verb="盘车"),), actor="一人"),
        Step(id="s7", kind="when", polarity="must", text="确认轿厢在开锁区后停止盘车", spans=((72, 85),), acts=(Act(verb="停止", objects=("盘车",)),), conditions=(Condition(text="确认轿厢在开锁区", role="trigger", doable=True, verb="确认", object="轿厢在开锁区"),), implied_after=("s6",)),
        Step(id="s8", kind="do", polarity="must", text="打开层门", spans=((90, 94),), acts=(Act(verb="打开", objects=("层门",)),), implied_after=("s7",)),
        Step(id="s9", kind="do", polarity="must", text="协助乘客撤离", spans=((95, 101),), acts=(Act(verb="协助", objects=("乘客",)), Act(verb="撤离")), critical=True),
        Step(id="s10", kind="never", polarity="forbid", text="不得用手扒门", spans=((106, 112),), acts=(Act(verb="扒门", roles=(Role(name="tool", text="手", restrictor=True),)),), modality="不得", critical=True),
    ),
    "drum": (
        Step(id="s1", kind="do", polarity="must", text="开桶前先静置30min", spans=((13, 24),), acts=(Act(verb="静置"),), conditions=(Condition(text="开桶前", role="phase", doable=True, verb="开桶"),), order="先", quantities=(Quantity(text="30min", value="30", unit="min", role="duration"),)),
        Step(id="s2", kind="do", polarity="must", text="再慢慢开盖泄压", spans=((25, 32),), acts=(Act(verb="开盖", roles=(Role(name="manner", text="慢慢"),)), Act(verb="泄压")), conditions=(Condition(text="开桶前", role="phase", scope="inherited", doable=True, verb="开桶"),), order="再", after=("s1",), critical=True),
        Step(id="s3", kind="never", polarity="forbid", text="不准用铝制工具开桶", spans=((37, 46),), acts=(Act(verb="开桶", roles=(Role(name="tool", text="铝制工具", restrictor=True),)),), modality="不准", critical=True),
        Step(id="s4", kind="never", polarity="forbid", text="非防爆工具不得使用", spans=((51, 60),), acts=(Act(verb="使用", objects=("非防爆工具",)),), topic="非防爆工具", modality="不得", critical=True),
        Step(id="s5", kind="do", polarity="must", text="用铜制工具开桶", spans=((65, 72),), acts=(Act(verb="开桶", roles=(Role(name="tool", text="铜制工具"),)),), after=("s1", "s2")),
        Step(id="s6", kind="when", polarity="must", text="取料后罐盖应盖严", spans=((77, 85),), acts=(Act(verb="盖严", objects=("罐盖",)),), conditions=(Condition(text="取料", role="trigger", verb="取料"),), topic="罐盖", modality="应", implied_after=("s5",)),
        Step(id="s7", kind="never", polarity="forbid", text="人员不得穿化纤服装进入库区", spans=((90, 103),), acts=(Act(verb="进入", objects=("库区",), roles=(Role(name="worn", text="化纤服装", restrictor=True),)),), actor="人员", modality="不得", critical=True),
        Step(id="s8", kind="do", polarity="must", text="地面泄漏用砂土覆盖", spans=((108, 117),), acts=(Act(verb="泄漏", objects=("地面",)), Act(verb="覆盖", roles=(Role(name="tool", text="砂土"),))), topic="地面", implied_after=("s6",), critical=True),
        Step(id="s9", kind="never", polarity="forbid", text="严禁用压缩空气压料", spans=((122, 131),), acts=(Act(verb="压缩", objects=("空气压料",)),), modality="严禁", critical=True),
    ),
    "bans": (
        Step(id="s1", kind="never", polarity="forbid", text="不得把铅酸充电机给锂电池使用", spans=((7, 21),), acts=(Act(verb="使用", objects=("锂电池",)),), modality="不得", critical=True),
        Step(id="s2", kind="never", polarity="forbid", text="严禁单人进入地下泵房", spans=((26, 36),), acts=(Act(verb="进入", objects=("地下泵房",)),), actor="单人", modality="严禁", critical=True),
        Step(id="s3", kind="gate", polarity="forbid", text="库内不准使用内燃叉车，电动叉车除外", spans=((41, 51), (52, 58)), acts=(Act(verb="使用", objects=("内燃叉车",), roles=(Role(name="place", text="库内", restrictor=True),)),), conditions=(Condition(text="电动叉车", role="exception", subject="电动叉车"),), modality="不准", critical=True),
        Step(id="s4", kind="never", polarity="forbid", text="遇水燃烧的物品不得放在低处", spans=((63, 76),), acts=(Act(verb="放", objects=("遇水燃烧的物品",), roles=(Role(name="place", text="低处", restrictor=True),)),), topic="遇水燃烧的物品", modality="不得", critical=True),
        Step(id="s5", kind="never", polarity="forbid", text="酸与碱不得同库存放", spans=((81, 90),), acts=(Act(verb="存放", objects=("酸", "碱"), roles=(Role(name="manner", text="同库", restrictor=True),), join="with"),), topic="酸与碱", modality="不得", critical=True),
        Step(id="s6", kind="do", polarity="must", text="同时向池内强制送风", spans=((95, 104),), acts=(Act(verb="强制", roles=(Role(name="direction", text="池内"),)), Act(verb="送风")), critical=True),
        Step(id="s7", kind="never", polarity="forbid", text="严禁送纯氧", spans=((109, 114),), acts=(Act(verb="送纯氧"),), modality="严禁", critical=True),
        Step(id="s8", kind="do", polarity="must", text="停机前先停主机后停供料皮带", spans=((119, 132),), acts=(Act(verb="停", objects=("主机",)), Act(verb="停", objects=("供料皮带",))), conditions=(Condition(text="停机前", role="phase", verb="停机"),), order="先", implied_after=("s6",), critical=True),
        Step(id="s9", kind="when", polarity="must", text="断电后按启动按钮", spans=((137, 145),), acts=(Act(verb="按", objects=("启动按钮",)),), conditions=(Condition(text="断电", role="trigger", verb="断电"),), implied_after=("s8",), critical=True),
        Step(id="s10", kind="gate", polarity="may", text="确认启动不了才可开盖", spans=((146, 156),), acts=(Act(verb="开盖"),), conditions=(Condition(text="确认启动不了", role="precondition", doable=True, verb="确认", object="启动不了"),), gate="event", modality="才可", order="才可", after=("s9",), critical=True),
        Step(id="s11", kind="gate", polarity="forbid", text="没有空呼不许下去", spans=((162, 170),), acts=(Act(verb="下去"),), conditions=(Condition(text="没有空呼", role="precondition", negated=True, object="空呼"),), gate="state", modality="不许", critical=True),
        Step(id="s12", kind="do", polarity="must", text="打结块由上向下清", spans=((176, 184),), acts=(Act(verb="打结块"), Act(verb="清", roles=(Role(name="manner", text="由上向下"),))), implied_after=("s10",)),
        Step(id="s13", kind="do", polarity="must", text="在配电柜上锁", spans=((190, 196),), acts=(Act(verb="上锁", roles=(Role(name="place", text="配电柜"),)),), implied_after=("s12",), critical=True),
        Step(id="s14", kind="do", polarity="must", text="挂有人作业，禁止合闸牌", spans=((197, 210),), acts=(Act(verb="挂", objects=("有人作业，禁止合闸牌",)),), critical=True),
        Step(id="s15", kind="never", polarity="forbid", text="没有安全标签的危险品不得接收", spans=((216, 230),), acts=(Act(verb="接收", objects=("没有安全标签的危险品",)),), topic="没有安全标签的危险品", modality="不得", critical=True),
        Step(id="s16", kind="never", polarity="forbid", text="不准用铁棍敲打桶盖", spans=((236, 245),), acts=(Act(verb="敲打", objects=("桶盖",), roles=(Role(name="tool", text="铁棍", restrictor=True),)),), modality="不准", critical=True),
        Step(id="s17", kind="never", polarity="forbid", text="操作人员不得离开驾驶室", spans=((251, 262),), acts=(Act(verb="离开", objects=("驾驶室",)),), actor="操作人员", modality="不得", critical=True),
        Step(id="s18", kind="never", polarity="forbid", text="严禁带压拆卸管道", spans=((268, 276),), acts=(Act(verb="带压拆卸", objects=("管道",)),), modality="严禁", critical=True),
    ),
}
