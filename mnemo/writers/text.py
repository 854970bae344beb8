"""`--format text`: what a person reads in a pipe or a file."""

from __future__ import annotations

from collections.abc import Mapping

from mnemo.types import Candidate, CardResult, Result, Step

KIND_NAMES = {"risk": "岗位风险清单", "duty": "岗位职责清单", "operation": "岗位操作卡", "emergency": "岗位应急处置卡"}
SCOPE_NAMES = {"full": "全文", "critical": "只含要命步骤", "oneline": "一句"}


def write(result: Result) -> str:
    parts = [_card(c, form_names(result)) for c in result.cards]
    parts += [f"提示：{f.message}\n" for f in result.findings]
    return "\n".join(parts)


def form_names(result: Result) -> dict[str, str]:
    """Chinese name of every form used."""
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
    missing = left_out(value, steps)
    if missing:
        lines.append("未说到：" + "；".join(missing))
    found = warnings(value)
    if found:
        lines.append("注意：" + "；".join(found))
    return "\n".join(lines)


def left_out(value: Candidate, steps: Mapping[str, Step]) -> list[str]:
    """The steps the verse does not say, in the source's words; those that can cost a life are marked."""
    return [steps[m].text + ("（要命）" if steps[m].critical else "") for m in value.missing if m in steps]


def warnings(value: Candidate) -> list[str]:
    """What the judge remarks, each once; steps left out are told by `left_out`."""
    said = (f"第 {f.line + 1} 句：{f.message}" if f.line is not None else f.message for f in value.findings if f.rule != "missing-critical")
    return list(dict.fromkeys(said))
