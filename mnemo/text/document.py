"""`build_document`: a decoded file to a Document with its cards."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from mnemo.text.genre import is_policy
from mnemo.text.layout import lay_out
from mnemo.text.normalise import Simplify, normalise
from mnemo.types import Block, CardKind, Document, Finding


def build_document(
    raw_text: str,
    name: str,
    encoding: str = "utf-8",
    kind: CardKind | None = None,
    simplify: Simplify | None = None,
    findings: tuple[Finding, ...] = (),
) -> Document:
    """The document of a decoded text; all spans in it are code points of `raw_text`.

    `findings` are the reader's own (broken bytes, a guessed encoding) and are kept as they are. A policy paper
    (notice, plan) keeps its blocks, but none that could hold a step, and says so; naming the `kind` overrides that.
    """
    mapped = normalise(raw_text, simplify)
    cards = lay_out(mapped, name, kind)
    if kind is None and is_policy(mapped.text):
        cards = tuple(replace(card, blocks=tuple(map(_as_frame, card.blocks))) for card in cards)
        findings = (*findings, Finding("policy-paper", POLICY))
    return Document(name, raw_text, digest_of(raw_text), cards, encoding, findings)


POLICY = "这份文件像通知或方案，不是岗位规程，没有从中提取步骤；如果确是规程，请用 --kind 指明类型"


def _as_frame(block: Block) -> Block:
    return block if block.reason else replace(block, role="frame", reason="公文，不是岗位规程")


def digest_of(text: str) -> str:
    """`sha256:…` of the text in UTF-8; lone surrogates, which no decoder gives, are escaped."""
    return "sha256:" + sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
