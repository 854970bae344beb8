"""Which part of a step each segment of a verse says, and with which sign (认领)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mnemo.judge.card import Part, StepView
from mnemo.judge.match import Hit, Matches
from mnemo.judge.segments import Reading, Segment
from mnemo.judge.words import Token

LEAST, FIRM = 0.4, 0.6
"""Mean credit a token needs to be claimed by a part; by a condition."""
SLACK = 0.06
PHASE = 0.46
"""What a stage of work keeps of its claim to a word that an act shares a 字 with (拉闸: the act 拉 before the stage 停电)."""
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
    denial: set[int] = field(default_factory=set)  # parts of which some words they deny are claimed here
    excepted: bool = False  # 除, 除了 before what is claimed
    ceased: set[int] = field(default_factory=set)  # parts after 停止, 制止
    chars: dict[int, int] = field(default_factory=dict)  # part → 字 that say it
    denying: set[int] = field(default_factory=set)  # parts said by a word that denies by itself: 外人 for 非本厂人员
    first_verb: bool = False  # the first word denied is an act that no part claims: 不用请示急停炉
    later: set[int] = field(default_factory=set)  # parts that do not begin right behind the operator
    placed: bool = False  # nothing but places and persons are claimed here
    acting: bool = False  # some verb stands here, if only 用 or 有
    approves: bool = False  # 行, 管用: says that it will do
    away: bool = False  # 留外边, 远离: says that it is kept off
    text: str = ""
    words: dict[int, str] = field(default_factory=dict)  # token → its text

    @property
    def firm(self) -> bool:
        """Whether a condition or an act is claimed here."""
        return bool(self.parts)


def pieces(view: StepView, window: Sequence[tuple[int, Matches]]) -> list[Piece]:
    """All segments of the window in order, with what the parts of `view` claim in them."""
    if len(window) == 1:
        return read_alone(view, window[0][1])
    found: list[Piece] = []
    for clause, matches in window:
        if matches.reading.verdict and found:
            _reach_back(view, found)
            continue
        own = [_in_place(p, clause) for p in read_alone(view, matches)]
        if own and found and _runs_on(found[-1], own[0], matches):
            own[0].segment = replace(own[0].segment, soft=True)
        found.extend(own)
    return found


def _reach_back(view: StepView, found: list[Piece]) -> None:
    """往热油，加凉水，要不得: a verdict of its own denies the half lines before it that say one act together."""
    for number, piece in enumerate(reversed(found)):
        segment = piece.segment
        if number:
            bare = segment.sign > 0 and not (segment.modal or segment.order or segment.can)
            acts = any(view.parts[n].kind == "act" for n in piece.parts)
            if len(piece.text) > SHORT or not bare or not acts:
                break
        piece.segment = replace(segment, sign=-segment.sign, ban=True)


def _runs_on(before: Piece, piece: Piece, matches: Matches) -> bool:
    """莫返回，拿衣物: in 三字 pairs a ban may reach into the second half."""
    short = len(matches.reading.text) <= SHORT and before.segment.ban and before.segment.sign < 0
    return short and piece.segment.sign > 0 and not matches.reading.ops


def read_alone(view: StepView, matches: Matches) -> list[Piece]:
    """The segments of one clause by itself, as clause 0; remembered, so not to be changed."""
    if (found := matches.rows.get(view.number)) is None:
        found = matches.rows[view.number] = _clause(view, 0, matches)
    return found


def _in_place(piece: Piece, clause: int) -> Piece:
    """A copy at its place in a window, whose segment may be changed."""
    return replace(piece, clause=clause)


def _clause(view: StepView, clause: int, matches: Matches) -> list[Piece]:
    reading = matches.reading
    hits = dict(sorted(matches.of.get(view.number, {}).items()))
    rest = next((n for n in hits if view.parts[n].kind == "rest"), None)
    firm = frozenset(view.of("condition"))
    weighs = {n: PHASE if view.parts[n].kind == "phase" else 1.0 for n in hits}
    result: list[Piece] = []
    for index, segment in enumerate(reading.segments):
        piece = Piece(clause, segment, text=reading.text)
        open_tokens: list[tuple[int, list[int]]] = []
        generic = True
        for number in range(segment.first, segment.last):
            token = reading.tokens[number]
            if not token.content:
                continue
            wanted = _wanted(number, token.start, token.end, hits, rest, firm, weighs)
            if segment.marker == "before" and len(token.text) > 1:
                timed = [n for n in hits if view.parts[n].before and token.text in view.parts[n].text]
                wanted = timed or wanted  # 开机前先开排风
            if segment.ban and segment.sign < 0:
                # 莫拉闸: of several claims the forbidden act's own 字 goes first
                wanted = [n for n in view.of("act") if n in hits and view.parts[n].verb and (token.text.startswith(view.parts[n].verb) or view.parts[n].verb.startswith(token.text))] or wanted
            if not wanted:
                piece.loose += 1
                generic = generic and bool(token.kinds & {"generic", "filler"})
                continue
            open_tokens.append((number, wanted))
            piece.words[number] = token.text
        piece.generic = bool(piece.loose) and generic
        last = index == len(reading.segments) - 1
        neighbours = {
            n: {p for p in wanted if view.parts[p].kind == "condition" and view.parts[p].sign < 0 and _joins(reading.tokens[n], reading.text, view.parts[p])}
            for n, wanted in open_tokens
        }  # fmt: skip
        _settle(piece, open_tokens, view, last, neighbours, _last_word(reading, segment))
        first_content = min((n for n in range(segment.first, segment.last) if reading.tokens[n].content), default=0)
        claimed = {t for tokens in piece.parts.values() for t in tokens}
        first = reading.tokens[first_content]
        piece.first_verb = first_content not in claimed and (not first.entries or first.entries[0].kind == "verb") and "do" not in first.kinds
        for part, tokens in piece.parts.items():
            hit = hits[part]
            against = [t for t in tokens if t in hit.opposed and t not in hit.sure]
            if against and _opposes(reading, view.parts[part], hit, tokens, against):
                piece.opposed.add(part)
            if any("cease" in t.kinds for t in reading.tokens[segment.first : min(tokens)]):
                piece.ceased.add(part)
            piece.chars[part] = sum(len(reading.tokens[t].text) for t in tokens)
            if any(t in hit.denying for t in tokens):
                piece.denying.add(part)
            if min(tokens) > first_content:
                piece.later.add(part)
            denied = view.parts[part].denied
            if denied and any(set(reading.tokens[t].text) <= set(denied) for t in tokens):
                piece.inside.add(part)
            if denied and any(_says(reading.tokens[t], view.parts[part], hit, t) for t in tokens):
                piece.denial.add(part)
            if any(_is_verb(reading.tokens[t], view.parts[part], hit, t) for t in tokens):
                piece.verbs.add(part)
        piece.excepted = any("except" in t.kinds for t in reading.tokens[segment.first : segment.last])
        piece.placed = all(t in matches.places for tokens in piece.parts.values() for t in tokens)
        piece.acting = any("do" in t.kinds or any(e.kind == "verb" for e in t.entries[:1]) for t in reading.tokens[segment.first : segment.last])
        piece.approves = any("fine" in t.kinds for t in reading.tokens[segment.first : segment.last])
        piece.away = any("away" in t.kinds for t in reading.tokens[segment.first : segment.last])
        result.append(piece)
    return result


def _opposes(reading: Reading, part: Part, hit: Hit, tokens: list[int], against: list[int]) -> bool:
    """Whether the opposite word is all there is of the verb, and a thing of the act stands beside it: 打开排气阀 for 关严排气阀."""
    words = [reading.tokens[t].text for t in tokens if t not in against]
    if not all(any(e.kind == "verb" for e in reading.tokens[t].entries) for t in against):
        return True  # 一人 for 两人
    if part.kind != "act" or not part.verb or not part.text[len(part.verb) + 1 :]:
        return True
    if any(w in part.verb or part.verb in w for w in words) or any(reading.tokens[t].text[0] == part.verb[0] for t in against):
        return False  # 停止供汽开疏水, 松开 for 松解
    things = part.text.replace(part.verb, "", 1)
    return any(c in things for t in range(len(reading.tokens)) if t not in against and reading.tokens[t].content for c in reading.tokens[t].text)


def _says(token: Token, part: Part, hit: Hit, number: int) -> bool:
    """Whether a token says the very state that the part denies."""
    if set(token.text) & set(part.denied):
        return True
    return number in hit.sure and token.text not in part.text and any(e.kind == "verb" for e in token.entries)


def _is_verb(token: Token, part: Part, hit: Hit, number: int) -> bool:
    """Whether a claimed token says the verb of the part itself, not only a name."""
    if any(e.id in part.verb_kin for e in token.entries):
        return True
    if part.kind == "rest":
        return len(token.text) > 3 and number in hit.sure and token.entries[:1] != () and token.entries[0].kind == "verb"
    if set(token.text) & set(part.verb):
        noun = bool(token.entries) and all(e.kind == "noun" for e in token.entries)
        return token.text in (part.verb, part.verb[0]) or not noun
    if number in hit.opposed and number not in hit.sure:
        return any(e.kind == "verb" for e in token.entries)
    return number in hit.named and not any(c in part.text.replace(part.verb, "") for c in token.text)


def _wanted(
    number: int, start: int, end: int, hits: dict[int, Hit], rest: int | None, firm: frozenset[int], weighs: dict[int, float]
) -> list[int]:
    """Parts that explain a token about equally well; the rest of the text only if no other part does."""
    size = end - start
    means: dict[int, float] = {}
    for n, hit in hits.items():
        credit = hit.credit
        total = credit.get(start, 0.0)
        for at in range(start + 1, end):
            total += credit.get(at, 0.0)
        means[n] = total / size * weighs[n]
    named = {n: m for n, m in means.items() if n != rest and (m >= FIRM or n not in firm or number in hits[n].opposed)}
    best = max(named.values(), default=0.0)
    if best < LEAST:
        return [rest] if rest is not None and means[rest] >= LEAST else []
    return [n for n, m in named.items() if m >= best - SLACK]


def _joins(token: Token, text: str, part: Part) -> bool:
    """Whether the token and the 字 beside it stand together in the part: 点 of 点着."""
    left, right = text[max(0, token.start - 1) : token.start + 1], text[token.end - 1 : token.end + 1]
    return any(len(pair) > 1 and pair in part.text for pair in (left, right))


def _contrary(part: Part, segment: Segment) -> bool:
    """不跨, where the step names 跨 in a condition that holds and in an act that is forbidden."""
    return part.kind == "condition" and part.sign > 0 and segment.sign < 0


def _last_word(reading: Reading, segment: Segment) -> str:
    return next((t.text for t in reversed(reading.tokens[segment.first : segment.last]) if t.content), "")


def _again(number: int, wanted: list[int], piece: Piece, view: StepView, text: str) -> list[int]:
    """没有操作票操作: the act's own verb at the end, behind a condition that has it already."""
    acts = [n for n in wanted if view.parts[n].kind == "act" and view.parts[n].verb == text]
    held = any(view.parts[n].kind == "condition" and n in piece.parts and view.parts[n].text.count(text) == 1 for n in wanted)
    return acts if held and piece.text.count(text) > 1 else []


def _settle(
    piece: Piece, tokens: list[tuple[int, list[int]]], view: StepView, last: bool, neighbours: dict[int, set[int]],
    text: str,
) -> None:
    """Tokens with one claimant first; a shared one goes where its neighbours went, else act at the end, condition before."""
    for number, wanted in tokens:
        if len(wanted) == 1:
            piece.parts.setdefault(wanted[0], []).append(number)
    for number, wanted in tokens:
        if len(wanted) == 1:
            continue
        kin = [n for n in wanted if n in piece.parts]
        if piece.segment.sign < 0 and not piece.segment.ban:
            # 一次没点着: what is plainly denied belongs to the condition that is
            kin = [n for n in wanted if n in neighbours.get(number, ())] or kin
        if len(tokens) > 1 and number == tokens[-1][0] and (again := _again(number, wanted, piece, view, text)):
            kin = again
        if not kin and len(word := piece.words.get(number, "")) > 1:
            literal = [n for n in wanted if word in view.parts[n].text]
            kin = literal if len(literal) == 1 and word in view.parts[literal[0]].denied else []
        if not kin:
            order = ("act", "condition", "hazard", "phase", "topic", "actor") if last else ("condition", "act", "phase", "hazard", "topic", "actor")
            kin = sorted(wanted, key=lambda n: (_contrary(view.parts[n], piece.segment), order.index(view.parts[n].kind) if view.parts[n].kind in order else 9, n))[:1]
            same = view.parts[kin[0]].kind
            if same in ("act", "phase"):
                kin = [n for n in wanted if view.parts[n].kind == same]
        for n in kin:
            piece.parts.setdefault(n, []).append(number)
