"""A notice or plan is no procedure: it yields no steps and says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.text.document import build_document
from mnemo.text.genre import COLUMNS, is_policy

CORPORA = Path(__file__).parent.parent / "corpora"
NOTICE = """关于印发《推行两单两卡工作方案》的通知
各镇人民政府，各街道办事处，各有关企业：现印发你们，请抓好落实。
一、指导思想　贯彻落实上级部署，坚持安全第一。
二、工作目标　全面推行，严禁形式主义。
三、保障措施　各部门要加强组织领导，严格督导。"""


def test_a_notice_gives_no_step_and_says_so():
    document = build_document(NOTICE, "通知.txt")
    assert {b.role for card in document.cards for b in card.blocks} <= {"title", "heading", "meta", "frame", "note", "label"}
    assert [f.rule for f in document.findings] == ["policy-paper"]


def test_naming_the_kind_overrides_it():
    document = build_document(NOTICE, "通知.txt", kind="duty")
    assert any(b.role == "item" for card in document.cards for b in card.blocks)
    assert not document.findings


@pytest.mark.parametrize("path", sorted([*CORPORA.glob("tune/*.toml"), *CORPORA.glob("sample/*.toml")]), ids=lambda p: p.stem)
def test_no_procedure_is_taken_for_a_notice(path):
    assert not is_policy(tomllib.loads(path.read_text(encoding="utf-8"))["text"])


@pytest.mark.parametrize("row", read_rows(lexicon_root(), "policies", COLUMNS), ids=lambda r: r["phrase"])
def test_every_phrase_stands_in_its_example(row):
    assert row["phrase"] in row["example"]
