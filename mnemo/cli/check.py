"""`mnemo check`."""

from __future__ import annotations

import click

from mnemo.cli.chinese import Argument, ChineseCommand, Number, OneOf
from mnemo.cli.options import settings, source_options
from mnemo.cli.screen import emit


@click.command(
    "check",
    cls=ChineseCommand,
    help="核对口诀是否忠于原文：哪句说反了、改了数、丢了条件、多说了。谁写的口诀都能核对。",
    add_help_option=False,
)
@source_options
@click.argument("verse", cls=Argument, metavar="口诀文件", note="要核对的口诀；- 表示标准输入。")
@click.option("--card", type=Number(1, 100_000), metavar="序号", help="原文有几张卡时，只和第几张卡核对；不写就和全文核对。")
@click.option("--format", "fmt", type=OneOf(("text", "json")), default="text", metavar="格式", help="text（默认）或 json。")
def command(
    file: str, verse: str, kind: str | None, terms_file: str | None, encoding: str | None, card: int | None, fmt: str
) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.readers import read_path
    from mnemo.writers import shapes

    if file == verse == "-":
        raise click.UsageError("原文和口诀不能都从标准输入读")
    shop = Workshop(settings(kind, terms_file, encoding))
    document = shop.read(file)
    text, _, _ = read_path(verse)
    steps = shop.steps(document, card)
    if not steps:
        click.echo("原文里没有找到可执行的步骤，没法核对。", err=True)
        return 1
    judgement = shop.judge(text, steps)
    if fmt == "json":
        emit(shapes.dump(shapes.judgement(judgement)), json=True)
    else:
        from mnemo.cli.verdict import show_judgement

        show_judgement(steps, text, judgement)
    return 0 if judgement.ok else 1
