"""Before the verb: order words, adverbs, prepositional frames and fronted names become roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, Token, join
from mnemo.types import MappedText, Role, RoleName

Joiner = Literal["all", "any", "with"]
FRAMES: dict[str, RoleName] = {
    "tool": "tool", "direction": "direction", "source": "source", "place": "place", "partner": "partner", "manner": "manner",
}  # fmt: skip
MEASURED = re.compile(r"(?:次|遍|圈|分钟?|秒|小时|min|h|s|天|以上|以下|以内)$")


class Prelude:
    """What stands before the verb: order words, adverbs, prepositional frames, fronted names."""

    def __init__(self, run: Run, text: MappedText, g: Grammar, ban: bool) -> None:
        self.run, self.text, self.g, self.ban = run, text, g, ban
        self.at = 0
        self.roles: list[Role] = []
        self.early: tuple[str, ...] = ()
        self.disposed = False  # 将/把: the fronted name is what the act is done to
        self.negated = False
        self.checked: Run = ()

    def _prelude(self) -> None:
        """Order words, adverbs and prepositional frames before the verb."""
        while self.at < len(self.run):
            token = self.run[self.at]
            frame = self._frame_of(token)
            if frame and self._verb_ahead():
                self._read_frame(frame)
            elif self._accompanies(token):
                self._role("manner", (token,))
                self.at += 1
            elif token.text in ("去", "来") and self.at + 1 < len(self.run) and self.g.verb(self.run[self.at + 1]):
                self.at += 1
            elif self.ban and token.kind == "urgent" and self._verb_ahead():
                self._role("manner", (token,))  # 停炉后不得立即放水
                self.at += 1
            elif token.text == "同时" and self._verb_ahead() and (self.ban or self.at):
                self._role("manner", (token,))
                self.at += 1
            elif token.kind in ("first", "next", "urgent", "all", "join", "end", "duty") or token.text in ("、", "的"):
                self.at += 1
            elif token.kind == "guard" and not self.roles:
                return  # 应避免暴晒
            elif token.kind == "neg" and self._verb_ahead():
                self.negated = True
                self.at += 1
            elif (
                (
                    token.tag in ("d", "ad", "vd", "z")
                    or (token.tag == "a" and self.at + 1 < len(self.run) and self.g.verb(self.run[self.at + 1]))
                )
                and not token.modal
                and self._verb_ahead()
            ):
                if not self.g.words.is_class(token.text, "emptyadverb"):
                    self._role("manner", (token,))
                self.at += 1
            elif self.g.verbal(token) or self._last_hope(token):
                return
            else:
                self._names_before_verb()
                return

    def _accompanies(self, token: Token) -> bool:
        """带电｜移动焊机: in what state the act is done."""
        after = self.run[self.at + 1 : self.at + 3]
        return self.g.words.is_class(token.text, "accompany") and bool(after) and any(self.g.verbal(t) for t in after)

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
        late = names[-1]
        if len(names) > 1 and (late.text == "同时" or late.tag in ("d", "vd", "ad")):
            self._role("manner", names[-1:])  # 两台锅炉｜同时｜排污
            names = names[:-1]
        if all(t.tag in ("m", "q", "t") or t.text == "、" for t in names) or all(t.tag == "b" for t in names):
            self._role("manner", names)
        elif names[0].text in ("从", "自") and len(names) > 1:
            self._role("source", names[1:])
        elif names[0].text == "在" and len(names) > 1:
            self._role("place", names[1:])
        elif self.g.place(names) or names[0].tag in ("s", "f"):
            self._role("place", names)
        elif self.g.nominal(names):
            self.early = split_names(names)[0]
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
        end = way = self._way(start)
        end = end or start
        while not way and end < len(self.run) and not self._frame_ends(start, end):
            end += 1
        while (
            not way
            and end < len(self.run)
            and end > start
            and not any(t.noun or t.tag in ("n", "f", "s") for t in self.run[start:end])
            and self.g.has_verb(self.run[end + 1 :])
        ):
            end += 1
            while end < len(self.run) and not self._frame_ends(start, end):
                end += 1
        if frame == "place" and (under := self._under(start)):
            self._role("manner", self.run[start:under])
            self.at = under
            return
        inside = self.run[start:end]
        self.at = end
        if not inside:
            return
        if frame == "direction" and self.run[start - 1].text in ("从", "自"):
            frame = "source"
        if frame == "object":
            self.early = split_names(inside)[0]
            self.disposed = self.run[start - 1].text in ("将", "把")
        elif frame == "partner" and self.run[start - 1].text == "同" and len(join(inside)) == 1:
            self._role("manner", self.run[start - 1 : end])  # 同车装运
        elif frame in ("direction", "source") and any(t.text[0] in "往到向至" for t in inside[1:]):
            self._role("manner", self.run[start - 1 : end])  # 从上往下
        elif frame in FRAMES:
            self._role(FRAMES[frame], inside)

    def _way(self, start: int) -> int:
        """用铁棍、脚踩等方法｜纠偏: the end of a frame that names a way of doing, else 0."""
        for at in range(start + 1, len(self.run) - 1):
            named = self.run[at].text in ("方法", "方式", "办法", "手段", "措施")
            if named and self.run[at - 1].text in ("等", "的") and self.g.has_verb(self.run[at + 1 :]):
                return at + 1
        return 0

    def _under(self, start: int) -> int:
        """在师傅带领｜下: the end of a frame that holds a verb, 0 if it holds none."""
        for at in range(start + 1, len(self.run) - 1):
            if self.run[at].text == "下" and self.g.verbal(self.run[at - 1]) and self.g.has_verb(self.run[at + 1 :]):
                return at + 1
        return 0

    def _verb_inside(self, start: int) -> bool:
        """用｜加长扳手｜硬拧, 把｜泄漏部位｜转到上方: the verb behind the frame word describes the name."""
        if self.run[start - 1].text not in ("用", "以", "把", "将", "采用", "通过", "使用") or start + 2 >= len(self.run):
            return False
        noun = next((i for i in range(start + 1, len(self.run)) if self.run[i].noun), 0)
        return bool(noun) and noun <= start + 2 and any(self.g.verb(t) for t in self.run[noun + 1 :])

    def _frame_ends(self, start: int, end: int) -> bool:
        token = self.run[end]
        if self._named_by_verbs(start, end):
            return False
        if end == start and not self.g.verb(token):
            return False
        if end == start and self._verb_inside(start):
            return False
        if token.kind in ("frame", "urgent", "neg") or token.tag in ("d", "vd"):
            return True
        if token.tag == "ad" and end > start:
            return True
        return (
            self.g.verbal(token)
            and (_moving(token) or not self.g.modifies(self.run, end))
            and not (token.tag == "vn" and self.g.has_verb(self.run[end + 1 :]))
        )

    def _named_by_verbs(self, start: int, end: int) -> bool:
        """将｜联动控制｜转入自动: verbs alone name the thing when a verb of moving it follows."""
        goes = next((i for i in range(end, len(self.run)) if not self.g.verb(self.run[i]) or _moving(self.run[i])), 0)
        if self.run[start - 1].text not in ("将", "把") or any(not self.g.verb(t) for t in self.run[start:end]):
            return False
        return goes > end and _moving(self.run[goes]) and self.g.verb(self.run[goes])

    def _role(self, name: RoleName, run: Run) -> None:
        run = _bare(run)
        if run:
            self.roles.append(Role(name, join(run), self.ban, self.text.span(run[0].start, run[-1].end)))


def _moving(token: Token) -> bool:
    """转入, 调至, 改为: a verb that says where the thing goes."""
    return len(token.text) > 1 and token.text[-1] in "入到至为成"


def _bare(run: Run) -> Run:
    while len(run) > 1 and (run[-1].text in ("、", "的") or run[-1].kind in ("join", "first")):
        run = run[:-1]
    return run


def split_names(run: Sequence[Token], numbers: bool = False) -> tuple[tuple[str, ...], Joiner]:
    """Coordinated names; 或 makes the list an `any`."""
    parts: list[str] = [""]
    joiner: Joiner = "all"
    for at, token in enumerate(run):
        if token.text == "、" or (
            token.kind == "join" and token.text in ("和", "及", "与", "或", "或者", "以及") and parts[-1] and at + 1 < len(run)
        ):
            parts.append("")
            joiner = "any" if token.text in ("或", "或者") else joiner
        elif (
            token.text in ("等", "等等")
            or token.text.startswith("每")
            or (token.kind == "join" and at + 1 == len(run))
            or (token.kind == "join" and not parts[-1] and token.text in ("或", "或者", "并", "及", "以及"))
        ):
            continue
        elif (
            token.tag != "m"
            or numbers
            or (at + 1 < len(run) and run[at + 1].text == "的")
            or (at + 1 < len(run) and run[at + 1].tag in ("n", "nz") and not MEASURED.search(token.text))
            or (at + 1 < len(run) and run[at + 1].tag in ("n", "nz") and token.text.endswith(("以上", "以下", "以内")))
        ):
            parts[-1] += token.text
    return tuple(p for p in parts if p), joiner
