"""Wording → meanings: how the concept tables are turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mnemo.lexicon.entries import Entry, Noun, Verb


def build_index(nouns: Iterable[Noun], verbs: Iterable[Verb]) -> dict[str, tuple[Entry, ...]]:
    index: dict[str, list[Entry]] = {}

    def add(text: str, entry: Entry) -> None:
        known = index.setdefault(text, [])
        if not any(e.kind == entry.kind and e.id == entry.id for e in known):
            known.append(entry)

    verbs, nouns = tuple(verbs), tuple(nouns)
    for verb in verbs:
        for text in verb.surfaces:
            add(text, Entry("verb", verb.id, "name"))
    for noun in nouns:
        for text in noun.surfaces:
            add(text, Entry("noun", noun.id, "name"))
    for verb in verbs:
        for text in verb.two:
            add(text, Entry("verb", verb.id, "two"))
        for text in verb.one:
            add(text, Entry("verb", verb.id, "one"))
    parents = {noun.id: noun.parent for noun in nouns}
    for noun in nouns:
        for text in noun.short:
            # 作业 names the wider concept itself; that 清淤作业 may be shortened to it adds no meaning to the word
            if not _named_above(parents, noun.parent, index.get(text, ())):
                add(text, Entry("noun", noun.id, "short"))
    for verb in verbs:
        for text in (one + result for one in verb.one for result in verb.results):
            add(text, Entry("verb", verb.id, "result"))
    return {text: kept for text, entries in index.items() if (kept := _telling(entries))}


VAGUE = 16
"""A short form that more concepts share names none of them (机 of 259 machines, 2026-11)."""


def _telling(entries: list[Entry]) -> tuple[Entry, ...]:
    short = [e for e in entries if e.form == "short"]
    return tuple(e for e in entries if e.form != "short") if len(short) > VAGUE else tuple(entries)


def _named_above(parents: Mapping[str, str], concept: str, known: Iterable[Entry]) -> bool:
    names = {e.id for e in known if e.kind == "noun" and e.form == "name"}
    while concept and names:
        if concept in names:
            return True
        concept = parents.get(concept, "")
    return False
