"""`--format text`: what a person reads in a pipe or a file."""

from __future__ import annotations

from mnemo.types import Candidate, CardResult, Result, Step

KIND_NAMES = {"risk": "岗位风险清单", "duty": "岗位职责清单", "operation": "岗位操作卡", "emergency": "岗位应急处置卡"}
SCOPE_NAMES = {"full": "全文", "critical": "只含要命步骤", "oneline": "一句"}


def write(result: Result) -> str:
    parts = [_card(c, _form_names(result)) for c in result.cards]
    parts += [f"提示：{f.message}\n" for f in result.findings]
    return "\n".join(parts)


def _form_names(result: Result) -> dict[str, str]:
    from mnemo.forms import load_form

    return {c.form: load_form(c.form).name for card in result.cards for c in card.candidates}


def _card(value: CardResult, names: dict[str, str]) -> str:
    steps = {s.id: s for s in value.analysis.steps}
    lines = [f"# {value.card.title or '（无标题）'}（{KIND_NAMES[value.card.kind]}，{len(steps)} 步）", ""]
    for candidate in value.candidates:
        lines += [_candidate(candidate, steps, names), ""]
    lines += [f"提示：{f.message}" for f in value.findings]
    return "\n".join(lines).rstrip() + "\n"


def _candidate(value: Candidate, steps: dict[str, Step], names: dict[str, str]) -> str:
    scores = dict(value.scores)
    head = (
        f"## {value.rank}. {names[value.form]}（{SCOPE_NAMES[value.scope]}，总分 {value.total:.2f}，"
        f"覆盖 {scores.get('coverage', 0):.0%}）  [{value.id}]"
    )
    lines = [head, value.text]
    if value.notes:
        lines.append("要点：" + "；".join(value.notes))
    if value.missing:
        lines.append("未说到：" + "；".join(steps[m].text for m in value.missing if m in steps))
    lines += [f"注意：{f.message}" for f in value.findings]
    return "\n".join(lines)
