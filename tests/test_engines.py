"""The engines: readings of the trade, the two taggers."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from mnemo.engines import lac_tagger
from mnemo.engines.jieba_tagger import JiebaTagger, lac_tag
from mnemo.engines.lac_tagger import LacTagger, default_tagger, model_folder
from mnemo.engines.pypinyin_pronouncer import COLUMNS, PypinyinPronouncer, load_readings
from mnemo.errors import LexiconError, MnemoError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows

READER = PypinyinPronouncer()
ROWS = read_rows(lexicon_root(), "readings", COLUMNS)
CLAUSES = (
    "未经审批任何人不得下池", "应先断开电源、挂牌上锁", "氧含量低于19.5%或报警时立即通知撤出", "严禁戴手套操作钻床", "停",
    "中间压力降至0.1MPa以下时再停高压级，最后停冷却水", "", "（冬季）应放净存水；", "三人以上", "Ａ类 火灾 ok",
)  # fmt: skip


def pinyin(text: str) -> list[str]:
    return [s.pinyin for s in READER.syllables(text)]


def test_there_are_enough_readings() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=[r["phrase"] for r in ROWS])
def test_readings_prove_themselves(row) -> None:
    wanted = dict(zip(row["phrase"], row.list("reading"), strict=True))
    chars = [c for c in row["example"] if "一" <= c <= "龥"]
    at = "".join(chars).index(row["phrase"])
    got = pinyin(row["example"])[at : at + len(row["phrase"])]
    assert all(w in ("_", g) for w, g in zip(row.list("reading"), got, strict=True)), got
    if row["counter"]:  # a 字 of the phrase is read otherwise there
        others = [s for s in READER.syllables(row["counter"]) if wanted.get(s.char, "_") != "_"]
        assert any(s.pinyin != wanted[s.char] for s in others)


PAIRS = [
    ("登高先系安全带", 3, "jì"), ("联系安全员", 1, "xì"), ("料斗卡住", 2, "qiǎ"), ("卡车", 0, "kǎ"), ("重物", 0, "zhòng"), ("重复", 0, "chóng"),
    ("停机再调整", 3, "tiáo"), ("听从调度", 2, "diào"), ("转动部位", 0, "zhuàn"), ("旋转", 1, "zhuǎn"), ("载荷", 0, "zài"), ("处置", 0, "chǔ"),
    ("危险处所", 2, "chù"), ("长柄", 0, "cháng"), ("盛水", 0, "chéng"), ("冲压", 0, "chòng"), ("冲洗", 0, "chōng"), ("扎带", 0, "zā"),
    ("背书", 0, "bèi"), ("传动", 0, "chuán"), ("量具", 0, "liáng"), ("数量", 1, "liàng"), ("切断", 0, "qiē"), ("倒闸", 0, "dǎo"),
    ("倒水", 0, "dào"), ("空载", 0, "kōng"), ("空隙", 0, "kòng"), ("散落", 0, "sàn"), ("称重", 0, "chēng"), ("应急", 0, "yìng"),
    ("应先", 0, "yīng"), ("行车吊物", 0, "háng"), ("行车道", 0, "xíng"), ("流血", 1, "xuè"), ("给水", 0, "jǐ"), ("供给", 1, "jǐ"),
    ("降压", 0, "jiàng"), ("禁不住", 0, "jīn"), ("压差", 1, "chā"), ("间隙", 0, "jiàn"), ("中毒", 0, "zhòng"), ("取得许可", 1, "dé"),
    ("都得戴", 1, "děi"), ("缓慢地开", 2, "de"), ("着火", 0, "zháo"), ("着装", 0, "zhuó"), ("擦干", 1, "gān"), ("蛮干", 1, "gàn"),
    ("防滑倒", 2, "dǎo"), ("不许", 0, "bù"), ("一个", 0, "yī"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "reading"), PAIRS)
def test_polyphones(text: str, at: int, reading: str) -> None:
    assert pinyin(text)[at] == reading


def test_one_syllable_per_zi_and_none_else() -> None:
    assert "".join(s.char for s in READER.syllables("先断电，A3柜30V；后挂牌。")) == "先断电柜后挂牌"
    assert READER.syllables("119, ok!") == ()
    assert READER.syllables("知")[0].final == "-i"
    assert READER.syllables("衣")[0].final == "i"


def test_pypinyin_itself_is_left_alone() -> None:
    from pypinyin import lazy_pinyin

    before = lazy_pinyin("系牢")
    PypinyinPronouncer().syllables("系牢")
    assert lazy_pinyin("系牢") == before == ["xi", "lao"]


@pytest.mark.parametrize("row", ["系牢\tjì\t系牢\t-", "系牢\tjì zz\t系牢\t-", "系牢\tjì _\t系住\t-"])
def test_bad_readings_are_named(tmp_path: Path, row: str) -> None:
    head = "# title: t\n# licence: CC0-1.0\n# source: s\n# used-by: u\n" + "\t".join(COLUMNS)
    (tmp_path / "readings.tsv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"readings\.tsv:6"):
        load_readings(tmp_path)


@pytest.fixture(scope="module")
def lac() -> LacTagger:
    return LacTagger()


def one_at_a_time(tagger: LacTagger, clause: str) -> list[tuple[str, str]]:
    """The plain recurrence and Viterbi, one clause, one 字 a time, over the same weights: the batch's oracle."""
    import numpy as np

    if not clause:
        return []
    codes = [tagger._codes.get(lac_tagger.half_width(c), tagger._codes["OOV"]) for c in clause]
    hidden = tagger._embedding[codes]
    for layer in (0, 2):
        sides = []
        for gru, order in ((tagger._grus[layer], 1), (tagger._grus[layer + 1], -1)):
            drive, state, out = hidden @ gru.fc + gru.bias, np.zeros(128, "f4"), np.empty((len(clause), 128), "f4")
            for t in range(len(clause))[::order]:
                gate = 1 / (1 + np.exp(-(drive[t, :256] + state @ gru.gates)))
                fresh = np.tanh(drive[t, 256:] + (gate[128:] * state) @ gru.candidate)
                out[t] = state = (1 - gate[:128]) * state + gate[:128] * fresh
            sides.append(out)
        hidden = np.concatenate(sides, 1)
    emission = hidden @ tagger._out[0] + tagger._out[1]
    score, back = tagger._start + emission[0], []
    for row in emission[1:]:
        ways = score[:, None] + tagger._steps
        back.append(ways.argmax(0))
        score = ways.max(0) + row
    path = [int((score + tagger._stop).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return tagger._words(clause, path[::-1])


def test_batch_equals_one_at_a_time(lac: LacTagger) -> None:
    assert lac.tag(CLAUSES) == [one_at_a_time(lac, c) for c in CLAUSES]


def test_many_batches_keep_the_order(lac: LacTagger) -> None:
    many = [c[i % 3 :] for i in range(20) for c in CLAUSES]
    assert lac.tag(many) == [lac.tag([c])[0] for c in many]


@pytest.mark.parametrize("name", ["lac", "jieba"])
def test_words_join_back(name: str, lac: LacTagger, tmp_path: Path) -> None:
    tagger = lac if name == "lac" else JiebaTagger(tmp_path)
    for clause, words in zip(CLAUSES, tagger.tag(CLAUSES), strict=True):
        assert "".join(w for w, _ in words) == clause
        assert all(re.fullmatch("[A-Za-z]+", tag) for _, tag in words)


def test_lac_sees_verbs(lac: LacTagger) -> None:
    assert ("操作", "v") in lac.tag(["严禁戴手套操作钻床"])[0]
    assert lac.tag([]) == []


def test_finding_the_model_does_not_import_jieba() -> None:
    import subprocess

    code = "import sys; from mnemo.engines.lac_tagger import LacTagger; LacTagger().tag(['断电']); sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(default_tagger(), LacTagger)
    monkeypatch.setattr(lac_tagger, "model_folder", lambda: None)
    assert isinstance(default_tagger(), JiebaTagger)
    with pytest.raises(MnemoError, match="JiebaTagger"):
        LacTagger()
    monkeypatch.undo()
    assert model_folder() is not None
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert model_folder() is None


@pytest.mark.parametrize(
    ("word", "flag", "tag"),
    [("检查", "v", "v"), ("安全", "an", "an"), ("张三", "nr", "PER"), ("，", "x", "w"), ("30", "x", "m"), ("立即", "d", "d"), ("的", "uj", "u")],
)
def test_jieba_flags(word: str, flag: str, tag: str) -> None:
    assert lac_tag(word, flag) == tag
