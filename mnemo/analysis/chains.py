"""Chains a→b→c: each link is something to do, even one that a noun names (机械通风30min以上)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mnemo.analysis.clauses import Clause
from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run


def linked(clauses: Sequence[Clause], g: Grammar) -> list[Clause]:
    """The clauses, with a verb found in every link of a chain."""
    found: list[Clause] = []
    for at, clause in enumerate(clauses):
        chained = clause.sep == "→" or (at > 0 and clauses[at - 1].sep == "→")
        bare = chained and not g.has_verb(clause.tokens)
        found.append(replace(clause, tokens=as_link(clause.tokens, g)) if bare else clause)
    return found


def as_link(run: Run, g: Grammar) -> Run:
    """机械通风｜30min以上 in a chain a→b→c: the verb at the end of a name is what to do."""
    for at in range(len(run) - 1, -1, -1):
        token = run[at]
        if token.kind or token.tag in ("m", "q", "w") or g.terms.get(token.text[-2:]) != "v":
            continue
        cut = token.end - 2
        verb = replace(token, text=token.text[-2:], tag="v", start=cut)
        how = (replace(token, text=token.text[:-2], tag="ad", end=cut),) if len(token.text) > 2 else ()
        return (*run[:at], *how, verb, *run[at + 1 :])
    return run
