"""Help in Chinese for every command, and nothing imported for `mnemo --help`."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mnemo.cli.app import COMMANDS, app
from mnemo.cli.chinese import Argument, columns, wrapped

ROOT = Path(__file__).parent.parent
PATHS = [(name,) for name in COMMANDS] + [("lexicon", "check")]
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Arguments|Error|Show|default|required|TEXT|INTEGER|OPTIONS|ARGS)\b")


def command_of(path: tuple[str, ...]) -> click.Command:
    found = import_module(f"mnemo.cli.{path[0]}").command
    return found.get_command(click.Context(found), path[1]) if len(path) > 1 else found


@pytest.mark.parametrize("path", [(), *PATHS], ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_chinese(path, flag):
    run = CliRunner().invoke(app, [*path, flag])
    assert run.exit_code == 0
    assert run.output.startswith(f"用法：{' '.join(('mnemo', *path))} ")
    assert "选项：" in run.output
    assert not ENGLISH.search(run.output)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_parameter_says_what_it_is(path):
    for param in command_of(path).params:
        note = param.note if isinstance(param, Argument) else param.help
        assert note, param.name
        assert re.search("[一-龥]", note), param.name
        if isinstance(param, click.Option) and not param.is_flag:
            assert param.metavar, param.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_chinese_summary(name):
    assert re.search("[一-龥]", COMMANDS[name])
    assert name in CliRunner().invoke(app, ["--help"]).output


def test_help_imports_no_command():
    code = (
        "import sys\n"
        "from mnemo.cli.app import app, COMMANDS\n"
        "sys.argv = ['mnemo', '--help']\n"
        "try:\n    app.main()\nexcept SystemExit:\n    pass\n"
        "loaded = [n for n in COMMANDS if f'mnemo.cli.{n}' in sys.modules] + "
        "[m for m in ('rich', 'spacy', 'jieba', 'numpy', 'pypinyin', 'mnemo.pipeline') if m in sys.modules]\n"
        "print(loaded, file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stderr.strip() == "[]"
    assert "用法：mnemo" in run.stdout


def test_version():
    run = CliRunner().invoke(app, ["--version"])
    assert (run.exit_code, run.output) == (0, "mnemo 0.1.0\n")


@pytest.mark.parametrize("path", [[], ["lexicon"]], ids=["mnemo", "lexicon"])
def test_no_command_shows_help_and_is_wrong_use(path):
    run = CliRunner().invoke(app, path)
    assert run.exit_code == 2
    assert "命令：" in run.stderr


def test_help_columns_line_up_for_wide_characters():
    output = CliRunner().invoke(app, ["check", "--help"]).output
    rows = output.split("参数：")[1].split("\n")[1:3]
    assert {columns(row[: row.index(word)]) for row, word in zip(rows, ("规程文件（", "要核对的"), strict=True)} == {12}


WRAPPED = [
    ("一二三四", 4, ["一二", "三四"]),
    ("一二，三四", 4, ["一", "二，", "三四"]),
    ("一 abc d", 5, ["一 ", "abc d"]),
    ("", 5, [""]),
]


@pytest.mark.parametrize(("text", "width", "lines"), WRAPPED)
def test_wrapped(text, width, lines):
    assert wrapped(text, width) == lines
