"""Words of a clause: the tagger's words and the project's terms compete in a lattice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mnemo.analysis.words import MODALS, Words
from mnemo.lexicon.numerals import read_numbers

DIGIT = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万半]")
TAGS = {"TIME": "t", "PER": "nr", "LOC": "ns", "ORG": "nt"}
GLUED = frozenset("应须要需可先再不未")

# Costs of one lattice edge. A term beats the tagger only where its neighbours are words too:
# 入桶｜盖严 costs 2.0, 入｜桶盖｜严 costs 1.6 + 0.8 + 1.6.
TAGGED, TERM, BOTH, CUE, CUE_CHAR, LOOSE, QUANTITY, COMPOUND, SURE = 1.0, 0.8, 0.75, 0.65, 1.05, 1.6, 0.4, 0.9, 0.05
LONG = 0.25  # for each 字 over two of a word only the tagger knows


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a clause: LAC tag, cue kind ("" if none), offsets in the clause."""

    text: str
    tag: str
    kind: str
    start: int
    end: int

    @property
    def modal(self) -> bool:
        return self.kind in MODALS

    @property
    def noun(self) -> bool:
        return self.tag in ("n", "nz", "nr", "ns", "nt", "nw", "s", "vn", "an", "r", "PER") and not self.kind


Run = tuple[Token, ...]
Edge = tuple[int, int, float, str]


def join(run: Sequence[Token]) -> str:
    """The run as text."""
    return "".join(t.text for t in run)


def cut_words(
    text: str, tagged: Sequence[tuple[str, str]], words: Words, terms: Mapping[str, str], protected: Mapping[str, str]
) -> Run:
    """The cheapest path through the lattice over `text`; ties keep the longer first word."""
    by_end: dict[int, list[Edge]] = {}
    for edge in _edges(text, tagged, words, terms, protected):
        by_end.setdefault(edge[1], []).append(edge)
    best: list[tuple[float, Edge | None]] = [(0.0, None)]
    best += [(1e9, None)] * len(text)
    for end in range(1, len(text) + 1):
        for edge in by_end[end]:
            cost = best[edge[0]][0] + edge[2]
            if cost < best[end][0] - 1e-9:
                best[end] = (cost, edge)
    path: list[Token] = []
    at = len(text)
    while at:
        chosen = best[at][1]
        assert chosen is not None
        start, end, _, tag = chosen
        word = text[start:end]
        path.append(Token(word, tag, _kind(word, tag, words), start, end))
        at = start
    return tuple(reversed(path))


def _edges(
    text: str, tagged: Sequence[tuple[str, str]], words: Words, terms: Mapping[str, str], protected: Mapping[str, str]
) -> Iterator[Edge]:
    tags: list[str] = []
    spans: dict[tuple[int, int], str] = {}
    for start, end, tag in _split_glued(tagged, words, terms, protected):
        spans[start, end] = tag
        tags.extend([tag] * (end - start))
    tags.extend(["n"] * (len(text) - len(tags)))
    for (start, end), tag in spans.items():
        unknown = max(0, end - start - 2) if text[start:end] not in terms else 0
        yield start, end, TAGGED + LONG * unknown, tag
    longest = 9
    for start in range(len(text)):
        if (start, start + 1) not in spans:
            cue = words.kind(text[start])
            yield start, start + 1, CUE_CHAR if cue else LOOSE, _char_tag(tags[start], cue)
        for end in range(start + 2, min(len(text), start + longest) + 1):
            word = text[start:end]
            known = spans.get((start, end))
            if word in protected:
                yield start, end, CUE, known or protected[word] or "n"
            elif words.kind(word):
                yield start, end, SURE if words.kind(word) == "then" else CUE, known or "v"
            elif len(word) == 3 and terms.get(word[:2]) == "v" and words.heads_compound(word[2]) and word not in terms:
                yield start, end, COMPOUND, "n"
            elif word in terms:
                yield start, end, BOTH if known else TERM, _term_tag(terms[word], known)
    for number in read_numbers(text):
        figure = DIGIT.search(text, number.start, number.end)
        if figure:
            yield figure.start(), number.end, QUANTITY, "m" if number.said_unit or number.bound != "exact" else "nz"


def _term_tag(term: str, known: str | None) -> str:
    """The lexicon knows the class; the tagger may still say that a verb stands as a noun."""
    if term == "v" and known in ("v", "vn", "vd"):
        return known
    return term


def _char_tag(tag: str, cue: str) -> str:
    if cue in MODALS or cue == "neg":
        return "v" if cue != "neg" else "d"
    return tag


def _split_glued(
    tagged: Sequence[tuple[str, str]], words: Words, terms: Mapping[str, str], protected: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """The tagger's words with glued function words taken apart: 应先 → 应｜先, 内者 → 内｜者."""
    at = 0
    for word, raw in tagged:
        tag = TAGS.get(raw, raw)
        end = at + len(word)
        known = word in terms or word in protected or bool(words.kind(word))
        head = 0 if known else _glued_cue(word, tag, words)
        if head:
            yield at, at + head, "v"
            yield at + head, end, "d" if words.kind(word[head:]) else "v"
        elif len(word) == 2 and not known and word[0] == "不" and tag == "v" and not words.classes.get(word):
            yield at, at + 1, "d"
            yield at + 1, end, "v"
        elif len(word) == 2 and not known and word[0] in "时前后" and words.ends_like(word[1:], "person"):
            yield at, at + 1, "f"
            yield at + 1, end, "n"
        elif len(word) > 1 and not known and word[-1] == "者" and not _agent(word, tag):
            yield at, end - 1, "f" if len(word) == 2 else "n"
            yield end - 1, end, "u"
        else:
            yield at, end, tag
        at = end


def _glued_cue(word: str, tag: str, words: Words) -> int:
    """Length of the modal at the head of a word that swallowed it: 严禁用 → 2, 应先 → 1, else 0."""
    for length in range(min(4, len(word) - 1), 1, -1):
        if words.kind(word[:length]) in MODALS:
            return length
    if len(word) > 1 and word[0] in "应须" and not tag.startswith("n"):
        return 1
    return 1 if len(word) > 1 and word[0] in GLUED and words.kind(word[1:]) not in ("", "plain") else 0


def _agent(word: str, tag: str) -> bool:
    """Whether X者 is one noun (触电者, 患者), not a clause ending in 者 (入帽内者)."""
    return word[:-1] not in ("内", "外", "上", "齐", "全", "齐全", "合格", "清") and tag.startswith("n")


def _kind(word: str, tag: str, words: Words) -> str:
    kind = words.kind(word)
    if len(word) > 1 or not kind:
        return kind
    if kind in MODALS and tag not in ("v", "d", "vn", "xc", "ad", "c", "p", "vd"):
        return ""
    return kind
