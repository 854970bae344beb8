"""Texts and helpers shared by the tests of `mnemo.text`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mnemo.text.document import build_document
from mnemo.types import Block, Card, Document

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_FOLDERS = (ROOT / "corpora" / "tune", ROOT / "corpora" / "sample")
MARKER_CHARS = frozenset("一二三四五六七八九十百第条章节篇款步是")


def corpus_texts() -> dict[str, str]:
    """Every development text by name; the folders that are there."""
    texts = {}
    for folder in SAMPLE_FOLDERS:
        for path in sorted(folder.glob("*.toml")):
            texts[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    return texts


def document(text: str, name: str = "x.txt") -> Document:
    return build_document(text, name)


def blocks(text: str, name: str = "x.txt") -> list[Block]:
    return [block for card in document(text, name).cards for block in card.blocks]


def shown(text: str) -> list[tuple[str, str, str]]:
    """(role, marker, text) of each block."""
    return [(b.role, b.marker, b.text.text) for b in blocks(text)]


def items(text: str) -> list[tuple[str, str]]:
    return [(b.marker, b.text.text) for b in blocks(text) if b.role == "item"]


def lost(text: str, cards: tuple[Card, ...]) -> str:
    """What of the source stands in no block and is neither blank, a sign nor part of a number: must be empty."""
    covered = bytearray(len(text))
    for card in cards:
        for block in card.blocks:
            for start, end in block.text.spans:
                covered[start:end] = b"\1" * (end - start)
    plain = re.sub(r"<br ?/?>", lambda m: " " * len(m.group()), text)
    return "".join(char for i, char in enumerate(plain) if not covered[i] and _matters(plain, i))


def _matters(text: str, at: int) -> bool:
    char = text[at]
    if char in MARKER_CHARS or char.isdigit() or not char.isalnum():
        return False
    if "\u3400" <= char <= "\u9fff":
        return True
    if char.isascii():
        beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        return any(c.isascii() and c.isalpha() for c in beside)
    return not (0x2460 <= ord(char) <= 0x32FF or 0xFF01 <= ord(char) <= 0xFF5E)
