"""Entry points for spaCy (ring 4): the pipe `mnemo_steps`, the tokenizer `mnemo.Tokenizer.v1`, and `load`.

spaCy is imported by `register` only. When spaCy itself loads an entry point it is there already, so importing
this module then registers the factory; anybody else pays nothing.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from mnemo.analysis.language import StepComponent, WordTokenizer
    from mnemo.pipeline import Workshop

PIPE = "mnemo_steps"
TOKENIZER = "mnemo.Tokenizer.v1"


@lru_cache(maxsize=1)
def _workshop() -> Workshop:
    from mnemo.pipeline import Workshop

    return Workshop()


def load(workshop: Workshop | None = None) -> Language:
    """A spaCy Language for "zh": mnemo's tokenizer, and steps on `doc._.steps` and `doc.spans["mnemo_steps"]`.

    Needs no model and downloads nothing. `workshop` brings its own lexicon and tagger.
    """
    from spacy.lang.zh import Chinese

    from mnemo.analysis.language import StepComponent, WordTokenizer

    register()
    shop = workshop or _workshop()
    nlp = Chinese()
    nlp.tokenizer = WordTokenizer(nlp.vocab, shop.lexicon, shop.tagger)
    nlp.add_pipe(PIPE)
    if workshop is not None:
        pipe = nlp.get_pipe(PIPE)
        assert isinstance(pipe, StepComponent)
        pipe.use(shop.document, shop.lexicon, shop.tagger)
    return nlp


def make_steps(nlp: Language, name: str) -> StepComponent:
    """Factory of the pipe `mnemo_steps`; works in any pipeline, it reads `doc.text` alone."""
    from mnemo.analysis.language import StepComponent

    shop = _workshop()
    return StepComponent(shop.document, shop.lexicon, shop.tagger)


def make_tokenizer() -> Any:
    """Factory of the tokenizer `mnemo.Tokenizer.v1`, for `[nlp.tokenizer]` in a spaCy config."""

    def build(nlp: Language) -> WordTokenizer:
        from mnemo.analysis.language import WordTokenizer

        shop = _workshop()
        return WordTokenizer(nlp.vocab, shop.lexicon, shop.tagger)

    return build


def register() -> None:
    """Tell spaCy about pipe and tokenizer; doing it twice is harmless."""
    from spacy.language import Language
    from spacy.util import registry

    from mnemo.analysis.language import declare_extensions

    declare_extensions()
    if not Language.has_factory(PIPE) or (PIPE not in Language._factory_meta and f"zh.{PIPE}" not in Language._factory_meta):
        Language.factory(PIPE, func=make_steps)
    if not registry.has("tokenizers", TOKENIZER):
        registry.tokenizers.register(TOKENIZER, func=make_tokenizer)


def steps_of(doc: Doc) -> tuple[Any, ...]:
    """The steps found on a doc, () before the pipe has run."""
    return tuple(doc._.steps)


if "spacy.language" in sys.modules:
    register()
