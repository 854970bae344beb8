"""The analysis as a spaCy pipeline: our own Language, and the component in anybody's."""

from __future__ import annotations

import pytest
import spacy

from mnemo.components import PIPE, TOKENIZER, load, make_tokenizer, register

CARD = "钻床操作卡\n1、严禁戴手套操作钻床。\n2、先断电，再挂牌。\n"


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return load()


def test_steps_are_on_the_doc(nlp: spacy.language.Language) -> None:
    doc = nlp(CARD)
    assert [s.action for s in doc._.steps] == ["操作", "断电", "挂牌"]
    assert [s.kind for s in doc._.steps] == ["never", "do", "do"]
    assert len(doc._.mnemo) == 1


def test_spans_cover_the_steps(nlp: spacy.language.Language) -> None:
    doc = nlp(CARD)
    spans = doc.spans["mnemo_steps"]
    assert [(s.text, s.label_, s.id_) for s in spans] == [
        ("严禁戴手套操作钻床", "never", "s1"),
        ("先断电", "do", "s2"),
        ("再挂牌", "do", "s3"),
    ]
    assert spans[0]._.step is doc._.steps[0]


@pytest.mark.parametrize("text", [CARD, "", " ", "a  b", "停机前15min　关闭", "第一行\n\n第二行\t"])
def test_tokenizer_joins_back(nlp: spacy.language.Language, text: str) -> None:
    assert nlp.make_doc(text).text == text


def test_tokenizer_knows_the_terms(nlp: spacy.language.Language) -> None:
    assert [t.text for t in nlp.make_doc("检测合格后方可进入")] == ["检测", "合格", "后", "方可", "进入"]


def test_the_component_works_in_any_pipeline() -> None:
    register()
    other = spacy.blank("zh")  # one token per character
    other.add_pipe(PIPE)
    doc = other(CARD)
    assert [s.id for s in doc._.steps] == ["s1", "s2", "s3"]
    assert doc.spans["mnemo_steps"][0].text == "严禁戴手套操作钻床"


def test_spans_align_by_expanding() -> None:
    register()
    english = spacy.blank("en")  # tokens cross our boundaries
    english.add_pipe(PIPE)
    doc = english("1、严禁吸烟。 2、先断电，再挂牌。")
    assert doc._.steps
    assert all(len(span) for span in doc.spans["mnemo_steps"])


def test_registering_twice_is_harmless() -> None:
    register()
    register()


def test_tokenizer_is_registered(nlp: spacy.language.Language) -> None:
    register()
    assert spacy.util.registry.has("tokenizers", TOKENIZER)
    build = make_tokenizer()
    assert build(nlp)("严禁吸烟")[0].text == "严禁"


def test_tokenizer_serialises_to_nothing(nlp: spacy.language.Language) -> None:
    tokenizer = nlp.tokenizer
    assert tokenizer.from_bytes(tokenizer.to_bytes()) is tokenizer
    assert tokenizer.from_disk("nowhere") is tokenizer
    assert tokenizer.to_disk("nowhere") is None
