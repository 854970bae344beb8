"""The sequence forms: 顺序诀, 数序诀, 动作序列, 首字诀, N不N必清单, 有X必有Y.

Each is offered only when the text has what it needs; which form needs what stands in its TOML file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mnemo.compose.chains import SequenceItem, chains, title_of
from mnemo.errors import UsageError
from mnemo.forms import Form, Selector, fill
from mnemo.types import Draft, Line, Phrasing, Scope

CHOICES = 3
"""Drafts offered of one sequence form: they differ in length or in what they hold, not in a single word."""
MOST_RUNS = 2000
"""Runs looked at before the search for a chain stops; numbered cards give fewer than a hundred."""


def compose_sequence(form: Form, items: Sequence[SequenceItem], k: int = CHOICES, book: str = "") -> tuple[Draft, ...]:
    """Up to k drafts of a sequence form, those first that hold most critical steps, then most steps, then cheapest.

    () when the text has no such structure. UsageError for a metric form.
    """
    selector = form.selector
    if selector is None:
        raise UsageError(f"体裁“{form.name}”是格律体裁，请用 compose 编排")
    build = {"chain": _chain, "verbs": _verbs, "bans": _bans, "pairs": _pairs}[selector.pick]
    made = [_draft(form, lines, cost, items, book) for lines, cost in build(selector, items)]
    ranked = sorted(made, key=lambda d: _rank(d, items))
    return tuple(_different(ranked, k))


def _rank(draft: Draft, items: Sequence[SequenceItem]) -> tuple[int, int, int, int, tuple[str, ...]]:
    """Fewest critical steps left out, fewest steps left out, cheapest, shortest, by text."""
    missing = set(draft.missing)
    critical = sum(item.critical and bool(missing & set(item.steps)) for item in items)
    texts = tuple(line.text for line in draft.lines)
    return critical, len(missing), draft.cost, sum(map(len, texts)), texts


def _different(drafts: Iterable[Draft], k: int) -> Iterator[Draft]:
    """The first k that do not say just a part of what one taken before says in the same length."""
    taken: list[tuple[frozenset[str], int]] = []
    for draft in drafts:
        said = frozenset(step for line in draft.lines for step in line.steps)
        size = len(draft.lines[-1].text)
        if len(taken) < k and not any(said <= other and size == length for other, length in taken):
            taken.append((said, size))
            yield draft


def _draft(form: Form, lines: Sequence[Line], cost: int, items: Sequence[SequenceItem], book: str) -> Draft:
    said = {step for line in lines for step in line.steps}
    missing = tuple(dict.fromkeys(step for item in items for step in item.steps if step not in said))
    critical = [item for item in items if item.critical]
    scope: Scope = "oneline"
    if not missing:
        scope = "full"
    elif critical and all(set(item.steps) <= said for item in critical):
        scope = "critical"
    return Draft(form.id, tuple(lines), scope, book, cost, missing)


def _short(item: SequenceItem, length: int, titled: bool = False, char: str = "") -> Phrasing | None:
    """The cheapest saying of so many 字 (holding `char`); it says the item's condition unless a title does."""
    fit = [
        p
        for p in item.shorts
        if len(p.clauses) == 1
        and len(p.clauses[0]) == length
        and char in p.clauses[0]
        and (p.says_condition or (titled and item.context))
    ]
    return min(fit, key=lambda p: (p.cost, p.clauses), default=None)


def _runs(
    selector: Selector, items: Sequence[SequenceItem], length: int, initials: bool
) -> Iterator[tuple[tuple[SequenceItem, ...], str, list[Phrasing]]]:
    """Runs of items that can all be said in `length` 字, with their title and their sayings."""

    def say(item: SequenceItem, titled: bool) -> Phrasing | None:
        return _short(item, length, titled, item.verb if initials else "")

    found = chains(items, selector.edges == "explicit", selector.least, selector.most, lambda i: say(i, True) is not None)
    for number, run in enumerate(found):
        if number >= MOST_RUNS:
            return
        title = title_of(run, lambda i: say(i, False) is not None)
        if title is None or (selector.edges == "any" and len({i.section for i in run}) > 1):
            continue
        sayings = [p for p in (say(item, bool(title)) for item in run) if p is not None]
        if len({p.clauses for p in sayings}) == len(run):
            yield run, title, sayings


def _headed(title: str) -> list[Line]:
    return [Line(title, "heading")] if title else []


def _chain(selector: Selector, items: Sequence[SequenceItem]) -> Iterator[tuple[list[Line], int]]:
    """先X、再Y、后Z · 一X、二Y、三Z · X、Y、Z"""
    for length in selector.lengths:
        for run, title, sayings in _runs(selector, items, length, initials=False):
            leads = selector.lead_words(len(run)) if selector.leads else ("",) * len(run)
            if leads:
                texts = [fill(selector.row[0], {"L": w, "X": p.clauses[0]}) for w, p in zip(leads, sayings, strict=True)]
                yield _headed(title) + _step_lines(texts, run, sayings), sum(p.cost for p in sayings)


def _step_lines(texts: Sequence[str], run: Sequence[SequenceItem], sayings: Sequence[Phrasing]) -> list[Line]:
    rows = zip(texts, run, sayings, strict=True)
    return [Line(text, steps=item.steps, trail=p.trail) for text, item, p in rows]


def _verbs(selector: Selector, items: Sequence[SequenceItem]) -> Iterator[tuple[list[Line], int]]:
    """首字诀: one distinct verb 字 a step, in order, and the gloss that spells each out."""
    for length in selector.lengths:
        for run, title, sayings in _runs(selector, items, length, initials=True):
            chars = [item.verb for item in run]
            if any(len(char) != 1 for char in chars) or len(set(chars)) < len(chars):
                continue
            steps = tuple(step for item in run for step in item.steps)
            head = Line(fill(selector.heading[0], {"I": "".join(chars)}), steps=steps)
            rows = zip(run, sayings, strict=True)
            gloss = [Line(p.clauses[0], "gloss", steps=item.steps, trail=p.trail) for item, p in rows]
            yield [*_headed(title), head, *gloss], sum(p.cost for p in sayings)


def _bans(selector: Selector, items: Sequence[SequenceItem]) -> Iterator[tuple[list[Line], int]]:
    """三不吊：X不吊、Y不吊、Z不吊 · 三必查：X必查、Y必查、Z必查"""
    for polarity, row, heading in zip(selector.polarity, selector.row, selector.heading, strict=True):
        mine = [item for item in items if item.polarity == polarity and item.verb and _stands_alone(item)]
        for verb in dict.fromkeys(item.verb for item in mine):
            for length in selector.lengths:
                topics = _topics([item for item in mine if item.verb == verb], length, selector.most)
                if len(topics) >= selector.least and not _ordered([item for _, item in topics]):
                    count = selector.numerals[len(topics) - 1]
                    title = Line(fill(heading, {"N": count, "V": verb}), "heading")
                    yield [title, *(Line(fill(row, {"X": t, "V": verb}), steps=i.steps) for t, i in topics)], 0


def _stands_alone(item: SequenceItem) -> bool:
    """A duty whose sayings all leave a condition out cannot be a bare 必; a ban's topic is its condition."""
    return item.polarity == "forbid" or not item.shorts or any(p.says_condition for p in item.shorts)


def _ordered(items: Sequence[SequenceItem]) -> bool:
    """Whether some come after others of them by an explicit edge: then they are a sequence, not a list."""
    steps = {step for item in items for step in item.steps}
    return any(step in steps for item in items for step in item.after)


def _topics(items: Iterable[SequenceItem], length: int, most: int) -> list[tuple[str, SequenceItem]]:
    """Each item's first topic of so many 字, no topic twice; critical items first in need, source order in print."""
    found: dict[str, SequenceItem] = {}
    for item in items:
        topic = next((t for t in item.topics if len(t) == length and t not in found), "")
        if topic and (not item.context or item.context in (topic, *item.topics)):
            found[topic] = item
    if len(found) > most:
        kept = {id(i) for i in sorted(found.values(), key=lambda i: not i.critical)[:most]}
        return [(t, i) for t, i in found.items() if id(i) in kept]
    return list(found.items())


def _pairs(selector: Selector, items: Sequence[SequenceItem]) -> Iterator[tuple[list[Line], int]]:
    """有X必有Y: parts and guards of equal length."""
    sizes = dict.fromkeys((len(i.pair[0]), len(i.pair[1])) for i in items if all(i.pair) and i.polarity == "must")
    for size in sizes:
        if not all(n in selector.lengths for n in size):
            continue
        rows: dict[str, SequenceItem] = {}
        for item in items:
            if (len(item.pair[0]), len(item.pair[1])) == size and item.polarity == "must" and not item.context:
                rows.setdefault(fill(selector.row[0], {"X": item.pair[0], "Y": item.pair[1]}), item)
        chosen = list(rows.items())[: selector.most]
        if len(chosen) >= selector.least:
            yield [Line(text, steps=item.steps) for text, item in chosen], 0
