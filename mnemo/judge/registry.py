"""Guards as data: each a small function that names what it promises (守则)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mnemo.judge.align import Alignment
from mnemo.judge.card import CardView, StepView
from mnemo.judge.claims import Piece, read_alone
from mnemo.judge.match import SKIPPED, Matches
from mnemo.judge.polarity import Verdict
from mnemo.judge.verse import VerseLine
from mnemo.judge.words import Vocabulary
from mnemo.types import Finding, Severity

Guard = Callable[["Case"], Iterator[Finding]]


@dataclass(slots=True)
class Case:
    """A verse under judgement: its clauses (`at[i]` is the line of clause i), what they match, what they say."""

    card: CardView
    vocabulary: Vocabulary
    lines: Sequence[VerseLine]
    at: Sequence[int]
    clauses: Sequence[Matches]
    aligned: Sequence[Alignment]
    headings: Sequence[tuple[int, Matches]] = ()
    alone: bool = False  # one or two generated clauses, not a whole verse
    faults: set[tuple[int, int]] = field(default_factory=set)  # (clause, step) with an error of polarity or condition
    excused: set[tuple[int, int]] = field(default_factory=set)  # (clause, step) whose turned sign says another step or no act
    verdicts: dict[tuple[int, int], Verdict] = field(default_factory=dict)  # filled by `judged`

    def line(self, clause: int) -> VerseLine:
        return self.lines[self.at[clause]]

    def text(self, clause: int) -> str:
        return self.clauses[clause].reading.text

    def steps(self, clause: int) -> tuple[int, ...]:
        """Numbers of the steps the clause says, () outside the verse."""
        return self.aligned[clause].steps if 0 <= clause < len(self.aligned) else ()

    def row(self, clause: int, view: StepView) -> list[Piece]:
        """The segments of a clause with what the parts of a step claim in them; not to be changed."""
        return read_alone(view, self.clauses[clause])

    def near(self, clause: int) -> tuple[int, ...]:
        """Steps of the clause and of its neighbours in the stanza."""
        own = [c for c in (clause, clause - 1, clause + 1) if self.together(clause, c)]
        return tuple(dict.fromkeys(s for c in own for s in self.steps(c)))

    def together(self, clause: int, other: int) -> bool:
        """Whether two clauses stand in one stanza."""
        if not (0 <= clause < len(self.clauses) and 0 <= other < len(self.clauses)):
            return False
        return self.line(clause).stanza == self.line(other).stanza

    def touched(self, clause: int, step: int, part: int) -> bool:
        """Whether a clause surely says something of this part."""
        return _surely(self.clauses[clause], step, part) or self._denies(clause, self.card.views[step].parts[part].denied)

    def _denies(self, clause: int, denied: str) -> bool:
        """不符, 没到: a single 字 is enough where it is the very one that the condition denies."""
        segments = self.clauses[clause].reading.segments
        return bool(denied) and any(s.sign < 0 and not s.ban and s.text.startswith(denied[0]) for s in segments)

    def finding(self, rule: str, message: str, clause: int, step: StepView | None = None, severity: Severity = "error") -> Finding:
        """A finding at a clause, with the step's place in the source."""
        source = step.step if step else None
        return Finding(rule, message, severity, self.at[clause], source.id if source else "", source.spans if source else ())


    def headed(self, clause: int, step: int, part: int) -> bool:
        """Whether the heading of the clause's stanza says the part."""
        stanza = self.line(clause).stanza
        return any(number == stanza and _surely(heading, step, part) for number, heading in self.headings)


def _surely(matches: Matches, step: int, part: int) -> bool:
    hit = matches.of.get(step, {}).get(part)
    if hit is None:
        return False
    weights = matches.weights
    return bool(hit.sure) or sum(1 for at, c in hit.credit.items() if c >= SKIPPED and weights[at]) >= 2


def source_words(view: StepView) -> str:
    """The step as the source says it, short enough for a message."""
    text = view.step.text
    return text if len(text) <= 30 else text[:29] + "…"


GUARDS: dict[str, Guard] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Enter a guard under its name; the name says what holds when it is silent."""

    def enter(function: Guard) -> Guard:
        if name in GUARDS and GUARDS[name].__qualname__ != function.__qualname__:
            raise ValueError(f"guard {name} twice")
        GUARDS[name] = function
        return function

    return enter
