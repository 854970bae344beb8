"""The command group: commands load on use, errors become one Chinese line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

from mnemo.cli.chinese import ChineseGroup, complaint
from mnemo.collector import own_process
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
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells count it (128 + SIGINT)."""


class LazyGroup(ChineseGroup):
    """Imports a command's module only when that command is called; turns every expected error into an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mnemo.cli.{cmd_name}").command
        return command

    def command_rows(self, ctx: click.Context) -> list[tuple[str, str]]:
        return list(COMMANDS.items())

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # here and not in `main`: click would turn it into exit code 1
            hush()
            return 0

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the command line; one line on stderr and the right exit code for every expected error."""
        extra["standalone_mode"] = False
        extra.setdefault("prog_name", "mnemo")
        try:
            code = super().main(*args, **extra)
            sys.stdout.flush()
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except (click.Abort, KeyboardInterrupt):
            fail("已中断。", INTERRUPTED)
        except click.ClickException as error:
            fail(complaint(error), 2)
        except MnemoError as error:
            fail(str(error), error.exit_code)
        except BrokenPipeError:
            hush()
            sys.exit(0)
        except MemoryError:
            fail("内存不够：文件太大，请分成几份再试。", 4)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    "mnemo",
    cls=LazyGroup,
    help="mnemo：把又长又绕的安全规程变成顺口、忠实的口诀。",
    epilog="各命令的用法：mnemo 命令 --help。结束码：0 成功，1 没有保险的口诀或核对不通过，2 用法不对，3 词库有错，4 文件读不了。",
    add_help_option=False,
)
@click.help_option("-h", "--help", help="显示帮助。")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=lambda c, _, on: version(c, on), help="显示版本。")
def app() -> None:
    """The group itself does nothing."""


def version(ctx: click.Context, wanted: bool) -> None:
    """`mnemo 0.1.0`."""
    if wanted:
        from mnemo import __version__

        click.echo(f"mnemo {__version__}")
        ctx.exit()


def run() -> NoReturn:
    """Entry point: what a console cannot show becomes a question mark instead of an error (cp936 has no ✓)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    own_process()
    app.main()


def hush() -> None:
    """The reader of our output has gone: let Python's own flush at exit go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, code: int) -> NoReturn:
    """One line on stderr, then leave."""
    click.echo(f"mnemo：{message}", err=True)
    sys.exit(code)
