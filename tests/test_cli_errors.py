"""Bad input: one Chinese line on stderr, the right exit code, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from doubles_cli import SOURCE, FakeShop

from mnemo.cli.app import app
from mnemo.cli.screen import escaped
from mnemo.lexicon.paths import lexicon_root

ROOT = Path(__file__).parent.parent
WRONG_USE = [
    (["foo"], "没有“foo”这个命令"),
    (["lexicon", "foo"], "没有“foo”这个命令"),
    (["--foo"], "没有 --foo 这个选项"),
    (["simplify"], "缺少文件"),
    (["check", "卡.txt"], "缺少口诀文件"),
    (["simplify", "卡.txt", "b", "c"], "多出来的参数：b c"),
    (["forms", "x"], "多出来的参数：x"),
    (["simplify", "卡.txt", "--fom", "七言"], "是不是 --form"),
    (["simplify", "卡.txt", "--top"], "--top"),
    (["simplify", "卡.txt", "--top", "0"], "1 到 50"),
    (["simplify", "卡.txt", "--top", "x"], "1 到 50"),
    (["simplify", "卡.txt", "--max-lines", "1"], "2 到 200"),
    (["simplify", "卡.txt", "--kind", "x"], "operation"),
    (["simplify", "卡.txt", "--scope", "x"], "oneline"),
    (["simplify", "卡.txt", "--form", "八言"], "没有名为“八言”的体裁"),
    (["simplify", "卡.txt", "--book", "x"], "没有名为“x”的韵书"),
    (["simplify", "卡.txt", "--format", "xml"], "没有名为“xml”的输出格式"),
    (["simplify", "卡.txt", "--encoding", "x"], "没有名为“x”的编码"),
    (["simplify", "卡.txt", "--encoding", "base64"], "没有名为“base64”的编码"),
    (["simplify", "卡.txt", "--terms", "一个词.txt"], "一个词.txt:2: 用语表这一行应有两个词"),
    (["simplify", "卡.txt", "--terms", "两意.txt"], "两意.txt:2: “天车”写了两次"),
    (["simplify", "卡.txt", "--terms", "不认识.txt"], "词库里没有“不存在的词”"),
    (["check", "-", "-"], "不能都从标准输入读"),
    (["steps", "卡.txt", "--format", "xml"], "text、json"),
    (["explain", "卡.txt", "--html", "没有/x.html"], "写不进去"),
    (["explain", "卡.txt", "--html", "."], "写不进去"),
    (["explain", "卡.txt", "--card", "9"], "没有第 9 张卡"),
    (["explain", "卡.txt", "--candidate", "zz"], "没有名为“zz”的候选"),
    (["export", "卡.txt", "-o", "没有/x.txt"], "写不进去"),
    (["review", "-"], "原文请给文件"),
    (["review", "卡.txt", "--ledger", "没有/x.jsonl"], "写不进去"),
    (["rhyme", ""], "没有汉字"),
    (["rhyme", "帽", "--book", "x"], "没有名为“x”的韵书"),
]
UNREADABLE = [
    ("没有.txt", "找不到"),
    ("空.txt", "空的"),
    ("空白.txt", "空的"),
    ("乱.bin.txt", "不是文本"),
    ("文件夹", "文件夹"),
    ("大.txt", "20 MB"),
]
READING = ["simplify", "steps", "explain", "export", "review"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("卡.txt").write_text(SOURCE, encoding="utf-8")
    Path("口诀.txt").write_text("开机之前要戴帽", encoding="utf-8")
    Path("一个词.txt").write_text("# 本厂用语\n天车\n", encoding="utf-8")
    Path("两意.txt").write_text("天车 行车\n天车 吊钩\n", encoding="utf-8")
    Path("不认识.txt").write_text("天车 不存在的词\n", encoding="utf-8")
    Path("空.txt").touch()
    Path("空白.txt").write_text(" \n\n", encoding="utf-8")
    Path("乱.bin.txt").write_bytes(bytes(range(256)) * 20)
    Path("文件夹").mkdir()
    return tmp_path


@pytest.fixture
def fake(monkeypatch):
    """The real reader and layout, made-up verses."""
    import mnemo.cli.review
    import mnemo.pipeline

    class Shop(FakeShop):
        def __init__(self, settings=None):
            super().__init__(settings)
            self.real = real(settings)

        def read(self, source):
            return self.real.read(source)

        def __getattr__(self, name):
            return getattr(self.real, name)

    real = mnemo.pipeline.Workshop
    monkeypatch.setattr(mnemo.cli.review, "Workshop", Shop)
    monkeypatch.setattr(mnemo.pipeline, "Workshop", Shop)


def outcome(args, **extra):
    run = CliRunner().invoke(app, args, **extra)
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
    assert "Traceback" not in run.output
    return run


@pytest.mark.parametrize(("args", "message"), WRONG_USE, ids=[" ".join(a) for a, _ in WRONG_USE])
@pytest.mark.usefixtures("folder", "fake")
def test_wrong_use(args, message):
    run = outcome(args)
    assert run.exit_code == 2
    assert message in run.stderr
    assert run.stderr.startswith("mnemo：")
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""


@pytest.mark.parametrize(("name", "message"), UNREADABLE)
@pytest.mark.parametrize("command", READING)
@pytest.mark.usefixtures("folder", "fake")
def test_unreadable(command, name, message):
    if name == "大.txt":
        Path(name).write_bytes(b"a" * (20 * 1024 * 1024 + 1))
    run = outcome([command, name])
    assert run.exit_code == 4
    assert message in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""


@pytest.mark.parametrize("name", ["没有.txt", "空.txt", "乱.bin.txt", "文件夹"])
@pytest.mark.usefixtures("folder")
def test_unreadable_verse(name):
    assert outcome(["check", "卡.txt", name]).exit_code == 4


@pytest.mark.parametrize("command", ["simplify", "steps", "explain", "export"])
def test_empty_standard_input(command):
    run = outcome([command, "-"], input="")
    assert run.exit_code == 4
    assert "空的" in run.stderr


@pytest.mark.parametrize("name", ["没有.txt", "文件夹", "乱.bin.txt", "大.txt"])
@pytest.mark.usefixtures("folder")
def test_unreadable_terms(name):
    if name == "大.txt":
        Path(name).write_bytes(b"a" * 2_000_000)
    run = outcome(["simplify", "卡.txt", "--terms", name])
    assert run.exit_code == 4
    assert "用语表" in run.stderr


@pytest.mark.usefixtures("folder")
def test_no_permission(monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    run = outcome(["steps", "卡.txt"])
    assert run.exit_code == 4
    assert "权限" in run.stderr


BREAKS = [("nouns/common.tsv", "broken"), ("phrases/common.tsv", "x\ty"), ("cues.tsv", "x\ty")]


@pytest.mark.parametrize(("name", "row"), BREAKS)
@pytest.mark.usefixtures("folder")
def test_broken_lexicon_row_is_exit_3_with_file_and_line(name, row, tmp_path, monkeypatch):
    root = tmp_path / "lexicons"
    shutil.copytree(lexicon_root(), root)
    text = (root / name).read_text(encoding="utf-8")
    (root / name).write_text(text.rstrip("\n") + f"\n{row}\n", encoding="utf-8")
    number = len(text.rstrip("\n").split("\n")) + 1
    monkeypatch.setattr("mnemo.lexicon.concepts.lexicon_root", lambda: root)
    for args in (["simplify", "卡.txt", "--form", "五言"], ["lexicon", "check", str(root)]):
        run = outcome(args)
        assert run.exit_code == 3
        assert f"{name}:{number}: " in run.stderr


def cli(*args: str) -> list[str]:
    return [sys.executable, "-m", "mnemo", *args]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def test_a_console_of_chinese_windows(tmp_path):
    (tmp_path / "卡.txt").write_text(SOURCE.replace("超载", "超载²⌀"), encoding="utf-8")
    for fmt in ("text", "json"):
        args = cli("steps", str(tmp_path / "卡.txt"), "--format", fmt)
        run = subprocess.run(args, capture_output=True, env=environment(PYTHONIOENCODING="gbk"), check=False)
        assert run.returncode == 0, run.stderr.decode("gbk")
        assert "佩戴" in run.stdout.decode("gbk")
        if fmt == "json":
            import json

            shown = json.loads(run.stdout.decode("gbk"))
            assert any("²⌀" in s["text"] for s in shown["cards"][0]["steps"])


def test_help_on_a_console_of_chinese_windows():
    for args in (["--help"], ["forms"], ["rhyme", "帽"], ["foo"]):
        run = subprocess.run(cli(*args), capture_output=True, env=environment(PYTHONIOENCODING="gbk"), check=False)
        assert b"Traceback" not in run.stderr
        (run.stdout + run.stderr).decode("gbk")


def test_a_reader_that_goes_away_is_no_error():
    writer = subprocess.Popen(cli("forms"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    complaint = writer.stderr.read().decode()
    writer.stderr.close()
    assert writer.wait(timeout=30) == 0
    assert complaint == ""


ESCAPES = [('"电"', "gbk", '"电"'), ('"✓"', "gbk", '"\\u2713"'), ('"𠮷"', "gbk", '"\\ud842\\udfb7"'), ('"✓"', "utf-8", '"✓"')]


@pytest.mark.parametrize(("text", "encoding", "shown"), ESCAPES)
def test_escaped(text, encoding, shown):
    import json

    assert escaped(text, encoding) == shown
    assert json.loads(shown) == json.loads(text)
