"""docs/lexicons.md knows every table, with its columns, every slot and every need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
LEXICONS = ROOT / "lexicons"
TABLES = sorted({p.relative_to(LEXICONS) if p.parent in (LEXICONS, LEXICONS / "forms") else Path(p.parent.name, "*.tsv") for p in LEXICONS.rglob("*.tsv")})


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_table_stands_in_the_docs_with_its_columns(table):
    path = next(iter(sorted(LEXICONS.glob(str(table)))))
    columns = next(line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# "))
    assert f"`{table.as_posix()}`: `{' '.join(columns.split(chr(9)))}`" in TEXT


def test_every_slot_stands_in_the_docs():
    from mnemo.compress.slots import SLOT_ATOMS

    for name in SLOT_ATOMS:
        assert re.search(rf"`{name}\d?`", TEXT), name


def test_every_need_stands_in_the_docs():
    from mnemo.compress import rows

    part = TEXT[TEXT.index("`needs` words") : TEXT.index("### `tails.tsv`")]
    for need in rows._NEEDS:
        assert re.search(rf"\b{need}\b", part), need


def test_every_tail_set_stands_in_the_docs():
    from mnemo.compress.rows import load_bank

    for name in load_bank().tails:
        assert f"`{name}`" in TEXT, name
