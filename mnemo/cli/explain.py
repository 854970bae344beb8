"""`mnemo explain`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mnemo.cli.chinese import ChineseCommand, Number
from mnemo.cli.options import source_options, verse_options, verse_settings
from mnemo.cli.screen import STEP_NAMES, check_target, form_name, interactive, progress_bar, save
from mnemo.explaining import Explained, Explanation, Fired, Origin
from mnemo.types import Step

RULES = {"bare": "：没有“应、严禁”等提示词，动词开头就是要求"}
"""What a rule without a lexicon row means."""


@click.command(
    "explain",
    cls=ChineseCommand,
    help="逐句说明口诀的来历：每句 → 步骤 → 原文（第几行第几字），用了哪条规则、词库哪一行。默认说明每种体裁最好的一首。",
    add_help_option=False,
)
@source_options
@verse_options
@click.option("--card", type=Number(1, 100_000), metavar="序号", help="只看第几张卡。")
@click.option("--candidate", metavar="编号", help="只看这一首（simplify 给出的编号，可只写开头几位）。")
@click.option("--html", "html", metavar="文件", help="写成一个网页：在原文里画出步骤，口诀在旁边；不联网也能看。")
def command(
    file: str,
    kind: str | None,
    terms_file: str | None,
    encoding: str | None,
    forms: tuple[str, ...],
    top: int,
    book: str,
    scope: str | None,
    max_lines: int | None,
    card: int | None,
    candidate: str | None,
    html: str | None,
) -> int:
    from mnemo.explaining import chosen, explain
    from mnemo.pipeline import Workshop

    check_target(html)
    shop = Workshop(verse_settings(forms, top, book, scope, max_lines, kind=kind, terms_file=terms_file, encoding=encoding))
    document = shop.read(file)
    with progress_bar("正在编口诀", len(document.cards)) as progress:
        result = shop.simplify(document, progress)
    picked = chosen(result, card, candidate)
    for finding in result.findings:
        click.echo(f"提示：{finding.message}", err=True)
    if not picked:
        click.echo("没有保险的口诀可说明。", err=True)
        return 1
    found = [explain(c, v, document.text, shop.lexicon.root) for c, v in picked]
    if html is not None:
        from mnemo.explain_page import page

        names = {v.form: form_name(v.form) for _, v in picked}
        save(html, page(found, document.text, document.name, names, STEP_NAMES))
        click.echo(f"已写进 {html}", err=True)
        return 0
    for number, explanation in enumerate(found):
        lines = [*([""] if number else []), *plain(explanation)]
        if interactive():
            show(lines)
        else:
            click.echo("\n".join(lines))
    return 0


def plain(explanation: Explanation) -> Iterator[str]:
    """The explanation as indented lines: verse line, `←` source sentence with its place, what fired."""
    candidate = explanation.candidate
    yield f"# {explanation.card.card.title or '（无标题）'} · {form_name(candidate.form)}（总分 {candidate.total:.2f}）  [{candidate.id}]"
    for line in explanation.lines:
        yield ""
        yield from _line(line, rhyme_name(candidate.book, line.rhyme))
    if explanation.missing:
        yield ""
        yield "未说到："
        for origin in explanation.missing:
            yield from _origin(origin)


def rhyme_name(book: str, group: str) -> str:
    """`八寒` for the group's id; "" where there is none (a list form has no rhyme)."""
    from mnemo.prosody.rhyme import load_book

    return load_book(book).group_name(group) if book and group else ""


def _line(line: Explained, group: str) -> Iterator[str]:
    rhyme = f"　韵部 {group}" if group else ""
    reading = f"　{line.reading}" if line.reading else ""
    yield f"{line.line.text}{'：' if line.line.role == 'heading' else ''}{reading}{rhyme}"
    for origin in line.origins:
        yield from _origin(origin)
    if not line.origins and line.line.role in ("opening", "closing"):
        yield "  （衬句，没有指令）"
    yield from _fired(line.fired, "句式", "  ")


def _origin(origin: Origin) -> Iterator[str]:
    for place in origin.places:
        yield f"  ← {place.text}（{place}）"
    yield f"    步骤 {origin.step.id} {STEP_NAMES[origin.step.kind]}：{facts(origin.step)}"
    yield from _fired(origin.fired, "规则", "    ")


def facts(step: Step) -> str:
    """What the analysis read in the step, in one line."""
    acts = "、".join(("不" if a.negated else "") + a.verb + a.object for a in step.acts) or step.hazard
    parts = [acts, *(f"条件 {c.text}" for c in step.conditions), *(f"数量 {q.text}" for q in step.quantities)]
    if step.after:
        parts.append(f"须在 {'、'.join(step.after)} 之后")
    if step.critical:
        parts.append(f"要命（{'、'.join(step.evidence)}）")
    return "；".join(p for p in parts if p)


def _fired(found: tuple[Fired, ...], label: str, indent: str) -> Iterator[str]:
    for item in found:
        yield f"{indent}{label} {item.id}{'：' + item.text if item.text else RULES.get(item.id, '')}"


def show(lines: list[str]) -> None:
    """The same lines in colour: verse bold, source plain, machinery dim."""
    from rich.text import Text

    from mnemo.cli.screen import console

    screen = console()
    for line in lines:
        dim = line.lstrip().startswith(("句式", "规则", "步骤"))
        style = "bold cyan" if line.startswith("# ") else "dim" if dim else "" if line.startswith(" ") else "bold"
        screen.print(Text(line, style=style))
