"""Speed, by pytest-benchmark: a fresh process, the first page, a warm page, each stage, many cards, and others' tools.

    pytest benchmarks/bench_speed.py --benchmark-json=speed.json
    python benchmarks/record.py speed          # the same, written into RESULTS.md

MNEMO_BENCH_ROUNDS (5) sets the rounds of the slow ones. Names are what RESULTS.md shows. Fresh processes find all
modules compiled, as after `pip install`, whatever PYTHONDONTWRITEBYTECODE says here. Peers get the same text: `jieba.posseg` only cuts and tags, the floor of anything that reads
Chinese; sumy picks sentences and says nothing in verse.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from time import perf_counter
from typing import Any

import pytest
from texts import EXAMPLE, PAGE, ROOT, cards

from mnemo.pipeline import Workshop
from mnemo.settings import Settings

ROUNDS = int(os.environ.get("MNEMO_BENCH_ROUNDS", "5"))
CARDS = (1, 5, 20)
SENTENCES = 12
"""Sentences a peer picks from the page; mnemo's 七言 of it has about twelve couplets."""


@lru_cache(maxsize=1)
def compiled() -> tempfile.TemporaryDirectory[str]:
    """Where children keep compiled modules; gone when this process ends."""
    return tempfile.TemporaryDirectory(prefix="mnemo-bench-")


def child(*args: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled().name}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *args], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def slow(benchmark: Any, function: Callable[..., object], *args: object, rounds: int = ROUNDS, **more: Any) -> Any:
    """Few rounds, one run each, after one run that does not count."""
    return benchmark.pedantic(function, args=args, rounds=rounds, iterations=1, **{"warmup_rounds": 1, **more})


@lru_cache(maxsize=1)
def shop() -> Workshop:
    return Workshop(Settings(top=3))


def simplify(text: str, by: Workshop | None = None) -> object:
    workshop = by or shop()
    return workshop.simplify(workshop.document(text))


# A fresh process


def test_process_python(benchmark):
    slow(benchmark, child, "-c", "pass")


def test_process_import_mnemo(benchmark):
    slow(benchmark, child, "-c", "import mnemo")


def test_process_import_spacy(benchmark):
    """The base of the ratio the design sets: a fresh run must stay under twice this, plus the page itself."""
    slow(benchmark, child, "-c", "import spacy")


def test_process_mnemo_help(benchmark):
    slow(benchmark, child, "-m", "mnemo", "--help")


def test_process_mnemo_steps(benchmark):
    slow(benchmark, child, "-m", "mnemo", "steps", str(EXAMPLE))


def test_process_mnemo_simplify(benchmark):
    slow(benchmark, child, "-m", "mnemo", "simplify", str(EXAMPLE))


# One page


def forget() -> None:
    """Empty every cache of mnemo, so that lexicons and engines load again."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "mnemo":
            for thing in list(vars(module).values()):
                clear = getattr(thing, "cache_clear", None)
                if callable(clear):
                    clear()


def test_page_first(benchmark):
    """Libraries imported, nothing else loaded: lexicons, tagger, rhyme books and the page."""
    simplify(PAGE)
    slow(benchmark, lambda: simplify(PAGE, Workshop(Settings(top=3))), setup=forget, warmup_rounds=0)


def test_page_warm_analysis(benchmark):
    """Target: under 0.1 s."""
    slow(benchmark, lambda: shop().analyse(shop().document(PAGE).cards), rounds=3 * ROUNDS)


def test_page_warm_simplify(benchmark):
    """Analysis, and all default forms judged and ranked. Target: analysis 0.1 s + 0.6 s."""
    slow(benchmark, simplify, PAGE)


# Stages of the warm page: every call of a stage is caught and timed in one run (`in the page`, seconds), then run again
# by itself, which is what the median says. What a stage remembers of a card (endings, clauses judged) is there by then.


class Caught:
    """Stands in for a function, runs it, and keeps the calls and the seconds they took."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.seconds = function, 0.0
        self.calls = list[tuple[tuple[Any, ...], dict[str, Any]]]()

    def __call__(self, *args: Any, **more: Any) -> Any:
        self.calls.append((args, more))
        start = perf_counter()
        found = self.function(*args, **more)
        self.seconds += perf_counter() - start
        return found

    def __get__(self, owner: object, kind: type | None = None) -> Callable[..., Any]:
        return lambda *args, **more: self(owner, *args, **more)

    def again(self) -> None:
        for args, more in self.calls:
            found = self.function(*args, **more)
            if isinstance(found, Iterator):
                list(found)


STAGES = {
    "phrasing": (("mnemo.candidates", "draft_units"),),
    "compose": (("mnemo.candidates", "compose"), ("mnemo.candidates", "compose_sequence")),
    "judge": (("mnemo.judge.court:Judge", "judge"),),
    "rank": (("mnemo.candidates", "choose"), ("mnemo.candidates", "interleave")),
}


def caught(stage: Iterable[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> list[Caught]:
    found = []
    for place, name in stage:
        module, _, kind = place.partition(":")
        owner = importlib.import_module(module)
        owner = getattr(owner, kind) if kind else owner
        found.append(Caught(getattr(owner, name)))
        monkeypatch.setattr(owner, name, found[-1])
    simplify(PAGE)
    monkeypatch.undo()
    assert any(one.calls for one in found)
    return found


def test_stage_layout(benchmark):
    slow(benchmark, lambda: shop().document(PAGE), rounds=3 * ROUNDS)


def test_stage_analysis(benchmark):
    cards = shop().document(PAGE).cards
    slow(benchmark, shop().analyse, cards, rounds=3 * ROUNDS)


@pytest.mark.parametrize("stage", STAGES)
def test_stage(benchmark, stage, monkeypatch):
    """`phrasing` includes the judge's screening of single lines; `judge` is the judging of whole verses."""
    functions = caught(STAGES[stage], monkeypatch)

    def run() -> None:
        for one in functions:
            one.again()

    slow(benchmark, run)
    benchmark.extra_info["calls"] = sum(len(one.calls) for one in functions)
    benchmark.extra_info["in the page"] = round(sum(one.seconds for one in functions), 3)


# Many cards: time must grow as their number


@pytest.mark.parametrize("count", CARDS)
def test_cards_analysis(benchmark, count):
    many(benchmark, count, lambda text: shop().analyse(shop().document(text).cards))


@pytest.mark.parametrize("count", CARDS)
def test_cards_simplify(benchmark, count):
    many(benchmark, count, simplify)


def many(benchmark: Any, count: int, function: Callable[[str], object]) -> None:
    """One run over so many cards, after one of a single card."""
    function(cards(1))
    text = cards(count)
    assert len(shop().document(text).cards) == count
    slow(benchmark, function, text, rounds=3 if count == 1 else 1, warmup_rounds=0)
    benchmark.extra_info.update(cards=count, chars=len(text))


# What else a person could run on the page


def test_peer_jieba_posseg(benchmark):
    import jieba.posseg

    slow(benchmark, lambda: list(jieba.posseg.cut(PAGE)), rounds=3 * ROUNDS)


@pytest.mark.parametrize("method", ["TextRank", "LexRank"])
def test_peer_sumy(benchmark, method):
    pytest.importorskip("sumy")
    from peers import extract

    slow(benchmark, extract, method, PAGE, SENTENCES)
