"""Units of measure and the words that bound a quantity (单位、界限词), read from the lexicons."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from mnemo.errors import UnknownNameError
from mnemo.lexicon.chinese_numbers import NUMERALS
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import Row, read_rows
from mnemo.types import Bound

UNIT_COLUMNS = ("unit", "aliases", "spoken", "dimension", "example", "counter")
BOUND_COLUMNS = ("surface", "side", "bound", "negated", "say", "example", "counter")
WORD_COLUMNS = ("word", "kind", "example", "counter")
TAILED = ("m", "℃", "t")  # units whose decimal may follow bare: 一米五, 三十七度五, 一吨二
Side = Literal["before", "far", "after", "neg", "cue"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `factor` base units of its `dimension` make one of it; `spoken` are templates, `*` is the number."""

    id: str
    aliases: tuple[str, ...]
    spoken: tuple[str, ...]
    dimension: str
    factor: Fraction

    @property
    def counted(self) -> bool:
        """A classifier (人, 次, 圈): one 一 before it says nothing by itself."""
        return self.dimension.startswith("count:")


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that bounds a number. `negated` is the bound it gives under 不, `say` its rank in verses (0: only read)."""

    surface: str
    side: Side
    bound: Bound | None
    negated: Bound | None
    say: int
    dimensions: tuple[str, ...]  # what a verse may bound with it, () anything


@dataclass(frozen=True, slots=True)
class Units:
    """The tables `units`, `bounds` and `notnumbers`, indexed for reading and saying."""

    by_id: dict[str, Unit]
    by_alias: dict[str, Unit] = field(hash=False)
    bounds: tuple[BoundWord, ...]
    not_numbers: frozenset[str]
    not_units: frozenset[str]

    def get(self, name: str) -> Unit:
        """The unit with this id or alias; UnknownNameError if there is none."""
        try:
            return self.by_id.get(name) or self.by_alias[name]
        except KeyError:
            raise UnknownNameError("单位", name, self.by_id) from None

    def base(self, unit: Unit) -> Unit:
        """The unit of factor 1 in the same dimension."""
        return next(u for u in self.by_id.values() if u.dimension == unit.dimension and u.factor == 1)

    def frames(self) -> tuple[tuple[Unit, str, str], ...]:
        """Units said around their number (百分之*, 时速*公里): unit, what stands before it, what after."""
        cut = ((u, template.partition("*")) for u in self.by_id.values() for template in u.spoken)
        return tuple((u, prefix, suffix) for u, (prefix, star, suffix) in cut if star)

    def siblings(self, unit: Unit) -> tuple[Unit, ...]:
        """All units of the same dimension, the largest first."""
        same = [u for u in self.by_id.values() if u.dimension == unit.dimension]
        return tuple(sorted(same, key=lambda u: (-u.factor, u.id)))


@lru_cache(maxsize=4)
def load_units(root: Path | None = None) -> Units:
    """All three tables; LexiconError at the first row that does not hold."""
    folder = root or lexicon_root()
    by_id: dict[str, Unit] = {}
    by_alias: dict[str, Unit] = {}
    for row in read_rows(folder, "units", UNIT_COLUMNS):
        unit = _unit(row)
        by_id[unit.id] = unit
        for alias in dict.fromkeys((*unit.aliases, *(s for s in unit.spoken if "*" not in s))):
            if alias in by_alias:
                raise row.fault(f"“{alias}”已是 {by_alias[alias].id} 的别名", "一个别名只归一个单位")
            by_alias[alias] = unit
    words = read_rows(folder, "notnumbers", WORD_COLUMNS)
    return Units(
        by_id,
        by_alias,
        tuple(map(_bound, read_rows(folder, "bounds", BOUND_COLUMNS))),
        frozenset(r["word"] for r in words if r["kind"] == "whole" and NUMERALS | {"半"} & set(r["word"])),
        frozenset(r["word"] for r in words if r["kind"] in ("unit", "bound")),
    )


def _unit(row: Row) -> Unit:
    dimension = row.list("dimension")
    try:
        name, factor = dimension[0], Fraction(dimension[1])
    except (IndexError, ValueError) as error:
        raise row.fault(f"量纲“{row['dimension']}”不对", "写成“量纲 倍数”，如 time 60") from error
    return Unit(row["unit"], row.list("aliases"), row.list("spoken"), name, factor)


def _bound(row: Row) -> BoundWord:
    bounds: list[Bound | None] = []
    for column in ("bound", "negated"):
        known = next((b for b in get_args(Bound) if b == row[column]), None)
        if row[column] and known is None:
            raise row.fault(f"没有界限“{row[column]}”", f"可用：{' '.join(get_args(Bound))}")
        bounds.append(known)
    side = next((s for s in get_args(Side) if s == row["side"]), None)
    if side is None:
        raise row.fault(f"没有位置“{row['side']}”", f"可用：{' '.join(get_args(Side))}")
    say, *dimensions = row["say"].split("/")
    return BoundWord(row["surface"], side, bounds[0], bounds[1], int(say or 0), tuple(dimensions))
