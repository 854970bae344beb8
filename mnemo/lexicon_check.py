"""`mnemo lexicon check` (ring 4): every table, form and rhyme book loaded, counted, and checked against the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import get_args

from mnemo.errors import LexiconError, UnreadableError
from mnemo.lexicon.concepts import Lexicon
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, Table, parse_table
from mnemo.types import ConditionRole

Load = Callable[[Path], object]
PLACEHOLDER = "???"
FREE = frozenset({"LICENSE", "README.md"})
"""Files of the folder that are no data."""
FRAMES = frozenset({"vo", "v", "vp", "vc"})


def check_lexicons(root: Path | None = None) -> Iterator[tuple[str, int]]:
    """(table, rows) for every table below `root`, in name order; LexiconError at the first defect, with file and line.

    A table is a file `x.tsv` or a folder `x/` of files. One that no part of mnemo reads is a defect, and so is one
    that is missing: a forgotten file would otherwise be knowledge nobody uses.
    """
    folder = root or lexicon_root()
    if not folder.is_dir():
        raise UnreadableError(str(folder), "没有这个词库文件夹", "请给出 lexicons 文件夹的路径")
    tables = {name: tuple(found) for name, found in groupby(_tables(folder), key=lambda t: t[0])}
    for name in sorted(KNOWN.keys() - tables.keys()):
        raise LexiconError(f"{name}.tsv", 0, "缺少这张表", "从安装包里补回来")
    rows = {name: [row for _, table in found for row in table.rows] for name, found in tables.items()}
    for load in dict.fromkeys(KNOWN.values()):
        load(folder)
    for row in (row for found in rows.values() for row in found):
        _check_proof(row)
    lexicon = _concepts(folder)
    for name, check in REFERENCES.items():
        for row in rows[name]:
            check(row, lexicon)
    for name, found in rows.items():
        yield name, len(found)
    yield "forms/*.toml", len(_forms(folder))


def _tables(root: Path) -> Iterator[tuple[str, Table]]:
    """(name of the table, one file of it) in order; every other file in the folder is a defect."""
    try:
        paths = sorted(p for p in root.rglob("*") if not p.is_dir() and not p.name.startswith("."))
    except OSError as error:
        raise UnreadableError(str(root), "词库文件夹读不了", "请检查权限") from error
    for path in paths:
        place = path.relative_to(root).as_posix()
        name = place.split("/")[0].removesuffix(".tsv")
        if place in FREE or (name == "forms" and path.suffix == ".toml"):
            continue
        if path.suffix != ".tsv" or name not in KNOWN:
            raise LexiconError(place, 0, "没有程序读这个文件", f"删掉它，或改成已有的表：{' '.join(sorted(KNOWN))}")
        yield name, _parsed(path, place)


def _parsed(path: Path, place: str) -> Table:
    """The table by its own column row; its reader says whether these are the right columns."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(place, 0, "读不到词库文件", "检查权限") from error
    except UnicodeDecodeError as error:
        raise LexiconError(place, 0, "不是 UTF-8", "用 UTF-8 重新保存") from error
    columns = next((line.split("\t") for line in text.split("\n") if line and not line.startswith("# ")), ["?"])
    table = parse_table(text, place, columns)
    if table.header["source"] == PLACEHOLDER:
        raise LexiconError(place, 1, "source 没有写来源", "写出名称和读者能打开的地方，或 project's own")
    return table


def _check_proof(row: Row) -> None:
    holes = [column for column, cell in row.cells.items() if cell == PLACEHOLDER]
    if holes:
        raise row.fault(f"{' '.join(holes)} 还是占位的 {PLACEHOLDER}", "写上真正的例子")


def _check_noun(row: Row, lexicon: Lexicon) -> None:
    if not any(surface in row["example"] for surface in row.list("surfaces")):
        raise row.fault("例子里没有这个概念的任何一个名称", "换一个例子")


def _check_verb(row: Row, lexicon: Lexicon) -> None:
    if row["opposite"] and row["opposite"] not in lexicon.verbs:
        raise row.fault(f"反义概念 {row['opposite']} 不存在", "改正 opposite 列")
    if row["frame"] not in FRAMES:
        raise row.fault(f"未知的句式 {row['frame']}", f"用 {' '.join(sorted(FRAMES))}")


def _check_condition(row: Row, lexicon: Lexicon) -> None:
    if row["role"] not in get_args(ConditionRole):
        raise row.fault(f"未知的 role {row['role']}", f"用 {' '.join(get_args(ConditionRole))}")
    if row["doable"] not in ("y", "n"):
        raise row.fault(f"doable 是“{row['doable']}”", "写 y 或 n")


def _check_phrase(row: Row, lexicon: Lexicon) -> None:
    if row["act"] != "*" and row["act"] not in lexicon.verbs:
        raise row.fault(f"动作概念 {row['act']} 不存在", "先在 verbs/ 里登记，或改正 act 列")
    if row["class"] not in ("", "*") and row["class"] not in lexicon.class_parent:
        raise row.fault(f"类别 {row['class']} 不存在", "先在 classes.tsv 里登记，或改正 class 列")


def _check_class(row: Row, lexicon: Lexicon) -> None:
    if row["parent"] and row["parent"] not in lexicon.class_parent:
        raise row.fault(f"上位类别 {row['parent']} 不存在", "改正 parent 列")


def _check_pattern(row: Row, lexicon: Lexicon) -> None:
    try:
        re.compile(row["pattern"])
    except re.error as error:
        raise row.fault(f"正则写错了：{error}", "改正 pattern 列") from error


REFERENCES: Mapping[str, Callable[[Row, Lexicon], None]] = {
    "classes": _check_class,
    "conditions": _check_condition,
    "damage": _check_pattern,
    "nouns": _check_noun,
    "phrases": _check_phrase,
    "verbs": _check_verb,
}


def _concepts(root: Path) -> Lexicon:
    from mnemo.lexicon.concepts import load_lexicon

    return load_lexicon(root)


def _units(root: Path) -> object:
    from mnemo.lexicon.units import load_units

    return load_units(root)


def _layout(root: Path) -> object:
    from mnemo.text.words import load_words

    return load_words(root)


def _structure_only(root: Path) -> object:
    """Tables whose readers look at the shipped folder alone; their structure has been checked by then."""
    return None


def _cues(root: Path) -> object:
    from mnemo.analysis.words import load_words

    return load_words(root)


def _vocabulary(root: Path) -> object:
    from mnemo.analysis.vocabulary import make_grammar

    return make_grammar(_concepts(root))


def _patterns(root: Path) -> object:
    from mnemo.analysis.patterns import load_patterns

    return load_patterns(root)


def _critical(root: Path) -> object:
    from mnemo.analysis.critical import load_critical

    return load_critical(root)


def _bank(root: Path) -> object:
    from mnemo.compress.rows import load_bank

    return load_bank(root)


def _merges(root: Path) -> object:
    from mnemo.compress.merge import load_merges

    return load_merges(root)


def _topics(root: Path) -> object:
    from mnemo.compress.couplets import load_topic_lines

    return load_topic_lines(root)


def _fillers(root: Path) -> object:
    from mnemo.compress.fillers import load_fillers

    return load_fillers(root)


def _court(root: Path) -> object:
    from mnemo.judge.tables import load_tables

    return load_tables(root)


def _readings(root: Path) -> object:
    from mnemo.engines.pypinyin_pronouncer import load_readings

    return load_readings(root)


def _genre(root: Path) -> object:
    from mnemo.text.genre import is_policy

    return is_policy("", root)


def _books(root: Path) -> object:
    from mnemo.prosody.rhyme import books

    return books(root)


def _small_words(root: Path) -> object:
    from mnemo.compress.clausewords import load_small_words

    return load_small_words(root)


def _forms(root: Path) -> tuple[object, ...]:
    from mnemo.forms import forms

    return forms(root)


def _all(names: Iterable[str], load: Load) -> dict[str, Load]:
    return dict.fromkeys(names, load)


KNOWN: Mapping[str, Load] = {
    **_all(("classes", "nouns", "verbs", "conditions", "operators", "licences"), _concepts),
    **_all(("units", "bounds", "notnumbers"), _units),
    **_all(("headings", "noise", "counters", "wraps"), _layout),
    **_all(("charfold", "commonchars", "damage"), _structure_only),
    **_all(("policies",), _genre),
    **_all(("cues", "verbclasses", "heads", "gatewords"), _cues),
    **_all(("protected", "segments"), _vocabulary),
    **_all(("patterns",), _patterns),
    **_all(("critical",), _critical),
    **_all(("phrases", "tails"), _bank),
    **_all(("merges",), _merges),
    **_all(("condlines",), _topics),
    **_all(("clausewords",), _small_words),
    **_all(("fillers",), _fillers),
    **_all(("judgewords", "opposites", "everyday"), _court),
    **_all(("readings",), _readings),
    **_all(("rhymebooks",), _books),
    **_all(("forms",), _forms),
}
"""Table → what loads it. A test finds every table the package reads and compares."""
