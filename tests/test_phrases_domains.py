"""The phrase rows of the trades (hot work … emergency) prove themselves; opposite duties keep their polarity.

Water goes on acid-burnt skin and never on burning metal dust: which of the two a row says hangs on the row, so
both kinds of clause are asked of the same rows here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from mnemo.compress.phrase import phrasings
from mnemo.compress.rows import Bank, Phrase, load_bank
from mnemo.engines.lac_tagger import default_tagger
from mnemo.lexicon.concepts import Lexicon, load_lexicon
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.ports import Tagger
from mnemo.proofs import Proof, _slots, prove, steps_of
from mnemo.speaking import speaker

SECONDS = 40  # what the whole batch may take on a small machine
FILES = (
    "hot", "metallurgy", "gas", "ammonia", "dust", "confined", "chemical", "rescue", "boiler", "textile", "tobacco",
    "food", "kitchen", "glass-cement", "printing", "rubber", "lab", "property", "cleaning", "emergency",
)  # fmt: skip
OFFICIAL = ("必须", "务必", "严禁", "禁止", "不准")
LICENCES = {"快": "urgent", "立即": "urgent", "马上": "urgent", "及时": "urgent", "勤": "freq"}
DENIALS = "莫不别勿忌"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return default_tagger()


@pytest.fixture(scope="module")
def phrases() -> tuple[Phrase, ...]:
    rows = {p.id: p for found in load_bank().by_kind.values() for p in found}
    return tuple(p for p in rows.values() if _file(p) in FILES)


@pytest.fixture(scope="module")
def proofs(phrases: tuple[Phrase, ...], lexicon: Lexicon, tagger: Tagger) -> tuple[tuple[Proof, ...], float]:
    start = time.perf_counter()
    found = tuple(prove(phrases, lexicon, tagger, speaker(lexicon.root)))
    return found, time.perf_counter() - start


def _file(phrase: Phrase) -> str:
    return phrase.id.rpartition("/")[2].partition(".")[0]


def _literals(phrase: Phrase) -> str:
    return "".join(part for part in phrase.parts if isinstance(part, str))


def _said(clause: str, phrases: Iterable[Phrase], lexicon: Lexicon, tagger: Tagger) -> list[str]:
    """All lines these rows make of `clause`, its condition said."""
    kinds = load_bank()
    mine = list(phrases)
    bank = Bank({k: tuple(p for p in mine if k in p.kinds) for k in kinds.by_kind}, kinds.tails)
    (steps,) = steps_of([clause], lexicon, tagger)
    return [
        "，".join(p.clauses)
        for step in steps
        for slots in _slots(step, lexicon, speaker(lexicon.root))
        for p in phrasings(slots, bank)
    ]


def test_every_row_yields_its_line(proofs: tuple[tuple[Proof, ...], float]) -> None:
    broken = [f"{p.row}: {p.example} → {p.line}, yields {p.lines[:2]}" for p in proofs[0] if p.line not in p.lines]
    assert not broken, f"{len(broken)} rows\n" + "\n".join(broken[:40])


def test_no_row_fires_for_its_counter(proofs: tuple[tuple[Proof, ...], float]) -> None:
    assert not [f"{p.row}: {p.countered}" for p in proofs[0] if p.countered]


def test_all_proofs_together_are_quick(proofs: tuple[tuple[Proof, ...], float]) -> None:
    assert proofs[1] < SECONDS


def test_every_trade_has_rows(phrases: tuple[Phrase, ...]) -> None:
    counts = {name: sum(_file(p) == name for p in phrases) for name in FILES}
    assert min(counts.values()) >= 40, counts


def test_all_kinds_and_lengths_occur(phrases: tuple[Phrase, ...]) -> None:
    assert {k for p in phrases for k in p.kinds} == set("dwngmlh")
    assert {p.row["length"] for p in phrases} >= {"7", "5", "3", "33", "4", "44"}


def test_acts_and_classes_are_known(phrases: tuple[Phrase, ...], lexicon: Lexicon) -> None:
    classes = {row["class"] for row in read_rows(lexicon_root(), "classes", ("class", "parent", "name", "example", "counter"))}
    assert not {p.act for p in phrases if p.act != "*"} - set(lexicon.verbs)
    assert not {p.cls for p in phrases} - classes - {"*", ""}


def test_no_official_wording(phrases: tuple[Phrase, ...]) -> None:
    assert not [p.row["pattern"] for p in phrases if any(word in _literals(p) for word in OFFICIAL)]


@pytest.mark.parametrize("word", sorted(LICENCES))
def test_words_that_add_a_claim_are_licensed(phrases: tuple[Phrase, ...], word: str) -> None:
    assert not [f"{p.id} {p.row['pattern']}" for p in phrases if word in _literals(p) and LICENCES[word] not in p.needs]


def test_bans_have_no_complement(phrases: tuple[Phrase, ...]) -> None:
    """手套莫戴好 would permit wearing them badly."""
    assert not [p.row["pattern"] for p in phrases if p.kinds == "n" and any(n.startswith("VC") for n in p.names)]


@pytest.mark.parametrize(
    ("clause", "wanted", "denied"),
    [
        ("铝粉着火严禁用水扑救", "水", True),
        ("油锅着火时严禁用水浇", "水", True),
        ("沾酸时立即用清水冲洗15分钟", "水", False),
        ("锅炉缺水时严禁上水", "水", True),
        ("着火时用干沙覆盖", "沙", False),
        ("严禁将水倒入酸中", "水", True),
        ("严禁用明火查漏", "火", True),
        ("冷库内有人时严禁关门", "门", True),
        ("撤离时应关门", "门", False),
        ("作业人员应穿防静电服", "服", False),
        ("严禁穿化纤衣服", "衣", True),
        ("未检测不得进入", "进", True),
        ("未断电不得施救", "救", True),
        ("加料时严禁正对炉门", "炉门", True),
        ("开桶时应站在侧面", "侧", False),
    ],
)
def test_polarity_is_kept(
    clause: str, wanted: str, denied: bool, phrases: tuple[Phrase, ...], lexicon: Lexicon, tagger: Tagger
) -> None:
    """A ban is denied or turned round (先/才/再 …); a duty has no denial."""
    lines = [line for line in _said(clause, phrases, lexicon, tagger) if wanted in line]
    assert lines
    for line in lines:
        turned = any(char in line for char in DENIALS + "才再先方") or line.endswith(("不得", "不行"))
        assert turned if denied else not any(char in line for char in "莫别勿忌"), line


@pytest.mark.parametrize(
    ("clause", "never"),
    [
        ("煤气泄漏时严禁合闸", "灯"),  # the lamp rows are for lamps
        ("严禁滚动油桶", "瓶"),  # the bottle rows are for bottles
        ("打开人孔", "门窗"),
        ("湿手套应晾干", "烤"),
        ("车辆未登记不得进入", "人"),
        ("巡检应结伴", "两人"),
        ("危险化学品应储存在专用仓库", "分开"),
    ],
)
def test_nothing_is_added(
    clause: str, never: str, phrases: tuple[Phrase, ...], lexicon: Lexicon, tagger: Tagger
) -> None:
    assert not [line for line in _said(clause, phrases, lexicon, tagger) if never in line]


@pytest.mark.parametrize(
    ("word", "concept"),
    [("正对", "face_to"), ("塞入", "stuff_in"), ("入炉", "enter_furnace"), ("开窗", "open_window"), ("抠", "scrape_finger"),
     ("直射", "jet_straight"), ("装得过满", "overfill")],
)  # fmt: skip
def test_added_verbs_are_found(word: str, concept: str, lexicon: Lexicon) -> None:
    verb = lexicon.verb(word)
    assert verb is not None
    assert verb.id == concept
