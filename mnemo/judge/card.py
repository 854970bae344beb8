"""The steps of a card as the judge sees them: parts with their signs, indexed by 字, pair of 字 and concept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log
from typing import Literal

from mnemo.judge.denied import bounding, denied_in, denied_twice, denied_words
from mnemo.judge.narrow import Narrowed, narrowed, needed
from mnemo.judge.segments import Reading
from mnemo.judge.signs import late_minutes, read_clause
from mnemo.judge.words import Vocabulary
from mnemo.lexicon.numerals import Number, number_of, read_numbers
from mnemo.types import Condition, Step

PartKind = Literal["act", "condition", "phase", "actor", "topic", "hazard", "rest"]
Key = tuple[int, int]
"""Number of the step, number of its part."""
ABOVE = 0.6
"""What the words of headings and inherited conditions count for a step, against its own."""
FIRST, LATER = ("先", "首先", "第一"), ("后", "再")
"""Order words as `Step.order` and the step's text hold them."""
SKIP = 3
"""字 apart that two 字 of a short form may stand in the full name: 吸阀 ← 吸气阀, 空呼 ← 空气呼吸器."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a step: an act with its objects, a condition, the rest of its text."""

    kind: PartKind
    text: str
    sign: int = 1
    condition: Condition | None = None
    verb: str = ""
    verb_kin: frozenset[str] = frozenset()  # concepts that say this verb
    failing: str = ""  # a word that denies by itself: 失败, 失灵
    denied: str = ""  # words it denies inside itself: 确认无摆动
    before: bool = False  # the step comes before this (开机前)
    after: bool = False  # the step comes after this (停机后)
    numbers: bool = False  # holds a quantity
    share: float = 1.0  # what its words count for the step: less if they stand above several steps
    bounds: bool = False  # its verb is a bound (不大于): the number says it all
    optional: bool = False  # says when in general; a verse may leave it to the heading


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready for comparison."""

    number: int
    step: Step
    parts: tuple[Part, ...]
    text: str
    numbers: tuple[Number, ...]
    concepts: frozenset[str]
    by_kind: dict[PartKind, tuple[int, ...]] = field(hash=False)
    narrowed: tuple[Narrowed, ...] = ()  # of a ban
    verbs: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # of a ban: wordings that it may not lose

    @property
    def forbids(self) -> bool:
        return self.step.polarity == "forbid"

    def of(self, kind: PartKind) -> tuple[int, ...]:
        """Numbers of the parts of a kind."""
        return self.by_kind.get(kind, ())


@dataclass(slots=True)
class CardView:
    """All steps of a card and the indexes into them."""

    views: tuple[StepView, ...]
    chars: dict[str, list[Key]] = field(default_factory=dict)
    pairs: dict[str, list[Key]] = field(default_factory=dict)
    skips: dict[str, list[Key]] = field(default_factory=dict)
    concepts: dict[str, list[tuple[Key, float]]] = field(default_factory=dict)
    situations: dict[str, list[Key]] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    unseen: float = 1.0
    text: str = ""
    by_id: dict[str, int] = field(default_factory=dict)
    earlier: tuple[frozenset[int], ...] = ()  # per step: those that the source puts before it, outright
    shelves: tuple[CardView, ...] = ()  # per step: the indexes of that step alone
    words: dict[str, tuple[tuple[Key, float, tuple[str, ...]], ...]] = field(default_factory=dict)  # filled by `match`

    def only(self, steps: tuple[int, ...]) -> CardView:
        """The same card with the indexes of some steps only, to screen lines that claim to say them."""
        shelf = self.shelves[steps[0]] if len(steps) == 1 else CardView(())
        for step in sorted(set(steps)) if len(steps) != 1 else ():
            shelf.take(self.shelves[step])
        return replace(
            self, chars=shelf.chars, pairs=shelf.pairs, skips=shelf.skips, concepts=shelf.concepts, situations=shelf.situations, words={}
        )  # fmt: skip

    def take(self, other: CardView) -> None:
        """Adds the indexes of another step, which comes later."""
        for mine, theirs in ((self.chars, other.chars), (self.pairs, other.pairs), (self.skips, other.skips), (self.situations, other.situations)):
            for name, keys in theirs.items():
                mine.setdefault(name, []).extend(keys)
        for concept, found in other.concepts.items():
            self.concepts.setdefault(concept, []).extend(found)

    def weight(self, char: str) -> float:
        """How much a 字 tells steps apart; one no step holds weighs as much as one that two hold."""
        return self.rarity.get(char, self.unseen)


def chained(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, with the edge that 先… and a 后…, 再… right behind it in one section draw, where the analysis has none."""
    done = list(steps)
    for number, (before, step) in enumerate(pairwise(steps), 1):
        begins = before.text.startswith("先") or before.order in FIRST
        follows = step.text.startswith(LATER) and step.kind == before.kind == "do"
        if begins and follows and not step.after and step.section == before.section:
            done[number] = replace(step, after=(before.id,))
    return tuple(done)


def view_card(steps: Sequence[Step], vocabulary: Vocabulary) -> CardView:
    """Indexes of `steps`."""
    views = tuple(_view(i, step, vocabulary) for i, step in enumerate(steps))
    card = CardView(views, by_id={v.step.id: v.number for v in views}, text="\n".join(v.text for v in views))
    card.earlier = _earlier(card)
    card.shelves = tuple(_shelf(view, vocabulary) for view in views)
    for shelf in card.shelves:
        card.take(shelf)
    total = len(views)
    seen: dict[str, int] = {}
    for view in views:
        for char in set(view.text):
            seen[char] = seen.get(char, 0) + 1
    card.rarity = {char: log((total + 1) / (count + 0.5)) + 0.3 for char, count in seen.items()}
    card.unseen = log((total + 1) / 2.5) + 0.3
    return card


def _shelf(view: StepView, vocabulary: Vocabulary) -> CardView:
    """The indexes of one step."""
    shelf = CardView(())
    for number, part in enumerate(view.parts):
        _index_part(shelf, (view.number, number), part.text, vocabulary)
    return shelf


def _earlier(card: CardView) -> tuple[frozenset[int], ...]:
    """For each step all that come before it along the explicit edges."""
    direct = [{card.by_id[name] for name in v.step.after if name in card.by_id} for v in card.views]
    found = []
    for number in range(len(direct)):
        seen: set[int] = set()
        open_ends = list(direct[number])
        while open_ends:
            step = open_ends.pop()
            if step not in seen:
                seen.add(step)
                open_ends.extend(direct[step])
        found.append(frozenset(seen))
    return tuple(found)


def _view(number: int, step: Step, vocabulary: Vocabulary) -> StepView:
    parts = tuple(_parts(step, vocabulary))
    held = [step.text, step.topic, step.actor, step.section, step.phase, step.hazard, *(c.text for c in step.conditions)]
    text = "；".join(dict.fromkeys(h for h in held if h))
    numbers = [number_of(q) for q in step.quantities]
    for found in (*read_numbers(text), *late_minutes(text)):
        if not any((n.value, n.unit) == (found.value, found.unit) for n in numbers):
            numbers.append(found)
    # 系安全绳 is one verb: the parts name the rope by itself
    concepts = {e.id for words in (text, *(p.text for p in parts)) for t in vocabulary.tokens(words) for e in t.entries}
    kinds = {kind: tuple(i for i, p in enumerate(parts) if p.kind == kind) for kind in {p.kind for p in parts}}
    view = StepView(number, step, parts, text, tuple(numbers), frozenset(concepts), kinds, verbs=tuple(dict.fromkeys(p.verb for p in parts if p.verb)))
    return replace(view, narrowed=_narrowed(step, vocabulary), needed=needed(step, vocabulary)) if view.forbids else view


def _narrowed(step: Step, vocabulary: Vocabulary) -> tuple[Narrowed, ...]:
    things = (*(o for a in step.acts for o in a.objects), step.topic)
    roles = tuple(r.text for a in step.acts for r in a.roles if r.restrictor and r.name in ("tool", "worn"))
    return narrowed(step.text, tuple(filter(None, things)), roles, vocabulary)


def _parts(step: Step, vocabulary: Vocabulary) -> Iterator[Part]:
    sign = -1 if step.polarity == "forbid" else 1
    acts = [a for a in step.acts if a.objects or "generic" not in vocabulary.tables.kinds.get(a.verb, ())] or list(step.acts)
    for act in acts:
        text = "，".join(filter(None, (act.verb, *act.objects, act.result, *(r.text for r in act.roles))))
        banned = sign > 0 and len(act.verb) > 1 and act.verb[0] == "禁" and "cease" not in vocabulary.tables.kinds.get(act.verb, ())
        own = -1 if banned else -sign if act.negated or (sign < 0 and denied_twice(step, act.verb, vocabulary)) else sign
        if own > 0 and denied_in(step, act.verb, vocabulary):
            own = -1  # 告诉乘客不要扒门: the ban stands inside the duty
        inside = denied_words("，".join(filter(None, (*act.objects, act.result))), vocabulary)
        kin = frozenset(c for t in vocabulary.tokens(act.verb) for e in t.entries for c in vocabulary.same_act(e.id))
        yield Part("act", text, own, verb=act.verb, verb_kin=kin, denied=inside, numbers=any(q.text in text for q in step.quantities), bounds=bounding(act.verb, step))
    denied = False
    for condition in step.conditions:
        for number, item in enumerate(_items(condition)):
            part = _condition_part(item, step, vocabulary)
            own = part.sign < 0
            if denied and not own and part.kind == "condition" and (number or _joined(item, step) or _listed(item, step)):
                # 未按下并锁定, 未培训、考核: how far the denial reaches is open
                part = replace(part, sign=-1 if _joined(item, step) else 0)
            denied = own
            yield part
    names: tuple[tuple[PartKind, str], ...] = (("actor", step.actor), ("topic", step.topic), ("hazard", step.hazard))
    for kind, text in names:
        if text:
            yield Part(kind, text, sign, denied=denied_words(text, vocabulary) if kind == "actor" else "")
    if step.phase or step.section:
        text = "，".join(dict.fromkeys(filter(None, (step.phase, step.section))))
        yield Part("phase", text, before="前" in text, after="后" in text or "完" in text or "毕" in text, optional=True, share=ABOVE)
    yield Part("rest", step.text, sign, numbers=bool(step.quantities), denied=denied_words(step.text, vocabulary, plain=True))


def _items(condition: Condition) -> list[Condition]:
    """风机断电、报警或不适 are three conditions."""
    texts = [t for t in re.split("或者|或|、", condition.text) if t]
    if len(texts) < 2 or any(len(t) < 2 for t in texts):
        return [condition]
    return [replace(condition, text=t) for t in texts]


def _listed(condition: Condition, step: Step) -> bool:
    """未经清洗置换、检测合格: the denial may reach the second."""
    at = step.text.find(condition.text)
    return at > 0 and step.text[at - 1] == "、"


def _joined(condition: Condition, step: Step) -> bool:
    at = step.text.find(condition.text)
    return at > 0 and step.text[:at].endswith(("并", "并且", "及", "且"))


def _condition_part(condition: Condition, step: Step, vocabulary: Vocabulary) -> Part:
    text = _without_act(condition.text, step)
    reading = read_clause(text.rstrip("前后时的者，"), vocabulary)
    sign = _last_sign(reading)
    ends_before = condition.marker.endswith("前") or text.endswith("前")
    after = condition.marker.endswith(("后", "完")) or text.endswith(("后", "完", "完毕"))
    binds = step.polarity != "must" and condition.scope == "own"
    phase = condition.scope == "heading" or (condition.role == "phase" and not (binds and ends_before))
    if ends_before and sign > 0 and step.polarity == "forbid":
        sign = -1  # 恢复供电前不得进入: not yet done
    if re.search(".[即就].{2}", text):
        sign, optional = 0, True  # 三次无应答即呼叫救援 is a duty of its own that stands before a ban
    else:
        optional = phase or condition.scope != "own"
    kind: PartKind = "phase" if phase or (ends_before and step.polarity == "must") else "condition"
    numbers = any(q.text in text for q in step.quantities)
    denied = denied_words(text, vocabulary)
    # 呼吸停止 is 没有呼吸; 停机 is no 没有机
    failing = next((t.text for t in vocabulary.tokens(text) if "fail" in t.kinds or ("cease" in t.kinds and t.start)), "")
    return Part(kind, text, sign, condition, failing=failing, denied=denied, before=ends_before, after=after, optional=optional, numbers=numbers,
                share=1.0 if condition.scope == "own" else ABOVE)  # fmt: skip


def _without_act(text: str, step: Step) -> str:
    """超载不吊 as a condition of 超载不吊、斜拉不吊 is 超载."""
    for act in step.acts:
        if act.verb and text.endswith("不" + act.verb) and len(text) > len(act.verb) + 2:
            return text[: -len(act.verb) - 1].rstrip("的")
    return text


def _last_sign(reading: Reading) -> int:
    """Sign of a condition: that of its predicate, which stands last; any denial in 未…、未… counts."""
    signs = [s.sign for s in reading.segments if not s.tail]
    return -1 if signs and min(signs) < 0 else 1


def _index_part(card: CardView, key: Key, text: str, vocabulary: Vocabulary) -> None:
    def put(table: dict[str, list[Key]], name: str) -> None:
        keys = table.setdefault(name, [])
        if not keys or keys[-1] != key:
            keys.append(key)

    for at, char in enumerate(text):
        put(card.chars, char)
        if at + 1 < len(text):
            put(card.pairs, text[at : at + 2])
        for gap in range(2, SKIP + 1):
            if at + gap < len(text) and "，" not in text[at : at + gap]:
                put(card.skips, char + text[at + gap])
    for token in vocabulary.tokens(text):
        for entry in token.entries:
            known = card.concepts.setdefault(entry.id, [])
            if not any(k == key for k, _ in known):
                known.append((key, 1.0))
    for situation in vocabulary.situations(text):
        put(card.situations, situation)
