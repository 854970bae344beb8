"""The step in the source's own words: its clause made to measure, words left out or said shorter, the order kept.

Sentence compression by deletion (cf. Knight & Marcu 2002): what is left of a sentence that a person wrote stays
a sentence. Nothing is put in but the small words a verse needs (要, 莫, 才), so little can go wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mnemo.compress.chunks import Reader, is_name
from mnemo.compress.clausewords import SmallWord
from mnemo.compress.fit import Chunk, fit
from mnemo.compress.phrase import HIGHEST, REPEATED_CHAR, naturalness
from mnemo.compress.rows import Tail
from mnemo.compress.slots import Spoken
from mnemo.compress.tellingends import LAYOUTS, LONGEST, Told, ended, refrains
from mnemo.compress.wordings import Contrast
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Phrasing, Step, Word

BASE = 20
FRONTED = 10
LED = 20
MARK = "，"
TOGETHER = 45  # two steps in one breath
TOPICS = 2
TIGHT = (3, 4)
MODALS = ("duty", "ban", "then", "only", "may")
_FREE = frozenset("一二三四五六七八九十不莫先再要")


@dataclass(frozen=True)
class Teller:
    """What all steps of a card share."""

    lexicon: Lexicon
    contrast: Contrast
    spoken: Spoken
    small: Mapping[str, SmallWord]
    tails: Mapping[str, Sequence[Tail]]
    lengths: frozenset[int]

    @property
    def laid(self) -> list[int]:
        """The clause lengths that are asked for and can be told."""
        return sorted(self.lengths & LAYOUTS.keys())

    def reader(self, step: Step) -> Reader:
        return Reader(step, self.lexicon, self.contrast, self.spoken, self.small)


def told_with_lead(step: Step, words: Sequence[Word], teller: Teller) -> tuple[Phrasing, ...]:
    """The same with what a lead-in or heading sets said first, for a step that no title or neighbour tells the case of."""
    if not step.lead_words or not words:
        return ()
    lead = (*step.lead_words, Word(MARK, "w"))
    found = _couplets(step, (*lead, *words), teller.reader(step), teller, len(step.lead_words))
    return tuple(replace(p, says=("act", "condition"), says_condition=True) for p in _phrasings((step,), found, BASE + LED))


def told(step: Step, words: Sequence[Word], teller: Teller) -> tuple[Phrasing, ...]:
    """Phrasings of the step out of `words`, its own and those of the condition it inherits; () if none fits."""
    return _phrasings((step,), _told(step, words, teller), BASE) if words else ()


def _told(step: Step, words: Sequence[Word], teller: Teller) -> Iterator[Told]:
    reader = teller.reader(step)
    for order, extra, tail in _orders(step, words):
        for length in teller.laid:
            chunks = _with_pads(step, order, reader, length)
            for clauses, cost in (*ended(chunks, tail, teller.tails, length), *refrains(chunks, tail, teller.tails, length)):
                yield clauses, cost + extra
    yield from _couplets(step, words, reader, teller)


def told_together(first: Step, second: Step, words: tuple[Sequence[Word], Sequence[Word]], teller: Teller) -> tuple[Phrasing, ...]:
    """Two neighbours as one sentence: 拉闸断电 + 控制器归零. The source's order is kept, so an edge between them is said."""
    a = _with_pads(first, _marked_ban(first, tuple(words[0])), teller.reader(first))
    b = _with_pads(second, _marked_ban(second, tuple(words[1])), teller.reader(second))
    if not a or not b:
        return ()
    chunks = (*a, replace(b[0], before=0), *b[1:])
    layouts = [layout for n in teller.laid for layout in LAYOUTS[n] if n > 3 or len(layout) > 1]
    found = (told for layout in layouts for told in fit(chunks, layout))
    return tuple(replace(p, says=("act", "order")) for p in _phrasings((first, second), found, BASE + TOGETHER))


def _phrasings(steps: tuple[Step, ...], found: Iterable[Told], base: int) -> tuple[Phrasing, ...]:
    """One phrasing for each wording, the cheapest first; none dearer than HIGHEST."""
    cheapest: dict[tuple[str, ...], int] = {}
    for clauses, cost in found:
        total = base + cost + _repeats(clauses)
        if total <= HIGHEST and total < cheapest.get(clauses, HIGHEST + 1):
            cheapest[clauses] = total
    governed = any(c.scope in ("lead", "heading") and c.role != "phase" for s in steps for c in s.conditions)
    ids = tuple(s.id for s in steps)
    return tuple(
        Phrasing(clauses, ids, cost, naturalness(cost), ("telling",), ("act",), says_condition=not governed, source="source")
        for clauses, cost in sorted(cheapest.items(), key=lambda item: (item[1], item[0]))
    )


def _couplets(step: Step, words: Sequence[Word], reader: Reader, teller: Teller, lead: int = 0) -> Iterator[Told]:
    """The condition in clauses of its own, then the act in every order, so that a tail reaches the act alone."""
    plain = _marked_ban(step, tuple(words))
    start = lead or _act_part(step, plain)
    if not start:
        return
    told_case = replace(reader, loose=bool(lead))
    rest = plain[start + 1 :] if plain[start].tag == "w" else plain[start:]
    when = _with_pads(step, plain[:start], told_case) if any(w.kind in ("begin", "end") for w in plain[:start]) else (reader.pad("+if"), *told_case.chunks(plain[:start]), reader.pad("+when"))
    for length in teller.laid:
        topics = [t for layout in LAYOUTS[length][:2] for t in fit(when, layout)[:TOPICS]]
        if not topics:
            continue
        for order, extra, tail in _orders(step, rest):
            chunks = _with_pads(step, order, reader, length)
            for act, cost in (*ended(chunks, tail, teller.tails, length), *refrains(chunks, tail, teller.tails, length)):
                for topic, more in topics:
                    if len(topic) + len(act) <= LONGEST[length]:
                        yield (*topic, *act), more + cost + extra


def _act_part(step: Step, words: Sequence[Word]) -> int:
    """Where what is to be done begins, after the step's own condition; 0 if it has none."""
    modal = next((i for i, w in enumerate(words) if w.kind in MODALS), -1)
    act = _act_at(step, words)
    start = next((i for i, w in enumerate(words) if w.tag == "w" and w.text != "、"), modal if modal > 0 else 0)
    if not 0 < start <= max(modal, act) or any(w.kind in MODALS for w in words[:start]) or not _conditional(step, words[:start]):
        return 0
    return start


def _orders(step: Step, words: Sequence[Word]) -> Iterator[tuple[tuple[Word, ...], int, str]]:
    """(words, cost, tails): as they stand; what is acted on in front (急停按钮要按下, 铝制工具莫使用); a ban said last."""
    plain = _marked_ban(step, tuple(words))
    plainly = step.kind in ("do", "when") and step.polarity == "must"
    yield plain, 0, ("URG" if step.urgent else "DUTY") if plainly else ""
    if step.polarity == "forbid" and step.kind in ("never", "gate"):
        bans = [i for i, w in enumerate(plain) if w.kind == "ban"]
        if len(bans) == 1 and len(plain) > 1:
            yield (*plain[: bans[0]], *plain[bans[0] + 1 :]), 0, "BAN"
        first = min((i for i, w in enumerate(plain) if w.text in {a.verb for a in step.acts}), default=-1)
        first = _before_adverbs(plain, first) if first > 0 else first
        if len(bans) == 1 and first > bans[0] + 1:  # 用湿抹布，莫甩打: the ban moves to its act
            yield (*plain[: bans[0]], *plain[bans[0] + 1 : first], plain[bans[0]], *plain[first:]), FRONTED, ""
    if step.kind == "gate" and step.polarity == "may":
        thens = [i for i, w in enumerate(plain) if w.kind == "then"]
        if len(thens) == 1 and len(plain) > 1:
            yield (*plain[: thens[0]], *plain[thens[0] + 1 :]), 0, "THEN"
    if step.kind in ("hazard", "limit") or len(step.acts) != 1 or not step.acts[0].objects:
        return
    verb = step.acts[0].verb
    starts = [i for i, w in enumerate(plain) if w.text == verb]
    if not verb or not starts:
        return
    at = starts[-1]
    tail = plain[at + 1 :]
    if not tail or not all(is_name(w) or w.text in ("、", "的") or w.kind in ("join", "all") for w in tail):
        return
    begin = at
    while begin and plain[begin - 1].kind not in ("ban", "duty", "then") and plain[begin - 1].tag in ("d", "ad", "a", "vd"):
        begin -= 1
    modal = begin
    while modal and (plain[modal - 1].kind in ("ban", "duty", "then")):
        modal -= 1
    if any(w.kind in ("", "plain", "frame", "end", "neg") for w in plain[:modal]) and plain[modal - 1].tag != "w":
        return  # 昏迷的不得喂水: what stands in front already would run into it
    yield (*plain[:modal], *tail, *plain[modal:begin], *plain[begin:at], plain[at]), FRONTED, ""


def _with_pads(step: Step, words: Sequence[Word], reader: Reader, length: int = 7) -> tuple[Chunk, ...]:
    """Chunks with room for the small words a verse may put in: 要 before an act, 若是 before a condition, 去 after 莫."""
    words = tuple(words)
    act = _act_at(step, words)
    pads: dict[int, Chunk] = {}
    modal = next((i for i, w in enumerate(words) if w.kind in MODALS), -1)
    if step.kind == "limit":
        bound = next((i for i, w in enumerate(words) if w.kind in ("bound", "ban") or w.tag == "m"), 0)
        if bound:
            pads[bound] = reader.pad("+limit")
    elif step.kind != "hazard" and act >= 0:
        if modal < 0 and step.polarity == "must":
            pads[_before_adverbs(words, act)] = reader.pad("+must")
        elif 0 <= modal < act and step.polarity != "must":
            pads[act] = reader.pad("+go")
        start = next((i for i, w in enumerate(words) if w.tag == "w" and w.text != "、"), modal if modal > 0 else act)
        if 0 < start <= max(modal, act) and not any(w.kind in ("begin", "end", *MODALS) for w in words[:start]) and _conditional(step, words[:start]):
            pads[0] = reader.pad("+if")
            pads[start] = reader.pad("+when")
        elif step.polarity == "forbid" and start > 0 and words[start - 1].text in ("前", "之前") and not any(w.kind == "neg" for w in words[:start]):
            pads[0] = reader.pad("+before")
    last = max((i for i, w in enumerate(words) if w.text in {a.verb for a in step.acts}), default=act)
    if length in TIGHT:  # 莫踩踏，脚开关: so short a clause is heard alone
        last = next((i - 1 for i in range(last + 1, len(words)) if words[i].text == "，"), len(words) - 1)
    ban = range(modal + 1, last + 1) if modal >= 0 and words[modal].kind == "ban" else range(0)
    found: list[Chunk] = []
    joints = sorted({0, *pads, ban.start, ban.stop, len(words)})
    for start, end in pairwise(joints):
        if start in pads:
            found.append(replace(pads[start], glue=True) if start in ban else pads[start])
        said = reader.chunks(words[start:end])
        found += [replace(c, glue=True) for c in said] if start in ban else said
    return tuple(found)


def _marked_ban(step: Step, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """信号不明时不开车: where no cue bans, the 不 before the act does."""
    at = _act_at(step, words)
    if step.polarity != "forbid" or at < 1 or any(w.kind == "ban" for w in words) or words[at - 1].text not in ("不", "别", "勿", "莫"):
        return words
    return (*words[: at - 1], replace(words[at - 1], kind="ban"), *words[at:])


def _act_at(step: Step, words: Sequence[Word]) -> int:
    """Where the (last) act begins, -1 if it cannot be told."""
    verb = step.acts[0].verb if step.acts else ""
    return max((i for i, w in enumerate(words) if verb and w.text == verb), default=-1)


def _before_adverbs(words: Sequence[Word], at: int) -> int:
    while at and (words[at - 1].tag in ("d", "ad", "vd") or words[at - 1].kind == "urgent") and words[at - 1].kind not in ("first", "next", "neg"):
        at -= 1
    return at


def _conditional(step: Step, words: Sequence[Word]) -> bool:
    """Whether the words are a condition of the step, not just who acts, or where."""
    text = "".join(w.text for w in words)
    return any(c.text and c.text in text for c in step.conditions if c.role in ("trigger", "case", "precondition"))


def _repeats(clauses: Sequence[str]) -> int:
    cost = 0
    for clause in clauses:
        chars = [c for c in clause if c not in _FREE]
        cost += REPEATED_CHAR // 2 * (len(chars) - len(set(chars)))
    return cost
