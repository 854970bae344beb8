"""`mnemo review` by script and by keys, and `mnemo export` of what was accepted."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from doubles_cli import CANDIDATES, SOURCE, FakeShop

from mnemo.cli import review
from mnemo.cli.app import app
from mnemo.review.ledger import read


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr("mnemo.pipeline.Workshop", FakeShop)
    monkeypatch.setattr(review, "Workshop", FakeShop)
    monkeypatch.setattr(review, "clock", lambda: "2026-01-02T03:04:05Z")
    path = tmp_path / "卡.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return str(path)


def choose(source, *commands, args=()):
    return CliRunner().invoke(app, ["review", source, *args], input="\n".join(commands) + "\n")


def ledger(source):
    return read(Path(source + ".mnemo.jsonl"))[0]


def export(source, *args):
    return CliRunner().invoke(app, ["export", source, *args])


def test_the_screen_sets_verse_and_source_side_by_side(source):
    out = choose(source, "q").stdout
    assert "== 第 1/3 首 七言（全文） 总分 0.90 · 行车工岗位操作卡 [aaaaaaaaaaaa]" in out
    assert "开机之前要戴帽\t1. 开机前应佩戴安全帽。（第2行第1字）" in out
    assert "未说到：停机后切断电源（第5行第1字）" in out
    assert "要点：载荷不超过5t" in out


def test_verdicts_are_in_the_ledger_with_time_name_and_source(source):
    run = choose(source, "2", "a", "1", "r", "q", args=("--by", "老王"))
    assert run.exit_code == 0
    assert "定稿 1 首，修改定稿 0 首，拒绝 1 首" in run.stdout
    found = ledger(source)
    assert [(v.id[:1], v.decision, v.by, v.at) for v in found] == [
        ("b", "accept", "老王", "2026-01-02T03:04:05Z"),
        ("a", "reject", "老王", "2026-01-02T03:04:05Z"),
    ]
    assert found[0].source.startswith("sha256:")
    assert len(found[0].card_digest) == 64


def test_the_end_of_the_script_is_a_quit(source):
    assert choose(source, "a").exit_code == 0
    assert [v.decision for v in ledger(source)] == ["accept"]


def test_another_ledger(source, tmp_path):
    choose(source, "a", args=("--ledger", str(tmp_path / "审.jsonl")))
    assert len(read(tmp_path / "审.jsonl")[0]) == 1
    assert not Path(source + ".mnemo.jsonl").exists()


def test_an_edit_is_judged_at_once_and_an_error_needs_the_explicit_yes(source):
    run = choose(source, "e 3 天车行走可站人", "n", "e 3 天车行走可站人", "确认", "q")
    assert run.stdout.count("错：第 3 句：说反了") == 3  # twice refused, once kept all the same
    assert "已放弃这次修改" in run.stdout
    (verdict,) = ledger(source)
    assert (verdict.decision, verdict.findings) == ("edit", ("说反了",))


def test_an_edit_on_the_next_line_of_the_script(source):
    choose(source, "e", "3 天车行走要让开", "q")
    assert ledger(source)[0].text == "开机之前要戴帽，千万莫把超载吊，天车行走要让开。"


def test_decided_candidates_say_so_the_next_time(source):
    choose(source, "a", "q")
    assert "〔已定稿〕" in choose(source, "q").stdout


def test_undo_is_a_line_of_its_own(source):
    choose(source, "a", "u", "q")
    assert [v.decision for v in ledger(source)] == ["accept", "undo"]
    assert export(source).exit_code == 1


def test_interruption_loses_nothing(source, monkeypatch):
    def interrupted():
        yield "a"
        raise KeyboardInterrupt

    monkeypatch.setattr(review, "script", interrupted)
    run = choose(source)
    assert run.exit_code == 0
    assert "定稿 1 首" in run.stdout
    assert [v.decision for v in ledger(source)] == ["accept"]


def test_no_candidates_is_exit_1(source, monkeypatch):
    monkeypatch.setattr(FakeShop, "candidates", ())
    run = choose(source, "q")
    assert run.exit_code == 1
    assert "没有保险的口诀" in run.stderr


def test_a_torn_ledger_is_told_and_kept(source):
    choose(source, "a", "q")
    path = Path(source + ".mnemo.jsonl")
    path.write_text(path.read_text(encoding="utf-8") + '{"schema": "mn', encoding="utf-8")
    run = choose(source, "2", "a", "q")
    assert "不是审定记录" in run.stderr
    assert len(ledger(source)) == 2


KEYS = [
    (["n", "a"], ["b"]),
    (["\x1b[C", "a"], ["b"]),
    ([" ", "\x1b[D", "a"], ["a"]),
    (["3", "a"], ["c"]),
    (["a", "\x04", "r"], ["a"]),
    (["a", "\x03"], ["a"]),
]


@pytest.mark.parametrize(("pressed", "accepted"), KEYS)
def test_keys_on_a_terminal(source, monkeypatch, pressed, accepted):
    waiting = [*pressed, "q"]
    monkeypatch.setattr("mnemo.cli.chooser.interactive", lambda: True)
    monkeypatch.setattr(review, "script", review.keys)
    monkeypatch.setattr(click, "getchar", lambda *_: waiting.pop(0))
    run = choose(source)
    assert run.exit_code == 0, run.output
    assert "a 定稿  e 修改" in run.stdout
    assert [v.id[0] for v in ledger(source)] == accepted


def test_typed_commands_after_enter(source, monkeypatch):
    waiting = ["\r", "\r", "q"]
    typed = ["e 3 天车行走可站人", "确认"]
    monkeypatch.setattr(review, "script", review.keys)
    monkeypatch.setattr(click, "getchar", lambda *_: waiting.pop(0))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: typed.pop(0))
    choose(source)
    assert ledger(source)[0].findings == ("说反了",)


def test_the_editor(monkeypatch):
    monkeypatch.setattr(review.sys, "stdin", type("Tty", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(click, "edit", lambda old, extension: "先停机，\n再断电。\n")
    assert review.ask_text("先断电，\n再停机。") == "先停机，\\n再断电。"
    monkeypatch.setattr(click, "edit", lambda old, extension: None)
    assert review.ask_text("先断电") is None

    def none_there(*_args, **_more):
        raise click.ClickException("no editor")

    monkeypatch.setattr(click, "edit", none_there)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "1 先停机")
    assert review.ask_text("先断电") == "1 先停机"


def test_the_clock_is_utc():
    import re

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", review.clock())


def test_export_gives_the_accepted_texts_exactly(source):
    choose(source, "a", "2", "e 2 超载莫起吊", "3", "r", "q")
    run = export(source)
    assert run.exit_code == 0
    assert run.stdout == f"【行车工岗位操作卡】七言\n{CANDIDATES[0].text}\n\n【行车工岗位操作卡】五言\n开机前戴帽，超载莫起吊。\n"


def test_export_shapes(source):
    choose(source, "a", "2", "a", "q")
    whole = json.loads(export(source, "--format", "json").stdout)
    assert whole["schema"] == "mnemo-export/1"
    assert [v["text"] for v in whole["verses"]] == [c.text for c in CANDIDATES[:2]]
    rows = [json.loads(line) for line in export(source, "--format", "jsonl").stdout.splitlines()]
    assert [r["id"] for r in rows] == [c.id for c in CANDIDATES[:2]]
    assert {r["schema"] for r in rows} == {"mnemo-export/1"}


def test_export_to_a_file(source, tmp_path):
    choose(source, "a", "q")
    out = tmp_path / "定稿.txt"
    run = export(source, "-o", str(out))
    assert run.stdout == ""
    assert CANDIDATES[0].text in out.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*.part"))


def test_nothing_accepted_is_exit_1(source):
    assert export(source).exit_code == 1
    choose(source, "r", "q")
    run = export(source)
    assert (run.exit_code, run.stdout) == (1, "")
    assert "没有定稿的口诀" in run.stderr


CHANGES = [
    ("another number", SOURCE.replace("严禁超载", "严禁超速"), False),
    ("a line more in the card", SOURCE + "5. 离岗前关灯。\n", False),
    ("a second card", "一、" + SOURCE + "二、电焊工岗位操作卡\n1. 焊接前清理易燃物。\n2. 严禁带电接线。\n", None),
]


@pytest.mark.parametrize(("text", "stands"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_verdicts_lapse_with_their_card(source, text, stands):
    choose(source, "a", "q")
    Path(source).write_text(text, encoding="utf-8")
    run = export(source)
    if stands is False:
        assert run.exit_code == 1
        assert "已失效" in run.stderr
    assert export(source, "--all").exit_code == 0


def test_a_verdict_outlives_changes_to_another_card(source):
    first, second = SOURCE, "电焊工岗位操作卡\n1. 焊接前清理易燃物。\n2. 严禁带电接线。\n"
    Path(source).write_text(f"{first}\n{second}", encoding="utf-8")
    from doubles_cli import document

    if len(document(f"{first}\n{second}").cards) != 2:
        pytest.fail("the layout no longer finds two cards here")
    choose(source, "a", "q")
    Path(source).write_text(f"{first}\n{second}3. 戴好面罩。\n", encoding="utf-8")
    assert export(source).exit_code == 0


def test_export_warns_of_texts_kept_against_the_judge(source):
    choose(source, "e 3 天车行走可站人", "确认", "q")
    run = export(source)
    assert run.exit_code == 0
    assert "核对不通过" in run.stderr
    assert json.loads(export(source, "--format", "json").stdout)["verses"][0]["kept_errors"] == ["说反了"]
