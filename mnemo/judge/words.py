"""A clause cut into operators, words and unknown runs: longest match, lexicalised negatives first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mnemo.judge.tables import Tables
from mnemo.lexicon.concepts import Entry, Lexicon, Operator

NO_KINDS: frozenset[str] = frozenset()
LONGEST_COUNTER = 4
"""字; longer counters are sentences that hold another meaning, not words."""
DENIALS = "不未没无非"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece [start, end) of a clause: an operator, a known word, or an unknown run."""

    text: str
    start: int
    end: int
    ops: tuple[Operator, ...] = ()
    entries: tuple[Entry, ...] = ()
    kinds: frozenset[str] = NO_KINDS

    @property
    def content(self) -> bool:
        """Whether it says something that the source must hold."""
        return not self.ops and "empty" not in self.kinds

    @property
    def known(self) -> bool:
        return bool(self.entries)


@dataclass(frozen=True, slots=True)
class _Word:
    ops: tuple[Operator, ...]
    entries: tuple[Entry, ...]
    kinds: frozenset[str]


class Vocabulary:
    """Every word the judge can read. One per lexicon; it remembers the clauses it has cut."""

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self.lexicon = lexicon
        self.tables = tables
        words: dict[str, _Word] = {}
        for text in {*lexicon.index, *lexicon.operators, *tables.kinds, *tables.names}:
            ops = lexicon.operators.get(text, ())
            if "split" in tables.kinds.get(text, NO_KINDS):
                continue
            # 能, 急, 全 are verbs or nouns somewhere too: as one 字 the operator reading is the usual one
            entries = () if ops and len(text) == 1 else lexicon.index.get(text, ())
            kinds = tables.kinds.get(text, NO_KINDS)
            if "gone" in kinds:
                ops = (Operator(text, "neg", "back", "fact"),)
            if text[0] in DENIALS and any(n[0] not in DENIALS for n in tables.names.get(text, ())):
                kinds |= {"plain"}  # 不灵 for 失灵: the denial is in the word
            words[text] = _Word(ops, entries, kinds)
        self.words: Mapping[str, _Word] = words
        self.longest: Mapping[str, int] = _longest(words)
        self.forms = _forms(lexicon)
        self.heads = frozenset(form[:2] for form in self.forms)
        self.parents: Mapping[str, str] = {
            **{n: noun.parent for n, noun in lexicon.nouns.items()},
            **{v: verb.parent for v, verb in lexicon.verbs.items()},
        }
        self.children: Mapping[str, tuple[str, ...]] = _children(self.parents)
        self.kin: dict[str, dict[str, float]] = {}  # filled by `match`
        self._cache: dict[str, tuple[Token, ...]] = {}
        self._situations: dict[str, tuple[str, ...]] = {}
        # what a pattern holds between its stars stands in every text it fits: cheaper to look for than the pattern
        self._literals = tuple((s, tuple(tuple(filter(None, form.split("*"))) for form in s.surfaces)) for s in lexicon.situations)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """`text` cut into tokens that join back to it; 字 no row knows run together."""
        if (found := self._cache.get(text)) is None:
            found = self._cache[text] = tuple(self._cut(text))
        return found

    def situations(self, text: str) -> tuple[str, ...]:
        """Ids of the situations that `text`, a piece of the source, describes."""
        if (found := self._situations.get(text)) is None:
            near = (s for s, pieces in self._literals if any(all(p in text for p in one) for one in pieces))
            found = self._situations[text] = tuple(s.id for s in near if any(p.search(text) for p in s.patterns))
        return found

    def same_act(self, concept: str) -> tuple[str, ...]:
        """A concept with the one above and those below it."""
        above = (self.parents[concept],) if self.parents.get(concept) else ()
        return (concept, *above, *self.children.get(concept, ()))

    def _cut(self, text: str) -> list[Token]:
        done: list[Token] = []
        at, loose = 0, 0
        while at < len(text):
            end = self._end(text, at)
            if end == at:
                at += 1
                continue
            if loose < at:
                done.append(Token(text[loose:at], loose, at))
            word = self.words[text[at:end]]
            ops = () if "plain" in word.kinds or (done and _denied_adverb(done[-1], word)) else word.ops
            done.append(Token(text[at:end], at, end, ops, word.entries, word.kinds))
            at = loose = end
        if loose < at:
            done.append(Token(text[loose:], loose, at))
        return done

    def _end(self, text: str, at: int) -> int:
        """End of the longest word at `at`; cut short where a longer operator begins inside it (操作后方可: 后方 is no word)."""
        size = min(self.longest.get(text[at], 0), len(text) - at)
        for length in range(size, 0, -1):
            word = self.words.get(text[at : at + length])
            if word is None or (word.ops and self._no_operator(text, at, text[at : at + length])):
                continue
            if length > 1 and word.ops and word.ops[0].op == "freq" and self._word_across(text, at, at + length):
                continue  # 不断开 is 不 and 断开
            if length > 1 and "plain" in word.kinds and self._operator_before(text, at, at + length):
                continue  # 要点齐 is 要 and 点齐
            if length > 1 and not word.ops and (_denial(text[at : at + length], word) or self._operator_across(text, at, at + length)):
                continue
            if length == 2 and len(text) == at + 3 and self._object_last(text, at):
                return at + 1  # 断开关 is 断 and 开关
            return at + length
        return at

    def _object_last(self, text: str, at: int) -> bool:
        """Whether the last three 字 are better read as an act of one 字 and its object."""
        first, thing = self.words.get(text[at]), self.lexicon.noun(text[at + 1 :])
        act = first is not None and any(e.kind == "verb" for e in first.entries)
        return act and thing is not None and self.lexicon.verb(text[at : at + 2]) is not None and self.lexicon.is_a(thing.cls, "thing")

    def _no_operator(self, text: str, at: int, surface: str) -> bool:
        """Whether the letters stand in a wording that the table of operators names as no operator."""
        for counter in self.tables.counters.get(surface, ()):
            inside = counter.find(surface)
            if inside >= 0 and len(counter) <= LONGEST_COUNTER and text.startswith(counter, at - inside):
                return True
        return False

    def _operator_before(self, text: str, at: int, end: int) -> bool:
        """Whether the first 字 is an operator and the rest runs into a longer known word."""
        first = self.words.get(text[at])
        return first is not None and bool(first.ops) and self._word_across(text, at, end)

    def _word_across(self, text: str, at: int, end: int) -> bool:
        return any(text[start : start + 2] in self.lexicon.index and start + 2 > end for start in range(at + 1, end))

    def _operator_across(self, text: str, at: int, end: int) -> bool:
        for start in range(at + 1, end):
            size = min(self.longest.get(text[start], 0), len(text) - start)
            for length in range(size, end - start, -1):
                word = self.words.get(text[start : start + length])
                if word is not None and length > 1 and word.ops:
                    return True
        return False


def _denial(text: str, word: _Word) -> bool:
    """非电工, 不清, 验明无电 are read as negator and word, so that 电工, 清楚, 有电 compare with them; 不锈钢 stays whole."""
    return "plain" not in word.kinds and any(char in DENIALS for char in text)


def _denied_adverb(before: Token, word: _Word) -> bool:
    """不全, 未齐, 不能: behind a bare negator 全 and 齐 are the state denied."""
    return before.text in DENIALS and bool(word.ops) and word.ops[0].op in ("all", "freq", "urgent")


def _longest(words: Mapping[str, _Word]) -> dict[str, int]:
    """Length of the longest word by first 字."""
    longest: dict[str, int] = {}
    for text in words:
        longest[text[0]] = max(longest.get(text[0], 0), len(text))
    return longest


def _children(parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for child, parent in parents.items():
        if parent:
            found.setdefault(parent, []).append(child)
    return {parent: tuple(below) for parent, below in found.items()}


def _forms(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Verse wording of a situation → ids of the situations it says."""
    forms: dict[str, list[str]] = {}
    for situation in lexicon.situations:
        for form in situation.forms:
            if len(form) > 1:
                forms.setdefault(form, []).append(situation.id)
    return {form: tuple(ids) for form, ids in forms.items()}
