"""Plain text and markdown: the encoding ladder BOM → UTF-8 → GB18030 or Big5 by plausibility (resources.md).

Statistical detectors were right on 10 % of short GBK texts; counting common 字 is right on all of them.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import lru_cache

from mnemo.errors import UnknownNameError, UnreadableError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.types import Finding

Decoded = tuple[str, str, tuple[Finding, ...]]

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
SIGNATURES = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、WPS 或 Excel"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
CONTROL_SHARE = 0.01
"""Share of control bytes above which data is no text (corpora/tune: 0; the Python executable: 0.04; 2026-11-23)."""
BROKEN_SHARE = 0.005
"""Share of broken characters up to which an encoding is still believed; the wrong ones break 0.02–0.77 of corpora/tune and the sample cases (2026-11-23)."""
PLAUSIBLE = 0.35
"""Least plausibility; right encodings of the six sample cases and their first 14 and 40 字 score
0.54–0.89, wrong ones 0.04–0.33 (2026-11)."""
DOUBT = 0.1
SAVE_AS = "请在记事本或 WPS 里“另存为”纯文本，编码选 UTF-8"


def read(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a text file; UnreadableError if it is none, or in no encoding known here."""
    if encoding is not None:
        return _told(data, name, encoding)
    for bom, codec, shown in BOMS:
        if data.startswith(bom):
            return _strictly(data, name, codec, shown)
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(name, f"这是{what}，不是纯文本", SAVE_AS)
    if _is_binary(data):
        raise UnreadableError(name, "这不是文本文件（或是没有标记的 UTF-16）", SAVE_AS)
    return _guessed(data, name)


def _told(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        known = codecs.lookup(encoding).name
    except LookupError as error:
        raise UnknownNameError("编码", encoding, ("utf-8", "gb18030", "gbk", "big5", "utf-16")) from error
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig", "big5": "big5hkscs"}.get(known, known)
    return _strictly(data, name, wider, known)


def _strictly(data: bytes, name: str, codec: str, shown: str) -> Decoded:
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableError(name, f"不是有效的 {shown} 编码", "请换一个 --encoding，或另存为 UTF-8") from error
    if "\0" in text:
        raise UnreadableError(name, "里面有空字符，不是文本文件", SAVE_AS)
    return text, shown, ()


def _is_binary(data: bytes) -> bool:
    if 0 in data:
        return True
    control = len(data) - len(data.translate(None, bytes([*range(1, 9), *range(14, 26), *range(28, 32)])))
    return control > CONTROL_SHARE * len(data)


@dataclass(frozen=True, slots=True)
class _Attempt:
    text: str
    encoding: str
    score: float

    @property
    def broken(self) -> tuple[int, ...]:
        return tuple(i for i, char in enumerate(self.text) if char == "\ufffd")


def _guessed(data: bytes, name: str) -> Decoded:
    utf8 = _attempt(data, "utf-8")
    if not utf8.broken:
        return utf8.text, "utf-8", ()
    if _nearly(utf8) and utf8.score >= PLAUSIBLE:
        return utf8.text, "utf-8", _broken_findings(utf8)
    guesses = [a for a in (_attempt(data, "gb18030"), _attempt(data, "big5")) if _nearly(a)]
    guesses.sort(key=lambda a: (-a.score, len(a.broken), a.encoding != "gb18030"))
    if not guesses or guesses[0].score < PLAUSIBLE:
        raise UnreadableError(name, "看不出是什么编码", "请用 --encoding 指定（如 gb18030、big5），或另存为 UTF-8")
    best = guesses[0]
    findings = _broken_findings(best)
    if len(guesses) > 1 and best.score - guesses[1].score < DOUBT:
        message = f"编码拿不准，按 {best.encoding} 读取；若有乱码，请用 --encoding {guesses[1].encoding} 重试"
        findings = (*findings, Finding("encoding-guess", message))
    return best.text, best.encoding, findings


def _attempt(data: bytes, encoding: str) -> _Attempt:
    text = data.decode(encoding, errors="replace")
    return _Attempt(text, encoding, plausibility(text, encoding))


def _nearly(attempt: _Attempt) -> bool:
    return len(attempt.broken) <= max(1, BROKEN_SHARE * len(attempt.text))


def _broken_findings(attempt: _Attempt) -> tuple[Finding, ...]:
    places = attempt.broken
    if not places:
        return ()
    spans = tuple((i, i + 1) for i in places[:20])
    message = f"有 {len(places)} 处字节损坏，读成了“\ufffd”，请核对原文"
    return (Finding("broken-bytes", message, spans=spans),)


def plausibility(text: str, encoding: str) -> float:
    """How much a decoded text looks like Chinese, in [0, 1]: half share of very common 字, half share of everyday 字.

    Everyday is level 1 of GB 2312 (3755 字) or of Big5 (5401 字), read off the code itself. ASCII does not count.
    """
    wide = [char for char in text if char >= "\x80"][:20000]
    if not wide:
        return 0.0
    common = common_chars()
    frequent = sum(char in common for char in wide) / len(wide)
    everyday = sum(char in common or _everyday(char, encoding) for char in wide) / len(wide)
    return (frequent + everyday) / 2


def _everyday(char: str, encoding: str) -> bool:
    codec, low, high = ("big5", 0xA4, 0xC6) if encoding == "big5" else ("gb2312", 0xB0, 0xD7)
    try:
        return low <= char.encode(codec)[0] <= high
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=1)
def common_chars() -> frozenset[str]:
    """The 字 of commonchars.tsv and Chinese punctuation."""
    rows = read_rows(lexicon_root(), "commonchars", ("set", "chars", "example", "counter"))
    return frozenset("，。、；：（）“”").union(*(row["chars"] for row in rows))
