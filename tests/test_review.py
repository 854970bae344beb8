"""The chooser's state machine and the ledger, without a terminal."""

from __future__ import annotations

import json

import pytest
from doubles_cli import CANDIDATES, FakeShop, result

from mnemo.errors import UnreadableError
from mnemo.review.ledger import Verdict, append, approved, ledger_path, read, standing
from mnemo.review.session import Session, answer, base_text, edited, open_session, standing_of

NOW = "2026-01-02T03:04:05Z"


def judge(text, entry):
    return FakeShop().judge(text, entry.card.analysis.steps)


@pytest.fixture
def session() -> Session:
    return open_session(result(), {"c1": "card"}, (), "老王")


def play(session, *commands):
    replies = []
    for command in commands:
        reply = answer(session, command, judge, NOW)
        session = reply.session
        replies.append(reply)
    return session, replies


MOVES = [
    (("n",), 1), (("n", "n"), 2), (("n", "n", "n"), 2), (("p",), 0), (("n", "p"), 0), (("3",), 2), (("2",), 1), (("9",), 0), (("0",), 0),
    (("N",), 1), (("",), 0), (("foo",), 0), (("3", "foo"), 2),
]  # fmt: skip


@pytest.mark.parametrize(("commands", "at"), MOVES)
def test_moving(session, commands, at):
    after, replies = play(session, *commands)
    assert after.at == at
    assert not any(r.verdicts for r in replies)


def test_an_unknown_command_and_a_jump_too_far_say_so(session):
    _, replies = play(session, "foo", "9", "0")
    assert "foo" in replies[0].message
    assert "没有第 9 首" in replies[1].message
    assert replies[2].message


def test_accept_writes_the_text_exactly_and_what_it_was_preferred_to(session):
    after, replies = play(session, "2", "a")
    (verdict,) = replies[-1].verdicts
    assert verdict == Verdict(
        "bbbbbbbbbbbb", "accept", "wuyan", "行车工岗位操作卡", CANDIDATES[1].text, over=("cccccccccccc",), by="老王", at=NOW,
        source=result().document.digest, card_digest="card",
    )  # fmt: skip
    assert standing_of(after) == {"accept": 1, "edit": 0, "reject": 0}


def test_reject_prefers_nothing(session):
    _, replies = play(session, "2", "r")
    assert replies[-1].verdicts[0].decision == "reject"
    assert replies[-1].verdicts[0].over == ()


def test_an_edit_without_errors_is_kept_at_once_with_the_original(session):
    after, replies = play(session, "e 3 行车行走莫站人")
    (verdict,) = replies[-1].verdicts
    assert verdict.decision == "edit"
    assert verdict.text == "开机之前要戴帽，千万莫把超载吊，行车行走莫站人。"
    assert verdict.original == CANDIDATES[0].text
    assert verdict.findings == ()
    assert base_text(after) == verdict.text


def test_a_warning_does_not_hold_an_edit_back_but_is_shown(session):
    _, replies = play(session, "e 3 马上走开莫站人")
    assert replies[-1].verdicts
    assert [f.rule for f in replies[-1].findings] == ["invented"]


def test_an_edit_with_errors_waits_for_an_explicit_yes(session):
    after, replies = play(session, "e 3 行车行走可站人")
    assert replies[-1].verdicts == ()
    assert [f.rule for f in replies[-1].findings] == ["polarity-flipped"]
    assert after.pending is not None
    after, replies = play(after, "确认")
    (verdict,) = replies[-1].verdicts
    assert verdict.decision == "edit"
    assert verdict.findings == ("说反了",)


@pytest.mark.parametrize("key", ["y", "a", "n", "x", "yes", "r", "u", "2"])
def test_anything_but_the_explicit_yes_drops_a_refused_edit(session, key):
    after, replies = play(session, "e 3 行车行走可站人", key)
    assert replies[-1].verdicts == ()
    assert after.pending is None
    assert after.at == 0


def test_an_empty_line_leaves_a_refused_edit_waiting(session):
    after, _ = play(session, "e 3 行车行走可站人", "")
    assert after.pending is not None


def test_a_refused_edit_can_be_edited_again(session):
    after, replies = play(session, "e 3 行车行走可站人", "e 3 行车行走莫站人")
    assert replies[-1].verdicts[0].decision == "edit"
    assert after.pending is None


def test_quitting_drops_a_refused_edit(session):
    after, replies = play(session, "e 3 行车行走可站人", "q")
    assert after.over
    assert not replies[-1].verdicts


def test_confirming_nothing_is_no_command(session):
    _, replies = play(session, "确认")
    assert replies[-1].verdicts == ()


def test_edit_without_text_asks_for_it(session):
    _, replies = play(session, "e")
    assert replies[-1].wants_text


NO_EDITS = [("e " + CANDIDATES[0].text, "没有改动"), ("e 9 没有这句", "没有第 9 句"), ("e ，。", "空的")]


@pytest.mark.parametrize(("command", "message"), NO_EDITS)
def test_edits_that_change_nothing(session, command, message):
    _, replies = play(session, command)
    assert replies[-1].verdicts == ()
    assert message in replies[-1].message


def test_undo_takes_back_the_last_verdict_of_the_session_and_returns_to_it(session):
    after, replies = play(session, "a", "n", "r", "p", "u")
    assert (replies[-1].verdicts[0].id, replies[-1].verdicts[0].decision) == ("bbbbbbbbbbbb", "undo")
    assert after.at == 1
    after, replies = play(after, "u")
    assert replies[-1].verdicts[0].id == "aaaaaaaaaaaa"
    after, replies = play(after, "u")
    assert replies[-1].verdicts == ()
    assert "没有可以撤销" in replies[-1].message


def test_undo_gives_way_to_the_verdict_before(session):
    after, _ = play(session, "e 3 行车行走莫站人", "a", "u")
    assert after.verdict(after.entry).decision == "edit"


def test_undo_reaches_verdicts_of_an_earlier_session():
    _, first = play(open_session(result(), {}), "a")
    later = open_session(result(), {}, first[-1].verdicts)
    assert later.verdict(later.entry).decision == "accept"
    after, replies = play(later, "u")
    assert replies[-1].verdicts[0].decision == "undo"
    assert after.verdict(after.entry) is None


EDITED = [
    ("先停机，再断电。", "2 再拉闸", "先停机，再拉闸。"),
    ("先停机，再断电。", "2 再拉闸。", "先停机，再拉闸。"),
    ("先停机，再断电。", "3 再拉闸", None),
    ("先停机，再断电。", "0 再拉闸", None),
    ("先停机，再断电。", "先断电，\\n再停机。", "先断电，\n再停机。"),
    ("先停机", "1 先断电", "先断电"),
    ("甲\n\n乙", "2 丙", "甲\n\n丙"),
    ("先停机，再断电。", "119", "119"),
]


@pytest.mark.parametrize(("old", "given", "new"), EDITED)
def test_edited(old, given, new):
    assert edited(old, given) == new


def verdict(key="a", decision="accept", **others) -> Verdict:
    return Verdict(key, decision, "qiyan", "卡", f"{key}文", at=NOW, **others)


def test_ledger_round_trip_and_standing(tmp_path):
    path = tmp_path / "l.jsonl"
    rows = [verdict(), verdict("b"), verdict("a", "reject"), verdict("a", "undo"), verdict("b", "undo"), verdict("b", "undo")]
    for row in rows:
        append(path, row)
    assert read(path) == (tuple(rows), ())
    assert {k: v.decision for k, v in standing(rows).items()} == {"a": "accept"}


def test_a_ledger_is_only_appended_to(tmp_path):
    path = tmp_path / "l.jsonl"
    append(path, verdict())
    before = path.read_bytes()
    append(path, verdict("a", "undo"))
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize("cut", [5, -20, -2])
def test_a_torn_last_line_is_reported_and_loses_nothing_else(tmp_path, cut):
    path = tmp_path / "l.jsonl"
    append(path, verdict("a"))
    whole = path.read_bytes()
    append(path, verdict("b", by="老王"))
    torn = path.read_bytes()[len(whole) :][:cut]
    path.write_bytes(whole + torn)
    append(path, verdict("c"))
    verdicts, findings = read(path)
    assert [v.id for v in verdicts] == ["a", "c"]
    assert [f.rule for f in findings] == ["ledger-line"]
    assert ":2:" in findings[0].message


BAD_LINES = [
    "[]", "3", "null", '{"schema": "other"}', "\x00", '{"schema": "mnemo-verdict/1", "decision": "burn"}',
    json.dumps({"schema": "mnemo-verdict/1", "decision": "accept", "id": 3}),
    json.dumps({"schema": "mnemo-verdict/1", "decision": "accept", "over": "x"}),
    json.dumps({"schema": "mnemo-verdict/1", "decision": "accept", "findings": [1]}),
]  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_that_is_no_verdict_is_reported(tmp_path, line):
    path = tmp_path / "l.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    verdicts, findings = read(path)
    assert verdicts == ()
    assert len(findings) == 1


def test_no_ledger_yet_is_empty(tmp_path):
    assert read(tmp_path / "none.jsonl") == ((), ())


def test_ledgers_that_cannot_be_read_or_written(tmp_path):
    with pytest.raises(UnreadableError):
        read(tmp_path)
    with pytest.raises(UnreadableError):
        append(tmp_path / "none" / "l.jsonl", verdict())


def test_ledger_path():
    assert ledger_path("规程.txt", None).name == "规程.txt.mnemo.jsonl"
    assert ledger_path("规程.txt", "x").name == "x"
    assert ledger_path("-", None).name == "mnemo.jsonl"


APPROVED = [
    ("same document", {"source": "d"}, True),
    ("same card of a changed document", {"source": "old", "card_digest": "k"}, True),
    ("changed card", {"source": "old", "card_digest": "old"}, False),
    ("no digests at all", {}, False),
]


@pytest.mark.parametrize(("facts", "counts"), [c[1:] for c in APPROVED], ids=[c[0] for c in APPROVED])
def test_approved_only_while_the_source_stands(facts, counts):
    rows = [verdict("a", **facts), verdict("b", "reject", **facts)]
    assert [v.id for v in approved(rows, "d", frozenset({"k"}))] == (["a"] if counts else [])
    assert [v.id for v in approved(rows)] == ["a"]
