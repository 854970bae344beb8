"""From drafts to cards: empty ones joined to their neighbours, titles and kinds settled."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath

from mnemo.text.draft import Draft
from mnemo.text.mapped import source_span
from mnemo.text.shapes import is_generic, kind_named, named
from mnemo.text.words import Words
from mnemo.types import Card, CardKind, Finding

KIND_NAMES: dict[CardKind, str] = {
    "risk": "岗位风险清单",
    "duty": "岗位职责清单",
    "operation": "岗位操作卡",
    "emergency": "岗位应急处置卡",
}
_POST = re.compile(r"(?:岗位|工种)(?:名称)?[】：:\s|]+([^\s【|，。；]{2,16})")


def settle(drafts: list[Draft], name: str, kind: CardKind | None, words: Words) -> tuple[Card, ...]:
    """Cards of a file, ids c1, c2 …; nothing of the drafts is lost."""
    merged = _merged(drafts)
    cards = []
    for number, draft in enumerate(merged, start=1):
        if not draft.blocks:
            continue
        found = kind or _kind(draft, name if len(merged) == 1 else "", words)
        spans = [source_span(block.text) for block in draft.blocks]
        span = (min(s for s, _ in spans), max(e for _, e in spans))
        findings: tuple[Finding, ...] = tuple(draft.findings)
        cards.append(Card(f"c{number}", _title(draft, name, found, words), found, tuple(draft.blocks), span, findings))
    return tuple(cards)


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts with something to do; a cover page goes to the next, an empty end to the last."""
    result: list[Draft] = []
    waiting: Draft | None = None
    for draft in drafts:
        if waiting is not None:
            draft.take_front(waiting)
        waiting = None if draft.filled else draft
        if draft.filled:
            result.append(draft)
    if waiting is not None and result:
        result[-1].take_back(waiting)
    return result or [draft for draft in (waiting,) if draft is not None]


def _title(draft: Draft, name: str, kind: CardKind, words: Words) -> str:
    for text in draft.titles:
        if title := named(text.text):
            return title
    for block in draft.blocks:
        if block.role == "meta" and (match := _POST.search(block.text.text)):
            return match[1] + KIND_NAMES[kind]
    for block in draft.blocks:
        if block.role in ("item", "hazard"):
            break
        if block.role == "heading" and not is_generic(named(block.text.text), words):
            return named(block.text.text)
    stem = PurePath(name).stem
    return stem if stem and stem != "-" else KIND_NAMES[kind]


def _kind(draft: Draft, name: str, words: Words) -> CardKind:
    """Kind by the opening heading, the title, the file's name, then by what headings and columns speak of."""
    told = draft.kind or next((k for text in draft.titles if (k := kind_named(text.text, words))), "")
    told = told or kind_named(PurePath(name).stem, words)
    for kind in KIND_NAMES:
        if told == kind:
            return kind
    texts = [*draft.columns, *(b.text.text for b in draft.blocks if b.role in ("heading", "lead", "meta"))]
    votes: Counter[CardKind] = Counter()
    for pattern in words.headings["doc"]:
        for kind in KIND_NAMES:
            if pattern.value == kind:
                votes[kind] += sum(pattern.regex.search(text) is not None for text in texts)
    if any(block.role == "hazard" for block in draft.blocks):
        votes["risk"] += 1
    best = max(KIND_NAMES, key=lambda kind: (votes[kind], kind == "operation"))
    return best if votes[best] else "operation"
