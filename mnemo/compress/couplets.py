"""Two clauses for a step with a condition: the first says when, the second says what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from mnemo.compress.needs import GRANTED, own_and_context
from mnemo.compress.phrase import HIGHEST, POOREST, naturalness, phrasings
from mnemo.compress.rows import Bank
from mnemo.compress.slots import Slots
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.types import Phrasing, Step, StepKind

COLUMNS = ("length", "slot", "pattern", "cost", "example", "counter")
EXTRA = 10  # two clauses for one step: said at length, a little less terse than one
TOPICS_A_LENGTH = 4
TIMED = "前后时中"
ACTS_AN_ENDING = 1
_SLOT = re.compile(r"\{([CNDX])(\d)\}")


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One compiled row: what stands before and after the condition."""

    id: str
    length: int
    slot: str
    before: str
    after: str
    cost: int


@lru_cache(maxsize=4)
def load_topic_lines(root: Path | None = None) -> tuple[TopicLine, ...]:
    """Compile `condlines.tsv` below `root`; LexiconError at the first broken row."""
    return tuple(_compile(row) for row in read_rows(root or lexicon_root(), "condlines", COLUMNS))


def couplets(slots: Slots, act_slots: Slots, rows: tuple[TopicLine, ...], bank: Bank, lengths: frozenset[int] = frozenset()) -> tuple[Phrasing, ...]:
    """Condition line + act line of one length. `act_slots` are the slots of `act_only(step)`."""
    letter = {"gate": "N" if slots.step.polarity == "forbid" else "D", "may": "D"}.get(slots.step.kind, "C")
    if "right" in slots.features:  # 器材不全的有权拒绝: the condition is what happens, not what must be met first
        letter = "C"
    if slots.step.kind == "may" and not any(name[0] == "D" for name in slots.fillings):
        letter = "C"
    if "exception" in slots.features:
        letter = "X"
    lines = _topics(slots, rows, letter)
    said = phrasings(act_slots, bank, lengths, POOREST)
    found: list[Phrasing] = []
    endings: dict[tuple[int, str], int] = {}
    for act in said:
        if len(act.clauses) != 1 or len(act.clauses[0]) not in lines:
            continue
        length, ending = len(act.clauses[0]), act.clauses[0][-1]
        if endings.get((length, ending), 0) >= ACTS_AN_ENDING:
            continue
        endings[length, ending] = endings.get((length, ending), 0) + 1
        for topic, cost, row in lines[length]:
            total = act.cost + cost + EXTRA
            if total <= HIGHEST and not _echo(topic, act.clauses[0]):
                found.append(
                    replace(
                        act,
                        clauses=(topic, act.clauses[0]),
                        cost=total,
                        naturalness=naturalness(total),
                        trail=(row, *act.trail),
                        says=tuple(sorted({*act.says, "condition"})),
                        omits=tuple(o for o in act.omits if o != "condition"),
                        says_condition=True,
                        caesuras=(0, *act.caesuras),
                    )
                )
                break
    return tuple(found)


def act_only(step: Step) -> Step:
    """The step without its own conditions, as the second line of a couplet says it."""
    kind: StepKind = step.kind
    modality = step.modality
    if step.kind == "gate" and step.polarity == "forbid":
        kind = "never"
    elif step.kind == "gate":
        kind, modality = "may", GRANTED
    elif step.kind == "when":
        kind = "do"
    rest = own_and_context(step)[1]
    return replace(step, kind=kind, conditions=rest, modality=modality, gate="")


def _topics(slots: Slots, rows: tuple[TopicLine, ...], letter: str) -> Mapping[int, list[tuple[str, int, str]]]:
    found: dict[int, list[tuple[str, int, str]]] = {}
    for row in rows:
        if row.slot[0] != letter:
            continue
        for w in slots.fillings.get(row.slot, ())[:4]:
            if w.text[-1] in TIMED and (row.after or row.before):
                continue  # 未撤出前 is a time already: no 若是, no 时
            cost = row.cost + w.cost + (90 if w.wider and slots.step.kind != "when" else 15 if w.wider else 0)
            found.setdefault(row.length, []).append((row.before + w.text + row.after, cost, row.id))
    return {n: sorted(lines, key=lambda line: (line[1], line[0]))[:TOPICS_A_LENGTH] for n, lines in found.items()}


def _echo(topic: str, act: str) -> bool:
    """The act line should not begin as the topic line does."""
    return topic[:2] == act[:2]


def _compile(row: Row) -> TopicLine:
    m = _SLOT.search(row["pattern"])
    if m is None or len(_SLOT.findall(row["pattern"])) != 1 or m[1] != row["slot"]:
        raise row.fault(f"句式 {row['pattern']} 要正好有一个 {row['slot']} 槽", "写成 若是{C5}")
    length = len(row["pattern"]) - len(m[0]) + int(m[2])
    if str(length) != row["length"]:
        raise row.fault(f"句式是 {length} 字，长度写的是 {row['length']}", "改句式或长度")
    before, _, after = row["pattern"].partition(m[0])
    return TopicLine(row.id, length, m[1] + m[2], before, after, row.whole("cost", 300))

