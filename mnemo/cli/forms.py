"""`mnemo forms`."""

from __future__ import annotations

import click

from mnemo.cli.screen import print_rows


@click.command("forms", help="列出能写的体裁：编号、名称、所属大类、句式和例子。", add_help_option=False)
@click.help_option("-h", "--help", help="显示帮助。")
def command() -> None:
    from mnemo.forms import forms

    rows = [(f.id, f.name, f.family, "+".join(map(str, f.clauses)) or f.kind, f.accepts[0]) for f in forms()]
    print_rows("体裁", ("编号", "名称", "大类", "句式", "例子"), rows)
