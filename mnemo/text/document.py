"""`build_document`: a decoded file to a Document with its cards."""

from __future__ import annotations

from hashlib import sha256

from mnemo.text.layout import lay_out
from mnemo.text.normalise import Simplify, normalise
from mnemo.types import CardKind, Document, Finding


def build_document(
    raw_text: str,
    name: str,
    encoding: str = "utf-8",
    kind: CardKind | None = None,
    simplify: Simplify | None = None,
    findings: tuple[Finding, ...] = (),
) -> Document:
    """The document of a decoded text; all spans in it are code points of `raw_text`.

    `findings` are the reader's own (broken bytes, a guessed encoding) and are kept as they are.
    """
    cards = lay_out(normalise(raw_text, simplify), name, kind)
    return Document(name, raw_text, digest_of(raw_text), cards, encoding, findings)


def digest_of(text: str) -> str:
    """`sha256:…` of the text in UTF-8; lone surrogates, which no decoder gives, are escaped."""
    return "sha256:" + sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
