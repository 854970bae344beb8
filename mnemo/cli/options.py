"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mnemo.cli.chinese import Argument, Number, OneOf
from mnemo.errors import UnreadableError, UsageError
from mnemo.settings import Settings

KINDS = {"risk": "风险清单", "duty": "职责清单", "operation": "操作卡", "emergency": "应急处置卡"}
SCOPES = ("full", "critical", "oneline")
LARGEST_TERMS = 1_000_000
"""Bytes of the largest terms file read; the words of a shop fill some kilobytes."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

help_option: Decorator = click.help_option("-h", "--help", help="显示帮助。")
file_argument: Decorator = click.argument("file", metavar="文件", cls=Argument, note="规程文件（txt、md 等）；- 表示标准输入。")
encoding_option: Decorator = click.option(
    "--encoding", metavar="编码", help="原文的编码，如 utf-8、gb18030、big5；不写就自动判断。"
)
ledger_option: Decorator = click.option(
    "--ledger", metavar="路径", help="审定记录文件；不写就放在原文旁边：文件名.mnemo.jsonl。"
)


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE with --kind, --terms, --encoding and help."""
    for decorate in (
        help_option,
        encoding_option,
        click.option("--terms", "terms_file", metavar="用语表", help="本厂用语表，每行两个词：本厂说法 标准说法，如“天车 行车”。"),
        click.option("--kind", type=OneOf(tuple(KINDS)), metavar="类型", help="文件类型：risk 风险清单、duty 职责清单、operation 操作卡、emergency 应急处置卡；不写就自动判断。"),
        file_argument,
    ):
        command = decorate(command)
    return command


def verse_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What verses are wanted: --form, --top, --book, --scope, --max-lines."""
    for decorate in (
        click.option("--max-lines", type=Number(2, 200), metavar="句数", help="一首最多几句。"),
        click.option("--scope", type=OneOf(SCOPES), metavar="范围", help="full 全文、critical 只要要命步骤、oneline 一句；不写就都给。"),
        click.option("--book", default="tongyun", metavar="韵书", help="押韵用的韵书：tongyun 中华通韵（默认）、xinyun 中华新韵、shisanzhe 十三辙。"),
        click.option("--top", default=3, type=Number(1, 50), metavar="个数", help="每种体裁给几首，默认 3。"),
        click.option("--form", "forms", multiple=True, metavar="体裁", help="体裁的编号、名称或大类，可写多次；默认口诀、三字经、顺口溜。mnemo forms 列出全部。"),
    ):
        command = decorate(command)
    return command


def verse_settings(
    forms: tuple[str, ...], top: int, book: str, scope: str | None, max_lines: int | None, **others: Any
) -> Settings:
    """Settings with the verse options; UnknownNameError before any work if a form or book does not exist."""
    from mnemo.forms import resolve
    from mnemo.prosody.rhyme import load_book
    from mnemo.settings import DEFAULT_FORMS

    chosen = forms or DEFAULT_FORMS
    resolve(chosen)
    load_book(book)
    return settings(forms=chosen, top=top, book=book, scope=scope, max_lines=max_lines, **others)


def settings(kind: str | None, terms_file: str | None, encoding: str | None, **others: Any) -> Settings:
    """Settings of one run from the common options."""
    if encoding is not None:
        check_encoding(encoding)
    return Settings(kind=kind, terms=read_terms(terms_file), encoding=encoding, **others)  # type: ignore[arg-type]


def check_encoding(name: str) -> None:
    """UsageError for an encoding Python does not know."""
    from codecs import lookup

    try:
        known = lookup(name)
    except (LookupError, ValueError):
        known = None
    if known is None or not getattr(known, "_is_text_encoding", True):
        raise UsageError(f"没有名为“{name}”的编码；常用的有：utf-8、gb18030、big5")


def read_terms(path: str | None) -> tuple[tuple[str, str], ...]:
    """The shop's own words; UsageError names the broken line."""
    if path is None:
        return ()
    try:
        with Path(path).open("rb") as file:
            raw = file.read(LARGEST_TERMS + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError(path, "用语表读不出来", "请确认文件存在、可读") from error
    if len(raw) > LARGEST_TERMS:
        raise UnreadableError(path, "用语表太大", "用语表每行两个词，请确认给的是用语表")
    text = _decoded(raw, path)
    terms: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split()
        if len(words) != 2:
            raise UsageError(f"{path}:{number}: 用语表这一行应有两个词：本厂说法 标准说法")
        if terms.setdefault(words[0], words[1]) != words[1]:
            raise UsageError(f"{path}:{number}: “{words[0]}”写了两次，意思不同；请留一行")
    return tuple(sorted(terms.items()))


def _decoded(raw: bytes, path: str) -> str:
    """UTF-8, or what Notepad on a Chinese Windows writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(path, "用语表不是文字文件", "请存为 UTF-8 的文本文件")
