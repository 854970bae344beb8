"""The fallback: the source's own clause made to measure, word by word, in the source's order.

Every word may be said in one of its honest shorter forms, function words and modifiers may go, the modal becomes what a
verse says (严禁 → 莫, 方可 → 才). What narrows a ban never goes. Nothing is put in, so little can go wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mnemo.compress.needs import own_and_context
from mnemo.compress.phrase import HIGHEST, naturalness
from mnemo.compress.slots import Spoken
from mnemo.compress.wordings import Contrast, Wording, best, noun_wordings, verb_forms
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Phrasing, Step

BASE = 75  # as a whole: plainer than the bank, surer than a line with a tail
DROPPED_MODIFIER, DROPPED_NOUN, DROPPED_VERB, DROPPED_OTHER, KEPT_PADDING = 30, 110, 90, 60, 12
WIDTH = 10  # ways kept per length while a clause is built
CAESURA = {7: 4, 5: 2}
MOST = 14  # phrasings a step and length
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|[“”\"‘’《》]")
_MARKS = re.compile("[，；。、：！？,;:\\s]+")
# Closed classes, as function words are.
MODALS = {
    "forbid": (("莫", 0), ("不许", 4), ("切莫", 6), ("不能", 8), ("不", 10)),
    "must": (("", 0), ("要", 4)),
    "may": (("才", 0), ("才能", 4), ("再", 6)),
}
PADDING = frozenset(["的", "了", "应", "须", "需", "要", "均", "都", "并", "且", "对", "在", "将", "把", "其", "所", "该", "进行", "应当", "必须", "应该", "需要", "务必", "一律", "方", "可", "时", "及", "和", "与", "并且", "及时", "认真", "严格", "人员", "情况", "下", "上", "者", "等", "再", "先"])
MUTE = frozenset(["的", "了", "所", "该", "其", "者"])  # never said in a verse
FIRM = frozenset(["未", "没", "不", "无", "非", "前", "后", "再", "先", "除", "外", "勿", "只", "仅", "或", "内", "中"])
URGENT = {"立即": ("立即", "快", "马上"), "马上": ("马上", "快"), "迅速": ("快", "迅速"), "立刻": ("立刻", "快")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the clause: what it may be said as; `drop` is what leaving it out costs, None if it must stay."""

    forms: tuple[Wording, ...]
    drop: int | None


def shrunk(step: Step, lexicon: Lexicon, contrast: Contrast, spoken: Spoken) -> tuple[Phrasing, ...]:
    """The clause in one line of 7 or 5 字, or its two halves in two; () if it cannot be cut so short honestly."""
    if step.kind in ("hazard", "limit") or len(step.text) > 40:
        return ()  # a bound cut short is a bound changed
    clauses = [c for c in re.split("[，；]", _BRACKETS.sub("", step.text)) if c.strip()]
    words = [_words(c, step, lexicon, contrast, spoken) for c in clauses]
    found: list[Phrasing] = []
    for length in CAESURA:
        joined = [w for clause in words for w in clause]
        found += [_phrasing(step, (text,), cost) for text, cost in _fit(joined, length)]
        if len(words) == 2:
            left, right = (_fit(clause, length)[:4] for clause in words)
            found += [_phrasing(step, (a, b), ca + cb - BASE + 20) for a, ca in left for b, cb in right]
    return tuple(p for p in found if p.cost <= HIGHEST)


def _phrasing(step: Step, clauses: tuple[str, ...], cost: int) -> Phrasing:
    governed = any(c.scope in ("lead", "heading") and c.role != "phase" for c in step.conditions)
    return Phrasing(
        clauses, (step.id,), cost, naturalness(cost), ("shrink",), ("act",), says_condition=not governed, source="fallback"
    )


def _fit(words: Sequence[Word], length: int) -> list[tuple[str, int]]:
    """Cheapest ways to say `words` in exactly `length` 字 with a joint at the caesura."""
    rows: dict[tuple[int, bool], list[tuple[int, str]]] = {(0, False): [(BASE, "")]}
    for word in words:
        grown: dict[tuple[int, bool], list[tuple[int, str]]] = {}
        for (size, hit), ways in rows.items():
            for form, extra in _choices(word):
                total = size + len(form)
                if total <= length:
                    key = (total, hit or total == CAESURA[length])
                    grown.setdefault(key, []).extend((cost + extra, text + form) for cost, text in ways)
        rows = {key: sorted(set(ways))[:WIDTH] for key, ways in grown.items()}
    return [(text, cost) for cost, text in rows.get((length, True), ())][:MOST]


def _choices(word: Word) -> Iterator[tuple[str, int]]:
    if word.drop is not None:
        yield "", word.drop
    for form in word.forms:
        yield form.text, form.cost


def _words(clause: str, step: Step, lexicon: Lexicon, contrast: Contrast, spoken: Spoken) -> list[Word]:
    narrow = step.kind in ("never", "gate", "may", "limit") and bool(own_and_context(step)[0] or step.polarity != "must")
    amounts = {q.text: list(spoken(q)[0] if q.bound != "exact" else spoken(q)[1]) for q in step.quantities}
    verbs = {a.verb for a in step.acts} | {c.verb for c in step.conditions}
    found: list[Word] = []
    listed = False
    for text, after in _cut(clause, step, lexicon, tuple(amounts)):
        if text in amounts:
            found.append(Word(tuple(Wording(t, 4 * i) for i, t in enumerate(amounts[text])), None if narrow else 70))
        elif text and text == step.modality and not (step.polarity == "must" and text[0] in FIRM):
            found.append(Word(tuple(Wording(t, c) for t, c in _modal(step)), 0 if step.polarity == "must" else None))
        elif text in URGENT:
            found.append(Word(tuple(Wording(t, 3 * i) for i, t in enumerate(URGENT[text])), 20))
        elif text in MUTE:
            found.append(Word((), 0))
        elif text in FIRM:
            found.append(Word((Wording(text, 0),), None))
        elif text in PADDING:
            found.append(Word((Wording(text, KEPT_PADDING),), 0))
        elif text in verbs or (lexicon.verb(text) and not lexicon.noun(text)):
            found.append(_verb(text, text in verbs, lexicon, narrow))
        elif lexicon.noun(text):
            forms = tuple(w for w in noun_wordings(text, lexicon, contrast) if len(w.text) <= 4 and not (narrow and w.wider))
            drop = DROPPED_MODIFIER if after == "noun" and not narrow else 50 if listed or after == "list" else DROPPED_NOUN
            found.append(Word(best(forms, 6), None if narrow and drop != 50 else drop))
        else:
            found.append(Word((Wording(text, 5),), None if narrow else DROPPED_OTHER))
        listed = after == "list"
    return found


def _modal(step: Step) -> tuple[tuple[str, int], ...]:
    if step.modality.startswith(("只", "仅")):
        return (("只", 0), ("只能", 2), ("只许", 4))
    return MODALS[step.polarity]


def _verb(text: str, needed: bool, lexicon: Lexicon, narrow: bool) -> Word:
    forms = verb_forms(text, lexicon, resultative=False)
    options = [Wording(text, 0), *(w for w in (*forms.one, *forms.two) if w.text in text or w.cost < 20)]
    return Word(best((w for w in options if len(w.text) <= 4), 4), None if needed or narrow else DROPPED_VERB)


def _cut(clause: str, step: Step, lexicon: Lexicon, amounts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Words with what follows them: "noun", "list" (、) or ""."""
    fixed = sorted({*amounts, step.modality, *(a.verb for a in step.acts), *URGENT} - {""}, key=len, reverse=True)
    words: list[tuple[str, str]] = []
    at = 0
    unknown = ""

    def flush() -> None:
        nonlocal unknown
        if unknown:
            words.append((unknown, ""))
            unknown = ""

    while at < len(clause):
        if _MARKS.match(clause[at]):
            flush()
            if clause[at] == "、" and words:
                words[-1] = (words[-1][0], "list")
            at += 1
            continue
        text = next((f for f in fixed if clause.startswith(f, at)), "") or _known(clause, at, lexicon)
        if not text:
            unknown += clause[at]
            at += 1
            continue
        flush()
        words.append((text, ""))
        at += len(text)
    flush()
    return [
        (text, after or ("noun" if i + 1 < len(words) and lexicon.noun(words[i + 1][0]) else ""))
        for i, (text, after) in enumerate(words)
    ]


def _known(clause: str, at: int, lexicon: Lexicon) -> str:
    for end in range(min(len(clause), at + 6), at, -1):
        text = clause[at:end]
        if text in PADDING or text in FIRM or (end - at > 1 and lexicon.entries(text)):
            return text
    return ""
