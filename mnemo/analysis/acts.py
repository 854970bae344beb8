"""The predicate of a clause as coordinated acts: verb, objects, result, roles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mnemo.analysis.act_reader import ActReader
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.prelude import split_names
from mnemo.analysis.tokens import Run, Token
from mnemo.types import Act, MappedText


@dataclass(frozen=True, slots=True)
class Predicate:
    """The acts of one clause, and what was said about their order and haste."""

    acts: tuple[Act, ...]
    order: str = ""
    urgent: bool = False
    sequence: bool = False  # 先A后B inside the clause


def read_predicate(body: Run, text: MappedText, g: Grammar, ban: bool) -> Predicate:
    """Cut the body into acts. Words of the source only; nothing is added."""
    segments = _segments(body, g, ban)
    orders = [t.text for t in body if t.kind in ("first", "next")]
    if len(body) > 1 and body[0].text == "后":
        orders.insert(0, "后")
    if len(body) == 1 and body[0].text == "有人":
        return Predicate((Act("有", ("人",), span=text.span(body[0].start, body[0].end)),))
    acts: list[Act] = []
    for at, segment in enumerate(segments):
        before = len(acts)
        if ban and all(t.tag == "a" and not t.kind for t in segment):
            acts.append(Act("".join(t.text for t in segment), span=text.span(segment[0].start, segment[-1].end)))  # 不能过多
        elif ban and not g.has_verb(segment) and g.nominal(segment):
            acts.append(Act("", split_names(segment)[0], span=text.span(segment[0].start, segment[-1].end)))
        else:
            acts.extend(ActReader(segment, text, g, ban).acts())
        alone = at and len([t for t in segments[at - 1] if g.verbal(t)]) == 1
        if at and before and len(acts) > before and g.verbal(segments[at - 1][-1]) and alone:
            acts = _share_objects(acts, before, g, _listed(body, segments[at]))
    acts = _with_bounds(acts)
    if (
        len(acts) > 2
        and g.words.is_class(acts[-1].verb, "generic")
        and not acts[-1].object
        and any(t.text == "等" for t in body)
    ):
        acts.pop()
    sequence = len(acts) > 1 and ((bool(orders[:1]) and orders[0] in ("先", "首先")) or "再" in orders[1:])
    return Predicate(tuple(acts), orders[0] if orders else "", any(t.kind == "urgent" for t in body), sequence)


def _with_bounds(acts: list[Act]) -> list[Act]:
    """距墙｜不小于0.5米: the bound is no act of its own, it is how the one before must turn out."""
    found: list[Act] = []
    for act in acts:
        if found and _only_bound(act):
            found[-1] = replace(found[-1], result=found[-1].result + act.verb + act.object)
        else:
            found.append(act)
    return found


def _only_bound(act: Act) -> bool:
    """冲洗｜不少于15min: the bound is a quantity of the act, no act."""
    return act.verb.startswith("不") and act.verb[1:] in ("少于", "小于", "低于", "大于", "超过", "高于", "多于")


def _listed(body: Run, segment: Run) -> bool:
    """Whether the segment stands behind 、 or 或: 钻、跨皮带 is one list, 直立并装防止器 is not."""
    before = [t for t in body if t.end == segment[0].start]
    return bool(before) and before[0].text in ("、", "或", "或者", "和", "及")


def _share_objects(acts: list[Act], at: int, g: Grammar, listed: bool) -> list[Act]:
    """钻、跨、乘坐皮带: bare verbs in front of act `at` take its object if they want one."""
    whole = acts[at]
    if not whole.objects or whole.roles:
        return acts
    for before in range(at - 1, -1, -1):
        act = acts[before]
        rooted = any(r.name != "manner" for r in act.roles)
        takes = g.frames.get(act.verb, "vo" if listed else "") in (
            ("vo", "vp") if listed else ("vo",)
        ) and not g.words.is_class(act.verb, "whole")
        filled = len(act.verb) == 2 and g.words.is_class(act.verb[0], "flow") and g.words.is_class(act.verb[1], "medium")
        wants = takes and not filled and not act.objects and not act.result and not rooted
        if not wants:
            break
        acts[before] = replace(act, objects=whole.objects, join=whole.join)
    return acts


def _segments(body: Run, g: Grammar, ban: bool) -> list[Run]:
    """Cut before coordinated verbs; a list after 检查 stays one act."""
    cuts: list[Run] = []
    start, at = 0, 0
    if g.named_activity(body):
        return [body]
    while at < len(body):
        token = body[at]
        coordinator = token.text == "、" or token.kind in ("join", "next") or token.text in ("后", "之后", "以后")
        alone = (
            token.text == "、"
            and any(g.frames.get(t.text) == "v" for t in body[start:at][-1:])
            and g.nominal(body[at + 1 : at + 2])
        )
        if at > start and ((ban and alone and not _starts_verb(body, at, g)) or (ban and _bare_thing(body, start, at, g))):
            cuts.append(body[start:at])
            start = at + 1
        elif (
            at > start and coordinator and _starts_verb(body, at, g) and _closed(body[start:at], token, g, _checks(body, at, g))
        ):
            cuts.append(body[start:at])
            start = at if token.kind == "next" else at + 1
        at += 1
    cuts.append(body[start:])
    return [c for c in cuts if c]


def _bare_thing(body: Run, start: int, at: int, g: Grammar) -> bool:
    """严禁明火、吸烟: a thing is banned beside an act that takes no object."""
    after = body[at + 1 : at + 2]
    things = all(t.tag in ("n", "nz") for t in body[start:at])
    owned = bool(after) and g.verb(after[0]) and g.nominal(body[at + 2 : at + 3])
    return body[at].text == "、" and bool(after) and things and (owned or g.frames.get(after[0].text) == "v")


def _starts_verb(body: Run, at: int, g: Grammar) -> bool:
    """Whether a verb follows, adverbs and conjunctions skipped; not one inside …的 + noun."""
    k = at + 1
    while k < len(body) and (
        body[k].tag in ("d", "ad", "vd", "c")
        or (body[k].tag == "t" and k + 1 < len(body) and g.verb(body[k + 1]))
        or body[k].kind in ("first", "next", "urgent", "neg", "join", "end")
        or body[k].text == "由"
    ):
        k += 1
    if k >= len(body):
        return False
    if body[k].kind == "frame" and g.has_verb(body[k + 1 :]):
        return True
    token = body[k]
    if not g.verbal(token):
        return body[at].kind == "next" and g.has_verb(body[k:])
    if k + 1 < len(body) and body[at].text == "、" and g.verbal(body[0]) and _names_thing(body[k : k + 2], g):
        return False  # 切断主机、卸料｜门
    if k + 1 < len(body) and body[k + 1].text in ("方向", "部位", "区域", "范围", "位置") and g.modifies(body, k):
        return False  # 正下方及｜摆动｜方向
    if k + 1 < len(body) and body[k + 1].tag in ("n", "nz") and body[at].kind != "next":
        known = g.terms.get(token.text) == "v" or token.text in g.known.verbs1
        if not known and token.tag == "v" and body[at].kind == "join" and at and g.verbal(body[at - 1]):
            known = True  # 移开或｜越过遮栏
        if token.tag == "vn" or not known:
            return known and not g.person(body[k : k + 2])
    return not g.modifies(body, k)


def _names_thing(pair: Run, g: Grammar) -> bool:
    """卸料｜门: an act that takes no object, right before a name."""
    word = pair[0].text
    plain = len(word) > 1 and not g.words.is_class(word, "accompany")
    return plain and pair[1].tag == "n" and g.frames.get(word) == "v"


def _checks(body: Run, at: int, g: Grammar) -> bool:
    """核对油品、测量｜容量: another verb of checking with its object."""
    after = body[at + 1 : at + 3]
    return len(after) == 2 and g.words.is_class(after[0].text, "check") and after[0].tag == "v" and after[1].noun


def _closed(segment: Run, token: Token, g: Grammar, checked: bool = False) -> bool:
    """A segment may end here only if it has a verb of its own that does not take the list as object."""
    verbs = [t for t in segment if g.verbal(t)]
    if not verbs:
        return False
    if token.text == "、" and g.words.is_class(verbs[0].text, "check"):
        return checked
    if token.text == "、" and g.words.is_class(verbs[0].text, "link"):
        owned = any(t.text == "的" for t in segment)  # 负责设备的巡视、操作
        return any(g.terms.get(t.text) == "v" for t in segment[-1:]) and len(verbs) > 1 and not owned
    if token.kind == "join" and token.text in ("和", "及", "与", "或", "或者", "以及"):
        listing = any(g.words.is_class(verbs[0].text, c) for c in ("check", "link")) and token.text not in ("或", "或者")
        return segment[-1].tag in ("n", "v", "vn", "s", "f", "nz", "a", "m") and not listing
    if token.text in ("后", "之后", "以后"):
        return any(t.kind == "first" for t in segment)
    return True
