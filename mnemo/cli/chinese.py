"""Click in Chinese: headings, argument help, parameter types and complaints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

import click

_PIECES = re.compile(r"(?:[!-~]+|[^!-~])[，。；：、！？）”》]*\s*")


class Argument(click.Argument):
    """An argument with a help line, whatever the version of click."""

    def __init__(self, param_decls: Sequence[str], *, note: str = "", **attrs: Any) -> None:
        super().__init__(param_decls, **attrs)
        self.note = note

    def make_metavar(self, *_: Any, **__: Any) -> str:
        return self.metavar or (self.name or "").upper()


class ChineseCommand(click.Command):
    """A command whose help reads 用法, 参数, 选项."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **attrs)
        self.allow_extra_args = True  # so that we can refuse them in Chinese

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(f"多出来的参数：{' '.join(map(str, ctx.args))}", ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_text(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_text(self.epilog, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_parameters(self, ctx, formatter)


class ChineseGroup(click.Group):
    """A group whose help reads 用法, 选项, 命令."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("options_metavar", "[选项]")
        attrs.setdefault("subcommand_metavar", "命令 [参数]…")
        attrs["no_args_is_help"] = False
        super().__init__(*args, **attrs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_text(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_text(self.epilog, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_parameters(self, ctx, formatter)
        write_section("命令", self.command_rows(ctx), formatter)

    def command_rows(self, ctx: click.Context) -> list[tuple[str, str]]:
        """(name, help) per subcommand."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.help or "") for name, command in found if command is not None]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            raise click.UsageError(f"没有“{args[0]}”这个命令；可用的有：{'、'.join(names)}", ctx)
        return super().resolve_command(ctx, args)


def write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """`用法：mnemo simplify [选项] 文件`."""
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="用法：")


def write_parameters(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """参数 and 选项, each with its defaults in Chinese."""
    arguments = [(p.make_metavar(ctx), p.note) for p in command.get_params(ctx) if isinstance(p, Argument)]
    given = sorted((p for p in command.get_params(ctx) if isinstance(p, click.Option)), key=lambda p: p.name == "help")
    options = [r for p in given if (r := p.get_help_record(ctx))]
    for title, rows in (("参数", arguments), ("选项", options)):
        if rows:
            write_section(title, rows, formatter)


def write_text(text: str | None, formatter: click.HelpFormatter) -> None:
    """A paragraph, indented, wrapped by columns."""
    if text:
        formatter.write("\n" + "".join(f"  {line}\n" for line in wrapped(text, formatter.width - 2)))


def write_section(title: str, rows: Sequence[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    """A heading and two columns; click counts code points, but a 字 takes two columns."""
    left = max(columns(name) for name, _ in rows) + 4
    formatter.write(f"\n{title}：\n")
    for name, text in rows:
        lines = wrapped(text, max(formatter.width - left, 20))
        formatter.write(f"  {name}{' ' * (left - 2 - columns(name))}{lines[0]}\n")
        for line in lines[1:]:
            formatter.write(" " * left + line + "\n")


def columns(text: str) -> int:
    """Columns `text` takes on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; no line starts with a mark, Latin words stay whole."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


class OneOf(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic since click 8.5
    """One of a few words; says in Chinese which."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.words:
            self.fail(f"没有“{value}”；可用的有：{'、'.join(self.words)}", param, ctx)
        return value


class Number(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic since click 8.5
    """A whole number in [least, most]."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= self.most:
            self.fail(f"要写 {self.least} 到 {self.most} 的整数，不能是“{value}”", param, ctx)
        return number


def complaint(error: click.ClickException) -> str:
    """What click complains of, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "用 --help 看可用的选项。"
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{name_of(error.param, error.ctx)}。用 --help 看用法。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面的值不对：缺少值，或多给了值。用 --help 看用法。"
    if isinstance(error, click.BadParameter):
        return f"{name_of(error.param, error.ctx).lstrip()}的值不对：{error.message}"
    return error.format_message()


def name_of(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """An option as typed, an argument by its Chinese name."""
    if isinstance(param, Argument):
        return param.make_metavar(ctx).strip("[]")
    return f" {max(param.opts, key=len)} " if param else "参数"

