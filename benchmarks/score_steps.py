"""Quality of the step analysis against gold: found, precision, steps per gold item, polarity, fully right.

    python benchmarks/score_steps.py --half tune [--misses] [NAME …]

found: an extracted step shares ≥ 60 % of the shorter span's 字 with the quote and has the main verb.
precision: extracted steps that share ≥ 60 % with some gold quote.
fully right: action, key words of every gold condition, and polarity (forbid(not X) ≡ must(X)) agree in one of the
matched steps, or in all of them together where one gold item merges several steps.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HALVES = {"tune": ROOT / "corpora" / "tune", "check": ROOT / "corpora" / "check", "sample": ROOT / "corpora" / "sample"}
FUNCTION = frozenset(
    "的时后前了着过在于和与及或且并者应须要将把被其该各、，,；;。 先再就才可得不未没无有非中为是内之以等至到人员"
)
OVERLAP, WORDS = 0.6, 0.6

sys.path.insert(0, str(ROOT))


@dataclass
class Tally:
    """Counts of one file or a half."""

    gold: int = 0
    found: int = 0
    full: int = 0
    polarity: int = 0
    steps: int = 0
    precise: int = 0

    def add(self, other: Tally) -> None:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))

    def row(self, name: str) -> str:
        def share(part: int, whole: int) -> str:
            return f"{part / whole:6.3f}" if whole else "   -  "

        return (
            f"{name[:34]:34s} {self.gold:4d} {share(self.found, self.gold)} {share(self.precise, self.steps)} "
            f"{self.steps / max(1, self.gold):6.2f} {share(self.polarity, self.found)} {share(self.full, self.gold)}"
        )


def content(text: str) -> set[str]:
    """字 that carry meaning."""
    return {c for c in text if c not in FUNCTION and not c.isspace()}


def places(spans: Iterable[tuple[int, int]], text: str) -> set[int]:
    return {i for a, b in spans for i in range(a, b) if re.match(r"\w", text[i])}


def action_right(step: Any, gold: dict[str, Any]) -> bool:
    """The gold action's words are in the step's acts, or its verbs in the gold action."""
    verbs = [a.verb for a in step.acts]
    if gold["action"] in ("提防", "谨防", "防止", "预防"):
        said = step.hazard + "".join(verbs) + step.object + step.text
        return step.kind == "hazard" and bool(content(gold["object"]) & content(said) or any(k in said for k in gold["keep"]))
    if any(v and v in gold["action"] for v in verbs) or any(v[:1] in gold["action"] for v in verbs if len(v) == 1):
        return True
    told = (
        "".join(a.verb + a.object + a.result + "".join(r.text for r in a.roles) for a in step.acts)
        + "".join(c.text for c in step.conditions)
        + step.topic
    )
    wanted = content(gold["action"])
    return bool(wanted) and len(wanted & content(told)) >= WORDS * len(wanted)


def conditions_right(steps: Sequence[Any], gold: dict[str, Any]) -> bool:
    """Every part of the gold condition has its key words among the step's conditions and what stands for one."""
    said = set()
    for step in steps:
        for c in step.conditions:
            said |= content(c.text)
        said |= content(step.phase + step.section + step.actor + step.topic)
        said |= {ch for a in step.acts for r in a.roles for ch in content(r.text)}
        said |= {ch for q in step.quantities for ch in content(q.text)}
    for part in re.split(r"[，,；;、且]|或", gold["condition"]):
        wanted = content(part)
        if not wanted:
            continue
        extra = set()
        if part.rstrip().endswith(("前", "后", "时")):  # order inside the step: 先排风后喷漆
            extra = (
                {ch for s in steps for a in s.acts for ch in content(a.verb + a.object)}
                if any(s.order for s in steps)
                else set()
            )
        if len(wanted & (said | extra)) < WORDS * len(wanted):
            return False
    return True


def polarity_right(step: Any, gold: dict[str, Any]) -> bool:
    if step.polarity == gold["polarity"]:
        return True
    if {step.polarity, gold["polarity"]} == {"must", "may"}:
        return (gold["polarity"] == "must" and step.kind in ("gate", "may")) or step.kind in ("gate", "when", "limit")
    return step.polarity == "forbid" and any(a.negated for a in step.acts) and gold["polarity"] == "must"


def simplified(record: dict[str, Any]) -> dict[str, Any]:
    """Gold in simplified 字, as steps are; places are taken from the original text."""
    from mnemo.engines.opencc_simplifier import simplifier as convert

    if sum(a != b for a, b in zip(record["text"], convert(record["text"]), strict=False)) < 0.02 * len(record["text"]):
        return record
    words = ("action", "object", "condition")
    steps = [
        {k: convert(v) if k in words else [*v, *map(convert, v)] if k == "keep" else v for k, v in s.items()}
        for s in record["steps"]
    ]
    return {**record, "steps": steps}


def score(record: dict[str, Any], analyses: Sequence[tuple[Any, Any]], misses: bool) -> Tally:
    """Tally of one text; prints what went wrong if asked."""
    text: str = record["text"]
    record = simplified(record)
    steps = [s for _, analysis in analyses for s in analysis.steps]
    spots = [places(s.spans, text) for s in steps]
    tally = Tally(gold=len(record["steps"]), steps=len(steps))
    hit: set[int] = set()
    for gold in record["steps"]:
        at = text.find(gold["quote"])
        quote = places([(at, at + len(gold["quote"]))], text)
        near = [
            i for i, spot in enumerate(spots) if spot and quote and len(spot & quote) >= OVERLAP * min(len(spot), len(quote))
        ]
        hit.update(near)
        right = [steps[i] for i in near if action_right(steps[i], gold)]
        matched = [steps[i] for i in near]
        polar = any(polarity_right(s, gold) for s in right)
        condition = any(conditions_right([s], gold) for s in right if polarity_right(s, gold)) or (
            polar and conditions_right(matched, gold)
        )
        tally.found += bool(right)
        tally.polarity += polar
        tally.full += bool(right) and polar and condition
        if misses and not (right and polar and condition):
            why = "NOT FOUND" if not near else "ACTION" if not right else "POLARITY" if not polar else "CONDITION"
            print(
                f"  {why} {gold['id']} {gold['polarity']} {gold['quote']!r} → {gold['action']} | {gold['object']} | {gold['condition']}"
            )
            for s in matched:
                acts = " + ".join(f"{a.verb}({a.object}){a.result}" for a in s.acts)
                print(f"      {s.id} {s.kind} {s.polarity} {acts} | " + "；".join(c.text for c in s.conditions))
    tally.precise = len(hit)
    if misses:
        for i, s in enumerate(steps):
            if i not in hit:
                print(f"  EXTRA {s.id} {s.kind} {s.polarity} {s.text!r}")
    return tally


def analyse_text(record: dict[str, Any]) -> list[tuple[Any, Any]]:
    from mnemo.analysis import analyse_cards
    from mnemo.engines.lac_tagger import LacTagger
    from mnemo.engines.opencc_simplifier import simplifier
    from mnemo.lexicon.concepts import load_lexicon
    from mnemo.text.document import build_document

    document = build_document(record["text"], name=record["title"], simplify=simplifier)
    return list(zip(document.cards, analyse_cards(document.cards, load_lexicon(), LacTagger()), strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=sorted(HALVES), default="tune")
    parser.add_argument("--misses", action="store_true", help="print each gold step that is not fully right")
    parser.add_argument("names", nargs="*", help="only files whose name contains one of these")
    options = parser.parse_args()
    total = Tally()
    print(f"{'file':34s} gold  found   prec  steps/gold  polar  full")
    for path in sorted(HALVES[options.half].glob("*.toml")):
        if options.names and not any(n in path.name for n in options.names):
            continue
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        tally = score(record, analyse_text(record), options.misses)
        print(tally.row(path.stem))
        total.add(tally)
    print(total.row("TOTAL"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
