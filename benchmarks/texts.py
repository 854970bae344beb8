"""Texts the benchmarks run on: one page, one card many times, and a handbook of the tuning procedures; figures varied."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "氨压缩机启停操作卡.txt"
PAGE = EXAMPLE.read_text(encoding="utf-8")
"""One page, about 400 字 with 25 steps."""
CARD = (ROOT / "examples" / "冷库氨泄漏处置卡.txt").read_text(encoding="utf-8")
"""One card with 23 steps and a title of its own, so that copies of it stay cards of their own."""
_FIGURE = re.compile(r"\d+(?=(?:min|ppm|MPa|mm|kg|℃|m|V|h)\b)")


def handbook(pages: int) -> str:
    """So many pages, one procedure of the tuning half each, with other figures each time round: no two are alike."""
    texts = [tomllib.loads(p.read_text(encoding="utf-8"))["text"].strip() for p in sorted((ROOT / "corpora" / "tune").glob("*.toml"))]
    return _joined([texts[page % len(texts)] for page in range(pages)], len(texts))


def cards(count: int) -> str:
    """CARD so many times, with other figures each time."""
    return _joined([CARD.strip()] * count, 1)


def _joined(texts: list[str], turn: int) -> str:
    """Texts below one another; figures grow by one after each `turn` texts."""
    raised = (_FIGURE.sub(lambda m, by=place // turn: str(int(m[0]) + by), text) for place, text in enumerate(texts))  # type: ignore[misc]
    return "\n\n".join(raised) + "\n"
