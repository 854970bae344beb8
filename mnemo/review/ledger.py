"""The ledger (审定记录): append-only JSON Lines, one verdict a line, keyed by candidate id.

Nothing is ever rewritten: an undo is a line of its own. A torn last line (power cut) is reported and skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from mnemo.errors import UnreadableError
from mnemo.types import Finding

Decision = Literal["accept", "edit", "reject", "undo"]
SCHEMA = "mnemo-verdict/1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided about one candidate (审定)."""

    id: str
    decision: Decision
    form: str
    card: str  # title of the card
    text: str  # as accepted; after an edit the edited text
    original: str = ""  # the candidate before an edit
    over: tuple[str, ...] = ()  # ids of the candidates of the same form it was preferred to
    by: str = ""
    at: str = ""  # ISO 8601 UTC
    source: str = ""  # digest of the source document
    card_digest: str = ""  # digest of the source card: another card may change without this verdict lapsing
    findings: tuple[str, ...] = ()  # errors the judge saw and the person kept all the same


def ledger_path(source: str, given: str | None) -> Path:
    """`--ledger`, or beside the source: 规程.txt → 规程.txt.mnemo.jsonl."""
    if given:
        return Path(given)
    return Path("mnemo.jsonl") if source == "-" else Path(source + ".mnemo.jsonl")


def append(path: Path, verdict: Verdict) -> None:
    """Add one line and flush it to disk; UnreadableError if that is not possible."""
    row = {"schema": SCHEMA, **{name: getattr(verdict, name) for name in Verdict.__slots__}}
    try:
        torn = path.exists() and path.stat().st_size > 0 and path.read_bytes()[-1:] != b"\n"
        with path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UnreadableError(str(path), "审定记录写不进去", "请检查文件夹权限和磁盘空间，或用 --ledger 换个位置") from error


def read(path: Path) -> tuple[tuple[Verdict, ...], tuple[Finding, ...]]:
    """All verdicts in order, and a finding for every line that is no verdict."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return (), ()
    except (OSError, ValueError) as error:
        raise UnreadableError(str(path), "审定记录读不出来", "请确认它是 mnemo 写的文件，并且有权限读") from error
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        verdict = _verdict(line)
        if verdict is None:
            findings.append(Finding("ledger-line", f"{path}:{number}: 这一行不是审定记录，已跳过"))
        else:
            verdicts.append(verdict)
    return tuple(verdicts), tuple(findings)


def _verdict(line: bytes) -> Verdict | None:
    try:
        row: Any = json.loads(line.decode("utf-8"))
    except ValueError:  # no UTF-8 either: a cut in the middle of a 字
        return None
    if not isinstance(row, dict) or row.get("schema") != SCHEMA or row.get("decision") not in get_args(Decision):
        return None
    texts = {name: row.get(name, "") for name in Verdict.__slots__ if name not in ("over", "findings", "decision")}
    lists = {name: row.get(name, []) for name in ("over", "findings")}
    if not all(isinstance(value, str) for value in texts.values()) or not all(map(_words, lists.values())):
        return None
    return Verdict(decision=row["decision"], over=tuple(lists["over"]), findings=tuple(lists["findings"]), **texts)


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def standing(verdicts: Iterable[Verdict]) -> Mapping[str, Verdict]:
    """The verdict in force per candidate id; an undo takes back the one before it on the same id."""
    history: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        stack = history.setdefault(verdict.id, [])
        if verdict.decision == "undo":
            if stack:
                stack.pop()
        else:
            stack.append(verdict)
    return {key: stack[-1] for key, stack in history.items() if stack}


def approved(verdicts: Iterable[Verdict], source: str = "", cards: frozenset[str] = frozenset()) -> Iterator[Verdict]:
    """Accepted and edited ones, in the order they were first decided.

    With `source` only those that still belong to it: the document has this digest, or one of its cards has the digest
    the verdict was given on.
    """
    for verdict in standing(verdicts).values():
        fresh = not source or verdict.source == source or verdict.card_digest in cards
        if verdict.decision in ("accept", "edit") and fresh:
            yield verdict
