"""What README.md promises, cut out of it: marked blocks of commands, output and JSON."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?:<!-- (?P<mark>[^>]*?) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)```\n", re.DOTALL)


class Block(NamedTuple):
    """A fenced block and the comment on the line before it ("" if there is none)."""

    mark: str
    language: str
    text: str


def blocks(mark: str = "", language: str = "") -> list[Block]:
    """Blocks whose mark begins with `mark` and whose language is `language`, in order."""
    found = [Block(m["mark"] or "", m["language"], m["text"]) for m in _BLOCK.finditer(README.read_text(encoding="utf-8"))]
    return [b for b in found if b.mark.startswith(mark) and (not language or b.language == language)]
