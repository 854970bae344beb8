"""The predicate of a clause as coordinated acts: verb, objects, result, roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, Token, join
from mnemo.types import Act, MappedText, Role, RoleName

Joiner = Literal["all", "any", "with"]

FRAMES: dict[str, RoleName] = {
    "tool": "tool", "direction": "direction", "place": "place", "partner": "partner", "manner": "manner",
}  # fmt: skip
EMPTY_ADVERBS = frozenset(["已", "就", "即", "仍", "还", "便", "均", "都", "也", "再次", "应", "须", "自己", "要", "只", "则", "又", "可", "才", "方", "既"])


@dataclass(frozen=True, slots=True)
class Predicate:
    """The acts of one clause, and what was said about their order and haste."""

    acts: tuple[Act, ...]
    order: str = ""
    urgent: bool = False
    sequence: bool = False  # 先A后B inside the clause


def read_predicate(body: Run, text: MappedText, g: Grammar, ban: bool) -> Predicate:
    """Cut the body into acts. Words of the source only; nothing is added."""
    segments = _segments(body, g)
    orders = [t.text for t in body if t.kind in ("first", "next")]
    if len(body) > 1 and body[0].text == "后":
        orders.insert(0, "后")
    acts: list[Act] = []
    for segment in segments:
        acts.extend(_Reader(segment, text, g, ban).acts())
    sequence = len(acts) > 1 and ((bool(orders[:1]) and orders[0] in ("先", "首先")) or "再" in orders[1:])
    return Predicate(tuple(acts), orders[0] if orders else "", any(t.kind == "urgent" for t in body), sequence)


def _segments(body: Run, g: Grammar) -> list[Run]:
    """Cut before coordinated verbs; a list after 检查 stays one act."""
    cuts: list[Run] = []
    start, at = 0, 0
    while at < len(body):
        token = body[at]
        coordinator = token.text == "、" or token.kind in ("join", "next") or token.text in ("后", "之后", "以后")
        if at > start and coordinator and _starts_verb(body, at, g) and _closed(body[start:at], token, g):
            cuts.append(body[start:at])
            start = at if token.kind == "next" else at + 1
        at += 1
    cuts.append(body[start:])
    return [c for c in cuts if c]


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
            if role and self._verb_ahead():
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

    def _tail(self, act: Act) -> Act:
        """What is left without a verb: figures stay out, names join the objects or say where to."""
        left = tuple(t for t in self.run[self.at :] if t.tag not in ("m", "d") and t.text not in ("、", "的", "了"))
        self.at = len(self.run)
        if not left:
            return act
        span = self.text.span(left[0].start, left[-1].end)
        return _with_roles(act, (Role("manner", join(left), self.ban, span),))

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
        objects, joiner = self._objects(verb)
        if not objects and self.early:
            objects = self.early
        act = Act(
            verb.text, objects, result, tuple(self.roles) + self._goal(verb), self.negated, joiner,
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
            elif token.tag in ("d", "ad", "vd", "z") and not token.modal and self._verb_ahead():
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
        if end == start and token.tag in ("n", "vn", "s"):
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
            if not self.g.words.is_class(token.text, "result"):
                break
            parts.append(token.text)
            self.at += 1
        return "".join(parts)

    def _goal(self, verb: Token) -> tuple[Role, ...]:
        return ()

    def _objects(self, verb: Token) -> tuple[tuple[str, ...], Joiner]:
        start = self.at
        takes_clause = any(self.g.words.is_class(verb.text, c) for c in ("check", "link")) or verb.kind in ("guard", "sense")
        seen_verb = 0
        while self.at < len(self.run):
            token = self.run[self.at]
            if token.kind in ("first", "next") or token.text in ("后",):
                break
            if token.kind == "frame" and self.g.patterns.frames.get(token.text) and token.text not in ("以",):
                break
            if token.text in ("到", "至") and self.at > start:
                break
            if self.g.verb(token) and not self.g.modifies(self.run, self.at):
                seen_verb += 1
                if not takes_clause or (seen_verb > 1 and self.g.words.is_class(verb.text, "link") and verb.kind != "guard"):
                    break
            if token.tag == "vn" and self._second_act(verb, takes_clause):
                break
            if token.kind == "urgent" or (token.tag in ("d", "vd") and not takes_clause and token.kind != "neg"):
                break
            self.at += 1
        return _split(self.run[start : self.at], verb.kind == "bound" or verb.text.startswith("超"))

    def _second_act(self, verb: Token, takes_clause: bool) -> bool:
        """停车｜清扫: a lexicon verb right after a verb that takes no such object, at the end of the segment."""
        token = self.run[self.at]
        last = self.at + 1 == len(self.run) or self.run[self.at + 1].text in ("、", "的") or self.run[self.at + 1].kind == "join"
        plain = not takes_clause and not self.g.words.is_class(verb.text, "generic") and self.g.terms.get(token.text) == "v"
        return last and plain and self.g.frames.get(verb.text) == "v"

    def _as_role(self, act: Act) -> Role | None:
        """戴手套｜擦拭, 使用三脚架｜提升: the first act says with what the second is done."""
        if not act.objects or act.result or act.negated:
            return None
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
        elif token.tag != "m" or len(run) == 1 or (at + 1 < len(run) and run[at + 1].tag in ("n", "nz")):
            parts[-1] += token.text
    return tuple(p for p in parts if p), joiner
