"""`mnemo rhyme`."""

from __future__ import annotations

import click

from mnemo.cli.chinese import Argument, ChineseCommand
from mnemo.cli.options import help_option
from mnemo.cli.screen import print_rows


@click.command(
    "rhyme",
    cls=ChineseCommand,
    help="查一个字词的读音、声调、在各韵书里的韵部，以及词库里同韵的句尾。",
    add_help_option=False,
)
@click.argument("word", cls=Argument, metavar="字词", note="看它最后一个字的韵。")
@click.option("--book", metavar="韵书", help="只看一部韵书：tongyun 中华通韵、xinyun 中华新韵、shisanzhe 十三辙。")
@help_option
def command(word: str, book: str | None) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.prosody.lookup import describe
    from mnemo.prosody.rhyme import books, load_book
    from mnemo.rhyming import rhyming_endings

    shop = Workshop()
    shelf = (load_book(book),) if book else books()
    sound = describe(word, shelf, shop.pronouncer)
    level = {"ping": "平", "ze": "仄", "neutral": "轻声"}[sound.level]
    click.echo(f"{sound.word}  {sound.pinyin}  第 {sound.tone} 声（{level}）")
    rows = [(seat.book_name, seat.group_name, " ".join(seat.finals)) for seat in sound.seats]
    print_rows("韵部", ("韵书", "韵部", "韵母"), rows)
    found = rhyming_endings(word, shelf[0] if book else load_book("tongyun"), shop.lexicon, shop.pronouncer)
    if not found:
        click.echo("词库里没有同韵的句尾。")
    for title, words in found:
        click.echo(f"{title}：{' '.join(words)}")
    return 0
