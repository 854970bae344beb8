"""Saying steps: honest short names, conditions, couplets, parts."""

from __future__ import annotations

import pytest

from mnemo.compress.conditions import topics
from mnemo.compress.parts import parts, serial
from mnemo.compress.phrase import phrasings
from mnemo.compress.rows import load_bank
from mnemo.compress.slots import build_slots
from mnemo.compress.wordings import Contrast, noun_wordings, subsequence, verb_forms
from mnemo.lexicon.concepts import load_lexicon
from mnemo.speaking import speaker
from mnemo.types import Act, Condition, Quantity, Role, Step

LEXICON = load_lexicon()
SPOKEN = speaker(LEXICON.root)
BANK = load_bank(LEXICON.root)
ALONE = Contrast()


def step(kind, polarity, text, *acts, **slots):
    return Step("s1", kind, polarity, text, ((0, len(text)),), acts=acts, **slots)


def lines(value, length=7):
    said = phrasings(build_slots(value, LEXICON, ALONE, SPOKEN), BANK)
    return {p.clauses[0] for p in said if len(p.clauses) == 1 and len(p.clauses[0]) == length}


def test_a_short_form_two_things_share_is_used_for_neither():
    both = Contrast.of(["排气阀", "吸气阀"], LEXICON)
    assert "阀门" in {w.text for w in noun_wordings("排气阀", LEXICON, ALONE)}
    assert "阀门" not in {w.text for w in noun_wordings("排气阀", LEXICON, both)}


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("空气呼吸器", "面罩"),  # another thing
        ("闸", "电闸"),  # narrower: there are other 闸
        ("排气阀", "安全阀"),
    ],
)
def test_a_name_is_never_another_thing(text, never):
    assert never not in {w.text for w in noun_wordings(text, LEXICON, ALONE)}


def test_the_name_of_something_wider_is_marked():
    found = {w.text: w for w in noun_wordings("无关人员", LEXICON, ALONE)}
    assert not found["无关人员"].wider
    assert all(w.wider for text, w in found.items() if text == "人员")


def test_an_attribute_dropped_from_a_ban_costs_dearly():
    found = {w.text: w for w in noun_wordings("运转中的滚筒", LEXICON, ALONE)}
    assert found["滚筒"].wider
    assert found["滚筒"].cost > 100


def test_no_complement_in_a_ban():
    assert verb_forms("戴", LEXICON).resulting
    assert not verb_forms("戴", LEXICON, resultative=False).resulting


def test_a_one_character_verb_stands_for_itself_only():
    assert {w.text for w in verb_forms("打", LEXICON).one} == {"打"}
    assert all("打" in w.text for w in verb_forms("打", LEXICON).two)


def test_the_noun_a_verb_has_swallowed_stays():
    assert not {"进罐", "进釜"} & {w.text for w in verb_forms("下池", LEXICON).two}


@pytest.mark.parametrize(("short", "text", "is_one"), [("液阀", "供液阀门", True), ("阀液", "供液阀门", False), ("", "阀", True)])
def test_subsequence(short, text, is_one):
    assert subsequence(short, text) is is_one


def test_before_stays_in_the_topic():
    found = topics(Condition("停机", "phase", marker="前", verb="停机"), LEXICON, ALONE).plain
    assert found
    assert all("前" in w.text for w in found)


def test_a_lead_time_is_said_apart_from_its_topic():
    quantity = Quantity("15min", "15", "min", "exact", "lead")
    condition = Condition("停机前15min", "phase", verb="停机")
    found = topics(condition, LEXICON, ALONE, [(quantity, ("十五分钟", "一刻钟"))]).plain
    assert "停机前" in {w.text for w in found}
    assert not any("15" in w.text for w in found)


def test_unmet_and_met():
    condition = Condition("防护罩未关闭", "precondition", True, subject="防护罩", verb="关闭")
    found = topics(condition, LEXICON, ALONE)
    assert "护罩未关" in {w.text for w in found.unmet}
    assert not any(n in w.text for w in found.met for n in "未没不")


def test_a_met_idiom_is_not_taken_for_an_unmet_condition():
    """未经安全科同意 holds 同意, but 领导同意 would turn it round."""
    found = topics(Condition("未经安全科同意", "precondition", True, verb="同意"), LEXICON, ALONE)
    assert all(any(n in w.text for n in "未没不无非") for w in found.unmet)


def test_a_denial_behind_the_verb_is_not_doubled():
    found = topics(Condition("指挥信号不清", "trigger", True, subject="指挥信号", verb="不清"), LEXICON, ALONE)
    assert not any("不不" in w.text or "未不" in w.text for w in found.plain)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (step("do", "must", "应佩戴防毒面具", Act("佩戴", ("防毒面具",))), "防毒面具要戴牢"),
        (step("never", "forbid", "严禁卧放", Act("卧放")), "任何时候莫卧放"),
        (
            step("when", "must", "发现泄漏立即撤离", Act("撤离"), urgent=True,
                 conditions=(Condition("发现泄漏", "trigger", verb="发现", object="泄漏"),)),
            "发现泄漏快撤离",
        ),
        (
            step("gate", "forbid", "防护罩未关闭不得运转", Act("运转"),
                 conditions=(Condition("防护罩未关闭", "precondition", True, subject="防护罩", verb="关闭"),), gate="state"),
            "护罩未关莫运转",
        ),
    ],
)  # fmt: skip
def test_lines_a_foreman_would_say(value, line):
    assert line in lines(value)


def test_urgency_is_not_invented():
    calm = step("do", "must", "应撤离", Act("撤离"))
    assert not any("快" in text or "立即" in text or "马上" in text for text in lines(calm))


def test_a_ban_keeps_its_condition():
    ban = step("never", "forbid", "雷雨天禁止登高", Act("登高"), conditions=(Condition("雷雨天", "trigger"),))
    assert lines(ban)
    assert all("雷" in text or "雨" in text for text in lines(ban))


def test_an_inner_not_makes_a_duty():
    """不准不加盖: never said as 莫加盖."""
    value = step("never", "forbid", "不准不加盖", Act("加盖", negated=True))
    assert not any(text.endswith(("莫加盖", "不加盖")) or "不许" in text for text in lines(value))


def test_acts_that_are_one_event_are_banned_together():
    value = step("never", "forbid", "严禁戴手套操作钻床", Act("戴", ("手套",)), Act("操作", ("钻床",)))
    assert serial(value)
    assert parts(value) == (value,)
    assert lines(value)
    assert all("钻" in text or "操作" in text for text in lines(value))


def test_two_banned_acts_may_be_banned_apart():
    assert len(parts(step("never", "forbid", "禁止吸烟、使用明火", Act("吸烟"), Act("使用", ("明火",))))) >= 1
    assert not serial(step("never", "forbid", "禁止吸烟、动火", Act("吸烟"), Act("动火")))


def test_first_a_then_b_is_not_two_duties():
    value = step("do", "must", "先开排风后喷漆", Act("开", ("排风",)), Act("喷漆"), order="先")
    assert parts(value) == (value,)


def test_every_precondition_of_a_ban_may_stand_alone():
    value = step(
        "gate", "forbid", "未佩戴呼吸器和安全绳不得进入", Act("进入"),
        conditions=(Condition("未佩戴呼吸器和安全绳", "precondition", True, verb="佩戴", object="呼吸器和安全绳"),),
    )  # fmt: skip
    assert [p.conditions[0].object for p in parts(value)] == ["呼吸器", "安全绳"]


def test_worn_is_never_left_out_of_a_ban():
    value = step("never", "forbid", "严禁戴手套操作", Act("操作", roles=(Role("worn", "手套", True),)))
    assert lines(value)
    assert all("手套" in text or "戴套" in text for text in lines(value))
