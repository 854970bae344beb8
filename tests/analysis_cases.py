"""Helpers for the analysis tests: a card from a few clauses, and a short notation for steps."""

from __future__ import annotations

from functools import lru_cache

from mnemo.analysis import analyse
from mnemo.engines.lac_tagger import LacTagger
from mnemo.lexicon.concepts import load_lexicon
from mnemo.types import Analysis, Block, Card, CardKind, Lead, MappedText, Step


@lru_cache(maxsize=1)
def tagger() -> LacTagger:
    return LacTagger()


def mapped(text: str, at: int = 0) -> MappedText:
    return MappedText(text, tuple((at + i, at + i + 1) for i in range(len(text))))


def card(*items: str, lead: str = "", section: str = "", role: str = "item", kind: CardKind = "operation") -> Card:
    """One block per item, below an optional lead-in; spans run on over the joined text."""
    blocks: list[Block] = []
    at = 0
    leads: tuple[Lead, ...] = ()
    if lead:
        leads = (Lead(mapped(lead), "一、"),)
        blocks.append(Block("lead", mapped(lead), "一、", section))
        at = len(lead) + 1
    for number, item in enumerate(items, start=1):
        blocks.append(Block(role, mapped(item, at), f"{number}、", section, leads=leads))  # type: ignore[arg-type]
        at += len(item) + 1
    return Card("c1", "测试", kind, tuple(blocks), (0, at))


def read(*items: str, lead: str = "", section: str = "", role: str = "item", kind: CardKind = "operation") -> Analysis:
    return analyse(card(*items, lead=lead, section=section, role=role, kind=kind), load_lexicon(), tagger())


def brief(step: Step) -> str:
    """`kind/polarity verb(objects)result+… | condition;condition`."""
    acts = "+".join(f"{'¬' if a.negated else ''}{a.verb}({a.object}){a.result}" for a in step.acts) or step.hazard
    conditions = ";".join(c.text for c in step.conditions)
    return f"{step.kind}/{step.polarity} {acts}" + (f" | {conditions}" if conditions else "")


def briefs(*items: str, lead: str = "", section: str = "", role: str = "item", kind: CardKind = "operation") -> list[str]:
    return [brief(s) for s in read(*items, lead=lead, section=section, role=role, kind=kind).steps]
