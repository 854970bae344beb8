"""A clause with everything known about it by itself, and the reasons why one gives no step."""

from __future__ import annotations

from dataclasses import dataclass

from mnemo.analysis.clauses import Clause
from mnemo.analysis.names import Reading
from mnemo.analysis.patterns import Hit
from mnemo.analysis.tokens import Run
from mnemo.types import Span

REASONS = {
    "discourse": "承接语",
    "elaboration": "举例说明",
    "negperm": "否定的许可，不是允许",
    "reference": "引用别处",
    "reverse": "承接语",
    "concessive": "让步说明",
    "grounds": "依据说明",
    "cause": "原因说明",
    "slogan": "口号",
    "purpose": "目的说明",
    "label": "小标题",
    "topic": "话题，归入后文",
    "dangling": "条件没有对应的动作",
    "copula": "说明性句子",
    "no-verb": "没有动作",
    "feature": "特征说明",
    "waived": "说明不必做",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A clause with everything known about it by itself."""

    clause: Clause
    reading: Reading
    hits: tuple[Hit, ...]

    @property
    def run(self) -> Run:
        return self.clause.tokens

    @property
    def text(self) -> str:
        return self.clause.text.text

    @property
    def span(self) -> Span:
        return self.clause.text.span()

    @property
    def role(self) -> str:
        return next((h.yields for h in self.hits if h.family == "role"), "")

    def hit(self, family: str) -> bool:
        return any(h.family == family for h in self.hits)
