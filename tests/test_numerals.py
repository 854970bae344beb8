"""Quantities: read, said, and read back."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnemo.errors import LexiconError, UnknownNameError
from mnemo.lexicon.chinese_numbers import decimal_string, from_chinese, spelled_digits, to_chinese
from mnemo.lexicon.numerals import direction, number_of, read_numbers, same_amount, spoken, spoken_bound
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows
from mnemo.lexicon.units import BOUND_COLUMNS, UNIT_COLUMNS, WORD_COLUMNS, load_units
from mnemo.types import Quantity

UNITS = load_units()
UNIT_ROWS = read_rows(lexicon_root(), "units", UNIT_COLUMNS)
BOUND_ROWS = read_rows(lexicon_root(), "bounds", BOUND_COLUMNS)
WORD_ROWS = read_rows(lexicon_root(), "notnumbers", WORD_COLUMNS)

CHINESE = [
    ("零", "0"), ("十", "10"), ("十五", "15"), ("二十", "20"), ("一百二", "120"), ("一百二十", "120"), ("一百零五", "105"), ("一百一十五", "115"),
    ("两百", "200"), ("一千五", "1500"), ("一千五百", "1500"), ("一千零五", "1005"), ("一千零五十", "1050"), ("一万二", "12000"),
    ("一万零五百", "10500"), ("三十万", "300000"), ("一亿", "100000000"), ("零点五", "0.5"), ("十九点五", "19.5"), ("半", "0.5"), ("两", "2"),
    ("三分之一", "1/3"), ("四分之三", "0.75"), ("百分之十九点五", "0.195"), ("零下十五", "-15"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CHINESE)
def test_from_chinese(text: str, value: str) -> None:
    number = from_chinese(text)
    assert number is not None
    assert decimal_string(number) == value


@pytest.mark.parametrize("text", ["", "十十", "百", "两三", "一二", "二十百", "五点", "五点十", "一百零零五", "十两", "万", "停", "零五"])
def test_no_numeral(text: str) -> None:
    assert from_chinese(text) is None


@given(st.integers(0, 10**9))
def test_integers_round_trip(number: int) -> None:
    assert from_chinese(to_chinese(Fraction(number))) == number


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_decimals_round_trip(digits: int, places: int) -> None:
    number = Fraction(digits, 10**places)
    assert from_chinese(to_chinese(number)) == number
    assert Fraction(decimal_string(number)) == number


def test_spelled_digits() -> None:
    assert spelled_digits("幺二零") == "120"
    assert spelled_digits("一二") == ""
    assert spelled_digits("一百二") == ""


READ = [
    ("通风不少于30min", "1800", "s", "min"), ("通风要满三十分", "1800", "s", "min"), ("满半小时才能进", "1800", "s", "min"),
    ("排风十分钟", "600", "s", "exact"), ("排风十分再关机", "600", "s", "exact"), ("先排风十分，", "600", "s", "exact"), ("满十分", "600", "s", "min"),
    ("冲洗一刻钟", "900", "s", "exact"), ("至少冲洗15min", "900", "s", "min"), ("静置1小时30分", "5400", "s", "exact"),
    ("一个半小时", "5400", "s", "exact"), ("两小时半", "9000", "s", "exact"), ("１５ｍｉｎ", "900", "s", "exact"), ("30 min", "1800", "s", "exact"),
    ("电压不超过12V", "12", "V", "max"), ("照明不超十二伏", "12", "V", "max"), ("10kV", "10000", "V", "exact"), ("三十千伏", "30000", "V", "exact"),
    ("低于19.5%报警", "19.5", "%", "below"), ("低于百分之十九点五", "19.5", "%", "below"), ("不低于19.5％", "19.5", "%", "min"),
    ("不得超过0.4MPa", "400000", "Pa", "max"), ("零点四兆帕", "400000", "Pa", "exact"), ("降至0.1MPa以下", "100000", "Pa", "max"),
    ("压力超过0.5MPa", "500000", "Pa", "above"), ("压力不过0.4", "0.4", "", "max"), ("0.6以内", "0.6", "", "max"), ("莫超零点四", "0.4", "", "max"),
    ("不得超过120℃", "120", "℃", "max"), ("莫超一百二十度", "120", "℃", "max"), ("-15℃", "-15", "℃", "exact"), ("零下十五度", "-15", "℃", "exact"),
    ("一米五", "1500", "mm", "exact"), ("1.5m以上", "1500", "mm", "min"), ("1米5", "1500", "mm", "exact"), ("十米开外", "10000", "mm", "above"),
    ("不超过25kg", "25000", "g", "max"), ("25公斤以下", "25000", "g", "max"), ("一吨半", "1500000", "g", "exact"), ("五千克", "5000", "g", "exact"),
    ("两人一组", "2", "人", "exact"), ("至少一人监护", "1", "人", "min"), ("不得少于两名", "2", "人", "min"), ("俩人抬", "2", "人", "exact"),
    ("六级以上大风", "6", "级", "min"), ("绝缘不小于0.5MΩ", "500000", "Ω", "min"), ("时速五公里", "5", "km/h", "exact"),
    ("30mg/m³", "30", "mg/m³", "exact"), ("低于10%LEL", "10", "%LEL", "below"), ("拨打119", "119", "", "exact"), ("拨打一二零", "120", "", "exact"),
    ("两台及以上", "2", "台", "min"), ("≥2m", "2000", "mm", "min"), ("十多米", "10000", "mm", "above"), ("氧低十九点五就撤", "19.5", "", "exact"),
    ("三十分钟左右", "1800", "s", "about"), ("三分之一", "1/3", "", "exact"), ("2/3以上", "2/3", "", "min"), ("不满三十分莫进", "1800", "s", "below"),
    ("严禁超过三层", "3", "层", "max"), ("每3年校验", "36", "月", "exact"), ("三十秒", "30", "s", "exact"), ("两人工作时", "2", "人", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "bound"), READ)
def test_reads_one(text: str, value: str, unit: str, bound: str) -> None:
    assert [(n.value, n.unit, n.bound) for n in read_numbers(text)] == [(value, unit, bound)]


RANGES = [
    ("盘车2～3圈", "2", "3", "圈"), ("盘车两三圈", "2", "3", "圈"), ("5min～10min", "300", "600", "s"), ("十到十五分钟", "600", "900", "s"),
    ("二三十米", "20000", "30000", "mm"), ("百分之二到三", "2", "3", "%"), ("时速五到八公里", "5", "8", "km/h"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_reads_ranges(text: str, low: str, high: str, unit: str) -> None:
    assert [(n.value, n.high, n.unit, n.bound) for n in read_numbers(text)] == [(low, high, unit, "range")]


NOTHING = ["一个 一人 一起 一定 一旦 第一 统一 万一 一律 十分重要 危险十分 一般 第三步 千斤顶 三脚架 三角带 千万别停 万用表 二氧化碳 四周无人 五金", "十字路口 两侧站人 半路 半径 三相电 一切断 唯一 一名监护人 拿一只桶 GB30871 2.1 停机 1、停机 3月5日 2024年 （2017）年 1号炉 2#泵 8点30分", "一查二看三通知 一停二断三上锁 酸碱二分开 附件1 一刻不停"]


@pytest.mark.parametrize("text", [w for line in NOTHING for w in line.replace("2.1 停", "2.1_停").split()])
def test_reads_nothing(text: str) -> None:
    assert read_numbers(text.replace("_", " ")) == ()


def test_spans_slice_back_and_several_are_read() -> None:
    text = "中间压力不得超过0.4MPa，排气温度不得超过120℃，每10min联系一次"
    numbers = read_numbers(text)
    assert [text[n.start : n.end] for n in numbers] == ["不得超过0.4MPa", "不得超过120℃", "10min", "一次"]


@given(st.text(alphabet="一二两三十百千零点半万分之钟个人米度伏0123456789.%mV不超过满以上下内至少，再第 -～到", max_size=14))
def test_any_text_can_be_read(text: str) -> None:
    last = 0
    for number in read_numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end


SPEAK = [
    ("30", "min", {"三十分", "三十分钟", "半小时"}, set()), ("10", "min", {"十分钟"}, {"十分"}), ("15", "min", {"一刻钟", "十五分"}, set()),
    ("90", "min", {"一个半小时"}, set()), ("2", "h", {"两小时"}, {"二小时"}), ("12", "V", {"十二伏"}, set()), ("1.5", "m", {"一米五"}, set()),
    ("0.5", "MPa", {"零点五兆帕"}, {"半兆帕", "五百千帕"}), ("19.5", "%", {"百分之十九点五"}, set()), ("2", "人", {"两人"}, {"二人"}),
    ("120", "", {"一百二", "一百二十"}, set()), ("120", "℃", {"一百二十度"}, {"一百二度"}), ("5", "km/h", {"时速五公里"}, set()),
    ("24", "h", {"二十四小时"}, {"一天"}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "wanted", "banned"), SPEAK)
def test_spoken(value: str, unit: str, wanted: set[str], banned: set[str]) -> None:
    said = spoken(value, unit)
    assert wanted <= set(said)
    assert not banned & set(said)
    assert list(map(len, said)) == sorted(map(len, said))


def test_what_cannot_be_said() -> None:
    assert spoken("30", "mg/m³") == ()
    assert spoken_bound(Quantity("", "30", "mg/m³", "max")) == ()
    with pytest.raises(UnknownNameError):
        spoken("3", "丈")


def test_bounds_in_the_order_people_use() -> None:
    assert spoken_bound(Quantity("", "12", "V", "max"))[:2] == ("不超十二伏", "十二伏以内")
    minutes = spoken_bound(Quantity("", "30", "min", "min"))
    assert minutes[:2] == ("满三十分", "满半小时")
    assert "三十分以上" in minutes
    assert not any(w.endswith("十分") and "三" not in w for w in spoken_bound(Quantity("", "10", "min", "min")))
    assert "三十分" not in minutes


SAYABLE = sorted(u.id for u in UNITS.by_id.values() if u.spoken)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAYABLE), st.integers(1, 9999), st.integers(0, 2), st.sampled_from(["exact", "min", "max", "above", "below", "about"]))
def test_said_is_read_back(unit: str, digits: int, places: int, bound: str) -> None:
    value = Fraction(digits, 10**places)
    quantity = Quantity("", decimal_string(value), unit, bound)
    meant = number_of(quantity)
    for wording in spoken_bound(quantity):
        if bound == "exact" and value == 1 and (UNITS.by_id[unit].counted or unit in ("级", "里")):
            continue  # 一人, 一里 alone are no quantities
        assert [(n.value, n.unit, n.bound) for n in read_numbers(wording)] == [(meant.value, meant.unit, bound)], wording


@given(st.sampled_from([u for u in SAYABLE if UNITS.by_id[u].dimension != "grade"]), st.integers(2, 90), st.integers(1, 30))
@settings(max_examples=150, deadline=None)
def test_ranges_are_read_back(unit: str, low: int, more: int) -> None:
    quantity = Quantity("", str(low), unit, "range", "limit", str(low + more))
    meant = number_of(quantity)
    for wording in spoken_bound(quantity):
        assert [(n.value, n.high, n.unit) for n in read_numbers(wording)] == [(meant.value, meant.high, meant.unit)], wording


def test_comparing() -> None:
    (half,), (thirty,), (bare,), (full,) = map(read_numbers, ("半小时", "30min", "压力不过0.4", "不超过0.4MPa"))
    assert same_amount(half, thirty)
    assert same_amount(bare, full)
    assert not same_amount(bare, thirty)
    assert [direction(b) for b in ("min", "above", "max", "below", "exact")] == [1, 1, -1, -1, 0]
    assert number_of(Quantity("", "3", "丈")).unit == "丈"


@pytest.mark.parametrize("row", UNIT_ROWS, ids=[r["unit"] for r in UNIT_ROWS])
def test_unit_rows_prove_themselves(row) -> None:
    base = UNITS.base(UNITS.by_id[row["unit"]]).id
    assert row["unit"] in [n.said_unit for n in read_numbers(row["example"])]
    if row["counter"]:
        assert row["unit"] not in [n.said_unit for n in read_numbers(row["counter"])]
    assert base


@pytest.mark.parametrize("row", BOUND_ROWS, ids=[f"{r['surface']}-{r['side']}" for r in BOUND_ROWS])
def test_bound_rows_prove_themselves(row) -> None:
    numbers = read_numbers(row["example"])
    assert len(numbers) >= 1
    if row["side"] in ("before", "far", "after"):
        assert numbers[0].bound in (row["bound"], row["negated"])
    assert all(n.bound == "exact" for n in read_numbers(row["counter"]))


@pytest.mark.parametrize("row", WORD_ROWS, ids=[r["word"] for r in WORD_ROWS])
def test_not_numbers(row) -> None:
    numbers = read_numbers(row["example"])
    assert [n.bound for n in numbers] == (["exact"] if row["kind"] == "bound" else [])


def test_bad_rows_are_named(tmp_path) -> None:
    head = "# title: t\n# licence: CC0-1.0\n# source: s\n# used-by: u\n"
    for name in ("units", "bounds", "notnumbers"):
        text = (lexicon_root() / f"{name}.tsv").read_text(encoding="utf-8")
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "units.tsv").write_text(head + "\t".join(UNIT_COLUMNS) + "\nm\tm\t米\tlength\t2m\t-\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="量纲"):
        load_units(tmp_path)


def test_a_clock_needs_its_hour():
    assert [(n.value, n.unit) for n in read_numbers("除尘须延时5分钟再停")] == [("300", "s")]
    assert read_numbers("上午8点30分到岗") == read_numbers("八时三十分到岗") == ()
