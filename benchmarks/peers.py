"""What an extractive summary keeps of a procedure, beside mnemo's 七言: sumy's TextRank and LexRank.

    python benchmarks/peers.py [--half tune|check|sample] [NAME …]

A gold step counts as covered if one of its `keep` wordings, or its quote, stands in the text that was picked; the
same lenient rule for all three (no alignment by mnemo's judge, so figures are higher than quality.py's). Each peer
picks sentences in two ways: as many as the 七言 has (a couplet is one sentence), and until the 七言's number of 字 is
reached: the length a person has to remember is the fair budget. What a peer picks neither rhymes nor has a metre.
Prints totals only, no text of the check half.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
METHODS = ("TextRank", "LexRank")
COLUMNS = ("made", "coverage", "critical", "字", "share of source", "wrong")
_STOP = re.compile(r"[。；！？\n]")


@dataclass(frozen=True)
class Row:
    """What one way of shortening does to one text."""

    way: str
    made: float
    coverage: float
    critical: float
    length: int
    share: float
    wrong: int


def sentences(text: str) -> tuple[str, ...]:
    """Pieces between full stops, semicolons and line ends: a list item often has no full stop."""
    return tuple(part for piece in _STOP.split(text) if (part := piece.strip()) and count(part) > 1)


def count(text: str) -> int:
    """Length in 字."""
    return len(re.sub(r"[\W_]", "", text))


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from sumy.nlp.tokenizers import Tokenizer

    class Lines(Tokenizer):  # type: ignore[misc, unused-ignore]
        """sumy's Chinese tokenizer, with our cut into sentences."""

        def to_sentences(self, paragraph: str) -> tuple[str, ...]:
            return sentences(paragraph)

    return Lines("chinese")


def ranked(method: str, text: str) -> tuple[str, ...]:
    """All sentences of `text`, the ones sumy rates highest first."""
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    document = PlaintextParser.from_string(text, _tokenizer()).document
    summarizer = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer}[method]()
    if method == "TextRank":
        ratings = summarizer.rate_sentences(document)
    else:
        words = [summarizer._to_words_set(s) for s in document.sentences]
        tf = summarizer._compute_tf(words)
        idf = summarizer._compute_idf(words)
        matrix = summarizer._create_matrix(words, summarizer.threshold, tf, idf)
        scores = summarizer.power_method(matrix, summarizer.epsilon)
        ratings = dict(zip(document.sentences, scores, strict=True))
    place = {sentence: number for number, sentence in enumerate(document.sentences)}
    return tuple(str(s) for s in sorted(document.sentences, key=lambda s: (-ratings[s], place[s])))


def extract(method: str, text: str, most: int) -> tuple[str, ...]:
    """The `most` best sentences."""
    return ranked(method, text)[:most]


def up_to(pieces: Sequence[str], budget: int) -> tuple[str, ...]:
    """The first pieces whose 字 together stay within the budget; at least one."""
    found: list[str] = []
    for piece in pieces:
        if found and sum(map(count, found)) + count(piece) > budget:
            break
        found.append(piece)
    return tuple(found)


def measure(way: str, said: str, record: dict[str, Any]) -> Row:
    """Coverage of the gold steps by `said`."""
    gold = record["steps"]
    covered = [g for g in gold if any(k in said for k in (*g["keep"], g["quote"]))]
    critical = [g for g in gold if g["critical"]]
    share = len([g for g in critical if g in covered]) / len(critical) if critical else 1.0
    wrong = sum(bool(re.search(f["regex"], said)) for f in record.get("forbidden", []))
    return Row(way, float(bool(said)), len(covered) / len(gold), share if said else 0.0, count(said), count(said) / count(record["text"]), wrong)


def rows_of(path: Path) -> list[Row]:
    """mnemo and both peers on one text."""
    from mnemo.pipeline import Workshop
    from mnemo.settings import Settings

    record = tomllib.loads(path.read_text(encoding="utf-8"))
    workshop = Workshop(Settings(forms=("qiyan",), top=1, scope="full"))
    result = workshop.simplify(workshop.document(record["text"], path.stem))
    best = [card.candidates[0] for card in result.cards if card.candidates]
    verse = "\n".join(c.text for c in best)
    couplets = verse.count("。")
    found = [measure("mnemo 七言", verse, record)]
    found.append(measure("mnemo 七言 + 要点", "\n".join((verse, *(n for c in best for n in c.notes))), record))
    text = record["text"].strip()
    for method in METHODS:
        pieces = ranked(method, text)
        found.append(measure(f"{method}, same 字", "\n".join(up_to(pieces, count(verse))) if verse else "", record))
        found.append(measure(f"{method}, same number of sentences", "\n".join(pieces[:couplets]), record))
    return found


def table(rows: Sequence[Row]) -> Iterator[str]:
    """One markdown row a way."""
    yield "| way | " + " | ".join(COLUMNS) + " |"
    yield "|" + "---|" * (len(COLUMNS) + 1)
    for way in dict.fromkeys(row.way for row in rows):
        mine = [row for row in rows if row.way == way]
        means = [statistics.fmean(values) for values in zip(*((r.made, r.coverage, r.critical, r.length, r.share) for r in mine), strict=True)]
        yield f"| {way} | {means[0]:.2f} | {means[1]:.3f} | {means[2]:.3f} | {means[3]:.0f} | {means[4]:.2f} | {sum(r.wrong for r in mine)} |"


def compare(half: str, names: Sequence[str] = (), jobs: int = 2) -> tuple[int, list[str]]:
    """(texts, lines of the table) for one half of the corpora."""
    paths = [p for p in sorted((ROOT / "corpora" / half).glob("*.toml")) if not names or any(n in p.name for n in names)]
    with ProcessPoolExecutor(jobs) as pool:
        rows = [row for found in pool.map(rows_of, paths) for row in found]
    return len(paths), list(table(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="tune", choices=("tune", "check", "sample"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    texts, lines = compare(args.half, args.names, args.jobs)
    print(f"{args.half}: {texts} texts", *lines, sep="\n")


if __name__ == "__main__":
    main()
