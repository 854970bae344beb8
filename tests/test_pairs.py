"""有X必有Y comes out of real text: a part and the guard it must have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnemo.drafting import _guarded
from mnemo.pipeline import Workshop
from mnemo.settings import Settings

SHOP = Workshop(Settings(forms=("youbiyou",)))


def texts(source):
    result = SHOP.simplify(SHOP.document("岗位操作卡\n" + source, "x"))
    return [c.text for card in result.cards for c in card.candidates]


def test_parts_and_their_guards_make_one_line():
    assert texts("1、检修平台必须设置护栏。\n2、地面孔洞必须加盖板。\n3、停机后切断电源。\n") == ["有台必有栏、有洞必有盖。"]


@pytest.mark.parametrize(
    "source",
    [
        "1、检修平台必须设置护栏。\n2、停机后切断电源。\n",  # one pair is no list
        "1、不得拆除检修平台的护栏。\n2、不准移开地面孔洞的盖板。\n",  # bans
    ],
)
def test_no_pairs_no_line(source):
    assert texts(source) == []


def test_a_condition_keeps_a_step_out():
    document = SHOP.document("岗位操作卡\n1、停机后地面孔洞必须加盖板。\n2、停机后平台必须设置护栏。\n", "x")
    (analysis,) = SHOP.analyse(document.cards)
    conditional = [s for s in analysis.steps if s.conditions]
    assert len(conditional) == 2
    assert [_guarded(s, SHOP.lexicon) for s in conditional] == [("", ""), ("", "")]
    plain = [replace(s, conditions=()) for s in conditional]
    assert all(all(_guarded(s, SHOP.lexicon)) for s in plain)  # it is the condition that keeps them out
