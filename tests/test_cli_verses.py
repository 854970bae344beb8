"""Candidates on the screen and in a pipe."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from doubles_cli import CANDIDATES, SOURCE, FakeShop, result
from rich.console import Console

from mnemo.cli.app import app
from mnemo.cli.chinese import columns
from mnemo.cli.verses import show_result
from mnemo.types import Finding
from mnemo.writers.text import write


def shown(value, width=100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    show_result(value, console)
    return console.file.getvalue()


def test_a_panel_for_each_candidate_and_what_it_leaves_out():
    text = shown(result())
    for c in CANDIDATES:
        assert c.id in text
        assert c.text.rstrip("。") in text
    for fact in ("行车工岗位操作卡", "七言", "五言", "总分 0.90", "要点", "载荷不超过5t", "未说到", "停机后切断电源", "覆盖", "押韵"):
        assert fact in text


def test_a_critical_step_left_out_is_marked_and_told_once():
    one = replace(CANDIDATES[0], missing=("s2",))
    text = shown(result((one,)))
    assert "严禁超载吊运（要命）" in text
    assert "没有说到要紧的一步" not in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_lines_fit_the_screen_with_wide_characters(width):
    for line in shown(result(), width).splitlines():
        assert columns(line) <= width, line


@pytest.mark.parametrize("width", [80, 100])
def test_frames_are_straight(width):
    for line in shown(result(), width).splitlines():
        if line.startswith("│"):
            assert columns(line) == width


def test_no_candidates():
    bare = replace(result(()), findings=(Finding("no-steps", "没有找到步骤", "error"),))
    text = shown(bare)
    assert "没有保险的口诀" in text
    assert "错误：没有找到步骤" in text


def test_plain_text_has_verse_scope_and_source_words():
    text = write(result())
    assert "## 1. 七言（全文，总分 0.90，覆盖 75%）  [aaaaaaaaaaaa]" in text
    assert CANDIDATES[0].text in text
    assert "要点：载荷不超过5t" in text
    assert "未说到：行车运行时严禁站人；停机后切断电源" in text
    assert "注意：第 2 句：没有说出数量\n" in text


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr("mnemo.pipeline.Workshop", FakeShop)
    path = tmp_path / "卡.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("fmt", "first"), [("auto", "# 行车工"), ("text", "# 行车工"), ("json", "{\n"), ("jsonl", '{"schema"')])
def test_formats_in_a_pipe(source, fmt, first):
    run = CliRunner().invoke(app, ["simplify", source, "--format", fmt])
    assert run.exit_code == 0
    assert run.stdout.startswith(first)
    assert run.stdout.endswith("\n")
    assert not run.stdout.endswith("\n\n")


def test_json_is_the_contract(source):
    shape = json.loads(CliRunner().invoke(app, ["simplify", source, "--format", "json"]).stdout)
    assert shape["schema"] == "mnemo/1"
    assert set(shape) >= {"schema", "source", "cards", "findings"}
    first = shape["cards"][0]["candidates"][0]
    assert set(first) >= {
        "id", "rank", "form", "family", "form_rank", "scope", "book", "text", "lines", "notes", "missing", "scores", "findings",
    }  # fmt: skip
    assert first["scores"]["total"] == 0.9


def test_nothing_safe_is_exit_1_and_the_object_is_still_printed(source, monkeypatch):
    monkeypatch.setattr(FakeShop, "candidates", ())
    run = CliRunner().invoke(app, ["simplify", source, "--format", "json"])
    assert run.exit_code == 1
    assert json.loads(run.stdout)["cards"][0]["candidates"] == []


def test_a_terminal_gets_panels(source, monkeypatch):
    monkeypatch.setattr("mnemo.cli.simplify.interactive", lambda: True)
    run = CliRunner().invoke(app, ["simplify", source])
    assert "╭" in run.stdout
    run = CliRunner().invoke(app, ["simplify", source, "--format", "text"])
    assert "╭" not in run.stdout
