"""Steps made by hand, so that the judge's tests do not depend on the analysis."""

from __future__ import annotations

from mnemo.lexicon.numerals import number_of, read_numbers
from mnemo.types import Act, Condition, Quantity, Step, StepKind

__all__ = ["CARDS"]


def condition(text: str, negated: bool = False, role: str = "precondition", marker: str = "") -> Condition:
    return Condition(text, role, negated, marker=marker)  # type: ignore[arg-type]


def step(
    number: int, kind: StepKind, text: str, verb: str, *objects: str, conditions: tuple[Condition, ...] = (), after: tuple[str, ...] = (),
    critical: bool = False, actor: str = "", order: str = "", hazard: str = "", implied: tuple[str, ...] = (),
) -> Step:  # fmt: skip
    """A step with one act; its polarity follows from its kind and text."""
    forbid = kind in ("never", "limit") or (kind == "gate" and "方可" not in text)
    polarity = "forbid" if forbid else "may" if kind in ("gate", "may") else "must"
    quantities = tuple(
        Quantity(text[n.start : n.end], n.said, n.said_unit, n.bound, high=n.said_high) for n in read_numbers(text)
    )
    assert all(number_of(q).value for q in quantities)
    acts = (Act(verb, objects),) if verb else ()
    return Step(
        f"s{number}", kind, polarity, text, ((number * 100, number * 100 + len(text)),), acts, conditions, actor=actor, hazard=hazard,
        order=order, quantities=quantities, after=after, implied_after=implied, critical=critical,
    )  # fmt: skip


POOL = (
    step(1, "do", "先通风30min以上", "通风", order="先"),
    step(2, "do", "再检测氧含量", "检测", "氧含量", after=("s1",), order="再"),
    step(3, "gate", "未经审批任何人不得下池", "下池", conditions=(condition("未经审批", True),), critical=True),
    step(4, "gate", "检测合格后方可进入", "进入", conditions=(condition("检测合格"),), critical=True),
    step(5, "do", "佩戴空气呼吸器", "佩戴", "空气呼吸器", critical=True),
    step(6, "never", "严禁向池内充纯氧", "充", "纯氧", critical=True),
    step(7, "when", "发现泄漏立即向上风方向撤离", "撤离", conditions=(condition("发现泄漏", role="trigger"),), critical=True),
    step(8, "limit", "照明电压不得超过12V", "超过", "12V"),
    step(9, "never", "不准无关人员靠近洞口", "靠近", "洞口", actor="无关人员"),
    step(10, "hazard", "易发生硫化氢中毒", "", hazard="硫化氢中毒"),
)
MACHINE = (
    step(1, "do", "先切断电源", "切断", "电源", order="先", critical=True),
    step(2, "do", "再挂警示牌", "挂", "警示牌", after=("s1",), order="再"),
    step(3, "gate", "护罩未关严禁开机", "开机", conditions=(condition("护罩未关", True),), critical=True),
    step(4, "never", "严禁戴手套操作", "戴", "手套", critical=True),
    step(5, "do", "关闭排气阀", "关闭", "排气阀"),
    step(6, "do", "每班检查油位", "检查", "油位"),
    step(7, "gate", "指挥信号不清不得起吊", "起吊", conditions=(condition("指挥信号不清", True, "trigger"),), critical=True),
    step(8, "gate", "未停机不得清理粘料", "清理", "粘料", conditions=(condition("未停机", True),), critical=True),
    step(9, "do", "工作结束后清扫现场", "清扫", "现场", implied=("s6",)),
    step(10, "do", "人站在砂轮侧面", "站在", "砂轮侧面"),
    step(11, "do", "由挂牌人本人摘牌", "摘牌", actor="挂牌人"),
)
TANK = (
    step(1, "when", "漏油堵不住，撤至150m以外", "撤至", "150m以外", conditions=(condition("漏油堵不住", True, "trigger"),), critical=True),
    step(2, "when", "切断非防爆电源须到配电间", "到", "配电间", conditions=(condition("切断非防爆电源", role="trigger"),)),
)
HOIST = (
    step(1, "do", "盘车两圈无卡阻", "盘车", "无卡阻"),
    step(2, "never", "千万不要爬上灶台打开烟道口查看", "爬上", "灶台"),
    step(3, "never", "装有铝液的包不可无人看守", "看守", "装有铝液的包", critical=True),
    step(4, "when", "转运时非转运人员一律退出通道5m外", "退出", "通道", conditions=(condition("转运", role="trigger"),), actor="非转运人员"),
    step(5, "do", "延时5分钟再停止主机", "停止", "主机"),
    step(6, "do", "先测氧", "测氧", order="先"),
    step(7, "do", "后测可燃气", "测", "可燃气"),
)
CARDS: dict[str, tuple[Step, ...]] = {"pool": POOL, "machine": MACHINE, "tank": TANK, "hoist": HOIST}
