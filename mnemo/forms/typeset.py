"""Between clauses and printed text: cutting a text at its marks, setting clauses with marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mnemo.forms.form import Form

_MARKS = re.compile(r"[，。；、：！？,.;:!?\s\u3000]+")


def cut_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a printed verse, marks and white space taken out.

    >>> cut_clauses("先断电源，挂牌上锁；")
    ('先断电源', '挂牌上锁')
    """
    return tuple(part for part in _MARKS.split(text) if part)


def typeset(
    form: Form,
    lines: Sequence[str],
    stanzas: Sequence[int] = (),
    headings: Mapping[int, str] | None = None,
) -> str:
    """Clauses as printed text: the form's marks, `row` clauses a line, a blank line between stanzas.

    `stanzas[i]` is the stanza number of clause i (() = one stanza); `headings` maps a stanza number
    to the heading printed above it.
    """
    numbers = tuple(stanzas) or (0,) * len(lines)
    titles = headings or {}
    blocks = []
    for number in dict.fromkeys(numbers):
        part = [line for line, n in zip(lines, numbers, strict=True) if n == number]
        title = f"{titles[number].rstrip('：')}：\n" if titles.get(number) else ""
        blocks.append(title + "\n".join(_rows(form, part)))
    return "\n\n".join(blocks)


def _rows(form: Form, lines: Sequence[str]) -> list[str]:
    layout = form.layout
    rows = []
    for start in range(0, len(lines), layout.row):
        row = ""
        for index in range(start, min(start + layout.row, len(lines))):
            last = index == len(lines) - 1
            row += lines[index] + (layout.last if last else layout.marks[index % len(layout.marks)])
        rows.append(row)
    return rows
