"""Which conditions, actor and topic hold for a clause: memory over the clauses of a block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mnemo.analysis.leads import NOTHING, Pushed
from mnemo.types import Condition, MappedText, Span


@dataclass(frozen=True, slots=True)
class Pending:
    """A whole clause that is a condition and waits for its act."""

    text: str
    span: Span
    conditions: tuple[Condition, ...]
    join: str = "all"
    marker: str = ""
    event: bool = False  # 如…, 发现…, 确需…: it happens, nothing waits for it


@dataclass(slots=True)
class Scope:
    """Conditions by where they come from; outer ones first.

    `above` leads and headings · `label` a label inside the item · `held` comma conditions, up to the next ；
    · `inline` the last step's own, replaced by the next own one and dropped at a new topic.
    """

    above: Pushed = NOTHING
    label: Pushed = NOTHING
    label_topic: str = ""
    held: list[Pending] = field(default_factory=list)
    fresh: list[Pending] = field(default_factory=list)
    inline: tuple[Condition, ...] = ()
    spent: bool = False  # whether the inline condition is of a ban that it lifts: only a duty may go on with it
    marked: bool = False  # whether the inline condition has a marker: 时, 后, 前
    topic: str = ""
    actor: str = ""

    def new_sentence(self, full_stop: bool) -> None:
        """A ； ends comma and inline conditions; a 。 also a topic."""
        self.held, self.fresh, self.inline = [], [], ()
        self.topic, self.actor = "", ""

    def next_clause_goes_on(self) -> None:
        """并…, 然后… after ； go on under the same conditions."""
        self.fresh = []

    def wait(self, pending: Pending) -> None:
        self.fresh.append(pending)
        self.inline = ()

    def drop_label(self) -> None:
        """A later sentence with a situation of its own leaves the label: 初期小火：…。身上着火，…."""
        self.label = NOTHING
        self.label_topic = ""

    def settle(self, gate: bool) -> None:
        """The act has come: fresh conditions are held for the clauses after it; what a gate waited for is spent."""
        if gate:
            self.fresh = [p for p in self.fresh if p.marker in ("时", "的") or p.event]
        if self.fresh:
            markers = {p.marker for p in self.fresh}
            self.held = [p for p in self.held if p.marker not in markers or not p.marker]
        self.held.extend(self.fresh)
        self.fresh = []

    def gather(self, own: tuple[Condition, ...], carried: tuple[Condition, ...]) -> list[Condition]:
        """All conditions of a step, outermost first."""
        found = list(self.above.conditions) + list(self.label.conditions)
        markers = {p.marker for p in self.fresh if p.marker}
        for pending in self.held:
            if pending.marker not in markers:
                found.extend(replace(c, scope="inherited") for c in pending.conditions)
        for pending in self.fresh:
            found.extend(pending.conditions)
        if not own and not self.fresh:
            found.extend(replace(c, scope="inherited") for c in carried)
        found.extend(own)
        return list(dict.fromkeys(found))

    @property
    def joined(self) -> str:
        return "any" if any(p.join == "any" for p in self.fresh + self.held) else "all"


def text_of(parts: list[Pending], clause: MappedText) -> str:
    """Fresh conditions and the act, as a person would quote them."""
    return "，".join([*(p.text for p in parts), clause.text])
