"""`mnemo steps`."""

from __future__ import annotations

import click

from mnemo.cli.chinese import ChineseCommand, OneOf
from mnemo.cli.options import settings, source_options
from mnemo.cli.screen import STEP_NAMES, emit, print_rows
from mnemo.types import CardResult, Result, Step


@click.command(
    "steps", cls=ChineseCommand, help="列出从规程里提取的步骤，以及没有用到的文字和原因。", add_help_option=False
)
@source_options
@click.option("--format", "fmt", type=OneOf(("text", "json")), default="text", metavar="格式", help="text（默认）或 json。")
def command(file: str, kind: str | None, terms_file: str | None, encoding: str | None, fmt: str) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.writers import shapes

    shop = Workshop(settings(kind, terms_file, encoding))
    document = shop.read(file)
    analyses = shop.analyse(document.cards)
    cards = tuple(CardResult(c, a, (), (*c.findings, *a.findings)) for c, a in zip(document.cards, analyses, strict=True))
    if fmt == "json":
        emit(shapes.dump(shapes.result(Result(document, cards, document.findings))), json=True)
    else:
        for card in cards:
            show(card)
        for finding in document.findings:
            click.echo(f"提示：{finding.message}")
        if not any(c.analysis.steps for c in cards):
            click.echo("没有找到可执行的步骤：这份文件可能是通知、方案，而不是岗位规程。", err=True)
    return 0 if any(c.analysis.steps for c in cards) else 1


def show(card: CardResult) -> None:
    """One card: its steps as a table, then what gave no step and why."""
    click.echo(f"# {card.card.title or '（无标题）'}")
    columns = ("编号", "类别", "要命", "条件", "动作", "原文", "须在其后")
    print_rows("步骤", columns, [row(s) for s in card.analysis.steps])
    for noise in card.analysis.noise:
        click.echo(f"未用：{noise.text}（{noise.reason}）")
    for finding in card.findings:
        click.echo(f"提示：{finding.message}")


def row(step: Step) -> tuple[str, ...]:
    """One step as a row."""
    acts = "；".join(("不" if a.negated else "") + a.verb + a.object for a in step.acts)
    conditions = "；".join(c.text for c in step.conditions)
    critical = "要命" if step.critical else ""
    return step.id, STEP_NAMES[step.kind], critical, conditions, acts or step.hazard, step.text, "、".join(step.after)
