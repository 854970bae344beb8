"""The whole way by the command line, with the real pipeline, on one small card."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from doubles_cli import SOURCE

from mnemo.cli.app import app

NOTICE = "各镇、街道：\n为贯彻落实全区安全生产工作会议精神，现将有关事项通知如下。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole")
    (path / "卡.txt").write_text(SOURCE, encoding="utf-8")
    (path / "用语.txt").write_text("# 本厂说法 标准说法\n天车\t行车\n", encoding="utf-8")
    return path


def run(folder: Path, *args: str, **extra):
    found = CliRunner().invoke(app, [a.replace("@", str(folder) + "/") for a in args], **extra)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


@pytest.fixture(scope="module")
def shape(folder):
    found = run(folder, "simplify", "@卡.txt", "--form", "七言", "--form", "五言", "--top", "2", "--format", "json")
    assert found.exit_code == 0, found.stderr
    return json.loads(found.stdout)


def test_simplify_gives_exact_metre_and_whole_coverage(shape):
    (card,) = shape["cards"]
    assert card["kind"] == "operation"
    assert len(card["steps"]) == 4
    best = {c["form"]: c for c in card["candidates"] if c["form_rank"] == 1}
    assert set(best) == {"qiyan", "wuyan"}
    for form, length in (("qiyan", 7), ("wuyan", 5)):
        assert all(len(line["text"]) == length for line in best[form]["lines"] if line["role"] != "heading")
        assert best[form]["scores"]["coverage"] == 1.0
        assert best[form]["scores"]["critical"] == 1.0


def test_simplify_twice_gives_the_same_bytes(folder):
    args = ("simplify", "@卡.txt", "--form", "五言", "--format", "json")
    assert run(folder, *args).stdout == run(folder, *args).stdout


def test_standard_input(folder):
    found = run(folder, "simplify", "-", "--form", "五言", "--top", "1", input=SOURCE)
    assert found.exit_code == 0
    assert "行车工岗位操作卡" in found.stdout


def test_its_own_verses_pass_the_check(folder, shape):
    for candidate in shape["cards"][0]["candidates"]:
        (folder / "诀.txt").write_text(candidate["text"], encoding="utf-8")
        found = run(folder, "check", "@卡.txt", "@诀.txt")
        assert found.exit_code == 0, found.stdout
        assert "结论：没有说错的地方" in found.stdout


FLIPPED = ["开机之前要戴帽，超载可以来吊运。", "开机之前莫戴帽，千万莫把超载吊。", "停机之后要吸烟，开机之前要戴帽。"]


@pytest.mark.parametrize("verse", FLIPPED)
def test_a_flipped_or_invented_line_fails_the_check(folder, verse):
    found = run(folder, "check", "@卡.txt", "-", "--format", "json", input=verse)
    shape = json.loads(found.stdout)
    assert found.exit_code == 1
    assert shape["schema"] == "mnemo-check/1"
    assert not shape["ok"]
    assert any(f["severity"] == "error" for f in shape["findings"])


def test_shop_words_are_what_the_verse_says(folder):
    plain = run(folder, "simplify", "@卡.txt", "--form", "七言", "--top", "3").stdout
    own = run(folder, "simplify", "@卡.txt", "--form", "七言", "--top", "3", "--terms", "@用语.txt").stdout
    verses = [block.split("\n", 1)[1].split("要点")[0] for block in own.split("## ")[1:]]
    assert "天车" not in plain
    assert any("天车" in verse for verse in verses)
    assert not any("行车" in verse for verse in verses)


def test_steps(folder):
    found = run(folder, "steps", "@卡.txt")
    assert found.exit_code == 0
    assert "严禁超载吊运" in found.stdout
    assert "未用：行车工岗位操作卡（标题）" in found.stdout


def test_explain_names_the_place_and_existing_rows(folder):
    found = run(folder, "explain", "@卡.txt", "--form", "七言")
    assert found.exit_code == 0
    for number, line in enumerate(SOURCE.splitlines()[1:], start=2):
        assert f"← {line}（第{number}行第1字）" in found.stdout
    rows = re.findall(r"句式 (\S+\.tsv:\d+)：(.+)", found.stdout)
    assert rows


def test_the_page(folder):
    found = run(folder, "explain", "@卡.txt", "--form", "七言", "--html", "@说明.html")
    assert found.exit_code == 0
    text = (folder / "说明.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert 'class="marked"' in text


def test_review_edit_and_export(folder):
    script = "a\nn\ne 1 开机之前莫戴帽\n放弃\nr\nq\n"
    found = run(folder, "review", "@卡.txt", "--form", "七言", "--top", "2", "--by", "老王", input=script)
    assert found.exit_code == 0
    assert "错：第 1 句" in found.stdout
    first = json.loads(run(folder, "simplify", "@卡.txt", "--form", "七言", "--top", "2", "--format", "json").stdout)
    exported = json.loads(run(folder, "export", "@卡.txt", "--format", "json").stdout)
    assert [v["text"] for v in exported["verses"]] == [first["cards"][0]["candidates"][0]["text"]]


def test_several_cards_and_ids_that_stay_apart(folder):
    two = f"一、{SOURCE}二、电焊工岗位操作卡\n1. 焊接前清理易燃物。\n2. 严禁在油桶上焊接。\n"
    (folder / "两卡.txt").write_text(two, encoding="utf-8")
    whole = json.loads(run(folder, "check", "@两卡.txt", "-", "--format", "json", input="开机之前要戴帽").stdout)
    said = [s for a in whole["alignment"] for s in a["steps"]]
    assert said
    assert all(re.fullmatch(r"c1\.s\d+", s) for s in said)
    assert any(s.startswith("c2.") for s in whole["missing"])
    one = json.loads(run(folder, "check", "@两卡.txt", "-", "--card", "1", "--format", "json", input="开机之前要戴帽").stdout)
    assert not any("." in s for s in one["missing"])


def test_a_notice_has_no_steps_and_says_so(folder):
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    found = run(folder, "simplify", "@通知.txt", "--format", "json")
    assert found.exit_code == 1
    shape = json.loads(found.stdout)
    assert any(f["rule"] == "no-steps" for f in shape["findings"])
    assert run(folder, "steps", "@通知.txt").exit_code == 1
    assert run(folder, "check", "@通知.txt", "-", input="开机戴帽").exit_code == 1
    assert run(folder, "review", "@通知.txt", input="q\n").exit_code == 1
