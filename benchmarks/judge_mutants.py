"""How often the judge accepts faithful verses and catches one planted fault (判官的两类错误).

    python benchmarks/judge_mutants.py [--half tune|check] [--misses] [--show KIND] [--steps PICKLE]

Verses: corpora/verses/tune/*.toml (source, author, style, text); their sources: corpora/tune, else --cases. Steps come from
mnemo's own analysis. A mutant is caught if it has a finding of the wanted severity that the verse did not have.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mnemo.judge import Judge, VerseLine, prepare, read_verse
from mnemo.lexicon.concepts import Lexicon
from mnemo.pipeline import Workshop
from mnemo.types import Finding, Judgement, Step

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261123
PER_VERSE = 4
NEGATORS = re.compile(
    r"千万不[能可要]|万不可|切莫|切勿|严禁|禁止|不准|不许|不得|不能|不要|不可|没有|莫要|莫|勿|(?<![特区识])别(?!人|处)|不(?!锈|超|过|足|低于|大于|小于|少)|未|没|无(?!关|论|线)"
)
PLACES = (("上风", "下风"), ("里面", "外面"), ("内", "外"), ("左", "右"), ("上方", "下方"), ("侧面", "正面"), ("上部", "下部"), ("前方", "后方"))
DIGITS = "一二三四五六七八九"
UNITS = (("分钟", "小时"), ("分", "秒"), ("小时", "分钟"), ("公里", "米"), ("毫米", "厘米"), ("米", "厘米"), ("伏", "千伏"), ("度", "成"))
Mutant = tuple[str, list[VerseLine]]


@dataclass(frozen=True, slots=True)
class Verse:
    """One faithful verse and the judge of its source."""

    name: str
    lines: tuple[VerseLine, ...]
    judge: Judge
    judgement: Judgement

    def steps(self, line: int) -> list[Step]:
        """Steps the judge aligned to a line."""
        ids = next((a.steps for a in self.judgement.alignment if a.line == line), ())
        return [s for s in self.judge.steps if s.id in ids]


def body(verse: Verse) -> list[int]:
    return [i for i, n in enumerate(verse.lines) if n.role == "step"]


def changed(verse: Verse, line: int, text: str) -> Mutant:
    lines = list(verse.lines)
    old = lines[line]
    lines[line] = VerseLine(text, old.role, old.stanza, old.couplet, old.start)
    return f"{old.text} → {text}", lines


def negation_deleted(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        for found in NEGATORS.finditer(text):
            rest = text[: found.start()] + text[found.end() :]
            tail = all(s.polarity == "must" and not NEGATORS.search(s.text) for s in verse.steps(i))  # 莫忘, 莫迟疑
            shared = found[0] in "莫勿别没" and found[0] in text[: found.start()]  # 莫站莫穿行 → 莫站穿行 says the same
            if len(rest) > 1 and not shared and not tail:
                yield changed(verse, i, rest)


def negation_added(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        duties = [s for s in verse.steps(i) if s.polarity == "must" and s.kind in ("do", "when")]
        if NEGATORS.search(text) or re.search("[停防拒缺忌]", text) or len(text) < 3 or duties != verse.steps(i):
            continue
        modal = re.search(r"[要须快再才](?!求|点|领|素|速)", text)
        words = [m for m in lexicon.scan(text) if m.entries[0].kind == "verb"]
        main = [m.start for m in words if len(m.text) > 1] or [m.start for m in words if m.start in (0, len(text) - 1)]
        at = modal.start() if modal else main[0] if main else -1
        if at >= 0:
            yield changed(verse, i, text[:at] + rng.choice(["不", "莫"]) + text[at:])


def order_word_swapped(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    where = body(verse)
    for i, j in zip(where, [*where[1:], -1], strict=True):
        text = verse.lines[i].text
        if found := re.search(r"先(.+)([后再])", text):
            yield changed(verse, i, text[: found.start()] + found[2] + found[1] + "先" + text[found.end() :])
        elif found := re.search(r"(?<=[机车业作池罐油检修电火])(之)?前", text):
            yield changed(verse, i, text[: found.end() - 1] + "后" + text[found.end() :])
        elif j >= 0 and text.startswith("先") and verse.lines[j].text[0] in "再后":
            lines = list(verse.lines)
            a, b = lines[i], lines[j]
            lines[i] = VerseLine(b.text[0] + a.text[1:], a.role, a.stanza, a.couplet, a.start)
            lines[j] = VerseLine("先" + b.text[1:], b.role, b.stanza, b.couplet, b.start)
            yield f"{a.text}/{b.text} → {lines[i].text}/{lines[j].text}", lines


def lines_swapped(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    where = body(verse)
    said = Counter(s for a in verse.judgement.alignment for s in a.steps)
    for at, i in enumerate(where):
        for j in where[at + 1 : at + 4]:
            before = {s.id for s in verse.steps(i)}
            if len(verse.steps(j)) != 1 or len(before) != 1 or said[verse.steps(j)[0].id] > 1 or said[verse.steps(i)[0].id] > 1:
                continue
            if before & set(verse.steps(j)[0].after):
                lines = list(verse.lines)
                a, b = lines[i], lines[j]
                lines[i] = VerseLine(b.text, a.role, a.stanza, a.couplet, a.start)
                lines[j] = VerseLine(a.text, b.role, b.stanza, b.couplet, b.start)
                yield f"{a.text} ↔ {b.text}", lines


def number_changed(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        for found in re.finditer(r"\d+(?:\.\d+)?|[二三四五六七八九十百零点]{2,}|[二三四五六七八九](?=[分米度伏成公小])|半(?=[小米个时])", text):
            number = found[0]
            if number.isdigit():
                new = str(int(number) + rng.choice([1, 5, 10]))
            elif number == "半":
                new = "两"
            else:
                spots = [k for k, c in enumerate(number) if c in DIGITS]
                if not spots:
                    continue
                k = rng.choice(spots)
                new = number[:k] + DIGITS[(DIGITS.index(number[k]) + 2) % 9] + number[k + 1 :]
            yield changed(verse, i, text[: found.start()] + new + text[found.end() :])


def unit_changed(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        for old, new in UNITS:
            if found := re.search(rf"(?<=[\d一二三四五六七八九十半百两]){old}(?!之)", text):
                yield changed(verse, i, text[: found.start()] + new + text[found.end() :])
                break


def place_swapped(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        for pair in PLACES:
            for old, new in (pair, pair[::-1]):
                at = text.find(old)
                word = any(m.start < at + len(old) and m.end > at and m.text not in (old, "外面", "里面") for m in lexicon.scan(text))
                if at >= 0 and not (word and len(old) == 1 and any(text[at : at + 2] == w for w in ("外包", "外来", "外人", "外壳"))):
                    yield changed(verse, i, text[:at] + new + text[at + len(old) :])
                    break


def condition_removed(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for i in body(verse):
        text = verse.lines[i].text
        binding = [s for s in verse.steps(i) if s.kind in ("gate", "never", "may") and any(c.scope == "own" for c in s.conditions)]
        if not binding or len(verse.steps(i)) > 1 or (i and binding[0] in verse.steps(i - 1)):
            continue
        cut = [m.start() for m in re.finditer(r"莫|勿|(?<![特区识])别(?!人|处)|不(?!锈)|严禁|禁止|才|方可", text) if m.start() >= 2]
        gone = set(text[: cut[-1]]) if cut else set()
        if cut and not any(set(a.verb) & set(text[cut[-1] :]) for a in binding[0].acts):
            continue  # 检测不合格，不得进入: what is left is the condition itself
        if cut and cut[-1] < len(text) - 1 and any(gone & set(c.text) for s in binding for c in s.conditions if c.scope == "own"):
            yield changed(verse, i, re.sub(r"^才能|^才可|^才|^方可", "可以", text[cut[-1] :]))


def object_replaced(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    held = "".join(s.text for s in verse.judge.steps)
    for i in body(verse):
        text = verse.lines[i].text
        for match in lexicon.scan(text):
            noun = lexicon.noun(match.text)
            if noun is None or len(match.text) < 2 or match.entries[0].kind != "noun" or match.text not in held:
                continue
            if not (lexicon.is_a(noun.cls, "thing") or lexicon.is_a(noun.cls, "substance")):
                continue
            kin = sorted(
                w for n in lexicon.nouns.values() if n.cls == noun.cls and not lexicon.wider(n.id, noun.id)
                and not lexicon.wider(noun.id, n.id) for w in n.surfaces if len(w) == len(match.text) and w not in held
            )  # fmt: skip
            if kin:
                yield changed(verse, i, text[: match.start] + rng.choice(kin) + text[match.end :])


def line_inserted(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    for _ in range(PER_VERSE):
        other = rng.choice([o for o in others if o.judge is not verse.judge])
        long = [i for i in body(other) if len(other.lines[i].text) > 4]  # 不离开, 立即停 are at home anywhere
        if not long:
            continue
        new = other.lines[rng.choice(long)].text
        at = rng.choice(body(verse))
        old = verse.lines[at]
        lines = [*verse.lines[:at], VerseLine(new, "step", old.stanza, old.couplet, old.start), *verse.lines[at:]]
        yield f"+ {new}", lines


def critical_removed(verse: Verse, others: Sequence[Verse], lexicon: Lexicon, rng: random.Random) -> Iterator[Mutant]:
    said = Counter(s for a in verse.judgement.alignment for s in a.steps)
    for step in verse.judge.steps:
        if step.critical and said[step.id]:
            gone = {a.line for a in verse.judgement.alignment if step.id in a.steps}
            lines = [n for i, n in enumerate(verse.lines) if i not in gone]
            if any(n.role == "step" for n in lines):
                yield f"− {step.text}", lines


KINDS: dict[str, tuple[Callable[..., Iterator[Mutant]], float]] = {
    "negation deleted": (negation_deleted, 0.97),
    "negation added": (negation_added, 0.97),
    "order word swapped": (order_word_swapped, 0.97),
    "ordered lines swapped": (lines_swapped, 0.97),
    "number changed": (number_changed, 0.97),
    "unit changed": (unit_changed, 0.97),
    "place word swapped": (place_swapped, 0.97),
    "condition removed": (condition_removed, 0.90),
    "object replaced": (object_replaced, 0.90),
    "foreign line inserted": (line_inserted, 0.97),
    "critical line removed": (critical_removed, 0.97),
}
"""What is planted, and the share that must be caught."""


def caught(kind: str, mutant: Judgement, lines: Sequence[VerseLine], verse: Verse) -> bool:
    """A finding that the faithful verse did not have: an error, or the report of a missing critical step."""
    if kind == "critical line removed":
        return any(f.rule == "missing-critical" for f in _new(mutant, lines, verse)) or bool(_errors(mutant, lines, verse))
    return bool(_errors(mutant, lines, verse))


def _errors(mutant: Judgement, lines: Sequence[VerseLine], verse: Verse) -> list[Finding]:
    return [f for f in _new(mutant, lines, verse) if f.severity == "error"]


def _new(mutant: Judgement, lines: Sequence[VerseLine], verse: Verse) -> list[Finding]:
    def key(f: Finding, of: Sequence[VerseLine]) -> tuple[str, str, str]:
        return f.rule, f.step, of[f.line].text if f.line is not None else ""

    known = {key(f, verse.lines) for f in verse.judgement.findings}
    return [f for f in mutant.findings if key(f, lines) not in known]


def load(folder: Path, sources: Sequence[Path], shop: Workshop, prepared: dict[str, tuple[Step, ...]]) -> list[Verse]:
    """All faithful verses, each with the judge of its source."""
    judges: dict[str, Judge] = {}
    verses = []
    for path in sorted(folder.glob("*.toml")):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        if not entry.get("faithful", True):
            continue
        name = entry["source"]
        if name not in judges:
            judges[name] = prepare(prepared.get(name) or steps_of(name, sources, shop), shop.lexicon)
        lines = read_verse(entry["text"])
        verses.append(Verse(path.stem, lines, judges[name], judges[name].judge(lines)))
    return verses


def steps_of(name: str, sources: Sequence[Path], shop: Workshop) -> tuple[Step, ...]:
    """Steps of all cards of a source, ids made unique."""
    from dataclasses import replace

    path = next(s / name for s in sources if (s / name).is_file())
    document = shop.document(tomllib.loads(path.read_text(encoding="utf-8"))["text"], name)
    steps: list[Step] = []
    for number, analysis in enumerate(shop.analyse(document.cards)):
        mark = f"c{number}" if number else ""
        steps += [
            replace(s, id=mark + s.id, after=tuple(mark + a for a in s.after), implied_after=tuple(mark + a for a in s.implied_after))
            for s in analysis.steps
        ]
    return tuple(steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "check"), default="tune")
    parser.add_argument("--misses", action="store_true", help="print what escaped, for tune only")
    parser.add_argument("--cases", type=Path, action="append", default=[ROOT / "corpora/sample"])
    parser.add_argument("--show", default="", help="print what escaped, for one kind or `all`")
    parser.add_argument("--steps", type=Path, help="steps by source name, pickled, to keep the analysis fixed")
    options = parser.parse_args()
    show = ("all" if options.misses else options.show) if options.half == "tune" else ""  # the held-back half stays unseen
    shop = Workshop()
    prepared = {}
    if options.steps:
        import pickle

        prepared = pickle.loads(options.steps.read_bytes())
    verses = load(ROOT / "corpora/verses" / options.half, [ROOT / "corpora" / options.half, *options.cases], shop, prepared)
    clean = [v for v in verses if v.judgement.ok]
    print(f"faithful verses accepted: {len(clean)}/{len(verses)} = {len(clean) / len(verses):.3f} (target 0.95)")
    rules = Counter(f.rule for v in verses for f in v.judgement.findings if f.severity == "error")
    print(f"false errors: {dict(rules)} in {sum(len(body(v)) for v in verses)} clauses")
    print(f"{'planted':24}{'caught':>12}{'rate':>8}{'target':>8}")
    for kind, (mutate, target) in KINDS.items():
        rng = random.Random(SEED)
        total = good = 0
        escaped: dict[str, list[str]] = defaultdict(list)
        for verse in verses:
            mutants = list(mutate(verse, verses, shop.lexicon, rng))
            for label, lines in rng.sample(mutants, min(PER_VERSE, len(mutants))):
                total += 1
                if caught(kind, verse.judge.judge(lines), lines, verse):
                    good += 1
                else:
                    escaped[verse.name].append(label)
        print(f"{kind:24}{good:>6}/{total:<5}{good / max(1, total):>8.3f}{target:>8.2f}")
        if show in (kind, "all"):
            for name, labels in escaped.items():
                for label in labels:
                    print(f"    {name:44} {label}")


if __name__ == "__main__":
    main()
