"""The words of a step as chunks: names with their shorter forms, verbs, figures, small words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from mnemo.compress.clausewords import SmallWord
from mnemo.compress.fit import Chunk, Form
from mnemo.compress.needs import OUTSIDERS, own_and_context
from mnemo.compress.slots import Spoken
from mnemo.compress.wordings import Contrast, Wording, noun_wordings, subsequence, verb_forms
from mnemo.lexicon.concepts import Lexicon
from mnemo.lexicon.numerals import read_numbers
from mnemo.types import Quantity, Step, Word

NOUNS = frozenset(["n", "nz", "nr", "ns", "nt", "nw", "s", "vn", "an", "r", "a", "b", "xc", "PER", "LOC", "ORG", "TIME", "t"])
NAME_AT_A_PAUSE = 8  # 字 in the longest name one can say
LOST_MODIFIER, LOST_NAME, LOST_ITEM, LOST_VERB, LOST_ADVERB, LOST_FIGURE, LOST_ACTOR = 40, 150, 80, 80, 25, 130, 10
LOST_PLACE = 8  # 往热油里加水: the 里 alone
FORMS = 7  # of one chunk
OTHER_VERB = 36  # a synonym, for the rhyme
STUMP = 14  # a two-字 verb said in one: 作空载试
STUMP_NAME = 40  # a name said in one 字: 盖 for 锅盖
BEFORE_VERB, BEFORE_NAME, BEFORE_MARK = 10, 14, 0
OF, LOST_OF = "的", 40  # between a verb and the name it narrows
EXCEEDING = ("超过", "低于", "高于", "大于", "小于")
INSIDE = ("里", "内", "中", "里面")
FIGURES = "零一二三四五六七八九"
_DIGIT = re.compile(r"\d")
_SAYABLE = re.compile("[\u4e00-\u9fff]+")
_BEYOND = re.compile("[外内]$")


@dataclass(frozen=True)
class Reader:
    """Words of one step to chunks, with what the lexicons know."""

    step: Step
    lexicon: Lexicon
    contrast: Contrast
    spoken: Spoken
    small: Mapping[str, SmallWord]
    loose: bool = False  # a case that a title of the paper says in full: its verse line may say a part of it

    @property
    def narrow(self) -> bool:
        """Whether leaving a word out could widen a ban or a permission."""
        if self.loose:
            return False
        if self.step.modality.startswith(("只", "仅")):
            return True  # 只能在外面救: the place is the point
        own = bool(own_and_context(self.step)[0])
        return self.step.kind in ("never", "gate", "may", "limit") and (own or self.step.polarity != "must")

    def chunks(self, words: Sequence[Word]) -> tuple[Chunk, ...]:
        """Chunks in the order of the words; a mark before a chunk makes a clause break there free."""
        found: list[Chunk] = []
        mark = bound = False
        previous = ""
        related = any(a.join == "with" for a in self.step.acts) or any((known := self.small.get(w.text)) and known.role == "relates" for w in self.step.words)
        for run, listed in _runs(words):
            if run[0].tag == "w":
                mark = run[0].text != "、"
                continue
            chunk = self._chunk(run, listed)
            if chunk is None:
                continue
            if bound and is_name(run[0]):
                chunk = replace(chunk, drop=None)  # 低于下限: without what it is compared with it says nothing
            if run[0].text == OF and previous.startswith("v"):
                chunk = replace(chunk, drop=LOST_OF)  # 能打火的铁具
            previous = run[-1].tag
            if related and is_name(run[0]):
                chunk = replace(chunk, drop=None)  # 酸与碱不得同库: the one without the other says nothing
            if run[0].text in EXCEEDING and found:
                found[-1] = replace(found[-1], drop=None)  # 湿度高于…: nor the figure without what it is of
            bound = run[-1].text in EXCEEDING
            chunk = replace(chunk, forms=tuple(f for f in chunk.forms if _SAYABLE.fullmatch(f.text)))
            found.append(replace(chunk, before=BEFORE_MARK) if mark else chunk)
            mark = False
        return tuple(found)

    def _chunk(self, run: Sequence[Word], listed: bool) -> Chunk | None:
        word = run[0]
        text = "".join(w.text for w in run)
        if any(_DIGIT.search(w.text) for w in run):
            return self._figure(text)
        small = self._small(word) if len(run) == 1 else None
        if small:
            forms = tuple(Form(w.text, w.cost, soft=False) for w in small.said(text))
            drop = small.narrow if self.narrow else small.drop
            hangs, glued = small.role in ("hang", "governs"), small.role == "glue"
            return Chunk(forms, drop, hangs, glued, BEFORE_VERB, glued, small.role == "governs")
        if (is_name(word) or len(run) > 1) and text not in self._verbs:
            return self._name(run, listed)
        if word.tag.startswith("v") or text in self._verbs:
            return self._verb(text)
        if word.tag in ("f", "u"):
            return Chunk((Form(text, 0),), LOST_ADVERB if not self.narrow else None, glue=True)
        drop = None if self.narrow else LOST_ADVERB
        return Chunk((Form(text, 4),), drop, before=BEFORE_VERB)

    def pad(self, name: str) -> Chunk:
        """Small words that may be put in; `name` is a row of the table, such as +must."""
        row = self.small[name]
        return Chunk(tuple(Form(w.text, w.cost) for w in row.forms), row.drop, row.role == "hang", row.role == "glue", 8, row.role == "glue")

    def _small(self, word: Word) -> SmallWord | None:
        known = self.small.get(word.text)
        if word.kind != "bound" and word.text in {a.verb for a in self.step.acts} and (known is None or known.role in ("plain", "light")):
            return None
        return known or (self.small.get("=" + word.kind) if word.kind else None)

    @property
    def _verbs(self) -> frozenset[str]:
        return frozenset({a.verb for a in self.step.acts} | {c.verb for c in self.step.conditions} - {""})

    def _figure(self, text: str) -> Chunk:
        """A number with its unit and bound, as people say it; a chunk without forms if nobody can."""
        numbers = read_numbers(text)
        forms: list[Form] = []
        if len(numbers) == 1:
            n = numbers[0]
            said = self.spoken(Quantity(text, n.said, n.said_unit, n.bound, high=n.said_high))[0]
            forms = [Form(text[: n.start] + t + text[n.end :], 3 * i, soft=True) for i, t in enumerate(said[:FORMS])]
            if not n.said_unit and len(n.said) == 3 and n.said.isdigit():  # 119, 120: told figure by figure
                forms = [Form("".join(FIGURES[int(d)] for d in n.said), 0, soft=True), *forms]
            if beyond := _BEYOND.search(text):
                plain = self.spoken(Quantity(text, n.said, n.said_unit, "exact"))[0]
                forms = [Form(t + end, 3 * i, soft=True) for i, t in enumerate(plain[:2]) for end in ("外", "以外", "内", "以内") if end[-1] == beyond[0][-1]] + forms
        return Chunk(tuple(forms), None if self.narrow or self.step.kind == "limit" else LOST_FIGURE, before=BEFORE_NAME)

    def _verb(self, text: str) -> Chunk:
        forms = verb_forms(text, self.lexicon, resultative=self.step.polarity == "must" and not self.narrow)
        options = [Wording(text, 0), *(w for w in (*forms.one, *forms.two, *forms.longer) if w.text in text or w.cost < 20)]
        own = any(text == a.verb for a in self.step.acts)  # any other stands as it is: 换板时 is not 换好板时
        options += [Wording(w.text, 6 + w.cost // 4) for w in forms.resulting if w.text[0] in text and own]
        if own and self._plain(text):
            options += [Wording(w.text, OTHER_VERB) for w in forms.two if w.text not in text and self._plain(w.text)]
        cheapest: dict[str, int] = {}
        for w in options:
            cheapest[w.text] = min(w.cost, cheapest.get(w.text, 999))
        best = sorted((c, t) for t, c in cheapest.items())[: FORMS + 3]
        needed = not self.loose and (text in self._verbs or any(v and (v in text or text in v) for v in self._verbs))
        return Chunk(tuple(Form(t, c + STUMP * (len(t) < len(text) and len(t) == 1), _split(t)) for c, t in best), None if needed or self.narrow else LOST_VERB, before=BEFORE_VERB)

    def _plain(self, verb: str) -> bool:
        """Whether the word names one act only: a synonym of 切断 (wires? power?) may be another act."""
        return sum(e.kind == "verb" and e.form == "name" for e in self.lexicon.entries(verb)) == 1

    def _name(self, run: Sequence[Word], listed: bool) -> Chunk:
        text = "".join(w.text for w in run)
        wide = not self.narrow
        found: dict[str, Form] = {}

        def add(said: str, cost: int, cuts: tuple[int, ...]) -> None:
            if said and (said not in found or found[said].cost > cost):  # a stump is dearer, so rarely wins
                found[said] = Form(said, cost + STUMP_NAME * (len(said) == 1 < len(text)), cuts)

        for w in noun_wordings(text.replace("的", "") if len(run) > 1 else text, self.lexicon, self.contrast):
            if len(w.text) <= NAME_AT_A_PAUSE and (wide or not w.wider):
                cuts = _joints(run) if w.text == text else (w.cut,) if w.cut else _split(w.text)
                add(w.text, w.cost, cuts)
        for said, cost, cuts in self._combined(run):
            add(said, cost, cuts)
        if text[-1] in INSIDE and len(text) > 3 and self.lexicon.head_noun(text[:-1]):  # 配电室内 is the 配电室
            add(text[:-1], LOST_PLACE, _split(text[:-1]))
        forms = tuple(sorted(found.values(), key=lambda f: (f.cost, f.text))[: FORMS + 3])
        drop = LOST_ITEM if listed or self.loose else LOST_NAME
        actor = self.step.actor and self.step.actor == text and not text.startswith(OUTSIDERS)
        if actor:
            drop = LOST_ACTOR
        elif any(len(a.verb) == 1 and text in a.objects for a in self.step.acts):
            return Chunk(forms, None, before=BEFORE_NAME)  # a bare 挂 says nothing
        elif self.narrow and not listed:
            return Chunk(forms, None, before=BEFORE_NAME)
        elif self.narrow:
            drop = LOST_NAME
        return Chunk(forms, drop, before=BEFORE_NAME)

    def _combined(self, run: Sequence[Word]) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """The name word by word: modifiers may go or be cut short, the head may take a shorter form."""
        if len(run) < 2 or len(run) > 5:
            return
        options: list[list[tuple[str, int]]] = []
        for i, word in enumerate(run):
            if word.text == "的":
                options.append([("", 0), ("的", 10)])
                continue
            if word.kind == "all":
                options.append([("", 0), (word.text, 4)])
                continue
            if word.tag == "f":
                options.append([(word.text, 0), ("", LOST_PLACE)] if word.text in INSIDE else [(word.text, 0)])
                continue
            ways = [(word.text, 0)]
            known = noun_wordings(word.text, self.lexicon, self.contrast)
            ways += [(w.text, w.cost) for w in known if w.text != word.text and not w.wider and subsequence(w.text, word.text)][:2]
            if i + 1 < len(run) and not self.narrow:
                ways.append(("", LOST_MODIFIER))
            options.append(ways)
        whole = "".join(w.text for w in run)
        for pick in product(*options):
            said = "".join(t for t, _ in pick)
            if len(said) > NAME_AT_A_PAUSE or len(said) < 2 or _orphan(run, [t for t, _ in pick]) or self.contrast.ambiguous(said, whole):
                continue
            cuts, at = [], 0
            for t, _ in pick[:-1]:
                at += len(t)
                if t:
                    cuts.append(at)
            yield said, 2 + sum(c for _, c in pick), tuple(cuts)


def _orphan(run: Sequence[Word], kept: Sequence[str]) -> bool:
    """贮氨|器|液位 without 贮氨: a single 字 in the middle that has lost the word it belongs to."""
    return any(len(t) == 1 and run[i].text == t and not kept[i - 1] for i, t in enumerate(kept[:-1]) if i and t)


def is_name(word: Word) -> bool:
    return word.tag in NOUNS and word.kind in ("", "plain")


def _joints(run: Sequence[Word]) -> tuple[int, ...]:
    at, found = 0, []
    for word in run[:-1]:
        at += len(word.text)
        found.append(at)
    return tuple(found) or _split(run[0].text)


def _split(text: str) -> tuple[int, ...]:
    """A four-字 word has its joint in the middle, a longer one after each pair (安全|带锁|扣 is nobody's)."""
    return (2,) if len(text) == 4 else ()


def _runs(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], bool]]:
    """Names with their modifiers together, a bound with its figure; and whether a list goes on after it."""
    at = 0
    while at < len(words):
        end = at + 1
        if is_name(words[at]) or (words[at].kind == "all" and end < len(words) and is_name(words[end])):
            while end < len(words) and (is_name(words[end]) or _links(words, end)):
                end += 1
            if words[end - 1].kind == "all":
                yield words[at:end], False
                at = end
                continue
            if end < len(words) and words[end].tag == "f" and not words[end].kind:
                end += 1
        elif (words[at].kind == "bound" or words[at].text in EXCEEDING) and end < len(words) and _DIGIT.search(words[end].text):
            end += 1
        after = end < len(words) and (words[end].text == "、" or words[end].kind == "join")
        yield words[at:end], after
        at = end


def _links(words: Sequence[Word], at: int) -> bool:
    """规定的通道: a 的 between two parts of one name."""
    return words[at].text == "的" and at + 1 < len(words) and is_name(words[at + 1])


def names(words: Iterable[Word]) -> Iterator[str]:
    for run, _ in _runs(tuple(words)):
        if is_name(run[0]):
            yield "".join(w.text for w in run)
