"""Every phrase row proves itself: its example, analysed, yields its line; its counter-example does not fire it.

The rows are knowledge, and a row that no source clause can reach is a row nobody has read in use.
"""

from __future__ import annotations

import time
from collections import Counter

import pytest

from mnemo.compress.rows import Phrase, load_bank
from mnemo.engines.lac_tagger import default_tagger
from mnemo.lexicon.concepts import Lexicon, load_lexicon
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.ports import Tagger
from mnemo.proofs import Proof, prove, prove_merges, prove_topic_lines
from mnemo.speaking import speaker

SECONDS = 60  # what the whole batch may take on a small machine
FILES = ("grammar", "common", "energy", "machining", "lifting", "vehicles", "height", "warehouse", "admin", "inspection")
OFFICIAL = ("必须", "务必", "严禁", "禁止")
PLACEHOLDER = "???"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return default_tagger()


@pytest.fixture(scope="module")
def phrases() -> tuple[Phrase, ...]:
    bank = load_bank()
    rows = {p.id: p for found in bank.by_kind.values() for p in found}
    return tuple(p for p in rows.values() if _file(p) in FILES)


@pytest.fixture(scope="module")
def proofs(phrases: tuple[Phrase, ...], lexicon: Lexicon, tagger: Tagger) -> tuple[tuple[Proof, ...], float]:
    start = time.perf_counter()
    found = tuple(prove(phrases, lexicon, tagger, speaker(lexicon.root)))
    return found, time.perf_counter() - start


def _file(phrase: Phrase) -> str:
    return phrase.id.rpartition("/")[2].partition(".")[0]


def test_every_row_yields_its_line(proofs: tuple[tuple[Proof, ...], float]) -> None:
    broken = [f"{p.row}: {p.example} → {p.line}, yields {p.lines[:2]}" for p in proofs[0] if p.line not in p.lines]
    assert not broken, f"{len(broken)} rows\n" + "\n".join(broken[:40])


def test_no_row_fires_for_its_counter(proofs: tuple[tuple[Proof, ...], float]) -> None:
    assert not [f"{p.row}: {p.countered}" for p in proofs[0] if p.countered]


def test_all_proofs_together_are_quick(proofs: tuple[tuple[Proof, ...], float]) -> None:
    assert proofs[1] < SECONDS


def test_every_act_is_a_verb_concept(phrases: tuple[Phrase, ...], lexicon: Lexicon) -> None:
    assert not {p.act for p in phrases if p.act != "*" and p.act not in lexicon.verbs}


def test_every_class_is_in_the_taxonomy(phrases: tuple[Phrase, ...]) -> None:
    known = {row["class"] for row in read_rows(lexicon_root(), "classes", ("class", "parent", "name", "example", "counter"))}
    assert not {p.cls for p in phrases} - known - {"*", ""}


def test_no_row_is_without_example(phrases: tuple[Phrase, ...]) -> None:
    assert not [p.id for p in phrases if PLACEHOLDER in (p.row["example"], p.row["line"]) or not p.row["example"]]


def test_an_example_is_not_the_line_itself(phrases: tuple[Phrase, ...]) -> None:
    """A clause that is already a verse line proves little; a few short duties are both."""
    same = [p.id for p in phrases if p.row["example"] == p.row["line"]]
    assert len(same) <= 0.01 * len(phrases), same[:20]


def test_official_wording_is_rare(phrases: tuple[Phrase, ...]) -> None:
    official = [p.id for p in phrases if any(word in p.row["pattern"] for word in OFFICIAL)]
    assert len(official) <= 0.02 * len(phrases), official


@pytest.mark.parametrize("word", ["快", "先", "勤", "立即", "马上"])
def test_words_that_add_a_claim_are_licensed(phrases: tuple[Phrase, ...], word: str) -> None:
    licence = {"快": {"urgent"}, "立即": {"urgent"}, "马上": {"urgent"}, "勤": {"freq"}, "先": {"first", "order", "doable"}}
    allowed = {"goal"} | licence[word]  # 往 {G2} 快 {V2}: rows of the emergency family carry their own urgency
    loose = [
        f"{p.id} {p.row['pattern']}"
        for p in phrases
        if word in "".join(part for part in p.parts if isinstance(part, str)) and not allowed & set(p.needs)
    ]
    assert not loose


@pytest.mark.parametrize("length", ["7", "5", "33", "3"])
def test_common_acts_have_several_line_ends(phrases: tuple[Phrase, ...], length: str) -> None:
    """Rhyme supply: acts of the domain files have, in the median, at least two different last 字 at a length."""
    ends: dict[str, set[str]] = {}
    for p in phrases:
        if p.act != "*" and p.row["length"] == length and p.row["line"]:
            ends.setdefault(p.act, set()).add(p.row["line"][-1])
    counts = sorted(len(found) for found in ends.values())
    assert counts[len(counts) // 2] >= (1 if length == "3" else 2), Counter(counts)


def test_merges_prove_themselves(lexicon: Lexicon, tagger: Tagger) -> None:
    broken = [f"{p.row}: {p.example} → {p.line}" for p in prove_merges(lexicon, tagger, speaker(lexicon.root)) if not p.holds]
    assert not broken, broken


def test_topic_lines_prove_themselves(lexicon: Lexicon, tagger: Tagger) -> None:
    broken = [f"{p.row}: {p.example}" for p in prove_topic_lines(lexicon, tagger, speaker(lexicon.root)) if not p.holds]
    assert not broken, broken
