"""`mnemo lexicon check`: the shipped lexicons pass, each kind of defect is named with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mnemo.cli.app import app
from mnemo.errors import LexiconError, UnreadableError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon_check import KNOWN, check_lexicons


def test_the_shipped_lexicons_pass():
    counts = dict(check_lexicons())
    assert set(counts) == {*KNOWN, "forms/*.toml"}
    assert all(counts.values())
    files = lexicon_root().rglob("*.tsv")
    rows = sum(_rows(p) for p in files)
    assert sum(n for name, n in counts.items() if name != "forms/*.toml") == rows


def _rows(path: Path) -> int:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]
    return len(lines) - 1


def test_the_command_prints_the_counts():
    run = CliRunner().invoke(app, ["lexicon", "check"])
    assert run.exit_code == 0, run.stderr
    assert "nouns\t" in run.stdout
    assert "词库没有问题" in run.stderr


WHOLE_TABLES = ("classes", "nouns", "verbs", "rhymebooks", "forms", "tails", "units", "bounds", "headings")
"""Tables other rows point into; of the rest a few rows do, and the checks stay fast."""


@pytest.fixture
def root(tmp_path):
    """A small sound copy of the lexicons."""
    target = tmp_path / "lexicons"
    shutil.copytree(lexicon_root(), target)
    for path in target.rglob("*.tsv"):
        text = path.read_text(encoding="utf-8").replace("???", "例子")
        lines = text.rstrip("\n").split("\n")
        if path.relative_to(target).parts[0].removesuffix(".tsv") not in WHOLE_TABLES:
            lines = lines[: sum(line.startswith("# ") for line in lines) + 12]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def test_the_small_copy_is_sound(root):
    assert dict(check_lexicons(root))


def change(path: Path, edit: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    new = edit(text)
    assert new != text
    path.write_text(new, encoding="utf-8")


def cell(path: Path, column: str, value: str) -> int:
    """Sets a cell of the first row; its line number."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if not line.startswith("# "))
    cells = lines[at + 1].split("\t")
    cells[lines[at].split("\t").index(column)] = value
    lines[at + 1] = "\t".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    return at + 2


CELLS = [
    ("classes.tsv", "parent", "nowhere", "上位类别 nowhere 不存在"),
    ("conditions/common.tsv", "role", "maybe", "未知的 role maybe"),
    ("conditions/common.tsv", "doable", "x", "doable"),
    ("nouns/ppe.tsv", "class", "nowhere", "未知的类别 nowhere"),
    ("nouns/ppe.tsv", "parent", "nowhere", "上位概念 nowhere 不存在"),
    ("nouns/ppe.tsv", "example", "这里什么都没有", "没有这个概念的任何一个名称"),
    ("verbs/common.tsv", "opposite", "nowhere", "反义概念 nowhere 不存在"),
    ("verbs/common.tsv", "frame", "xx", "未知的句式 xx"),
    ("verbs/common.tsv", "objects", "nowhere", "未知的类别 nowhere"),
    ("phrases/common.tsv", "act", "aaaa", "动作概念 aaaa 不存在"),
    ("phrases/common.tsv", "class", "nowhere", "类别 nowhere 不存在"),
    ("phrases/common.tsv", "cost", "301", "代价 301"),
    ("phrases/common.tsv", "length", "6", "未知的长度 6"),
    ("merges.tsv", "cost", "x", "cost 是“x”"),
    ("condlines.tsv", "cost", "-", "cost 是“”"),
    ("fillers.tsv", "role", "middle", "未知的位置 middle"),
    ("damage.tsv", "pattern", "(", "正则写错了"),
    ("noise.tsv", "pattern", "(", "正则写错了"),
    ("patterns.tsv", "pattern", "[", "不是 JSON"),
    ("readings.tsv", "reading", "qqq", "注音"),
    ("cues.tsv", "example", "???", "占位"),
    ("cues.tsv", "example", "-", "没有例子"),
    ("rhymebooks/tongyun.tsv", "final", "Zz", "没有韵母"),
]


@pytest.mark.parametrize(("name", "column", "value", "message"), CELLS, ids=[f"{c[0]} {c[1]} {c[2]}" for c in CELLS])
def test_a_wrong_cell_is_named_with_file_and_line(root, name, column, value, message):
    line = cell(root / name, column, value)
    with pytest.raises(LexiconError) as caught:
        list(check_lexicons(root))
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{name}:{line}: ")
    run = CliRunner().invoke(app, ["lexicon", "check", str(root)])
    assert run.exit_code == 3
    assert message in run.stderr


WHOLE = [
    ("a table nobody reads", lambda r: (r / "surplus.tsv").write_text("x", encoding="utf-8"), "surplus.tsv", "没有程序读"),
    ("a folder nobody reads", lambda r: shutil.copytree(r / "verbs", r / "acts"), "acts/", "没有程序读"),
    ("a stray file", lambda r: (r / "verbs" / "a.csv").write_text("x", encoding="utf-8"), "verbs/a.csv", "没有程序读"),
    ("a missing table", lambda r: (r / "cues.tsv").unlink(), "cues.tsv", "缺少"),
    ("no UTF-8", lambda r: (r / "cues.tsv").write_bytes(b"\xff"), "cues.tsv", "UTF-8"),
    ("no NFC", lambda r: change(r / "cues.tsv", lambda t: t.replace("title: ", "title: e\u0301")), "cues.tsv:1", "NFC"),
    ("no source", lambda r: change(r / "cues.tsv", lambda t: t.replace("# source:", "# note:", 1)), "cues.tsv", "source"),
    ("an unknown header", lambda r: change(r / "cues.tsv", lambda t: "# author: me\n" + t), "cues.tsv:1", "author"),
    ("a row twice", lambda r: change(r / "tails.tsv", _doubled), "tails.tsv", "重复"),
    ("a wrong order", lambda r: change(r / "cues.tsv", _swapped), "cues.tsv", "排序"),
    ("an unknown column", lambda r: change(r / "cues.tsv", lambda t: t.replace("surface\t", "word\t", 1)), "cues.tsv", "列名"),
    ("a form with a stray key", lambda r: change(r / "forms/qiyan.toml", lambda t: "x = 1\n" + t), "forms/qiyan.toml", "未知的键"),
    ("a form that is no TOML", lambda r: change(r / "forms/qiyan.toml", lambda t: t + "\n["), "forms/qiyan.toml", "TOML"),
    ("a final short", lambda r: change(r / "rhymebooks/xinyun.tsv", lambda t: t.rstrip("\n").rpartition("\n")[0] + "\n"), "rhymebooks/xinyun.tsv", "缺少韵母"),
]  # fmt: skip


def _doubled(text: str) -> str:
    return text.rstrip("\n") + "\n" + text.rstrip("\n").rpartition("\n")[2] + "\n"


def _swapped(text: str) -> str:
    head, last = text.rstrip("\n").rpartition("\n")[::2]
    body, before = head.rpartition("\n")[::2]
    return f"{body}\n{last}\n{before}\n"


@pytest.mark.parametrize(("breakage", "place", "message"), [c[1:] for c in WHOLE], ids=[c[0] for c in WHOLE])
def test_a_broken_folder(root, breakage, place, message):
    breakage(root)
    with pytest.raises(LexiconError) as caught:
        list(check_lexicons(root))
    assert str(caught.value).startswith(place)
    assert message in str(caught.value)


def test_no_folder(tmp_path):
    with pytest.raises(UnreadableError):
        list(check_lexicons(tmp_path / "none"))
