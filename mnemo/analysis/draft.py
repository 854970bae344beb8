"""A step while it is being built, and how it becomes a value."""

from __future__ import annotations

from dataclasses import dataclass, field

from mnemo.analysis.acts import Predicate
from mnemo.analysis.clauses import Clause
from mnemo.analysis.names import Reading
from mnemo.types import Condition, GateKind, Polarity, Quantity, Span, Step, StepKind


@dataclass(slots=True)
class Draft:
    """Mutable on purpose, never leaves the analysis."""

    clause: Clause
    reading: Reading
    predicate: Predicate
    kind: StepKind
    polarity: Polarity
    text: str
    spans: list[Span]
    block: int = 0
    sentence: int = 0
    marker: str = ""
    conditions: list[Condition] = field(default_factory=list)
    conditions_join: str = "all"
    gate: GateKind = ""
    actor: str = ""
    topic: str = ""
    hazard: str = ""
    modality: str = ""
    order: str = ""
    quantities: tuple[Quantity, ...] = ()
    after: list[int] = field(default_factory=list)
    implied: list[int] = field(default_factory=list)
    evidence: tuple[str, ...] = ()
    phase: str = ""
    section: str = ""
    group: str = ""
    confidence: float = 0.9
    rule: str = ""
    cues: tuple[str, ...] = ()
    follows: frozenset[str] = frozenset()  # texts of conditions that name an earlier event

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(a.verb for a in self.predicate.acts)

    def own_conditions(self) -> list[Condition]:
        return [c for c in self.conditions if c.scope == "own"]

    def build(self, number: int, ids: dict[int, str]) -> Step:
        """The finished value; `ids` maps draft numbers to step ids."""
        conditions = tuple(dict.fromkeys(self.conditions))
        return Step(
            id=ids[number],
            kind=self.kind,
            polarity=self.polarity,
            text=self.text,
            spans=tuple(sorted(dict.fromkeys(self.spans))),
            acts=self.predicate.acts,
            conditions=conditions,
            conditions_join="any" if self.conditions_join == "any" else "all",
            gate=self.gate,
            actor=self.actor,
            topic=self.topic,
            hazard=self.hazard,
            modality=self.modality,
            order=self.order,
            urgent=self.predicate.urgent,
            quantities=self.quantities,
            after=tuple(ids[i] for i in sorted(set(self.after)) if i != number),
            implied_after=tuple(ids[i] for i in sorted(set(self.implied) - set(self.after)) if i != number),
            critical=bool(self.evidence),
            evidence=self.evidence,
            phase=self.phase,
            section=self.section,
            group=self.group,
            condition_spans=tuple(dict.fromkeys(c.span for c in conditions if c.span)),
            confidence=self.confidence,
            rule=self.rule,
            cues=self.cues,
        )
