"""Rhyme supply: in how many rhyme groups a step can be said well, by verb concept and length.

    python benchmarks/rhyme_supply.py [--half tune] [--cost 120] [--below 4] [--all]

A step counts as sayable in a rhyme group of 中华通韵 if a phrasing of at most `--cost` (0–300) ends in it. Printed are the
medians over all steps for 7, 5 and 3+3 字, and the concepts whose median lies below `--below` in 七言, worst and most
frequent first: that is where rows are missing. Own figures; a search needs about four groups a step.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mnemo.analysis import analyse_cards  # noqa: E402
from mnemo.compress.couplets import act_only, couplets, load_topic_lines  # noqa: E402
from mnemo.compress.parts import parts  # noqa: E402
from mnemo.compress.phrase import phrasings  # noqa: E402
from mnemo.compress.rows import load_bank  # noqa: E402
from mnemo.compress.slots import build_slots  # noqa: E402
from mnemo.compress.wordings import Contrast  # noqa: E402
from mnemo.engines.lac_tagger import default_tagger  # noqa: E402
from mnemo.engines.pypinyin_pronouncer import PypinyinPronouncer  # noqa: E402
from mnemo.lexicon.concepts import load_lexicon  # noqa: E402
from mnemo.prosody.rhyme import ending, load_book  # noqa: E402
from mnemo.speaking import speaker  # noqa: E402
from mnemo.text.document import build_document  # noqa: E402
from mnemo.types import Step  # noqa: E402

SHAPES: Mapping[str, tuple[tuple[int, ...], ...]] = {"7": ((7,), (7, 7)), "5": ((5,), (5, 5)), "33": ((3,), (3, 3))}
BOOK = "tongyun"


def main() -> None:
    args = _arguments()
    group = _rhyme_groups()
    supply: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for concept, ends in _supplies(ROOT / "corpora" / args.half, args.cost, group):
        for length, groups in ends.items():
            supply[length][concept].append(len(groups))
    for length in SHAPES:
        counts = [n for found in supply[length].values() for n in found]
        none = sum(n == 0 for n in counts)
        print(f"{length:>2} 字: median {median(counts):g} rhyme groups over {len(counts)} steps; {none} cannot be said at cost ≤ {args.cost}")
    print("concept\tsteps\t7\t5\t33")
    for concept, found in _worst(supply["7"]):
        if args.all or median(found) < args.below:
            rest = "\t".join(f"{median(supply[length][concept]):g}" for length in SHAPES)
            print(f"{concept or '(unknown)'}\t{len(found)}\t{rest}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="tune", choices=("tune",))
    parser.add_argument("--cost", type=int, default=120)
    parser.add_argument("--below", type=float, default=4)
    parser.add_argument("--all", action="store_true", help="every concept, not only the poor ones")
    return parser.parse_args()


def _rhyme_groups() -> Callable[[str], str]:
    """Rhyme group of the end of a clause; what is pronounced once is not pronounced again."""
    pronouncer, book = PypinyinPronouncer(), load_book(BOOK)
    known: dict[str, str] = {}

    def group(clause: str) -> str:
        tail = clause[-4:]
        if tail not in known:
            known[tail] = ending(tail, pronouncer, book).group
        return known[tail]

    return group


def _supplies(
    folder: Path, cost: int, group: Callable[[str], str]
) -> Iterator[tuple[str, Mapping[str, frozenset[str]]]]:
    """Per step of the folder's texts: its verb concept and the rhyme groups it can be said in, by length."""
    lexicon, tagger, bank, topics = load_lexicon(), default_tagger(), load_bank(), load_topic_lines()
    spoken = speaker(lexicon.root)
    for path in sorted(folder.glob("*.toml")):
        document = build_document(tomllib.loads(path.read_text("utf-8"))["text"], path.name, "utf-8")
        for analysis in analyse_cards(document.cards, lexicon, tagger):
            contrast = Contrast.of(_nouns(analysis.steps), lexicon)
            for part in (p for step in analysis.steps for p in parts(step)):
                slots = build_slots(part, lexicon, contrast, spoken)
                said = phrasings(slots, bank)
                if slots.own_conditions and part.kind != "hazard":
                    said += couplets(slots, build_slots(act_only(part), lexicon, contrast, spoken), topics, bank)
                good = [p.clauses for p in said if p.cost <= cost]
                yield (
                    slots.concept or part.kind,
                    {
                        length: frozenset(group(c[-1]) for c in good if tuple(map(len, c)) in shapes)
                        for length, shapes in SHAPES.items()
                    },
                )


def _nouns(steps: tuple[Step, ...]) -> list[str]:
    return [noun for step in steps for act in step.acts for noun in act.objects]


def _worst(found: Mapping[str, list[int]]) -> list[tuple[str, list[int]]]:
    return sorted(found.items(), key=lambda item: (median(item[1]), -len(item[1]), item[0]))


if __name__ == "__main__":
    main()
