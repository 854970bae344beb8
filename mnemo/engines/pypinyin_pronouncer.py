"""Reading aloud with pypinyin, corrected by the trade's own readings (`lexicons/readings.tsv`).

pypinyin gets the raw run of 字: with jieba's words it is worse. Our overrides are applied here, longest phrase
first, and never through `load_phrases_dict`, which would change pypinyin for the whole process.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.prosody.syllable import read_pinyin
from mnemo.types import Syllable

COLUMNS = ("phrase", "reading", "example", "counter")
KEEP = "_"  # in a reading: as pypinyin reads it
CACHED = 65_536
"""Runs of 字 remembered by one pronouncer: a card has some 2,000 phrasings; 65,536 runs take about 60 MB when full."""
_RUN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_CITATION = {"一": "yī", "不": "bù"}  # GB/T 16159: tone sandhi is not written


class PypinyinPronouncer:
    """Meets `ports.Pronouncer`: one Syllable per 字, none for punctuation, digits and letters.

    Runs of 字 are read one by one, so a reading never depends on what stands across a comma; results are kept.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._overrides = load_readings(root or lexicon_root())
        self._longest = max(map(len, self._overrides), default=0)
        self._read = lru_cache(maxsize=CACHED)(self._read_run)

    def syllables(self, text: str) -> tuple[Syllable, ...]:
        """`text` read aloud."""
        runs = _RUN.findall(text)
        return self._read(runs[0]) if len(runs) == 1 else tuple(s for run in runs for s in self._read(run))

    def _read_run(self, run: str) -> tuple[Syllable, ...]:
        from pypinyin import Style, pinyin

        readings = [options[0] for options in pinyin(run, style=Style.TONE)]
        at = 0
        while at < len(run):
            phrase = self._phrase_at(run, at)
            for offset, reading in enumerate(self._overrides.get(phrase, ())):
                if reading != KEEP:
                    readings[at + offset] = reading
            at += max(len(phrase), 1)
        pairs = zip(run, readings, strict=True)
        return tuple(read_pinyin(char, _CITATION.get(char, reading)) for char, reading in pairs)

    def _phrase_at(self, run: str, at: int) -> str:
        """The longest override that starts here, "" if none does."""
        for length in range(min(self._longest, len(run) - at), 0, -1):
            if (phrase := run[at : at + length]) in self._overrides:
                return phrase
        return ""


def load_readings(root: Path) -> dict[str, tuple[str, ...]]:
    """Phrase → pinyin per 字 (`_` keeps pypinyin's); LexiconError if a row does not fit its phrase."""
    readings: dict[str, tuple[str, ...]] = {}
    for row in read_rows(root, "readings", COLUMNS):
        phrase, reading = row["phrase"], row.list("reading")
        if len(reading) != len(phrase):
            raise row.fault(f"“{phrase}”有 {len(phrase)} 字，注音有 {len(reading)} 个", "一字一音，用空格隔开")
        if phrase not in row["example"]:
            raise row.fault(f"例子里没有“{phrase}”", "换一个例子")
        for char, pinyin in zip(phrase, reading, strict=True):
            if pinyin != KEEP and not _spells(char, pinyin):
                raise row.fault(f"“{pinyin}”不是拼音", "用带调号的拼音")
        readings[phrase] = reading
    return readings


def _spells(char: str, pinyin: str) -> bool:
    try:
        read_pinyin(char, pinyin)
    except ValueError:
        return False
    return True
