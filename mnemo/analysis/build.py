"""Drafts from readings: polarity, kind, acts, roles, scope of a ban."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from mnemo.analysis.acts import Predicate, read_predicate
from mnemo.analysis.carry import carried
from mnemo.analysis.clauses import Clause
from mnemo.analysis.completion import (
    named_limit,
    names_of,
    state_check,
    with_fronted_act,
    with_place,
    with_topic,
    with_trigger_verb,
)
from mnemo.analysis.conditions import split_coordinated, structure
from mnemo.analysis.draft import Draft
from mnemo.analysis.gates import gate_kind, step_kind
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.names import Reading
from mnemo.analysis.quantities import read_quantities
from mnemo.analysis.relations import otherwise, related
from mnemo.analysis.scope import Scope, text_of
from mnemo.analysis.tokens import Run, Token, join
from mnemo.analysis.words import POLARITY
from mnemo.types import Block, Condition, Polarity, Span

BOUND = "bound"
FOLLOWING = ("后", "之后", "以后", "完", "完毕", "毕", "才", "完后")
SUMMED = re.compile(r"(?:以上|上述|[两二三四五六七]项|全部|条件|均).{0,6}(?:具备|满足|齐全|达到|合格|符合)")


def inline_conditions(clause: Clause, reading: Reading, g: Grammar) -> tuple[Condition, ...]:
    """The clause's own conditions, structured."""
    found: list[Condition] = []
    for raw in reading.conditions:
        found.extend(structure(one, clause.text, g) for one in split_coordinated(raw, g))
    for run in reading.times:
        if not run[0].text.startswith("每"):
            found.append(structure(RawCondition(run), clause.text, g, role="case"))
    return tuple(found)


def act(
    clause: Clause, reading: Reading, scope: Scope, earlier: list[Draft], number: int, block: Block, g: Grammar
) -> Draft | str:
    """A step from one clause; a word for the reason if it holds none."""
    reading, banned = _bare_ban(reading, g)
    reading = _inherited_ban(reading, earlier, clause, number)
    problem = _no_step(reading, banned, clause.tokens[0].kind == "join", g)
    figure = named_limit(reading.run, clause, g) if problem == "no-verb" and not reading.cue else None
    if problem and figure is None:
        return problem
    otherwise_than = () if scope.fresh else otherwise(clause, earlier, number, g)
    own = inline_conditions(clause, reading, g) + _unfit(clause, reading) + otherwise_than
    conditions = scope.gather(own, carried(reading, clause, scope, earlier, g))
    ban = banned or reading.kind == "ban"
    if reading.kind == "then":
        met = {*own, *(c for p in scope.fresh if p.marker in ("后", "才") for c in p.conditions)}
        conditions = [replace(c, role="precondition") if c in met and c.role == "trigger" else c for c in conditions]
    if not ban and reading.kind != "then":
        conditions = [
            replace(c, role="trigger") if c.role == "precondition" and c.scope != "lead" and c.negated else c
            for c in conditions
        ]
    predicate = figure or read_predicate(reading.body, clause.text, g, ban)
    if not predicate.acts or (figure is None and not g.has_verb(reading.body) and reading.kind in ("", "duty") and g.normal(reading.run)):
        predicate = state_check(reading.run, clause) or predicate
    if not predicate.acts:
        return "no-verb"
    predicate = with_place(predicate, reading, clause, ban)
    predicate, topic = with_topic(predicate, reading, scope, g)
    predicate, topic = _same_topic(predicate, topic, clause, reading, earlier, number, g)
    predicate = related(predicate, topic, g)
    predicate = with_trigger_verb(predicate, conditions, g)
    predicate, conditions = with_fronted_act(predicate, conditions, reading, clause, g)
    swallowed: list[Span] = []
    if reading.kind == "then" and not scope.fresh:
        whole = not own or bool(SUMMED.match(own[0].text))
        absorbed, swallowed = _absorbed(earlier, clause, number, g, whole)
        conditions = absorbed + conditions
    spans = swallowed + [p.span for p in scope.fresh] + [clause.text.span()]
    polarity: Polarity = "forbid" if ban else POLARITY.get(reading.kind, "must")  # type: ignore[assignment]
    bounded = any(t.kind == BOUND for t in reading.body[:2]) or _spaced(reading.body, g) or figure is not None
    kind = step_kind(replace(reading, cue=_ban_cue(reading)) if banned else reading, conditions, bounded, g)
    kind = "limit" if figure is not None else kind  # 行驶：车速≤5km/h, whatever heads it
    inherited = reading.cue is not None and reading.cue not in reading.run
    draft = Draft(
        clause, reading, predicate, kind, polarity, text_of(scope.fresh, clause.text), spans,
        block=number, sentence=clause.sentence, marker=block.marker, conditions=conditions,
        conditions_join="any" if reading.kind not in ("then", "only") and (scope.joined == "any" or otherwise_than or _alternatives(reading, g)) else "all", actor=_actor(reading, scope), topic=topic,
        modality=reading.cue.text if reading.cue else "", order=_order(reading, predicate),
        phase=block.phase, section=block.section, confidence=0.5 if inherited else 0.9,
        rule="inherited-ban" if inherited else (f"cue:{reading.cue.text}" if reading.cue else "bare-ban" if banned else "bare"),
        cues=tuple(g.words.cue_row(t.text) for t in reading.cues),
    )  # fmt: skip
    draft.follows = frozenset(c.text for p in scope.fresh if p.marker in FOLLOWING for c in p.conditions) | _following(
        clause, reading, g
    )
    draft.gate = gate_kind(kind, conditions, reading, g)
    draft.quantities = read_quantities(clause, own, kind == "limit", g)
    return draft


def _same_topic(
    predicate: Predicate, topic: str, clause: Clause, reading: Reading, earlier: list[Draft], number: int, g: Grammar
) -> tuple[Predicate, str]:
    """酸与碱不得共用软管，也不得相邻存放: 也 goes on about the same things."""
    last = earlier[-1] if earlier else None
    partner = any(r.name == "partner" for r in predicate.acts[0].roles) and g.words.is_class(predicate.acts[0].verb, "together")
    last = next((d for d in reversed(earlier) if d.reading.topic), None) if partner else last
    joined = (clause.tokens[0].text[0] in "也亦更" or partner) and last is not None and last.sentence == clause.sentence and last.block == number
    if not joined or last is None or not last.reading.topic or topic or reading.actor or predicate.acts[0].objects:
        return predicate, topic
    head = replace(predicate.acts[0], objects=names_of(last.reading.topic))
    return replace(predicate, acts=(head, *predicate.acts[1:])), last.topic


def _alternatives(reading: Reading, g: Grammar) -> bool:
    """交接不清、设备未处理完的，不得…: any of a list of triggers is enough; a list before 方可 must hold as a whole."""
    return any(
        (len(split_coordinated(raw, g)) > 1 and raw.marker not in FOLLOWING) or any(t.text in ("或", "或者") for t in raw.run)
        for raw in reading.conditions
    )


def _unfit(clause: Clause, reading: Reading) -> tuple[Condition, ...]:
    """非电工不得接线: who the ban is for is what lifts it."""
    actor = join(reading.actor)
    if reading.kind != "ban" or not actor.startswith(("非", "无证", "未")):
        return ()
    span = clause.text.span(reading.actor[0].start, reading.actor[-1].end)
    return (Condition(actor, "precondition", negated=True, subject=actor, span=span),)


def _following(clause: Clause, reading: Reading, g: Grammar) -> frozenset[str]:
    """Texts of conditions that must have happened before: X后, X完, 经X方可."""
    gate = reading.kind == "then"
    raws = [one for raw in reading.conditions for one in split_coordinated(raw, g) if gate or raw.marker in FOLLOWING]
    return frozenset(structure(one, clause.text, g).text for one in raws)


def _spaced(body: Run, g: Grammar) -> bool:
    """距明火不小于10米, 相距不小于5m: a distance with a bound."""
    return bool(body) and g.words.is_class(body[0].text, "distance") and any(t.kind == BOUND for t in body)


def _ban_cue(reading: Reading) -> Token:
    head = reading.body[0] if reading.body else reading.run[0]
    return Token("不", "d", "ban", head.start, head.start)


def _bare_ban(reading: Reading, g: Grammar) -> tuple[Reading, bool]:
    """不逞能, 不要 without cue: the 不 is the ban itself."""
    body = reading.body
    if reading.cue or not body:
        return reading, False
    while body and (body[0].kind in ("join", "all", "duty") or (body[0].text == "做到" and body[1:2] and body[1].kind == "neg")):
        body = body[1:]
    if (
        body
        and body[0].kind == "neg"
        and body[0].text == "不"
        and len(body) > 1
        and (not g.words.is_class(body[1].text, "stative") or _not_there(body, g))
    ):
        again = {i for i, t in enumerate(body) if t.text == "不" and t.kind == "neg" and body[i - 1].text == "、"}
        return replace(reading, body=tuple(t for i, t in enumerate(body) if i and i not in again)), True
    return reading, False


def _inherited_ban(reading: Reading, earlier: list[Draft], clause: Clause, number: int) -> Reading:
    """或/以及/也 + verb right after a ban: the ban goes on."""
    last = earlier[-1] if earlier else None
    if reading.cue or last is None or last.polarity != "forbid" or last.kind == "limit":
        return reading
    if last.sentence != clause.sentence or last.block != number or last.reading.cue is None:
        return reading
    if clause.tokens[0].text in ("或", "或者", "以及", "和", "也"):
        return replace(reading, cue=last.reading.cue)
    return reading


def _no_step(reading: Reading, banned: bool, joined: bool, g: Grammar) -> str:
    body = reading.body
    if not body:
        return "no-verb" if reading.cue is None or reading.kind != "ban" else ""
    if reading.kind == "ban" and not g.has_verb(body) and g.words.ends_like(join(body), "empty"):
        return "label"  # 禁止事项
    if reading.cue or banned:
        return ""
    if g.unmet(body[:2]):
        return "dangling"
    if any(a.kind == "neg" and g.words.is_class(b.text, "stative") for a, b in pairwise(body)) and not _not_there(body, g):
        return "copula"
    head = next((t for t in body if t.tag.startswith("v") or t.kind), body[0])
    if head.kind == "stative" and head.text in ("是", "为", "系", "见", "属", "属于", "具有", "适用") and len(body) > 1:
        return "copula"
    if g.normal(reading.run) and not g.has_verb(body):
        return ""
    if body[0].text in ("有", "留有", "设有") and len(body) > 1 and joined:
        return ""  # 分开放置，并有明显标志
    if not g.has_verb(body) and not any(t.kind in ("frame", BOUND, "guard") for t in body):
        return "" if g.normal(reading.run) else "no-verb"
    return ""


def _not_there(body: Run, g: Grammar) -> bool:
    """不在人员上方通过: the denied 在 only says where, the verb comes behind."""
    return any(a.kind == "neg" and b.text in ("在", "于") and g.has_verb(body[i + 2 :]) for i, (a, b) in enumerate(pairwise(body)))


def _absorbed(earlier: list[Draft], clause: Clause, number: int, g: Grammar, whole: bool) -> tuple[list[Condition], list[Span]]:
    """A，B，方可C: what stands before the bare 方可 in the sentence is what it waits for.

    With a condition of its own (A好，B完，C后才能D) only what ends in a result goes with it.
    """
    found: list[Condition] = []
    spans: list[Span] = []
    while earlier and earlier[-1].block == number and earlier[-1].sentence == clause.sentence:
        last = earlier[-1]
        if last.reading.cue is not None or last.polarity != "must":
            break
        if last.predicate.order in ("先", "首先"):
            break
        head = last.predicate.acts[0]
        kept = not whole and not (last.predicate.acts[-1].result or g.normal(last.reading.run))
        if kept and (found or last.conditions != [c for c in last.conditions if c.scope != "own"]):
            break
        found.insert(
            0,
            Condition(
                last.clause.text.text,
                "precondition",
                doable=True,
                subject=last.actor,
                verb=head.verb,
                object=head.object,
                span=last.clause.text.span(),
            ),
        )
        if kept:  # 清点工具，拆除盲板后才能解锁: it is also a step of its own
            found[0] = replace(found[0], scope="inherited")
            break
        spans[:0] = last.spans
        earlier.pop()
    return found, spans


def _actor(reading: Reading, scope: Scope) -> str:
    return join(reading.actor) or scope.actor or scope.label.actor or scope.above.actor


def _order(reading: Reading, predicate: Predicate) -> str:
    if reading.kind == "then" and reading.cue:
        return reading.cue.text
    return "" if reading.kind == "ban" else reading.order or predicate.order
