"""Acts that go on answering an event behind a ；."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.draft import Draft
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.part import Part


class Reaction:
    """Remembers whether the clause before went on, since only the first answer says 立即."""

    def __init__(self, g: Grammar) -> None:
        self.g, self.running = g, False

    def goes_on(self, part: Part, drafts: Sequence[Draft]) -> bool:
        """发现泄漏时，立即关阀；疏散人员: what is done at once has not ended the event; a bare act goes on with it."""
        last = drafts[-1] if drafts else None
        running = last is not None and (last.predicate.urgent or self.running)
        self.running = False
        if last is None or not running or last.polarity == "forbid" or part.reading.cue:
            return False
        event = any(c.role == "trigger" and c.scope in ("own", "inherited") and not c.doable for c in last.conditions)
        reading = part.reading
        named = reading.conditions or reading.actor or reading.topic or reading.times or reading.place
        begins = any(t.kind == "begin" for t in part.run)
        self.running = bool(event and not named and self.g.volitional(part.run) and not begins)
        return self.running
