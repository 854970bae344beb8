"""Steps told in the source's own words: exact metre, the order kept, nothing put in but small words."""

from __future__ import annotations

import pytest

from mnemo.analysis import analyse_cards
from mnemo.compress.clausewords import load_small_words
from mnemo.compress.extracts import segment, with_condition
from mnemo.compress.fit import Chunk, Form, fit
from mnemo.compress.parts import parts
from mnemo.compress.rows import load_bank
from mnemo.compress.telling import Teller, told, told_together
from mnemo.compress.wordings import Contrast
from mnemo.engines.lac_tagger import default_tagger
from mnemo.lexicon.concepts import load_lexicon
from mnemo.speaking import speaker
from mnemo.text.document import build_document

LEXICON = load_lexicon()
SMALL = load_small_words(LEXICON.root)
LENGTHS = frozenset({3, 4, 5, 7})


def steps_of(text):
    document = build_document(text, "x", "utf-8")
    (analysis,) = analyse_cards(document.cards, LEXICON, default_tagger())
    return analysis.steps


def teller(steps):
    nouns = [o for s in steps for a in s.acts for o in a.objects]
    return Teller(LEXICON, Contrast.of(nouns, LEXICON), speaker(LEXICON.root), SMALL, load_bank(LEXICON.root).tails, LENGTHS)


def clauses_of(text, number=-1):
    steps = steps_of(text)
    at = number % len(steps)
    return {p.clauses for p in told(steps[at], with_condition(steps[at], steps[:at]), teller(steps))}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("抽风未开不得配液。", ("抽风未开莫配液",)),
        ("控制器立即拉到零位。", ("控制器拉到零位",)),
        ("工作服不准穿回家。", ("工作服莫穿回家",)),
        ("再关储罐进口阀。", ("再关储罐进口阀",)),
        ("排气温度不得超过105℃。", ("排气温度要盯牢", "莫超一百零五度")),
        ("油位低于下限不得启动。", ("油位低于下限时", "千万不要去启动")),
    ],
)
def test_a_clause_is_told_in_its_own_words(source, line):
    assert line in clauses_of(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("不准用铝制工具。", "莫别不禁忌绝"),
        ("严禁单人到排水器处作业。", "莫别不禁忌绝"),
        ("酸碱溅到皮肤上，不要先涂中和药。", "莫别不禁忌绝"),
        ("抽风未开不得配液。", "未没"),
        ("非防爆工具不得使用。", "非"),
    ],
)
def test_no_telling_loses_a_negation(source, words):
    found = clauses_of(source)
    assert found
    assert all(any(w in "".join(c) for w in words) for c in found)


def test_a_ban_in_two_clauses_keeps_its_verb_with_its_negation():
    found = [c for c in clauses_of("站内不准存放油棉纱和易燃物。") if len(c) > 1 and len(c[0]) > 3]
    assert found
    for clauses in found:
        ban = next(c for c in clauses if any(w in c for w in "莫别不禁忌绝"))
        assert "存" in ban or "放" in ban


def test_a_number_stays_or_the_clause_is_not_told():
    for clauses in clauses_of("每次不超过5kg。"):
        assert "五公斤" in "".join(clauses)


def test_the_order_of_the_source_is_kept():
    for clauses in clauses_of("断电后挂警示牌。"):
        assert "".join(clauses).find("电") < "".join(clauses).find("牌")


def test_two_neighbours_share_a_line():
    steps = steps_of("1、切断电源。\n2、挂警示牌。")
    found = told_together(steps[0], steps[1], (steps[0].words, steps[1].words), teller(steps))
    assert found
    assert all(p.steps == (steps[0].id, steps[1].id) for p in found)
    assert all("".join(p.clauses).find("牌") > "".join(p.clauses).find("断") for p in found)


def test_parts_share_out_the_words_of_a_step():
    (step,) = steps_of("切断总电源、上锁、挂牌并通知班长。")
    words = ["".join(w.text for w in segment(step, part)) for part in parts(step)]
    assert len(words) > 1
    assert all(words)
    assert "".join(words).count("班长") == 1


def chunk(*forms, **more):
    return Chunk(tuple(Form(f, 10 * i) for i, f in enumerate(forms)), **more)


def test_fitting_is_exact_and_cheapest_first():
    found = fit([chunk("关闭", "关"), chunk("车辆", drop=25), chunk("切断阀", "切阀")], (5,))
    assert found[0] == (("关闭切断阀",), 25)
    assert all(len(c) == 5 for clauses, _ in found for c in clauses)
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)


def test_no_word_lies_across_the_pause():
    assert fit([chunk("甲"), chunk("乙丙"), chunk("丁戊")], (5,)) == []
    assert fit([chunk("甲乙"), chunk("丙丁戊")], (5,)) == [(("甲乙丙丁戊",), 0)]


def test_a_hanging_word_never_ends_a_clause_and_a_glued_one_never_begins_one():
    words = [chunk("甲乙丙丁"), chunk("戊己"), chunk("把", hang=True), chunk("庚辛壬癸"), chunk("子丑寅")]
    assert fit(words, (7, 7)) == []
    glued = [chunk("甲乙丙丁"), chunk("戊己庚"), chunk("时", glue=True), chunk("辛壬癸"), chunk("子丑寅")]
    assert fit(glued, (7, 7)) == []


def test_a_chunk_that_cannot_be_said_and_must_stay_leaves_nothing():
    assert fit([chunk("甲乙"), Chunk(()), chunk("丙丁戊")], (5,)) == []


def test_only_there_never_loses_the_place():
    found = clauses_of("没有装备只能在外面救。")
    assert found
    assert all("外" in "".join(c) for c in found)
