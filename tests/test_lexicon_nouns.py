"""Nouns and conditions: the tables hold what docs/lexicons.md promises of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

NOUN_COLUMNS = ("concept", "class", "parent", "surfaces", "short", "example", "counter")
CONDITION_COLUMNS = ("concept", "surfaces", "forms", "role", "doable", "example", "counter")
CLASS_COLUMNS = ("class", "parent", "name", "example", "counter")
ROLES = {"trigger", "precondition", "exception", "case", "phase"}
CONCEPT_ID = re.compile(r"[a-z0-9]+(\.[A-Za-z0-9]+)*")

ROOT = lexicon_root()
NOUNS = read_rows(ROOT, "nouns", NOUN_COLUMNS)
CONDITIONS = read_rows(ROOT, "conditions", CONDITION_COLUMNS)
CLASSES = read_rows(ROOT, "classes", CLASS_COLUMNS)
BY_CONCEPT = {row["concept"]: row for row in NOUNS}


def ancestors(row: Row) -> list[str]:
    """Concepts above `row`, nearest first; ValueError on a circle."""
    chain: list[str] = []
    while parent := row["parent"]:
        if parent in chain:
            raise ValueError(f"{row['concept']}: circle through {parent}")
        chain.append(parent)
        row = BY_CONCEPT[parent]
    return chain


def pattern(surface: str) -> re.Pattern[str]:
    """A condition surface as a pattern: `*` stands for up to six 字."""
    return re.compile("[^，。；]{0,6}".join(map(re.escape, surface.split("*"))))


def faults(rows: tuple[Row, ...], check: str) -> list[str]:
    return [f"{row.id} {row['concept']}" for row in rows if not CHECKS[check](row)]


CHECKS: dict[str, Callable[[Row], object]] = {
    "class exists": lambda row: row["class"] in {c["class"] for c in CLASSES},
    "parent exists": lambda row: not row["parent"] or row["parent"] in BY_CONCEPT,
    "id is short and lower-case": lambda row: CONCEPT_ID.fullmatch(row["concept"]) and len(row["concept"]) <= 48,
    "has a surface": lambda row: row.list("surfaces"),
    "no form twice": lambda row: (
        len(set(row.list("surfaces") + row.list("short"))) == len(row.list("surfaces") + row.list("short"))
    ),
    "example holds a surface": lambda row: any(s in row["example"] for s in row.list("surfaces")),
    "example is more than the word": lambda row: row["example"] not in row.list("surfaces"),
    "counter holds a surface inside a longer word": lambda row: (
        not row["counter"] or any(s in row["counter"] and s != row["counter"] for s in row.list("surfaces"))
    ),
    "short is not longer than the longest surface": lambda row: (
        max(map(len, row.list("surfaces"))) >= max(map(len, row.list("short")), default=0)
    ),
}


@pytest.mark.parametrize("check", CHECKS)
def test_every_noun_row(check: str) -> None:
    assert faults(NOUNS, check) == []


def test_enough_nouns_and_conditions() -> None:
    assert len(NOUNS) >= 2000
    assert len(CONDITIONS) >= 350


def test_parents_make_no_circle() -> None:
    for row in NOUNS:
        assert row["concept"] not in ancestors(row)


def test_no_surface_of_more_than_three_concepts() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for row in NOUNS:
        for surface in row.list("surfaces"):
            owners[surface].append(row["concept"])
    assert {s: c for s, c in owners.items() if len(c) > 3} == {}


def test_no_short_form_is_narrower() -> None:
    """呼吸器 may not be shortened to 空呼: the short form would say a descendant."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in NOUNS:
        for surface in row.list("surfaces"):
            for above in ancestors(row):
                named[above].add(surface)
    narrower = [(r.id, r["concept"], s) for r in NOUNS for s in r.list("short") if s in named[r["concept"]]]
    assert narrower == []


NARROW = [
    ("呼吸器", "空呼"),
    ("阀门", "排气阀"),
    ("起重机", "天车"),
    ("手套", "橡胶手套"),
    ("气瓶", "氧气瓶"),
    ("防护用品", "安全帽"),
    ("气体", "煤气"),
    ("设备", "机床"),
    ("灼烫", "烫伤"),
]


@pytest.mark.parametrize(("wide", "narrow"), NARROW)
def test_narrower_name_is_no_form_of_the_wider(wide: str, narrow: str) -> None:
    rows = [row for row in NOUNS if wide in row.list("surfaces")]
    assert rows
    assert all(narrow not in row.list("surfaces") + row.list("short") for row in rows)


SAME = [
    ("行车", "天车"),
    ("桥式起重机", "天车"),
    ("钢瓶", "气瓶"),
    ("空呼", "空气呼吸器"),
    ("劳保用品", "防护用品"),
    ("试电笔", "验电笔"),
    ("救生索", "安全绳"),
    ("隔绝式呼吸器", "隔离式呼吸器"),
    ("闲杂人员", "无关人员"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_names_of_one_thing(one: str, other: str) -> None:
    assert any(one in row.list("surfaces") and other in row.list("surfaces") for row in NOUNS)


WIDER = [
    ("空气呼吸器", "呼吸器"),
    ("橡胶手套", "手套"),
    ("排气阀", "阀"),
    ("氧气瓶", "瓶"),
    ("防毒面具", "面具"),
    ("作业票", "票"),
    ("钢丝绳", "绳"),
    ("稀释剂", "稀料"),
]


@pytest.mark.parametrize(("surface", "short"), WIDER)
def test_a_thing_can_be_said_shorter(surface: str, short: str) -> None:
    rows = [row for row in NOUNS if surface in row.list("surfaces")]
    assert any(short in row.list("short") + row.list("surfaces") for row in rows)


def test_condition_rows_are_sound() -> None:
    for row in CONDITIONS:
        assert row.list("surfaces"), row.id
        assert row.list("forms"), row.id
        assert row["role"] in ROLES, row.id
        assert row["doable"] in {"y", "n"}, row.id


def test_condition_forms_are_two_to_four() -> None:
    assert [(r.id, f) for r in CONDITIONS for f in r.list("forms") if not 2 <= len(f) <= 4] == []


def test_condition_forms_stand_once() -> None:
    for row in CONDITIONS:
        assert len(set(row.list("forms"))) == len(row.list("forms")), row.id
        assert len(set(row.list("surfaces"))) == len(row.list("surfaces")), row.id


def test_condition_example_holds_a_surface() -> None:
    assert [r.id for r in CONDITIONS if not any(pattern(s).search(r["example"]) for s in r.list("surfaces"))] == []


def test_condition_ids_are_no_noun_ids() -> None:
    assert not {row["concept"] for row in CONDITIONS} & set(BY_CONCEPT)


NEGATIVE = re.compile("[未没无不非缺少]")
NEGATED = [row for row in CONDITIONS if row["concept"].endswith(".missing")]


@pytest.mark.parametrize("row", NEGATED, ids=lambda row: row["concept"])
def test_a_precondition_not_met_is_never_said_as_met(row: Row) -> None:
    """未泄压 may be said 带压; but no form may be a form of the state where it is met."""
    met = row["concept"].removesuffix(".missing")
    for other in CONDITIONS:
        if other["concept"] in {f"{met}.ok", f"{met}.approved", met}:
            assert not set(row.list("forms")) & set(other.list("forms")), (row.id, other.id)


def test_permit_has_both_states() -> None:
    states = {row["concept"]: row for row in CONDITIONS}
    approved, missing = states["permit.approved"], states["permit.missing"]
    assert not any(NEGATIVE.search(form) for form in approved.list("forms"))
    assert all(NEGATIVE.search(form) for form in missing.list("forms"))


@pytest.mark.parametrize("row", NEGATED, ids=lambda row: row["concept"])
def test_longest_situation_in_a_negated_text_is_the_negated_one(row: Row) -> None:
    """未泄压 holds 泄压, which is its opposite: the longer pattern must belong to the not-met state."""
    for surface in row.list("surfaces"):
        text = surface.replace("*", "设备")
        hits = [
            (len(m.group()), r["concept"]) for r in CONDITIONS for s in r.list("surfaces") if (m := pattern(s).search(text))
        ]
        longest = max(length for length, _ in hits)
        best = {concept for length, concept in hits if length == longest}
        assert row["concept"] in best, surface
        assert not {c for c in best if c.endswith(".ok")}, surface
