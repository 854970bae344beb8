"""Honest shorter names: what a noun, a verb or a verb with its object may be called in n 字."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mnemo.lexicon.concepts import Lexicon, Noun, Verb

# Costs on the phrasing scale 0–300. Own figures, read off the verses of the sample cases (2026-11):
# the source's own word reads best, a trade short form nearly as well, a wider word is vague.
NEGATORS = "不未没无非"  # 不断电 is no 断电
SUFFIXES = "侧级式型用性"  # 负荷侧刀闸 may be 负荷刀闸
ATTRIBUTE_LOST = 120
MEMBER = 50
OWN, SHORT, NAME, WIDER, BARE_HEAD, UNKNOWN = 0, 8, 45, 60, 45, 50
OTHER_NOUN = 70  # another name for the thing: the crew knows its own


@dataclass(frozen=True, slots=True)
class Wording:
    """Some 字 that say a thing, what choosing them costs, and whether something narrower was meant."""

    text: str
    cost: int
    wider: bool = False
    cut: int = 0  # 字 before its main joint, where a caesura may fall (上部|排水阀), 0 if unknown


def best(wordings: Iterable[Wording], most: int = 6) -> tuple[Wording, ...]:
    """Cheapest first, one per text, at most `most`."""
    cheapest: dict[str, Wording] = {}
    for w in wordings:
        if w.text not in cheapest or w.cost < cheapest[w.text].cost:
            cheapest[w.text] = w
    return tuple(sorted(cheapest.values(), key=lambda w: (w.cost, w.text))[:most])


@dataclass(frozen=True)
class Contrast:
    """Which short forms are taken: a form that could mean two things of the card is not used for either.

    (排气阀 and 吸气阀 must not both become 阀门.)
    """

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    @staticmethod
    def of(nouns: Iterable[str], lexicon: Lexicon) -> Contrast:
        uses: dict[str, set[str]] = defaultdict(set)
        nouns = tuple(nouns)
        for text in dict.fromkeys(nouns):
            noun, owner = lexicon.noun(text), text
            if noun is None and (head := lexicon.head_noun(text)):
                noun = head[0]
            elif noun:
                owner = noun.id
            uses[text].add(owner)
            parent = lexicon.nouns.get(noun.parent) if noun else None
            for known in (noun, parent):
                for form in (*known.surfaces, *known.short) if known else ():
                    uses[form].add(owner)
        return Contrast({form: frozenset(owners) for form, owners in uses.items()}, tuple(dict.fromkeys(nouns)))

    def shared(self, form: str) -> bool:
        return len(self.uses.get(form, ())) > 1

    def ambiguous(self, form: str, text: str) -> bool:
        """Whether `form`, cut out of `text`, could be another name of the card cut short."""
        return self.shared(form) or any(form != text and subsequence(form, name) and name not in text and text not in name for name in self.names)


@lru_cache(maxsize=4096)
def strip_attribute(text: str) -> tuple[str, str]:
    """Split 运转中的滚筒 into its attribute (运转中) and its head (滚筒)."""
    attribute, mark, head = text.rpartition("的")
    return (attribute, head) if mark and attribute and head else ("", text)


def noun_wordings(text: str, lexicon: Lexicon, contrast: Contrast) -> tuple[Wording, ...]:
    """What `text` may be called, any length, cheapest first; wider names are marked."""
    if len(text) == 1:
        return (Wording(text, OWN),)
    attribute, head_text = strip_attribute(text)
    found: list[Wording] = []
    if (example := _example(text)) and example != text:
        found += [replace(w, cost=w.cost + MEMBER) for w in noun_wordings(example, lexicon, contrast)]
    noun = lexicon.noun(head_text)
    if noun:
        found += _concept_wordings(head_text, noun, lexicon, contrast, wider=bool(attribute))
    elif head := lexicon.head_noun(head_text):
        found += _modified_wordings(head_text, *head, lexicon, contrast)
    if len(head_text) <= 7 and not noun:
        known = lexicon.head_noun(head_text)
        found.append(Wording(head_text, OWN if len(head_text) <= 4 or known else UNKNOWN, bool(attribute), known[1] if known else 0))
    if attribute:
        found = [replace(w, cost=w.cost + ATTRIBUTE_LOST) if w.wider else w for w in found]
        if len(text) <= 7:
            found.append(Wording(text.replace("的", ""), UNKNOWN))
    return best(found, 24)


def _example(text: str) -> str:
    """铁锨等起火花的工具: the member named before 等 may stand for itself."""
    return text.partition("等")[0] if "等" in text[2:] else ""


def _concept_wordings(text: str, noun: Noun, lexicon: Lexicon, contrast: Contrast, wider: bool) -> list[Wording]:
    found = [Wording(text, OWN, wider)]
    if text in noun.surfaces:
        found += [Wording(s, _likeness(s, text, OTHER_NOUN) + 2 * i, wider) for i, s in enumerate(noun.surfaces)]
    found += [
        Wording(s, _likeness(s, text, OTHER_NOUN) + 3 * i, wider or _names_wider(s, noun, lexicon))
        for i, s in enumerate(noun.short)
        if not contrast.shared(s)
    ]
    parent = lexicon.nouns.get(noun.parent)
    if parent:
        wide = (s for s in (*parent.surfaces, *parent.short) if subsequence(s, text) and not contrast.shared(s))
        found += [Wording(s, WIDER + 5 * i, True) for i, s in enumerate(wide)]
    return found


def _names_wider(form: str, noun: Noun, lexicon: Lexicon) -> bool:
    """Whether the short form is the very name of something wider (人员 for 无关人员)."""
    named = lexicon.noun(form)
    return named is not None and named.id != noun.id and lexicon.wider(noun.id, named.id)


def subsequence(short: str, text: str) -> bool:
    """Whether the 字 of `short` stand in `text` in this order (液阀 in 供液阀门)."""
    left = iter(text)
    return all(char in left for char in short)


def _likeness(form: str, text: str, other: int) -> int:
    """A shortening of the source's own word costs little, another word for the same thing more."""
    return SHORT if subsequence(form, text) else other


def _modified_wordings(text: str, head: Noun, start: int, lexicon: Lexicon, contrast: Contrast) -> list[Wording]:
    """Unknown compound with a known head: modifier + short head, or the bare head where nothing contrasts."""
    found: list[Wording] = []
    modifier = text[:start]
    own = text[start:]
    forms = (s for s in (*head.surfaces, *head.short) if subsequence(s, own) and s != own)
    heads = [own, *(s for s in forms if not contrast.shared(s) or len(s) == 1)]
    known = lexicon.noun(modifier)
    modifiers = [modifier, *(s for s in (known.short if known else ()) if len(s) > 1 and subsequence(s, modifier))]
    if len(modifier) > 2 and modifier[-1] in SUFFIXES:
        modifiers.append(modifier[:-1])
    for m in modifiers:
        found += [Wording(m + h, 10 + 4 * i, cut=len(m)) for i, h in enumerate(heads) if len(m + h) <= 6]
    found += [Wording(h, BARE_HEAD + 4 * i, True) for i, h in enumerate(heads) if not contrast.shared(h)]
    return found


@dataclass(frozen=True)
class VerbForms:
    """A verb in one and two 字, and with a complement. `concept` is "" for a verb no lexicon knows."""

    concept: str
    one: tuple[Wording, ...]
    two: tuple[Wording, ...]
    resulting: tuple[Wording, ...]  # 戴牢, 关严
    longer: tuple[Wording, ...]
    verb: Verb | None = None


def verb_forms(text: str, lexicon: Lexicon, result: str = "", resultative: bool = True) -> VerbForms:
    """Forms of the act `text`; no complements if not `resultative` (in bans: 手套莫戴好 permits wearing them badly)."""
    verb = lexicon.verb(text)
    if verb is None:
        return _unknown_verb(text, lexicon)
    one = [Wording(v, _verb_cost(v, text) + 3 * i) for i, v in enumerate(verb.one)]
    two = [Wording(v, _verb_cost(v, text) + 3 * i) for i, v in enumerate(verb.two) if _same_act(v, text, lexicon)]
    if len(text) == 1:
        one.append(Wording(text, OWN))
    elif len(text) == 2:
        two.append(Wording(text, OWN))
    if len(text) == 1:
        one = [w for w in one if w.text == text]
    resulting = [Wording(v + r, NAME + 2 * i + 6 * j) for j, v in enumerate(w.text for w in one) for i, r in enumerate(verb.results) if v != r]
    if result and len(result) == 1:
        resulting += [Wording(v + result, OWN) for v in verb.one[:2]]
        if len(text) == 1:
            resulting.append(Wording(text + result, OWN))
    longer = [Wording(text, OWN)] if len(text) > 2 else []
    parent = lexicon.verbs.get(verb.parent)
    if parent and not one:
        one += [Wording(v, WIDER) for v in parent.one[:1]]
    if not resultative:
        resulting = []
    return VerbForms(verb.id, best(one, 3), best(two, 5), best(resulting, 10), best(longer, 4), verb)


def _verb_cost(form: str, text: str) -> int:
    """The source's own verb, or a piece of it, before a synonym."""
    return OWN if form == text else SHORT if form in text else NAME


def _same_act(form: str, text: str, lexicon: Lexicon) -> bool:
    """A 1-字 verb has many meanings and stands only for words that hold it (打 → 拨打, never 敲击); the noun that a
    longer verb has swallowed stays (下池 may become 入池, not 进罐)."""
    if len(text) == 1:
        return text in form
    if len(text) < 2 or form[-1] == text[-1]:
        return True
    inside = [lexicon.noun(word[-1]) for word in (form, text)]
    return not all(inside)


def _unknown_verb(text: str, lexicon: Lexicon) -> VerbForms:
    """A verb in no lexicon is said as it is, or by the known act it ends with (迅速打开 → 打开)."""
    for start in range(1, len(text) - 1) if text[:1] not in tuple(NEGATORS) else ():
        if verb := lexicon.verb(text[start:]):
            inner = verb_forms(text[start:], lexicon)
            return VerbForms(verb.id, inner.one, inner.two, inner.resulting, (Wording(text, UNKNOWN),), verb)
    own = Wording(text, UNKNOWN)
    return VerbForms("", (own,) if len(text) == 1 else (), (own,) if len(text) == 2 else (), (), (own,) if len(text) > 2 else ())


def by_length(wordings: Iterable[Wording], prefix: str, most: int = 6) -> dict[str, tuple[Wording, ...]]:
    """Group wordings under slot names `O2`, `O3` …; only what is all 字 has a length one can say."""
    groups: dict[str, list[Wording]] = defaultdict(list)
    for w in wordings:
        if all("\u4e00" <= char <= "\u9fff" for char in w.text):
            groups[f"{prefix}{len(w.text)}"].append(w)
    return {name: best(found, most) for name, found in groups.items()}


def joined(left: Iterable[Wording], right: Iterable[Wording], extra: int = 0) -> list[Wording]:
    """Every left before every right."""
    return [Wording(a.text + b.text, a.cost + b.cost + extra, a.wider or b.wider) for a in left for b in right]
