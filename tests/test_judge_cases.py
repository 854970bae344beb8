"""The judge, row by row: verses against cards made by hand, and the findings they must bring."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest
from judge_cards import CARDS as HAND
from judge_trades import TRADES

from mnemo.judge import Judge, prepare, read_verse
from mnemo.judge.registry import GUARDS
from mnemo.lexicon.concepts import load_lexicon

ROWS = list(csv.DictReader((Path(__file__).parent / "judge_cases.tsv").open(encoding="utf-8"), delimiter="\t"))
CARDS = HAND | TRADES
KNOWN_FAILURES: frozenset[str] = frozenset()
QUIET = {"missing-critical", "limit-dropped", "condition-lost", "unaligned-filler", "repeated-line"}


@lru_cache(maxsize=4)
def judge_of(card: str) -> Judge:
    return prepare(CARDS[card], load_lexicon())


def params() -> list[object]:
    mark = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(row, id=row["id"], marks=[mark] if row["id"] in KNOWN_FAILURES else []) for row in ROWS]


@pytest.mark.parametrize("row", params())
def test_case(row: dict[str, str]) -> None:
    judgement = judge_of(row["card"]).judge(read_verse(row["verse"]))
    errors = {f.rule for f in judgement.findings if f.severity == "error"}
    if row["expect"] == "-":
        assert not errors
        return
    rules = {f.rule for f in judgement.findings}
    assert row["expect"] in rules
    assert errors <= {row["expect"]}, "a row has one fault"


def test_every_guard_has_cases_either_way() -> None:
    sides = {guard: {row["expect"] == "-" for row in ROWS if row["guard"] == guard} for guard in GUARDS}
    one_sided = {"critical-said", "nothing-foreign", "times-kept"}
    assert [g for g, found in sides.items() if found != {True, False} and g not in one_sided] == []


@pytest.mark.parametrize("card", sorted(CARDS))
def test_every_step_said_in_its_own_words_passes(card: str) -> None:
    verse = "\n".join(s.text for s in CARDS[card])
    judgement = judge_of(card).judge(read_verse(verse))
    assert judgement.ok, [f for f in judgement.findings if f.severity == "error"]
    if card in HAND:  # `shop` says one wrench step twice over: the judge takes both for one
        assert judgement.missing == ()


def test_findings_name_step_and_place() -> None:
    judgement = judge_of("pool").judge(read_verse("未经审批要下池"))
    (found,) = [f for f in judgement.findings if f.severity == "error"]
    assert (found.step, found.line, found.spans) == ("s3", 0, ((300, 311),))
    assert "审批" in found.message


def test_scores_lie_between_0_and_1_and_official_words_cost_plainness() -> None:
    judge = judge_of("machine")
    plain = dict(judge.judge(read_verse("戴着手套莫操作，每班油位要检查")).scores)
    stiff = dict(judge.judge(read_verse("严禁戴手套操作，必须每班查油位")).scores)
    assert all(0 <= value <= 1 for value in (*plain.values(), *stiff.values()))
    assert stiff["plainness"] < plain["plainness"] == 1.0


def test_same_verse_same_judgement() -> None:
    verse = read_verse("先断电源，再挂警牌；护罩未关莫开机")
    assert prepare(CARDS["machine"], load_lexicon()).judge(verse) == judge_of("machine").judge(verse)


def test_clause_errors_screen_lines_for_a_step() -> None:
    judge = judge_of("machine")
    assert judge.clause_errors(("护罩未关莫开机",), ("s3",)) == ()
    assert [f.rule for f in judge.clause_errors(("护罩关好莫开机",), ("s3",))] == ["polarity-flipped"]
    assert judge.clause_errors(("护罩没关好", "千万莫开机"), ("s3",)) == ()
