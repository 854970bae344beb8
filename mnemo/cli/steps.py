"""`mnemo steps`."""

from __future__ import annotations

import click

from mnemo.cli.options import settings, source_options
from mnemo.cli.screen import print_rows

KIND_NAMES = {
    "do": "要做", "never": "禁止", "gate": "先决", "when": "遇到就做", "limit": "限值", "hazard": "危险", "may": "许可",
}  # fmt: skip


@click.command("steps", help="列出从规程里提取的步骤，以及没有用到的文字和原因。", add_help_option=False)
@source_options
@click.option("--format", "fmt", type=click.Choice(("text", "json")), default="text", metavar="格式", help="text 或 json。")
def command(file: str, kind: str | None, terms_file: str | None, encoding: str | None, fmt: str) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.types import CardResult, Result
    from mnemo.writers import shapes

    shop = Workshop(settings(kind, terms_file, encoding))
    document = shop.read(file)
    analyses = shop.analyse(document.cards)
    cards = tuple(CardResult(c, a, (), (*c.findings, *a.findings)) for c, a in zip(document.cards, analyses, strict=True))
    if fmt == "json":
        click.echo(shapes.dump(shapes.result(Result(document, cards, document.findings))))
    else:
        for card in cards:
            rows = [
                (
                    s.id, KIND_NAMES[s.kind], "要命" if s.critical else "", "；".join(c.text for c in s.conditions),
                    "；".join(a.verb + a.object for a in s.acts) or s.hazard, s.text, "、".join(s.after),
                )
                for s in card.analysis.steps
            ]  # fmt: skip
            print_rows(card.card.title, ("编号", "类别", "", "条件", "动作", "原文", "须在其后"), rows)
            for noise in card.analysis.noise:
                click.echo(f"未用：{noise.text}（{noise.reason}）")
            for finding in card.findings:
                click.echo(f"提示：{finding.message}")
    return 0 if any(c.analysis.steps for c in cards) else 1
