"""The fallback tagger: jieba's dictionary and HMM on a private tokenizer, tags mapped to the LAC set.

Worse than the neural one on this genre (action verbs tagged as verbs 50/60 against 58/60), so it only serves
where the model files are missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

# jieba marks words with the ICTCLAS set; LAC has no 区别词, 状态词, 习语 or morpheme classes.
_WHOLE = {
    "nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "nz": "nz", "vn": "vn", "vd": "vd",
    "ad": "ad", "an": "an", "eng": "nz", "mq": "m",
}  # fmt: skip
_FIRST = {
    "n": "n", "v": "v", "a": "a", "d": "d", "m": "m", "q": "q", "r": "r", "p": "p", "f": "f", "t": "t", "c": "c",
    "u": "u", "s": "s", "x": "w", "w": "w", "y": "xc", "e": "xc", "o": "xc", "b": "a", "z": "a", "i": "v", "l": "n",
    "j": "n", "k": "n", "g": "n", "h": "n",
}  # fmt: skip


def lac_tag(word: str, flag: str) -> str:
    """The LAC tag nearest to jieba's `flag`; an unknown-word flag on digits or letters is not punctuation."""
    if flag == "x" and word.isalnum():
        return "m" if word.isdigit() else "nz"
    return _WHOLE.get(flag) or _FIRST.get(flag[:1], "n")


class JiebaTagger:
    """Meets `ports.Tagger`. Shares nothing with jieba's module-level tokenizer; `cache` is jieba's own cache folder."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cutter = _private_cutter(cache)

    def tag(self, clauses: Sequence[str]) -> list[list[tuple[str, str]]]:
        """One list of (word, tag) a clause; words join back to the clause exactly."""
        return [[(w.word, lac_tag(w.word, w.flag)) for w in self._cutter.cut(clause)] for clause in clauses]


def _private_cutter(cache: Path | None) -> Any:
    """A loaded POSTokenizer of its own; jieba's logger is silent meanwhile and as before afterwards."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own: pkg_resources, invalid escapes
        import jieba
        import jieba.posseg

    logger = logging.getLogger("jieba")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        words = jieba.Tokenizer()
        if cache is not None:
            words.tmp_dir = str(cache)
        words.initialize()
        return jieba.posseg.POSTokenizer(words)
    finally:
        logger.setLevel(level)
