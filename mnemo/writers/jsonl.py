"""`--format jsonl`: one object a card, for pipelines; `source` is repeated in each."""

from __future__ import annotations

from mnemo.types import Result
from mnemo.writers import shapes


def write(result: Result) -> str:
    whole = shapes.result(result)
    rows = [{"schema": whole["schema"], "source": whole["source"], "card": card} for card in whole["cards"]]
    return "".join(shapes.dump(row, indent=None) + "\n" for row in rows)
