"""One stretch of the predicate, read left to right: prelude, verb, result, goal, objects."""

from __future__ import annotations

from dataclasses import replace

from mnemo.analysis.prelude import Joiner, Prelude, split_names
from mnemo.analysis.tokens import Run, Token, join
from mnemo.types import Act, Role, RoleName


class ActReader(Prelude):
    """Reads one segment left to right into one or more serial acts."""

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
        return self.g.words.is_class(verb.text, "motion") or verb.text[-1] in "入进到至在向于"

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
        if self.at < len(self.run) and self.g.named_activity(self.run[self.at - 1 :]):
            names, self.at = join(self.run[self.at :]), len(self.run)
            span = self.text.span(self.run[start].start, self.run[-1].end)
            return Act(verb.text, (names,), "", tuple(self.roles), self.negated, "all", span)
        if (
            self.g.words.is_class(verb.text, "light")
            and self.at < len(self.run)
            and self.g.terms.get(self.run[self.at].text) == "v"
        ):
            verb = self.run[self.at]
            self.at += 1
        if (
            self.g.words.is_class(verb.text, "light")
            and self.at < len(self.run)
            and self.run[self.at].kind in ("first", "next")
        ):
            return self._act()
        result = self._result(verb)
        whole = replace(verb, text=verb.text + result) if self.g.words.is_class(verb.text + result, "link") else verb
        if verb.text in self.g.known.results:
            one, done = self.g.known.results[verb.text]
            verb, result = replace(verb, text=one, end=verb.start + len(one)), done + result
        goal = self._goal()
        objects, joiner = ((), "all") if goal else self._objects(whole)
        if self.g.words.is_class(verb.text, "check"):
            objects, joiner, result = self._checked(objects, joiner, result)
        if self.early and objects and not goal and (self.disposed or self._moves(verb)):
            goal = (Role("goal", "、".join(objects), self.ban),)
            objects = self.early
        if self.early and objects and not goal:
            self.roles.append(Role("manner", "、".join(self.early), self.ban))
        if not objects and self.early:
            objects = self.early
        said = self.run[start : max(start + 1, self.at)]
        act = Act(
            verb.text, objects, result, tuple(self.roles) + goal, self.negated, joiner,
            self.text.span(min(t.start for t in said), max(t.end for t in said)),
        )  # fmt: skip
        self.roles, self.early, self.negated, self.disposed = [], (), False, False
        return act

    def _result(self, verb: Token) -> str:
        parts: list[str] = []
        while self.at < len(self.run) and len(parts) < 2:
            token = self.run[self.at]
            if not self.g.words.is_class(token.text, "result") or (
                self.at + 1 < len(self.run) and self.run[self.at + 1].text == "的"
            ):
                break
            if (
                token.text in ("上", "下", "开", "出")
                and self.at + 1 < len(self.run)
                and self.run[self.at + 1].tag in ("n", "m")
            ):
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
        while end < len(self.run) and not (
            end > start
            and (
                (self.g.verb(self.run[end]) and self.run[end - 1].text != "的" and not self._side(end))
                or self.run[end].kind in ("join", "next", "urgent")
                or self.run[end].text == "、"
            )
        ):
            end += 1
        inside = self.run[start:end]
        if not inside or inside[0].kind in ("frame", "neg"):
            return ()
        self.at = end
        return (Role(name, join(inside), self.ban, self.text.span(inside[0].start, inside[-1].end)),)

    def _side(self, at: int) -> bool:
        """垫木｜上: a side of the thing before, not a verb."""
        return len(self.run[at].text) == 1 and self.run[at - 1].noun and self.g.words.ends_like(self.run[at].text, "place")

    def _checked(self, objects: tuple[str, ...], joiner: Joiner, result: str) -> tuple[tuple[str, ...], Joiner, str]:
        """检查｜通风、器材｜是否到位: names to look at, then the state they should be in."""
        run = self.checked
        at = 0
        while at < len(run) and not self._tells_state(run, at):
            at += 1
        if not at or at == len(run):
            return objects, joiner, result
        names, joined = split_names(run[:at])
        return names, joined, result + join(run[at:])

    def _tells_state(self, run: Run, at: int) -> bool:
        token = run[at]
        if token.kind in ("stative", "neg", "all", "bound", "frame") or token.tag in ("d", "p", "vd"):
            return True
        return bool(at) and all(self.g.words.is_class(t.text, "normal") for t in run[at:])

    def _objects(self, verb: Token) -> tuple[tuple[str, ...], Joiner]:
        start = self.at
        check = (
            self.g.words.is_class(verb.text, "check")
            or verb.kind in ("guard", "sense")
            or self.g.words.is_class(verb.text, "say")
        )
        takes_clause = check or self.g.words.is_class(verb.text, "link")
        seen_verb = 0
        if self._button(verb):
            self.at = len(self.run)  # 按下｜紧急切断按钮
        elif self._compound_object(verb):
            self.at += 2
        elif self.at + 1 == len(self.run) and self.g.words.is_class(verb.text, "cut"):
            self.at += 1  # 切断｜供氧
        while self.at < len(self.run):
            token = self.run[self.at]
            if token.kind in ("first", "next") or token.text in ("后",):
                break
            if token.text == "不" and not takes_clause and self.at + 1 < len(self.run) and self.g.verb(self.run[self.at + 1]):
                break  # 不准离机｜不熄火
            if token.tag in ("a", "ad") and self.at > start and self.run[self.at + 1 : self.at + 2] and self._slowly():
                break  # 对准流槽｜慢倒
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
                last = self.at + 1 == len(self.run) and self.at > start
                if takes_clause and last and self.g.words.is_class(token.text, "generic"):
                    self.at += 1  # 做好降温｜工作
                    break
                listed = self.at > start and (self.run[self.at - 1].text == "、" or self.run[self.at - 1].kind == "join")
                if not takes_clause or (seen_verb > 1 and self.g.words.is_class(verb.text, "link") and not listed):
                    break
            if not takes_clause and self.at > start and self._only_how():
                break
            if token.tag == "vn" and self._second_act(verb, takes_clause):
                break
            if token.kind == "urgent" or (token.tag in ("d", "vd") and not takes_clause and token.kind != "neg"):
                break
            self.at += 1
        self.checked = self.run[start : self.at]
        return split_names(self.run[start : self.at], verb.kind == "bound" or self.g.words.is_class(verb.text, "limit"))

    def _button(self, verb: Token) -> bool:
        """Whether all that is left names what is pressed."""
        left = self.run[self.at :]
        named = all(not t.kind or t.kind == "urgent" for t in left) and not any(t.text == "、" for t in left)
        return verb.text[0] in "按拍" and len(left) > 1 and named and self.g.words.is_class(left[-1].text, "pressed")

    def _slowly(self) -> bool:
        """Whether a one-字 verb ends the segment behind an adjective of one 字."""
        verb, last = self.run[self.at + 1], self.at + 2 == len(self.run)
        return last and len(self.run[self.at].text) == 1 and len(verb.text) == 1 and self.g.verb(verb) and not self.run[self.at].kind

    def _only_how(self) -> bool:
        """滴加混酸｜缓慢均匀: what is left says how, it is no part of the object."""
        return all(t.tag in ("a", "ad", "an") and not t.kind for t in self.run[self.at :])

    def _second_act(self, verb: Token, takes_clause: bool) -> bool:
        """停车｜清扫: a lexicon verb right after a verb that takes no such object, at the end of the segment."""
        token = self.run[self.at]
        last = (
            self.at + 1 == len(self.run) or self.run[self.at + 1].text in ("、", "的") or self.run[self.at + 1].kind == "join"
        )
        plain = not takes_clause and not self.g.words.is_class(verb.text, "generic") and self.g.terms.get(token.text) == "v"
        worn = self.g.words.is_class(verb.text, "wear")
        clothed = worn or self.g.words.is_class(verb.text, "use")
        if worn and self.run[self.at - 1].noun and self.at + 1 < len(self.run) and self.run[self.at + 1].noun:
            return plain  # 戴手套｜操作｜旋转设备
        return last and plain and (self.g.frames.get(verb.text) == "v" or (clothed and self.run[self.at - 1].noun))

    def _compound_object(self, verb: Token) -> bool:
        """接好｜卸油｜胶管, 填写｜卸油｜记录: a verb without object names what the noun after it is for."""
        goes = verb.text[-1:] in ("入", "到", "至")
        if self.at + 1 >= len(self.run) or (self.g.frames.get(verb.text) != "vo" and not goes):
            return False
        first, second = self.run[self.at : self.at + 2]
        inner = self.g.verbal(first) and self.g.frames.get(first.text) == "v"
        if inner:
            return second.tag == "n" or (self.g.verbal(second) and self.at + 2 == len(self.run))
        if not self.g.verb(first) or not second.noun or self.g.words.is_class(verb.text, "light") or verb.kind:
            return False
        if len(first.text) == 2 and first.text not in self.g.terms and self.at + 2 == len(self.run) and not goes:
            return len(second.text) == 1 or second.text not in self.g.terms  # 敲打｜蒸发｜管
        if len(first.text) == 1:  # 关闭｜进｜出液阀
            return len(verb.text) > 1 and self.at + 2 == len(self.run)
        return verb.text[-1] in "入到至" and self.at + 2 == len(self.run)  # 放入｜加盖｜金属桶

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


def _with_roles(act: Act, roles: tuple[Role, ...]) -> Act:
    return Act(act.verb, act.objects, act.result, act.roles + roles, act.negated, act.join, act.span)
