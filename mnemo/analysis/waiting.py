"""Clauses that are nothing but a condition for what follows."""

from __future__ import annotations

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
        if run and rest and run[0].text in ("只有", "仅有") and not reading.cue:
            return requirements(run, g)
        if reading.cue and rest and self._fails(reading, rest):
            return (RawCondition(run),)
        if reading.cue or not rest or not run or part.clause.sep == "→":
            return ()
        condition, after = g.split_condition(run)
        if condition and not after:
            return (condition,)
        if condition and after and (g.volitional(after) or any(t.kind in ("urgent", "first", "next") for t in after[:2])):
            return ()
        if condition and after and after[0].kind in ("sense", "begin") and not any(t.kind == "urgent" for t in after):
            return (condition, RawCondition(after))
        if opens and not condition and self._occasion(part, rest[0]):
            return (RawCondition(run),)
        if self._conditional(part, after if condition and after else run, rest):
            if condition and after and (g.state(after) or g.has_verb(after)) and condition.marker not in ("的", "者"):
                return (condition, RawCondition(after))
            return (RawCondition(run),)
        return ()

    def _occasion(self, part: Part, after: Part) -> bool:
        """更换熔断器，应戴护目镜; 卸完油，先关阀: what one is at, when the duty is what comes next."""
        g, run = self.g, part.reading.run
        quiet = not any(t.kind in ("urgent", "first", "next", "bound", "neg", "all", "guard") for t in run)
        quiet = quiet and not any(t.kind == "frame" and not g.words.is_class(t.text, "use") for t in run[1:])
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
        ahead = rest[0].reading.kind == "duty" or any(t.kind == "urgent" for t in rest[0].run)
        return unable and ahead and any(self.g.words.is_class(t.text, "fail") for t in reading.body)

    def _conditional(self, part: Part, run: Run, rest: list[Part]) -> bool:
        g = self.g
        if all(t.tag == "t" for t in run):
            return True
        if run[0].text in ("到", "至", "到达") and len(run) <= 3 and not any(g.verb(t) for t in run[1:]):
            return True
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
        if g.state(run) and not any(t.kind == "bound" for t in run):
            return bool(rest)
        if g.words.ends_like(join(run), "situation") and g.nominal(run):
            return True
        if g.denied(run) and "ban" in modal_ahead and not g.nominal(run):
            return True
        joined = part.clause.tokens[0].kind == "join"
        return bool(self.scope.fresh) and joined and not g.nominal(run)

    def _someone_else(self, part: Part, rest: list[Part]) -> bool:
        """任何人发出停车信号，司机都应停车: one person's act is the other's trigger."""
        first, second = part.reading, rest[0].reading
        return second.kind == "duty" and bool(first.actor and second.actor) and join(first.actor) != join(second.actor)
