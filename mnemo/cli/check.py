"""`mnemo check`."""

from __future__ import annotations

import click

from mnemo.cli.options import settings, source_options


@click.command("check", help="核对口诀是否忠于原文：哪句说反了、改了数、丢了条件、多说了。", add_help_option=False)
@source_options
@click.argument("verse", metavar="口诀文件")
@click.option("--format", "fmt", type=click.Choice(("text", "json")), default="text", metavar="格式", help="text 或 json。")
def command(file: str, verse: str, kind: str | None, terms_file: str | None, encoding: str | None, fmt: str) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.readers import read_path
    from mnemo.writers import shapes

    if file == verse == "-":
        raise click.UsageError("原文和口诀不能都从标准输入读")
    shop = Workshop(settings(kind, terms_file, encoding))
    document = shop.read(file)
    text, _, _ = read_path(verse)
    judgement = shop.check(document, text)
    if fmt == "json":
        click.echo(shapes.dump(shapes.judgement(judgement)))
    else:
        from mnemo.cli.verdict import show_judgement

        show_judgement(shop, document, text, judgement)
    return 0 if judgement.ok else 1
