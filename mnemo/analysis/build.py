"""Drafts from readings: polarity, kind, acts, roles, scope of a ban."""

from __future__ import annotations

import re
from dataclasses import replace

from mnemo.analysis.acts import Predicate, read_predicate
from mnemo.analysis.clauses import Clause
from mnemo.analysis.conditions import split_coordinated, structure
from mnemo.analysis.draft import Draft
from mnemo.analysis.gates import gate_kind, gating, step_kind
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.leads import Pushed
from mnemo.analysis.quantities import read_quantities
from mnemo.analysis.reading import Reading
from mnemo.analysis.scope import Scope, text_of
from mnemo.analysis.tokens import Run, Token, join
from mnemo.analysis.words import POLARITY
from mnemo.types import Act, Block, Condition, Polarity, Role, RoleName, Span

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
    problem = _no_step(reading, banned, g)
    if problem:
        return problem
    own = inline_conditions(clause, reading, g) + _unfit(clause, reading)
    new_topic = bool(reading.topic or reading.place or reading.actor)
    conditions = scope.gather(own, inherit=not new_topic)
    ban = banned or reading.kind == "ban"
    if reading.kind == "then":
        met = {*own, *(c for p in scope.fresh if p.marker in ("后", "才") for c in p.conditions)}
        conditions = [replace(c, role="precondition") if c in met and c.role == "trigger" else c for c in conditions]
    if not ban and reading.kind != "then":
        conditions = [replace(c, role="trigger") if c.role == "precondition" and c.scope != "lead" and c.negated else c for c in conditions]
    predicate = read_predicate(reading.body, clause.text, g, ban)
    if not predicate.acts or (not g.has_verb(reading.body) and not reading.cue and g.normal(reading.run)):
        predicate = state_check(reading.run, clause) or predicate
    if not predicate.acts:
        return "no-verb"
    predicate = _with_place(predicate, reading, clause, ban)
    predicate, topic = _with_topic(predicate, reading, scope, g)
    predicate = _generic(predicate, conditions, g)
    swallowed: list[Span] = []
    if reading.kind == "then" and not scope.fresh and (not own or SUMMED.match(own[0].text)):
        absorbed, swallowed = _absorbed(earlier, clause, number)
        conditions = absorbed + conditions
    spans = swallowed + [p.span for p in scope.fresh] + [clause.text.span()]
    polarity: Polarity = "forbid" if ban else POLARITY.get(reading.kind, "must")  # type: ignore[assignment]
    bounded = any(t.kind == BOUND for t in reading.body[:2]) or _spaced(reading.body, g)
    kind = step_kind(replace(reading, cue=_ban_cue(reading)) if banned else reading, conditions, bounded, g)
    inherited = reading.cue is not None and reading.cue not in reading.run
    draft = Draft(
        clause, reading, predicate, kind, polarity, text_of(scope.fresh, clause.text), spans,
        block=number, sentence=clause.sentence, marker=block.marker, conditions=conditions,
        conditions_join="any" if scope.joined == "any" or (reading.kind not in ("then", "only") and _alternatives(reading, g)) else "all", actor=_actor(reading, scope), topic=topic,
        modality=reading.cue.text if reading.cue else "", order=_order(reading, predicate),
        phase=block.phase, section=block.section, confidence=0.5 if inherited else 0.9,
        rule="inherited-ban" if inherited else (f"cue:{reading.cue.text}" if reading.cue else "bare-ban" if banned else "bare"),
        cues=tuple(g.words.cue_row(t.text) for t in reading.cues),
    )  # fmt: skip
    draft.follows = frozenset(c.text for p in scope.fresh if p.marker in FOLLOWING for c in p.conditions) | _following(clause, reading, g)
    draft.gate = gate_kind(kind, conditions, reading, g)
    draft.quantities = read_quantities(clause, own, kind == "limit", g)
    return draft


def state_check(run: Run, clause: Clause) -> Predicate | None:
    """液位正常: a normal state to see to; the state is the verb, its subject the object."""
    if len(run) < 2:
        return None
    return Predicate((Act(run[-1].text, names_of(run[:-1]), span=clause.text.span(run[0].start, run[-1].end)),))


def _alternatives(reading: Reading, g: Grammar) -> bool:
    """交接不清、设备未处理完的，不得…: any of a list of triggers is enough; a list before 方可 must hold as a whole."""
    return any(len(split_coordinated(raw, g)) > 1 or any(t.text in ("或", "或者") for t in raw.run) for raw in reading.conditions)


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
    while body and body[0].kind in ("join", "all", "duty"):
        body = body[1:]
    if body and body[0].kind == "neg" and body[0].text == "不" and len(body) > 1 and not g.words.is_class(body[1].text, "stative"):
        return replace(reading, body=body[1:]), True
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


def _no_step(reading: Reading, banned: bool, g: Grammar) -> str:
    body = reading.body
    if not body:
        return "no-verb" if reading.cue is None or reading.kind != "ban" else ""
    if reading.cue or banned:
        return ""
    if g.unmet(body[:2]):
        return "dangling"
    if any(a.kind == "neg" and g.words.is_class(b.text, "stative") for a, b in zip(body, body[1:], strict=False)):
        return "copula"
    head = next((t for t in body if t.tag.startswith("v") or t.kind), body[0])
    if head.kind == "stative" and head.text in ("是", "为", "系", "见", "属", "属于", "具有", "适用") and len(body) > 1:
        return "copula"
    if g.normal(reading.run) and not g.has_verb(body):
        return ""
    if not g.has_verb(body) and not any(t.kind in ("frame", BOUND, "guard") for t in body):
        return "" if g.normal(reading.run) else "no-verb"
    return ""


def _with_place(predicate: Predicate, reading: Reading, clause: Clause, ban: bool) -> Predicate:
    for run in reading.times:
        if run[0].text.startswith("每"):
            often = Role("manner", join(run), ban, clause.text.span(run[0].start, run[-1].end))
            predicate = _first(predicate, often)
    if not reading.place:
        return predicate
    span = clause.text.span(reading.place[0].start, reading.place[-1].end)
    return _first(predicate, Role("place", join(reading.place), True, span))


def _first(predicate: Predicate, role: Role) -> Predicate:
    head = predicate.acts[0]
    return replace(predicate, acts=(replace(head, roles=(role, *head.roles)), *predicate.acts[1:]))


def _with_topic(predicate: Predicate, reading: Reading, scope: Scope, g: Grammar) -> tuple[Predicate, str]:
    """A fronted name becomes the object of an act that has none."""
    names = names_of(reading.topic)
    topic = join(reading.topic) or scope.topic or scope.label_topic
    if not topic:
        return predicate, ""
    names = names or (topic,)
    head = predicate.acts[0]
    if reading.topic and head.objects and _moves(head.verb, g) and not reading.cue:
        goal = Role("goal", head.object)
        moved = replace(head, objects=names, roles=(*head.roles, goal))
        return replace(predicate, acts=(moved, *predicate.acts[1:])), topic
    if head.objects or head.verb.startswith(("超", "不")):
        return predicate, topic
    return replace(predicate, acts=(replace(head, objects=names), *predicate.acts[1:])), topic


def _moves(verb: str, g: Grammar) -> bool:
    return g.words.is_class(verb, "motion") or verb[-1:] in tuple("入进回")


def names_of(run: Run) -> tuple[str, ...]:
    """Coordinated names of a topic."""
    parts: list[str] = [""]
    for token in run:
        if token.text == "、" or token.text in ("和", "与", "及", "或"):
            parts.append("")
        else:
            parts[-1] += token.text
    return tuple(p for p in parts if p)


def _generic(predicate: Predicate, conditions: list[Condition], g: Grammar) -> Predicate:
    """确需动火，…方可进行: 进行 says nothing by itself, the trigger's verb does."""
    head = predicate.acts[0]
    if head.verb not in ("进行", "操作", "作业") or head.objects:
        return predicate
    verb = next((c.object or c.verb for c in conditions if c.text.startswith(("确需", "需", "需要", "因", "确因"))), "")
    return replace(predicate, acts=(replace(head, objects=(verb,)),)) if verb else predicate


def _absorbed(earlier: list[Draft], clause: Clause, number: int) -> tuple[list[Condition], list[Span]]:
    """A，B，方可C: what stands before the bare 方可 in the sentence is what it waits for."""
    found: list[Condition] = []
    spans: list[Span] = []
    while earlier and earlier[-1].block == number and earlier[-1].sentence == clause.sentence:
        last = earlier[-1]
        if last.reading.cue is not None or last.polarity != "must":
            break
        if last.predicate.order in ("先", "首先"):
            break
        head = last.predicate.acts[0]
        found.insert(
            0,
            Condition(
                last.clause.text.text, "precondition", doable=True, subject=last.actor, verb=head.verb,
                object=head.object, span=last.clause.text.span(),
            ),  # fmt: skip
        )
        spans[:0] = last.spans
        earlier.pop()
    return found, spans


def _actor(reading: Reading, scope: Scope) -> str:
    return join(reading.actor) or scope.actor or scope.label.actor or scope.above.actor


def _order(reading: Reading, predicate: Predicate) -> str:
    if reading.kind == "then" and reading.cue:
        return reading.cue.text
    return "" if reading.kind == "ban" else reading.order or predicate.order


def _without_refusal(run: Run, pushed: Pushed) -> Run:
    """斜拉不吊 under 十不吊： is the case 斜拉."""
    refusal = f"不{join(pushed.act)}"
    for at in range(len(run) - 1, 0, -1):
        if join(run[at:]) == refusal:
            return run[:at]
    return run


def listed(clause: Clause, reading: Reading, pushed: Pushed, number: int, block: Block, g: Grammar) -> Draft:
    """An item of a list whose lead-in holds the cue: the item is the condition, or the act itself."""
    cue = pushed.cue
    assert cue is not None
    run = _without_refusal(clause.tokens, pushed)
    polarity: Polarity = POLARITY[cue.kind]  # type: ignore[assignment]
    if pushed.act and pushed.text is not None:
        predicate = read_predicate(pushed.act, pushed.text, g, polarity == "forbid")
        condition, rest = g.split_condition(run)
        raw = condition if condition and not rest else RawCondition(run)
        conditions = [structure(one, clause.text, g) for one in split_coordinated(raw, g)]
        kind = ("gate" if any(map(gating, conditions)) else "never") if polarity == "forbid" else "may" if polarity == "may" else "when"
        text = f"{clause.text.text}{cue.text}{join(pushed.act)}"
    else:
        predicate = read_predicate(run, clause.text, g, polarity == "forbid")
        conditions = list(inline_conditions(clause, reading, g))
        kind = "never" if polarity == "forbid" else "may" if polarity == "may" else "do"
        text = f"{cue.text}{clause.text.text}"
    if not predicate.acts:
        predicate = Predicate((Act(join(run), span=clause.text.span()),))
    draft = Draft(
        clause, replace(reading, cue=cue), predicate, kind, polarity, text, [clause.text.span()],  # type: ignore[arg-type]
        block=number, sentence=clause.sentence, marker=block.marker, conditions=list(pushed.conditions) + conditions,
        actor=pushed.actor, modality=cue.text, phase=block.phase, section=block.section, rule=f"list:{cue.text}",
        cues=(g.words.cue_row(cue.text),),
    )  # fmt: skip
    draft.gate = gate_kind(draft.kind, conditions, reading, g)
    draft.quantities = read_quantities(clause, conditions, False, g)
    return draft


def hazard(
    clause: Clause, reading: Reading, conditions: tuple[Condition, ...], number: int, block: Block, g: Grammar
) -> Draft:
    """What can hurt: the harm and what brings it about."""
    run = clause.tokens
    at = next((i for i, t in enumerate(run) if t.kind == "cause"), None)
    own: tuple[Condition, ...] = conditions
    if at is None:
        cut = _harm_start(run, g)
        if cut and (g.has_verb(run[:cut]) or any(t.text == "遇" for t in run[:cut])):
            own += (structure(RawCondition(run[:cut]), clause.text, g, role="trigger"),)
            return Draft(
                clause, reading, Predicate(()), "hazard", "must", clause.text.text, [clause.text.span()],
                block=number, sentence=clause.sentence, marker=block.marker, conditions=list(own), hazard=join(run[cut:]),
                phase=block.phase, section=block.section, confidence=0.8, rule="hazard",
            )  # fmt: skip
    if at:
        own += (structure(RawCondition(run[:at]), clause.text, g, role="trigger"),)
    after = run[at + 1 :] if at is not None else run
    while len(after) > 1 and after[0].kind in ("sense", "cause"):
        after = after[1:]
    names = join(tuple(t for t in after if t.kind != "cause")) or clause.text.text
    harm = names if at is not None else g.words.holds(clause.text.text, "harm") and clause.text.text
    return Draft(
        clause, reading, Predicate(()), "hazard", "must", clause.text.text, [clause.text.span()],
        block=number, sentence=clause.sentence, marker=block.marker, conditions=list(own), hazard=harm or names,
        phase=block.phase, section=block.section, confidence=0.8, rule="hazard",
    )  # fmt: skip


def _harm_start(run: Run, g: Grammar) -> int:
    """Index of the first word of the harm at the end of the clause."""
    at = len(run)
    while at and (g.words.ends_like(run[at - 1].text, "harm") or run[at - 1].text == "、"):
        at -= 1
    return at if at < len(run) else 0


def add_role(draft: Draft, role: str, clause: Clause) -> None:
    """Purpose and until go to the last act of the step before."""
    name: RoleName = "until" if role == "until" else "purpose"
    draft.spans.append(clause.text.span())
    acts = draft.predicate.acts
    if acts:
        last = replace(acts[-1], roles=(*acts[-1].roles, Role(name, clause.text.text, False, clause.text.span())))
        draft.predicate = replace(draft.predicate, acts=(*acts[:-1], last))


def add_check(draft: Draft, clause: Clause) -> None:
    """One more thing to check, under the verb of the check before."""
    run = clause.tokens
    cut = next((i for i, t in enumerate(run) if t.text in ("是否", "有无", "有没有")), len(run))
    verb = draft.predicate.acts[-1].verb
    act = Act(verb, names_of(run[:cut]), join(run[cut:]), span=clause.text.span())
    draft.predicate = replace(draft.predicate, acts=(*draft.predicate.acts, act))
    draft.spans.append(clause.text.span())
    draft.text += f"，{clause.text.text}"
