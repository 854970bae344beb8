"""Which part of a step each segment of a verse says, and with which sign (认领)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mnemo.judge.card import StepView
from mnemo.judge.match import Hit, Matches
from mnemo.judge.signs import Segment

LEAST = 0.4
"""Mean credit a token needs to be claimed by a part."""
SLACK = 0.06
SHORT = 4
"""字 of a half line, which is often only half a sentence."""


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
    inside: set[int] = field(default_factory=set)  # parts of which only words they deny themselves are claimed here
    ceased: bool = False  # 停止, 制止 before what is claimed
    text: str = ""


def pieces(view: StepView, window: Sequence[tuple[int, Matches]]) -> list[Piece]:
    """All segments of the window in order, with what the parts of `view` claim in them."""
    found: list[Piece] = []
    for clause, matches in window:
        if matches.reading.verdict and found:
            last = found[-1]
            last.segment = replace(last.segment, sign=-last.segment.sign, ban=True)
            continue
        own = _clause(view, clause, matches)
        if own and found and _runs_on(found[-1], own[0], matches):
            own[0].segment = replace(own[0].segment, soft=True)
        found.extend(own)
    return found


def _runs_on(before: Piece, piece: Piece, matches: Matches) -> bool:
    """莫返回，拿衣物: in 三字 pairs a ban may reach into the second half."""
    short = len(matches.reading.text) <= SHORT and before.segment.ban and before.segment.sign < 0
    return short and piece.segment.sign > 0 and not matches.reading.ops


def _clause(view: StepView, clause: int, matches: Matches) -> list[Piece]:
    reading = matches.reading
    hits = {n: hit for n in range(len(view.parts)) if (hit := matches.hits.get((view.number, n)))}
    rest = next((n for n in hits if view.parts[n].kind == "rest"), None)
    result: list[Piece] = []
    for index, segment in enumerate(reading.segments):
        piece = Piece(clause, segment, text=reading.text)
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
            denied = view.parts[part].denied
            if denied and all(set(reading.tokens[t].text) & set(denied) for t in tokens):
                piece.inside.add(part)
            elif any(_is_verb(reading.tokens[t].text, reading.tokens[t].entries, verb) for t in tokens):
                piece.verbs.add(part)
        claimed = min((t for tokens in piece.parts.values() for t in tokens), default=0)
        piece.ceased = any("cease" in t.kinds for t in reading.tokens[segment.first : claimed])
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
