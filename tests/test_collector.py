"""The cycle collector is left as it was found, whoever works at the same time."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from mnemo.collector import YOUNG, collecting_rarely, unhurried


@pytest.fixture
def threshold() -> Iterator[int]:
    """The usual first threshold, put back afterwards."""
    found = gc.get_threshold()
    gc.set_threshold(700)
    yield 700
    gc.set_threshold(*found)


def test_raised_while_at_work_and_put_back(threshold):
    with collecting_rarely():
        assert gc.get_threshold()[0] == YOUNG
        with collecting_rarely():
            assert gc.get_threshold()[0] == YOUNG
        assert gc.get_threshold()[0] == YOUNG
    assert gc.get_threshold()[0] == threshold


def test_put_back_after_an_error(threshold):
    @unhurried
    def fails() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert gc.get_threshold()[0] == threshold


@pytest.mark.parametrize("own", [0, 10 * YOUNG])
def test_who_collects_never_or_more_rarely_still_does(threshold, own):
    gc.set_threshold(own)
    with collecting_rarely():
        assert gc.get_threshold()[0] == own
    assert gc.get_threshold()[0] == own


def test_what_is_set_meanwhile_stays(threshold):
    with collecting_rarely():
        gc.set_threshold(5000)
    assert gc.get_threshold()[0] == 5000


def test_the_last_thread_puts_it_back(threshold):
    inside, first_gone = Barrier(2), Barrier(2)
    seen: list[int] = []

    def first() -> None:
        with collecting_rarely():
            inside.wait()
        first_gone.wait()

    def last() -> None:
        with collecting_rarely():
            inside.wait()
            first_gone.wait()
            seen.append(gc.get_threshold()[0])

    threads = [Thread(target=first), Thread(target=last)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [YOUNG]
    assert gc.get_threshold()[0] == threshold


def test_collecting_stays_off_for_who_switched_it_off(threshold):
    gc.disable()
    try:
        with collecting_rarely():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_our_own_process_freezes_at_its_end_only():
    code = "import gc, mnemo.collector as c; c.own_process(); print(gc.isenabled(), gc.get_freeze_count(), gc.get_threshold()[0] == c.YOUNG)"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (found.stdout, found.stderr) == ("True 0 True\n", "")
