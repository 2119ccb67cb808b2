"""XmR limits and the four rules of special cause, in their order (rules.md, "Variation")."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_series import Variation, limits, variation

from helpers.assess.variation.verdict import assurance, on_chart
from helpers.model.council import VariationScheme

VECTOR = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
STEADY = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]


def flagged(values: list[float], run: int = 7) -> list[int]:
    return [index for index, flag in enumerate(variation(values, "higher", run=run).flagged) if flag]


def test_the_screened_vector_has_the_limits_of_nhsrplotthedots() -> None:
    assert [round(level, 4) for level in limits(VECTOR)] == [-0.7156, 1.9444, 4.6044]


def test_the_unscreened_vector_has_wider_limits() -> None:
    assert [round(level, 4) for level in limits(VECTOR, screen=False)] == [-3.0626, 1.9444, 6.9515]


def test_only_the_point_outside_the_limits_of_the_vector_is_special() -> None:
    assert flagged([float(value) for value in VECTOR]) == [4]


def test_a_point_exactly_on_a_limit_is_not_outside_it() -> None:
    lower, mean, upper = limits([*STEADY, 13.16])
    assert lower < 10 < mean < upper
    on_the_limit = next(value for value in np.arange(11, 20, 0.01) if value >= limits([*STEADY, value])[2])
    judged = variation([*STEADY, float(on_the_limit)], "lower")
    assert judged.cause == ("Concern" if on_the_limit > judged.upper + 1e-9 else "Common cause")


def test_seven_points_that_rise_strictly_are_all_special() -> None:
    assert flagged([*STEADY, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7][4:]) == list(range(8, 15))


def test_six_rising_points_are_not_special_unless_the_council_asks_for_six() -> None:
    series = [*STEADY, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6][5:]
    assert flagged(series) == []
    assert flagged(series, run=6) == list(range(7, 13))


def test_a_level_step_breaks_a_rise() -> None:
    assert flagged([*STEADY[5:], 10.1, 10.2, 10.3, 10.3, 10.4, 10.5, 10.6]) == []


def test_two_of_three_points_beyond_the_near_limit_are_special_and_the_third_is_not() -> None:
    series = [10.0, 11.0] * 10 + [12.8, 10.8, 12.8]
    _, mean, upper = limits(series)
    near = mean + (upper - mean) * 2 / 3
    assert near < 12.8 < upper
    assert mean < 10.8 < near
    assert flagged(series) == [20, 22]


def test_two_of_three_does_not_count_where_the_third_is_on_the_other_side_of_the_mean() -> None:
    series = [10.0, 11.0] * 10 + [12.8, 10.0, 12.8]
    assert flagged(series) == []


def test_two_near_points_with_two_others_between_them_are_not_two_of_three() -> None:
    assert flagged([10.0, 11.0] * 10 + [12.8, 10.8, 10.9, 12.8]) == []


def test_seven_points_on_one_side_of_the_mean_are_special() -> None:
    series = [10.0, 11.0, 9.0, 10.5, 9.5, 10.2] * 3 + [10.4, 10.9, 10.6, 11.0, 10.5, 10.8, 10.4]
    assert set(range(18, 25)) <= set(flagged(series))


def test_a_point_on_the_mean_breaks_a_run() -> None:
    above = [5.2, 5.8, 5.2, 5.8, 5.0, 5.2, 5.8, 5.2]
    below = [10 - value for value in above]
    assert flagged(below + above) == []
    assert set(range(8, 16)) <= set(flagged(below + [max(value, 5.2) for value in above]))


def test_the_first_rule_that_applies_says_which_way_a_point_lies() -> None:
    falling_far_above = [*[5.0] * 12, 50.0, 49.0, 48.0, 47.0, 46.0, 45.0, 44.0]
    judged = variation(falling_far_above, "higher")
    assert judged.upper < 44
    assert judged.cause == "Improvement"


@pytest.mark.parametrize(
    ("polarity", "last", "cause"),
    [("higher", 20, "Improvement"), ("higher", 1, "Concern"), ("lower", 20, "Concern"), ("lower", 1, "Improvement"),
     ("none", 20, "Special cause"), ("range", 1, "Special cause"), ("higher", 10.5, "Common cause")],
)  # fmt: skip
def test_polarity_says_whether_the_latest_point_is_an_improvement_or_a_concern(
    polarity: str, last: float, cause: str
) -> None:
    assert variation([*STEADY, last], polarity).cause == cause


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [("higher", 5, "Consistently passing"), ("higher", 20, "Consistently failing"), ("higher", 10.5, "Hit and miss"),
     ("lower", 5, "Consistently failing"), ("lower", 20, "Consistently passing"), ("lower", 10.5, "Hit and miss"),
     ("none", 5, ""), ("higher", float("nan"), "")],
)  # fmt: skip
def test_a_target_outside_the_limits_is_always_met_or_never(polarity: str, target: float, assurance: str) -> None:
    assert variation(STEADY, polarity, target).assurance == assurance


def test_fewer_than_six_points_are_too_little_history() -> None:
    judged = variation([1, 2, 1, 2, 1], "higher", 5)
    assert (judged.points, judged.cause, judged.assurance) == (5, "", "")
    assert np.isnan([judged.mean, judged.lower, judged.upper]).all()
    assert variation([1, 2, 1, 2, 1, 2], "higher").cause == "Common cause"


@pytest.mark.parametrize("figure", [0.1, 81.3, 1 / 3, 0.0, -0.7, 1e9 + 0.1])
@pytest.mark.parametrize("count", [6, 7, 11, 13])
def test_a_series_that_never_changes_is_common_cause(figure: float, count: int) -> None:
    judged = variation([figure] * count, "higher")
    assert judged.cause == "Common cause"
    assert not any(judged.flagged)


@pytest.mark.parametrize(
    ("figures", "run", "words"),
    [([*STEADY, 20], 7, "outside the limits"), ([*STEADY[4:], 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7], 7, "7 rising"),
     ([*STEADY[4:], 10.6, 10.5, 10.4, 10.3, 10.2, 10.1], 6, "6 falling"),
     ([10.0, 11.0] * 10 + [12.8, 10.8, 12.8], 7, "two of three near a limit"),
     ([10.0, 11.0, 9.0, 10.5, 9.5, 10.2] * 3 + [10.4, 10.9, 10.6, 11.0, 10.5, 10.8, 10.4], 7,
      "7 on one side of the mean"), (STEADY, 7, "")],
)  # fmt: skip
def test_the_rule_that_picked_the_latest_point_out_is_said_in_words(figures: list[float], run: int, words: str) -> None:
    assert variation(figures, "higher", run=run).rules[-1] == words


def test_a_fall_that_is_still_above_the_mean_is_a_concern_where_higher_is_better() -> None:
    falling = [*[1.0, 30.0] * 8, 29.0, 28.0, 27.0, 26.0, 25.0, 24.0, 23.0]
    judged = variation(falling, "higher")
    assert judged.lower < judged.mean < 23 < judged.upper
    assert (judged.cause, judged.rules[-1]) == ("Concern", "7 falling")


def test_a_gap_is_no_change_from_one_figure_to_the_next() -> None:
    gap = variation([10, 11, 10, 11, 10, float("nan"), 30, 31, 30, 31, 30, 31], "none")
    assert (gap.points, gap.upper - gap.mean) == (11, pytest.approx(2.66))


def test_a_gap_ends_a_run_a_trend_and_two_of_three() -> None:
    nan = float("nan")
    rising = [10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7]
    assert flagged([*STEADY[4:], *rising[:4], nan, *rising[4:]]) == []
    assert flagged([10.0, 11.0] * 10 + [12.8, nan, 10.8, 12.8]) == []
    above = [10.4, 10.9, 10.6, 11.0, 10.5, 10.8, 10.4]
    assert flagged([10.0, 11.0, 9.0, 10.5, 9.5, 10.2] * 3 + [*above[:3], nan, *above[3:]]) == []


def test_a_latest_period_without_a_figure_is_not_judged_by_an_older_one() -> None:
    judged = variation([*STEADY, 20, float("nan")], "higher", 5)
    assert (judged.points, judged.cause, judged.flagged[-1]) == (13, "", False)


def test_a_gap_has_the_limits_of_its_series_and_no_rule_and_a_series_of_gaps_has_no_points() -> None:
    nan = float("nan")
    chart = at_once([[*STEADY, nan, 20.0], [nan, nan]], VariationScheme())
    gap = chart.iloc[12]
    assert (gap["points"], gap["rule"], gap["sign"], gap["rule_words"]) == (13, 0, 0, "")
    assert gap["mean"] == chart["mean"].iloc[13] > 10
    assert chart.iloc[14:][["points", "rule", "sign"]].to_numpy().tolist() == [[0, 0, 0]] * 2
    assert chart.iloc[14:]["mean"].isna().all()


def test_six_figures_that_hardly_ever_follow_each_other_have_no_limits() -> None:
    gaps = [10, float("nan"), 11, float("nan"), 10, 11, float("nan"), 10, 11]
    assert (variation(gaps, "higher").points, variation(gaps, "higher").cause) == (6, "")
    assert variation([*gaps, 10], "higher").cause == "Common cause"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(30, 70, "Consistently passing"), (40, 70, "Hit and miss"), (45, 55, "Hit and miss"),
     (61, 70, "Consistently failing"), (20, 39, "Consistently failing"), (60, 70, "Hit and miss"),
     (float("nan"), float("nan"), "")],
)  # fmt: skip
def test_a_range_is_always_met_where_the_limits_lie_within_it_and_never_where_they_lie_beyond(
    low: float, high: float, words: str
) -> None:
    row = {"polarity": "range", "target": np.nan, "target_low": low, "target_high": high}
    assert assurance(pd.DataFrame([row | {"lower_limit": 40.0, "upper_limit": 60.0}])).tolist() == [words]


TENTHS = st.integers(0, 60).map(lambda tenth: tenth / 10)
FIGURES = st.lists(st.one_of(TENTHS, TENTHS, TENTHS, st.just(float("nan"))), max_size=26)
SCHEMES = st.builds(VariationScheme, run=st.sampled_from([6, 7]), screen=st.booleans())
SLACK = 1e-7
SWAPPED = {
    "Improvement": "Concern", "Concern": "Improvement",
    "Consistently passing": "Consistently failing", "Consistently failing": "Consistently passing",
}  # fmt: skip


def plainly(values: list[float], scheme: VariationScheme) -> tuple[list[float], list[str]]:
    """Judge one series point by point, as a person would by hand: lower limit, mean, upper limit, and rules."""
    seen = [value for value in values if value == value]
    ranges = [abs(after - before) for before, after in pairwise(values) if before == before and after == after]
    if len(seen) < 6 or len(ranges) < 3:
        return [float("nan")] * 3, [""] * len(values)
    usual = sum(ranges) / len(ranges)
    kept = [change for change in ranges if change < 3.267 * usual or not scheme.screen] or [0.0]
    mean, reach = sum(seen) / len(seen), 2.66 * sum(kept) / len(kept)
    levels = [mean - reach, mean, mean + reach]
    rules = [""] * len(values)
    for places, words in [
        *by_place(values, levels),
        *by_going(values, scheme.run),
        *by_side(values, levels, scheme.run),
    ]:
        for place in places:
            rules[place] = rules[place] or words
    return levels, rules


def way(value: float, low: float, high: float) -> int:
    return (value > high + SLACK) - (value < low - SLACK)


def by_place(values: list[float], levels: list[float]) -> list[tuple[list[int], str]]:
    return [([place], "outside the limits") for place, value in enumerate(values) if way(value, levels[0], levels[2])]


def by_going(values: list[float], run: int) -> list[tuple[list[int], str]]:
    windows = [list(range(start, start + run)) for start in range(len(values) - run + 1)]
    return [
        (places, f"{run} {words}")
        for sign, words in ((1, "rising"), (-1, "falling"))
        for places in windows
        if all((values[after] - values[before]) * sign > 0 for before, after in pairwise(places))
    ]


def by_side(values: list[float], levels: list[float], run: int) -> list[tuple[list[int], str]]:
    lower, mean, upper = levels
    inner = (upper - mean) * 2 / 3
    side = [way(value, mean, mean) for value in values]
    near = [way(value, mean - inner, mean + inner) * (not way(value, lower, upper)) for value in values]
    found = []
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        together = {side[place] for place in three}
        picked = [place for place in three if near[place]]
        if len(together) == 1 and 0 not in together and len(picked) >= 2:
            found.append((picked, "two of three near a limit"))
    for start in range(len(values) - run + 1):
        places = list(range(start, start + run))
        if abs(sum(side[place] for place in places)) == run:
            found.append((places, f"{run} on one side of the mean"))
    return found


def at_once(many: list[list[float]], scheme: VariationScheme) -> pd.DataFrame:
    values = np.array([value for one in many for value in one], dtype="float64")
    series = np.repeat(np.arange(len(many)), [len(one) for one in many])
    place = np.array([step for one in many for step in range(len(one))], dtype="int64")
    return on_chart(values, series, place, scheme).assign(series=series)


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=5), SCHEMES)
def test_many_series_judged_at_once_are_judged_as_each_would_be_by_hand(
    many: list[list[float]], scheme: VariationScheme
) -> None:
    chart = at_once(many, scheme)
    for number, values in enumerate(many):
        mine = chart[chart["series"] == number]
        levels, rules = plainly(values, scheme)
        for name, level in zip(("lower", "mean", "upper"), levels, strict=True):
            assert mine[name].tolist() == pytest.approx([level] * len(values), nan_ok=True), name
        words = mine["rule_words"].tolist()
        turns = [place for place, both in enumerate(zip(words, rules, strict=True)) if both[0] != both[1]]
        # Where a rise turns into a fall, the point belongs to both.
        assert [place for place in turns if not {words[place], rules[place]} <= both_ways(scheme)] == []


def both_ways(scheme: VariationScheme) -> set[str]:
    return {f"{scheme.run} rising", f"{scheme.run} falling"}


@settings(max_examples=30, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=6), SCHEMES)
def test_a_series_is_judged_the_same_alone_and_among_others(many: list[list[float]], scheme: VariationScheme) -> None:
    among = at_once(many, scheme)
    for number, values in enumerate(many):
        alone = at_once([values], scheme).drop(columns="series")
        mine = among[among["series"] == number].drop(columns="series").reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, mine, check_exact=True)


def told(judged: Variation) -> tuple[object, ...]:
    return judged.points, judged.flagged, judged.rules


@settings(max_examples=60, deadline=None)
@given(FIGURES, TENTHS, SCHEMES)
def test_with_the_polarity_reversed_improvement_is_concern_and_passing_is_failing(
    figures: list[float], target: float, scheme: VariationScheme
) -> None:
    up, down = (variation(figures, polarity, target, scheme.run, scheme.screen) for polarity in ("higher", "lower"))
    assert told(up) == told(down)
    assert SWAPPED.get(up.cause, up.cause) == down.cause
    assert SWAPPED.get(up.assurance, up.assurance) == down.assurance


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.integers(-50, 50), st.sampled_from([0.1, 2, 1000]))
def test_moving_and_stretching_the_figures_moves_and_stretches_the_limits(
    figures: list[float], shift: int, scale: float
) -> None:
    one = variation(figures, "none")
    other = variation([value * scale + shift for value in figures], "none")
    wanted = [level * scale + shift for level in (one.lower, one.mean, one.upper)]
    assert [other.lower, other.mean, other.upper] == pytest.approx(wanted, nan_ok=True, abs=1e-6)
    assert told(one) == told(other)
