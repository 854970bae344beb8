"""Clauses that are nothing but a condition for what follows."""

from __future__ import annotations

from mnemo.analysis.denial import refuses
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.names import Reading, requirements
from mnemo.analysis.part import Part
from mnemo.analysis.scope import Scope
from mnemo.analysis.tokens import Run, join


class Waiting:
    """Knows the scope, because 且… goes on with a condition that already waits."""

    def __init__(self, scope: Scope, g: Grammar) -> None:
        self.scope, self.g = scope, g

    def find(self, part: Part, rest: list[Part], opens: bool = False) -> tuple[RawCondition, ...]:
        """The clause is nothing but a condition for what follows."""
        run, reading, g = part.reading.run, part.reading, self.g
        if reading.kind == "duty" and rest and reading.body and reading.body[0].text in ("待", "等"):
            return (RawCondition(reading.body, "后"),)
        if len(part.clause.tokens) > 1 and rest and part.clause.tokens[0].text == "除非" and rest[0].reading.kind == "ban":
            return (RawCondition(run[1:] if run[0].text == "除非" else run, "外"),)  # 除非停产清灰，否则不得动火
        if run and rest and run[0].text in ("只有", "仅有") and not reading.cue:
            return requirements(run, g)
        if rest and reading.kind != "ban" and refuses(rest[-1].run) and not self._named(run):
            return (RawCondition(run),)  # 不了解周围情况，不焊
        if rest and not reading.cue and self._ended(part, run):
            return (RawCondition(run[:-1], run[-1].text),)
        if reading.cue and rest and self._fails(reading, rest):
            return (RawCondition(run),)
        if reading.cue or not rest or not run or part.clause.sep == "→":
            return ()
        condition, after = g.split_condition(run)
        if condition and not after:
            return (condition,)
        if condition and after and self._reacted_to(part, rest[0]) and not g.words.is_class(after[0].text, "check"):
            return (condition, RawCondition(after))  # 作业中｜挖出不明物体，应立即停工
        if condition and after and (g.volitional(after) or any(t.kind in ("urgent", "first", "next") for t in after[:2])):
            return ()
        if condition and after and after[0].kind in ("sense", "begin") and not any(t.kind == "urgent" for t in after):
            return (condition, RawCondition(after))
        if opens and not condition and self._occasion(part, rest[0]):
            return (RawCondition(run),)
        if (
            not opens
            and part.clause.tokens[0].text in ("并", "并且")
            and not any(p.reading.kind in ("then", "ban") for p in rest)
        ):
            return ()
        if self._conditional(part, after if condition and after else run, rest):
            if condition and after and (g.state(after) or g.has_verb(after)) and condition.marker not in ("的", "者"):
                return (condition, RawCondition(after))
            return (RawCondition(run),)
        return ()

    def _named(self, run: Run) -> bool:
        """Whether the clause only names what the refusal behind it is about."""
        return self.g.nominal(run) and not self.g.state(run) and not self.g.denied(run)

    def _ended(self, part: Part, run: Run) -> bool:
        """拉绳开关动作后，…: a marker ends the clause, whatever the words before it are taken for."""
        last = run[-1]
        named = all(t.noun or t.tag in ("n", "vn", "v", "m", "a") for t in run[:-1]) and not any(t.kind for t in run[:-1])
        return len(run) > 2 and last.kind == "end" and last.text in ("后", "之后", "以后") and named and part.clause.sep == ","

    def _occasion(self, part: Part, after: Part) -> bool:
        """更换熔断器，应戴护目镜; 卸完油，先关阀: what one is at, when the duty is what comes next."""
        g, run = self.g, part.reading.run
        quiet = not any(t.kind in ("urgent", "first", "next", "bound", "neg", "all", "guard") for t in run)
        quiet = quiet and not any(
            t.kind == "frame" and not g.words.is_class(t.text, "use") and t.text not in ("同", "共") for t in run[1:]
        )
        quiet = quiet and (run[0].kind != "frame" or run[0].text in ("在", "对", "给") or g.words.is_class(run[0].text, "use"))
        if not quiet or not g.has_verb(run) or part.clause.sep != "," or g.words.is_class(run[0].text, "check"):
            return False
        if any(t.text[-1] in "完毕" for t in run[:-1]):
            return after.reading.order in ("先", "首先") or any(t.kind == "first" for t in after.run[:2])
        reading = after.reading
        named = reading.actor or reading.topic or reading.place
        marked = bool(reading.conditions) and all(c.marker for c in reading.conditions) and g.verbal(run[0])
        bare = after.run[0] == reading.cue or (marked and not named)
        return reading.kind == "duty" and bare and not g.normal(run)

    def _fails(self, reading: Reading, rest: list[Part]) -> bool:
        """水源不能恢复，应立即撤离: 不能 tells what failed, not what is forbidden."""
        unable = reading.cue is not None and reading.cue.text == "不能" and not self.g.person(reading.actor)
        return unable and bool(rest) and any(self.g.words.is_class(t.text, "fail") for t in reading.body)

    def _conditional(self, part: Part, run: Run, rest: list[Part]) -> bool:
        g = self.g
        if all(t.tag == "t" for t in run) or self._over(run) or g.words.ends_like(join(run), "weather"):
            return True
        if self._reacted_to(part, rest[0]) or self._failed(run):
            return True
        if self._unable(run) and not any(t.modal for t in run):
            return True  # 看不到水位，严禁上水
        if self._does_not(run) and rest[0].reading.kind == "duty":
            return True  # 安全阀不动作，应手动放空
        if g.unmet(run) and rest[0].reading.kind == "ban":
            return True  # 送排风未开，不得喷涂
        if run[0].kind == "concessive":
            return True  # 无论何人发出停车信号，都应停车
        if run[0].text in ("到", "至", "到达") and len(run) <= 3 and not any(g.verb(t) for t in run[1:]):
            return True
        if run[0].kind == "begin" and g.words.ends_like(join(run), "situation") and not part.reading.cue:
            return True  # 遇到马上要出人命的紧急情况
        if any(t.kind == "urgent" for t in run):
            return False
        if len(run) > 2 and run[-2].text == "等" and g.verbal(run[-1]) and rest[0].reading.cue:
            return True
        if run[0].kind in ("begin", "sense") and run[0].text not in ("除", "除了", "经", "经过"):
            return True
        if run[0].text in ("除", "除了") or (run[0].text in ("经", "经过") and g.has_verb(run)):
            return True
        if run[0].kind == "urgent" or any(t.kind == "urgent" for t in run):
            return False
        if (
            any(t.tag == "m" for t in run)
            and any(g.words.is_class(t.text, "threshold") for t in run)
            and not any(t.kind == "bound" for t in run)
        ):
            return True
        if self._someone_else(part, rest):
            return True
        if rest[0].reading.kind == "only" and rest[0].clause.tokens[0].modal and len(run) <= 3 and run[0].kind == "":
            return True  # 稀释硫酸，只可将酸注入水中
        if g.volitional(run) or any(t.kind in ("first", "next") for t in run[:2]):
            return bool(self.scope.fresh) and part.clause.tokens[0].text in ("且", "而且", "并且") and g.unmet(run)
        modal_ahead = [p.reading.kind for p in rest if p.reading.cue]
        if g.unmet(run):
            return True
        if g.normal(run) and not g.state(run[-1:]):
            return "then" in modal_ahead
        if g.state(run) and not any(t.kind == "bound" for t in run) and not self._made(run):
            return bool(rest)
        if g.words.ends_like(join(run), "situation") and g.nominal(run):
            return True
        if g.denied(run) and "ban" in modal_ahead and not g.nominal(run) and not self._acts(part):
            return True
        joined = part.clause.tokens[0].kind == "join"
        return bool(self.scope.fresh) and joined and not g.nominal(run)

    def _acts(self, part: Part) -> bool:
        """裤脚放在鞋外不扎口, 非抢险人员向上风撤离: 非 says who, 不 comes after an act; the clause is an order."""
        run = part.reading.run
        no = next((i for i, t in enumerate(run) if t.text == "不" and t.kind == "neg"), 0)
        if no > 1 and run[no - 1].text != "的" and self.g.has_verb(run[:no]) and not self.g.state(run[:no]):
            return True
        who = next((i for i in range(1, min(len(run), 5)) if self.g.person(run[: i + 1])), 0)
        return run[0].text.startswith("非") and bool(who) and run[who + 1 : who + 2] != () and self.g.has_verb(run[who + 1 :])

    def _over(self, run: Run) -> bool:
        """作业完成，…; 工作结束，…: what is over is the time for what follows."""
        over = self.g.words.is_class(run[-1].text, "over") or self.g.words.is_class(run[-1].text, "finish")
        plain = not any(t.kind in ("urgent", "first", "next", "frame") or t.modal for t in run)
        return len(run) > 1 and over and plain and not self.g.person(run[:-1])

    def _made(self, run: Run) -> bool:
        """叶片用木楔卡死: with a tool it is done on purpose."""
        at = next((i for i, t in enumerate(run) if t.text in ("用", "由", "将", "把") and t.kind == "frame"), 0)
        return bool(at or run[0].text in ("用", "由", "将", "把")) and self.g.has_verb(run[at + 1 :])

    def _does_not(self, run: Run) -> bool:
        """安全阀不动作: a thing does not do what it should."""
        no = next((i for i, t in enumerate(run) if t.text == "不" and t.kind == "neg"), 0)
        told = 0 < no == len(run) - 2 and not self.g.person(run[:no]) and self.g.nominal(run[:no])
        return told and self.g.frames.get(run[-1].text) != "vo"

    def _failed(self, run: Run) -> bool:
        """堵漏无效，可…: an act that did not help."""
        return len(run) > 1 and self.g.words.is_class(run[-1].text, "failed") and not any(t.modal for t in run)

    def _reacted_to(self, part: Part, after: Part) -> bool:
        """挖出不明物体，应立即停工: 应立即 answers what the clause before tells."""
        cue = after.reading.cue
        if cue is None and part.clause.sep == "," and after.run[0].kind == "urgent":
            told = part.reading.run  # 溶剂泼洒，立即吸附
            subject = told[0].noun and told[0].tag != "vn" and not self.g.person(told) and self.g.verb(told[-1])
            return subject and not self.g.volitional(told) and len(told) < 5 and not any(t.kind == "frame" for t in told)
        if part.clause.sep != "," or cue is None or cue.kind != "duty" or after.run[0] != cue or len(after.run) < 3:
            return False
        told = part.reading.run
        quiet = not any(t.kind in ("urgent", "first", "next", "guard") for t in told)
        quiet = quiet and told[0].text not in ("将", "把", "用", "向") and not self.g.words.is_class(told[0].text, "check")
        return quiet and self.g.has_verb(told) and after.run[1].kind == "urgent"

    def _someone_else(self, part: Part, rest: list[Part]) -> bool:
        """任何人发出停车信号，司机都应停车: one person's act is the other's trigger."""
        first, second = part.reading, rest[0].reading
        if second.kind == "duty" and first.actor and second.place and first.body and part.clause.sep == ",":
            return self.g.words.is_class(first.body[0].text, "motion") and not first.cue  # 焊工进入容器内，容器外须设监护人
        return second.kind == "duty" and bool(first.actor and second.actor) and join(first.actor) != join(second.actor)

    def _unable(self, run: Run) -> bool:
        """看不到｜水位, 叫｜不｜出水: a verb, 不, and the result it does not reach, its object with it."""
        glued = any(
            a.tag.startswith("v") and len(a.text) == 1 and b.text == "不" and self.g.words.is_class(c.text[0], "reach")
            for a, b, c in zip(run, run[1:], run[2:], strict=False)
        )
        return glued or any(t.unable for t in run)
