"""Texts the benchmarks run on: one page, and a handbook made of the tuning procedures with their figures varied."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "氨压缩机启停操作卡.txt"
PAGE = EXAMPLE.read_text(encoding="utf-8")
"""One page, about 400 字 with 25 steps."""
_FIGURE = re.compile(r"\d+(?=(?:min|ppm|MPa|mm|kg|℃|m|V|h)\b)")


def handbook(pages: int) -> str:
    """So many pages, one procedure of the tuning half each, with other figures each time round: no two are alike."""
    cards = [tomllib.loads(p.read_text(encoding="utf-8"))["text"].strip() for p in sorted((ROOT / "corpora" / "tune").glob("*.toml"))]
    parts = []
    for page in range(pages):
        turn, place = divmod(page, len(cards))
        parts.append(_FIGURE.sub(lambda m, turn=turn: str(int(m[0]) + turn), cards[place]))  # type: ignore[misc]
    return "\n\n".join(parts) + "\n"
