"""`mnemo explain --html` (ring 4): one page, self-contained: steps drawn in the source, verses beside it, steps below.

No script, no font, no picture from anywhere else: the page opens on a machine without a network and prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import PurePath

from mnemo.analysis.drawing import Mark, draw
from mnemo.explaining import Explained, Explanation, Fired, Origin
from mnemo.types import CardResult

COLOURS: Mapping[str, str] = {
    "要做": "#9ad1a5", "禁止": "#f4a0a0", "先决": "#f6c177", "遇到就做": "#9cc4f0", "限值": "#c9b1ea", "危险": "#f2d35b",
    "许可": "#a9dcdc",
}  # fmt: skip
"""Chinese name of the step kind → colour of its underline; all readable under black letters."""

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.7 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #222; margin: 0 auto; padding: 1.5rem; max-width: 80rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #ddd; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; }
@media (max-width: 55rem) { .two { grid-template-columns: minmax(0, 1fr); } }
@media print { .two { display: block; } }
.marked { font-weight: 600; display: inline-block; position: relative; vertical-align: baseline; line-height: 1.6; }
.spans { line-height: 1.6 !important; }
.slice { position: absolute; left: 0; width: 100%; height: 4px; }
.first { border-radius: 3px 0 0 3px; }
.label { position: absolute; z-index: 1; top: 5px; left: 0; padding: 0 3px; font-size: 11px; line-height: 1.2; font-weight: 400; border-radius: 3px; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .25rem .5rem; vertical-align: top; text-align: left; border-bottom: 1px solid #eee; }
.verse td:first-child { white-space: nowrap; font-weight: 600; font-size: 1.1rem; }
.pinyin, .place, .rule, .note { color: #667; font-size: .85rem; font-weight: 400; }
.kind { padding: 0 .3rem; border-radius: 3px; font-size: .85rem; white-space: nowrap; }
tr:target { background: #fff6d5; } a { color: inherit; }
.legend span { margin-right: .6rem; }
"""


def page(explanations: Sequence[Explanation], source: str, name: str, names: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """The page for all `explanations`; `names` are the forms' Chinese names, `kinds` the step kinds'."""
    title = escape(f"口诀说明：{PurePath(name).name}")
    legend = "".join(f'<span class="kind" style="background:{colour}">{label}</span>' for label, colour in COLOURS.items())
    body = "".join(
        _card(card, list(group), source, names, kinds) for card, group in _by_card(explanations)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
        f'initial-scale=1">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n'
        f'<p class="legend">{legend}</p>\n{body}</body>\n</html>\n'
    )


def _by_card(explanations: Iterable[Explanation]) -> Iterator[tuple[CardResult, Iterator[Explanation]]]:
    for _, group in groupby(explanations, key=lambda e: e.card.card.id):
        found = list(group)
        yield found[0].card, iter(found)


def _card(card: CardResult, found: list[Explanation], source: str, names: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    start, end = card.card.span
    marks = [
        Mark((a - start, b - start), kinds[step.kind], step.id, f"#{card.card.id}-{step.id}")
        for step in card.analysis.steps
        for a, b in step.spans
    ]
    drawn = draw(source[start:end], marks, COLOURS)
    verses = "".join(_verse(e, names) for e in found)
    origins = {o.step.id: o for e in found for o in (*e.missing, *(o for line in e.lines for o in line.origins))}
    rows = "".join(_step(origins[s.id], card.card.id, kinds) for s in card.analysis.steps if s.id in origins)
    return (
        f"<h2>{escape(card.card.title or '（无标题）')}</h2>\n<div class=\"two\"><section><h3>原文</h3>{drawn}</section>\n"
        f"<section>{verses}</section></div>\n<h3>步骤</h3>\n<table>{rows}</table>\n"
    )


def _verse(explanation: Explanation, names: Mapping[str, str]) -> str:
    candidate = explanation.candidate
    rows = "".join(_line(line, explanation.card.card.id) for line in explanation.lines)
    notes = "".join(f'<p class="note">要点：{escape(n)}</p>' for n in candidate.notes)
    missing = "；".join(o.step.text for o in explanation.missing)
    left = f'<p class="note">未说到：{escape(missing)}</p>' if missing else ""
    return (
        f"<h3>{escape(names.get(candidate.form, candidate.form))}　总分 {candidate.total:.2f}　<span class=\"note\">{candidate.id}</span></h3>\n"
        f'<table class="verse">{rows}</table>{notes}{left}\n'
    )


def _line(line: Explained, card: str) -> str:
    sources = "".join(
        f'<div><a href="#{card}-{o.step.id}">{o.step.id}</a> {escape("".join(p.text for p in o.places))} '
        f'<span class="place">{"、".join(str(p) for p in o.places)}</span></div>'
        for o in line.origins
    )
    reading = f'<div class="pinyin">{escape(line.reading)}</div>' if line.reading else ""
    return f"<tr><td>{escape(line.line.text)}{reading}</td><td>{sources}{_fired(line.fired, '句式')}</td></tr>\n"


def _step(origin: Origin, card: str, kinds: Mapping[str, str]) -> str:
    step = origin.step
    label = kinds[step.kind]
    facts = [f"条件：{c.text}" for c in step.conditions] + [f"数量：{q.text}" for q in step.quantities]
    facts += [f"要命：{'、'.join(step.evidence)}"] if step.critical else []
    facts += [f"须在其后：{'、'.join(step.after)}"] if step.after else []
    return (
        f'<tr id="{card}-{step.id}"><td>{step.id}</td><td><span class="kind" style="background:{COLOURS[label]}">{label}</span></td>'
        f"<td>{escape(step.text)}<div class=\"note\">{escape('　'.join(facts))}</div></td>"
        f'<td class="place">{"、".join(str(p) for p in origin.places)}</td><td>{_fired(origin.fired, "规则")}</td></tr>\n'
    )


def _fired(found: Sequence[Fired], label: str) -> str:
    return "".join(f'<div class="rule">{label} {escape(f.id)}{"：" + escape(f.text) if f.text else ""}</div>' for f in found)
