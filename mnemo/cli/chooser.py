"""The chooser's screen: verse and source side by side, what is left out, verdict so far, the keys."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mnemo.cli.screen import MARKS, form_name, interactive
from mnemo.review.session import NAMES, Entry, Reply, Session
from mnemo.text.places import Place, Places
from mnemo.types import Finding, Step
from mnemo.writers.text import SCOPE_NAMES, warnings

KEYS = "n/p 下/上一首  1-9 跳转  a 定稿  e 修改  r 拒绝  u 撤销  q 退出  回车 命令"
PENDING_KEYS = "回车后输入“确认”才保留  e 再改  q 退出  其它键放弃"


def print_screen(reply: Reply, source: str, *, moved: bool = True) -> None:
    """One screen for the state after a command: rich on a terminal, plain lines elsewhere.

    Plain lines repeat the candidate only if the command `moved` to another one.
    """
    places = Places(source)
    if interactive():
        _rich(reply, places)
        return
    session = reply.session
    if reply.message:
        click.echo(reply.message)
    for line in finding_lines(news(reply)):
        click.echo(line)
    if moved:
        for line in plain_screen(session, places):
            click.echo(line)


def plain_screen(session: Session, places: Places) -> Iterator[str]:
    """The candidate shown, as lines: head, verse line and source parted by a tab, what is missing."""
    entry = session.entry
    yield f"== {title(session)} {status(session, entry)}"
    for text, sources in rows(entry, places):
        yield f"{text}\t{'；'.join(sources)}".rstrip()
    verdict = session.verdict(entry)
    if verdict is not None and verdict.decision == "edit":
        yield "改成：" + verdict.text.replace("\n", " ")
    for label, texts in remarks(entry, places):
        yield f"{label}：{'；'.join(texts)}"


def title(session: Session) -> str:
    """`第 2/9 首 七言（全文） 总分 0.91 · 卡名`."""
    entry = session.entry
    c = entry.candidate
    name = form_name(c.form)
    return f"第 {session.at + 1}/{len(session.entries)} 首 {name}（{SCOPE_NAMES[c.scope]}） 总分 {c.total:.2f} · {entry.card.card.title} [{c.id}]"


def status(session: Session, entry: Entry) -> str:
    """The verdict so far, in brackets; "" if there is none."""
    verdict = session.verdict(entry)
    return f"〔已{NAMES[verdict.decision]}{'，' + verdict.by if verdict.by else ''}〕" if verdict else ""


def rows(entry: Entry, places: Places) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each line of the verse with the source sentences it says and their places; 〃 for those of the line before."""
    steps = entry.steps
    before: tuple[Place, ...] = ()
    for line in entry.candidate.lines:
        if line.role == "heading":
            yield line.text + "：", ()
            continue
        found = sources([steps[s] for s in line.steps if s in steps], places)
        yield line.text, ("〃",) if found and found == before else tuple(f"{p.text}（{p}）" for p in found)
        before = found


def sources(steps: list[Step], places: Places) -> tuple[Place, ...]:
    """The sentences the steps stand in, in source order."""
    return places.sentences(span for step in steps for span in step.spans)


def remarks(entry: Entry, places: Places) -> Iterator[tuple[str, list[str]]]:
    """(label, texts): 要点, 未说到 with place, 注意."""
    steps = entry.steps
    candidate = entry.candidate
    if candidate.notes:
        yield "要点", list(candidate.notes)
    missing = [steps[m] for m in candidate.missing if m in steps]
    if missing:
        yield "未说到", [f"{s.text}{'（要命）' if s.critical else ''}{_where(s, places)}" for s in missing]
    said = warnings(candidate)
    if said:
        yield "注意", said


def _where(step: Step, places: Places) -> str:
    found = sources([step], places)
    return f"（{found[0]}）" if found else ""


def news(reply: Reply) -> tuple[Finding, ...]:
    """What the judge remarks on an edited text and did not remark on the candidate already."""
    known = {(f.rule, f.message) for f in reply.session.entry.candidate.findings}
    return tuple(f for f in reply.findings if f.severity == "error" or (f.rule, f.message) not in known)


def finding_lines(findings: tuple[Finding, ...]) -> list[str]:
    """`错：第 3 句：…`, errors first."""
    ordered = sorted(findings, key=lambda f: f.severity != "error")
    return [f"{MARKS[f.severity]}：{f'第 {f.line + 1} 句：' if f.line is not None else ''}{f.message}" for f in ordered]


def _rich(reply: Reply, places: Places) -> None:
    from rich.box import SIMPLE
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    from mnemo.cli.screen import console
    from mnemo.cli.verses import labelled, score_table

    session = reply.session
    entry = session.entry
    screen = console()
    screen.clear()
    screen.print(strip(session))
    table = Table(box=SIMPLE, expand=True, show_edge=False, pad_edge=False)
    table.add_column("口诀", no_wrap=True)
    table.add_column("原文", ratio=1, overflow="fold")
    for text, found in rows(entry, places):
        table.add_row(Text(text, style="bold" if found else "dim"), Text("\n".join(found)))
    styles = {"要点": "cyan", "未说到": "yellow", "注意": "magenta"}
    below = [labelled(label, texts, styles[label]) for label, texts in remarks(entry, places)]
    verdict = session.verdict(entry)
    if verdict is not None and verdict.decision == "edit":
        below.insert(0, labelled("改成", verdict.text.splitlines(), "green"))
    head = Text(f" {title(session)} {status(session, entry)}")
    screen.print(Panel(Group(table, score_table(entry.candidate, across=True), Text(""), *below), title=head, title_align="left"))
    if session.pending is not None:
        screen.print(labelled("待确认", session.pending.text.splitlines(), "bold red"))
    for line in finding_lines(news(reply)):
        screen.print(Text(line, style="bold red" if line.startswith(MARKS["error"]) else "yellow"))
    if reply.message:
        screen.print(Text(reply.message, style="bold"))
    screen.print(Text(PENDING_KEYS if session.pending else KEYS, style="reverse"))


def strip(session: Session) -> object:
    """All candidates in one line: number, form, verdict; the one shown reversed."""
    from rich.text import Text

    signs = {"accept": "√", "edit": "改", "reject": "×"}
    found = Text()
    for number, entry in enumerate(session.entries):
        verdict = session.verdict(entry)
        sign = signs.get(verdict.decision, "") if verdict else ""
        name = form_name(entry.candidate.form)
        found.append(f" {number + 1}{name}{sign} ", "reverse" if number == session.at else "")
        found.append(" ")
    return found
