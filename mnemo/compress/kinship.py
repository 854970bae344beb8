"""Which concepts and classes a step touches: what phrase rows are chosen by."""

from __future__ import annotations

from collections.abc import Iterable

from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Act


def compounds_of(act: Act, lexicon: Lexicon) -> tuple[str, ...]:
    """Acts that the verb and its only object name together: the bank knows them under that name."""
    if len(act.objects) != 1 or not act.verb:
        return ()
    verb = lexicon.verb(act.verb + act.objects[0])
    return ancestry(verb.id, lexicon) if verb else ()


def ancestry(concept: str, lexicon: Lexicon) -> tuple[str, ...]:
    chain: list[str] = []
    while concept and concept not in chain:
        chain.append(concept)
        verb = lexicon.verbs.get(concept)
        concept = verb.parent if verb else ""
    return tuple(chain)


def classes_of(objects: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    classes: set[str] = set()
    for text in objects:
        noun = lexicon.noun(text)
        if noun is None and (head := lexicon.head_noun(text)):
            noun = head[0]
        cls = noun.cls if noun else ""
        while cls:
            classes.add(cls)
            cls = lexicon.class_parent.get(cls, "")
    return frozenset(classes)
