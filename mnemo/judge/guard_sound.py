"""Guards: no clause twice; metre and rhyme where a form is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mnemo.forms.fit import fit
from mnemo.forms.form import EndingLike, Form
from mnemo.judge.registry import Case, guard
from mnemo.judge.verse import VerseLine
from mnemo.types import Finding


@guard("no-repeats")
def no_repeats(case: Case) -> Iterator[Finding]:
    """No clause stands twice."""
    seen: dict[str, int] = {}
    for clause in range(len(case.clauses)):
        text = case.text(clause)
        if text in seen:
            yield case.finding("repeated-line", f"与第 {case.at[seen[text]] + 1} 句重复", clause, None, "warning")
        seen.setdefault(text, clause)


def sound(lines: Sequence[VerseLine], form: Form, ending: Callable[[str], EndingLike | None] | None) -> Iterator[Finding]:
    """Metre and rhyme against a form, as warnings: they never decide about meaning."""
    body = [(i, n) for i, n in enumerate(lines) if n.role == "step"]
    if ending is None or not body:
        return
    texts = [n.text for _, n in body]
    ends = {t: ending(t) for t in texts}
    if any(e is None for e in ends.values()):
        return
    found = fit(form, texts, lambda t: ends[t], [n.stanza for _, n in body])  # type: ignore[arg-type, return-value]
    for f in found:
        at = body[f.line][0] if f.line is not None and f.line < len(body) else None
        yield Finding(f.rule, f.message, "warning", at)
