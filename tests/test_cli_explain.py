"""`mnemo explain`: line → step → source with its place, and the page drawn by displaCy."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from doubles_cli import SOURCE, STEPS, FakeShop, result

from mnemo.cli.app import app
from mnemo.errors import UnknownNameError, UsageError
from mnemo.explaining import chosen, explain, row_text
from mnemo.lexicon.paths import lexicon_root


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr("mnemo.pipeline.Workshop", FakeShop)
    path = tmp_path / "卡.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return str(path)


def run(*args):
    return CliRunner().invoke(app, ["explain", *args])


def test_the_best_of_each_form(source):
    out = run(source).stdout
    assert "[aaaaaaaaaaaa]" in out
    assert "[bbbbbbbbbbbb]" in out
    assert "[cccccccccccc]" not in out


def test_line_step_source_and_rows(source):
    out = run(source, "--candidate", "aaaa").stdout
    assert "[bbbb" not in out
    block = out.split("\n\n")[1]
    assert block.startswith("开机之前要戴帽　kāi jī zhī qián yào dài mào　韵部 九熬\n  ← 1. 开机前应佩戴安全帽。（第2行第1字）\n")
    assert "步骤 s1 要做：佩戴安全帽；条件 开机前；要命（ppe：佩戴）" in block
    assert re.search(r"规则 cues\.tsv:8：\S+ \w+ ", block)
    assert re.search(r"句式 fillers\.tsv:7：\S+", block)
    assert "须在 s1 之后" in out
    assert out.split("未说到：\n")[1].startswith("  ← 4. 停机后切断电源。（第5行第1字）")


def test_one_card_and_a_second_best_by_id(source):
    assert "[cccccccccccc]" in run(source, "--card", "1", "--candidate", "cccccccccccc").stdout


def test_nothing_to_explain_is_exit_1(source, monkeypatch):
    monkeypatch.setattr(FakeShop, "candidates", ())
    outcome = run(source)
    assert outcome.exit_code == 1
    assert "没有保险的口诀" in outcome.stderr


@pytest.mark.parametrize(("card", "candidate", "error"), [(0, None, UsageError), (2, None, UsageError), (None, "zz", UnknownNameError), (None, "", UnknownNameError)])
def test_no_such_card_or_candidate(card, candidate, error):
    with pytest.raises(error):
        chosen(result(), card, candidate)


def test_row_text():
    root = lexicon_root()
    assert row_text("classes.tsv:1", root).startswith("# title")
    assert row_text("classes.tsv:999999", root) == ""
    assert row_text("nowhere.tsv:3", root) == ""
    assert row_text("bare", root) == ""
    assert row_text("f-actor", root).startswith("f-actor frame")


def test_origins_keep_the_order_of_the_steps():
    (pair,) = chosen(result(), None, "aaaa")
    explanation = explain(*pair, SOURCE, lexicon_root())
    assert [o.step.id for line in explanation.lines for o in line.origins] == ["s1", "s2", "s3"]
    assert [o.step.id for o in explanation.missing] == ["s4"]


class Page(HTMLParser):
    """Collects what a browser would fetch, and ids and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        facts = dict(attrs)
        self.ids += [facts["id"]] if "id" in facts else []
        self.links += [facts[k] for k in ("href", "src") if k in facts]

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def page(source, tmp_path):
    out = tmp_path / "说明.html"
    outcome = run(source, "--html", str(out))
    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stdout == ""
    return out.read_text(encoding="utf-8")


def test_the_page_needs_nothing_from_outside(page):
    found = Page(page)
    assert not found.tags & {"script", "link", "img", "iframe"}
    assert found.links
    assert all(link.startswith("#") for link in found.links)
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert not re.search(r"https?://|@import|url\(", page)


def test_the_page_draws_every_step_in_the_text(page):
    drawn = Page(page.split("<section>")[1].split("</section>")[0])
    assert page.count('class="marked"') >= len(STEPS)
    for step in STEPS:
        assert f"#c1-{step.id}" in drawn.links
    for label in ("要做", "禁止"):
        assert label in drawn.text
    marked = re.sub(r"<span class=\"slice.*?</span>(?:</span>)*", "", page)
    assert "开机前应" in marked
    for verse in ("开机之前要戴帽", "开机前戴帽"):
        assert verse in page


def test_the_page_escapes_what_the_source_says(tmp_path, monkeypatch):
    monkeypatch.setattr("mnemo.pipeline.Workshop", FakeShop)
    path = tmp_path / "卡.txt"
    path.write_text(SOURCE + "5. <script>alert(1)</script>戴帽。\n", encoding="utf-8")
    assert run(str(path), "--html", str(tmp_path / "x.html")).exit_code == 0
    assert "<script" not in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_same_input_same_page(source, tmp_path):
    pages = []
    for name in ("a.html", "b.html"):
        run(source, "--html", str(tmp_path / name))
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
