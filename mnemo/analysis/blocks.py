"""The clauses of one block in order: which are conditions, topics, reasons, acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mnemo.analysis import build, special
from mnemo.analysis.carry import remember
from mnemo.analysis.chains import linked
from mnemo.analysis.clauses import Clause, at_cues
from mnemo.analysis.conditions import split_coordinated, structure
from mnemo.analysis.definitions import all_lacking, defined_case, defines
from mnemo.analysis.draft import Draft
from mnemo.analysis.follow import joins_previous
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.leads import Pushed, read_leads
from mnemo.analysis.names import nested
from mnemo.analysis.part import REASONS, Part
from mnemo.analysis.reaction import Reaction
from mnemo.analysis.reading import read_clause
from mnemo.analysis.scope import Pending, Scope
from mnemo.analysis.tokens import Run, join
from mnemo.analysis.waiting import Waiting
from mnemo.types import Block, Condition, Noise, Span


class BlockReader:
    """Reads one block; drafts, noise and conditions come out in `drafts`, `noise`, `labels`."""

    def __init__(self, block: Block, number: int, above: Pushed, g: Grammar) -> None:
        self.block, self.number, self.g = block, number, g
        self.scope = Scope(above=above)
        self.waiting = Waiting(self.scope, g)
        self.drafts: list[Draft] = []
        self.noise: list[Noise] = []
        self.attached: list[Span] = []
        self.reaction = Reaction(g)

    def read(self, clauses: Sequence[Clause]) -> None:
        clauses = [piece for c in clauses for piece in at_cues(c, self.g)]
        clauses = linked(clauses, self.g)
        parts = [Part(c, read_clause(c.tokens, self.g), self.g.patterns.read(c.tokens)) for c in clauses if c.tokens]
        sentence, skip = -1, 0
        for at, part in enumerate(parts):
            skip = max(skip - 1, 0) or self._harmful_chain(parts, at)
            if skip:
                continue
            if part.clause.sentence != sentence:
                goes_on = part.run[0].text in ("随即", "随后", "同时") and bool(self.drafts)
                linked_on = part.run[0].kind in ("join", "next") or self.reaction.goes_on(part, self.drafts)
                if at and (goes_on or (parts[at - 1].clause.sep == ";" and linked_on)):
                    self.scope.next_clause_goes_on()
                else:
                    self.scope.new_sentence(True)
                sentence = part.clause.sentence
            rest = [p for p in parts[at + 1 :] if p.clause.sentence == sentence]
            self._clause(part, rest, at, parts)

    def _harmful_chain(self, parts: list[Part], at: int) -> int:
        """线路老化→火灾: how many links lead to the harm at the end of the chain that begins at `at`, 0 if none does."""
        end = at
        while end + 1 < len(parts) and parts[end].clause.sep == "→":
            end += 1
        chain = parts[at : end + 1]
        ordered = any(p.reading.cue or any(t.kind in ("urgent", "first", "next", "frame") for t in p.run) for p in chain)
        harm = self.g.words.ends_like(chain[-1].text, "harm") and not ordered
        if end == at or not harm or (at and parts[at - 1].clause.sep == "→"):
            return 0
        causes = tuple(structure(RawCondition(p.run), p.clause.text, self.g, role="trigger") for p in chain[:-1])
        last = chain[-1]
        self.drafts.append(special.hazard(last.clause, last.reading, causes, self.number, self.block, self.g))
        return end - at + 1

    def _clause(self, part: Part, rest: list[Part], at: int, parts: list[Part]) -> None:
        reason = self._skip(part, rest)
        if reason == "reverse" and part.clause.sep != ":" and (not rest or rest[0].reading.kind == "ban"):
            self.drafts.append(special.reversed_order(part.clause, self.number, self.block, self.g))
        elif reason == "copula" and (said := defined_case(part, rest)):
            self._wait(part, (said,))
        elif reason:
            self._drop(part, reason)
        elif joins_previous(part, self.drafts, self.number, self.g):
            return
        elif part.clause.sep == ":" and at + 1 < len(parts):
            self._label(part)
        elif (self.scope.label.cue or self.scope.above.cue) and not part.reading.cue:
            self._listed(part)
        elif self.scope.label.meta and not part.reading.cue:
            self._drop(part, "label")
        elif (self.scope.label.hazard or self.scope.above.hazard) and self._only_tells(part, rest):
            self._hazardous(part)
        elif part.reading.waived:
            self._waive(part)
        elif condition := self.waiting.find(part, rest, not self._begun(part)):
            self._wait(part, condition, bool(rest and rest[0].reading.actor))
        elif rest and self._is_topic(part, rest):
            self._topic(part)
        elif self._is_reason(part, rest):
            self._drop(part, "cause")
        else:
            self._act(part)

    def _drop(self, part: Part, reason: str) -> None:
        self.noise.append(Noise(part.text, REASONS.get(reason, reason), part.span))

    def _skip(self, part: Part, rest: list[Part]) -> str:
        """Roles that are no steps; "" to go on."""
        role = part.role
        if role == "reverse":
            condition, after = self.g.split_condition(part.reading.run)
            if condition and after and not (rest and rest[0].reading.kind == "ban"):
                self._wait(part, (condition,))
        if role == "negperm":
            self.scope.topic = _denied_act(part.run)
        if role in ("discourse", "elaboration", "negperm", "reference", "reverse"):
            return role
        if role in ("until", "purpose"):
            return ""
        if rest == [] and not part.reading.cue and not part.hit("normal") and self._describes(part):
            return "copula"
        bare = part.reading.cue is None or part.reading.cue.text == "不"
        if bare and (defines(part.run, self.g) or (all_lacking(part.run) and not any(p.reading.cue for p in rest))):
            return "copula"
        whoever = any(t.text in ("何人", "谁", "任何人", "哪个") for t in part.run) and bool(rest)
        if role == "concessive" and not whoever and (rest or not part.reading.cue):
            return role
        if role == "grounds" and rest and not part.reading.cue and not self.g.words.ends_like(part.text, "person"):
            return role if sum(self.g.verb(t) for t in part.run) <= 1 else ""
        if part.clause.quoted and not part.reading.cue and len(part.text) <= 12:
            return "slogan"
        return ""

    def _describes(self, part: Part) -> bool:
        """A state with nothing to do about it: 除尘管道发热、冒烟."""
        run, g = part.reading.run, self.g
        if self.scope.above.cue or self.scope.label.cue or self.scope.fresh or self._harmful(part):
            return False
        if any(t.text in ("是否", "有无", "有没有") for t in run):
            return False
        moved = any(t.kind in ("urgent", "first", "next", "frame") for t in run) or bool(part.reading.conditions)
        return g.state(run) and not g.volitional(run) and not moved and not any(t.kind == "bound" for t in run)

    def _label(self, part: Part) -> None:
        if part.run[0].kind in ("first", "next") and not part.reading.cue:
            self._act(part)
            return
        listed = any(self.g.words.holds(f.text, "pointing") for f in self.scope.fresh)
        pushed = read_leads([replace(part.clause)], self.g, "lead")
        if listed and part.reading.cue:
            pushed = Pushed(cue=part.reading.cue, act=part.reading.body, text=part.clause.text, spans=(part.span,))
            self.attached.extend(f.span for f in self.scope.fresh)
            self.scope.fresh = []
        self.scope.drop_label()
        if pushed.empty and part.reading.cue:
            self._act(part)
            return
        if pushed.empty and any(self.g.verb(t) for t in part.run) and not self._plain_title(part):
            raw = RawCondition(part.run)
            pushed = Pushed(conditions=(structure(raw, part.clause.text, self.g, "lead", "case"),), spans=(part.span,))
        if pushed.empty:
            if self.g.nominal(part.run) and not self._plain_title(part) and self._thing(part):
                self.scope.label_topic = part.text
            self._drop(part, "label")
        else:
            self.attached.append(part.span)
        self.scope.label = pushed

    def _thing(self, part: Part) -> bool:
        return self.g.words.ends_like(part.text, "device") or self.g.nouns(part.text)

    def _plain_title(self, part: Part) -> bool:
        return self.g.words.ends_like(part.text, "empty")

    def _listed(self, part: Part) -> None:
        """An item under 下列情况不得X： or 严禁下列行为：."""
        pushed = self.scope.label if self.scope.label.cue else self.scope.above
        self.drafts.append(special.listed(part.clause, part.reading, pushed, self.number, self.block, self.g))

    def _only_tells(self, part: Part, rest: list[Part]) -> bool:
        """Under 危险特性： a clause is no order unless it sounds like one."""
        moved = any(t.kind in ("urgent", "first", "next", "frame", "bound") for t in part.run)
        if part.reading.cue or any(p.reading.cue for p in rest):
            return False
        return self._harmful(part) or not (moved or self.g.volitional(part.reading.run))

    def _hazardous(self, part: Part) -> None:
        """Under 危险特性： harm words make a hazard, the rest only describes."""
        if self._harmful(part):
            self.drafts.append(special.hazard(part.clause, part.reading, (), self.number, self.block, self.g))
        else:
            self._drop(part, "feature")

    def _waive(self, part: Part) -> None:
        """无需关闭总电源: no order at all, but its condition goes on."""
        self.scope.inline = build.inline_conditions(part.clause, part.reading, self.g)
        self._drop(part, "waived")

    def _wait(self, part: Part, raws: tuple[RawCondition, ...], other: bool = False) -> None:
        conditions: list[Condition] = []
        for raw in raws:
            who, inner = nested(raw, self.g) if not other else ((), (raw,))
            if who:
                self.scope.actor = self.scope.actor or join(who)
            for one in inner:
                conditions.extend(structure(c, part.clause.text, self.g) for c in split_coordinated(one, self.g))
        situation = any(c.role in ("trigger", "case") for c in conditions)
        if part.clause.sentence and not self.scope.fresh and situation and self.scope.label.conditions and self._new_stop(part):
            self.scope.drop_label()
        marker = raws[-1].marker if raws[-1].marker in ("时", "的", "后", "之后", "以后", "完", "完毕", "才") else ""
        several = len([c for c in conditions if c.role != "phase"]) > len(raws)
        joined = "any" if several or any(t.text in ("或", "或者") for t in part.run) else "all"
        self.scope.wait(
            Pending(part.text, part.span, tuple(conditions), joined, marker, raws[0].run[0].kind in ("begin", "sense"))
        )

    def _begun(self, part: Part) -> bool:
        """Whether an earlier clause of the sentence is a step."""
        return any(d.sentence == part.clause.sentence for d in self.drafts)

    def _new_stop(self, part: Part) -> bool:
        """Whether this sentence begins after a full stop."""
        return all(d.sentence < part.clause.sentence for d in self.drafts)

    def _acts_named(self, part: Part, rest: list[Part]) -> bool:
        """变速、换刀和测量工件，不停车不得进行: what 进行 stands for."""
        after = rest[0].reading
        vague = after.kind in ("ban", "then") and len(after.body) == 1 and after.body[0].text == "进行" and not after.topic
        plain = not part.reading.cue and not part.reading.conditions
        return vague and plain and not any(t.kind in ("urgent", "first", "next", "neg", "frame") for t in part.run)

    def _is_topic(self, part: Part, rest: list[Part]) -> bool:
        run, g = part.reading.run, self.g
        if part.clause.sep == "→":
            return False
        if self._acts_named(part, rest) or (rest[0].role == "concessive" and not part.reading.cue and run[-1].noun):
            return True
        at = max((i for i, t in enumerate(run) if t.text == "的"), default=0)
        if at and not part.reading.cue and g.nominal(run[at + 1 :]) and g.person(run[at + 1 :]) and rest[0].reading.cue:
            return True  # 所有进入厂区的外来人员，均应登记
        if (run[0].tag == "vn" and not g.person(run)) or g.normal(run):
            return False
        if part.reading.cue or not g.nominal(run) or g.terms.get(run[0].text) == "v":
            return False
        return (
            (g.person(run) and not g.state(run))
            or g.words.ends_like(join(run), "device")
            or all(t.tag in ("n", "nz") for t in run)
        )

    def _topic(self, part: Part) -> None:
        if self.g.person(part.run):
            self.scope.actor = part.text
        else:
            self.scope.topic = part.text
        self._drop(part, "topic")

    def _is_reason(self, part: Part, rest: list[Part]) -> bool:
        cause = next((h for h in part.hits if h.yields == "cause"), None)
        if cause is None or part.reading.cue:
            return False
        alone = not rest and not any(d.sentence == part.clause.sentence and d.block == self.number for d in self.drafts)
        return not (alone and self._harmful(part))

    def _harmful(self, part: Part) -> bool:
        return bool(self.g.words.holds(part.text, "harm"))

    def _act(self, part: Part) -> None:
        if part.hits and any(h.yields == "cause" for h in part.hits) and not part.reading.cue and self._harmful(part):
            self.drafts.append(special.hazard(part.clause, part.reading, (), self.number, self.block, self.g))
            return
        if self._harm_alone(part):
            self.drafts.append(special.hazard(part.clause, part.reading, (), self.number, self.block, self.g))
            return
        reading = part.reading
        draft = build.act(part.clause, reading, self.scope, self.drafts, self.number, self.block, self.g)
        if isinstance(draft, str):
            self._drop(part, draft)
            return
        self.drafts.append(draft)
        self.scope.settle(reading.kind == "then")
        inline = build.inline_conditions(part.clause, reading, self.g)
        remember(self.scope, inline, draft, self.drafts, self.g)

    def _harm_alone(self, part: Part) -> bool:
        """浓酸溅出灼伤: nothing to do in it, and it ends in harm."""
        run, g = part.reading.run, self.g
        if part.reading.cue or self.scope.fresh or self.scope.held or not run or part.clause.sep == "→":
            return False
        moved = any(t.kind in ("urgent", "first", "next", "frame", "bound", "guard") for t in run)
        return g.words.ends_like(part.text, "harm") and not moved and not g.volitional(run)


def _denied_act(run: Run) -> str:
    """并非所有人都可以进行加氨操作 → 加氨操作: what the next clause is about."""
    at = next((i for i, t in enumerate(run) if t.modal), None)
    return join(tuple(t for t in run[at + 1 :] if t.text != "进行")) if at is not None else ""
