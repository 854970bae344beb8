"""A judgement on the screen: verse on one side, what each line says in the source on the other."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mnemo.cli.screen import MARKS, print_rows
from mnemo.judge import read_verse
from mnemo.types import Judgement, Step


def show_judgement(steps: Sequence[Step], verse: str, judgement: Judgement) -> None:
    """Side by side, then the findings, what is missing, the conclusion."""
    known = {s.id: s for s in steps}
    aligned = {a.line: a.steps for a in judgement.alignment}
    worst: dict[int, str] = {}
    for finding in judgement.findings:
        if finding.line is not None and worst.get(finding.line) != "error":
            worst[finding.line] = finding.severity
    rows = [
        (
            str(i + 1),
            MARKS[worst.get(i, "")] if line.role == "step" else "",
            line.text,
            "；".join(known[s].text for s in aligned.get(i, ()) if s in known),
        )
        for i, line in enumerate(read_verse(verse))
    ]
    print_rows("核对", ("句", "结果", "口诀", "原文"), rows)
    for finding in sorted(judgement.findings, key=lambda f: f.severity != "error"):
        if finding.rule != "missing-critical":
            place = f"第 {finding.line + 1} 句：" if finding.line is not None else ""
            click.echo(f"{MARKS[finding.severity]}：{place}{finding.message}")
    missing = [known[m] for m in judgement.missing if m in known]
    for step in sorted(missing, key=lambda s: not s.critical):
        click.echo(f"没有说到{'（要命）' if step.critical else ''}：{step.text}")
    scores = dict(judgement.scores)
    if scores:
        click.echo(f"说到了 {scores.get('coverage', 0):.0%} 的步骤，要命步骤 {scores.get('critical', 0):.0%}。")
    click.echo("结论：没有说错的地方。" if judgement.ok else "结论：有错，不能用。")
