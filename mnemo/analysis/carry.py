"""Which inline conditions go on to the next clause of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.clauses import Clause
from mnemo.analysis.draft import Draft
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.names import Reading
from mnemo.analysis.scope import Scope
from mnemo.types import Condition


def carried(reading: Reading, clause: Clause, scope: Scope, earlier: Sequence[Draft], g: Grammar) -> tuple[Condition, ...]:
    """The conditions of the step before that this clause takes over, if it has none of its own.

    A clause with a name of its own leaves them behind, unless it goes on without a cue below a marked one:
    下班后吊钩应升起，小车收回.
    """
    if scope.spent and reading.kind != "duty":
        return ()
    named = bool(reading.topic or reading.place or reading.actor)
    goes_on = (
        not reading.cue and not reading.actor and scope.marked and bool(earlier) and earlier[-1].sentence == clause.sentence
    )
    if named and not goes_on and not _brought_in(reading, clause):
        if not scope.marked:  # 领用要登记，余药退回，不准丢弃
            scope.inline = ()
        return ()
    dropped = _not_for_bans(scope, g) if reading.kind == "ban" else frozenset()
    return tuple(c for c in scope.inline if c not in dropped)


def remember(scope: Scope, inline: tuple[Condition, ...], draft: Draft, drafts: Sequence[Draft], g: Grammar) -> None:
    """Keep the conditions of `draft` for the clauses after it; what a gate waited for is spent."""
    own = any(c.scope == "own" for c in draft.conditions)
    start = draft.clause.text.span()[0]
    # 余药当日退回: a time behind the topic is for this act alone
    wide = tuple(c for c in inline if c.role != "case" or not c.span or c.span[0] == start)
    if draft.kind == "gate" and (draft.reading.kind == "then" or draft.polarity == "forbid"):
        # 标签不全的不得入库，应退回: such a thing is what the duty behind it is about, too
        refused = draft.polarity == "forbid" and draft.reading.kind == "ban"
        scope.inline = tuple(c for c in wide if refused and c.role == "trigger")
        scope.spent = True
    elif wide and not _points_back(wide, draft, drafts):
        scope.inline = tuple(c for c in wide if not c.text.endswith(tuple("0123456789")) or not own)
        scope.spent = False
        scope.marked = any(_marked(raw, g) for raw in draft.reading.conditions) or bool(draft.reading.times)


def _marked(raw: RawCondition, g: Grammar) -> bool:
    """停电后, 发现漏气: a condition by its wording; 领用 in 领用要登记 is only what the rule is about."""
    return bool(raw.marker) or raw.run[0].kind in ("begin", "sense") or g.state(raw.run)


def _points_back(inline: tuple[Condition, ...], draft: Draft, drafts: Sequence[Draft]) -> bool:
    """冲洗15min，冲洗时撑开眼睑，然后就医: the condition only points back at an act of the sentence."""
    before = [v for d in drafts if d is not draft and d.sentence == draft.sentence for v in d.verbs]
    return all(c.verb in before and not c.object for c in inline)


def _brought_in(reading: Reading, clause: Clause) -> bool:
    """检修时断电，设专人监护: a helper the clause brings in is no new topic; 并… goes on with the old one."""
    if clause.tokens[0].text in ("并", "并且", "同时", "或", "或者"):
        return True
    before = [t for t in clause.tokens if reading.actor and t.end == reading.actor[0].start]
    return bool(before) and before[0].text in ("设", "派", "安排", "由", "有", "指定") and not reading.topic


def _not_for_bans(scope: Scope, g: Grammar) -> frozenset[Condition]:
    """卸油前核对，严禁混油; 发现问题及时报修，严禁带病行驶: the ban holds without them."""
    before = {c for c in scope.inline if c.role == "phase" and c.text.endswith("前")}
    defects = {c for c in scope.inline if g.words.ends_like(c.text, "defect") and g.words.kind(c.verb) == "sense"}
    return frozenset(before | defects)
