"""From a file to ranked, proved candidates (ring 4): the library's front door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mnemo.collector import unhurried
from mnemo.errors import UsageError
from mnemo.lexicon.concepts import Lexicon, load_lexicon
from mnemo.settings import Settings
from mnemo.types import Analysis, Card, CardResult, Document, Finding, Judgement, Result, Step

if TYPE_CHECKING:
    from mnemo.ports import Pronouncer, Tagger

Progress = Callable[[int, int], None]
"""Called with (cards done, cards in all)."""


class Workshop:
    """Lexicons and engines, loaded once and used for many texts."""

    @unhurried
    def __init__(
        self,
        settings: Settings | None = None,
        *,
        lexicon: Lexicon | None = None,
        tagger: Tagger | None = None,
        pronouncer: Pronouncer | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.lexicon = lexicon or load_lexicon(self.settings.lexicons, dict(self.settings.terms))
        self._tagger = tagger
        self._pronouncer = pronouncer

    @property
    def tagger(self) -> Tagger:
        if self._tagger is None:
            self._tagger = _tagger()
        return self._tagger

    @property
    def pronouncer(self) -> Pronouncer:
        if self._pronouncer is None:
            self._pronouncer = _pronouncer(self.lexicon.root)
        return self._pronouncer

    @unhurried
    def read(self, source: str | Path) -> Document:
        """The document at a path, or `-` for standard input; UnreadableError if that cannot be read."""
        from mnemo.readers import read_path

        text, encoding, findings = read_path(str(source), encoding=self.settings.encoding)
        document = self.document(text, str(source) if str(source) != "-" else "标准输入", encoding)
        return replace(document, findings=(*document.findings, *findings))

    @unhurried
    def document(self, text: str, name: str = "文本", encoding: str = "utf-8") -> Document:
        """The cards of a text already in memory."""
        from mnemo.engines.opencc_simplifier import simplifier
        from mnemo.text.document import build_document

        return build_document(text, name, encoding, kind=self.settings.kind, simplify=simplifier)

    @unhurried
    def analyse(self, cards: Sequence[Card]) -> tuple[Analysis, ...]:
        """Steps of each card; the tagger runs once over all of them."""
        from mnemo.analysis import analyse_cards

        return analyse_cards(cards, self.lexicon, self.tagger)

    @unhurried
    def simplify(self, document: Document, progress: Progress | None = None) -> Result:
        """Candidates for every card of `document`."""
        from mnemo.candidates import Maker

        maker = Maker(self.lexicon, self.pronouncer, self.settings)
        results: list[CardResult] = []
        for number, (card, analysis) in enumerate(zip(document.cards, self.analyse(document.cards), strict=True)):
            results.append(maker.card(card, analysis))
            if progress:
                progress(number + 1, len(document.cards))
        findings = list(document.findings)
        if not any(r.analysis.steps for r in results):
            findings.append(
                Finding("no-steps", "没有找到可执行的步骤：这份文件可能是通知、方案，而不是岗位规程。请换一份清单或操作卡", "error")
            )
        return Result(document, tuple(results), tuple(findings))

    def steps(self, document: Document, card: int | None = None) -> tuple[Step, ...]:
        """The steps of the whole document, or of card number `card` (from 1); UsageError if there is no such card."""
        from mnemo.checking import merged

        if card is not None and not 1 <= card <= len(document.cards):
            raise UsageError(f"没有第 {card} 张卡；这份文件有 {len(document.cards)} 张")
        cards = document.cards if card is None else document.cards[card - 1 : card]
        return merged(cards, self.analyse(cards))

    def check(self, document: Document, verse: str, card: int | None = None) -> Judgement:
        """Judge `verse` against the steps of the whole document, or of one card."""
        return self.judge(verse, self.steps(document, card))

    @unhurried
    def judge(self, verse: str, steps: Sequence[Step]) -> Judgement:
        """Judge `verse` against `steps`."""
        from mnemo.checking import judge_verse

        return judge_verse(verse, tuple(steps), self.lexicon, self.pronouncer, self.settings.book)


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    from mnemo.engines.lac_tagger import default_tagger

    return default_tagger()


@lru_cache(maxsize=4)
def _pronouncer(root: Path) -> Pronouncer:
    from mnemo.engines.pypinyin_pronouncer import PypinyinPronouncer

    return PypinyinPronouncer(root)


def settings_from(
    forms: str | Iterable[str] | None = None, top: int = 5, terms: Mapping[str, str] | None = None, **others: object
) -> Settings:
    """Settings from the loose arguments of the library functions; UsageError if one makes no sense."""
    from mnemo.forms import resolve

    if top < 1:
        raise UsageError(f"top 要大于 0，给的是 {top}")
    chosen = (forms,) if isinstance(forms, str) else tuple(forms) if forms is not None else Settings().forms
    resolve(chosen)
    settings = Settings(forms=chosen, top=top, terms=tuple(sorted((terms or {}).items())))
    return replace(settings, **others)  # type: ignore[arg-type]


def simplify(
    text_or_path: str | Path,
    forms: str | Iterable[str] | None = None,
    top: int = 5,
    *,
    terms: Mapping[str, str] | None = None,
    **others: object,
) -> Result:
    """Verses for a procedure: `text_or_path` is a Path, or the text itself (a str that names a file is read).

    `forms` are ids, Chinese names or families; `top` candidates per form. Further settings by keyword, see
    `Settings`. MnemoError and its children say in Chinese what is wrong.
    """
    shop = Workshop(settings_from(forms, top, terms, **others))
    return shop.simplify(_document(shop, text_or_path))


def check(source: str | Path, verse: str, **others: object) -> Judgement:
    """Whether `verse` says what `source` says, and where not."""
    shop = Workshop(settings_from(**others))  # type: ignore[arg-type]
    return shop.check(_document(shop, source), verse)


def _document(shop: Workshop, text_or_path: str | Path) -> Document:
    if isinstance(text_or_path, Path):
        return shop.read(text_or_path)
    if "\n" not in text_or_path and len(text_or_path) < 250 and Path(text_or_path).is_file():
        return shop.read(text_or_path)
    if not text_or_path.strip():
        raise UsageError("文本是空的：请给出规程的文字或文件路径")
    return shop.document(text_or_path)
