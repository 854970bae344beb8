"""Both JSON shapes are what the README documents; keys of the first contract never go away."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from outside import environment
from readme import ROOT, blocks

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
VERSE = "异味快往上风撤，可以返回拿手机。停水停电停供氧，冲洗清水三十秒。"
PINNED = {
    "": {"schema", "source", "cards", "findings"},
    "source": {"name", "digest", "chars"},
    "cards[]": {"id", "title", "kind", "steps", "candidates", "findings"},
    "cards[].steps[]": {
        "id", "kind", "text", "spans", "action", "object", "polarity", "trigger", "precondition", "quantities", "after", "critical",
        "confidence", "phase",
    },
    "cards[].candidates[]": {
        "id", "rank", "form", "family", "form_rank", "scope", "book", "text", "lines", "notes", "missing", "scores", "findings",
    },
    "cards[].candidates[].lines[]": {"text", "role", "stanza", "couplet", "steps", "pinyin", "rhyme"},
    "cards[].candidates[].scores": {"total", "coverage", "critical", "brevity", "rhyme", "rhythm", "tone", "naturalness"},
    "findings[]": {"rule", "severity", "line", "step", "spans", "message"},
}  # fmt: skip
"""The design's contract, kept here apart from README and code so that both cannot drift together."""
PINNED_CHECK = {
    "": {"schema", "ok", "findings", "alignment", "missing", "scores"},
    "findings[]": {"rule", "severity", "line", "step", "spans", "message"},
    "alignment[]": {"line", "steps"},
}
OPEN = ("scores",)
"""Objects whose keys depend on the form: documented keys may be absent, others may be added."""
FORMS = ("--form", "七言", "--form", "口诀", "--top", "2")
METRIC = {"sanzijing", "wuyan", "qiyan", "sansanqi", "sizijue"}


def run(*args: str, seed: str = "0", stdin: str = "") -> bytes:
    env = {**environment(), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "mnemo", *args]
    done = subprocess.run(command, cwd=ROOT, env=env, input=stdin.encode(), capture_output=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout


@cache
def simplified(path: Path) -> bytes:
    return run("simplify", str(path), *FORMS, "--format", "json")


@cache
def checked() -> bytes:
    source = next(p for p in EXAMPLES if "冷库" in p.name)
    return run("check", str(source), "-", "--format", "json", stdin=VERSE)


def keys(value: Any, path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """(place, keys) of every object; `findings` and `spans` look alike wherever they stand."""
    if isinstance(value, dict):
        yield path, frozenset(value)
        for key, inner in value.items():
            yield from keys(inner, "findings" if key == "findings" else f"{path}.{key}" if path else key)
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[]")


def shape(value: Any) -> dict[str, set[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = {}
    for place, names in keys(value):
        found.setdefault(place, set()).add(names)
    return found


def documented(mark: str) -> dict[str, frozenset[str]]:
    (block,) = blocks(f"json {mark}", "json")
    return {place: next(iter(names)) for place, names in shape(json.loads(block.text)).items()}


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from numbers(inner)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_simplify_has_the_documented_keys(path):
    shown = documented("simplify")
    for place, all_names in shape(json.loads(simplified(path))).items():
        for names in all_names:
            if not place.endswith(OPEN):
                assert names == shown[place], place
            assert names >= PINNED.get(place, set()) or place.endswith(OPEN), place


def test_check_has_the_documented_keys():
    shown = documented("check")
    whole = json.loads(checked())
    assert whole["schema"] == "mnemo-check/1"
    assert whole["ok"] is False
    for place, all_names in shape(whole).items():
        for names in all_names:
            assert names >= PINNED_CHECK.get(place, set()), place
            assert names == shown[place] or place.endswith(OPEN), place
    assert {"coverage", "critical"} <= whole["scores"].keys()


@pytest.mark.parametrize(("mark", "pinned"), [("simplify", PINNED), ("check", PINNED_CHECK)])
def test_the_readme_documents_the_pinned_keys(mark, pinned):
    shown = documented(mark)
    for place, names in pinned.items():
        assert shown[place] >= names, place


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_metric_verses_have_every_score(path):
    for card in json.loads(simplified(path))["cards"]:
        assert METRIC & {c["form"] for c in card["candidates"]}
        for candidate in card["candidates"]:
            if candidate["form"] in METRIC:
                assert candidate["scores"].keys() >= PINNED["cards[].candidates[].scores"]


def test_floats_have_three_decimals_and_scores_lie_between_0_and_1():
    for whole in (*map(simplified, EXAMPLES), checked()):
        value = json.loads(whole)
        assert all(round(number, 3) == number for number in numbers(value))
        assert all(0 <= number <= 1 for number in numbers(value))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_offsets_slice_the_decoded_file(path):
    text = path.read_text(encoding="utf-8")
    value = json.loads(simplified(path))
    assert value["source"]["chars"] == len(text)
    for card in value["cards"]:
        start, end = card["span"]
        assert card["title"].replace(" ", "") in "".join(text[start:end].split())
        for step in card["steps"]:
            told = "".join(text[a:b] for a, b in step["spans"])
            assert told
            assert set(step["action"] + step["object"]) & set(told), step["id"]
            for a, b in [*step["spans"], *(c["span"] for c in step["conditions"] if c["span"])]:
                assert start <= a < b <= end
        for noise in card["noise"]:
            a, b = noise["span"]
            assert set("".join(noise["text"].split())) & set(text[a:b])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_references_lead_to_steps(path):
    for card in json.loads(simplified(path))["cards"]:
        known = {s["id"] for s in card["steps"]}
        assert len(known) == len(card["steps"])
        assert len({c["id"] for c in card["candidates"]}) == len(card["candidates"])
        assert [c["rank"] for c in card["candidates"]] == list(range(1, len(card["candidates"]) + 1))
        for step in card["steps"]:
            assert {*step["after"], *step["implied_after"]} <= known
        for candidate in card["candidates"]:
            assert {*candidate["missing"], *(s for line in candidate["lines"] for s in line["steps"])} <= known
            assert not any(f["severity"] == "error" for f in candidate["findings"])


OFFSETS = ["\ufeff岗位操作卡\r\n1．开机前应佩戴安全帽。\r\n2．嚴禁帶電作業。\r\n", "岗 位 操 作 卡\n1）先断电，再挂牌；\n2）通风不少于３０min。\n"]


@pytest.mark.parametrize("text", OFFSETS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_offsets_count_the_text_before_normalisation(text, encoding, tmp_path):
    path = tmp_path / "卡.txt"
    path.write_bytes(text.encode(encoding))
    decoded = text.removeprefix("\ufeff")
    value = json.loads(run("steps", str(path), "--format", "json", "--encoding", encoding))
    assert value["source"]["chars"] in (len(decoded), len(text))
    shift = value["source"]["chars"] - len(decoded)
    steps = [s for card in value["cards"] for s in card["steps"]]
    assert steps
    for step in steps:
        for a, b in step["spans"]:
            told = decoded[a - shift : b - shift]
            assert told
            assert not set(told) & set("\r\n.．）")
        assert decoded[step["spans"][0][0] - shift] == step["text"][0] or step["text"][0] in "严"


def test_same_input_same_bytes():
    for path in EXAMPLES:
        assert simplified(path) == run("simplify", str(path), *FORMS, "--format", "json", seed="4242")


def test_jsonl_has_one_card_a_line():
    whole = json.loads(simplified(EXAMPLES[0]))
    rows = [json.loads(row) for row in run("simplify", str(EXAMPLES[0]), *FORMS, "--format", "jsonl").splitlines()]
    assert [row["card"] for row in rows] == whole["cards"]
    assert all(row.keys() == {"schema", "source", "card"} and row["source"] == whole["source"] for row in rows)
