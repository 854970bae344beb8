"""`mnemo forms`."""

from __future__ import annotations

import click

from mnemo.cli.chinese import ChineseCommand
from mnemo.cli.options import help_option
from mnemo.cli.screen import print_rows

KINDS = {"metric": "", "sequence": "依次", "initials": "首字", "list": "清单", "set": "对举"}


@click.command("forms", cls=ChineseCommand, help="列出能写的体裁：编号、名称、所属大类、句式和例子。", add_help_option=False)
@help_option
def command() -> int:
    from mnemo.forms import forms

    rows = [
        (f.id, f.name, f.family_name, f.family, "+".join(map(str, f.clauses)) or KINDS.get(f.kind, f.kind), f.accepts[0])
        for f in forms()
    ]
    print_rows("体裁", ("编号", "名称", "大类", "大类编号", "句式（字）", "例子"), rows)
    return 0
