"""Pinyin into initial, strict final, tone."""

import pytest

from mnemo.prosody.syllable import FINALS, level, read_pinyin

CASES = [
    ("知", "zhī", "zh", "-i", 1), ("日", "rì", "r", "-i", 4), ("资", "zī", "z", "-i", 1), ("死", "sǐ", "s", "-i", 3),
    ("衣", "yī", "", "i", 1), ("里", "lǐ", "l", "i", 3), ("起", "qǐ", "q", "i", 3), ("鱼", "yú", "", "v", 2),
    ("绿", "lǜ", "l", "v", 4), ("学", "xué", "x", "ve", 2), ("略", "lüè", "l", "ve", 4), ("圈", "quān", "q", "van", 1),
    ("云", "yún", "", "vn", 2), ("军", "jūn", "j", "vn", 1), ("轮", "lún", "l", "uen", 2), ("问", "wèn", "", "uen", 4),
    ("水", "shuǐ", "sh", "uei", 3), ("围", "wéi", "", "uei", 2), ("油", "yóu", "", "iou", 2), ("牛", "niú", "n", "iou", 2),
    ("翁", "wēng", "", "ueng", 1), ("风", "fēng", "f", "eng", 1), ("电", "diàn", "d", "ian", 4), ("用", "yòng", "", "iong", 4),
    ("耳", "ěr", "", "er", 3), ("了", "le", "l", "e", 5), ("欸", "ê̄", "", "eh", 1), ("嗯", "ń", "", "en", 2),
]  # fmt: skip


@pytest.mark.parametrize(("char", "pinyin", "initial", "final", "tone"), CASES)
def test_reads(char: str, pinyin: str, initial: str, final: str, tone: int) -> None:
    syllable = read_pinyin(char, pinyin)
    assert (syllable.initial, syllable.final, syllable.tone) == (initial, final, tone)
    assert syllable.final in FINALS
    assert syllable.pinyin == pinyin


@pytest.mark.parametrize("bad", ["", "zz", "hello", "1", "x5"])
def test_refuses_what_is_no_pinyin(bad: str) -> None:
    with pytest.raises(ValueError, match="不是拼音"):
        read_pinyin("字", bad)


def test_level() -> None:
    assert [level(t) for t in range(1, 6)] == ["ping", "ping", "ze", "ze", "neutral"]
