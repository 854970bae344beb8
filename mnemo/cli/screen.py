"""Screens: rich tables on a terminal, plain tab-separated text in a pipe; names of things in Chinese."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mnemo.errors import UsageError
from mnemo.pipeline import Progress

if TYPE_CHECKING:
    from rich.console import Console

STEP_NAMES: Mapping[str, str] = {
    "do": "要做", "never": "禁止", "gate": "先决", "when": "遇到就做", "limit": "限值", "hazard": "危险", "may": "许可",
}  # fmt: skip
SCORE_NAMES: Mapping[str, str] = {
    "coverage": "覆盖", "critical": "要命步骤", "brevity": "简短", "rhyme": "押韵", "rhythm": "节奏", "tone": "平仄",
    "naturalness": "自然", "parallelism": "对仗", "plainness": "通俗",
}  # fmt: skip
MARKS: Mapping[str, str] = {"error": "错", "warning": "注意", "": "对"}
READING_WIDTH = 110
"""Columns of the widest screen we fill; longer lines of Chinese tire the eye."""


def form_name(form: str) -> str:
    """Chinese name of a form; its id if the lexicons have lost it since (an old ledger)."""
    from mnemo.errors import UnknownNameError
    from mnemo.forms import load_form

    try:
        return load_form(form).name
    except UnknownNameError:
        return form


def save(path: str, text: str) -> None:
    """Write a result file, the old one kept until the new one is whole; UsageError if that is not possible."""
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")  # /dev/stdout; a folder is an error
            return
        part = target.with_name(f".{target.name}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}：写不进去。请检查文件夹是否存在、有没有写权限") from error


def check_target(path: str | None) -> None:
    """UsageError before any work if a result file cannot be there."""
    target = Path(path) if path else None
    if target is not None and (target.is_dir() or not target.absolute().parent.is_dir()):
        raise UsageError(f"{path}：写不进去。请写一个文件名，并确认文件夹存在")


def interactive() -> bool:
    return sys.stdout.isatty()


def console() -> Console:
    """A rich console no wider than a person reads."""
    from rich.console import Console

    found = Console(highlight=False)
    return Console(highlight=False, width=min(found.width, READING_WIDTH))


def emit(text: str, *, json: bool = False) -> None:
    """Results to stdout. JSON stays JSON on a console that lacks a character: it is escaped, not replaced by `?`."""
    if json:
        text = escaped(text, getattr(sys.stdout, "encoding", None) or "utf-8")
    click.echo(text, nl=not text.endswith("\n"))


def escaped(text: str, encoding: str) -> str:
    r"""`text` with every character `encoding` lacks as \uXXXX, which is the same JSON.

    >>> escaped('"é电"', "gbk")
    '"é电"'
    >>> escaped('"✓"', "gbk")
    '"\\u2713"'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if _known(c, encoding) else _escape(c) for c in text)
    return text


def _known(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def print_rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table; in a pipe one row a line, cells parted by tabs."""
    if not interactive():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(row))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[Progress | None]:
    """A bar on stderr while somebody watches; it goes when the work is done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} 张卡"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=max(length, 1))
        yield lambda done, total: bar.update(task, completed=done, total=total)
