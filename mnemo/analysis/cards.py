"""Cards in, analyses out; the tagger sees all clauses of all cards in one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mnemo.analysis import special
from mnemo.analysis.blocks import BlockReader
from mnemo.analysis.clauses import BREAKS, CONTENT, NUMBERING, Clause, split_aside, split_block
from mnemo.analysis.conditions import structure
from mnemo.analysis.critical import evidence, load_critical
from mnemo.analysis.draft import Draft
from mnemo.analysis.grammar import Grammar, RawCondition
from mnemo.analysis.groups import add_groups
from mnemo.analysis.lattice import cut_words
from mnemo.analysis.leads import NOTHING, Pushed, merge, read_lead, read_leads, strip_heading
from mnemo.analysis.order import add_edges
from mnemo.analysis.reading import read_clause
from mnemo.analysis.tokens import Run
from mnemo.analysis.vocabulary import make_grammar, rescue
from mnemo.analysis.wording import MARK, words_of
from mnemo.analysis.words import Words
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Tagger
from mnemo.types import Analysis, Block, Card, CardKind, Condition, Finding, MappedText, Noise, Span, Step

NOISE_ROLES = frozenset(("title", "heading", "label", "meta", "frame", "note"))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One block cut into clauses, leads beside it."""

    block: Block
    clauses: tuple[Clause, ...]
    asides: tuple[tuple[Clause, ...], ...]
    loose: tuple[MappedText, ...]
    leads: tuple[tuple[Clause, ...], ...]
    heading: Clause | None


def analyse_cards(cards: Sequence[Card], lexicon: Lexicon | None, tagger: Tagger) -> tuple[Analysis, ...]:
    """Steps, noise and findings of each card, in order."""
    g = make_grammar(lexicon)
    prepared = [[_prepare(block, g.words) for block in card.blocks] for card in cards]
    texts = dict.fromkeys(c.text.text for blocks in prepared for p in blocks for c in _all_clauses(p))
    tags = dict(zip(texts, tagger.tag(list(texts)), strict=True))
    cut = {text: rescue(cut_words(text, pairs, g.words, g.known), g) for text, pairs in tags.items()}
    return tuple(_analyse(card, [_tokenise(p, cut) for p in blocks], g) for card, blocks in zip(cards, prepared, strict=True))


def analyse(card: Card, lexicon: Lexicon | None, tagger: Tagger) -> Analysis:
    """One card."""
    return analyse_cards((card,), lexicon, tagger)[0]


def _prepare(block: Block, words: Words) -> _Prepared:
    if block.role in NOISE_ROLES:
        return _Prepared(block, (), (), (), (), None)
    clauses, brackets = split_block(block.text)
    asides = tuple(split_aside(b) for b in brackets if words.orders(b.text))
    loose = tuple(b for b in brackets if not words.orders(b.text))
    leads = tuple(_lead_clauses(lead.text) for lead in block.leads)
    title = strip_heading(block.section)
    heading = Clause(MappedText(title, tuple((0, 0) for _ in title)), ":", 0) if title else None
    return _Prepared(block, clauses, asides, loose, leads, heading)


def _lead_clauses(text: MappedText) -> tuple[Clause, ...]:
    """A lead-in with what its brackets say: 轻微缺水（叫水后能见水位）."""
    clauses, brackets = split_block(text)
    return clauses + tuple(c for b in brackets for c in split_aside(b))


def _all_clauses(p: _Prepared) -> Iterator[Clause]:
    yield from p.clauses
    for aside in p.asides:
        yield from aside
    for lead in p.leads:
        yield from lead
    if p.heading:
        yield p.heading


def _tokenise(p: _Prepared, cut: Mapping[str, Run]) -> _Prepared:
    def tag(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        return tuple(c.tagged(cut[c.text.text]) for c in clauses)

    heading = tag((p.heading,))[0] if p.heading else None
    return replace(p, clauses=tag(p.clauses), asides=tuple(map(tag, p.asides)), leads=tuple(map(tag, p.leads)), heading=heading)


def _heading(heading: Clause, kind: CardKind, g: Grammar) -> Pushed:
    """A section title. 火灾爆炸 heads a row of a risk list and conditions nothing there; 停机 is a phase."""
    pushed = read_lead(heading.tokens, heading.text, g, "heading")
    words = heading.text.text
    conditions = tuple(replace(c, span=None) for c in pushed.conditions)
    if kind != "emergency" and g.words.ends_like(words, "harm"):
        conditions = ()
    if len(words) <= 4 and g.terms.get(words) == "v":
        conditions = tuple(replace(c, role="phase") for c in conditions)
    banned = pushed.cue if not pushed.act else None  # 禁止事项
    return Pushed(conditions, pushed.actor, banned, hazard=pushed.hazard, meta=pushed.meta)


def _above(p: _Prepared, kind: CardKind, g: Grammar) -> Pushed:
    """Everything that headings and leads push onto the block, outermost first."""
    leads = NOTHING
    for clauses in p.leads:
        leads = merge(leads, read_leads(clauses, g, "lead"))
    if not p.heading:
        return leads
    title = _heading(p.heading, kind, g)
    said = {c.text for c in leads.conditions}  # a heading that leads in stands in both
    return merge(replace(title, conditions=tuple(c for c in title.conditions if c.text not in said)), leads)


def _analyse(card: Card, prepared: Sequence[_Prepared], g: Grammar) -> Analysis:
    drafts: list[Draft] = []
    noise: list[Noise] = []
    used: list[Span] = []
    cause: list[Condition] = []
    damaged = [s for f in card.findings if "damage" in f.rule for s in f.spans]
    for number, p in enumerate(prepared):
        if p.block.role in NOISE_ROLES:
            noise.extend(_noise_block(p.block))
            continue
        if p.block.role == "lead":
            continue
        above = _above(p, card.kind, g)
        used.extend(above.spans)
        if p.block.role == "hazard":
            _hazards(p, number, drafts, noise, cause, g)
            continue
        noise.extend(Noise(c.text, "特征说明", c.span) for c in cause if c.span)
        cause.clear()
        reader = BlockReader(p.block, number, above, g)
        for clauses in (p.clauses, *p.asides):
            sound = [c for c in clauses if not _overlaps(c.text.span(), damaged)]
            noise.extend(Noise(c.text.text, "疑似识别错误", c.text.span()) for c in clauses if c not in sound)
            reader.read(sound)
        drafts.extend(reader.drafts)
        noise.extend(reader.noise)
        used.extend(reader.attached)
        noise.extend(Noise(b.text, "括注", b.span()) for b in p.loose if not special.add_figures(reader.drafts, b, g))
    noise.extend(Noise(c.text, "特征说明", c.span) for c in cause if c.span)
    return _finish(card, prepared, drafts, noise, used, g)


def _worded(step: Step, p: _Prepared) -> Step:
    above = dict.fromkeys(c.text for c in step.conditions if c.scope in ("lead", "heading") and c.role != "phase")
    clauses = tuple(_clauses_of(p))
    return replace(step, words=words_of(step.text, clauses), lead_words=words_of(MARK.join(above), clauses) if above else ())


def _clauses_of(p: _Prepared) -> Iterator[Clause]:
    yield from p.clauses
    for aside in (*p.asides, *p.leads):
        yield from aside
    if p.heading:
        yield p.heading


def _noise_block(block: Block) -> Iterator[Noise]:
    if block.text.text.strip():
        yield Noise(
            block.text.text,
            block.reason or {"title": "标题", "heading": "小标题", "label": "表头或类别"}.get(block.role, "套话"),
            block.text.span(),
        )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _hazards(p: _Prepared, number: int, drafts: list[Draft], noise: list[Noise], cause: list[Condition], g: Grammar) -> None:
    """Hazard columns and notes: harm words make steps, the rest is what brings the harm about."""
    for clause in p.clauses:
        reading = read_clause(clause.tokens, g)
        if g.words.holds(clause.text.text, "harm") and clause.sep != "→":
            drafts.append(special.hazard(clause, reading, tuple(cause), number, p.block, g))
            cause.clear()
        else:
            cause.append(structure(RawCondition(clause.tokens), clause.text, g, role="trigger"))
    noise.extend(Noise(b.text, "括注", b.span()) for b in p.loose)


def _finish(
    card: Card, prepared: Sequence[_Prepared], drafts: list[Draft], noise: list[Noise], used: list[Span], g: Grammar
) -> Analysis:
    add_edges(drafts, card.kind, g.words)
    add_groups(drafts)
    table = load_critical()
    for draft in drafts:
        draft.evidence = evidence(draft, table)
    ids = {at: f"s{at + 1}" for at in range(len(drafts))}
    built = (draft.build(at, ids) for at, draft in enumerate(drafts))
    steps = tuple(_worded(s, prepared[d.block]) for s, d in zip(built, drafts, strict=True))
    covered = [s for step in steps for s in step.spans + step.condition_spans] + [n.span for n in noise]
    findings: list[Finding] = []
    for p in prepared:
        for text in _uncovered(p.block, covered):
            if NUMBERING.fullmatch(text.text) or NUMBERING.fullmatch(f"{text.text}、"):
                noise.append(Noise(text.text, "序号", text.span()))
                continue
            led = p.block.role == "lead" or _overlaps(text.span(), used)
            noise.append(Noise(text.text, "引语" if led else "未用到的文字", text.span()))
            if not led and p.block.role == "item":
                findings.append(Finding("unconsumed", f"这段文字没有成为步骤：{text.text}", spans=(text.span(),)))
    findings.extend(_generic_bans(steps, g.words))
    findings.extend(_unread_bans(drafts, steps))
    noise.sort(key=lambda n: n.span)
    return Analysis(steps, tuple(noise), tuple(findings))


def _unread_bans(drafts: Sequence[Draft], steps: Sequence[Step]) -> Iterator[Finding]:
    """A ban word outside the conditions of a step that forbids nothing: something was misread."""
    for draft, step in zip(drafts, steps, strict=True):
        if step.polarity == "forbid" or step.confidence < 0.5:
            continue
        inside = [c.span for c in step.conditions if c.span]
        for token in draft.clause.tokens:
            span = draft.clause.text.span(token.start, token.end)
            if token.kind == "ban" and not _overlaps(span, inside):
                what = f"“{step.text}”里的“{token.text}”没有读成禁令，请核对"
                yield Finding("ban-not-read", what, step=step.id, spans=(span,))


def _generic_bans(steps: Iterable[Step], words: Words) -> Iterator[Finding]:
    """不得作业 without a condition: most likely the condition was lost."""
    for step in steps:
        bare = step.polarity == "forbid" and not step.conditions and not step.object
        if bare and words.is_class(step.action, "vague") and not step.acts[0].roles:
            yield Finding("generic-ban", f"“{step.text}”没有条件，可能漏了前提", step=step.id, spans=step.spans)


def _uncovered(block: Block, covered: Sequence[Span]) -> Iterator[MappedText]:
    """Runs of the block's text that nothing has used, punctuation apart."""
    if block.role not in ("item", "hazard", "lead"):
        return
    start = None
    for at, (char, span) in enumerate(zip(block.text.text, block.text.spans, strict=True)):
        free = bool(CONTENT.match(char)) and not any(a <= span[0] and span[1] <= b for a, b in covered)
        if free and start is None:
            start = at
        elif (not free and start is not None and CONTENT.match(char)) or (start is not None and char in BREAKS):
            yield block.text.cut(start, at).strip()
            start = None
    if start is not None:
        yield block.text.cut(start, len(block.text)).strip()
