"""Values to plain dicts: the JSON contract, in one place. Keys may be added, never renamed or dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mnemo.types import (
    Act,
    Candidate,
    CardResult,
    Condition,
    Finding,
    Judgement,
    Line,
    Noise,
    Quantity,
    Result,
    Span,
    Step,
)

SCHEMA = "mnemo/1"
CHECK_SCHEMA = "mnemo-check/1"


def dump(value: dict[str, Any], indent: int | None = 2) -> str:
    """JSON text with Chinese as it is; same value, same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


def result(value: Result) -> dict[str, Any]:
    document = value.document
    return {
        "schema": SCHEMA,
        "source": {
            "name": document.name,
            "digest": document.digest,
            "chars": len(document.text),
            "encoding": document.encoding,
        },
        "cards": [card(c) for c in value.cards],
        "findings": findings(value.findings),
    }


def card(value: CardResult) -> dict[str, Any]:
    return {
        "id": value.card.id,
        "title": value.card.title,
        "kind": value.card.kind,
        "span": list(value.card.span),
        "steps": [step(s) for s in value.analysis.steps],
        "candidates": [candidate(c) for c in value.candidates],
        "findings": findings(value.findings),
        "noise": [noise(n) for n in value.analysis.noise],
    }


def step(value: Step) -> dict[str, Any]:
    return {
        "id": value.id,
        "kind": value.kind,
        "text": value.text,
        "spans": spans(value.spans),
        "action": value.action,
        "object": value.object,
        "polarity": value.polarity,
        "trigger": value.trigger,
        "precondition": value.precondition,
        "quantities": [quantity(q) for q in value.quantities],
        "after": list(value.after),
        "critical": value.critical,
        "confidence": score(value.confidence),
        "phase": value.phase,
        "section": value.section,
        "acts": [act(a) for a in value.acts],
        "conditions": [condition(c) for c in value.conditions],
        "actor": value.actor,
        "place": value.acts[0].role("place") if value.acts else "",
        "manner": value.acts[0].role("manner") if value.acts else "",
        "hazard": value.hazard,
        "modality": value.modality,
        "urgent": value.urgent,
        "gate": value.gate,
        "implied_after": list(value.implied_after),
        "group": value.group,
        "evidence": list(value.evidence),
        "rule": value.rule,
        "cues": list(value.cues),
    }


def act(value: Act) -> dict[str, Any]:
    return {
        "verb": value.verb,
        "object": value.object,
        "objects": list(value.objects),
        "result": value.result,
        "negated": value.negated,
        "roles": [{"name": r.name, "text": r.text, "restrictor": r.restrictor} for r in value.roles],
    }


def condition(value: Condition) -> dict[str, Any]:
    return {
        "text": value.text,
        "role": value.role,
        "negated": value.negated,
        "scope": value.scope,
        "doable": value.doable,
        "span": list(value.span) if value.span else None,
    }


def quantity(value: Quantity) -> dict[str, Any]:
    return {
        "text": value.text,
        "value": value.value,
        "high": value.high,
        "unit": value.unit,
        "bound": value.bound,
        "role": value.role,
        "measure": value.measure,
    }


def candidate(value: Candidate) -> dict[str, Any]:
    return {
        "id": value.id,
        "rank": value.rank,
        "form": value.form,
        "family": value.family,
        "form_rank": value.form_rank,
        "scope": value.scope,
        "book": value.book,
        "text": value.text,
        "lines": [
            line(item, value.readings[i] if i < len(value.readings) else "", value.rhymes[i] if i < len(value.rhymes) else "")
            for i, item in enumerate(value.lines)
        ],
        "notes": list(value.notes),
        "missing": list(value.missing),
        "scores": {"total": score(value.total), **{k: score(v) for k, v in value.scores}},
        "findings": findings(value.findings),
    }


def line(value: Line, pinyin: str, rhyme: str) -> dict[str, Any]:
    return {
        "text": value.text,
        "role": value.role,
        "stanza": value.stanza,
        "couplet": value.couplet,
        "steps": list(value.steps),
        "pinyin": pinyin,
        "rhyme": rhyme,
    }


def noise(value: Noise) -> dict[str, Any]:
    return {"text": value.text, "reason": value.reason, "span": list(value.span)}


def findings(values: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": f.rule,
            "severity": f.severity,
            "line": f.line,
            "step": f.step,
            "spans": spans(f.spans),
            "message": f.message,
        }
        for f in values
    ]


def judgement(value: Judgement) -> dict[str, Any]:
    return {
        "schema": CHECK_SCHEMA,
        "ok": value.ok,
        "findings": findings(value.findings),
        "alignment": [{"line": a.line, "steps": list(a.steps)} for a in value.alignment],
        "missing": list(value.missing),
        "scores": {k: score(v) for k, v in value.scores},
    }


def spans(values: Iterable[Span]) -> list[list[int]]:
    return [list(s) for s in values]


def score(value: float) -> float:
    """Scores leave with three decimals."""
    return round(value, 3)
