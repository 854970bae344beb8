"""Raw condition runs become structured conditions: role, denial, subject, verb, object."""

from __future__ import annotations

from mnemo.analysis.grammar import AFTER, BEFORE, EXCEPT, Grammar, RawCondition
from mnemo.analysis.tokens import Run, Token, join
from mnemo.types import Condition, ConditionRole, ConditionScope, MappedText

STRIPPED_KINDS = frozenset(("begin", "then"))
PHASE_TAILS = ("前", "中", "后", "过程中", "期间", "结束后", "完毕后")


def structure(
    raw: RawCondition, text: MappedText, g: Grammar, scope: ConditionScope = "own", role: ConditionRole | None = None
) -> Condition:
    """One condition as a clause of its own. `text` is the clause the run stands in."""
    run = _core(raw.run)
    full = run + raw.lead
    subject, verb, obj = _parts(run, g)
    return Condition(
        text=_wording(run, raw),
        role=role or condition_role(raw, g),
        negated=_negated(run, g),
        scope=scope,
        doable=_doable(run, verb, g),
        subject=join(subject),
        verb=verb.text if verb else "",
        object=join(obj),
        span=text.span(full[0].start, full[-1].end) if full else None,
    )


def split_coordinated(raw: RawCondition, g: Grammar) -> tuple[RawCondition, ...]:
    """办理动火票、抽净氨并测爆合格 → three conditions; lists of nouns stay one."""
    if raw.marker in EXCEPT:
        return (raw,)
    parts: list[list[Token]] = [[]]
    for at, token in enumerate(raw.run):
        mark = token.text == "、" or token.text in ("并", "且", "并且", "而且")
        if mark and _clause_like(parts[-1], g) and _clause_like(raw.run[at + 1 :], g, first=True):
            parts.append([])
        else:
            parts[-1].append(token)
    found = [RawCondition(tuple(p), raw.marker) for p in parts if p]
    if raw.lead and found:
        found[-1] = RawCondition(found[-1].run, raw.marker, raw.lead)
    return tuple(found)


def _clause_like(run: list[Token] | Run, g: Grammar, first: bool = False) -> bool:
    """Whether a part of a list is a clause: it has a verb or a state of its own."""
    part = list(run)
    if first:
        end = next((i for i, t in enumerate(part) if t.text in ("、", "并", "且")), len(part))
        part = part[:end]
    return any(g.verb(t) or g.terms.get(t.text) == "v" for t in part) or g.state(part) or g.normal(part)


def condition_role(raw: RawCondition, g: Grammar) -> ConditionRole:
    """What kind of condition the marker and the wording make."""
    text = join(raw.run)
    if raw.marker in EXCEPT or (raw.run and raw.run[0].text in ("除", "除了")):
        return "exception"
    if raw.marker == "才":
        return "precondition"
    if g.denied(raw.run) and (g.unmet(raw.run) or raw.run[0].kind == "neg"):
        return "precondition"
    if raw.marker in BEFORE or raw.marker in ("中", "过程中", "期间", "当中"):
        return "phase"
    if raw.marker in AFTER and g.words.is_class(text, "shift"):
        return "phase"
    return "trigger"


def _negated(run: Run, g: Grammar) -> bool:
    """Whether the clause is denied; 非防爆电源 only names a thing."""
    free = len(run) > 1 and run[1].text[0] == "无" and not g.words.is_class(run[1].text, "failed")
    if run and g.words.is_class(run[0].text, "check") and (free or not g.state(run)) and not any(t.kind == "neg" and t.text != "无" for t in run):
        return False  # 确认无误
    plain = tuple(t for i, t in enumerate(run) if not (t.text == "非防爆" and i + 1 < len(run) and run[i + 1].noun))
    return g.denied(plain)


def _core(run: Run) -> Run:
    while len(run) > 1 and (
        run[0].kind in STRIPPED_KINDS or run[0].text in ("在", "、", "对", "对于", "无论", "不论", "不管") or run[0].kind == "join"
    ):
        run = run[1:]
    while len(run) > 1 and (run[-1].text in ("的", "、", "已", "就", "则", "即", "便") or run[-1].kind == "join"):
        run = run[:-1]
    return run


def _wording(run: Run, raw: RawCondition) -> str:
    """The source's words without 时/后/的; 前 and a lead time belong to the meaning and stay."""
    text = join(tuple(t for t in run if t.text not in ("须", "应", "必须", "应当")))
    if text.endswith(raw.marker or "-"):
        return text + join(raw.lead)
    if (
        raw.marker in BEFORE
        or raw.lead
        or raw.marker in ("完", "完毕", "毕")
        or (raw.marker and run[-1:] and run[-1].text == "用")
        or (len(text) == 1 and raw.marker)
    ):
        text += raw.marker
    if raw.marker.endswith("下") and len(text) <= 3 and not any(t.kind == "neg" for t in run):
        text += raw.marker.removeprefix("的")[:-1]
    if raw.marker in ("中", "过程中", "期间"):
        text += raw.marker
    return text + join(raw.lead)


def _parts(run: Run, g: Grammar) -> tuple[Run, Token | None, Run]:
    at = next((i for i, t in enumerate(run) if g.verb(t) or g.words.is_class(t.text, "state")), None)
    have = next((i for i, t in enumerate(run) if t.text == "有"), None)
    if have is not None and (at is None or at > have):
        return run[:have], run[have], run[have + 1 :]
    if at is None:
        at = next((i for i, t in enumerate(run) if g.verbal(t)), None)
    if at is None:
        return ((), None, run[1:]) if run and run[0].kind == "neg" else (run, None, ())
    subject = tuple(t for t in run[:at] if t.kind not in ("neg", "urgent", "all") and t.tag not in ("d", "p"))
    return subject, run[at], run[at + 1 :]


def _doable(run: Run, verb: Token | None, g: Grammar) -> bool:
    """The worker brings it about: a verb of doing the lexicon knows, and no observed event."""
    if verb is None or verb.kind in ("sense", "begin"):
        return False
    if any(
        t.text in ("无法", "不能", "难以")
        or g.words.is_class(t.text, "state")
        or g.words.is_class(t.text, "event")
        or t.text.startswith("不")
        for t in run
    ):
        return False
    return g.terms.get(verb.text) == "v" or g.words.is_class(verb.text, "wear") or g.words.is_class(verb.text, "check")
