"""The tables of the analysis: every row proves itself."""

from __future__ import annotations

import pytest
from analysis_cases import tagger

from mnemo.analysis.lattice import cut_words
from mnemo.analysis.patterns import COLUMNS, Hit, load_patterns
from mnemo.analysis.tokens import Run
from mnemo.analysis.vocabulary import make_grammar
from mnemo.analysis.words import CLASS_COLUMNS, CUE_COLUMNS, GATE_COLUMNS, HEAD_COLUMNS
from mnemo.lexicon.concepts import load_lexicon
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows

TABLES = [
    ("cues", CUE_COLUMNS),
    ("verbclasses", CLASS_COLUMNS),
    ("heads", HEAD_COLUMNS),
    ("gatewords", GATE_COLUMNS),
    ("segments", ("surface", "tag", "example", "counter")),
]
CUES = read_rows(lexicon_root(), "cues", CUE_COLUMNS)
PATTERNS = read_rows(lexicon_root(), "patterns", COLUMNS)
SURE_KINDS = ("ban", "duty", "then", "only", "urgent", "waive")


def cut(text: str) -> Run:
    g = make_grammar(load_lexicon())
    return cut_words(text, tagger().tag([text])[0], g.words, g.known)


def hits(text: str) -> tuple[Hit, ...]:
    return load_patterns(load_lexicon().root).read(cut(text))


@pytest.mark.parametrize(("name", "columns"), TABLES, ids=[t for t, _ in TABLES])
def test_every_example_holds_its_word(name: str, columns: tuple[str, ...]) -> None:
    rows = read_rows(lexicon_root(), name, columns)
    assert rows
    assert not [r.id for r in rows if r[columns[0]] not in r["example"]]


def of_two(rows: tuple[Row, ...]) -> list[Row]:
    return [r for r in rows if len(r["surface"]) > 1 and r["kind"] in SURE_KINDS]


@pytest.mark.parametrize("row", of_two(CUES), ids=[r["surface"] for r in of_two(CUES)])
def test_a_cue_is_cut_as_one_word(row: Row) -> None:
    assert row["surface"] in [t.text for t in cut(row["example"])]


@pytest.mark.parametrize("row", PATTERNS, ids=[r["id"] for r in PATTERNS])
def test_a_pattern_fires_on_its_example_alone(row: Row) -> None:
    assert row["id"] in [h.id for h in hits(row["example"])]
    if row["counter"]:
        assert row["id"] not in [h.id for h in hits(row["counter"])]


WORDS = [
    ("用后入桶盖严", ["用", "后", "入", "桶", "盖严"]),
    ("检测合格后方可进入", ["检测", "合格", "后", "方可", "进入"]),
    ("严禁用手扶", ["严禁", "用", "手", "扶"]),
    ("不锈钢桶", None),
    ("可靠接地", ["可靠", "接地"]),
    ("不得不进入", ["不得不", "进入"]),
    ("停机前15min关闭", ["停机", "前", "15min", "关闭"]),
    ("办理动火票", ["办理", "动火票"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[t for t, _ in WORDS])
def test_words(text: str, words: list[str] | None) -> None:
    found = [t.text for t in cut(text)]
    assert "".join(found) == text
    if words is None:
        assert "不" not in found
    else:
        assert found == words
