"""Steps that say one rule together: complementary clauses and restatements (组)."""

from __future__ import annotations

from collections.abc import Sequence

from mnemo.analysis.draft import Draft


def add_groups(drafts: Sequence[Draft]) -> None:
    """Fill `group`: 只准用铜质工具，不准用铁器开桶; 检测合格方可进入 … 检测不合格不得进入."""
    number = 0
    for at, draft in enumerate(drafts):
        for other in range(at):
            earlier = drafts[other]
            if _complements(earlier, draft) or _restates(earlier, draft):
                if not earlier.group:
                    number += 1
                    earlier.group = f"g{number}"
                draft.group = earlier.group
                break


def _complements(first: Draft, second: Draft) -> bool:
    """An only-permission and a ban, or the other way round, side by side in one sentence."""
    near = first.block == second.block and first.sentence == second.sentence
    return near and {first.kind, second.kind} == {"may", "never"}


def _restates(first: Draft, second: Draft) -> bool:
    """Two gates on the same act: once as a permission, once as a ban, or twice the same way."""
    if first.kind != "gate" or second.kind != "gate" or first.section != second.section:
        return False
    acts = first.predicate.acts[:1], second.predicate.acts[:1]
    if not acts[0] or not acts[1]:
        return False
    (one,), (two,) = acts
    return bool(one.verb) and (one.verb, one.objects) == (two.verb, two.objects)
