"""`mnemo lexicon check`."""

from __future__ import annotations

from pathlib import Path

import click

from mnemo.cli.chinese import Argument, ChineseGroup
from mnemo.cli.options import help_option


@click.group("lexicon", cls=ChineseGroup, help="词库工具。", add_help_option=False)
@help_option
def command() -> None:
    """Only a home for subcommands."""


@command.command(
    "check",
    help="检查词库：格式、重复、例子、上下位关系、互相引用、句式长度、体裁、韵书是否完整，有没有没人读的表。",
    add_help_option=False,
)
@click.argument("folder", required=False, cls=Argument, metavar="[词库文件夹]", note="不写就检查安装的词库。")
@help_option
def check(folder: str | None) -> int:
    from mnemo.lexicon_check import check_lexicons

    total = 0
    for name, count in check_lexicons(Path(folder) if folder else None):
        click.echo(f"{name}\t{count}")
        total += count
    click.echo(f"词库没有问题，共 {total} 条。", err=True)
    return 0
