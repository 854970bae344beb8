"""The README tells the truth: its commands run, its output is real, its code works, every command stands in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from outside import ensure_mnemo, environment
from readme import README, ROOT, blocks

from mnemo.cli.app import COMMANDS

TEXT = README.read_text(encoding="utf-8")
PATHS = [(name,) for name in COMMANDS if name != "lexicon"] + [("lexicon", "check")]
GOLDEN = re.compile(r"(<!-- golden -->\n```console\n\$ (?P<command>[^\n]+)\n)(?P<output>.*?)(```\n)", re.DOTALL)
RUNS = [(b.text.strip(), int(b.mark.split()[1])) for b in blocks("exit ", "bash")]
BAD = [
    ("mnemo simplify 没有.txt", 4),
    ("mnemo simplify 空.txt", 4),
    ("mnemo simplify examples/氨压缩机启停操作卡.txt --form 八言", 2),
    ("mnemo 没有这个命令", 2),
    ("mnemo steps 没有步骤.txt", 1),
    ("mnemo simplify 没有步骤.txt --format json", 1),
    ("mnemo export examples/氨压缩机启停操作卡.txt --ledger 没有.jsonl", 1),
    ("mnemo lexicon check 坏词库", 3),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the commands need, and `mnemo` on the path; commands run in it one after the other."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples")
    (place / "bin").mkdir()
    script = place / "bin" / "mnemo"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m mnemo "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    (place / "空.txt").touch()
    (place / "没有步骤.txt").write_text("今天天气很好。\n", encoding="utf-8")
    broken = place / "坏词库"
    shutil.copytree(ROOT / "lexicons", broken)
    with (broken / "classes.tsv").open("a", encoding="utf-8") as table:
        table.write("zz\t没有这一类\t只有三格\n")
    return place


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    return subprocess.run(command, shell=True, cwd=place, env=env, capture_output=True, text=True, timeout=300)


def test_there_is_a_runnable_example_of_every_command():
    assert {name for command, _ in RUNS for name in re.findall(r"mnemo (\w+)", command)} == set(COMMANDS)


@pytest.mark.parametrize(("command", "code"), RUNS, ids=[c for c, _ in RUNS])
def test_a_shown_command_runs(command, code, folder):
    done = run(command, folder)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    html = re.search(r"--html (\S+)", command)
    assert "<html" in (folder / html[1]).read_text(encoding="utf-8") if html else done.stdout


@pytest.mark.parametrize(("command", "code"), BAD, ids=[c for c, _ in BAD])
def test_exit_codes_are_as_documented(command, code, folder):
    done = run(command, folder)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert re.search("[一-龥]", done.stderr + done.stdout)
    assert f"| {code} |" in TEXT


def test_a_failed_run_with_json_still_prints_the_object(folder):
    import json

    done = run("mnemo simplify 没有步骤.txt --format json", folder)
    assert json.loads(done.stdout)["schema"] == "mnemo/1"


def test_the_shown_output_is_real(folder, update_golden):
    """Refresh with `pytest tests/test_readme.py --update-golden`, and read the difference."""
    match = GOLDEN.search(TEXT)
    assert match
    done = run(match["command"], folder)
    assert done.returncode == 0, done.stderr
    if update_golden:
        README.write_text(TEXT[: match.start("output")] + done.stdout + TEXT[match.end("output") :], encoding="utf-8")
    else:
        assert match["output"] == done.stdout, "run: pytest tests/test_readme.py --update-golden"


@pytest.mark.parametrize("mark", ["run", "test"])
def test_ci_finds_its_two_lines(mark):
    (block,) = [b for b in blocks(mark, "bash") if b.mark == mark]
    assert len(block.text.strip().splitlines()) == 1
    assert block.text.startswith("python3 -m venv .venv && .venv/bin/pip install")
    for name in re.findall(r"examples/\S+", block.text):
        assert (ROOT / name).is_file()


def test_ci_cuts_the_same_lines():
    """The awk line of .ci/run, run by itself, gives what the marker test sees."""
    awk = re.search(r"script=\$\((awk .*)\)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert awk
    for mark in ("run", "test"):
        command = awk[1].replace('"$1"', mark)
        cut = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert cut.strip() == next(b.text.strip() for b in blocks(mark) if b.mark == mark)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_and_option_stands_in_the_readme(path):
    command = import_module(f"mnemo.cli.{path[0]}").command
    if len(path) > 1:
        command = command.get_command(click.Context(command), path[1])
    assert f"### `mnemo {' '.join(path)}" in TEXT
    for param in command.params:
        if isinstance(param, click.Option) and "--help" not in param.opts:
            assert f"`{param.opts[-1]}" in TEXT or f"`{param.opts[0]}" in TEXT, param.opts


def test_every_form_and_rhyme_book_stands_in_the_readme():
    from mnemo.forms import forms
    from mnemo.prosody.rhyme import book_ids

    for form in forms():
        assert f"| `{form.id}` | {form.name} |" in TEXT
    for book in book_ids():
        assert f"`{book}`" in TEXT


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("number", range(len(blocks("", "python"))))
def test_the_shown_code_runs(number, tmp_path):
    ensure_mnemo(tmp_path)
    code = blocks("", "python")[number].text
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=environment(tmp_path), timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    if "mnemo.check" in code:
        assert "False" in done.stdout
    if "add_pipe" in code:
        assert "gate" in done.stdout
