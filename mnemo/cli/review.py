"""`mnemo review`: the terminal chooser, a thin skin over `mnemo.review.session`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from mnemo.cli.chinese import ChineseCommand
from mnemo.cli.options import ledger_option, source_options, verse_options, verse_settings
from mnemo.cli.screen import check_target, interactive, progress_bar
from mnemo.errors import UsageError
from mnemo.pipeline import Workshop
from mnemo.review.ledger import append, ledger_path, read
from mnemo.review.session import Entry, Reply, Session, answer, base_text, open_session, standing_of
from mnemo.types import Judgement

ARROWS = {"\x1b[C": "n", "\x1b[B": "n", "\x1b[D": "p", "\x1b[A": "p", "àM": "n", "àK": "p", " ": "n", "\x04": "q"}
"""Keys beside the letters: arrows of Unix and Windows consoles, space, Ctrl-D."""


@click.command(
    "review",
    cls=ChineseCommand,
    help="在终端里挑选口诀：看原文、定稿、修改（立刻重新核对）、拒绝、撤销。审定记录只追加，中断也不丢。",
    epilog="按键：n/p 下一首/上一首，1-9 跳到第几首，a 定稿，e 修改，r 拒绝，u 撤销，q 退出。不在终端上时，从标准输入一行读一个命令；“e 3 新句”只改第 3 句，“e 全文”换掉整首（\\n 表示换行）。",
    add_help_option=False,
)
@source_options
@verse_options
@ledger_option
@click.option("--by", "by", default="", metavar="姓名", help="审定人，写进审定记录。")
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
    ledger: str | None,
    by: str,
) -> int:
    from mnemo.rank.ids import digest_of_card

    if file == "-":
        raise UsageError("review 要从标准输入读命令，原文请给文件")
    shop = Workshop(verse_settings(forms, top, book, scope, max_lines, kind=kind, terms_file=terms_file, encoding=encoding))
    path = ledger_path(file, ledger)
    check_target(str(path))
    earlier, torn = read(path)
    for finding in torn:
        click.echo(f"提示：{finding.message}", err=True)
    document = shop.read(file)
    with progress_bar("正在编口诀", len(document.cards)) as progress:
        result = shop.simplify(document, progress)
    digests = {card.id: digest_of_card(card) for card in document.cards}
    session = open_session(result, digests, earlier, by)
    if not session.entries:
        for found in (*result.findings, *(f for c in result.cards for f in c.findings)):
            click.echo(f"提示：{found.message}", err=True)
        click.echo("没有保险的口诀可挑。", err=True)
        return 1
    session = Chooser(shop, path, document.text).run(session)
    counted = standing_of(session)
    click.echo(f"定稿 {counted['accept']} 首，修改定稿 {counted['edit']} 首，拒绝 {counted['reject']} 首；记录在 {path}")
    return 0


def clock() -> str:
    """Now, ISO 8601 UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Chooser:
    """Reads commands, shows screens, writes every verdict down before the next command is read."""

    shop: Workshop
    ledger: Path
    source: str  # the decoded source text, for line and column

    def run(self, session: Session) -> Session:
        """Until q, the end of the input or Ctrl-C; what was decided is in the ledger by then."""
        commands = keys() if interactive() and sys.stdin.isatty() else script()
        reply = Reply(session)
        self.show(reply)
        with suppress(KeyboardInterrupt, EOFError, click.Abort):
            for command in commands:
                at = reply.session.at
                reply = self.reply(reply.session, command)
                if reply.session.over:
                    break
                self.show(reply, moved=reply.session.at != at)
        return reply.session

    def reply(self, session: Session, command: str) -> Reply:
        """One command; an `e` without a text asks for it in the editor."""
        reply = answer(session, command, self.judge, clock())
        if reply.wants_text:
            text = ask_text(base_text(session))
            if text is None:
                return Reply(session, message="没有改动。")
            reply = answer(session, f"e {text}", self.judge, clock())
        for verdict in reply.verdicts:
            append(self.ledger, verdict)
        return reply

    def judge(self, text: str, entry: Entry) -> Judgement:
        return self.shop.judge(text, entry.card.analysis.steps)

    def show(self, reply: Reply, *, moved: bool = True) -> None:
        from mnemo.cli.chooser import print_screen

        print_screen(reply, self.source, moved=moved)


def keys() -> Iterator[str]:
    """Single keys count at once; after Enter a whole command can be typed (12, e 3 新句, 确认)."""
    while True:
        key = click.getchar()
        if key in ("\x03", "\x1c"):
            raise KeyboardInterrupt
        if key in ("\r", "\n", "确"):
            start = key.strip()
            yield start + click.prompt(f"命令> {start}", default="", show_default=False, prompt_suffix="")
        else:
            yield ARROWS.get(key, key)


def script() -> Iterator[str]:
    """One command a line from standard input."""
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def ask_text(old: str) -> str | None:
    """The edited text from the person's editor, or line by line where there is none; None if nothing changed."""
    if sys.stdin.isatty():
        try:
            text = click.edit(old, extension=".txt")
        except click.ClickException:
            click.echo("没有可用的编辑器。请写“句号 新句”（如 3 先停机），或整首口诀；空行放弃。")
            text = click.prompt("改成", default="", show_default=False)
    else:
        text = sys.stdin.readline()
    if not text or text.split() == old.split():
        return None
    return text.strip().replace("\n", "\\n")
