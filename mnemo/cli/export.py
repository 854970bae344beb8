"""`mnemo export`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from mnemo.cli.chinese import ChineseCommand, OneOf
from mnemo.cli.options import check_encoding, encoding_option, file_argument, help_option, ledger_option
from mnemo.cli.screen import check_target, emit, form_name, save
from mnemo.review.ledger import Verdict, approved, ledger_path, read
from mnemo.types import Document

SCHEMA = "mnemo-export/1"


@click.command(
    "export",
    cls=ChineseCommand,
    help="导出已经定稿的口诀，一字不改。原文改动过的卡，旧的审定自动失效（--all 除外）。",
    add_help_option=False,
)
@file_argument
@ledger_option
@click.option("--format", "fmt", type=OneOf(("text", "json", "jsonl")), default="text", metavar="格式", help="text（默认）、json 或 jsonl。")
@click.option("-o", "--output", "out", metavar="文件", help="写进这个文件；不写就打印出来。")
@click.option("--all", "everything", is_flag=True, help="连原文已改动、审定已失效的也导出。")
@encoding_option
@help_option
def command(file: str, ledger: str | None, fmt: str, out: str | None, everything: bool, encoding: str | None) -> int:
    from mnemo.pipeline import Workshop
    from mnemo.rank.ids import digest_of_card
    from mnemo.settings import Settings

    check_target(out)
    if encoding is not None:
        check_encoding(encoding)
    document = Workshop(Settings(encoding=encoding)).read(file)
    path = ledger_path(file, ledger)
    verdicts, torn = read(path)
    for finding in torn:
        click.echo(f"提示：{finding.message}", err=True)
    cards = frozenset(digest_of_card(card) for card in document.cards)
    chosen = tuple(approved(verdicts) if everything else approved(verdicts, document.digest, cards))
    if not chosen:
        stale = sum(1 for _ in approved(verdicts))
        why = f"有 {stale} 首是给改动前的原文审定的，已失效；用 --all 可照样导出。" if stale else f"审定记录 {path} 里没有。先用 mnemo review 定稿。"
        click.echo(f"没有定稿的口诀：{why}", err=True)
        return 1
    if kept := sum(bool(v.findings) for v in chosen):
        click.echo(f"注意：有 {kept} 首是核对不通过、由人确认保留的。", err=True)
    text = {"text": as_text, "json": as_json, "jsonl": as_jsonl}[fmt](document, chosen)
    if out is None:
        emit(text, json=fmt != "text")
    else:
        save(out, text)
        click.echo(f"{len(chosen)} 首已写进 {out}", err=True)
    return 0


def as_text(document: Document, verdicts: Sequence[Verdict]) -> str:
    """A title line, then the verse as accepted; a blank line between two."""
    return "\n".join(f"【{v.card or document.name}】{form_name(v.form)}\n{v.text}\n" for v in verdicts)


def as_json(document: Document, verdicts: Sequence[Verdict]) -> str:
    """One object: the source and all verses."""
    source = {"name": document.name, "digest": document.digest}
    whole = {"schema": SCHEMA, "source": source, "verses": [shape(v) for v in verdicts]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_jsonl(document: Document, verdicts: Sequence[Verdict]) -> str:
    """One object a verse."""
    rows = ({"schema": SCHEMA, **shape(v)} for v in verdicts)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def shape(verdict: Verdict) -> dict[str, Any]:
    """What an export says of one accepted verse."""
    return {
        "id": verdict.id,
        "card": verdict.card,
        "form": verdict.form,
        "text": verdict.text,
        "decision": verdict.decision,
        "by": verdict.by,
        "at": verdict.at,
        "source": verdict.source,
        "kept_errors": list(verdict.findings),
    }

