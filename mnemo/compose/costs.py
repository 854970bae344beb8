"""The one table of costs the search adds up. Integers, so that sums are exact and runs repeat.

Ratios follow a throw-away generator that was run on eight procedures in six rounds (design notes,
phrases.md, section Search); its unit is about 150 here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of the search; a phrasing adds its own 0–300."""

    skip_critical: int = 10**9
    """Leaving out a critical step: more than any verse can cost otherwise, so it happens only if nothing fits."""
    skip: int = 1000
    """Leaving out another step: dearer than a missed rhyme, so that steps are not lost for sound."""
    joined: int = 120
    """Rhyme in one of the two books only (e~uo, ing~ong): 5 % of human rhymes, scored 0.8."""
    nasal: int = 300
    """an~ang, en~eng, in~ing: 8 % of human rhymes, at most one a card."""
    none: int = 900
    """A rhyme place that does not rhyme; people miss 19 %, the target is 5 %."""
    filler: int = 700
    """An opening or closing line: no information, at most 10 % of the lines."""
    extra: int = 60
    """A 7-字 clause more than the step needs; shorter clauses cost in proportion (`extra_clause`)."""
    tone: int = 20
    """平 after 仄 at rhyme places or the reverse: a tie-breaker (people agree in 66 %)."""
    change: int = 60
    """A new rhyme at a stanza break: changing at each stanza is usual, so only little dearer than keeping it."""
    split: int = 100
    """A stanza break inside a section."""
    run_on: int = 60
    """A section that begins inside a couplet."""
    straddle: int = 60
    """A saying of several clauses that goes on over the end of a couplet."""
    heading: int = 80
    """A stanza title that says the trigger of its lines."""
    again: int = 60
    """Saying a trigger that was just said."""
    swap: int = 50
    """Two neighbours in the other order than the source."""
    same_rhyme: int = 500
    """Two rhyme places of one stanza with the same 字: counts as no rhyme, so dearer than a nasal one."""
    same_char: int = 150
    """The same in two stanzas (2–5 % of rhyme words in human verse)."""
    same_tail: int = 160
    """Two clauses with the same last three 字."""
    same_clause: int = 400
    """The same clause twice: a refrain that tells nothing new."""
    same_end: int = 25
    """Two clauses with the same last 字 elsewhere."""
    reuse: int = 160
    """Added to a phrasing, times its likeness to what an earlier draft says there, when looking for different drafts."""
    twin: int = 2000
    """Weight of likeness (Dice of character bigrams) against cost when drafts are picked for the list."""

    def extra_clause(self, length: int) -> int:
        """Cost of one clause of `length` 字 beyond one per step."""
        return self.extra * length // 7
