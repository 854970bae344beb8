"""Forms: every file's own accepts and rejects, names and families, layout, laziness."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest
from pypinyin import Style, lazy_pinyin

from mnemo.errors import LexiconError, UnknownNameError
from mnemo.forms import cut_clauses, fill, fit, forms, load_form, parse_form, read, resolve, typeset

GROUPS = {
    **dict.fromkeys(("an", "ian", "uan", "van"), "an"),
    **dict.fromkeys(("ang", "iang", "uang"), "ang"),
    **dict.fromkeys(("en", "in", "uen", "vn"), "en"),
    **dict.fromkeys(("eng", "ing", "ong", "iong", "ueng"), "eng"),
    **dict.fromkeys(("ao", "iao"), "ao"),
    **dict.fromkeys(("a", "ia", "ua"), "a"),
    **dict.fromkeys(("o", "uo", "e"), "o"),
    **dict.fromkeys(("ai", "uai"), "ai"),
    **dict.fromkeys(("ei", "uei"), "ei"),
    **dict.fromkeys(("ou", "iou"), "ou"),
    **dict.fromkeys(("i", "v", "-i"), "i"),
}


@dataclass(frozen=True)
class End:
    group: str
    char: str
    tone: int


def ending(text: str) -> End:
    final = lazy_pinyin(text, style=Style.FINALS_TONE3, strict=True, neutral_tone_with_five=True)[-1]
    return End(GROUPS.get(final[:-1], final[:-1]), text[-1], int(final[-1]))


ACCEPTS = [pytest.param(f, t, id=f"{f.id}-{i}") for f in forms() for i, t in enumerate(f.accepts)]
REJECTS = [pytest.param(f, r, id=f"{f.id}-{r.rule}-{i}") for f in forms() for i, r in enumerate(f.rejects)]


@pytest.mark.parametrize(("form", "text"), ACCEPTS)
def test_accepts_fit(form, text):
    assert fit(form, cut_clauses(text), ending) == ()


@pytest.mark.parametrize(("form", "reject"), REJECTS)
def test_rejects_have_exactly_one_fault(form, reject):
    found = fit(form, cut_clauses(reject.text), ending)
    assert [f.rule for f in found] == [reject.rule]
    assert found[0].message


def test_every_form_rejects_by_each_of_its_rules():
    for form in forms():
        rules = {r.rule for r in form.rejects}
        wanted = {"metre", "rhyme", "lines"} if form.kind == "metric" else {"metre", "lines"}
        assert wanted <= rules, form.id


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["七言"], ["qiyan"]),
        (["qiyan", "七言"], ["qiyan"]),
        (["3+3+7"], ["sansanqi"]),
        (["顺口溜"], ["wuyan", "qiyan", "sansanqi"]),
        (["shunkouliu", "三字经"], ["wuyan", "qiyan", "sansanqi", "sanzijing"]),
        (["口诀"], ["shunxujue", "shuxujue", "shouzijue", "dongzuo", "nbu", "youbiyou"]),
        (["四字诀"], ["sizijue"]),
        (["N不/N必清单"], ["nbu"]),
        ([], []),
    ],
)
def test_resolve(names, ids):
    assert [f.id for f in resolve(names)] == ids


@pytest.mark.parametrize("name", ["八言", "", "QIYAN"])
def test_unknown_names_list_the_known(name):
    with pytest.raises(UnknownNameError, match="体裁") as caught:
        resolve([name])
    assert {"qiyan", "七言", "口诀"} <= set(caught.value.known)
    with pytest.raises(UnknownNameError):
        load_form(name)


GOOD = """id = "x"\nname = "某"\nfamily = "koujue"\norder = 1\nkind = "metric"\nclauses = [7, 7]\naccepts = ["甲"]
[layout]\nmarks = ["，"]\nrow = 2\n[[schemes]]\nname = "c"\nrhymed = [2]\ndomain = "stanza"
[[rejects]]\ntext = "乙"\nrule = "metre"\n"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("order = 1", "ordre = 1"),
        ("order = 1", "order = '1'"),
        ("order = 1", "order = true"),
        ('"koujue"', '"nowhere"'),
        ('"metric"', '"free"'),
        ('accepts = ["甲"]', ""),
        ("clauses = [7, 7]", ""),
        ("clauses = [7, 7]", 'clauses = ["7"]'),
        ('domain = "stanza"', 'domain = "verse"'),
        ("row = 2", "row = 2\nrows = 2"),
        ("order = 1", "order ="),
    ],
)
def test_a_broken_form_file_is_named(old, new):
    assert parse_form(GOOD, "forms/x.toml", {"koujue": "口诀"}).id == "x"
    with pytest.raises(LexiconError, match=r"forms/x\.toml"):
        parse_form(GOOD.replace(old, new, 1), "forms/x.toml", {"koujue": "口诀"})


def test_file_name_and_id_agree(tmp_path):
    folder = tmp_path / "forms"
    folder.mkdir()
    families = (
        "# title: t\n# licence: CC0-1.0\n# source: own\n# used-by: tests\nfamily\tname\texample\tcounter\nkoujue\t口诀\te\t-\n"
    )
    (folder / "families.tsv").write_text(families, encoding="utf-8")
    (folder / "x.toml").write_text(GOOD, encoding="utf-8")
    assert [f.id for f in forms(tmp_path)] == ["x"]
    other = tmp_path / "b"
    (other / "forms").mkdir(parents=True)
    (other / "forms" / "families.tsv").write_text(families, encoding="utf-8")
    (other / "forms" / "y.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(LexiconError, match="文件名"):
        forms(other)


def test_stanzas_bound_rhyme_and_size():
    form = load_form("七言")
    text = cut_clauses(form.accepts[0])
    assert fit(form, text * 2, ending, [0] * 4 + [1] * 4) == ()
    split = fit(form, text * 2, ending, [0] * 2 + [1] * 6)
    assert [f.rule for f in split] == ["lines"]
    assert [f.rule for f in fit(form, text * 5, ending, [0] * 20)] == ["lines"]
    assert [f.rule for f in fit(form, [], ending)] == ["lines"]


def test_same_character_is_no_rhyme():
    form = load_form("qiyan")
    lines = ["进池之前先通风", "检测合格再开工", "监护人员不离岗", "未经批准莫开工"]
    assert [f.rule for f in fit(form, lines, ending)] == ["rhyme"]


@pytest.mark.parametrize("heading", ["不吊", "三莫吊"])
def test_a_list_heading_out_of_frame(heading):
    found = fit(load_form("nbu"), [heading, "超载不吊", "歪拉不吊", "散装不吊"], ending)
    assert [f.rule for f in found] == ["frame"]


def test_one_loose_rhyme_in_many_is_a_warning():
    form = load_form("qiyan")
    good = ["进池之前先通风", "检测合格再开工", "监护人员不离岗", "遇险先把警报通"]
    lines = good * 2 + ["监护人员不离岗", "下班场地要清空"]
    assert fit(form, lines, ending) == ()
    lines[-1] = "人员撤净再合闸"
    (finding,) = fit(form, lines, ending)
    assert (finding.rule, finding.severity, finding.line) == ("rhyme", "warning", 9)


def test_typeset():
    form = load_form("七言")
    lines = cut_clauses(form.accepts[0])
    assert typeset(form, lines) == "进池之前先通风，检测合格再开工。\n监护人员不离岗，遇险先把警报通。"
    two = typeset(form, lines * 2, [0] * 4 + [1] * 4, {1: "出池："})
    assert two.split("\n\n")[1].startswith("出池：\n进池之前先通风，")
    assert typeset(load_form("顺序诀"), ["先通风", "再检测", "后作业"]) == "先通风、再检测、后作业。"
    assert typeset(load_form("三字经"), ["进车间", "戴好帽"] * 2) == "进车间，戴好帽；进车间，戴好帽。"
    assert typeset(form, []) == ""


@pytest.mark.parametrize("form", forms(), ids=lambda f: f.id)
def test_typeset_reads_back(form):
    if form.kind == "metric":
        lines = cut_clauses(form.accepts[0])
        assert cut_clauses(typeset(form, lines)) == lines


def test_frames_fill_and_read():
    assert fill("有{X}必有{Y}", {"X": "轴", "Y": "套"}) == "有轴必有套"
    assert read("有{X}必有{Y}", "有轴必有套", {}) == {"X": "轴", "Y": "套"}
    assert read("有{X}必有{Y}", "有轴应有套", {}) is None
    assert read("{X}不{V}", "超载不吊", {"V": "吊"}) == {"X": "超载", "V": "吊"}
    assert read("{X}不{V}", "超载不拉", {"V": "吊"}) is None
    with pytest.raises(KeyError):
        fill("{L}{X}", {"X": "a"})


def test_loading_a_form_pulls_in_nothing_slow():
    code = (
        "import sys; from mnemo.forms import load_form; load_form('七言');"
        "print([m for m in ('jieba','pypinyin','spacy','sklearn','numpy','click','opencc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
