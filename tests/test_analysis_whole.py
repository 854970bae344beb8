"""Properties of whole analyses: nothing dropped in silence, spans that slice back, references that resolve."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from analysis_cases import card, read, tagger
from hypothesis import given, settings
from hypothesis import strategies as st

from mnemo.analysis import analyse, analyse_cards
from mnemo.lexicon.concepts import load_lexicon
from mnemo.text.document import build_document
from mnemo.types import Analysis, Card

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "corpora" / "tune").glob("*.toml"))
WORD = re.compile(r"[\w%℃]")


@lru_cache(maxsize=64)
def analysed(path: Path) -> tuple[str, tuple[Card, ...], tuple[Analysis, ...]]:
    text: str = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    document = build_document(text, path.stem)
    return text, document.cards, analyse_cards(document.cards, load_lexicon(), tagger())


def parametrised() -> Any:
    return pytest.mark.parametrize("path", TEXTS, ids=[p.stem for p in TEXTS])


@parametrised()
def test_every_character_is_accounted_for(path: Path) -> None:
    text, cards, analyses = analysed(path)
    for one, analysis in zip(cards, analyses, strict=True):
        covered = {i for s in analysis.steps for a, b in s.spans + s.condition_spans for i in range(a, b)}
        covered |= {i for n in analysis.noise for i in range(*n.span)}
        for block in one.blocks:
            if block.role in ("item", "hazard", "lead"):
                left = [text[a:b] for a, b in block.text.spans if WORD.match(text[a]) and not set(range(a, b)) & covered]
                assert not left, (block.text.text, "".join(left))


@parametrised()
def test_references_and_spans_hold(path: Path) -> None:
    text, _, analyses = analysed(path)
    for analysis in analyses:
        ids = [s.id for s in analysis.steps]
        assert len(set(ids)) == len(ids)
        for number, step in enumerate(analysis.steps):
            assert step.spans
            assert all(0 <= a < b <= len(text) for a, b in step.spans + step.condition_spans)
            assert set(step.after) <= set(ids)
            assert step.id not in step.after
            assert not set(step.after) & set(step.implied_after)
            assert step.acts or step.hazard, step
            assert step.critical == bool(step.evidence)
            assert number == ids.index(step.id)


@parametrised()
def test_the_same_input_gives_the_same_analysis(path: Path) -> None:
    _, cards, analyses = analysed(path)
    assert analyse_cards(cards, load_lexicon(), tagger()) == analyses


def test_a_batch_equals_single_cards() -> None:
    cards = (card("未断电不得检修。"), card("严禁吸烟。", "先断电，再挂牌。"))
    assert analyse_cards(cards, load_lexicon(), tagger()) == tuple(analyse(c, load_lexicon(), tagger()) for c in cards)


def test_noise_blocks_are_listed_with_their_reason() -> None:
    assert [(n.text, n.reason) for n in read("岗位操作卡", role="title").noise] == [("岗位操作卡", "标题")]


def test_a_damaged_negation_gives_no_step() -> None:
    document = build_document("砂轮机操作卡\n1、在得戴手套操作。\n2、严禁吸烟。\n", "样例")
    (analysis,) = analyse_cards(document.cards, load_lexicon(), tagger())
    assert [s.text for s in analysis.steps] == ["严禁吸烟"]
    assert "疑似识别错误" in {n.reason for n in analysis.noise}


ALPHABET = "不未严禁得应须先再后时前的者方可停机断电手套戴检查，。；：（）、→0123456789m%ab “”\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=40))
def test_any_text_is_read_and_nothing_is_lost(text: str) -> None:
    one = card(text)
    analysis = analyse(one, load_lexicon(), tagger())
    covered = {i for s in analysis.steps for a, b in s.spans + s.condition_spans for i in range(a, b)}
    covered |= {i for n in analysis.noise for i in range(*n.span)}
    missing = [c for i, c in enumerate(text) if WORD.match(c) and i not in covered]
    assert not missing
