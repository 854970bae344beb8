"""The chooser (挑选) as a state machine: commands in, a new state and verdicts out; no screen, file or clock.

A command is one line of text, as a key press or a script gives it: `n` `p` `1`…`9` `a` `e` `r` `u` `q`, `e 新的口诀`
(the whole text, `\\n` for a line end), `e 3 新句` (clause 3 alone), and 确认 for an edit the judge refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from mnemo.review.ledger import Decision, Verdict
from mnemo.types import Candidate, CardResult, Finding, Judgement, Result, Step

CONFIRM = frozenset({"确认", "確認"})
Judge = Callable[[str, "Entry"], Judgement]
"""Judges an edited text against the steps of the entry's card."""
_NEXT, _BACK = frozenset({"n", "下", "下一首"}), frozenset({"p", "上", "上一首"})
_CLAUSE = re.compile(r"[^，。；、：！？,;!?\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate on offer, with its card. `digest` names the card's text for the ledger."""

    card: CardResult
    candidate: Candidate
    digest: str = ""

    @property
    def steps(self) -> Mapping[str, Step]:
        return {s.id: s for s in self.card.analysis.steps}


@dataclass(frozen=True, slots=True)
class Pending:
    """An edit the judge refuses: kept only if the person says 确认."""

    text: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Session:
    """Where the reviewer stands. `standing` holds the verdicts of each id in force, the last one counts."""

    entries: tuple[Entry, ...]
    source: str  # digest of the document
    by: str = ""
    at: int = 0
    standing: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    done: tuple[str, ...] = ()  # ids decided in this session, for undo
    pending: Pending | None = None
    over: bool = False

    @property
    def entry(self) -> Entry:
        return self.entries[self.at]

    def verdict(self, entry: Entry) -> Verdict | None:
        """The verdict in force on a candidate, None if nobody decided."""
        found = self.standing.get(entry.candidate.id, ())
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command led to: the state after it, what to write down, what to say, whether an edited text is wanted."""

    session: Session
    verdicts: tuple[Verdict, ...] = ()
    message: str = ""
    findings: tuple[Finding, ...] = ()
    wants_text: bool = False


def open_session(
    result: Result, digests: Mapping[str, str], earlier: tuple[Verdict, ...] = (), by: str = ""
) -> Session:
    """All candidates of `result` card by card, best first; `digests` by card id; `earlier` verdicts still count."""
    entries = tuple(Entry(card, c, digests.get(card.card.id, "")) for card in result.cards for c in card.candidates)
    standing: dict[str, tuple[Verdict, ...]] = {}
    for verdict in earlier:
        standing[verdict.id] = _stacked(standing.get(verdict.id, ()), verdict)
    return Session(entries, result.document.digest, by, standing=standing)


def answer(session: Session, command: str, judge: Judge, now: str) -> Reply:
    """The reply to one command line. `now` is the time a verdict gets, ISO 8601 UTC."""
    word, _, rest = command.strip().partition(" ")
    word = word if word in CONFIRM else word.lower()
    if not word:
        return Reply(session)
    if session.pending is not None and word not in ("e", "q"):
        return _settle(session, word, now)
    if word in _NEXT or word in _BACK:
        return _move(session, session.at + (1 if word in _NEXT else -1))
    if word.isdecimal():
        return _move(session, int(word) - 1)
    if word == "a":
        edited_before = (verdict := session.verdict(session.entry)) is not None and verdict.decision == "edit"
        message = "已按改动前的原样定稿。" if edited_before else "已定稿。"
        return _decide(session, "accept", session.entry.candidate.text, now, message)
    if word == "r":
        return _decide(session, "reject", session.entry.candidate.text, now, "已拒绝。")
    if word == "u":
        return _undo(session, now)
    if word == "e":
        return _edit(session, rest.strip(), judge, now)
    if word in ("q", "quit", "退出"):
        return Reply(replace(session, over=True, pending=None))
    return Reply(session, message=f"没有“{command.strip()}”这个命令。")


def _move(session: Session, to: int) -> Reply:
    if 0 <= to < len(session.entries):
        return Reply(replace(session, at=to, pending=None))
    return Reply(session, message=f"没有第 {to + 1} 首；一共 {len(session.entries)} 首。" if to >= 0 else "已经是第一首。")


def _decide(
    session: Session, decision: Decision, text: str, now: str, message: str, kept: tuple[Finding, ...] = ()
) -> Reply:
    entry = session.entry
    candidate = entry.candidate
    rivals = tuple(
        e.candidate.id
        for e in session.entries
        if e.card.card.id == entry.card.card.id and e.candidate.form == candidate.form and e.candidate.id != candidate.id
    )
    verdict = Verdict(
        id=candidate.id,
        decision=decision,
        form=candidate.form,
        card=entry.card.card.title,
        text=text,
        original=candidate.text if decision == "edit" else "",
        over=rivals if decision in ("accept", "edit") else (),
        by=session.by,
        at=now,
        source=session.source,
        card_digest=entry.digest,
        findings=tuple(f.message for f in kept if f.severity == "error"),
    )
    after = replace(
        session,
        standing={**session.standing, candidate.id: _stacked(session.standing.get(candidate.id, ()), verdict)},
        done=(*session.done, candidate.id),
        pending=None,
    )
    return Reply(after, (verdict,), message, kept)


def _undo(session: Session, now: str) -> Reply:
    """Takes back the last verdict of this session, or else the one standing on the candidate shown."""
    target = session.done[-1] if session.done else session.entry.candidate.id
    stack = session.standing.get(target, ())
    if not stack:
        return Reply(session, message="没有可以撤销的审定。")
    verdict = replace(stack[-1], decision="undo", over=(), findings=(), by=session.by, at=now)
    at = next((i for i, e in enumerate(session.entries) if e.candidate.id == target), session.at)
    after = replace(
        session, standing={**session.standing, target: stack[:-1]}, done=session.done[:-1], at=at, pending=None
    )
    return Reply(after, (verdict,), f"已撤销：第 {at + 1} 首的{NAMES[stack[-1].decision]}。")


def _edit(session: Session, given: str, judge: Judge, now: str) -> Reply:
    """Judges the edited text at once; without errors it is kept, otherwise it waits for 确认."""
    if not given:
        return Reply(session, wants_text=True)
    old = base_text(session)
    text = edited(old, given)
    if text is None:
        return Reply(session, message=f"没有第 {given.split()[0]} 句；一共 {len(_CLAUSE.findall(old))} 句。")
    if not _CLAUSE.search(text):
        return Reply(session, message="改后的口诀是空的，没有保存。")
    if text.split() == session.entry.candidate.text.split():
        return Reply(replace(session, pending=None), message="没有改动。")
    judgement = judge(text, session.entry)
    if judgement.ok:
        return _decide(session, "edit", text, now, "改后重新核对：没有错误，已定稿。", judgement.findings)
    message = "改后重新核对：有错误！不改好就可能误导人。输入 确认 才保留，e 再改，其它键放弃。"
    return Reply(replace(session, pending=Pending(text, judgement)), (), message, judgement.findings)


def _settle(session: Session, word: str, now: str) -> Reply:
    pending = session.pending
    assert pending is not None
    if word in CONFIRM:
        return _decide(session, "edit", pending.text, now, "已按你的确认保留，错误记入审定记录。", pending.judgement.findings)
    return Reply(replace(session, pending=None), message="已放弃这次修改，没有保存。")


def base_text(session: Session) -> str:
    """What an edit starts from: the refused edit, the text accepted before, or the candidate."""
    if session.pending is not None:
        return session.pending.text
    verdict = session.verdict(session.entry)
    return verdict.text if verdict is not None and verdict.decision == "edit" else session.entry.candidate.text


def edited(old: str, given: str) -> str | None:
    r"""The new text: `given` itself with \n as line ends, or `old` with one clause changed; None if there is no such clause.

    >>> edited("先停机，再断电。", "2 再拉闸")
    '先停机，再拉闸。'
    """
    number, _, clause = given.partition(" ")
    if not (number.isdecimal() and clause.strip()):
        return given.replace("\\n", "\n").strip()
    clauses = list(_CLAUSE.finditer(old))
    if not 1 <= int(number) <= len(clauses):
        return None
    start, end = clauses[int(number) - 1].span()
    new = clause.strip()
    if old[end : end + 1] and new[-1:] in "，。；、！？":
        new = new[:-1]  # the old mark stays
    return old[:start] + new + old[end:]


NAMES: Mapping[Decision, str] = {"accept": "定稿", "edit": "修改定稿", "reject": "拒绝", "undo": "撤销"}


def _stacked(stack: tuple[Verdict, ...], verdict: Verdict) -> tuple[Verdict, ...]:
    return stack[:-1] if verdict.decision == "undo" else (*stack, verdict)


def standing_of(session: Session) -> Mapping[Decision, int]:
    """How many candidates on offer are accepted, edited, rejected."""
    counted: dict[Decision, int] = {"accept": 0, "edit": 0, "reject": 0}
    for entry in session.entries:
        verdict = session.verdict(entry)
        if verdict is not None:
            counted[verdict.decision] += 1
    return counted
