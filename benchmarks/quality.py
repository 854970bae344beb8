"""Quality of the verses on the corpora, per half and form: the figures of the design, section 9.

    python benchmarks/quality.py [--half tune|check|sample] [--jobs 2] [--verses] [--record] [NAME …]

coverage: gold steps of which a `keep` wording stands in the verse, in a clause the judge aligns to a step that
overlaps the gold quote. wrong: `forbidden` patterns that match. A form refused scores 0 and counts as refused.
--verses prints the best verse of each form, to be read; --record appends the table to RESULTS.md.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
METRIC = ("qiyan", "wuyan", "sanzijing", "sansanqi", "sizijue")
COLUMNS = ("made", "coverage", "critical", "order", "wrong", "metre", "rhyme", "chain", "similar", "lines", "filler", "seconds")


@dataclass
class Verse:
    """Figures of the best candidate of one form on one card file."""

    form: str
    made: float = 0.0
    coverage: float = 0.0
    critical: float = 0.0
    order: float = 1.0
    wrong: int = 0
    metre: float | None = None
    rhyme: float | None = None
    chain: float | None = None
    similar: float | None = None
    lines: int = 0
    filler: float = 0.0
    seconds: float = 0.0
    text: str = ""
    missing: tuple[str, ...] = ()
    hits: tuple[str, ...] = field(default=())


def records(half: str, names: Sequence[str]) -> list[Path]:
    paths = sorted((ROOT / "corpora" / half).glob("*.toml"))
    return [p for p in paths if not names or any(n in p.name for n in names)]


def score_file(path: Path) -> tuple[str, list[Verse]]:
    """All metric forms on one text; cards of a file are pooled."""
    from mnemo.forms import load_form
    from mnemo.pipeline import Workshop
    from mnemo.settings import Settings

    record = tomllib.loads(path.read_text(encoding="utf-8"))
    verses = []
    shop = Workshop(Settings(forms=METRIC, top=5, scope="full"))
    start = datetime.now(UTC)
    result = shop.simplify(shop.document(record["text"], path.stem))
    seconds = (datetime.now(UTC) - start).total_seconds()
    for form in METRIC:
        pooled = [[c for c in card.candidates if c.form == form] for card in result.cards if card.analysis.steps]
        verse = Verse(form, seconds=seconds)
        if pooled and all(pooled):
            measure(verse, record, [(card, cs) for card, cs in zip((c for c in result.cards if c.analysis.steps), pooled, strict=True)], load_form(form))
        verses.append(verse)
    return path.stem, verses


def measure(verse: Verse, record: dict[str, Any], cards: Sequence[tuple[Any, Sequence[Any]]], form: Any) -> None:
    best = [cs[0] for _, cs in cards]
    verse.made = 1.0
    verse.text = "\n\n".join(c.text for c in best)
    lines = [(n, {s.id: s for s in card.analysis.steps}) for (card, cs) in cards for n in cs[0].lines]
    body = [(n, steps) for n, steps in lines if n.role == "step"]
    verse.lines = len(body)
    gold = record["steps"]
    said = [g["id"] for g in gold if keeps(g, body, record["text"])]
    critical = [g["id"] for g in gold if g["critical"]]
    verse.coverage = len(said) / len(gold)
    verse.critical = len([i for i in critical if i in said]) / len(critical) if critical else 1.0
    verse.missing = tuple(g["quote"] for g in gold if g["id"] not in said)
    verse.order = order_kept(gold, body, record["text"])
    verse.hits = tuple(h for f in record.get("forbidden", []) for c in best if (m := re.search(f["regex"], c.text)) for h in [m.group()])
    verse.wrong = len(verse.hits)
    verse.metre = statistics.fmean(len(n.text) in form.clauses for n, _ in body)
    verse.rhyme, verse.chain = rhyme_rates(best, form)
    if len(cards[0][1]) > 1:
        from mnemo.rank.order import similarity

        verse.similar = similarity([c.text for c in cards[0][1][:5]])
    verse.filler = sum(n.role in ("opening", "closing") for n, _ in lines) / len(lines)


def keeps(gold: dict[str, Any], body: Sequence[tuple[Any, dict[str, Any]]], text: str) -> bool:
    """A keep wording stands in the verse, in a clause aligned to a step that overlaps the quote."""
    at = text.find(gold["quote"])
    quote = set(range(at, at + len(gold["quote"])))
    for n, steps in body:
        spans = [set(range(a, b)) for i in n.steps if i in steps for a, b in (*steps[i].spans, *steps[i].condition_spans)]
        near = any(s & quote for s in spans)
        if near and any(k in n.text for k in gold["keep"]):
            return True
    joined = "".join(n.text for n, _ in body)
    return any(len(k) > 3 and k in joined for k in gold["keep"])


def order_kept(gold: Sequence[dict[str, Any]], body: Sequence[tuple[Any, dict[str, Any]]], text: str) -> float:
    """Share of gold order edges between said steps that the verse keeps."""
    place: dict[str, int] = {}
    for g in gold:
        at = text.find(g["quote"])
        quote = set(range(at, at + len(g["quote"])))
        for i, (n, steps) in enumerate(body):
            spans = [set(range(a, b)) for s in n.steps if s in steps for a, b in steps[s].spans]
            if any(s & quote for s in spans):
                place.setdefault(g["id"], i)
    edges = [(a, g["id"]) for g in gold for a in g["after"] if a in place and g["id"] in place]
    return sum(place[a] <= place[b] for a, b in edges) / len(edges) if edges else 1.0


def rhyme_rates(best: Sequence[Any], form: Any) -> tuple[float | None, float | None]:
    """(even lines that rhyme with their partner or a neighbouring even line, chain or couplet rate)."""
    from mnemo.engines.pypinyin_pronouncer import PypinyinPronouncer
    from mnemo.prosody.rhyme import grade, load_book

    say, book = PypinyinPronouncer(), load_book("tongyun")
    points = {"strict": 1.0, "joined": 0.8, "nasal": 0.5}
    step = 3 if len(form.clauses) == 3 else 2
    good: list[float] = []
    chain: list[float] = []
    for c in best:
        stanzas: dict[int, list[Any]] = {}
        for n in c.lines:
            if n.role in ("step", "opening", "closing"):
                stanzas.setdefault(n.stanza, []).append(say.syllables(n.text)[-1])
        for ends in stanzas.values():
            evens = list(range(step - 1, len(ends), step))
            for k, i in enumerate(evens):
                others = [evens[k - 1]] if k else []
                others += [evens[k + 1]] if k + 1 < len(evens) else []
                partner = [i - 1]
                score = max((points.get(grade(ends[i], ends[j], book), 0.0) for j in (*others, *partner)), default=0.0)
                good.append(score)
                chain.append(float(score > 0))
    return (statistics.fmean(good), statistics.fmean(chain)) if good else (None, None)


def mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return statistics.fmean(known) if known else None


def table(rows: dict[str, list[Verse]]) -> list[str]:
    """One markdown row per form."""
    lines = ["| form | " + " | ".join(COLUMNS) + " |", "|" + "---|" * (len(COLUMNS) + 1)]
    for form in METRIC:
        verses = [v for vs in rows.values() for v in vs if v.form == form]
        cells = []
        for column in COLUMNS:
            values = [getattr(v, column) for v in verses]
            if column in ("metre", "rhyme", "chain", "similar", "filler", "lines", "order"):
                values = [x for x, v in zip(values, verses, strict=True) if v.made]
            value = sum(values) if column == "wrong" else mean(values)
            cells.append("-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value))
        lines.append(f"| {form} | " + " | ".join(cells) + " |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="tune")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verses", action="store_true")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    with ProcessPoolExecutor(args.jobs) as pool:
        rows = dict(pool.map(score_file, records(args.half, args.names)))
    if args.verses:
        for name, verses in rows.items():
            for v in verses:
                print(f"===== {name} {v.form} 覆盖 {v.coverage:.2f} 要命 {v.critical:.2f} 韵 {v.rhyme} 错 {v.hits}\n{v.text}")
                print("  未覆盖：" + " / ".join(v.missing))
    lines = table(rows)
    print(f"{args.half}: {len(rows)} texts", *lines, sep="\n")
    if args.record:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        stamp = f"\n### Verses, half `{args.half}`, {len(rows)} texts, {datetime.now(UTC):%Y-%m-%d}, after commit {commit}\n"
        with (ROOT / "benchmarks" / "RESULTS.md").open("a", encoding="utf-8") as file:
            file.write(stamp + "\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
