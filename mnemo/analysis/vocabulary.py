"""The lexicon's words as the analysis uses them, and verbs saved where the tagger saw none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.merging import merged
from mnemo.analysis.patterns import load_patterns
from mnemo.analysis.tokens import Run, Vocabulary, cut_at
from mnemo.analysis.words import Words, load_words
from mnemo.lexicon.concepts import Lexicon
from mnemo.lexicon.table import read_rows

PROTECTED_COLUMNS = ("word", "hides", "example", "counter")
SEGMENT_COLUMNS = ("surface", "tag", "example", "counter")
ACT_CLASSES = ("work", "state")  # nouns that name an act or state: 机械通风, 可靠接地


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A cache key that is equal only for the very same lexicon."""

    lexicon: Lexicon | None

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon


def make_grammar(lexicon: Lexicon | None) -> Grammar:
    """The tables of the analysis with the lexicon's words as terms; built once for each lexicon."""
    return _grammar(_Same(lexicon))


@lru_cache(maxsize=4)
def _grammar(key: _Same) -> Grammar:
    lexicon = key.lexicon
    root = lexicon.root if lexicon else None
    words = load_words(root)
    if lexicon is None:
        return Grammar(words, load_patterns(root), Vocabulary(), {})
    frames = {surface: verb.frame for verb in lexicon.verbs.values() for surface in (*verb.surfaces, *verb.two, *verb.one)}
    terms = usable_terms(lexicon, words)
    cuts: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in read_rows(lexicon.root, "segments", SEGMENT_COLUMNS):
        if "|" in row["tag"]:
            first, second = (part.split("/") for part in row["tag"].split("|"))
            cuts[row["surface"]] = ((first[0], first[1]), (second[0], second[1]))
            terms.pop(row["surface"], None)
        else:
            terms[row["surface"]] = row["tag"]
            if row["tag"] == "v":
                frames.setdefault(row["surface"], "v")
    results: dict[str, tuple[str, str]] = {}
    for verb in lexicon.verbs.values():
        for one in verb.one:
            for result in verb.results:
                if one + result not in terms:
                    results[one + result] = (one, result)
    terms.update(dict.fromkeys(results, "v"))
    verbs1 = frozenset(c for verb in lexicon.verbs.values() for c in (*verb.one, *verb.surfaces) if len(c) == 1)
    protected = frozenset(row["word"] for row in read_rows(lexicon.root, "protected", PROTECTED_COLUMNS))
    return Grammar(
        words,
        load_patterns(root),
        Vocabulary(terms, frozenset(c for c in verbs1 if not words.is_class(c, "describing")), protected, cuts, results),
        frames,
    )


def usable_terms(lexicon: Lexicon, words: Words) -> dict[str, str]:
    """The lexicon's words that may stand as one token.

    None that hides an order word, a figure, or a verb with its object: 再启动, 拨打119, 清点人数.
    """
    found: dict[str, str] = {}
    for word, all_entries in lexicon.index.items():
        entries = tuple(e for e in all_entries if e.form != "result")
        if len(word) < 2 or not entries or _timed(word, words, lexicon):
            continue
        if not any(e.kind == "verb" for e in entries):
            acts = all(lexicon.nouns[e.id].cls in ACT_CLASSES for e in entries)
            if not acts and not _person_acts(word, lexicon):
                found[word] = "n"
        elif not _hides(word, words, lexicon):
            found[word] = "v"
    return found


def _timed(word: str, words: Words, lexicon: Lexicon) -> bool:
    """下班后, 停机前: listed as a time, but a condition with its marker in a clause."""
    head = word[:-1]
    known = lexicon.verb(head) is not None or words.is_class(head, "moment") or words.is_class(head, "shift")
    return word[-1] in "前后" and len(head) > 1 and known


def _person_acts(word: str, lexicon: Lexicon) -> bool:
    """专人指挥: listed as one name, but a clause of its own in a procedure."""
    for at in range(2, len(word) - 1):
        head = lexicon.noun(word[:at])
        if head and head.cls == "person" and lexicon.verb(word[at:]) is not None:
            return True
    return False


def _hides(word: str, words: Words, lexicon: Lexicon) -> bool:
    if words.kind(word[0]) in ("first", "next", "neg") or any(c.isdigit() for c in word):
        return True
    if words.kind(word[0]) == "frame" and (lexicon.noun(word[1:]) is not None or (len(word) > 3 and word[0] in "用在")):
        return True  # 用水, 用氧气通风, 将水倒入酸中
    if any(words.is_class(word[:at], "check") for at in range(2, len(word))):
        return True
    for at in range(1, len(word) - 1 if len(word) > 2 else 0):
        noun = lexicon.noun(word[at:])
        if noun and (lexicon.verb(word[:at]) is not None or (at == 2 and len(word) > 3 and noun.cls not in ACT_CLASSES)):
            return True
        if at > 1 and lexicon.noun(word[:at]) is not None and lexicon.verb(word[at:]) is not None:
            return True
    return False


def rescue(run: Run, g: Grammar) -> Run:
    """A clause without any verb: the last word the lexicon knows as one is it; 按 + noun presses."""
    run = _standing(_bare_list(_pressed(merged(run, g), g), g), g)
    run = _together(_verb_in_list(_after_order(run, g), g), g)
    if any((g.verbal(t) and not g.words.is_class(t.text, "moment")) or t.kind in ("stative", "bound") for t in run):
        return run
    for at, token in enumerate(run[1:-1], 1):  # 不得｜开关｜电器
        paired = len(token.text) == 2 and not token.kind and all(c in g.known.verbs1 for c in token.text)
        if run[at - 1].kind == "ban" and paired and run[at + 1].tag in ("n", "nz"):
            return (*run[:at], replace(token, tag="v"), *run[at + 1 :])
    for at in range(len(run) - 1, -1, -1):
        token = run[at]
        if not token.kind and len(token.text) > 1 and g.terms.get(token.text) == "v":
            return (*run[:at], replace(token, tag="v"), *run[at + 1 :])
    for at, token in enumerate(run[:-1]):
        if token.kind == "frame" and token.text in ("按", "靠", "用", "凭", "对"):
            return (*run[:at], replace(token, tag="v", kind=""), *run[at + 1 :])
    for at, token in enumerate(run):
        if token.tag in ("n", "nr") and len(token.text) > 1 and token.text not in g.terms and token.text[0] in g.known.verbs1:
            verb = replace(token, text=token.text[0], tag="v", end=token.start + 1)
            return (*run[:at], verb, replace(token, text=token.text[1:], start=token.start + 1), *run[at + 1 :])
        skipped = token.tag == "t" or g.words.is_class(token.text, "moment")
        if token.kind not in ("first", "next", "urgent", "all", "join") and not skipped:
            break
    return run


def _standing(run: Run, g: Grammar) -> Run:
    """人｜站｜侧面: 站 behind a person and before a side is what he does."""
    for at in range(1, len(run) - 1):
        token = run[at]
        sided = g.place(run[at + 1 : at + 2]) or run[at + 1].tag in ("f", "s")
        if token.text in ("站", "坐", "蹲") and not token.tag.startswith("v") and g.person(run[:at]) and sided:
            return (*run[:at], replace(token, tag="v"), *run[at + 1 :])
    return run


def _bare_list(run: Run, g: Grammar) -> Run:
    """严禁｜抛、滑、滚、撞: after a ban a list of single 字 is a list of acts."""
    at = next((i for i, t in enumerate(run) if t.kind == "ban"), -1)
    rest = run[at + 1 :]
    single = at >= 0 and len(rest) > 2 and all(len(t.text) == 1 for t in rest) and any(t.text == "、" for t in rest)
    if not single or not any(t.tag == "v" for t in rest):
        return run
    return (*run[: at + 1], *(t if t.text == "、" or t.kind else replace(t, tag="v") for t in rest))


def _verb_in_list(run: Run, g: Grammar) -> Run:
    """必须停产、清尘: a two-字 word nobody knows, behind a verb without object, begins with a verb and is one."""
    run = _paired(run, g)
    found = list(run)
    for at in range(2, len(run)):
        token, before = run[at], run[at - 2]
        unknown = token.tag == "n" and len(token.text) == 2 and token.text not in g.terms and token.text[0] in g.known.verbs1
        alone = at + 1 == len(run) or run[at + 1].text == "、" or run[at + 1].kind in ("join", "end", "then")
        if unknown and alone and run[at - 1].text == "、" and g.frames.get(before.text) == "v" and g.verbal(before):
            found[at] = replace(token, tag="v")
    return tuple(found)


def _paired(run: Run, g: Grammar) -> Run:
    """关灶阀、关总阀: the second of a pair shows where the verb of the first ends."""
    for at in range(len(run) - 2):
        token, other = run[at], run[at + 2]
        unknown = token.tag in ("n", "nz") and len(token.text) > 1 and token.text not in g.terms and not token.kind
        if unknown and run[at + 1].text == "、" and other.text == token.text[0] and g.verb(other):
            cut = token.start + 1
            verb, name = replace(token, text=token.text[0], tag="v", end=cut), replace(token, text=token.text[1:], start=cut)
            return (*run[:at], verb, name, *_paired(run[at + 1 :], g))
    return run


def _together(run: Run, g: Grammar) -> Run:
    """不得与还原剂｜同库: how things are kept, at the end of a clause, is the act."""
    last = run[-1] if run else None
    glued = last and len(last.text) > 2 and last.tag in ("n", "nz") and g.words.is_class(last.text[-2:], "together")
    if last and glued and last.text not in g.terms and not any(g.verbal(t) for t in run):
        run = cut_at(run, last.end - 2)  # 严禁与｜酸接触
        return (*run[:-1], replace(run[-1], tag="v"))
    if not run or run[-1].tag != "d" or run[-1].kind or not g.words.is_class(run[-1].text, "together"):
        return run
    return run if any(g.verb(t) for t in run) else (*run[:-1], replace(run[-1], tag="v"))


def _after_order(run: Run, g: Grammar) -> Run:
    """先｜紧｜定模压板: a one-字 verb between an order word and a name, whatever the tagger took it for."""
    for at in range(1, len(run) - 1):
        token = run[at]
        ordered = run[at - 1].kind in ("first", "next") or (run[at - 1].text == "后" and at == 1)
        taken = (ordered and token.tag == "a") or (run[at - 1].kind == "ban" and token.tag == "q")  # 不准｜点｜蜡烛
        if taken and token.text in g.known.verbs1 and not token.kind and run[at + 1].tag in ("n", "nz"):
            return (*run[:at], replace(token, tag="v"), *run[at + 1 :])
    return run


def _pressed(run: Run, g: Grammar) -> Run:
    """按启动按钮, 按急停: here 按 is the act, not 按规程."""
    for at, token in enumerate(run[:-1]):
        near = "".join(t.text for t in run[at + 1 : at + 4])
        if token.text == "按" and token.kind == "frame" and g.words.holds(near, "pressed"):
            return (*run[:at], replace(token, tag="v", kind=""), *run[at + 1 :])
    return run
