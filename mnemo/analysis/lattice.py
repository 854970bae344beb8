"""Words of a clause: the tagger's words and the project's terms compete in a lattice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mnemo.analysis.tokens import Run, Token, Vocabulary
from mnemo.analysis.words import MODALS, Words
from mnemo.lexicon.numerals import read_numbers

DIGIT = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万半]")
TAGS = {"TIME": "t", "PER": "nr", "LOC": "ns", "ORG": "nt"}
LONGEST = 9  # 字 of the longest lexicon word tried
GLUED = frozenset("应须要需可先再不未会")
Edge = tuple[int, int, float, str]

# Costs of one lattice edge. A term beats the tagger only where its neighbours are words too:
# 入桶｜盖严 costs 2.0, 入｜桶盖｜严 costs 1.1 + 0.8 + 1.6.
TAGGED, TERM, BOTH, CUE, SURE = 1.0, 0.8, 0.75, 0.65, 0.05
CUE_CHAR, KNOWN_CHAR, LOOSE = 1.05, 1.1, 1.6
QUANTITY, COMPOUND, REST = 0.4, 0.9, 0.6
SIDE = 0.9  # for a place word across a name and its side
LONG = 0.45  # for each 字 over two of a word only the tagger knows
SINGLE = 0.2  # for one 字 left of a name behind a verb: 守护犬 is no order
NAME = 0.6  # for a person or place name only the tagger knows: 关主｜汽阀


def cut_words(text: str, tagged: Sequence[tuple[str, str]], words: Words, known: Vocabulary) -> Run:
    """The cheapest path through the lattice over `text`; ties keep the longer last word, as backward matching does."""
    by_end: dict[int, list[Edge]] = {}
    for edge in _edges(text, tuple(_split_glued(tagged, words, known)), words, known):
        by_end.setdefault(edge[1], []).append(edge)
    best: list[tuple[float, Edge | None]] = [(0.0, None)]
    best += [(1e9, None)] * len(text)
    for end in range(1, len(text) + 1):
        for edge in sorted(by_end[end]):
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


def _edges(text: str, tagged: Sequence[tuple[int, int, str]], words: Words, known: Vocabulary) -> Iterator[Edge]:
    spans = {(start, end): tag for start, end, tag in tagged}
    tags = [tag for start, end, tag in tagged for _ in range(start, end)]
    tags.extend(["n"] * (len(text) - len(tags)))
    yield from _tagger_edges(text, spans, words, known)
    for start in range(len(text)):
        if (start, start + 1) not in spans:
            yield _char_edge(text, start, tags[start], words, known)
        for end in range(start + 2, min(len(text), start + LONGEST) + 1):
            yield from _word_edges(text, start, end, spans, words, known)
    for number in read_numbers(text):
        figure = DIGIT.search(text, number.start, number.end)
        same = figure and figure.group() == "一" and text[figure.start() - 1 : figure.start()] == "同"
        if figure and not same:
            signed = text[number.start] in "≤≥<>＜＞"
            yield number.start if signed else figure.start(), number.end, QUANTITY, "m" if number.said_unit or number.bound != "exact" else "nz"


def _tagger_edges(text: str, spans: Mapping[tuple[int, int], str], words: Words, known: Vocabulary) -> Iterator[Edge]:
    """The tagger's words; one that nobody else knows pays for its length, and may be cut behind a known verb."""
    for (start, end), tag in spans.items():
        word = text[start:end]
        if _eats_permission(text, start, end, words, known):
            continue
        familiar = word in known.terms or word in known.protected or bool(words.kind(word))
        cost = TAGGED
        if not familiar:
            verbal = tag == "n" and word[0] in known.verbs1 and known.terms.get(word[1:]) == "n"
            cost += NAME if verbal and not words.pipes(word) else 0.0  # 开｜风机
            cost += LONG * max(0, end - start - 2) + (NAME if tag in ("nr", "ns", "nt") else 0.0)
            cost += sum(words.kind(word[k : k + 2]) in MODALS for k in range(1, len(word) - 1))
            cost += sum(c == "先" for c in word[1:-1]) if tag == "nz" else 0.0  # 用毕｜先关
        yield start, end, cost, tag
        if not familiar and end - start > 2:
            for cut in range(2, end - start):
                named = word[cut - 1 :] in known.terms and word[: cut - 1] in known.verbs1  # 开｜风机
                if known.terms.get(word[:cut]) == "v" and not named:
                    single = tag == "n" and end - start - cut == 1 and word[-1] != "者" and word[cut - 1] not in "入进出到"
                    yield start + cut, end, REST + (SINGLE if single else 0.0), "n"
                if cut < end - start - 1 and word[cut:] in known.terms and word[:cut] not in known.terms:
                    yield start, start + cut, REST, "v" if tag == "v" else "n"


def _char_edge(text: str, at: int, tag: str, words: Words, known: Vocabulary) -> Edge:
    char = text[at]
    cue = words.kind(char)
    if cue:
        return at, at + 1, CUE_CHAR, _char_tag(tag, cue)
    if char in known.verbs1:
        return at, at + 1, KNOWN_CHAR, "v"
    return at, at + 1, KNOWN_CHAR if words.is_class(char, "result") else LOOSE, tag


def _word_edges(
    text: str, start: int, end: int, spans: Mapping[tuple[int, int], str], words: Words, known: Vocabulary
) -> Iterator[Edge]:
    word = text[start:end]
    tag = spans.get((start, end))
    kind = words.kind(word)
    if _eats_permission(text, start, end, words, known):
        return
    if kind:
        cost = SURE if kind == "then" or words.is_class(word, "strong") else CUE
        loose = kind == "stative" and not tag  # 保存｜在, not 保｜存在
        yield start, end, cost + (0.4 if loose else 0.0), tag or "v"
    elif words.pipes(word):
        yield start, end, QUANTITY, "n"  # 关｜进气阀, 停｜供料皮带
    elif word in known.protected and (word not in known.cuts or not start):
        yield start, end, CUE, _term_tag(known.terms.get(word, tag or "n"), tag)
    elif word in known.terms:
        often = tag == "t" and word[0] == "每"  # 每小时
        term = "t" if often else _term_tag(known.terms[word], tag)
        across = SIDE if not tag and _side_of_name(start, end, spans) else 0.0
        if len(word) == 2 and start and known.terms.get(text[start - 1 : start + 1]) == "n" and words.ends_like(word[1], "side"):
            across = max(across, TAGGED - TERM)  # 喷房｜内, not 喷｜房内
        yield start, end, (BOTH if tag or word in known.results else TERM) + across, term
    elif len(word) == 2 and word[0] in known.verbs1 and word[1] in "入进" and not tag:
        yield start, end, COMPOUND, "v"  # 冲入
    elif _compound(word, words, known) and (word[2] in "员工" or not any(start + 1 in span for span in spans)):
        yield start, end, COMPOUND, "n"


def _side_of_name(start: int, end: int, spans: Mapping[tuple[int, int], str]) -> bool:
    """搅拌机｜内, not 搅拌｜机内: the tagger ends a name inside the word and sees a side behind it."""
    if spans.get((start + 1, end)) != "f":
        return False
    return any((begin, start + 1) in spans for begin in range(max(0, start - LONGEST), start))


def _eats_permission(text: str, start: int, end: int, words: Words, known: Vocabulary) -> bool:
    """正常｜后｜方可转: the place 后方 would swallow the marker and half of the cue; 后方｜可燃物 is left alone."""
    if text[start:end] in ("班前", "班后", "班中") and text[start - 1 : start] in tuple("交接上下值"):
        return start > 0  # 交班｜前15分钟
    if text[start:end] == "应当" and text[end : end + 1] in tuple("天日班场"):
        return True  # 应｜当天退回
    if end - start != 2 or words.kind(text[start]) != "end" or start == 0:
        return False
    if any(text[end - 1 + k : end - 1 + n] in known.terms for k in (1,) for n in (3, 4)):
        return False
    return words.kind(text[end - 1 : end + 1]) == "then" and words.kind(text[start:end]) != "end"


def _compound(word: str, words: Words, known: Vocabulary) -> bool:
    return (
        len(word) == 3
        and word[0] != "入"  # 不得入｜库区
        and not words.is_class(word[:2], "check")  # 确认｜钩不挂物
        and known.terms.get(word[:2]) == "v"
        and words.heads_compound(word[2])
    )


def _term_tag(term: str, known: str | None) -> str:
    """The lexicon knows the class; the tagger may still say that a verb stands as a noun."""
    if term == "v" and known in ("v", "vn", "vd"):
        return known
    return term


def _char_tag(tag: str, cue: str) -> str:
    if cue in MODALS or cue == "neg":
        return "v" if cue != "neg" else "d"
    return tag


def _split_glued(tagged: Sequence[tuple[str, str]], words: Words, known: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """The tagger's words with glued function words taken apart: 应先 → 应｜先, 内者 → 内｜者."""
    at = 0
    before = ""
    for word, raw in tagged:
        tag = TAGS.get(raw, raw)
        if (
            (words.kind(before) in MODALS and tag == "n") or (words.kind(before) in ("end", "first", "next") and tag == "nz")
        ) and (len(word) > 2 and word[0] in known.verbs1 and word not in known.terms):
            parts: tuple[tuple[str, str], ...] = ((word[0], "v"), (word[1:], "n"))  # 不准｜动｜调压器
        elif word in known.cuts and (at or words.kind(known.cuts[word][0][0]) not in MODALS or _acts_behind(tagged)):
            parts = known.cuts[word]
        elif len(word) > 2 and word[-1] == "者" and known.terms.get(word[:-1]) == "n" and known.terms.get(before) == "v":
            parts = ((word[:-1], "n"), ("者", "u"))  # 吸入｜氨气｜者
        elif (
            len(word) == 2
            and word[0] == "时"
            and known.terms.get(before) == "v"
            and word not in known.terms
            and not words.kind(word)
        ):
            parts = (("时", "f"), (word[1], "n"))  # 停放｜时｜包
        elif before.endswith("用") and _handled(word, known):
            rest = ((word[2:], "n"),) if len(word) > 2 else ()
            parts = ((word[0], "n"), (word[1], "v"), *rest)
        elif len(word) == 1 or word in known.terms or word in known.protected or words.kind(word):
            parts = ((word, tag),)
        else:
            parts = _take_apart(word, tag, words, known)
        for part, its_tag in parts:
            yield at, at + len(part), its_tag
            at += len(part)
        before = word


def _acts_behind(tagged: Sequence[tuple[str, str]]) -> bool:
    """应用｜扳手｜拧紧: a name and an act behind the first word, which is then no verb of its own."""
    return len(tagged) > 2 and tagged[1][1].startswith("n") and any(tag == "v" for _, tag in tagged[2:])


def _handled(word: str, known: Vocabulary) -> bool:
    """用｜手扶模具: a limb, a one-字 verb and its object taken for one name."""
    return len(word) > 1 and word[0] in "手脚嘴口" and word[1] in known.verbs1 and word not in known.terms


def _take_apart(word: str, tag: str, words: Words, known: Vocabulary) -> tuple[tuple[str, str], ...]:
    head = _glued_cue(word, tag, words, known)
    if head:
        rest = word[head:]
        return (word[:head], "v"), (rest, "d" if words.kind(rest) else "v")
    two = len(word) == 2
    if not two and "应用" in (word[:2], word[-2:]) and tag.startswith("n"):  # 切屑｜应｜用｜钩子
        left, right = (word[:-2], "") if word.endswith("应用") else ("", word[2:])
        return tuple(p for p in ((left, "n"), ("应", "v"), ("用", "p"), (right, "n")) if p[0])
    if len(word) > 3 and words.kind(word[-2:]) in MODALS:
        return (*_take_apart(word[:-2], tag, words, known), (word[-2:], "v"))  # 告一段落｜不得
    if len(word) == 4 and word[0] == word[2] == "不" and tag in ("a", "v", "i", "l"):  # 不明｜不吊
        return (word[:2], "a"), ("不", "d"), (word[3], "v")
    if word[0] == "别" and tag in ("v", "d", "vn") and (word[1:] in known.verbs1 or known.terms.get(word[1:]) == "v"):
        return ("别", "d"), (word[1:], "v")
    if two and word[0] in "时后前" and words.kind(word[1]) in MODALS:
        return (word[0], "f"), (word[1], "v")
    if len(word) > 2 and tag.startswith("v") and word[-1] in "应须":  # 盘车前｜须, 不足｜应
        return (*_take_apart(word[:-1], tag, words, known), (word[-1], "v"))
    if (
        len(word) > 2 and word[-1] in "前后时" and (known.terms.get(word[:-1]) == "v" or words.is_class(word[:-1], "state"))
    ):  # 盘车｜前
        return (word[:-1], "v"), (word[-1], "f")
    if len(word) > 2 and word[-1] == "限" and tag == "v":
        return (word[:-1], "v"), ("限", "v")  # 过门口｜限3km/h
    if len(word) == 3 and word[0] == "用" and tag == "v" and word[2] in known.verbs1:
        return ("用", "p"), (word[1], "n"), (word[2], "v")
    if two and word[0] == "不" and tag == "v" and not words.classes.get(word):
        return ("不", "d"), (word[1], "v")
    if two and word[0] in "时前后" and words.ends_like(word[1:], "person"):
        return (word[0], "f"), (word[1], "n")
    if len(word) > 2 and word[0] in "对将把" and tag.startswith("n"):
        return (word[0], "p"), (word[1:], tag)
    if two and word[1] == "在" and tag == "v":
        return (word[0], "v"), ("在", "p")
    if len(word) > 2 and word[-1] in "并且或及" and words.kind(word[-1]) == "join":
        return (word[:-1], tag), (word[-1], "c")
    if word[-1] == "者" and not _agent(word, tag):
        return (word[:-1], "f" if two else "n"), ("者", "u")
    return ((word, tag),)


def _glued_cue(word: str, tag: str, words: Words, known: Vocabulary) -> int:
    """Length of the modal at the head of a word that swallowed it: 严禁用 → 2, 应先 → 1, else 0."""
    for length in range(min(4, len(word) - 1), 1, -1):
        if words.kind(word[:length]) in MODALS:
            return length
    if word[0] in "勿莫" and len(word) > 2:
        return 1
    if len(word) == 2 and word[0] == "须" and word[1] in known.verbs1:
        return 1  # 玻璃｜须系
    if word[0] in "应须" and (not tag.startswith("n") or word[1] in "经由报" or known.terms.get(word[1:3]) == "v"):
        return 1
    if word[0] in "先再" and (word[1:] in known.verbs1 or known.terms.get(word[1:]) == "v"):
        return 1
    return 1 if word[0] in GLUED and words.kind(word[1:]) not in ("", "plain") else 0


def _agent(word: str, tag: str) -> bool:
    """Whether X者 is one noun (触电者, 患者), not a clause ending in 者 (入帽内者)."""
    if len(word) > 2 and word[-2] in "后前中全齐佳":
        return False
    return word[:-1] not in ("内", "外", "上", "齐", "全", "齐全", "合格", "清") and tag.startswith("n")


def _kind(word: str, tag: str, words: Words) -> str:
    kind = words.kind(word)
    if len(word) > 1 or not kind:
        return kind
    if kind in MODALS and tag not in ("v", "d", "vn", "xc", "ad", "c", "p", "vd"):
        return ""
    return kind
