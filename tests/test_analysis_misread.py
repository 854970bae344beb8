"""Bans, limits and cases that were read wrong or lost once: each row reads right, its look-alike is left alone."""

from __future__ import annotations

import pytest
from analysis_cases import briefs, read

# (id, clause, steps in short notation)
CLAUSES = [
    ("calm-first", "发现有人触电不要惊慌先断电。", ["never/forbid 惊慌() | 发现有人触电", "when/must 断电() | 发现有人触电"]),
    ("not-there", "吊臂不在人员上方通过。", ["never/forbid 通过(吊臂)"]),
    ("not-there-list", "起吊时做到不斜拉、不超载、不在人员上方通过。", ["never/forbid 斜拉()+超载()+通过() | 起吊"]),
    ("not-there-state", "人员不在现场时不得开机。", ["gate/forbid 开机() | 不在现场"]),
    ("defined-case", "水位低于最低安全水位为缺水，此时严禁上水。", ["never/forbid 上水() | 水位低于最低安全水位;此时"]),
    ("definition-alone", "叫得出水的为轻微缺水。", []),
    ("inside-machine", "严禁将手伸入运转的搅拌机内。", ["never/forbid 伸入(手)"]),
    ("named-by-verbs", "立即将联动控制转入自动。", ["do/must 转入(联动控制)"]),
    ("named-by-noun", "将开关扳到零位。", ["do/must 扳(开关)"]),
    ("moved-to", "将伤员移至室外。", ["do/must 移至(伤员)"]),
    ("bound-of-an-act", "停电后应等待不少于半小时。", ["when/must 等待()不少于半小时 | 停电"]),
    ("figure-alone", "潮湿场所24V。", ["limit/must 24V(潮湿场所)"]),
    ("figure-of-time", "作业时间30分钟。", []),
    ("figure-of-heads", "监护人2人。", []),
    ("bound-with-case", "温度高于80℃时压力不大于1MPa。", ["limit/must 不大于(1MPa) | 温度高于80℃"]),
    ("act-with-case", "温度高于80℃时打开阀门。", ["when/must 打开(阀门) | 温度高于80℃"]),
]


@pytest.mark.parametrize(("clause", "steps"), [pytest.param(c, s, id=i) for i, c, s in CLAUSES])
def test_clause_reads_as(clause: str, steps: list[str]) -> None:
    assert briefs(clause) == steps


def test_a_bound_under_a_heading_is_a_limit() -> None:
    found = read("速度不大于5km/h。", lead="行驶：").steps
    assert [(step.kind, step.polarity) for step in found] == [("limit", "must")]
