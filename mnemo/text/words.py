"""The layout's knowledge, read once from the lexicons: headings, noise, counters, wrap signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mnemo.errors import LexiconError
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.types import BlockRole

NOISE_ROLES: dict[str, BlockRole] = {"frame": "frame", "note": "note", "meta": "meta"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row's pattern and what it stands for."""

    regex: re.Pattern[str]
    value: str
    row: str


@dataclass(frozen=True, slots=True)
class Noise:
    """A piece of frame text: the role it gets and why it can hold no step."""

    regex: re.Pattern[str]
    role: BlockRole
    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """All layout words of one lexicon folder."""

    headings: dict[str, tuple[Pattern, ...]]
    noise: tuple[Noise, ...]
    counters: dict[str, tuple[str, ...]]
    wrap_end: re.Pattern[str]
    wrap_start: re.Pattern[str]

    def match(self, kind: str, text: str) -> Pattern | None:
        """The first row of `kind` that fits `text` as a whole."""
        if len(text) > 80:
            return None
        return next((p for p in self.headings[kind] if p.regex.fullmatch(text)), None)

    def cue(self, text: str, value: str = "") -> bool:
        """Whether the text orders or forbids something (`value` "ban": forbids)."""
        return any(p.regex.search(text) for p in self.headings["cue"] if value in ("", p.value))

    def noise_of(self, text: str) -> Noise | None:
        """The noise row that fits the whole of `text`."""
        return next((n for n in self.noise if n.regex.search(text)), None)

    def counts(self, text: str) -> bool:
        """Whether `text`, standing right after a number, makes it a quantity (人, 米) and no marker (人员)."""
        for size in (2, 1):
            others = self.counters.get(text[:size])
            if others is not None and not text.startswith(others):
                return True
        return False


HEADING_KINDS = ("phase", "neutral", "frame", "column", "colword", "cell", "field", "card", "part", "doc", "title", "lead", "question", "cue")


@lru_cache(maxsize=4)
def load_words(root: Path | None = None) -> Words:
    """Read and check the layout tables; LexiconError names a broken row."""
    folder = root or lexicon_root()
    headings: dict[str, list[Pattern]] = {kind: [] for kind in HEADING_KINDS}
    for row in read_rows(folder, "headings", ("pattern", "kind", "value", "example", "counter")):
        if row["kind"] not in headings:
            raise row.fault(f"未知的 kind“{row['kind']}”", f"可用：{' '.join(HEADING_KINDS)}")
        headings[row["kind"]].append(Pattern(_compile(row), row["value"], row.id))
    noise = []
    for row in read_rows(folder, "noise", ("pattern", "role", "reason", "example", "counter")):
        if row["role"] not in NOISE_ROLES:
            raise row.fault(f"未知的 role“{row['role']}”", f"可用：{' '.join(NOISE_ROLES)}")
        noise.append(Noise(_compile(row), NOISE_ROLES[row["role"]], row["reason"]))
    counters = {
        row["word"]: row.list("not") for row in read_rows(folder, "counters", ("word", "not", "example", "counter"))
    }
    wraps = read_rows(folder, "wraps", ("pattern", "side", "example", "counter"))
    ends = "|".join(f"(?:{_compile(row).pattern})" for row in wraps if row["side"] == "end")
    starts = "|".join(f"(?:{_compile(row).pattern})" for row in wraps if row["side"] == "start")
    return Words(
        {kind: tuple(rows) for kind, rows in headings.items()},
        tuple(noise),
        counters,
        re.compile(f"(?:{ends})$"),
        re.compile(starts),
    )


def _compile(row: Row) -> re.Pattern[str]:
    try:
        return re.compile(row["pattern"])
    except re.error as error:
        raise LexiconError(row.place, row.line, f"正则写错了：{error}", "改正 pattern 一栏") from error
