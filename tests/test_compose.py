"""Composing verses: promises that hold for every input, and each cost by its own small case."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnemo.compose import Costs, End, Options, Unit, compose
from mnemo.compose.drafts import bigrams, dice
from mnemo.compose.units import in_order, may_swap
from mnemo.errors import UsageError
from mnemo.forms import forms, load_form
from mnemo.types import Phrasing

METRIC = [f.id for f in forms() if f.kind == "metric"]
RHYMES = "安班干 刀高好 方强忙 风通工"  # four groups of three 字
GROUP = {c: g for g, cs in enumerate(RHYMES.split()) for c in cs}


def ends(text: str) -> End:
    if text[-1] in GROUP:
        group = f"g{GROUP[text[-1]]}"
        return End(group, text[-1], True, group, "")
    return End("", text[-1], False)


def say(step: str, *clauses: str, cost: int = 0, says: bool = True, order: bool = False) -> Phrasing:
    steps = tuple(step.split())
    return Phrasing(clauses, steps, cost, 1.0, says_condition=says, says=("order",) if order else ())


def body(rng: random.Random, length: int) -> str:
    return "".join(chr(0x4E00 + rng.randrange(2000)) for _ in range(length - 1))


def make_unit(rng: random.Random, i: int, lengths, count: int, **more) -> Unit:
    found = []
    for _ in range(count):
        shape = rng.choice(lengths)
        clauses = tuple(body(rng, n) + rng.choice(RHYMES.replace(" ", "")) for n in shape)
        found.append(say(f"s{i}", *clauses, cost=rng.randrange(300), says=not more.get("context") or rng.random() < 0.6))
    return Unit((f"s{i}",), tuple(found), **more)


def shapes_of(form):
    return [*((n,) for n in dict.fromkeys(form.clauses)), form.clauses[:2]]


@st.composite
def instances(draw):
    form = load_form(draw(st.sampled_from(METRIC)))
    rng = random.Random(draw(st.integers(0, 10**6)))
    units = []
    for i in range(draw(st.integers(1, 9))):
        after = tuple(f"s{j}" for j in range(i) if rng.random() < 0.15)
        context = rng.choice(["", "", "甲", "乙"])
        more = {"critical": rng.random() < 0.4, "after": after, "context": context, "section": rng.choice("pq")}
        units.append(make_unit(rng, i, shapes_of(form), rng.randrange(0, 8), heading="题" if context == "甲" else "", **more))
    closings = (say("", body(rng, form.clauses[-1]) + "安"),) if rng.random() < 0.5 else ()
    return form, tuple(units), Options(k=3, closings=closings, scope=rng.choice(["full", "critical"]))


@settings(max_examples=60, deadline=None)
@given(instances())
def test_promises(instance):
    form, units, options = instance
    by_step = {u.steps[0]: u for u in units}
    drafts = compose(form, units, ends, options)
    texts = [tuple(x.text for x in d.lines) for d in drafts]
    assert len(set(texts)) == len(texts) <= options.k
    assert drafts == compose(form, units, ends, options)
    for draft in drafts:
        sung = [x for x in draft.lines if x.role != "heading"]
        for stanza in {x.stanza for x in sung}:  # metre exact, stanza of an allowed size
            mine = [x for x in sung if x.stanza == stanza]
            assert [len(x.text) for x in mine] == [form.length(n) for n in range(len(mine))]
            assert len(mine) % form.unit == 0
            assert len(mine) // form.unit in form.stanza.sizes()
        place = {}
        for n, x in enumerate(draft.lines):
            for step in x.steps:
                place.setdefault(step, n)
        for step, n in place.items():  # no explicit edge broken
            assert all(place[b] <= n for b in by_step[step].after if b in place)
        assert {*place} | {*draft.missing} == {s for u in units for s in u.steps}
        assert not {*place} & {*draft.missing}
        for x in sung:  # every clause is a saying of its step
            for step in x.steps:
                assert any(x.text in p.clauses for p in by_step[step].phrasings)
        said_context(draft, by_step)


def said_context(draft, by_step):
    """A saying without its condition follows one with it in the same stanza and context, or stands under the heading."""
    known, heading, stanza = "", "", -1
    for x in draft.lines:
        if x.stanza != stanza:
            known, heading, stanza = "", "", x.stanza
        if x.role == "heading":
            heading = x.text
        for step in x.steps:
            unit = by_step[step]
            silent = [p for p in unit.phrasings if x.text in p.clauses and not p.says_condition]
            loud = [p for p in unit.phrasings if x.text in p.clauses and p.says_condition]
            if heading:
                assert unit.heading == heading
            if silent and not loud:
                assert unit.context
                assert heading or known == unit.context
            known = unit.context


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(METRIC))
def test_critical_steps_are_said_when_they_can_be(seed, name):
    """Each unit has sayings for every place, so whatever else is dear, no critical step may go."""
    form, rng = load_form(name), random.Random(seed)
    units = []
    for i in range(8):
        every = [body(rng, n) + rng.choice("安刀石木") for n in form.clauses]
        pair = tuple(body(rng, n) + rng.choice("安刀石木") for n in form.clauses[:2])
        found = [say(f"s{i}", t, cost=300) for t in every]
        units.append(Unit((f"s{i}",), (*found, say(f"s{i}", *pair, cost=300)), critical=rng.random() < 0.5))
    for draft in compose(form, units, ends, Options(scope="critical")):
        assert not any(u.critical and u.steps[0] in draft.missing for u in units)


def lines(draft):
    return [x.text for x in draft.lines]


def four(*ends_of, cost=0, section="", **more):
    """Units with one 7-字 saying each, told apart by number."""
    return tuple(
        Unit((f"s{i}",), (say(f"s{i}", f"一二三四{'甲乙丙丁戊己'[i]}六{c}", cost=cost),), section=section, **more)
        for i, c in enumerate(ends_of)
    )


QIYAN = load_form("qiyan")


def test_costs_of_rhyme_and_tone_are_added_up():
    plain = compose(QIYAN, four("石", "安", "木", "班"), ends, Options(k=1))
    assert plain[0].cost == 0
    missed = compose(QIYAN, four("石", "安", "木", "刀"), ends, Options(k=1))
    assert missed[0].cost == Costs().none
    same = compose(QIYAN, four("石", "安", "木", "安"), ends, Options(k=1))
    assert same[0].cost == Costs().same_rhyme
    assert len(missed[0].lines) == 4


@pytest.mark.parametrize(
    ("other", "nasal", "cost"), [("x", "", 120), ("", "n", 300), ("", "", 900)], ids=["joined", "nasal", "none"]
)
def test_grades_of_rhyme(other, nasal, cost):
    def graded(text):
        if text[-1] in "安刀":
            return End(text[-1], text[-1], True, other or text[-1], nasal)
        return End("", text[-1], False)

    assert compose(QIYAN, four("石", "安", "木", "刀"), graded, Options(k=1))[0].cost == cost


def test_tone_breaks_ties():
    def toned(text):
        return End("g", text[-1], text[-1] in "安班", "g") if text[-1] in "安班刀" else End("", text[-1])

    first, second, third, _ = four("石", "安", "木", "班")
    last = Unit(("s3",), (say("s3", "二三四五六七刀"), say("s3", "二三四五六七班")))
    assert lines(compose(QIYAN, (first, second, third, last), toned, Options(k=1))[0])[3].endswith("班")


def test_odd_count_prefers_a_couplet_to_a_filler():
    units = list(four("石", "安", "木"))
    units[2] = Unit(("s2",), (*units[2].phrasings, say("s2", "二三四五六七土", "二三四五六七班", cost=100)))
    closing = (say("", "平平安安六字班"),)
    (draft,) = compose(QIYAN, units, ends, Options(k=1, closings=closing))
    assert [x.role for x in draft.lines] == ["step"] * 4
    assert draft.cost == 100 + Costs().extra
    (draft,) = compose(QIYAN, four("石", "安", "木"), ends, Options(k=1, closings=closing))
    assert [x.role for x in draft.lines] == ["step", "step", "step", "closing"]
    assert draft.cost == 700
    assert compose(QIYAN, four("石", "安", "木"), ends, Options(k=1)) == ()


def test_opening_stands_first():
    opening = (say("", "平平安安六字石"),)
    (draft,) = compose(QIYAN, four("安", "木", "班"), ends, Options(k=1, openings=opening))
    assert [x.role for x in draft.lines] == ["opening", "step", "step", "step"]


def test_merge_must_state_an_explicit_order():
    a, b, *rest = four("石", "安", "木", "班", "安")
    loose = say("s0 s1", "先一步来后二石", cost=10)
    tight = say("s0 s1", "先一步来后二木", cost=90, order=True)
    for after, want in (((), loose), (("s0",), tight)):
        first = Unit(a.steps, (), merges=(loose, tight))
        second = Unit(b.steps, (), after=after)
        (draft,) = compose(QIYAN, (first, second, *rest), ends, Options(k=1))
        assert draft.lines[0].text == want.clauses[0]
        assert draft.lines[0].steps == ("s0", "s1")
        assert draft.missing == ()


def test_no_merge_across_sections():
    a, b, *rest = four("石", "安", "木", "班", "安")
    first = Unit(a.steps, a.phrasings, section="甲", merges=(say("s0 s1", "先一步来后二石"),))
    for draft in compose(QIYAN, (first, b, *rest, *four("安")), ends):
        assert ("s0", "s1") not in [x.steps for x in draft.lines]


def test_swap_only_without_an_edge():
    a, b, c, d = four("石", "安", "班", "木")
    assert lines(compose(QIYAN, (a, b, c, d), ends, Options(k=1))[0])[3].endswith("班")
    for more in ({"after": ("s2",)}, {"implied_after": ("s2",)}):
        fixed = Unit(d.steps, d.phrasings, **more)
        assert not may_swap(c, fixed)
        assert lines(compose(QIYAN, (a, b, c, fixed), ends, Options(k=1))[0])[3].endswith("木")
    assert lines(compose(QIYAN, (a, b, c, d), ends, Options(k=1, swaps=False))[0])[3].endswith("木")


def test_units_are_put_in_order():
    late = Unit(("x",), (), after=("y",))
    early = Unit(("y",), ())
    other = Unit(("z",), ())
    assert in_order([late, other, early]) == (other, early, late)
    one, two = Unit(("p",), (), after=("q",)), Unit(("q",), (), after=("p",))
    assert in_order([one, two]) == (one, two)


def test_sections_are_stanzas_with_their_own_rhyme():
    units = (*four("石", "安", "木", "班", section="甲"), *four("石", "刀", "木", "高", section="乙"))
    units = tuple(Unit((f"s{i}",), (say(f"s{i}", f"二三四五{i}六" + u.phrasings[0].clauses[0][-1]),), section=u.section)
                  for i, u in enumerate(units))  # fmt: skip
    (draft,) = compose(QIYAN, units, ends, Options(k=1))
    assert [x.stanza for x in draft.lines] == [0] * 4 + [1] * 4
    assert [x.couplet for x in draft.lines] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert draft.cost == Costs().change + 2 * Costs().same_end  # 石 and 木 come twice
    short = (*units[:6], *(Unit(u.steps, u.phrasings, section="丙") for u in units[6:]))
    (draft,) = compose(QIYAN, short, ends, Options(k=1))
    assert {x.stanza for x in draft.lines[-4:]} == {1}  # 丙 has too few clauses to stand alone


def test_heading_says_the_trigger():
    units = tuple(
        Unit(u.steps, (say(u.steps[0], u.phrasings[0].clauses[0], says=False),), context="漏", heading="大量泄漏")
        for u in four("石", "安", "木", "班")
    )
    (draft,) = compose(QIYAN, units, ends, Options(k=1))
    assert (draft.lines[0].role, draft.lines[0].text) == ("heading", "大量泄漏")
    assert len(draft.lines) == 5
    bare = tuple(Unit(u.steps, u.phrasings, context="漏") for u in units)
    assert compose(QIYAN, bare, ends, Options(k=1)) == ()


def test_a_trigger_said_once_carries_to_its_neighbours():
    a, *rest = four("石", "安", "木", "班")
    loud = Unit(a.steps, a.phrasings, context="漏")
    silent = tuple(Unit(u.steps, (say(u.steps[0], u.phrasings[0].clauses[0], says=False),), context="漏") for u in rest)
    assert len(compose(QIYAN, (loud, *silent), ends, Options(k=1))[0].lines) == 4
    cut = (loud, Unit(("x",), ()), *silent)  # a step of no context stands between
    assert compose(QIYAN, cut, ends, Options(k=1)) == ()


def test_banned_phrasings_are_not_used():
    units = list(four("石", "安", "木", "班"))
    spare = say("s3", "二三四五六七班", cost=200)
    units[3] = Unit(("s3",), (*units[3].phrasings, spare))
    first = compose(QIYAN, units, ends, Options(k=1))[0]
    banned = frozenset({(("s3",), (first.lines[3].text,))})
    assert lines(compose(QIYAN, units, ends, Options(k=1, banned=banned))[0])[3] == spare.clauses[0]
    everything = frozenset({(u.steps, p.clauses) for u in units for p in u.phrasings})
    assert compose(QIYAN, units, ends, Options(banned=everything)) == ()


def test_repeated_rhyme_gives_way():
    units = list(four("石", "安", "木", "安"))
    units[3] = Unit(("s3",), (*units[3].phrasings, say("s3", "二三四五六七班", cost=140)))
    assert lines(compose(QIYAN, units, ends, Options(k=1))[0])[3].endswith("班")
    units[3] = Unit(("s3",), (*units[3].phrasings[:1], say("s3", "二三四五六七刀")))
    assert lines(compose(QIYAN, units, ends, Options(k=1))[0])[3].endswith("安")  # better than no rhyme at all


def test_repeated_tail_gives_way():
    units = list(four("石", "安", "木", "班"))
    units[0] = Unit(("s0",), (say("s0", "甲乙丙丁要做石"),))
    units[2] = Unit(("s2",), (say("s2", "戊己庚辛要做石"), say("s2", "戊己庚辛莫忘木", cost=150)))
    assert lines(compose(QIYAN, units, ends, Options(k=1))[0])[2].endswith("忘木")


def test_scopes_and_missing():
    units = [Unit(u.steps, u.phrasings, critical=i in (1, 3)) for i, u in enumerate(four("石", "安", "木", "班", "刀", "石"))]
    full = compose(QIYAN, units, ends, Options(k=1))[0]
    assert (full.scope, full.missing) == ("full", ())
    short = compose(QIYAN, units, ends, Options(k=1, scope="critical"))[0]
    assert (short.scope, short.missing) == ("critical", ("s4", "s5"))
    one = compose(QIYAN, units, ends, Options(k=1, scope="oneline"))[0]
    assert len(one.lines) == 2
    assert {s for x in one.lines for s in x.steps} & {"s1", "s3"}


def test_max_lines():
    units = four("石", "安", "木", "班", "石", "干")
    assert len(compose(QIYAN, units, ends, Options(k=1))[0].lines) == 6
    short = compose(QIYAN, units, ends, Options(k=3, max_lines=4))
    assert {len(d.lines) for d in short} == {4}
    assert compose(QIYAN, units, ends, Options(max_lines=2)) == ()
    vital = [Unit(u.steps, u.phrasings, critical=True) for u in units]
    assert compose(QIYAN, vital, ends, Options(max_lines=4)) == ()  # a critical step is not traded for brevity


def grams(draft):
    return bigrams(tuple(lines(draft)))


def test_list_is_a_real_choice():
    rng = random.Random(7)
    units = [make_unit(rng, i, [(7,), (7, 7)], 30) for i in range(10)]
    drafts = compose(QIYAN, units, ends, Options(k=5))
    alike = [dice(grams(a), grams(b)) for i, a in enumerate(drafts) for b in drafts[:i]]
    plain = compose(QIYAN, units, ends, Options(k=5, diverse=False))
    twins = [dice(grams(a), grams(b)) for i, a in enumerate(plain) for b in plain[:i]]
    assert len(drafts) == len(plain) == 5
    assert sum(alike) / len(alike) < sum(twins) / len(twins) - 0.1
    assert [d.cost for d in drafts] == sorted(d.cost for d in drafts)
    assert drafts[0].cost <= plain[0].cost


def test_nothing_in_nothing_out():
    assert compose(QIYAN, (), ends) == ()
    assert compose(QIYAN, four("石", "安"), ends, Options(k=0)) == ()
    with pytest.raises(UsageError, match="顺序诀"):
        compose(load_form("shunxujue"), four("石"), ends)


def test_extra_clauses_are_priced_by_length():
    assert [Costs().extra_clause(n) for n in (3, 4, 5, 7)] == [Costs().extra * n // 7 for n in (3, 4, 5, 7)]


def test_dice():
    assert dice(frozenset(), frozenset()) == 1
    assert dice(frozenset("ab"), frozenset("bc")) == 0.5


def test_of_two_equal_sayings_the_cheaper_counts():
    units = list(four("石", "安", "木", "班"))
    dear = say("s0", *units[0].phrasings[0].clauses, cost=90)
    for order in ((dear, *units[0].phrasings), (*units[0].phrasings, dear)):
        units[0] = Unit(("s0",), order)
        assert compose(QIYAN, units, ends, Options(k=1))[0].cost == 0


def test_a_part_of_several_conditions_is_understood():
    a, b, c, d = four("石", "安", "木", "班")
    both = Unit(a.steps, a.phrasings, context="漏；停电")
    part = [Unit(u.steps, (say(u.steps[0], u.phrasings[0].clauses[0], says=False),), context="漏") for u in (b, c, d)]
    assert len(compose(QIYAN, (both, *part), ends, Options(k=1))[0].lines) == 4
    narrower = [Unit(u.steps, u.phrasings, context="漏；停电") for u in part]
    assert compose(QIYAN, (Unit(a.steps, a.phrasings, context="漏"), *narrower), ends, Options(k=1)) == ()


def test_a_list_changed_in_place_is_prepared_anew():
    units = list(four("石", "安", "木", "刀"))
    assert compose(QIYAN, units, ends, Options(k=1))[0].cost == Costs().none
    units[3] = four("石", "安", "木", "班")[3]
    assert compose(QIYAN, units, ends, Options(k=1))[0].cost == 0
