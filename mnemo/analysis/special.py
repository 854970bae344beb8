"""Drafts that are no plain clause: listed items, hazards, and what is added to the step before."""

from __future__ import annotations

from dataclasses import replace

from mnemo.analysis.acts import Predicate, read_predicate
from mnemo.analysis.build import inline_conditions
from mnemo.analysis.clauses import Clause
from mnemo.analysis.completion import names_of
from mnemo.analysis.conditions import split_coordinated, structure
from mnemo.analysis.denial import unmet_prefix
from mnemo.analysis.draft import Draft
from mnemo.analysis.gates import gate_kind, gating
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.leads import Pushed
from mnemo.analysis.names import Reading
from mnemo.analysis.quantities import read_quantities
from mnemo.analysis.tokens import Run, join
from mnemo.analysis.words import POLARITY
from mnemo.types import Act, Block, Condition, MappedText, Polarity, Role, RoleName


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
        kind = (
            ("gate" if any(gating(c, g) for c in conditions) else "never")
            if polarity == "forbid"
            else "may"
            if polarity == "may"
            else "when"
        )
        text = f"{clause.text.text}{cue.text}{join(pushed.act)}"
    else:
        unmet, rest = unmet_prefix(run, g) if polarity == "forbid" else ((), run)
        body = rest if unmet else reading.body if reading.conditions and reading.body else run
        predicate = read_predicate(body, clause.text, g, polarity == "forbid")
        conditions = list(inline_conditions(clause, reading, g))
        conditions += [structure(RawCondition(unmet, "而"), clause.text, g)] if unmet else []
        kind = (
            "gate"
            if polarity == "forbid" and unmet
            else "never"
            if polarity == "forbid"
            else "may"
            if polarity == "may"
            else "do"
        )
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


def reversed_order(clause: Clause, number: int, block: Block, g: Grammar) -> Draft:
    """送电时次序相反: the order of the steps before, turned round; they are not spelled out, so it is said as it is."""
    run = tuple(t for t in clause.tokens if t.text not in ("则", "应", "须", "要"))
    condition, rest = g.split_condition(run)
    if condition is None:  # 拆接地线次序相反
        cut = max((i for i, t in enumerate(run) if g.words.holds(t.text, "sequence")), default=0)
        condition, rest = (RawCondition(run[:cut]) if g.has_verb(run[:cut]) else None), run[cut:]
    conditions = [structure(condition, clause.text, g)] if condition else []
    name = next((t.text for t in rest if g.words.holds(t.text, "sequence")), "顺序")
    last = clause.tokens[-1]
    act = Act(last.text, (name,), span=clause.text.span(last.start, last.end))
    reading = Reading(run=clause.tokens, body=rest)
    return Draft(
        clause, reading, Predicate((act,)), "when" if conditions else "do", "must", clause.text.text, [clause.text.span()],
        block=number, sentence=clause.sentence, marker=block.marker, conditions=conditions, phase=block.phase,
        section=block.section, confidence=0.6, rule="reverse",
    )  # fmt: skip


def hazard(clause: Clause, reading: Reading, conditions: tuple[Condition, ...], number: int, block: Block, g: Grammar) -> Draft:
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
    before = _cause(run[:at] if at else ())
    if before:
        own += (structure(RawCondition(before), clause.text, g, role="trigger"),)
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


def _cause(run: Run) -> Run:
    """What stands before 会/易/可造成, markers and modals stripped."""
    while run and (run[-1].modal or run[-1].kind in ("end", "all", "cause")):
        run = run[:-1]
    return run


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


def add_exception(draft: Draft, clause: Clause, g: Grammar) -> None:
    """不得打反车，遇紧急情况除外: what lifts the ban stands behind it."""
    run = tuple(t for t in clause.tokens[:-1] if t.kind != "begin" or t.text in ("除", "除了"))
    draft.conditions.append(structure(RawCondition(run or clause.tokens, "外"), clause.text, g))
    draft.spans.append(clause.text.span())
    draft.text += f"，{clause.text.text}"
    if draft.polarity == "forbid":
        draft.kind = "gate"


def add_figures(drafts: list[Draft], aside: MappedText, g: Grammar) -> bool:
    """检测合格（氧含量19.5%～23.5%）后: the figures of a bracket belong to the step it stands in."""
    start, end = aside.span()
    spans = [(d, d.clause.text.span()) for d in drafts]
    home = next((d for d, s in spans if s[0] <= start and end <= s[1]), None)
    home = home or next((d for d, s in spans if s[1] + 1 == start), None)  # 现场确认（2分钟内）
    figures = read_quantities(Clause(aside, "", 0), (), True, g)
    if home is None or not figures:
        return False
    home.quantities += figures
    home.spans.append(aside.span())
    return True


def add_quantity(draft: Draft, clause: Clause, g: Grammar) -> None:
    """深度5至6厘米 after 胸外按压: another figure of the same act."""
    draft.quantities += read_quantities(clause, (), False, g)
    draft.spans.append(clause.text.span())
    draft.text += f"，{clause.text.text}"
