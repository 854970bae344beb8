"""The analysis as a spaCy pipeline: a Language for "zh", steps on `doc._.steps` and in `doc.spans`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mnemo.analysis.cards import analyse_cards
from mnemo.analysis.lattice import cut_words
from mnemo.analysis.vocabulary import make_grammar
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Tagger
from mnemo.types import Analysis, Document, Step

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SPAN_KEY = "mnemo_steps"
Splitter = Callable[[str], Document]


class StepComponent:
    """Pipeline component `mnemo_steps`: reads `doc.text` alone, so any tokenizer will do."""

    def __init__(self, split: Splitter, lexicon: Lexicon, tagger: Tagger) -> None:
        self.use(split, lexicon, tagger)
        declare_extensions()

    def use(self, split: Splitter, lexicon: Lexicon, tagger: Tagger) -> None:
        """Change how text is cut into cards, and the lexicon and tagger behind it."""
        self.split, self.lexicon, self.tagger = split, lexicon, tagger

    def __call__(self, doc: Doc) -> Doc:
        document = self.split(doc.text)
        analyses = analyse_cards(document.cards, self.lexicon, self.tagger)
        attach(doc, analyses)
        return doc


class WordTokenizer:
    """Tokenizer `mnemo.Tokenizer.v1`: the tagger's words and the project's terms, joined back to the text exactly."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon, tagger: Tagger) -> None:
        self.vocab, self.tagger = vocab, tagger
        self.grammar = make_grammar(lexicon)

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        tags: list[str] = []
        spaces: list[bool] = []
        for part in _parts(text):
            if part == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            elif part.isspace():
                words.append(part)
                tags.append("w")
                spaces.append(False)
            else:
                for token in self._cut(part):
                    words.append(token[0])
                    tags.append(token[1])
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces, tags=tags)

    def _cut(self, part: str) -> list[tuple[str, str]]:
        g = self.grammar
        tagged = self.tagger.tag([part])[0]
        return [(t.text, t.tag) for t in cut_words(part, tagged, g.words, g.known)]

    def to_bytes(self, **_: object) -> bytes:
        """spaCy asks every tokenizer; ours is all data on disk."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> WordTokenizer:
        return self

    def to_disk(self, path: object, **_: object) -> None:
        """Nothing to store."""

    def from_disk(self, path: object, **_: object) -> WordTokenizer:
        return self


def _parts(text: str) -> list[str]:
    """Runs without white space, and each white-space character by itself."""
    parts: list[str] = []
    for char in text:
        if parts and not char.isspace() and not parts[-1].isspace():
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def declare_extensions() -> None:
    """`doc._.steps`, `doc._.mnemo`, `span._.step`; declaring twice is harmless."""
    from spacy.tokens import Doc, Span

    for owner, name, default in ((Doc, "steps", ()), (Doc, "mnemo", ()), (Span, "step", None)):
        if not owner.has_extension(name):
            owner.set_extension(name, default=default)


def attach(doc: Doc, analyses: tuple[Analysis, ...]) -> None:
    """Put steps on the doc and their spans into `doc.spans["mnemo_steps"]`, labelled by kind."""
    steps: list[Step] = [step for analysis in analyses for step in analysis.steps]
    spans = []
    for step in steps:
        for start, end in step.spans:
            span = doc.char_span(start, end, label=step.kind, span_id=step.id, alignment_mode="expand")
            if span is not None:
                span._.step = step
                spans.append(span)
    doc._.steps = tuple(steps)
    doc._.mnemo = analyses
    doc.spans[SPAN_KEY] = spans
