"""The shop's own words (本厂用语, ring 4): what the generator reads says 天车 where the paper says 行车.

Only the generator's copy of the steps changes. The judge keeps the paper's words and knows, from the lexicon's terms,
that both name one concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mnemo.lexicon.concepts import Lexicon
from mnemo.types import Act, Condition, Step


class OwnWords:
    """Replaces standard words by the shop's. `terms` as in `Settings`: (own word, standard word)."""

    def __init__(self, terms: Iterable[tuple[str, str]], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.own: Mapping[str, str] = {standard: own for own, standard in terms}

    def __bool__(self) -> bool:
        return bool(self.own)

    def steps(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        """The steps as the shop would word them; `text` and spans stay the source's."""
        return tuple(self._step(s) for s in steps) if self else tuple(steps)

    def says_standard(self, text: str) -> bool:
        """Whether `text` uses a word for which the shop has its own."""
        return bool(self) and any(m.text in self.own for m in self.lexicon.scan(text))

    def _say(self, text: str) -> str:
        """`text` with whole words replaced; a standard word inside a longer known word stays (行车路线)."""
        for match in reversed(self.lexicon.scan(text)):
            if match.text in self.own:
                text = text[: match.start] + self.own[match.text] + text[match.end :]
        return text

    def _step(self, step: Step) -> Step:
        return replace(
            step,
            acts=tuple(map(self._act, step.acts)),
            conditions=tuple(map(self._condition, step.conditions)),
            actor=self._say(step.actor),
            topic=self._say(step.topic),
            hazard=self._say(step.hazard),
            section=self._say(step.section),
        )

    def _act(self, act: Act) -> Act:
        return replace(
            act,
            verb=self._say(act.verb),
            objects=tuple(map(self._say, act.objects)),
            roles=tuple(replace(r, text=self._say(r.text)) for r in act.roles),
        )

    def _condition(self, condition: Condition) -> Condition:
        return replace(
            condition,
            text=self._say(condition.text),
            subject=self._say(condition.subject),
            verb=self._say(condition.verb),
            object=self._say(condition.object),
        )
