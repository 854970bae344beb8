"""A judgement on the screen: verse on one side, what each line says in the source on the other."""

from __future__ import annotations

import click

from mnemo.cli.screen import print_rows
from mnemo.judge import read_verse
from mnemo.pipeline import Workshop
from mnemo.types import Document, Judgement

MARKS = {"error": "✗", "warning": "△"}


def show_judgement(shop: Workshop, document: Document, verse: str, judgement: Judgement) -> None:
    """Side by side, then the findings and what is missing."""
    steps = {s.id: s for a in shop.analyse(document.cards) for s in a.steps}
    aligned = {a.line: a.steps for a in judgement.alignment}
    worst: dict[int, str] = {}
    for finding in judgement.findings:
        if finding.line is not None and worst.get(finding.line) != "error":
            worst[finding.line] = finding.severity
    rows = [
        (MARKS.get(worst.get(i, ""), "✓"), line.text, "；".join(steps[s].text for s in aligned.get(i, ()) if s in steps))
        for i, line in enumerate(read_verse(verse))
    ]
    print_rows("核对", ("", "口诀", "原文"), rows)
    for finding in judgement.findings:
        place = f"第 {finding.line + 1} 句：" if finding.line is not None else ""
        click.echo(f"{MARKS[finding.severity]} {place}{finding.message}")
    if judgement.missing:
        click.echo("没有说到：" + "；".join(steps[m].text for m in judgement.missing if m in steps))
    click.echo("结论：忠实，可以用。" if judgement.ok else "结论：有错，不能用。")
