"""`--format json`: one object for the whole file."""

from __future__ import annotations

from mnemo.types import Result
from mnemo.writers import shapes


def write(result: Result) -> str:
    return shapes.dump(shapes.result(result)) + "\n"
