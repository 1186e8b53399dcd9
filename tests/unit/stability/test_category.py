"""Categories of stability: by count, and by Mariposa's test."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlaverify.stability import category
from tlaverify.stability.category import Category, counted, inferred


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(category).failed == 0


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # worked out by hand: z = (rate - bound) / sqrt(bound (1 - bound) / n), against 1.645
        ([(60, 60)], "stable"),  # z = 1.78 above 95 %
        ([(59, 60)], "inconclusive"),  # z = 1.18 above
        ([(54, 60)], "unstable"),  # z = 1.78 below
        ([(0, 60)], "unsolvable"),  # z = 1.78 below 5 %
        ([(1, 60)], "unstable"),  # z = 1.18 below 5 %: not shown to be unsolvable, but far below 95 %
        ([(51, 51)], "inconclusive"),
        ([(0, 51)], "inconclusive"),
        ([(52, 52)], "stable"),
        ([(60, 60), (0, 60)], "unstable"),  # two kinds of mutants disagree
        ([(60, 60), (10, 10)], "stable"),  # a kind that shows nothing does not count
        ([(0, 0)], "inconclusive"),
        ([], "inconclusive"),
    ],
)
def test_mariposas_test(counts: list[tuple[int, int]], expected: str) -> None:
    assert inferred(counts).value == expected


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_counting_and_testing_do_not_contradict_each_other(count: tuple[int, int]) -> None:
    said = inferred([count])
    if said is Category.STABLE:
        assert count[0] > 0.95 * count[1]
    if counted(*count) is Category.STABLE:
        assert said in (Category.STABLE, Category.INCONCLUSIVE)
    if counted(*count) is Category.UNSOLVABLE:
        assert said in (Category.UNSOLVABLE, Category.INCONCLUSIVE)
