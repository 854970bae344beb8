"""Rows of the layout's tables prove themselves: example fits, counter does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mnemo.errors import LexiconError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.text.damage import damaged_negations
from mnemo.text.fold import fold
from mnemo.text.normalise import normalise
from mnemo.text.words import load_words

ROOT = lexicon_root()
SEARCHED = ("cue", "doc", "colword")


def rows(name: str, columns: str) -> tuple[Row, ...]:
    return read_rows(ROOT, name, columns.split())


def examples(row: Row, column: str) -> list[str]:
    return [part for part in row[column].split("；") if part]


def fits(row: Row, text: str) -> bool:
    pattern = re.compile(row["pattern"])
    searched = row.place != "headings.tsv" or row["kind"] in SEARCHED or row["value"] == "order"
    if not searched:
        return pattern.fullmatch(text) is not None
    return pattern.search(text) is not None


PATTERNS = (
    *rows("headings", "pattern kind value example counter"),
    *rows("noise", "pattern role reason example counter"),
    *rows("damage", "pattern meant example counter"),
)


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_pattern_rows(row: Row) -> None:
    assert fits(row, row["example"])
    for counter in examples(row, "counter"):
        assert not fits(row, counter)


@pytest.mark.parametrize("row", rows("wraps", "pattern side example counter"), ids=lambda row: row.id)
def test_wrap_rows(row: Row) -> None:
    words = load_words()
    found = words.wrap_end.search if row["side"] == "end" else words.wrap_start.match
    assert found(row["example"])
    assert not found(row["counter"])


@pytest.mark.parametrize("row", rows("counters", "word not example counter"), ids=lambda row: row.id)
def test_counter_rows(row: Row) -> None:
    words = load_words()
    assert words.counts(re.sub(r"^\d+", "", row["example"])) or row["word"] in row["example"]
    if row["counter"]:
        assert not words.counts(row["counter"].lstrip("0123456789"))


@pytest.mark.parametrize("row", rows("charfold", "char to example counter"), ids=lambda row: row.id)
def test_fold_rows(row: Row) -> None:
    assert row["char"] in row["example"]
    assert row["to"] in fold(row["example"]).text


@pytest.mark.parametrize("row", rows("damage", "pattern meant example counter"), ids=lambda row: row.id)
def test_damage_is_shown_with_its_place(row: Row) -> None:
    raw = "  " + row["example"]
    (finding, *_) = damaged_negations(normalise(raw))
    start, end = finding.spans[0]
    assert finding.rule == "damaged-negation"
    assert f"“{raw[start:end]}”可能是“{row['meant']}”" in finding.message
    assert not any(damaged_negations(normalise(text)) for text in examples(row, "counter"))


@pytest.mark.parametrize("text", ["现在得到全部应答后方可启动", "大小得当", "存在得失", "粉末经过滤网", "百万可动用资金", "不得戴手套", "准备工作"])
def test_sound_words_are_not_damage(text: str) -> None:
    assert damaged_negations(normalise(text)) == ()


@pytest.mark.parametrize(
    ("name", "row"),
    [("headings", "x\tnonsense\t-\tx\t-"), ("headings", "(\tphase\tx\tx\t-"), ("noise", "x\tnonsense\tx\tx\t-")],
)
def test_a_broken_row_is_named(tmp_path: Path, name: str, row: str) -> None:
    for path in ROOT.glob("*.tsv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (ROOT / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(text) if line.startswith("pattern\t"))
    (tmp_path / f"{name}.tsv").write_text("\n".join([*text[: at + 1], row]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=f"{name}.tsv:{at + 2}"):
        load_words(tmp_path)
