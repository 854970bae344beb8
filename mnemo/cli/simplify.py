"""`mnemo simplify`: the main job."""

from __future__ import annotations

import click

from mnemo.cli.chinese import ChineseCommand
from mnemo.cli.options import source_options, verse_options, verse_settings
from mnemo.cli.screen import emit, interactive, progress_bar


@click.command(
    "simplify",
    cls=ChineseCommand,
    help="把规程（文件，或 - 表示标准输入）变成口诀，按忠实、顺口、简短排序。",
    add_help_option=False,
)
@source_options
@verse_options
@click.option("--format", "fmt", default="auto", metavar="格式", help="auto（默认：终端上好看，管道里纯文本）、text、json、jsonl，或插件提供的格式。")
def command(
    file: str,
    kind: str | None,
    terms_file: str | None,
    encoding: str | None,
    forms: tuple[str, ...],
    top: int,
    book: str,
    scope: str | None,
    max_lines: int | None,
    fmt: str,
) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.writers import writer

    write = writer("text" if fmt == "auto" else fmt)
    chosen = verse_settings(forms, top, book, scope, max_lines, kind=kind, terms_file=terms_file, encoding=encoding)
    shop = Workshop(chosen)
    document = shop.read(file)
    with progress_bar("正在编口诀", len(document.cards)) as progress:
        result = shop.simplify(document, progress)
    if fmt == "auto" and interactive():
        from mnemo.cli.verses import show_result

        show_result(result)
    else:
        emit(write(result), json=fmt in ("json", "jsonl"))
    return 0 if any(card.candidates for card in result.cards) else 1
