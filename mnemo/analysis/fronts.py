"""What a run before the cue is: a name, or a clause that is a condition without a marker."""

from __future__ import annotations

from itertools import pairwise

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, join


def names_doer(rest: Run, g: Grammar) -> bool:
    """检查｜人员方可进入: one name of people, no clause."""
    plain = all(t.tag in ("n", "nz", "v", "vn", "a", "b") and not t.kind for t in rest)
    return plain and len(rest) <= 3 and g.person(rest[-1:]) and rest[-1].tag == "n" and not g.state(rest) and not g.denied(rest)


def noun_phrase(rest: Run, g: Grammar) -> bool:
    """潮湿、生锈的工具: one name with a modifier, no clause."""
    if rest[-1].tag in ("s", "f") and g.place(rest) and not g.denied(rest):
        return not (rest[0].noun and g.state(rest))  # 氨水溅入眼内 is a clause
    at = max((i for i, t in enumerate(rest) if t.text == "的"), default=0)
    after = rest[at + 1 :]
    return bool(at and after) and all(t.tag in ("n", "nz", "s", "f", "a", "vn") and not t.kind for t in after)


def is_clause(rest: Run, g: Grammar) -> bool:
    """A clause without marker before the cue: 气瓶压力低于24MPa应…, 制动器失灵不得…, 缺一项不得…."""
    if rest[0].text in ("无", "缺", "缺少", "无证", "少", "差") and not any(t.text == "的" for t in rest):
        return True
    if any(t.kind == "neg" and t.text == "无" for t in rest[1:]) and rest[0].noun and not any(t.text == "的" for t in rest):
        return True  # 锯机无防护罩不准使用
    if any(a.tag == "a" and b.text == "于" for a, b in pairwise(rest)) and rest[-1].tag == "m":
        return True  # 料薄于10mm不得上机
    if len(rest) > 2 and rest[-1].text == "了" and rest[-2].tag == "a" and rest[0].noun:
        return True  # 药桶空了要密闭回收
    if len(rest) == 1 and g.terms.get(rest[0].text) == "v":
        return True  # 清扫只准用湿布: the act is what the rule is for
    if any(t.text in ("有", "有人") for t in rest[1:]) and not any(t.text == "的" for t in rest):
        return True  # 地面有油应擦净, 平台上有人严禁移动
    if doing(rest, g):
        return True
    if g.nominal(rest) and not g.state(rest[-2:]):
        return False
    if _compound_name(rest, g):
        return False
    return g.state(rest) or rest[-1].tag in ("v", "a", "ad") or any(g.verb(t) for t in rest)


def _compound_name(rest: Run, g: Grammar) -> bool:
    """联动控制器, 废漆渣、废抹布, 助燃气瓶: what the tagger takes for a verb only stands before a noun."""
    if rest[-1].tag not in ("n", "nz", "s", "f") or g.state(rest) or g.denied(rest):
        return False
    for at, token in enumerate(rest):
        named = token.tag in ("n", "nz", "s", "f", "vn", "a", "b") or token.text == "、" or token.kind in ("join", "plain")
        if (not g.verbal(token) and not named) or token.kind in ("begin", "sense"):
            return False
        if g.verb(token) and (g.terms.get(token.text) == "v" or at + 1 == len(rest) or not rest[at + 1].noun):
            return False
        if g.verb(token) and len(token.text) == 1 and token.text in g.known.verbs1 and token.text not in "防储废联":
            return False
    return True


def doing(rest: Run, g: Grammar) -> bool:
    """操作旋转机床严禁…, 加工偏心件须…: a verb and its object, not a name like 检修平台, 操作人员."""
    thing = join(rest[1:])
    if not thing or g.terms.get(rest[0].text) != "v" or g.nouns(join(rest)) or len(thing) < 2:
        return False
    plain = all(t.tag in ("n", "nz", "vn", "a", "b", "m") and not t.kind for t in rest[1:]) and rest[-1].tag in ("n", "nz")
    named = any(g.words.ends_like(thing, c) for c in ("place", "person", "measure", "compound", "situation"))
    return plain and not named and g.frames.get(rest[0].text, "vo") != "v"
