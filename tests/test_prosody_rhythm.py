"""Where the main pause falls."""

import pytest

from mnemo.prosody.rhythm import boundaries, fits_boundaries, fits_rhythm, rhythm_score, score_boundaries, shape

ROWS = [
    ((2, 2, 1, 2), 7, True, "4+3"), ((4, 3), 7, True, "4+3"), ((1, 3, 2, 1), 7, True, "4+3"), ((3, 1, 1, 2), 7, True, "4+3"),
    ((3, 4), 7, False, ""), ((5, 2), 7, False, ""), ((2, 3, 2), 7, False, ""), ((2, 2, 2), 7, False, ""),
    ((2, 1, 2), 5, True, "2+3"), ((2, 3), 5, True, "2+3"), ((3, 2), 5, False, ""), ((1, 4), 5, False, ""),
    ((2, 2), 4, True, "2+2"), ((1, 1, 2), 4, True, "2+2"), ((1, 3), 4, False, ""), ((1, 2, 1), 4, False, ""),
    ((1, 2), 3, True, "1+2"), ((2, 1), 3, True, "2+1"), ((3,), 3, True, "3"), ((1, 1, 1), 3, True, "1+1+1"), ((2,), 2, True, "2"),
    ((3, 3), 6, True, "3+3"), ((8,), 8, False, ""), ((), 3, False, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("lengths", "n", "fits", "named"), ROWS)
def test_fits_and_shape(lengths: tuple[int, ...], n: int, fits: bool, named: str) -> None:
    assert fits_rhythm(lengths, n) is fits
    if sum(lengths) and sum(lengths) < 8:
        assert shape(lengths) == named
    assert 0 <= rhythm_score(lengths, n) <= 1
    if fits:
        assert rhythm_score(lengths, n) >= 0.85
    else:
        assert rhythm_score(lengths, n) < 0.5


def test_scores_are_ordered() -> None:
    scores = [rhythm_score(w, 7) for w in ((2, 2, 1, 2), (1, 3, 1, 2), (3, 2, 2), (5, 2))]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] == 0


def test_boundaries_of_a_bare_string() -> None:
    assert boundaries((2, 2, 3)) == {2, 4}
    assert boundaries(()) == frozenset()
    assert fits_boundaries(frozenset({4}), 7)
    assert not fits_boundaries(frozenset({3, 5}), 7)
    assert not fits_boundaries(frozenset({4}), 9)
    assert score_boundaries(frozenset({4}), 9) == 0
