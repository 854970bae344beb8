"""Conditions as 2–7 字 topics: as they stand (发现泄漏), not met (护罩未关), met (护罩关好)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mnemo.compress.denials import NEGATIONS, denied, denies_verb, fulfilled, sized
from mnemo.compress.wordings import (
    MEMBER,
    Contrast,
    Wording,
    best,
    joined,
    noun_wordings,
    strip_attribute,
    subsequence,
    verb_forms,
)
from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Condition, Quantity

# Words that carry no information inside a topic (当发现泄漏时 → 发现泄漏). Function words, a closed class.
LEADING = ("已经", "已", "一旦", "如果", "如", "若", "当", "遇有", "凡", "在", "因", "确因", "对", "每次", "每", "于")
TRAILING = ("的情况下", "情况下", "的时候", "时候", "的", "时", "等", "者")
BEFORE = ("前", "之前", "以前")
AFTER = ("后", "之后", "以后", "完", "完毕")


@dataclass(frozen=True)
class Topics:
    """Wordings of one condition by use."""

    plain: tuple[Wording, ...] = ()  # C: the condition holds
    unmet: tuple[Wording, ...] = ()  # N: the precondition is not met
    met: tuple[Wording, ...] = ()  # D: the precondition is met
    act_verb: tuple[Wording, ...] = ()  # DV: its verb, where doable
    act_object: tuple[Wording, ...] = ()  # DO
    act: tuple[Wording, ...] = ()  # DVO


def bare(text: str) -> str:
    """Without the function words round it."""
    for word in LEADING:
        if text.startswith(word) and len(text) > len(word) + 1:
            text = text[len(word) :]
            break
    for word in TRAILING:
        if text.endswith(word) and len(text) > len(word) + 1:
            text = text[: -len(word)]
            break
    return text


def topics(
    condition: Condition,
    lexicon: Lexicon,
    contrast: Contrast,
    amounts: Iterable[tuple[Quantity, tuple[str, ...]]] = (),
    permits: bool = False,
) -> Topics:
    """All wordings of `condition`; empty tuples where the language has none that is short and honest.

    `amounts` are the step's quantities with their wordings; a threshold is said by them (低于五度). `permits`: the
    step is allowed when the condition holds as worded, even if it is worded with a 无 (仓内无人方可投药).
    """
    for quantity, _ in amounts:
        if quantity.role == "lead" and quantity.text in condition.text:  # 停机前15min: the time is said apart
            condition = replace(condition, text=condition.text.replace(quantity.text, ""))
    text = bare(condition.text)
    if condition.role == "exception":
        idioms = _idioms(condition, text, lexicon, denied=False)
        return Topics(plain=best(_listed(text), 12), unmet=best(_except(text, idioms), 24))
    if condition.role == "precondition":
        found = _met_as_worded(condition, text, lexicon) if permits and condition.negated else None
        found = found or _precondition(condition, text, lexicon, contrast)
        for quantity, said in amounts:
            if quantity.text and quantity.text in condition.text and permits:
                exact = _threshold(text, quantity, said, lexicon, contrast) + _spoken_inside(text, quantity, said)
                found = replace(found, met=best([*found.met, *exact], 30))
        return found
    named = [w for w in noun_wordings(text, lexicon, contrast) if not w.wider] if lexicon.noun(text) else []
    core = [*named, *_idioms(condition, text, lexicon, condition.negated), *_as_it_stands(text), *_clause(condition, lexicon, contrast)]
    if len(members := [m for m in _JOINTS.split(text) if m]) > 1:
        for member in members:
            alone = replace(condition, text=member, subject="", verb="", object="")
            core += [replace(w, cost=w.cost + MEMBER) for w in topics(alone, lexicon, contrast).plain]
        core += _listed(text)
    for quantity, said in amounts:
        if quantity.text and quantity.text in condition.text:
            core = _threshold(text, quantity, said, lexicon, contrast) + _spoken_inside(text, quantity, said)
    core += _shortened(text, lexicon)
    return Topics(plain=best(_with_marker(core, condition.marker, text), 40))


def _listed(text: str) -> list[Wording]:
    """抢险、演练 → 抢险和演练, 抢险演练."""
    members = [m for m in _JOINTS.split(text) if m]
    if len(members) < 2:
        return _as_it_stands(text)
    found = [Wording("".join(members), 10), Wording("、".join(members[:-1]) + "和" + members[-1], 5)]
    return [w for w in found if "、" not in w.text and len(w.text) <= 7]


def _spoken_inside(text: str, quantity: Quantity, said: Iterable[str]) -> list[Wording]:
    """温度降到60℃以下 → 温度降到六十度以下, 降到六十度以下: the figure in words, the rest as it stands."""
    found: list[Wording] = []
    for amount in said:
        spoken = text.replace(quantity.text, amount)
        start = text.find(quantity.text)
        found.append(Wording(spoken, 10))
        found += [Wording(spoken[cut:], 25) for cut in range(max(0, start - 2), start) if cut]
    return [w for w in found if 3 <= len(w.text) <= 7]


_JOINTS = re.compile("[、或和及]|以及")
OTHER_WORDS = 50  # an idiom that is no shortening of what the source says
MOST_LEFT_OVER = 0.4
"""Share of a condition an idiom may leave unsaid: of 发现煤气泄漏 the idiom 发现泄漏 leaves 2 of 6 字."""


def _idioms(condition: Condition, text: str, lexicon: Lexicon, denied: bool) -> list[Wording]:
    """Wordings of the situation lexicon; only rows that deny just what the condition denies, and nearly all of it."""
    for situation, (start, end) in lexicon.situations_in(text):
        inner = text[start:end]
        if any(n in inner for n in NEGATIONS) != denied or any(n in text[:start] for n in NEGATIONS):
            continue
        if len(text) - (end - start) <= MOST_LEFT_OVER * len(text):
            return [Wording(f, 5 * i + (0 if subsequence(f, text) else OTHER_WORDS)) for i, f in enumerate(situation.forms)]
    return []


def _threshold(
    text: str, quantity: Quantity, said: Iterable[str], lexicon: Lexicon, contrast: Contrast
) -> list[Wording]:
    """氧量低于十九点五, 超过半兆帕: measure and bounded value, or the value alone where only one thing is measured."""
    amounts = [Wording(t, 3 * i) for i, t in enumerate(said)]
    before = text.partition(quantity.text)[0]
    measures = [w for name in dict.fromkeys((before, quantity.measure)) if name for w in noun_wordings(name, lexicon, contrast)]
    return joined(measures, amounts) + [Wording(a.text, a.cost + 40, True) for a in amounts if len(a.text) >= 4]


def _as_it_stands(text: str) -> list[Wording]:
    short = text.replace("的", "") if len(text) > 4 else text
    if any(mark in text for mark in "、，；"):
        return []
    found = [Wording(t, 0 if len(t) <= 4 else 20) for t in dict.fromkeys((text, short)) if 2 <= len(t) <= 7]
    if text.startswith(("发现有", "发生了")):
        found += _as_it_stands(text[:2] + text[3:])
    return found


def _clause(condition: Condition, lexicon: Lexicon, contrast: Contrast) -> list[Wording]:
    """From subject, verb and object: 气瓶报警, 发现泄漏, 护罩打开."""
    subjects = noun_wordings(condition.subject, lexicon, contrast) if condition.subject else ()
    objects = noun_wordings(condition.object, lexicon, contrast) if condition.object else ()
    if not condition.verb or not _holds(condition):
        return []
    forms = verb_forms(condition.verb, lexicon)
    verbs = [*forms.two, *forms.one, Wording(condition.verb, 5)]
    negative = condition.negated and denies_verb(condition)
    negation = [Wording(n, 0) for n in ("未", "没", "不")] if negative else [Wording("", 0)]
    predicates = joined(negation, verbs)
    found: list[Wording] = []
    if objects:
        found += joined(predicates, objects)
        if subjects:
            found += joined(subjects, joined(predicates, objects), 10)
    elif subjects:
        found += joined(subjects, predicates)
    return [w for w in found if 2 <= len(w.text) <= 7]


def _holds(condition: Condition) -> bool:
    """Whether subject, verb and object stand in the text in this order and leave little of it out: what is
    rebuilt from a wrong or partial analysis would say something else."""
    at = 0
    said = 0
    for part in (condition.subject, condition.verb, condition.object):
        found = condition.text.find(part, at)
        if found < 0:
            return False
        at, said = found + len(part), said + len(part)
    return said >= len(bare(condition.text)) / 2


def _with_marker(core: Iterable[Wording], marker: str, text: str) -> list[Wording]:
    """前 and 后 are part of the meaning and stay; 时 and 的 may go."""
    core = list(core)
    if marker in BEFORE or text.endswith(BEFORE):
        kept = [w for w in core if w.text.endswith("前")]
        stems = [w for w in core if not w.text.endswith("前") and len(w.text) > 1]
        return kept + [Wording(w.text + tail, w.cost + c, w.wider) for w in stems for tail, c in (("前", 0), ("之前", 4))]
    if marker in AFTER or text.endswith(AFTER):
        kept = [w for w in core if w.text.endswith(("后", "完", "毕", "束", "停"))]
        stems = [w for w in core if w not in kept]
        return kept + [
            Wording(w.text + tail, w.cost + c, w.wider)
            for w in stems
            if not w.text.endswith(("前", "时"))
            for tail, c in (("后", 0), ("之后", 4), ("以后", 6))
        ]
    whens = [Wording(w.text + "时", w.cost + 10, w.wider) for w in core if len(w.text) in (2, 3) and w.text[-1] not in "时前后中"]
    return core + whens


def _met_as_worded(condition: Condition, text: str, lexicon: Lexicon) -> Topics:
    met = [*_idioms(condition, text, lexicon, denied=True), *_as_it_stands(text), *_shortened(text, lexicon)]
    return Topics(met=best(met, 30))


CONTRACTIONS = (("没有", "没"), ("没有", "未"), ("非经", "未经"), ("不经", "未经"), ("已经", ""), ("已", ""), ("全部", "全"), ("进行", ""))


def _shortened(text: str, lexicon: Lexicon) -> list[Wording]:
    """A clause too long to say, without padding and without the first of two nouns (吊环螺纹没旋到底 → 螺纹没旋到底)."""
    variants = [text]
    for long, short in CONTRACTIONS:
        variants += [v.replace(long, short) for v in variants if long in v]
    for variant in list(variants):
        for end in range(min(4, len(variant) - 3), 1, -1):
            rest = variant[end:]
            if lexicon.noun(variant[:end]) and any(lexicon.noun(rest[:n]) for n in (4, 3, 2)):
                variants.append(rest)
                break
    return [Wording(v, 30) for v in dict.fromkeys(variants) if v != text and 3 <= len(v) <= 7 and "、" not in v]


def _precondition(condition: Condition, text: str, lexicon: Lexicon, contrast: Contrast) -> Topics:
    subjects = noun_wordings(condition.subject, lexicon, contrast) if condition.subject else ()
    objects = noun_wordings(condition.object, lexicon, contrast) if condition.object else ()
    forms = verb_forms(condition.verb, lexicon) if condition.verb else None
    unmet: list[Wording] = _idioms(condition, text, lexicon, denied=True)
    met: list[Wording] = _idioms(condition, text, lexicon, denied=False)
    if condition.negated:
        unmet += [*_as_it_stands(text), *_shortened(text, lexicon)]
        if text.startswith("非") and len(text) > 2:
            unmet.append(Wording("不是" + text[1:], 2))
    else:
        met += [*_as_it_stands(text), *_shortened(text, lexicon)]
    if (condition.object and not objects) or (condition.subject and not subjects) or not _holds(condition):
        return Topics(unmet=best(unmet, 24), met=best(met, 24))
    if forms is None:
        return Topics(unmet=best(unmet, 24), met=best(met, 24))
    things = subjects or objects
    if condition.verb in ("有", "设", "配"):
        bare_things = tuple(replace(w, wider=False, cost=w.cost + 20 * w.wider) for w in things)
        unmet += joined([Wording("没有", 4), Wording("无", 4), Wording("没", 8)], bare_things)
        met += joined([Wording("有", 4)], things)
        return Topics(unmet=best(sized(unmet), 30), met=best(sized(met), 30))
    if condition.negated and not denies_verb(condition):
        return Topics(unmet=best(sized(unmet), 24), met=best(sized(met), 24))
    unmet += denied(tuple(replace(w, wider=False, cost=w.cost + 20 * w.wider) for w in things), forms.one, forms.two, bool(subjects and not objects))
    met += fulfilled(things, forms.resulting, forms.two, bool(subjects and not objects))
    done = objects or subjects  # 防护罩未关闭: what is to be done is to close it
    act = joined(forms.one, done) + joined(forms.two, done) if done else list(forms.two)
    if not condition.doable:
        return Topics(unmet=best(sized(unmet), 30), met=best(sized(met), 30))
    return Topics(
        unmet=best(sized(unmet), 30),
        met=best(sized(met), 30),
        act_verb=best(forms.one, 3),
        act_object=best(done, 12),
        act=best(sized(act), 16),
    )


def _except(text: str, idioms: list[Wording]) -> list[Wording]:
    names = [*idioms, *_as_it_stands(strip_attribute(text)[1]), *_as_it_stands(text)]
    return sized(joined([Wording("非", 4), Wording("不是", 4), Wording("若非", 8), Wording("没有", 12)], names))
