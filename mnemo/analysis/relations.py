"""What ties a clause to others (否则) and things to each other (混放, 同库)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemo.analysis.acts import Predicate
from mnemo.analysis.clauses import Clause
from mnemo.analysis.conditions import split_coordinated
from mnemo.analysis.draft import Draft
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.tokens import join
from mnemo.types import Act, Condition


def otherwise(clause: Clause, earlier: Sequence[Draft], number: int, g: Grammar) -> tuple[Condition, ...]:
    """须办票、设监护人，否则不得动火: the ban holds as long as what was asked for is not done.

    Each of the duties before it is a condition of its own, any of which is enough.
    """
    if clause.tokens[0].text not in ("否则", "不然", "反之"):
        return ()
    before = [d for d in earlier if d.block == number and d.kind != "hazard"]
    if not before:
        return ()
    last = before[-1]
    if last.kind == "gate" and last.polarity == "may":
        return tuple(_denied(c) for c in last.conditions if c.role == "precondition" and c.scope == "own")
    asked = [d for d in before if d.sentence == last.sentence and d.polarity == last.polarity]
    return tuple(c for d in asked for c in _undone(d, g))


def _denied(condition: Condition) -> Condition:
    if condition.negated and condition.text[0] in "未不没":
        return replace(condition, text=condition.text[1:], negated=False)
    return replace(condition, text=f"未{condition.text}", negated=True, scope="own")


def _undone(draft: Draft, g: Grammar) -> Iterator[Condition]:
    """What is told of duties left undone, or of a ban that is broken."""
    denied = draft.polarity != "forbid"
    body = tuple(t for t in draft.reading.body if t.kind not in ("first", "next", "urgent")) or draft.reading.run
    acts = draft.predicate.acts
    for at, one in enumerate(split_coordinated(RawCondition(body), g)):
        act = acts[min(at, len(acts) - 1)]
        yield Condition(
            f"未{join(one.run)}" if denied else join(one.run),
            "precondition" if denied else "trigger",
            negated=denied,
            doable=True,
            subject=draft.actor,
            verb=act.verb,
            object=act.object,
            span=draft.clause.text.span(),
        )


def related(predicate: Predicate, topic: str, g: Grammar) -> Predicate:
    """酸与碱不得混放, 氧气瓶和乙炔瓶不得同车运输: the act is done only where all its objects come together."""
    return replace(predicate, acts=tuple(_related(a, topic, g) for a in predicate.acts))


def _related(act: Act, topic: str, g: Grammar) -> Act:
    ways = (act.verb, *(r.text for r in act.roles if r.name in ("manner", "place")))
    several = len(act.objects) > 1 or any(c in act.object + topic for c in "与和、")
    together = any(g.words.is_class(w, "together") for w in ways)
    return replace(act, join="with") if several and together and act.join == "all" else act
