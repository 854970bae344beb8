"""Which words of the source tell a step, or one part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemo.types import Step, Word


def with_condition(step: Step, earlier: Sequence[Step]) -> tuple[Word, ...]:
    """The words of the step, before them those of a condition it inherits and may not be said without."""
    if step.kind not in ("never", "gate", "may"):
        return step.words
    found: list[Word] = []
    for c in step.conditions:
        if c.scope in ("own", "inherited") and c.text not in step.text:
            found += [*_find(c.text, earlier), Word("，", "w")]
    return (*found, *step.words)


def _find(text: str, earlier: Sequence[Step]) -> tuple[Word, ...]:
    wanted = _bare(text)
    for last in range(len(earlier), 0, -1):
        for first in (last - 1, max(last - 2, 0)):  # a condition may have been told as two steps
            words = [w for step in earlier[first:last] for w in (*step.words, Word("、", "w"))]
            start = _bare("".join(w.text for w in words)).find(wanted)
            if start < 0:
                continue
            told = [(w, at) for w, at in _placed(words, marks=False) if start <= at and at + _size(w) <= start + len(wanted)]
            return tuple(w for i, (w, _) in enumerate(told) if w.tag != "w" or 0 < i < len(told) - 1)
    return (Word(text, "n"),)


def _bare(text: str) -> str:
    return text.replace("、", "").replace("，", "")


def _size(word: Word) -> int:
    return len(_bare(word.text))


def _placed(words: Sequence[Word], marks: bool = True) -> Iterator[tuple[Word, int]]:
    """Each word with its offset, in the text with or without its marks."""
    at = 0
    for word in words:
        yield word, at
        at += len(word.text) if marks else _size(word)


def both(one: Step, two: Step) -> Step:
    """Two neighbouring parts of a step as one part."""
    return replace(
        one,
        acts=tuple(dict.fromkeys(one.acts + two.acts)),
        conditions=tuple(dict.fromkeys(one.conditions + two.conditions)),
        quantities=tuple(dict.fromkeys(one.quantities + two.quantities)),
    )


def segment(step: Step, part: Step) -> tuple[Word, ...]:
    """The words that belong to one part of a split step; () if they cannot be told apart."""
    if part.acts == step.acts and part.conditions == step.conditions and part.quantities == step.quantities:
        return step.words
    if part.conditions != step.conditions:
        return _without(step, [c.text for c in step.conditions if c not in part.conditions and c.text in step.text], part)
    if part.acts != step.acts:
        return _acts(step, part)
    return ()


def _without(step: Step, lost: Sequence[str], part: Step) -> tuple[Word, ...]:
    words = list(step.words)
    if any(c.text not in step.text for c in part.conditions if c.scope == "own"):
        return ()
    for text in lost:
        joined = "".join(w.text for w in words)
        start = joined.find(text)
        words = [w for w, at in _placed(words) if not (start <= at and at + len(w.text) <= start + len(text))]
    while words and (words[0].tag == "w" or words[0].kind == "join"):
        words.pop(0)
    return tuple(w for i, w in enumerate(words) if w.tag != "w" or words[i - 1].tag != "w")


def _acts(step: Step, part: Step) -> tuple[Word, ...]:
    """From the part's first verb to the next part's; the first part keeps what stands before, a ban its modal."""
    verbs = [a.verb for a in step.acts]
    places: list[int] = []
    at = 0
    for verb in verbs:
        found = next((i for i in range(at, len(step.words)) if step.words[i].text == verb), -1)
        if not verb or found < 0:
            return ()
        places.append(found)
        at = found + 1
    first = next((i for i, a in enumerate(step.acts) if (a.verb, a.objects) == (part.acts[0].verb, part.acts[0].objects)), -1)
    last = first + len(part.acts)
    if first < 0:
        return ()
    start = 0 if first == 0 else _clause_start(step.words, places[first - 1], places[first])
    end = len(step.words) if last >= len(step.acts) else _clause_start(step.words, places[last - 1], places[last])
    lead = tuple(w for w in step.words[: places[0]] if w.kind == "ban")[:1] if first and step.polarity == "forbid" else ()
    said = (*lead, *step.words[start:end])
    text = "".join(w.text for w in said)
    if last < len(step.acts) and not part.acts[-1].objects and step.acts[last].objects and step.words[end - 1].text in ("、", "并", "或", "和"):
        return ()  # 开、关任何电气开关: they share what comes after
    return said if all(o in text for a in part.acts for o in a.objects) else ()


def _clause_start(words: Sequence[Word], before: int, at: int) -> int:
    """Where the words of the act at `at` begin: after the last mark or join behind the act before it."""
    for i in range(at, before, -1):
        if words[i - 1].tag == "w" or words[i - 1].kind == "join" or words[i - 1].text in ("并", "或"):
            return i
    return at
