"""The concept index: wording → concept for the judge, concept → wording for the generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from mnemo.errors import LexiconError, UsageError
from mnemo.lexicon.entries import Entry, EntryForm, Match, Noun, Operator, Situation, Verb
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.lexicon.wordings import build_index

CLASS_COLUMNS = ("class", "parent", "name", "example", "counter")
NOUN_COLUMNS = ("concept", "class", "parent", "surfaces", "short", "example", "counter")
VERB_COLUMNS = (
    "concept", "parent", "surfaces", "one", "two", "results", "frame", "objects", "opposite", "inherent", "example", "counter",
)  # fmt: skip
CONDITION_COLUMNS = ("concept", "surfaces", "forms", "role", "doable", "example", "counter")
OPERATOR_COLUMNS = ("surface", "op", "scope", "strength", "example", "counter")
LICENCE_COLUMNS = ("surface", "needs", "example", "counter")



@dataclass(frozen=True)
class Lexicon:
    """All concepts and the words that say them. Build it with `load_lexicon`."""

    class_parent: Mapping[str, str]
    nouns: Mapping[str, Noun]
    verbs: Mapping[str, Verb]
    situations: tuple[Situation, ...]
    operators: Mapping[str, tuple[Operator, ...]]
    licences: Mapping[str, str]
    root: Path
    index: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: int = 0
    situation_heads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """First two 字 of a surface (one if a `*` follows, none if it begins with one) → numbers of situations."""

    def is_a(self, cls: str, wanted: str) -> bool:
        """Whether noun class `cls` is `wanted` or below it; `*` takes all."""
        while cls:
            if wanted in ("*", cls):
                return True
            cls = self.class_parent.get(cls, "")
        return wanted == "*"

    def wider(self, concept: str, other: str) -> bool:
        """Whether `other` is `concept` itself or one of its ancestors."""
        table: Mapping[str, Noun | Verb] = self.nouns if concept in self.nouns else self.verbs
        while concept:
            if concept == other:
                return True
            entry = table.get(concept)
            concept = entry.parent if entry else ""
        return False

    def entries(self, text: str) -> tuple[Entry, ...]:
        """Meanings of exactly this wording, () if unknown."""
        return self.index.get(text, ())

    def verb(self, text: str) -> Verb | None:
        """The first act this wording names, best form first; None if unknown."""
        found = [e for e in self.entries(text) if e.kind == "verb"]
        found.sort(key=lambda e: _FORM_ORDER[e.form])
        return self.verbs[found[0].id] if found else None

    def noun(self, text: str) -> Noun | None:
        """The noun this wording names; None if unknown."""
        found = [e for e in self.entries(text) if e.kind == "noun"]
        found.sort(key=lambda e: _FORM_ORDER[e.form])
        return self.nouns[found[0].id] if found else None

    def head_noun(self, text: str) -> tuple[Noun, int] | None:
        """The longest known noun that ends `text`, and where it begins; None if there is none."""
        for start in range(len(text)):
            found = self.noun(text[start:])
            if found and (len(text) - start > 1 or len(text) == 1):
                return found, start
        return None

    def scan(self, text: str) -> tuple[Match, ...]:
        """Longest-match reading of `text`; what no concept covers is left out."""
        matches = []
        at = 0
        while at < len(text):
            for end in range(min(len(text), at + self.longest), at, -1):
                if found := self.index.get(text[at:end]):
                    matches.append(Match(at, end, text[at:end], found))
                    at = end
                    break
            else:
                at += 1
        return tuple(matches)

    def situations_in(self, text: str) -> tuple[tuple[Situation, tuple[int, int]], ...]:
        """Situations whose pattern is found in `text` with the place of the match, longest match first."""
        hits = [(s, m.span()) for s in self.situations_near(text) for p in s.patterns if (m := p.search(text))]
        hits.sort(key=lambda hit: (hit[1][0] - hit[1][1], hit[0].id))
        return tuple(hits)

    def situations_near(self, text: str) -> tuple[Situation, ...]:
        """Situations whose pattern may fit `text`, in the order of the table: the beginning of one of their surfaces
        stands in it. Far cheaper than trying thousands of patterns."""
        heads = {*text, *map(str.__add__, text, text[1:]), ""}
        numbers = sorted({n for head in heads for n in self.situation_heads.get(head, ())})
        return tuple(self.situations[n] for n in numbers)

    def situation(self, text: str) -> tuple[Situation, ...]:
        """Situations whose pattern is found in `text`, longest match first."""
        return tuple(dict.fromkeys(s for s, _ in self.situations_in(text)))

    def words(self) -> dict[str, str]:
        """Every surface of two or more 字 with its tag: `v` for acts, `n` for nouns."""
        words: dict[str, str] = {}
        for text, entries in self.index.items():
            if len(text) > 1 and all(e.form != "result" for e in entries):
                words[text] = "v" if entries[0].kind == "verb" else "n"
        return words


_FORM_ORDER: dict[EntryForm, int] = {"name": 0, "two": 1, "one": 2, "short": 3, "result": 4}


def load_lexicon(root: Path | None = None, terms: Mapping[str, str] | None = None) -> Lexicon:
    """Read all concept tables below `root` (the shipped ones by default).

    `terms` maps a shop's own word to the standard one (天车 → 行车): it then counts as a name of that
    concept, and as the preferred one. LexiconError at the first broken row.
    """
    return _load(root or lexicon_root(), tuple(sorted((terms or {}).items())))


@lru_cache(maxsize=8)
def _load(root: Path, terms: tuple[tuple[str, str], ...]) -> Lexicon:
    classes = {r["class"]: r["parent"] for r in read_rows(root, "classes", CLASS_COLUMNS)}
    nouns = {r["concept"]: _noun(r, classes) for r in read_rows(root, "nouns", NOUN_COLUMNS)}
    verbs = {r["concept"]: _verb(r, classes) for r in read_rows(root, "verbs", VERB_COLUMNS)}
    for own, standard in terms:
        _add_term(own, standard, nouns, verbs)
    for table in (nouns, verbs):
        _check_parents(table)
    operators: dict[str, list[Operator]] = {}
    for r in read_rows(root, "operators", OPERATOR_COLUMNS):
        operators.setdefault(r["surface"], []).append(Operator(r["surface"], r["op"], r["scope"], r["strength"]))
    index = build_index(nouns.values(), verbs.values())
    situations = tuple(_situation(r) for r in read_rows(root, "conditions", CONDITION_COLUMNS))
    return Lexicon(
        class_parent=classes,
        nouns=nouns,
        verbs=verbs,
        situations=situations,
        operators={k: tuple(v) for k, v in operators.items()},
        licences={r["surface"]: r["needs"] for r in read_rows(root, "licences", LICENCE_COLUMNS)},
        root=root,
        index=index,
        longest=max(map(len, index), default=0),
        situation_heads=_heads(situations),
    )


def _noun(row: Row, classes: Mapping[str, str]) -> Noun:
    if row["class"] not in classes:
        raise row.fault(f"未知的类别 {row['class']}", "先在 classes.tsv 里登记")
    return Noun(row["concept"], row["class"], row["parent"], row.list("surfaces"), row.list("short"), row.id)


def _verb(row: Row, classes: Mapping[str, str]) -> Verb:
    for cls in row.list("objects"):
        if cls != "*" and cls not in classes:
            raise row.fault(f"未知的类别 {cls}", "先在 classes.tsv 里登记")
    for column, length in (("one", 1), ("two", 2)):
        for form in row.list(column):
            if len(form) != length:
                raise row.fault(f"{column} 里的“{form}”不是 {length} 字", "改到合适的列")
    return Verb(
        row["concept"], row["parent"], row.list("surfaces"), row.list("one"), row.list("two"), row.list("results"),
        row["frame"], row.list("objects"), row["opposite"], row["inherent"] == "neg", row.id,
    )  # fmt: skip


def _situation(row: Row) -> Situation:
    return Situation(row["concept"], row.list("surfaces"), row.list("forms"), row["role"], row["doable"] == "y", row.id)


def _heads(situations: tuple[Situation, ...]) -> dict[str, tuple[int, ...]]:
    heads: dict[str, list[int]] = {}
    for number, situation in enumerate(situations):
        for head in {surface[:2].partition("*")[0] for surface in situation.surfaces}:
            heads.setdefault(head, []).append(number)
    return {head: tuple(numbers) for head, numbers in heads.items()}


def _check_parents(table: Mapping[str, Noun] | Mapping[str, Verb]) -> None:
    for entry in table.values():
        place, _, line = entry.row.rpartition(":")
        if entry.parent and entry.parent not in table:
            raise LexiconError(place, int(line), f"上位概念 {entry.parent} 不存在", "改正 parent 列")
        seen, at = {entry.id}, entry.parent
        while at:
            if at in seen:
                raise LexiconError(place, int(line), f"上位概念成环：{entry.id}", "改正 parent 列")
            seen.add(at)
            at = table[at].parent if at in table else ""  # a missing one is told at its own child


def _add_term(own: str, standard: str, nouns: dict[str, Noun], verbs: dict[str, Verb]) -> None:
    for noun in nouns.values():
        if standard in noun.surfaces:
            nouns[noun.id] = Noun(noun.id, noun.cls, noun.parent, (own, *noun.surfaces), noun.short, noun.row)
            return
    for verb in verbs.values():
        if standard in verb.surfaces:
            one, two = verb.one, verb.two
            if len(own) == 1:
                one = (own, *one)
            elif len(own) == 2:
                two = (own, *two)
            verbs[verb.id] = Verb(
                verb.id, verb.parent, (own, *verb.surfaces), one, two, verb.results, verb.frame, verb.objects,
                verb.opposite, verb.negative, verb.row,
            )  # fmt: skip
            return
    raise UsageError(f"词库里没有“{standard}”，不能用“{own}”替换它；换一个词库里有的标准词")


__all__ = ["Entry", "EntryForm", "Lexicon", "Match", "Noun", "Operator", "Situation", "Verb", "load_lexicon"]
