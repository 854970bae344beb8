"""displaCy's span drawing, fed by hand."""

import re

import pytest

from mnemo.analysis.drawing import PIECE, Mark, draw


def plain(html: str) -> str:
    """What a reader sees of the text: labels out, tags out, displaCy's spaces after bare pieces out."""
    html = re.sub(r'<span class="label".*?</span>', "", html, flags=re.DOTALL)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


CASES = [
    ("no mark", "先停机，再断电。", []),
    ("one", "先停机，再断电。", [(0, 3)]),
    ("to the edges", "先停机", [(0, 3)]),
    ("two apart", "先停机，再断电。", [(0, 3), (4, 7)]),
    ("overlapping", "先停机，再断电。", [(0, 5), (2, 7)]),
    ("nested", "先停机，再断电。", [(0, 7), (4, 7)]),
    ("same twice", "先停机", [(0, 3), (0, 3)]),
    ("over a line end", "先停机\n再断电", [(1, 6)]),
    ("long", "切断总电源并挂警示牌后方可作业", [(0, 15)]),
]


@pytest.mark.parametrize(("text", "spans"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_text_stays_whole(text, spans):
    html = draw(text, [Mark(s, "要做", f"s{i}", f"#s{i}") for i, s in enumerate(spans)], {"要做": "#fff"})
    assert plain(html) == re.sub(r"\s+", "", text)
    for i in range(len(spans)):
        assert f'href="#s{i}"' in html


def test_marked_pieces_are_short_enough_to_wrap():
    html = draw("切断总电源并挂警示牌后方可作业", [Mark((0, 15), "要做")], {"要做": "#fff"})
    pieces = re.findall(r'class="marked"[^>]*>([^<]+)<', html)
    assert "".join(pieces) == "切断总电源并挂警示牌后方可作业"
    assert max(map(len, pieces)) <= PIECE


def test_colours_are_ours():
    assert "background: #123456" in draw("停机", [Mark((0, 2), "禁止")], {"禁止": "#123456"})
