"""How closely a figure can be told from sums, by small examples and against trying every whole number."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.assess.disclosure.recover import Adding, Bounds, band, linked, ranges
from helpers.model.council import DisclosureScheme

HIDDEN = (0.0, math.inf)


@pytest.mark.parametrize(
    ("published", "threshold", "rounding", "expected"),
    [
        (20, 5, 5, (18, 22)),
        (10, 5, 5, (8, 12)),
        (5, 5, 5, (6, 7)),  # from 3 to 5 would have been withheld
        (0, 5, 5, (0, 0)),  # so would 1 and 2
        (0, 3, 10, (0, 4)),  # here 4 is not withheld, and rounds to nought
        (12, 5, 1, (12, 12)),
    ],
)
def test_a_rounded_count_that_was_not_withheld_lies_in_its_band(
    published: float, threshold: int, rounding: int, expected: Bounds
) -> None:
    assert band(published, DisclosureScheme(threshold=threshold, rounding=rounding)) == expected


def test_a_sum_of_which_parts_may_be_missing_gives_its_part_a_most_and_no_least() -> None:
    whole, open_ended = (Adding(0, (1, 2), whole=whole) for whole in (True, False))
    bounds = {0: (20.0, 20.0), 1: HIDDEN, 2: (8.0, 8.0), 3: HIDDEN}
    assert ranges([1], [whole], bounds) == {1: (12, 12)}
    assert ranges([1], [open_ended], bounds) == {1: (0, 12)}
    beside = Adding(1, (3,))  # as one of several sums it says the same
    assert ranges([1, 3], [open_ended, beside], bounds) == {1: (0, 12), 3: (0, 12)}
    assert ranges([1, 3], [whole, beside], bounds) == {1: (12, 12), 3: (12, 12)}


def test_several_sums_that_are_all_open_ended_give_the_tightest_most() -> None:
    sums = [Adding(0, (1,), whole=False), Adding(2, (1,), whole=False)]
    assert ranges([1], sums, {0: (9.0, 9.0), 1: HIDDEN, 2: (7.0, 7.0)}) == {1: (0, 7)}


def test_what_is_published_and_contradicts_itself_is_left_out_of_account() -> None:
    wrong, telling = Adding(0, (1, 2)), Adding(3, (4, 1))
    bounds = {0: (9.0, 9.0), 1: (4.0, 4.0), 2: (6.0, 6.0), 3: (7.0, 7.0), 4: HIDDEN}
    assert ranges([4], [wrong, telling], bounds) == {4: (3, 3)}


def test_sums_with_something_withheld_that_contradict_each_other_leave_nothing_possible() -> None:
    bounds = {0: (9.0, 9.0), 1: HIDDEN, 2: (7.0, 7.0)}
    least, most = ranges([1], [Adding(0, (1,)), Adding(2, (1,))], bounds)[1]
    assert least > most


def test_sums_tell_of_one_another_by_what_is_withheld_and_not_by_what_is_published() -> None:
    one, two, three = Adding(0, (1, 2)), Adding(3, (2, 4)), Adding(0, (5, 6))
    exact = dict.fromkeys((0, 1, 3, 5, 6), (9.0, 9.0))
    assert linked([one, two, three], {**exact, 2: HIDDEN, 4: HIDDEN}) == [[one, two], [three]]
    chained = [Adding(0, (1,)), Adding(2, (3,)), Adding(0, (3,))]
    assert linked(chained, dict.fromkeys(range(4), HIDDEN)) == [chained]


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[list[Adding], dict[int, Bounds]]:
    """A total of three in two of which something is withheld, and a second way to add two of them up."""
    counts = draw(st.lists(st.integers(0, 4), min_size=3, max_size=3))
    truth = {1: counts[0], 2: counts[1], 3: counts[2], 0: sum(counts), 4: counts[0] + counts[1]}
    sums = [Adding(0, (1, 2, 3), draw(st.booleans())), Adding(4, (1, 2), draw(st.booleans()))]
    hidden = draw(st.sets(st.sampled_from([1, 2, 3]), min_size=2, max_size=2))
    loose = draw(st.integers(0, 2))
    bounds = {
        figure: (0.0, 12.0) if figure in hidden else (float(max(0, count - loose)), float(count + loose))
        for figure, count in truth.items()
    }
    return sums, bounds


@settings(max_examples=25)
@given(puzzles())
def test_ranges_are_those_that_trying_every_whole_number_gives(puzzle: tuple[list[Adding], dict[int, Bounds]]) -> None:
    sums, bounds = puzzle
    figures = sorted(bounds)
    tried = []
    for parts in product(*(range(int(bounds[figure][0]), int(bounds[figure][1]) + 1) for figure in (1, 2, 3))):
        value = dict(zip((1, 2, 3), parts, strict=True))
        ends = []
        for adding in sums:
            come_to = sum(value[part] for part in adding.parts)
            low, high = bounds[adding.total]
            least = max(low, come_to)
            most = high if not adding.whole else min(high, come_to)
            ends.append((least, most))
        if all(least <= most for least, most in ends):
            tried.append((*(ends[0],), *((count, count) for count in parts), ends[1]))
    expected = {figure: (min(t[figure][0] for t in tried), max(t[figure][1] for t in tried)) for figure in figures}
    found = ranges(figures, sums, bounds)
    assert {figure: (round(low, 6), round(high, 6)) for figure, (low, high) in found.items()} == expected
