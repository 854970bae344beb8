"""Which modal of a clause decides what it is: those inside a condition do not count."""

from __future__ import annotations

from dataclasses import replace

from mnemo.analysis.grammar import THAT, Grammar
from mnemo.analysis.tokens import Run, join


def only_then(run: Run, g: Grammar) -> Run:
    """钥匙收齐才送电: without a modal the 才 is the permission."""
    at = next((i for i, t in enumerate(run) if t.text == "才" and t.kind == "next"), 0)
    if not at or any(t.modal for t in run) or not g.has_verb(run[at + 1 :]) or any(t.kind == "end" for t in run[at + 1 :]):
        return run
    return (*run[:at], replace(run[at], kind="then", tag="v"), *run[at + 1 :])


def all_told(run: Run, cue: int, g: Grammar) -> bool:
    """The whole clause names an occasion: 遇到…的情况."""
    at = max((i for i, t in enumerate(run) if t.text == "的"), default=0)
    return at > cue and g.nominal(run[at + 1 :]) and g.words.ends_like(join(run), "situation")


def is_cue(run: Run, at: int, g: Grammar) -> bool:
    token = run[at]
    if not token.modal:
        return False
    after = run[at + 1] if at + 1 < len(run) else None
    if token.text == "可" and at and (run[at - 1].kind == "stative" or run[at - 1].text in ("处于", "保持")):
        return False  # 处于可投入状态
    if token.text == "可" and after is not None and after.text == "用" and at + 2 == len(run) and at:
        return False  # 报警按钮可用
    if token.text == "可" and not at and len(run) > 3 and after is not None and after.tag == "n" and g.has_verb(run[2:]):
        return True  # 可短时间减负荷运行
    if token.text in ("请", "准", "许", "可", "要", "需", "允许", "准许", "需要") and (
        after is None or after.tag in ("n", "nz", "u", "w") or (after.tag == "a" and token.text not in ("要", "需"))
    ):
        return after is not None and token.text in ("需", "要") and after.kind != ""
    return after is not None or token.kind in ("ban", "then")


def outside_conditions(run: Run, cues: list[int], g: Grammar) -> list[int]:
    """Cues after the last condition marker, if there are any: 确因工艺须点动的，只许… keeps only the outer ones."""
    if not cues:
        return cues
    condition, rest = g.split_condition(run)
    if condition is None:
        return cues
    inside = len(run) - len(rest)
    outer = [i for i in cues if i >= inside]
    if outer:
        if condition.marker in THAT or condition.marker.startswith("时") or condition.marker.endswith("下"):
            return outer  # 24小时内不能修复的｜应采取措施
        first = cues[0]
        # 须重新通风后方可进入: the duty before the marker belongs to the condition
        return outer if run[outer[0]].kind in ("then", "ban", "only") or first >= inside else cues
    told = run[cues[0]].text == "不能" and run[cues[0] + 1 : cues[0] + 2] and run[cues[0] + 1].text not in ("在", "于")
    if condition.marker == "时" and rest and told and (not cues[0] or g.state(run[: cues[0]])):
        return []  # 火势蔓延不能控制时｜撤离
    inner = condition.marker in THAT and all(
        run[i].text in ("不能", "不可", "可", "能", "需", "需要", "要", "可以") for i in cues
    )
    if not rest and run[0].kind == "ban" and run[0].text != "不能":
        return cues  # 禁止停在灭火器前
    return [] if not rest or inner else cues


def deciding(run: Run, cues: list[int]) -> int:
    """The last permission decides; a ban after another cue decides; else the first."""
    at = cues[0]
    for other in cues[1:]:
        if run[other].kind == "then" or (run[other].kind == "ban" and run[at].kind != "ban"):
            at = other
            break
        if run[at].text == "一律" and other == at + 1:
            at = other
    return at
