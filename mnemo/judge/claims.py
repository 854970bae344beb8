"""Which part of a step each segment of a verse says, and with which sign (认领)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mnemo.judge.card import StepView
from mnemo.judge.match import Hit, Matches
from mnemo.judge.signs import Segment

LEAST = 0.4
"""Mean credit a token needs to be claimed by a part."""
SLACK = 0.06


@dataclass(slots=True)
class Piece:
    """One segment in a window of neighbouring clauses. `parts`: part number → tokens it claims here."""

    clause: int
    segment: Segment
    parts: dict[int, list[int]] = field(default_factory=dict)
    loose: int = 0  # content tokens nobody claims
    generic: bool = False  # all loose tokens are generic
    opposed: set[int] = field(default_factory=set)  # parts said by their opposite word
    verbs: set[int] = field(default_factory=set)  # parts whose verb is claimed here


def pieces(view: StepView, window: Sequence[tuple[int, Matches]]) -> list[Piece]:
    """All segments of the window in order, with what the parts of `view` claim in them."""
    found: list[Piece] = []
    for clause, matches in window:
        found.extend(_clause(view, clause, matches))
    return found


def _clause(view: StepView, clause: int, matches: Matches) -> list[Piece]:
    reading = matches.reading
    hits = {n: hit for n in range(len(view.parts)) if (hit := matches.hits.get((view.number, n)))}
    rest = next((n for n in hits if view.parts[n].kind == "rest"), None)
    result: list[Piece] = []
    for index, segment in enumerate(reading.segments):
        piece = Piece(clause, segment)
        open_tokens: list[tuple[int, list[int]]] = []
        generic = True
        for number in range(segment.first, segment.last):
            token = reading.tokens[number]
            if not token.content:
                continue
            wanted = _wanted(number, token.start, token.end, hits, rest)
            if not wanted:
                piece.loose += 1
                generic = generic and bool(token.kinds & {"generic", "filler"})
                continue
            open_tokens.append((number, wanted))
        piece.generic = bool(piece.loose) and generic
        last = index == len(reading.segments) - 1
        _settle(piece, open_tokens, view, last)
        for part, tokens in piece.parts.items():
            hit = hits[part]
            if any(t in hit.opposed and t not in hit.sure for t in tokens):
                piece.opposed.add(part)
            verb = view.parts[part].verb
            if any(_is_verb(reading.tokens[t].text, reading.tokens[t].entries, verb) for t in tokens):
                piece.verbs.add(part)
        result.append(piece)
    return result


def _is_verb(text: str, entries: tuple, verb: str) -> bool:  # type: ignore[type-arg]
    return bool(set(text) & set(verb)) or any(e.kind == "verb" for e in entries[:1])


def _wanted(number: int, start: int, end: int, hits: dict[int, Hit], rest: int | None) -> list[int]:
    """Parts that explain a token about equally well; the rest of the text only if no other part does."""
    means = {n: sum(hit.credit.get(at, 0.0) for at in range(start, end)) / (end - start) for n, hit in hits.items()}
    named = {n: m for n, m in means.items() if n != rest}
    best = max(named.values(), default=0.0)
    if best < LEAST:
        return [rest] if rest is not None and means[rest] >= LEAST else []
    return [n for n, m in named.items() if m >= best - SLACK]


def _settle(piece: Piece, tokens: list[tuple[int, list[int]]], view: StepView, last: bool) -> None:
    """Tokens with one claimant first; a shared one goes where its neighbours went, else act at the end, condition before."""
    for number, wanted in tokens:
        if len(wanted) == 1:
            piece.parts.setdefault(wanted[0], []).append(number)
    for number, wanted in tokens:
        if len(wanted) == 1:
            continue
        kin = [n for n in wanted if n in piece.parts]
        if not kin:
            order = ("act", "condition", "hazard", "phase", "topic", "actor") if last else ("condition", "act", "phase", "hazard", "topic", "actor")
            kin = sorted(wanted, key=lambda n: (order.index(view.parts[n].kind) if view.parts[n].kind in order else 9, n))[:1]
            if view.parts[kin[0]].kind == "act":
                kin = [n for n in wanted if view.parts[n].kind == "act"]
        for n in kin:
            piece.parts.setdefault(n, []).append(number)
