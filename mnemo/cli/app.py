"""The command group: commands load on use, errors become one Chinese line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import NoReturn

import click

from mnemo.errors import MnemoError

COMMANDS: Mapping[str, str] = {
    "simplify": "把安全规程变成口诀：mnemo simplify 文件",
    "check": "核对一首口诀是否忠于原文",
    "steps": "列出从规程里提取的步骤",
    "explain": "逐句说明：口诀 → 步骤 → 原文",
    "review": "在终端里挑选、修改、定稿",
    "export": "导出已经定稿的口诀",
    "forms": "列出能写的体裁",
    "rhyme": "查一个词的读音、声调和韵部",
    "lexicon": "检查词库",
}


class LazyGroup(click.Group):
    """Imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mnemo.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"没有“{args[0]}”这个命令；可用的有：{'、'.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, help="mnemo：把又长又绕的安全规程变成顺口、忠实的口诀。", options_metavar="[选项]", subcommand_metavar="命令 [参数]…", add_help_option=False)
@click.help_option("-h", "--help", help="显示帮助。")
@click.version_option(package_name="mnemo-zh", prog_name="mnemo", message="%(prog)s %(version)s", help="显示版本。")
def app() -> None:
    """The group itself does nothing."""


def run() -> NoReturn:
    """Run the command line; every expected error is one line on stderr and the right exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        fail("已中断。", 130)
    except click.ClickException as error:
        fail(chinese(error), 2)
    except MnemoError as error:
        fail(str(error), error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def chinese(error: click.ClickException) -> str:
    """Click's own complaints in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。用 --help 看可用的选项。"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "参数"
        return f"缺少 {name}。用 --help 看用法。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 用法不对。用 --help 看用法。"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "参数"
        return f"{name} 的值不对：{error.message}"
    return error.format_message()


def fail(message: str, code: int) -> NoReturn:
    """One line on stderr, then leave."""
    click.echo(f"mnemo：{message}", err=True)
    sys.exit(code)
