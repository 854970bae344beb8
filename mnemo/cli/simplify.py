"""`mnemo simplify`: the main job."""

from __future__ import annotations

from typing import Any

import click

from mnemo.cli.options import SCOPES, settings, source_options
from mnemo.cli.screen import interactive, progress_bar


@click.command("simplify", help="把规程（文件，或 - 表示标准输入）变成口诀，按忠实、顺口、简短排序。", add_help_option=False)
@source_options
@click.option("--form", "forms", multiple=True, metavar="体裁", help="体裁编号、名称或大类，可多次；默认 口诀、三字经、顺口溜。")
@click.option("--top", default=3, show_default=True, type=click.IntRange(1, 50), metavar="个数", help="每种体裁给几首。")
@click.option("--book", default="tongyun", show_default=True, metavar="韵书", help="押韵用的韵书：tongyun、xinyun、shisanzhe。")
@click.option("--scope", type=click.Choice(SCOPES), metavar="范围", help="full 全文、critical 只要命步骤、oneline 一句；不写就都给。")
@click.option("--max-lines", type=click.IntRange(2, 200), metavar="句数", help="一首最多几句。")
@click.option("--format", "fmt", default="auto", metavar="格式", help="auto、text、json、jsonl，或插件提供的格式。")
def command(
    file: str,
    kind: str | None,
    terms_file: str | None,
    encoding: str | None,
    forms: tuple[str, ...],
    top: int,
    book: str,
    scope: Any,
    max_lines: int | None,
    fmt: str,
) -> int:
    from mnemo.forms import resolve
    from mnemo.pipeline import Workshop
    from mnemo.prosody.rhyme import load_book
    from mnemo.settings import DEFAULT_FORMS
    from mnemo.writers import writer

    write = None if fmt == "auto" else writer(fmt)
    chosen = forms or DEFAULT_FORMS
    resolve(chosen)
    load_book(book)
    shop = Workshop(
        settings(kind, terms_file, encoding, forms=chosen, top=top, book=book, scope=scope, max_lines=max_lines)
    )
    document = shop.read(file)
    with progress_bar("正在编口诀", len(document.cards)) as progress:
        result = shop.simplify(document, progress)
    if write is not None:
        click.echo(write(result), nl=False)
    elif interactive():
        from mnemo.cli.verses import show_result

        show_result(result)
    else:
        click.echo(writer("text")(result), nl=False)
    return 0 if any(card.candidates for card in result.cards) else 1
