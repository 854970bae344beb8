"""What a form (体裁) demands, as values: metre, rhyme schemes, stanza sizes, layout, selector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["metric", "sequence", "list", "set", "initials"]
Domain = Literal["stanza", "unit"]
Pick = Literal["chain", "bans", "pairs", "verbs"]


class EndingLike(Protocol):
    """How a clause ends: rhyme group id ("" if it cannot rhyme), last 字, tone 1–5."""

    @property
    def group(self) -> str: ...
    @property
    def char(self) -> str: ...
    @property
    def tone(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Scheme:
    """Which clauses of a unit rhyme (0-based), and how far one rhyme reaches: a stanza or one unit."""

    name: str
    rhymed: tuple[int, ...]
    domain: Domain


@dataclass(frozen=True, slots=True)
class Stanza:
    """Sizes in units: `least`–`most` are accepted, `best` is the longest that is composed, in steps of `step`."""

    least: int = 1
    most: int = 1
    best: int = 1
    step: int = 1

    def sizes(self) -> tuple[int, ...]:
        """Unit counts a composed stanza may have."""
        return tuple(n for n in range(self.least, self.best + 1) if n % self.step == 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Marks after the clauses, in turn; `row` clauses stand on one printed line; a stanza ends with `last`."""

    marks: tuple[str, ...] = ("，", "。")
    row: int = 2
    last: str = "。"


@dataclass(frozen=True, slots=True)
class Selector:
    """What a text must have for a sequence form, and the frames its rows and heading are put in.

    Slots of a frame: L lead word, X and Y what stands in the row, V the shared verb, N the number of
    rows in 字, I the initials. `row`, `heading` and `polarity` run in parallel.
    """

    pick: Pick
    least: int
    most: int
    lengths: tuple[int, ...]
    row: tuple[str, ...]
    heading: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    edges: Literal["explicit", "any"] = "explicit"
    leads: tuple[tuple[str, ...], ...] = ()
    numerals: str = ""

    def lead_words(self, rows: int) -> tuple[str, ...]:
        """Lead words for so many rows, () if the form has none for it."""
        for words in self.leads:
            if len(words) == rows:
                return words
        longer = [words for words in self.leads if len(words) > rows]
        return longer[0][:rows] if longer else ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A text with exactly one fault, and the rule that names it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form (体裁). `clauses` holds the lengths in 字 of one unit, () for the sequence forms."""

    id: str
    name: str
    family: str
    family_name: str
    order: int
    kind: Kind
    accepts: tuple[str, ...]
    rejects: tuple[Reject, ...]
    clauses: tuple[int, ...] = ()
    pairs: tuple[int, ...] = ()  # 0-based clauses of the unit where a saying of several clauses may start
    run: int = 0  # most clauses of one saying where the rhyme reaches over a stanza; 0: as many as the unit has
    schemes: tuple[Scheme, ...] = ()
    stanza: Stanza = Stanza()
    layout: Layout = Layout()
    selector: Selector | None = None
    aliases: tuple[str, ...] = ()

    @property
    def unit(self) -> int:
        """Clauses in one unit."""
        return len(self.clauses)

    def length(self, slot: int) -> int:
        """字 of the clause at `slot` of a stanza."""
        return self.clauses[slot % len(self.clauses)]
