"""Rhyme books and how well two ends rhyme."""

import subprocess
import sys

import pytest

from mnemo.engines.pypinyin_pronouncer import PypinyinPronouncer
from mnemo.errors import LexiconError, UnknownNameError, UsageError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.prosody.lookup import describe
from mnemo.prosody.rhyme import COLUMNS, book_ids, books, ending, grade, load_book, parse_book
from mnemo.prosody.syllable import FINALS, read_pinyin

READER = PypinyinPronouncer()


def one(char: str):
    return READER.syllables(char)[0]


@pytest.mark.parametrize(("book", "size"), [("tongyun", 16), ("xinyun", 14), ("shisanzhe", 13)])
def test_books_have_their_groups_and_every_final(book: str, size: int) -> None:
    loaded = load_book(book)
    assert len(loaded.groups) == size
    assert all(loaded.group_of(f) in loaded.groups for f in FINALS)


@pytest.mark.parametrize("book", book_ids())
def test_rows_prove_themselves(book: str) -> None:
    loaded = load_book(book)
    for row in read_rows(lexicon_root(), f"rhymebooks/{book}", COLUMNS):
        if row["final"] != "eh":  # 欸 has five readings; nothing else is read ê
            assert one(row["example"]).final == row["final"], row.id
        assert loaded.group_of(one(row["counter"]).final) != row["group"], row.id


def test_a_book_without_a_final_does_not_load() -> None:
    text = (lexicon_root() / "rhymebooks/tongyun.tsv").read_text(encoding="utf-8")
    with pytest.raises(LexiconError, match="缺少韵母 iang"):
        parse_book("\n".join(x for x in text.split("\n") if not x.startswith("iang\t")), "t", "t.tsv")
    with pytest.raises(LexiconError, match="没有韵母"):
        parse_book(text.replace("\nvn\t", "\nvx\t"), "t", "t.tsv")
    with pytest.raises(LexiconError, match="两个名称"):
        parse_book(text.replace("iao\tao\t九熬", "iao\tao\t十熬"), "t", "t.tsv")


def test_unknown_book_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="tongyun"):
        load_book("pingshui")


GRADES = [
    ("牢", "好", "strict"), ("断", "全", "strict"), ("清", "停", "strict"), ("防", "伤", "strict"), ("油", "手", "strict"),
    ("池", "衣", "strict"), ("路", "住", "strict"), ("灯", "停", "strict"),
    ("车", "火", "joined"), ("停", "通", "joined"), ("里", "雨", "joined"), ("车", "接", "joined"),
    ("安", "防", "nasal"), ("门", "灯", "nasal"), ("紧", "停", "nasal"), ("断", "窗", "nasal"), ("电", "量", "nasal"),
    ("牢", "手", "none"), ("查", "车", "none"), ("煤", "盖", "none"), ("路", "手", "none"), ("安", "灯", "none"), ("通", "门", "none"),
    ("牢", "牢", "same"), ("了", "车", "none"), ("了", "了", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), GRADES)
def test_grades(a: str, b: str, expected: str) -> None:
    book = load_book("tongyun")
    assert grade(one(a), one(b), book) == expected
    assert grade(one(b), one(a), book) == expected


def test_the_chosen_book_joins_what_the_two_strict_ones_do_not() -> None:
    er, fish = one("耳"), one("鱼")
    assert grade(er, fish, load_book("xinyun")) == "joined"
    weng, apart = read_pinyin("知", "zhī"), one("衣")
    assert grade(weng, apart, load_book("xinyun")) == "strict"  # 通韵 and 十三辙 join them
    assert load_book("xinyun").group_of("-i") != load_book("xinyun").group_of("i")


def test_ending_ignores_punctuation_and_reads_the_trade() -> None:
    end = ending("安全带，先系！", READER, load_book("shisanzhe"))
    assert end is not None
    assert (end.char, end.level) == ("系", "ze")
    end = ending("绳索系牢。", READER, load_book("shisanzhe"))
    assert end is not None
    assert (end.char, end.final, end.group, end.tone, end.level) == ("牢", "ao", "ao", 2, "ping")
    assert ending("!?", READER, load_book("tongyun")) is None


def test_describe() -> None:
    sound = describe("系牢", books(), READER)
    assert (sound.pinyin, sound.final, sound.level) == ("jì láo", "ao", "ping")
    assert [(s.book, s.group_name) for s in sound.seats] == [("shisanzhe", "遥条"), ("tongyun", "九熬"), ("xinyun", "六豪")]
    with pytest.raises(UsageError):
        describe("abc", books(), READER)


def test_books_and_numbers_load_no_slow_library() -> None:
    code = (
        "import sys, mnemo.prosody.rhyme as r, mnemo.lexicon.numerals as n; r.load_book('tongyun'); n.read_numbers('30min');"
        "sys.exit(bool({'jieba', 'pypinyin', 'spacy', 'numpy', 'sklearn', 'click'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
