"""Places: line, column and sentence of a span in the original file."""

import pytest

from mnemo.text.places import Places

CASES = [
    ("first sentence", "严禁吸烟。先停机。", (0, 4), "严禁吸烟。", 1, 1),
    ("second sentence", "严禁吸烟。先停机。", (5, 8), "先停机。", 1, 6),
    ("semicolon ends one", "戴帽；系带；", (3, 5), "系带；", 1, 4),
    ("line end ends one", "戴帽\n  系带\n", (5, 7), "系带", 2, 3),
    ("windows line ends", "戴帽\r\n系带", (4, 6), "系带", 2, 1),
    ("old mac line ends", "戴帽\r系带", (3, 5), "系带", 2, 1),
    ("half-width stop", "戴帽｡系带｡", (3, 5), "系带｡", 1, 4),
    ("a span over two lines", "先停\n机。", (0, 4), "先停 机。", 1, 1),
    ("span holds its own stop", "戴帽。系带", (0, 3), "戴帽。", 1, 1),
    ("a comma does not end one", "先停机，再断电。", (4, 7), "先停机，再断电。", 1, 1),
]


@pytest.mark.parametrize(("text", "span", "sentence", "line", "column"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sentence(text, span, sentence, line, column):
    place = Places(text).sentence(span)
    assert (place.text, place.line, place.column) == (sentence, line, column)
    assert str(place) == f"第{line}行第{column}字"


def test_sentences_once_each_in_source_order():
    places = Places("甲。乙。丙。").sentences([(4, 5), (0, 1), (4, 6)])
    assert [p.text for p in places] == ["甲。", "丙。"]
