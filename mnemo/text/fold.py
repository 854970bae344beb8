"""One 字 for one meaning: NFC, full and half width, look-alike signs; the map to the source kept.

Convention: Chinese punctuation ，。；：、（）！？ full width, letters digits % / + = half width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.types import MappedText, Span

Piece = tuple[str, Span]

LINE_ENDS = frozenset("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
KEPT_WIDE = frozenset("，；：！？（）")
RANGE_SIGNS = frozenset("—~")


@lru_cache(maxsize=1)
def fold_table() -> dict[str, str]:
    """Rows of charfold.tsv: one or two source characters to what they become."""
    return {row["char"]: row["to"] for row in read_rows(lexicon_root(), "charfold", ("char", "to", "example", "counter"))}


def fold(raw: str) -> MappedText:
    """`raw` with every character in its one form; line ends become one newline, invisible characters go."""
    table = fold_table()
    firsts = {key[0] for key in table if len(key) == 2}
    text: list[str] = []
    spans: list[Span] = []
    pieces = list(_composed(raw))
    at = 0
    while at < len(pieces):
        char, (start, end) = pieces[at]
        at += 1
        if at < len(pieces) and ((char == "\r" and pieces[at][0] == "\n") or (char in firsts and char + pieces[at][0] in table)):
            char, end = char + pieces[at][0], pieces[at][1][1]
            at += 1
        for new in _form(char, table):
            text.append(new)
            spans.append((start, end))
    return MappedText("".join(text), tuple(spans))


def _composed(raw: str) -> Iterator[Piece]:
    """Characters of the NFC form, each with the span of the cluster it came from."""
    if unicodedata.is_normalized("NFC", raw):
        for i, char in enumerate(raw):
            yield char, (i, i + 1)
        return
    start = 0
    for i in range(1, len(raw) + 1):
        if i < len(raw) and _joins(raw[start:i], raw[i]):
            continue
        for char in unicodedata.normalize("NFC", raw[start:i]):
            yield char, (start, i)
        start = i


def _joins(cluster: str, char: str) -> bool:
    """Whether `char` may combine with the cluster before it (marks; Hangul and the like compose without being marks)."""
    if unicodedata.combining(char):
        return True
    if char < "\u0300" or "\u3000" <= char <= "\ua000" or len(cluster) > 8:
        return False
    composed = unicodedata.normalize("NFC", cluster + char)
    return composed != unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)


def _form(char: str, table: dict[str, str]) -> str:
    if char in table:
        return table[char]
    if char[0] in LINE_ENDS:
        return "\n"
    if char in INVISIBLE:
        return ""
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:
        return char if char in KEPT_WIDE else _half(code)
    if 0x2F00 <= code <= 0x2FDF or (0x3380 <= code <= 0x33DF and char != "㎡"):
        return unicodedata.normalize("NFKC", char)
    if char != "\t" and unicodedata.category(char) in ("Zs", "Cc") and char != "\n":
        return " "
    return char


def _half(code: int) -> str:
    half = chr(code - 0xFEE0)
    return fold_table().get(half, half)
