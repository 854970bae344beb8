"""The predicate of a clause as coordinated acts: verb, objects, result, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, Token, join
from mnemo.types import Act, MappedText, Role, RoleName

Joiner = Literal["all", "any", "with"]

FRAMES: dict[str, RoleName] = {
    "tool": "tool", "direction": "direction", "place": "place", "partner": "partner", "manner": "manner",
}  # fmt: skip
EMPTY_ADVERBS = frozenset(["已", "就", "即", "仍", "还", "便", "均", "都", "也", "再次", "应", "须", "自己", "要", "只", "则", "又", "可", "才", "方", "既"])


MEASURED = re.compile(r"(?:次|遍|圈|分钟?|秒|小时|min|h|s|天|以上|以下|以内)$")


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
    acts: list[Act] = []
    for at, segment in enumerate(segments):
        before = len(acts)
        if ban and not g.has_verb(segment) and g.nominal(segment):
            acts.append(Act("", _split(segment)[0], span=text.span(segment[0].start, segment[-1].end)))
        else:
            acts.extend(_Reader(segment, text, g, ban).acts())
        if at and before and len(segments[at - 1]) == 1 and len(acts) > before:
            acts = _share_objects(acts, before, g)
    acts = [a for a in acts if a is acts[0] or not _only_bound(a)]
    if len(acts) > 2 and g.words.is_class(acts[-1].verb, "generic") and not acts[-1].object and any(t.text == "等" for t in body):
        acts.pop()
    sequence = len(acts) > 1 and ((bool(orders[:1]) and orders[0] in ("先", "首先")) or "再" in orders[1:])
    return Predicate(tuple(acts), orders[0] if orders else "", any(t.kind == "urgent" for t in body), sequence)


def _only_bound(act: Act) -> bool:
    """冲洗｜不少于15min: the bound is a quantity of the act, no act."""
    return act.verb.startswith("不") and act.verb[1:] in ("少于", "小于", "低于", "大于", "超过", "高于", "多于")


def _share_objects(acts: list[Act], at: int, g: Grammar) -> list[Act]:
    """钻、跨、乘坐皮带: bare verbs in front of act `at` take its object if they want one."""
    whole = acts[at]
    if not whole.objects or whole.roles:
        return acts
    for before in range(at - 1, -1, -1):
        act = acts[before]
        wants = g.frames.get(act.verb, "vo") in ("vo", "vp") and not act.objects and not act.roles and not act.result
        if not wants or len(act.verb) > len(whole.verb):
            break
        acts[before] = replace(act, objects=whole.objects, join=whole.join)
    return acts


def _segments(body: Run, g: Grammar, ban: bool) -> list[Run]:
    """Cut before coordinated verbs; a list after 检查 stays one act."""
    cuts: list[Run] = []
    start, at = 0, 0
    while at < len(body):
        token = body[at]
        coordinator = token.text == "、" or token.kind in ("join", "next") or token.text in ("后", "之后", "以后")
        alone = token.text == "、" and any(g.frames.get(t.text) == "v" for t in body[start:at][-1:]) and g.nominal(body[at + 1 : at + 2])
        if at > start and ((alone and not _starts_verb(body, at, g)) or (ban and _bare_thing(body, start, at, g))):
            cuts.append(body[start:at])
            start = at + 1
        elif at > start and coordinator and _starts_verb(body, at, g) and _closed(body[start:at], token, g):
            cuts.append(body[start:at])
            start = at if token.kind == "next" else at + 1
        at += 1
    cuts.append(body[start:])
    return [c for c in cuts if c]


def _bare_thing(body: Run, start: int, at: int, g: Grammar) -> bool:
    """严禁明火、吸烟: a thing is banned beside an act that takes no object."""
    after = body[at + 1 : at + 2]
    return body[at].text == "、" and bool(after) and g.nominal(body[start:at]) and g.frames.get(after[0].text) == "v"


def _starts_verb(body: Run, at: int, g: Grammar) -> bool:
    """Whether a verb follows, adverbs and conjunctions skipped; not one inside …的 + noun."""
    k = at + 1
    while k < len(body) and (body[k].tag in ("d", "ad", "c") or body[k].kind in ("first", "next", "urgent", "neg", "join", "end") or body[k].text == "由"):
        k += 1
    if k >= len(body):
        return False
    if body[k].kind == "frame" and g.has_verb(body[k + 1 :]):
        return True
    token = body[k]
    if not g.verbal(token):
        return body[at].kind == "next" and g.has_verb(body[k:])
    if k + 1 < len(body) and body[k + 1].tag in ("n", "nz") and body[at].kind != "next":
        if token.tag == "vn" or g.terms.get(token.text) != "v":
            return g.terms.get(token.text) == "v" and not g.person(body[k : k + 2])
    return not g.modifies(body, k)


def _closed(segment: Run, token: Token, g: Grammar) -> bool:
    """A segment may end here only if it has a verb of its own that does not take the list as object."""
    verbs = [t for t in segment if g.verbal(t)]
    if not verbs:
        return False
    if token.text == "、" and (g.words.is_class(verbs[0].text, "check") or g.words.is_class(verbs[0].text, "link")):
        return any(g.terms.get(t.text) == "v" for t in segment[-1:]) and len(verbs) > 1
    if token.kind == "join" and token.text in ("和", "及", "与", "或", "或者", "以及"):
        return segment[-1].tag in ("n", "v", "vn", "s", "f", "nz", "a", "m") and not (len(verbs) == 1 and g.words.is_class(verbs[0].text, "check"))
    if token.text in ("后", "之后", "以后"):
        return any(t.kind == "first" for t in segment)
    return True


class _Reader:
    """Reads one segment left to right into one or more serial acts."""

    def __init__(self, run: Run, text: MappedText, g: Grammar, ban: bool) -> None:
        self.run, self.text, self.g, self.ban = run, text, g, ban
        self.at = 0
        self.roles: list[Role] = []
        self.early: tuple[str, ...] = ()
        self.negated = False
        self.checked: Run = ()

    def acts(self) -> list[Act]:
        found: list[Act] = []
        while self.at < len(self.run):
            before = self.at
            if found and not self.g.has_verb(self.run[self.at :]):
                found[-1] = self._tail(found[-1])
                break
            act = self._act()
            if act is None:
                break
            role = self._as_role(act) if self.at < len(self.run) else None
            if role and self.g.has_verb(self.run[self.at :]):
                self.roles.append(role)
            else:
                found.append(act)
            if self.at == before:
                break
        if self.roles and found:
            found[-1] = _with_roles(found[-1], tuple(self.roles))
        elif self.roles and not found:
            found = [self._role_as_act()]
        return found

    def _moves(self, verb: Token) -> bool:
        """将手｜伸入｜模区: with a fronted object the name behind the verb is where it goes."""
        return self.g.words.is_class(verb.text, "motion") or verb.text[-1] in "入进到至在向"

    def _tail(self, act: Act) -> Act:
        """What is left without a verb: figures stay out, names join the objects or say where to."""
        left = tuple(t for t in self.run[self.at :] if t.tag not in ("m", "d") and t.text not in ("、", "的", "了"))
        self.at = len(self.run)
        if not left:
            return act
        span = self.text.span(left[0].start, left[-1].end)
        name: RoleName = "place" if left[0].text in ("在", "于") else "manner"
        return _with_roles(act, (Role(name, join(left[1:] if name == "place" else left), self.ban, span),))

    def _act(self) -> Act | None:
        start = self.at
        self._prelude()
        if self.at >= len(self.run):
            return None
        verb = self.run[self.at]
        self.at += 1
        if self.g.words.is_class(verb.text, "light") and self.at < len(self.run) and self.g.terms.get(self.run[self.at].text) == "v":
            verb = self.run[self.at]
            self.at += 1
        result = self._result(verb)
        if verb.text in self.g.known.results:
            one, done = self.g.known.results[verb.text]
            verb, result = replace(verb, text=one, end=verb.start + len(one)), done + result
        goal = self._goal()
        objects, joiner = ((), "all") if goal else self._objects(verb)
        if self.g.words.is_class(verb.text, "check"):
            objects, joiner, result = self._checked(objects, joiner, result)
        if self.early and objects and not goal and self._moves(verb):
            goal = (Role("goal", "、".join(objects), self.ban),)
            objects = self.early
        if not objects and self.early:
            objects = self.early
        act = Act(
            verb.text, objects, result, tuple(self.roles) + goal, self.negated, joiner,
            self.text.span(self.run[start].start, self.run[max(start, self.at - 1)].end),
        )  # fmt: skip
        self.roles, self.early, self.negated = [], (), False
        return act

    def _prelude(self) -> None:
        """Order words, adverbs and prepositional frames before the verb."""
        while self.at < len(self.run):
            token = self.run[self.at]
            frame = self._frame_of(token)
            if frame and self._verb_ahead():
                self._read_frame(frame)
            elif token.kind in ("first", "next", "urgent", "all", "join", "end", "duty") or token.text in ("、", "的"):
                self.at += 1
            elif token.kind == "neg" and self._verb_ahead():
                self.negated = True
                self.at += 1
            elif (token.tag in ("d", "ad", "vd", "z") or (token.tag == "a" and self.at + 1 < len(self.run) and self.g.verb(self.run[self.at + 1]))) and not token.modal and self._verb_ahead():
                if token.text not in EMPTY_ADVERBS:
                    self._role("manner", (token,))
                self.at += 1
            elif self.g.verbal(token) or self._last_hope(token):
                return
            else:
                self._names_before_verb()
                return

    def _last_hope(self, token: Token) -> bool:
        return not self._verb_ahead() or token.tag in ("v", "p")

    def _names_before_verb(self) -> None:
        """Names between prelude and verb: place, time or a fronted object."""
        start = self.at
        while self.at < len(self.run) and not self.g.verbal(self.run[self.at]):
            if self._frame_of(self.run[self.at]) and self._verb_ahead():
                break
            self.at += 1
        names = self.run[start : self.at]
        if names and self.at < len(self.run):
            self._place_or_object(names)
            if self._frame_of(self.run[self.at]) and self._verb_ahead():
                self._prelude()

    def _place_or_object(self, names: Run) -> None:
        if all(t.tag in ("m", "q", "t") for t in names):
            self._role("manner", names)
        elif names[0].text == "在" and len(names) > 1:
            self._role("place", names[1:])
        elif self.g.place(names) or names[0].tag in ("s", "f"):
            self._role("place", names)
        elif self.g.nominal(names):
            self.early = _split(names)[0]
        else:
            self._role("manner", names)

    def _verb_ahead(self) -> bool:
        return self.g.has_verb(self.run[self.at + 1 :])

    def _frame_of(self, token: Token) -> str:
        if (token.kind != "frame" and token.text not in ("和", "与", "同")) or (token.text == "按" and token.tag == "v"):
            return ""
        hits = self.g.patterns.frames.get(token.text, "")
        if hits == "partner" and self.at and self.run[self.at - 1].noun:
            return ""
        return hits

    def _read_frame(self, frame: str) -> None:
        start = self.at + 1
        end = start
        while end < len(self.run) and not self._frame_ends(start, end):
            end += 1
        while end < len(self.run) and end > start and not any(t.noun for t in self.run[start:end]) and self.g.has_verb(self.run[end + 1 :]):
            end += 1
            while end < len(self.run) and not self._frame_ends(start, end):
                end += 1
        inside = self.run[start:end]
        self.at = end
        if not inside:
            return
        if frame == "object":
            self.early = _split(inside)[0]
        elif frame in FRAMES:
            self._role(FRAMES[frame], inside)

    def _frame_ends(self, start: int, end: int) -> bool:
        token = self.run[end]
        if end == start and not self.g.verb(token):
            return False
        if token.kind in ("frame", "urgent", "neg") or token.tag in ("d", "vd"):
            return True
        if token.tag == "ad" and end > start:
            return True
        return self.g.verbal(token) and not self.g.modifies(self.run, end) and not (token.tag == "vn" and self.g.has_verb(self.run[end + 1 :]))

    def _result(self, verb: Token) -> str:
        parts: list[str] = []
        while self.at < len(self.run) and len(parts) < 2:
            token = self.run[self.at]
            if not self.g.words.is_class(token.text, "result") or (self.at + 1 < len(self.run) and self.run[self.at + 1].text == "的"):
                break
            if token.text in ("上", "下", "开", "出") and self.at + 1 < len(self.run) and self.run[self.at + 1].tag == "n":
                break
            parts.append(token.text)
            self.at += 1
        return "".join(parts)

    def _goal(self) -> tuple[Role, ...]:
        """拉｜到零位, 站｜在侧面: where to, where."""
        if self.at >= len(self.run) - 1 or self.run[self.at].text not in ("到", "至", "在", "于", "向", "往"):
            return ()
        name: RoleName = "place" if self.run[self.at].text in ("在", "于") else "goal"
        start = self.at + 1
        end = start
        while end < len(self.run) and not (end > start and (self.g.verb(self.run[end]) or self.run[end].kind in ("join", "next", "urgent") or self.run[end].text == "、")):
            end += 1
        inside = self.run[start:end]
        if not inside or inside[0].kind in ("frame", "neg"):
            return ()
        self.at = end
        return (Role(name, join(inside), self.ban, self.text.span(inside[0].start, inside[-1].end)),)

    def _checked(self, objects: tuple[str, ...], joiner: Joiner, result: str) -> tuple[tuple[str, ...], Joiner, str]:
        """检查｜通风、器材｜是否到位: names to look at, then the state they should be in."""
        run = self.checked
        at = 0
        while at < len(run) and (run[at].tag in ("n", "nz", "s", "f", "vn", "m", "r", "a", "t", "w") or run[at].text in ("、", "的") or run[at].kind in ("join", "plain")):
            if self.g.words.is_class(run[at].text, "normal") and at and at == len(run) - 1:
                break
            at += 1
        if not at or at == len(run):
            return objects, joiner, result
        names, joined = _split(run[:at])
        return names, joined, result + join(run[at:])

    def _objects(self, verb: Token) -> tuple[tuple[str, ...], Joiner]:
        start = self.at
        check = self.g.words.is_class(verb.text, "check") or verb.kind in ("guard", "sense") or self.g.words.is_class(verb.text, "say")
        takes_clause = check or self.g.words.is_class(verb.text, "link")
        seen_verb = 0
        while self.at < len(self.run):
            token = self.run[self.at]
            if token.kind in ("first", "next") or token.text in ("后",):
                break
            if check:
                self.at += 1
                continue
            frame = token.kind == "frame" and bool(self.g.patterns.frames.get(token.text)) and token.text != "以"
            if frame and self.g.has_verb(self.run[self.at + 1 :]):
                break
            if token.text in ("到", "至") and self.at > start:
                break
            if self.g.words.is_class(verb.text, "link") and token.tag == "vn" and self.g.verbal(token):
                seen_verb += 1
            if self.g.verb(token) and not self.g.modifies(self.run, self.at):
                seen_verb += 1
                if not takes_clause or (seen_verb > 1 and self.g.words.is_class(verb.text, "link") and verb.kind != "guard"):
                    break
            if token.tag == "vn" and self._second_act(verb, takes_clause):
                break
            if token.kind == "urgent" or (token.tag in ("d", "vd") and not takes_clause and token.kind != "neg"):
                break
            self.at += 1
        self.checked = self.run[start : self.at]
        return _split(self.run[start : self.at], verb.kind == "bound" or verb.text.startswith("超"))

    def _second_act(self, verb: Token, takes_clause: bool) -> bool:
        """停车｜清扫: a lexicon verb right after a verb that takes no such object, at the end of the segment."""
        token = self.run[self.at]
        last = self.at + 1 == len(self.run) or self.run[self.at + 1].text in ("、", "的") or self.run[self.at + 1].kind == "join"
        plain = not takes_clause and not self.g.words.is_class(verb.text, "generic") and self.g.terms.get(token.text) == "v"
        clothed = self.g.words.is_class(verb.text, "wear") or self.g.words.is_class(verb.text, "use")
        return last and plain and (self.g.frames.get(verb.text) == "v" or (clothed and self.run[self.at - 1].noun))

    def _as_role(self, act: Act) -> Role | None:
        """戴手套｜擦拭, 使用三脚架｜提升: the first act says with what the second is done."""
        if not act.objects or act.result or act.negated:
            return None
        if act.verb in ("带", "冒", "顶"):
            return Role("manner", act.verb + act.object, self.ban, act.span)
        if self.g.words.is_class(act.verb, "use"):
            return Role("tool", act.object, self.ban, act.span)
        if self.g.words.is_class(act.verb, "wear") and self.ban:
            return Role("worn", act.object, True, act.span)
        return None

    def _role_as_act(self) -> Act:
        role = self.roles[0]
        return Act(self.run[0].text, (role.text,), span=role.span)

    def _role(self, name: RoleName, run: Run) -> None:
        run = _bare(run)
        if run:
            self.roles.append(Role(name, join(run), self.ban, self.text.span(run[0].start, run[-1].end)))


def _bare(run: Run) -> Run:
    while run and (run[-1].text in ("、", "的") or run[-1].kind in ("join", "first")):
        run = run[:-1]
    return run


def _with_roles(act: Act, roles: tuple[Role, ...]) -> Act:
    return Act(act.verb, act.objects, act.result, act.roles + roles, act.negated, act.join, act.span)


def _split(run: Sequence[Token], numbers: bool = False) -> tuple[tuple[str, ...], Joiner]:
    """Coordinated names; 或 makes the list an `any`."""
    parts: list[str] = [""]
    joiner: Joiner = "all"
    for at, token in enumerate(run):
        if token.text == "、" or (token.kind == "join" and token.text in ("和", "及", "与", "或", "或者", "以及") and parts[-1] and at + 1 < len(run)):
            parts.append("")
            joiner = "any" if token.text in ("或", "或者") else joiner
        elif token.text in ("等", "等等"):
            continue
        elif token.tag != "m" or numbers or (at + 1 < len(run) and run[at + 1].tag in ("n", "nz") and not MEASURED.search(token.text)):
            parts[-1] += token.text
    return tuple(p for p in parts if p), joiner
