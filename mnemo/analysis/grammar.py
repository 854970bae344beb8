"""Where a condition ends inside a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnemo.analysis.predicates import Predicates
from mnemo.analysis.tokens import Run, Token, join

AFTER = ("后", "之后", "以后", "完后", "完毕后")
BEFORE = ("前", "之前", "以前")
EXCEPT = ("外", "以外", "之外")
THAT = ("的", "者")


@dataclass(frozen=True, slots=True)
class RawCondition:
    """A condition before it is structured: its words, the marker that ended it, a lead time after it."""

    run: Run
    marker: str = ""
    lead: Run = ()

    @property
    def full(self) -> Run:
        return self.run + self.lead


class Grammar(Predicates):
    """Adds the search for the end of a condition to the questions about words."""

    def split_condition(self, run: Run, before_cue: bool = False) -> tuple[RawCondition | None, Run]:
        """The condition at the left of `run` and what follows it.

        Takes the rightmost marker whose left side holds a predicate or state and whose right side starts a
        predicate or is empty.
        """
        for at in range(len(run) - 1, -1, -1):
            token = run[at]
            left, right = run[:at], run[at + 1 :]
            fused = self._fused(token)
            if token.kind == "end" and self._ends(token, left, right, before_cue):
                if token.text in EXCEPT:
                    start = next(i for i, t in enumerate(left) if t.text in ("除", "除了"))
                    return RawCondition(left[start:], token.text), left[:start] + right
                if right and right[0].tag == "m" and token.text in BEFORE + AFTER:
                    return RawCondition(left, token.text, right[:1]), right[1:]
                return RawCondition(left, token.text), right
            if (
                token.kind == "next"
                and token.text in ("再", "方", "才")
                and left
                and left[0].text in ("待", "等")
                and self.has_verb(right)
            ):
                return RawCondition(left[:-1] if left[-1].kind == "end" else left, "后"), run[at:]
            if token.unable and right and self._starts_here(right) and not self.person(right):
                return RawCondition(run[: at + 1]), right  # 捞不到｜放空再取
            if self._threshold_ends(run, at, right):
                return RawCondition(run[: at + 1], ""), right
            done = bool(left) and (self.words.is_class(left[-1].text, "result") or left[-1].text in self.known.results)
            done = done or (token.kind == "first" and bool(left) and self.state(left) and self.has_verb(right))
            if token.kind == "first" and done and self.has_verb(left):
                return RawCondition(left, ""), run[at:]
            if token.kind == "first" and self._occasion_ends(left, right):
                return RawCondition(left, ""), run[at:]
            if self._entered(run, at):
                return RawCondition(left, ""), run[at:]
            weather = left and right and self.words.ends_like(join(left), "weather") and self.nominal(left)
            if weather and self.verb(token) and not token.kind:
                return RawCondition(left), run[at:]  # 六级以上大风｜停止吊装
            if self._tool_follows(token, left, right):
                return RawCondition(left, ""), run[at:]
            if self._event_ends(run, at, left, right):
                return RawCondition(run[: at + 1], ""), right
            if left and right and self.words.is_class(token.text, "finish") and self._starts_here(right):
                return RawCondition(run[: at + 1], "后"), right
            if fused and (not right or (right[0].text != "的" and self._starts_act(right))):
                return RawCondition(run[: at + 1], fused), right
        return None, run

    def _threshold_ends(self, run: Run, at: int, right: Run) -> bool:
        """液温超过50℃｜暂停加酸: a threshold without marker, then the act."""
        if not right or run[at].tag != "m" or not at:
            return False
        if not self.words.is_class(run[at - 1].text, "threshold") and run[at].text[0] not in "≤≥<>＜＞":
            return False
        told = self.words.is_class(right[0].text, "state") and not self.words.is_class(right[0].text, "dual")
        return self.verb(right[0]) and not told and right[0].kind != "stative"

    def _entered(self, run: Run, at: int) -> bool:
        """进室｜穿实验服: where one goes, then what one wears there."""
        if not 0 < at < 3 or not self.words.is_class(run[at].text, "wear") or at + 1 >= len(run):
            return False
        goes = run[0].text[0] in "进入" and self.verbal(run[0])
        return goes and all(t.noun for t in run[1:at]) and not any(t.modal for t in run)

    def _tool_follows(self, token: Token, left: Run, right: Run) -> bool:
        """铲霜｜用木铲, 清洗墨辊｜用专用清洗剂: what one is at, then what to use for it."""
        if token.text not in ("用", "使用", "采用") or not right or right[0].text == "的" or self.has_verb(right) or not 0 < len(left) < 4:
            return False
        known = self.terms.get(left[0].text) == "v" or (left[0].text in self.known.verbs1 and len(left) > 1)
        doing = self.verbal(left[0]) and known and not left[0].kind
        return doing and all(t.noun for t in left[1:]) and not self.person(left) and right[0].tag != "w"

    def _occasion_ends(self, left: Run, right: Run) -> bool:
        """熄火｜先关乙炔阀: what one is at, then what comes first."""
        if not left:
            return False
        if len(left) == 3 and left[0].noun and not self.person(left[:1]) and self.verb(left[1]) and left[2].noun:
            return self._occasion_ends(left[1:], right)  # 钢瓶开阀｜先开总阀
        if len(left) == 1:
            return self.terms.get(left[0].text) == "v" and self.verbal(left[0]) and self.has_verb(right)
        known = self.terms.get(left[0].text) == "v" or left[0].text in self.known.verbs1
        doing = len(left) == 2 and self.verb(left[0]) and left[1].noun and known
        named = self.person(left) or self.words.is_class(left[-1].text, "generic")  # 动火作业先办票
        return doing and not named and self.has_verb(right)

    def _event_ends(self, run: Run, at: int, left: Run, right: Run) -> bool:
        """衣服着火｜就地滚, 金属钠着火｜用干沙覆盖: an event without marker, then the act."""
        double = at and self.words.is_class(join(run[at - 1 : at + 1]), "event")
        told = (
            double or self.words.is_class(run[at].text, "event") or (bool(left) and self.words.is_class(run[at].text, "state"))
        )
        if not right or not told or self.volitional(run) or any(t.kind == "frame" for t in left):
            return False
        head = right[0]
        acts = (
            bool(left)
            and left[0].noun
            and self.terms.get(head.text) == "v"
            and head.tag == "v"
            and (len(right) > 1 or len(head.text) > 2)
        )
        opens = (
            (acts and not self.state(right[:1]))
            or head.kind in ("first", "urgent")
            or (head.kind == "frame" and head.tag == "p")
            or head.tag in ("d", "vd")
            or (self.words.is_class(head.text, "light") and len(right) > 1)  # 呼吸停止｜给予人工呼吸
        )
        return opens and not head.modal and self.has_verb(right)

    def _fused(self, token: Token) -> str:
        """Marker at the end of a word the tagger did not cut: 用完, 用后, 停机时."""
        if len(token.text) != 2 or token.kind or token.text in self.terms or token.text[0] in "往向朝靠":
            return ""
        return token.text[1] if token.text[1] in "后完毕" and token.tag in ("v", "t", "d", "n") else ""

    def _starts_here(self, right: Run) -> bool:
        head = right[0]
        doing = self.verb(head) or (self.verbal(head) and self.terms.get(head.text) == "v")
        return (doing or head.tag in ("d", "vd") or head.kind in ("first", "urgent")) and self.has_verb(right)

    def _starts_act(self, right: Sequence[Token]) -> bool:
        return bool(right) and self.has_verb(right)

    def _ends(self, token: Token, left: Run, right: Run, before_cue: bool) -> bool:
        if not left:
            return False
        word = token.text
        if word in THAT:
            return self._that(left, right, before_cue)
        if word == "中":
            return left[-1].tag in ("v", "vn") and not (right and right[0].text == "的")
        if right and right[0].text in ("的", "、"):
            return False
        if word in EXCEPT:
            return any(t.text in ("除", "除了") for t in left)
        if word in BEFORE and left[-1].text in ("在", "朝", "向"):
            return False  # 右手在前
        if word in AFTER + BEFORE:
            if any(t.text in ("先", "首先") for t in left) and right:
                return False
            sure = before_cue and (self.person(right) or len(word) > 1 or self.unmet(left) or self.verbal(left[-1]))
            if right and right[0].noun and not self.has_verb(right) and not sure:
                return False
            return (
                self.has_verb(left)
                or self.state(left)
                or self.normal(left)
                or left[-1].tag in ("t", "v", "vn")
                or (len(left) == 1 and not (word == "前" and self.words.ends_like(left[0].text, "device")))
            )
        return True

    def _that(self, left: Run, right: Run, before_cue: bool) -> bool:
        """…的, …者 as "those who / if": only before an act, and only after a predicate."""
        having = any(t.text in ("有", "属于", "是", "为") for t in left)
        if not (self.has_verb(left) or self.denied(left) or self.state(left) or self.normal(left) or having):
            return False
        if not right:
            return True
        head = right[0]
        if left[0].text in ("对", "对于") and self.verbal(head) and self.state(left):
            return True  # 对包装破损的｜拒绝入库
        if head.modal or head.kind in ("urgent", "first", "neg") or head.tag in ("d", "p", "vd", "ad"):
            return True
        if head.kind == "frame" and head.text in ("到", "至"):
            return self.has_verb(right[1:])  # 拉绳失效的｜到机头按急停
        if before_cue and len(right) == 1:
            return False
        if head.tag == "m":
            return self.has_verb(right)
        refused = self.denied(left) or any(t.kind == "ban" for t in left)
        acts = head.tag == "vn" and self.terms.get(head.text) == "v" and (len(right) == 1 or right[1].kind == "join")
        if refused and acts:
            return True  # 不能修复的｜上报并采取措施
        return self.verb(head) and not self.words.ends_like(join(right[:1]), "person")
