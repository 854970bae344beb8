"""Frames of the sequence forms: `{L}{X}`, `有{X}必有{Y}` … filled and read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mnemo.forms.form import Selector
from mnemo.types import Finding

_SLOT = re.compile(r"\{([LXYVNI])\}")


def fill(frame: str, values: Mapping[str, str]) -> str:
    """The frame with its slots filled; KeyError for a slot without a value."""
    return _SLOT.sub(lambda m: values[m[1]], frame)


def read(frame: str, text: str, fixed: Mapping[str, str]) -> dict[str, str] | None:
    """Slot values of `text` in the frame, None if it does not fit; `fixed` slots must hold just that."""
    pattern, start = "", 0
    for match in _SLOT.finditer(frame):
        slot = match[1]
        inner = re.escape(fixed[slot]) if slot in fixed else ".+"
        pattern += re.escape(frame[start : match.start()]) + f"(?P<{slot}>{inner})"
        start = match.end()
    found = re.fullmatch(pattern + re.escape(frame[start:]), text)
    return found.groupdict() if found else None


def fit_frames(selector: Selector, lines: Sequence[str]) -> Iterator[Finding]:
    """Findings on a sequence, list, set or initials text; each fault is named once."""
    headed = bool(selector.heading)
    rows = list(lines[1:] if headed else lines)
    if not selector.least <= len(rows) <= selector.most:
        yield Finding("lines", f"有 {len(rows)} 项，应为 {selector.least}–{selector.most} 项", "error")
        return
    if headed and "{N}" in selector.heading[0]:
        yield from _fit_list(selector, lines[0], rows)
    elif headed:
        yield from _fit_initials(selector, lines[0], rows)
    else:
        leads = selector.lead_words(len(rows)) or ("",) * len(rows)
        yield from _fit_rows(selector.row[0], rows, [{"L": lead} if lead else {} for lead in leads], 0)


def _fit_rows(frame: str, rows: Sequence[str], fixed: Sequence[Mapping[str, str]], first: int) -> Iterator[Finding]:
    """Every row in the frame, and what stands in it equally long."""
    values = [read(frame, row, f) for row, f in zip(rows, fixed, strict=True)]
    for index, value in enumerate(values):
        if value is None:
            yield Finding("frame", f"“{rows[index]}”不合“{frame}”的句式", "error", first + index)
            return
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        yield Finding("metre", f"各项字数不齐：{'、'.join(str(len(r)) for r in rows)}", "error", first)


def _fit_list(selector: Selector, heading: str, rows: Sequence[str]) -> Iterator[Finding]:
    for frame, row_frame in zip(selector.heading, selector.row, strict=True):
        if value := read(frame, heading, {}):
            if value["N"] != selector.numerals[len(rows) - 1 : len(rows)]:
                yield Finding("count", f"题头说“{value['N']}”，实有 {len(rows)} 项", "error", 0)
                return
            yield from _fit_rows(row_frame, rows, [{"V": value["V"]}] * len(rows), 1)
            return
    yield Finding("frame", f"题头“{heading}”不合句式", "error", 0)


def _fit_initials(selector: Selector, heading: str, rows: Sequence[str]) -> Iterator[Finding]:
    if len(heading) != len(rows) or any(char not in row for char, row in zip(heading, rows, strict=True)):
        yield Finding("frame", f"“{heading}”与各步的字对不上", "error", 0)
        return
    yield from _fit_rows(selector.row[0], rows, [{}] * len(rows), 1)
