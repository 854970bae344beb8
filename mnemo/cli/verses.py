"""Candidates on a terminal: one panel a verse, the text large and alone, scores beside it, what is left out below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.box import ROUNDED
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mnemo.cli.screen import SCORE_NAMES, console
from mnemo.types import Candidate, CardResult, Finding, Result, Step
from mnemo.writers.text import KIND_NAMES, SCOPE_NAMES, form_names, left_out, warnings

BAR = 10
"""Columns of a full score bar."""
NARROW = 72
"""Below so many columns the scores stand under the verse."""


def show_result(result: Result, on: Console | None = None) -> None:
    """All cards of a file, best candidate first."""
    screen = on or console()
    names = form_names(result)
    for card in result.cards:
        for part in card_view(card, names, screen.width):
            screen.print(part)
    for finding in result.findings:
        screen.print(finding_text(finding))


def card_view(card: CardResult, names: Mapping[str, str], width: int) -> Iterable[RenderableType]:
    """Title panel, one panel a candidate, findings."""
    steps = {s.id: s for s in card.analysis.steps}
    yield title_panel(card, names)
    for candidate in card.candidates:
        yield candidate_panel(candidate, steps, names, width)
    for finding in card.findings:
        yield finding_text(finding)
    yield Text("")


def title_panel(card: CardResult, names: Mapping[str, str]) -> Panel:
    """What the card is and what there is to choose from."""
    critical = sum(s.critical for s in card.analysis.steps)
    facts = f"{KIND_NAMES[card.card.kind]}　{len(card.analysis.steps)} 步，其中要命的 {critical} 步"
    counted: dict[str, int] = {}
    for candidate in card.candidates:
        counted[names[candidate.form]] = counted.get(names[candidate.form], 0) + 1
    choice = "、".join(f"{name} {count} 首" for name, count in counted.items()) or "没有保险的口诀"
    body = Text(f"{facts}\n{choice}")
    return Panel(body, title=Text(card.card.title or "（无标题）", style="bold"), title_align="left", style="cyan", box=ROUNDED)


def candidate_panel(candidate: Candidate, steps: Mapping[str, Step], names: Mapping[str, str], width: int) -> Panel:
    """One candidate as a person reads it."""
    verse, scores = verse_text(candidate.text), score_table(candidate)
    body: RenderableType
    if width < NARROW:
        body = Group(verse, scores)
    else:
        grid = Table.grid(expand=True, padding=(0, 2))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right")
        grid.add_row(verse, scores)
        body = grid
    head = Text.assemble(
        (f" {candidate.rank} ", "bold reverse"), (f" {names[candidate.form]}", "bold"), f"·{SCOPE_NAMES[candidate.scope]}",
        f"　总分 {candidate.total:.2f} ",
    )  # fmt: skip
    return Panel(
        Group(body, *remarks(candidate, steps)),
        title=head, title_align="left", subtitle=Text(candidate.id, style="dim"), subtitle_align="right", box=ROUNDED,
        padding=(1, 2, 0, 2),
    )  # fmt: skip


def verse_text(text: str) -> Text:
    """The verse, bold; stanza titles (停机：) dim."""
    shown = Text()
    for line in text.splitlines():
        shown.append(line + "\n", "dim" if line.endswith("：") else "bold")
    return shown


def score_table(candidate: Candidate, *, across: bool = False) -> Table:
    """Score name, bar, number; a full bar is 1. `across` sets them side by side without bars."""
    table = Table.grid(padding=(0, 1))
    if across:
        cells = [Text.assemble((SCORE_NAMES.get(n, n), "dim"), f" {s:.2f}", style=_style(s)) for n, s in candidate.scores]
        table.add_row(Text("　").join(cells))
        return table
    for name, score in candidate.scores:
        full = round(max(0.0, min(1.0, score)) * BAR)
        bar = Text.assemble(("━" * full, _style(score)), " " * (BAR - full))
        table.add_row(Text(SCORE_NAMES.get(name, name), style="dim"), bar, f"{score:.2f}")
    return table


def _style(score: float) -> str:
    return "green" if score >= 0.8 else "yellow" if score >= 0.5 else "red"


def remarks(candidate: Candidate, steps: Mapping[str, Step]) -> list[RenderableType]:
    """要点, 未说到 in the source's words, warnings; nothing if there is nothing to say."""
    found: list[RenderableType] = []
    if candidate.notes:
        found.append(labelled("要点", candidate.notes, "cyan"))
    left = left_out(candidate, steps)
    if left:
        found.append(labelled("未说到", left, "yellow"))
    said = warnings(candidate)
    if said:
        found.append(labelled("注意", said, "magenta"))
    return found


def labelled(label: str, texts: Iterable[str], style: str) -> Table:
    """A label and, beside it, one text a line; long texts wrap under themselves."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, min_width=6)
    grid.add_column(overflow="fold")
    for number, text in enumerate(texts):
        grid.add_row(Text(label if not number else "", style=style), Text(text))
    return grid


def finding_text(finding: Finding) -> Text:
    """A finding on a line of its own."""
    style, label = ("bold red", "错误") if finding.severity == "error" else ("yellow", "提示")
    return Text.assemble((f"{label}：", style), finding.message)
