"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mnemo.errors import UnreadableError, UsageError
from mnemo.settings import Settings

KINDS = {"risk": "风险清单", "duty": "职责清单", "operation": "操作卡", "emergency": "应急处置卡"}
SCOPES = ("full", "critical", "oneline")


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE with --kind, --terms, --encoding and help."""
    for decorate in (
        click.help_option("-h", "--help", help="显示帮助。"),
        click.option("--encoding", metavar="编码", help="原文的编码，如 utf-8、gb18030、big5；不写就自动判断。"),
        click.option("--terms", "terms_file", metavar="文件", help="本厂用语表，每行“本厂说法<制表符>标准说法”，如 天车 行车。"),
        click.option("--kind", type=click.Choice(tuple(KINDS)), metavar="类型", help="文件类型：risk、duty、operation、emergency；不写就自动判断。"),
        click.argument("file", metavar="文件"),
    ):
        command = decorate(command)
    return command


def read_terms(path: str | None) -> tuple[tuple[str, str], ...]:
    """The shop's own words; UsageError names the broken line."""
    if path is None:
        return ()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(path, "用语表读不出来", "请确认文件存在、可读，并存为 UTF-8") from error
    terms = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split()
        if len(words) != 2:
            raise UsageError(f"{path}:{number}: 用语表这一行应有两个词：本厂说法 标准说法")
        terms[words[0]] = words[1]
    return tuple(sorted(terms.items()))


def settings(kind: str | None, terms_file: str | None, encoding: str | None, **others: Any) -> Settings:
    """Settings of one run from the common options."""
    return Settings(kind=kind, terms=read_terms(terms_file), encoding=encoding, **others)  # type: ignore[arg-type]
