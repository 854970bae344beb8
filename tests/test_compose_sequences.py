"""Sequence forms: offered exactly when the text has what they need, and fitting their own form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnemo.compose import SequenceItem, compose_sequence
from mnemo.compose.chains import chains, edges
from mnemo.errors import UsageError
from mnemo.forms import fit, load_form
from mnemo.types import Phrasing


def item(name, *shorts, after="", implied="", says=True, **more):
    sayings = tuple(Phrasing((t,), (name,), 10 * i, 1.0, says_condition=says) for i, t in enumerate(shorts))
    verb = more.pop("verb", shorts[0][0] if shorts else "")
    return SequenceItem((name,), verb, sayings, after=tuple(after.split()), implied_after=tuple(implied.split()), **more)


def texts(draft, role="step"):
    return [x.text for x in draft.lines if x.role == role]


def fits(form, draft):
    return fit(load_form(form), [x.text for x in draft.lines], lambda text: pytest.fail("asked for a rhyme"))


SPACE = (
    item("s1", "通风", "先排风", critical=True),
    item("s2", "检测", "测氧气", after="s1", critical=True),
    item("s3", "作业", "后进池", after="s2", polarity="may"),
)
LOCK = tuple(
    item(f"s{i}", text, text[0] + "好" + text[1], implied=f"s{i - 1}" if i else "")
    for i, text in enumerate(["停机", "断电", "挂牌", "验电"])
)


def test_shunxujue():
    drafts = compose_sequence(load_form("顺序诀"), SPACE)
    assert texts(drafts[0]) == ["先通风", "再检测", "后作业"]
    assert texts(drafts[1]) == ["先先排风", "再测氧气", "后后进池"]
    assert [x.steps for x in drafts[0].lines] == [("s1",), ("s2",), ("s3",)]
    assert (drafts[0].scope, drafts[0].missing, drafts[0].form) == ("full", (), "shunxujue")
    assert all(fits("shunxujue", d) == () for d in drafts)


@pytest.mark.parametrize(
    "items",
    [
        SPACE[:2],  # two steps are no sequence
        (SPACE[0], item("s2", "检测"), SPACE[2]),  # an edge is missing
        (SPACE[0], item("s2", "测氧气", after="s1"), item("s3", "作业", after="s2")),  # no equal lengths
        (SPACE[0], item("s2", "检测", after="s1", polarity="forbid"), SPACE[2]),  # a ban is no step of it
        (SPACE[0], item("s2", "检测", after="s1", polarity="may"), item("s3", "作业", after="s2")),  # 可 only at the end
        (SPACE[0], item("s2", "通风", after="s1"), SPACE[2]),  # the same words twice
        LOCK,  # numbering alone is no 先后
        (),
    ],
)
def test_no_shunxujue_without_a_chain(items):
    assert compose_sequence(load_form("顺序诀"), items) == ()


def test_a_chain_never_jumps_over_a_step():
    items = (SPACE[0], item("s2", "测氧气体", after="s1"), item("s3", "穿戴", after="s1 s2"), item("s4", "作业", after="s3"))
    assert edges(items, True) == [[1], [2], [3], []]
    found = list(chains(items, True, 2, 5, lambda i: len(i.shorts[0].clauses[0]) == 2))
    assert [[i.steps[0] for i in run] for run in found] == [["s3", "s4"]]
    assert compose_sequence(load_form("顺序诀"), items) == ()


def test_critical_steps_come_first_and_the_rest_is_missing():
    items = [item(f"s{i}", f"做{c}", after=f"s{i - 1}" if i else "", critical=i >= 2) for i, c in enumerate("甲乙丙丁戊己庚")]
    (first, *_) = compose_sequence(load_form("顺序诀"), items)
    assert [x.steps[0] for x in first.lines] == ["s2", "s3", "s4", "s5", "s6"]
    assert first.missing == ("s0", "s1")
    assert first.scope == "critical"
    assert texts(first)[0] == "先做丙"


def test_conditions_need_a_title():
    silent = [item(f"s{i}", t, after=f"s{i - 1}" if i else "", says=False, context="泄漏", heading="大量泄漏")
              for i, t in enumerate(["停泵", "关阀", "报警"])]  # fmt: skip
    (draft,) = compose_sequence(load_form("顺序诀"), silent)
    assert texts(draft, "heading") == ["大量泄漏"]
    bare = [SequenceItem(i.steps, i.verb, i.shorts, after=i.after, context=i.context) for i in silent]
    assert compose_sequence(load_form("顺序诀"), bare) == ()
    mixed = [*silent[:2], item("s2", "报警", after="s1")]
    assert compose_sequence(load_form("顺序诀"), mixed) == ()


def test_shuxujue_and_dongzuo_take_numbered_steps():
    (draft, *_) = compose_sequence(load_form("数序诀"), LOCK)
    assert texts(draft) == ["一停机", "二断电", "三挂牌", "四验电"]
    assert fits("shuxujue", draft) == ()
    (draft, *_) = compose_sequence(load_form("动作序列"), LOCK)
    assert texts(draft) == ["停机", "断电", "挂牌", "验电"]
    assert fits("dongzuo", draft) == ()


def test_numbered_steps_of_two_sections_do_not_mix():
    items = [SequenceItem(i.steps, i.verb, i.shorts, implied_after=i.implied_after, section=s)
             for i, s in zip(LOCK, "甲甲乙乙", strict=True)]  # fmt: skip
    assert compose_sequence(load_form("数序诀"), items) == ()


def test_shouzijue():
    (draft, *_) = compose_sequence(load_form("首字诀"), LOCK)
    assert texts(draft) == ["停断挂验"]
    assert texts(draft, "gloss") == ["停机", "断电", "挂牌", "验电"]
    assert draft.lines[0].steps == ("s0", "s1", "s2", "s3")
    assert fits("shouzijue", draft) == ()
    twice = (*LOCK[:3], item("s3", "停泵", implied="s2"))
    assert compose_sequence(load_form("首字诀"), twice) == ()
    assert compose_sequence(load_form("首字诀"), LOCK[:3]) == ()


BANS = tuple(
    item(f"s{i}", verb="吊", topics=(t, "某" + t), polarity="forbid", context=t) for i, t in enumerate(["超载", "歪拉", "散装"])
)


def test_nbu():
    drafts = compose_sequence(load_form("N不N必清单"), BANS)
    assert texts(drafts[0], "heading") == ["三不吊"]
    assert texts(drafts[0]) == ["超载不吊", "歪拉不吊", "散装不吊"]
    assert all(fits("nbu", d) == () for d in drafts)
    duties = [item(f"d{i}", verb="查", topics=(t,)) for i, t in enumerate(["油位", "接地", "护罩"])]
    (draft,) = compose_sequence(load_form("nbu"), duties)
    assert texts(draft, "heading") == ["三必查"]
    assert texts(draft)[0] == "油位必查"
    assert draft.cost == 0
    chained = [duties[0], *(item(f"d{i}", verb="查", topics=(t,), after=f"d{i - 1}") for i, t in ((1, "接地"), (2, "护罩")))]
    assert compose_sequence(load_form("nbu"), chained) == ()  # a sequence is no list
    silent = [item(f"d{i}", "查" + t, verb="查", topics=(t,), says=False) for i, t in enumerate(["油位", "接地", "护罩"])]
    assert compose_sequence(load_form("nbu"), silent) == ()  # each holds only under a condition


def test_nbu_counts_its_rows_and_mixes_nothing():
    assert compose_sequence(load_form("nbu"), BANS[:2]) == ()
    other = (*BANS[:2], item("s9", verb="开", topics=("散装",), polarity="forbid"))
    assert compose_sequence(load_form("nbu"), other) == ()
    mixed = (*BANS[:2], item("s9", verb="吊", topics=("散装",)))
    assert compose_sequence(load_form("nbu"), mixed) == ()
    foreign = (*BANS[:2], item("s9", verb="吊", topics=("散装",), polarity="forbid", context="夜间"))
    assert compose_sequence(load_form("nbu"), foreign) == ()
    many = [
        item(f"s{i}", verb="吊", topics=(f"甲{c}",), polarity="forbid", critical=i > 2)
        for i, c in enumerate("子丑寅卯辰巳午未申酉戌亥")
    ]
    (draft,) = compose_sequence(load_form("nbu"), many)
    assert texts(draft, "heading") == ["十不吊"]
    assert len(texts(draft)) == 10
    assert draft.missing == ("s1", "s2")


def test_youbiyou():
    rows = [("台", "栏"), ("轴", "套"), ("轧点", "挡板"), ("轮", "罩")]
    items = [item(f"s{i}", pair=p) for i, p in enumerate(rows)]
    (draft,) = compose_sequence(load_form("有X必有Y"), items)
    assert texts(draft) == ["有台必有栏", "有轴必有套", "有轮必有罩"]
    assert draft.missing == ("s2",)
    assert fits("youbiyou", draft) == ()
    assert compose_sequence(load_form("有X必有Y"), items[:1]) == ()
    long = [item(f"s{i}", pair=(p[0] * 4, p[1])) for i, p in enumerate(rows)]
    assert compose_sequence(load_form("有X必有Y"), long) == ()
    banned = [item(f"s{i}", pair=p, polarity="forbid") for i, p in enumerate(rows)]
    assert compose_sequence(load_form("有X必有Y"), banned) == ()


def test_metric_forms_are_refused_and_runs_repeat():
    with pytest.raises(UsageError, match="七言"):
        compose_sequence(load_form("七言"), SPACE)
    form = load_form("数序诀")
    assert compose_sequence(form, LOCK) == compose_sequence(form, LOCK)
    assert len(compose_sequence(form, LOCK, k=1)) == 1


def test_a_form_without_lead_words_for_so_many_rows_is_silent():
    form = load_form("顺序诀")
    four = replace(form, selector=replace(form.selector, leads=(("先", "再", "后"),)))
    items = [item(f"s{i}", t, after=f"s{i - 1}" if i else "") for i, t in enumerate(["停机", "断电", "挂牌", "验电"])]
    assert {len(d.lines) for d in compose_sequence(four, items)} == {3}


def test_the_search_for_runs_is_capped(monkeypatch):
    monkeypatch.setattr("mnemo.compose.sequences.MOST_RUNS", 1)
    items = [item(f"s{i}", f"做{c}", after=f"s{i - 1}" if i else "") for i, c in enumerate("甲乙丙丁")]
    assert len(compose_sequence(load_form("顺序诀"), items)) == 1
