"""Values the stages hand to each other (ring 0).

Every value is frozen. Length is counted in 字 (punctuation excluded), spans are half-open and count
code points of the decoded source *before* any normalisation, scores lie in [0, 1] with 1 best.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mnemo.source import Block, BlockRole, Card, CardKind, Document, Finding, Lead, MappedText, Severity, Span

StepKind = Literal["do", "never", "gate", "when", "limit", "hazard", "may"]
Polarity = Literal["must", "forbid", "may"]
ConditionRole = Literal["trigger", "precondition", "exception", "case", "phase"]
ConditionScope = Literal["own", "inherited", "lead", "heading"]
GateKind = Literal["event", "paper", "state", "actor", ""]
RoleName = Literal[
    "tool", "worn", "place", "direction", "goal", "source", "partner", "substitute", "manner", "until", "purpose"
]
Bound = Literal["exact", "min", "max", "above", "below", "range", "about"]
QuantityRole = Literal["duration", "frequency", "threshold", "lead", "limit", "count"]
LineRole = Literal["step", "opening", "closing", "heading", "gloss"]
Scope = Literal["full", "critical", "oneline"]


@dataclass(frozen=True, slots=True)
class Role:
    """A part of an act beside verb and object: with what, where, wearing what, how."""

    name: RoleName
    text: str
    restrictor: bool = False  # narrows what is meant; may never be dropped from a ban
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One verb with what belongs to it (动作). `objects` are the coordinated objects; `object` joins them."""

    verb: str
    objects: tuple[str, ...] = ()
    result: str = ""  # 好, 到位, 1.5米以外 … as the source words it
    roles: tuple[Role, ...] = ()
    negated: bool = False  # inner 不/未: 不准不加盖 = forbid + negated 加盖
    join: Literal["all", "any", "with"] = "all"  # how the objects hang together
    span: Span | None = None

    @property
    def object(self) -> str:
        return "、".join(self.objects)

    def role(self, name: RoleName) -> str:
        """Text of the first role called `name`, "" if there is none."""
        return next((r.text for r in self.roles if r.name == name), "")


@dataclass(frozen=True, slots=True)
class Condition:
    """When a step holds (条件), as a small clause of its own."""

    text: str  # as in the source, without the marker
    role: ConditionRole
    negated: bool = False  # 未审批, 没有监护人, 不合格
    scope: ConditionScope = "own"
    marker: str = ""  # 时, 后, 前, 的, 情况下, 外 … as printed: 前 and 后 decide the order
    doable: bool = False  # the worker brings it about (先验电), apart from observed (报警响)
    subject: str = ""
    verb: str = ""
    object: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit in the source (数量). `value` and `high` are decimal strings, "" if absent."""

    text: str
    value: str
    unit: str
    bound: Bound = "exact"
    role: QuantityRole = "limit"
    high: str = ""
    measure: str = ""  # what is measured: 氧含量, 中间压力
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a clause: LAC tag (n v a d p f m q c u w …), cue kind if the lexicons know it as one."""

    text: str
    tag: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, or never to do (步骤), in source order: a clause with its coordinated acts."""

    id: str
    kind: StepKind
    polarity: Polarity  # the source's surface modal: 不得 → forbid, 方可 → may, else must
    text: str
    spans: tuple[Span, ...]
    acts: tuple[Act, ...] = ()
    conditions: tuple[Condition, ...] = ()
    conditions_join: Literal["all", "any"] = "all"
    gate: GateKind = ""
    actor: str = ""
    topic: str = ""
    hazard: str = ""  # accident type or consequence, for kind hazard
    modality: str = ""  # the cue as printed: 严禁, 方可, 应
    order: str = ""  # order word inside: 先, 再, 最后, 方可 …
    urgent: bool = False
    quantities: tuple[Quantity, ...] = ()
    after: tuple[str, ...] = ()  # explicit order edges
    implied_after: tuple[str, ...] = ()  # numbered items of an operation or emergency card
    critical: bool = False
    evidence: tuple[str, ...] = ()  # why it is critical
    phase: str = ""
    section: str = ""
    group: str = ""  # joins complementary clauses and restatements
    condition_spans: tuple[Span, ...] = ()
    confidence: float = 0.9
    rule: str = ""
    cues: tuple[str, ...] = ()  # lexicon rows that fired, for `mnemo explain`
    words: tuple[Word, ...] = ()  # the words of `text`, clauses parted by a word of tag w
    lead_words: tuple[Word, ...] = ()  # the same of the conditions that a lead-in or heading sets

    @property
    def action(self) -> str:
        return self.acts[0].verb if self.acts else self.hazard

    @property
    def object(self) -> str:
        return self.acts[0].object if self.acts else ""

    @property
    def trigger(self) -> str:
        return "；".join(c.text for c in self.conditions if c.role in ("trigger", "case", "phase"))

    @property
    def precondition(self) -> str:
        return "；".join(c.text for c in self.conditions if c.role in ("precondition", "exception"))


@dataclass(frozen=True, slots=True)
class Noise:
    """A piece of the source that gave no step, and why."""

    text: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the analysis of one card found."""

    steps: tuple[Step, ...]
    noise: tuple[Noise, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Syllable:
    """One 字 read aloud. `final` uses `-i` for 知/资 and `i` for 衣; tone 1–5, 5 neutral."""

    char: str
    initial: str
    final: str
    tone: int
    pinyin: str  # with tone mark


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A way to say one or two steps in clauses of given lengths (说法)."""

    clauses: tuple[str, ...]  # one line, or two clauses that belong together
    steps: tuple[str, ...]
    cost: int  # 0–300, 0 most natural
    naturalness: float
    trail: tuple[str, ...] = ()  # lexicon rows used, replayable
    says: tuple[str, ...] = ()  # atoms said: act, object, condition, tool …
    omits: tuple[str, ...] = ()
    says_condition: bool = True  # its trigger is said, or it has none
    caesuras: tuple[int, ...] = ()  # per clause: 字 before the main pause
    source: Literal["bank", "grammar", "source", "fallback", "filler"] = "grammar"


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of a verse (句)."""

    text: str
    role: LineRole = "step"
    stanza: int = 0
    couplet: int = 0
    steps: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines that nobody has judged yet."""

    form: str
    lines: tuple[Line, ...]
    scope: Scope = "full"
    book: str = ""
    cost: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which steps a line says, by the judge's own reading."""

    line: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judge says of a verse (判定): findings decide, scores only compare."""

    findings: tuple[Finding, ...] = ()
    alignment: tuple[Aligned, ...] = ()
    missing: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()

    @property
    def ok(self) -> bool:
        """No error stands; warnings may."""
        return not any(f.severity == "error" for f in self.findings)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verse that passed the judge, with its scores and what it leaves out."""

    id: str
    form: str
    family: str
    scope: Scope
    book: str
    text: str
    lines: tuple[Line, ...]
    readings: tuple[str, ...] = ()  # pinyin per line
    rhymes: tuple[str, ...] = ()  # rhyme group per line, "" if none
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    total: float = 0.0
    rank: int = 0
    form_rank: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CardResult:
    """Everything mnemo has to say about one card."""

    card: Card
    analysis: Analysis
    candidates: tuple[Candidate, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Everything mnemo has to say about one file."""

    document: Document
    cards: tuple[CardResult, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


__all__ = [
    "Act", "Aligned", "Analysis", "Block", "BlockRole", "Bound", "Candidate", "Card",
    "CardKind", "CardResult", "Condition", "ConditionRole", "ConditionScope", "Document", "Draft", "Finding",
    "GateKind", "Judgement", "Lead", "Line", "LineRole", "MappedText", "Noise", "Phrasing",
    "Polarity", "Quantity", "QuantityRole", "Result", "Role", "RoleName", "Scope", "Severity",
    "Span", "Step", "StepKind", "Syllable", "Word",
]  # fmt: skip
