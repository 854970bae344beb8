"""The verb table and the small word tables: what their rows promise about each other."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

ROOT = lexicon_root()
VERB_FILES = sorted((ROOT / "verbs").glob("*.tsv"))
VERB_COLUMNS = (
    "concept", "parent", "surfaces", "one", "two", "results", "frame", "objects",
    "opposite", "inherent", "example", "counter",
)  # fmt: skip
FLAT = {
    "operators": ("surface", "op", "scope", "strength", "example", "counter"),
    "licences": ("surface", "needs", "example", "counter"),
    "tails": ("set", "surface", "licence", "polarity", "example", "counter"),
    "fillers": ("text", "role", "length", "example", "counter"),
    "critical": ("surface", "evidence", "kind", "example", "counter"),
    "protected": ("word", "hides", "example", "counter"),
}
NEEDS = {
    "urgent", "first", "next", "freq", "list", "tool", "worn", "place", "goal", "partner", "until", "manner",
    "duration", "lead", "only", "quantity", "actor", "all", "order",
}  # fmt: skip
OPS = {"neg", "modal", "can", "first", "next", "only", "all", "urgent", "freq"}
NEGATORS = "不莫别勿没忌禁绝"
VERBS = {row["concept"]: row for row in read_rows(ROOT, "verbs", VERB_COLUMNS)}
TABLES = {name: read_rows(ROOT, name, columns) for name, columns in FLAT.items()}
CLASSES = frozenset(row["class"] for row in read_rows(ROOT, "classes", ("class", "parent", "name", "example", "counter")))

each_verb = pytest.mark.parametrize("row", VERBS.values(), ids=VERBS)


def ancestors(concept: str) -> list[str]:
    """The concept and everything wider, nearest first; fails on a loop."""
    chain: list[str] = []
    while concept:
        assert concept not in chain, f"parents run in a loop: {chain}"
        chain.append(concept)
        concept = VERBS[concept]["parent"]
    return chain


def wordings(row: Row) -> tuple[str, ...]:
    """Every string that stands for the concept: surfaces and the forms a verse may use."""
    return row.list("surfaces") + row.list("one") + row.list("two")


def test_there_are_enough_concepts() -> None:
    assert len(VERBS) >= 600


@pytest.mark.parametrize("path", VERB_FILES, ids=lambda path: path.stem)
def test_files_are_sorted_by_concept(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    keys = [line.split("\t")[0] for line in lines[1:]]
    assert keys == sorted(set(keys))


@each_verb
def test_forms_have_the_length_their_column_says(row: Row) -> None:
    assert row.list("surfaces")
    assert all(len(form) == 1 for form in row.list("one"))
    assert all(len(form) == 2 for form in row.list("two"))
    for column in ("surfaces", "one", "two", "results"):
        assert len(set(row.list(column))) == len(row.list(column)), f"{column} repeats a word"


@each_verb
def test_example_and_counter_hold_a_wording(row: Row) -> None:
    assert any(surface in row["example"] for surface in row.list("surfaces"))
    assert not row["counter"] or any(form in row["counter"] for form in wordings(row))


@each_verb
def test_frame_objects_and_inherent_are_known(row: Row) -> None:
    assert row["frame"] in {"vo", "v", "vp", "vc"}
    assert set(row.list("objects")) <= CLASSES | {"*"}
    assert row["inherent"] in {"", "neg"}


@each_verb
def test_results_need_a_one_form(row: Row) -> None:
    """Complements attach to every 1-字 form, so a row without one cannot have any."""
    assert not row.list("results") or row.list("one")


@each_verb
def test_parents_and_opposites_exist(row: Row) -> None:
    ancestors(row["concept"])
    if row["opposite"]:
        assert row["opposite"] in VERBS
        assert row["opposite"] not in ancestors(row["concept"])


@each_verb
def test_opposites_are_mutual_or_lead_back_to_an_ancestor(row: Row) -> None:
    """close.opposite = open; wear_clothes → take_off → wear is one-directional on purpose (wear is its parent)."""
    if row["opposite"]:
        assert VERBS[row["opposite"]]["opposite"] in ancestors(row["concept"])


def test_no_surface_says_more_than_three_things() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for concept, row in VERBS.items():
        for surface in row.list("surfaces"):
            homes[surface].append(concept)
    assert {surface: found for surface, found in homes.items() if len(found) > 3} == {}


@pytest.mark.parametrize(
    ("surface", "concept"),
    [
        ("佩戴", "wear"), ("戴", "wear"), ("检查", "inspect"), ("切断", "cut_off"), ("断电", "cut_power"),
        ("验电", "verify_dead"), ("挂牌", "tagout"), ("撤离", "evacuate"), ("报警", "alarm"), ("动火", "hotwork"),
        ("审批", "approve"), ("下池", "enter_tank"), ("起吊", "hoist"), ("置换", "replace_gas"), ("忘记", "forget"),
    ],
)  # fmt: skip
def test_words_everybody_needs(surface: str, concept: str) -> None:
    assert surface in wordings(VERBS[concept])


@pytest.mark.parametrize(
    ("surface", "concept"),
    [("启", "start"), ("核", "verify"), ("拒", "refuse"), ("返", "return"), ("联", "contact")],
)
def test_forms_nobody_speaks_are_no_one_forms(surface: str, concept: str) -> None:
    assert surface not in VERBS[concept].list("one")


@pytest.mark.parametrize("concept", ["forget", "miss", "neglect", "lack", "save_step"])
def test_verbs_that_deny(concept: str) -> None:
    assert VERBS[concept]["inherent"] == "neg"


@pytest.mark.parametrize("concept", ["prevent", "stop", "close", "violate", "conceal"])
def test_verbs_that_do_not_deny(concept: str) -> None:
    assert VERBS[concept]["inherent"] == ""


@pytest.mark.parametrize("name", ["operators", "licences", "critical", "protected"])
def test_flat_examples_hold_their_word(name: str) -> None:
    key = FLAT[name][0]
    assert [row.id for row in TABLES[name] if row[key] not in row["example"]] == []


@pytest.mark.parametrize("name", ["operators", "critical"])
def test_flat_counters_hold_their_word(name: str) -> None:
    assert [row.id for row in TABLES[name] if row["counter"] and row["surface"] not in row["counter"]] == []


def test_operators_use_the_agreed_values() -> None:
    for row in TABLES["operators"]:
        assert row["op"] in OPS, row.id
        assert row["scope"] in {"fore", "back"}, row.id
        assert row["strength"] in {"strong", "plain", "weak", "fact"}, row.id


@pytest.mark.parametrize("surface", ["严禁", "莫", "不得", "未", "要不得", "使不得", "切莫", "千万别"])
def test_negators_are_there(surface: str) -> None:
    assert {row["op"] for row in TABLES["operators"] if row["surface"] == surface} == {"neg"}


@pytest.mark.parametrize("surface", ["不得不", "不能不", "不可不", "莫忘", "不可少", "不能忘"])
def test_denied_denials_are_duties(surface: str) -> None:
    assert {row["op"] for row in TABLES["operators"] if row["surface"] == surface} == {"modal"}


def test_needs_are_words_of_the_format() -> None:
    for row in TABLES["licences"]:
        assert set(filter(None, row["needs"].split(","))) <= NEEDS, row.id
    for row in TABLES["tails"]:
        assert set(filter(None, row["licence"].split(","))) <= NEEDS, row.id


@pytest.mark.parametrize(
    ("surface", "need"), [("快", "urgent"), ("先", "order"), ("勤", "freq"), ("只", "only"), ("要", ""), ("莫忘", "")]
)
def test_licences_everybody_needs(surface: str, need: str) -> None:
    assert [row["needs"] for row in TABLES["licences"] if row["surface"] == surface] == [need]


def test_tails_have_the_length_of_their_set() -> None:
    assert [row.id for row in TABLES["tails"] if len(row["surface"]) != int(row["set"][-1])] == []


def test_tails_state_a_polarity_that_fits_their_set() -> None:
    for row in TABLES["tails"]:
        assert row["polarity"] == ("forbid" if row["set"].startswith("BAN") else "must"), row.id
        assert row["surface"] in row["example"], row.id


@pytest.mark.parametrize("prefix", ["URG", "FIRST", "NEXT", "LIST"])
def test_tails_that_add_meaning_need_a_licence(prefix: str) -> None:
    assert [row.id for row in TABLES["tails"] if row["set"].startswith(prefix) and not row["licence"]] == []


@pytest.mark.parametrize(
    "name", ["URG2", "URG3", "DUTY2", "DUTY3", "BAN2", "BAN3", "BAN4", "FIRST2", "FIRST3", "NEXT2", "NEXT3", "LIST3"]
)
def test_tail_sets_are_filled(name: str) -> None:
    assert sum(row["set"] == name for row in TABLES["tails"]) >= 10


def test_the_judge_can_read_every_tail_with_a_negator() -> None:
    """A 不 inside 不可少 must never be read as a ban, nor 要不得 as advice: both are operators of their own."""
    known = {(row["surface"], row["scope"]): row["op"] for row in TABLES["operators"]}
    for row in TABLES["tails"]:
        if not any(char in row["surface"] for char in NEGATORS):
            continue
        scope = "fore" if row["set"] in {"BAN2", "BANPRE3", "DUTY2", "DUTYPRE3"} else "back"
        op = known.get((row["surface"], scope))
        assert op is not None, row.id
        assert (op == "neg") == (row["polarity"] == "forbid"), row.id


def test_fillers_are_long_enough_and_carry_no_directive() -> None:
    lengths: dict[str, int] = defaultdict(int)
    for row in TABLES["fillers"]:
        assert len(row["text"]) == int(row["length"]), row.id
        assert row["role"] in {"opening", "closing"}, row.id
        assert not any(char in row["text"] for char in "不莫别勿没禁"), row.id
        lengths[row["length"]] += 1
    assert set(lengths) == {"3", "4", "5", "7"}
    assert sum(lengths.values()) >= 60


def test_critical_kinds() -> None:
    assert {row["kind"] for row in TABLES["critical"]} == {"act", "thing", "harm", "condition"}


def test_protected_words_hold_what_they_hide() -> None:
    assert len(TABLES["protected"]) >= 150
    for row in TABLES["protected"]:
        assert row.list("hides"), row.id
        assert all(cue in row["word"] for cue in row.list("hides")), row.id


@pytest.mark.parametrize("word", ["不合格", "不断", "先进", "后方", "得到"])
def test_words_that_would_hide_a_real_cue_stay_out(word: str) -> None:
    """不断电, 先进行, 合格后方可, 不得到达: a mask over these letters would lose a ban or an order."""
    assert word not in {row["word"] for row in TABLES["protected"]}
