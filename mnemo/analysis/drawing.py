"""Steps drawn in their text with displaCy: the span visualiser, fed by hand, with templates fit for Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mnemo.types import Span

PIECE = 4
"""Most 字 of one unbreakable piece: a marked clause must be able to wrap at the window's edge."""
TEMPLATE: Mapping[str, str] = {
    "span": '<span class="marked" style="height: {total_height}px">{text}{span_slices}{span_starts}</span>',
    "slice": '<span class="slice" style="background: {bg}; top: {top_offset}px"></span>',
    "start": '<span class="slice first" style="background: {bg}; top: {top_offset}px">'
    '<span class="label" style="background: {bg}">{label}{kb_link}</span></span>',
}
"""As displaCy's own, without the white space between pieces, which Chinese does not have; the page's own style does the rest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text with what stands under it."""

    span: Span
    label: str
    id: str = ""  # shown after the label
    link: str = ""  # what the id links to: #c1-s3


def draw(text: str, marks: Iterable[Mark], colours: Mapping[str, str]) -> str:
    """HTML of `text`, one block a line, with every mark under its words; overlapping marks stack."""
    from spacy import displacy

    found = tuple(marks)
    documents = []
    for start, end in _lines(text):
        inside = [m for m in found if m.span[0] < end and m.span[1] > start]
        documents.append(_document(text, start, end, inside))
    options = {
        "colors": dict(colours),
        "template": dict(TEMPLATE),
        "top_offset": 26,
        "top_offset_step": 16,
        "span_label_offset": 14,
    }
    html: str = displacy.render(documents, style="span", manual=True, options=options, jupyter=False)
    return html


def _lines(text: str) -> list[Span]:
    """Spans of the lines that hold something."""
    lines: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((at, at + len(line.rstrip())))
        at += len(line)
    return lines


def _document(text: str, start: int, end: int, marks: Sequence[Mark]) -> dict[str, object]:
    """What displaCy asks for: tokens, and spans in tokens."""
    cuts = {start, end}
    for mark in marks:
        cuts |= {max(start, mark.span[0]), min(end, mark.span[1])}
    for left, right in ((max(start, m.span[0]), min(end, m.span[1])) for m in marks):
        cuts |= set(range(left, right, PIECE))
    edges = sorted(cuts)
    number = {edge: i for i, edge in enumerate(edges)}
    spans = [
        {
            "start_token": number[max(start, mark.span[0])],
            "end_token": number[min(end, mark.span[1])],
            "label": mark.label,
            "kb_id": mark.id,
            "kb_url": mark.link,
        }
        for mark in marks
    ]
    tokens = [text[a:b] for a, b in pairwise(edges)]
    return {"text": text[start:end], "tokens": tokens, "spans": spans}
