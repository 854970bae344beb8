"""`mnemo lexicon check`."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("lexicon", help="词库工具。", add_help_option=False, subcommand_metavar="命令")
@click.help_option("-h", "--help", help="显示帮助。")
def command() -> None:
    """Only a home for subcommands."""


@command.command("check", help="检查词库：格式、重复、上下位关系、句式长度、韵书是否完整。", add_help_option=False)
@click.argument("folder", required=False, metavar="[词库文件夹]")
@click.help_option("-h", "--help", help="显示帮助。")
def check(folder: str | None) -> None:
    from mnemo.lexicon_check import check_lexicons

    for name, count in check_lexicons(Path(folder) if folder else None):
        click.echo(f"{name}\t{count}")
    click.echo("词库没有问题。", err=True)
