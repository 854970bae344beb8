"""Every procedure of the corpora fits the schema; the check half shares nothing with what mnemo is built from.

Messages name files, ids and offsets of the check half, never its words: whoever tunes may read this output.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mnemo.lexicon.table import parse_table

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
HALVES = ("tune", "check", "sample")
RUN = 12
"""字 in a row that no two halves may share: longer than any stock phrase of the trade (发现异常立即停机报告)."""
TOP = {"title": str, "kind": str, "domain": str, "industry": str, "split": str, "author": str, "text": str, "steps": list}
TOP_MAY = {"trap": str, "forbidden": list}
STEP = {
    "id": str, "quote": str, "action": str, "object": str, "polarity": str, "condition": str, "after": list, "critical": bool,
    "keep": list, "numbers": list,
}  # fmt: skip
STEP_MAY = {"step_kind": str}
FORBIDDEN = {"regex": str, "why": str, "bad": list}
FORBIDDEN_MAY = {"ok": list}
KINDS = {"risk", "duty", "operation", "emergency"}
STEP_KINDS = {"do", "never", "gate", "when", "limit", "hazard", "may"}
FIELDS = ("冶金", "铝", "粉尘", "氨", "有限空间", "危")
PATHS = [p for half in HALVES for p in sorted((CORPORA / half).glob("*.toml"))]


@cache
def record(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def names(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def faults(table: dict[str, Any], must: dict[str, type], may: dict[str, type]) -> list[str]:
    """Keys that are missing, unknown or of the wrong type."""
    wrong = [f"{k} is missing" for k in must.keys() - table.keys()]
    wrong += [f"{k} is unknown" for k in table.keys() - must.keys() - may.keys()]
    return wrong + [f"{k} is no {t.__name__}" for k, t in {**must, **may}.items() if k in table and type(table[k]) is not t]


def plain(text: str) -> str:
    """Without white space and punctuation, so that a changed comma hides nothing; a figure with its unit is one 字
    (硫化氢不大于10mg/m3 is a legal limit, not somebody's sentence)."""
    return re.sub(r"[\W_]+", "", re.sub(r"[0-9A-Za-z][0-9A-Za-z./%]*", "0", text))


def sentences(text: str) -> Iterator[str]:
    """Pieces between full stops and line ends, long enough to betray a copy."""
    for part in re.split(r"[。；！？\n|]", text):
        if len(plain(part)) >= RUN:
            yield plain(part)


def runs(text: str) -> set[str]:
    """Every stretch of 12 字 inside a sentence."""
    return {s[i : i + RUN] for s in sentences(text) for i in range(len(s) - RUN + 1)}


def test_there_are_enough_procedures_of_every_kind():
    found = [record(p) for p in PATHS if p.parent.name != "sample"]
    assert len(found) >= 24
    for half in ("tune", "check"):
        mine = [record(p) for p in PATHS if p.parent.name == half]
        assert {r["kind"] for r in mine} == KINDS, half
    domains = " ".join(r["domain"] + r["industry"] + r["title"] for r in found)
    for field in FIELDS:
        assert field in domains, field


def test_names_and_titles_are_unique():
    assert len({names(p) for p in PATHS}) == len(PATHS)
    texts = [plain(record(p)["text"]) for p in PATHS]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("path", PATHS, ids=names)
def test_schema(path):
    found = record(path)
    wrong = faults(found, TOP, TOP_MAY)
    for number, step in enumerate(found["steps"]):
        wrong += [f"step {number}: {w}" for w in faults(step, STEP, STEP_MAY)]
    for number, row in enumerate(found.get("forbidden", [])):
        wrong += [f"forbidden {number}: {w}" for w in faults(row, FORBIDDEN, FORBIDDEN_MAY)]
    assert not wrong
    assert found["split"] == path.parent.name
    assert found["author"]
    assert found["kind"] in KINDS
    assert found["steps"]


@pytest.mark.parametrize("path", PATHS, ids=names)
def test_gold_steps(path):
    found = record(path)
    seen: list[str] = []
    wrong: list[str] = []
    for step in found["steps"]:
        name = step["id"]
        if name in seen:
            wrong.append(f"{name} stands twice")
        if not step["quote"] or step["quote"] not in found["text"]:
            wrong.append(f"{name}: the quote is not in the text")
        if step["polarity"] not in ("must", "forbid", "may"):
            wrong.append(f"{name}: polarity {step['polarity']}")
        if step.get("step_kind", "do") not in STEP_KINDS:
            wrong.append(f"{name}: step_kind {step['step_kind']}")
        wrong += [f"{name}: after {a}, which does not stand earlier" for a in step["after"] if a not in seen]
        if not step["keep"] or not all(step["keep"]):
            wrong.append(f"{name}: no keep wording")
        wrong += [f"{name}: number {i} is not in the text" for i, n in enumerate(step["numbers"]) if n not in found["text"]]
        seen.append(name)
    assert not wrong


@pytest.mark.parametrize("path", PATHS, ids=names)
def test_forbidden_patterns(path):
    """Each pattern catches its own bad wordings and leaves the good ones."""
    wrong: list[str] = []
    for number, row in enumerate(record(path).get("forbidden", [])):
        pattern = re.compile(row["regex"])
        if not row["bad"] or not row["why"]:
            wrong.append(f"{number}: no bad wording or no reason")
        wrong += [f"{number}: misses bad {i}" for i, bad in enumerate(row["bad"]) if not pattern.search(bad)]
        wrong += [f"{number}: hits ok {i}" for i, ok in enumerate(row.get("ok", [])) if pattern.search(ok)]
    assert not wrong


def examples() -> Iterator[tuple[str, str]]:
    """(file:row, example cell) of every lexicon."""
    for path in sorted((ROOT / "lexicons").rglob("*.tsv")):
        text = path.read_text(encoding="utf-8")
        columns = next(line for line in text.split("\n") if line and not line.startswith("# ")).split("\t")
        place = path.relative_to(ROOT / "lexicons").as_posix()
        for row in parse_table(text, place, columns).rows:
            if "example" in columns:
                yield row.id, row["example"]


def shared(found: dict[str, str]) -> list[str]:
    """`check/file (n runs) ~ other` for every check text that holds a run of `found` (run → where it stands)."""
    wrong = []
    for path in (p for p in PATHS if p.parent.name == "check"):
        where = [found[run] for run in runs(record(path)["text"]) if run in found]
        wrong += [f"{names(path)} ({where.count(w)} runs) ~ {w}" for w in sorted(set(where))]
    return wrong


def test_check_shares_no_sentence_with_what_was_tuned_on():
    tuned = {run: names(p) for p in PATHS if p.parent.name != "check" for run in runs(record(p)["text"])}
    assert not shared(tuned)


def test_check_shares_no_sentence_with_a_lexicon():
    told = {run: place for place, example in examples() for run in runs(example)}
    assert len(told) > 100
    assert not shared(told)


def test_a_copied_sentence_is_noticed():
    copied = "进入罐内前，必须先检测氧含量和可燃气体"
    assert runs(copied) & runs(f"甲。{copied.replace('，', '')}，并记录。")
    assert not runs("必须戴安全帽") | runs("发现异常；立即停机；报告班长")
