"""XmR limits and the four rules of special cause, in their order (rules.md, "Variation")."""

from __future__ import annotations

import numpy as np
import pytest
from tiny import a_measure, a_target, result

from helpers.assess.variation import limits, variation
from helpers.model.period import Period

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


def series(values: list[float | None], start: str = "2016-17-q3", **last: object) -> list[dict[str, object]]:
    first = Period.parse(start)
    rows = [
        {"period": str(first.shift(step)), "value": value, "marker": "" if value is not None else "x"}
        for step, value in enumerate(values)
    ]
    rows[-1] |= last
    return rows


def test_a_measures_row_holds_its_limits_and_how_many_points_they_stand_on() -> None:
    row = result(a_measure(decimals=1), series([10, 11] * 6), [a_target(target=5)])
    assert (row["points"], row["variation"], row["assurance"]) == (12, "Common cause", "Consistently passing")
    assert row["lower_limit"] < row["mean"] < row["upper_limit"]


def test_a_running_total_is_never_put_on_a_process_chart() -> None:
    assert result(a_measure(basis="cumulative"), series([10, 11] * 6))["variation"] == ""


def test_limits_start_again_at_a_break_in_the_series() -> None:
    broken = series([90, 91, 90, 91, 90, 91, 10, 11, 10, 11, 10, 11])
    broken[6]["marker"] = "b"
    assert result(a_measure(decimals=1), broken)["points"] == 6


def test_a_period_without_a_figure_is_left_out_of_the_limits_and_is_not_a_zero() -> None:
    row = result(a_measure(decimals=1), series([10, 11, None, 11, 10, 11, 10, 11, 10, 11, 10, 11]))
    assert (row["points"], row["variation"]) == (11, "Common cause")
    assert row["lower_limit"] > 5


def test_months_are_charted_where_a_measure_is_monthly() -> None:
    months = [
        {"period": str(Period.parse("2018-10").shift(step)), "value": 10 + step % 2,
         "returned": str(Period.parse("2018-19-q3").shift(step // 3))}
        for step in range(12)
    ]  # fmt: skip
    row = result(a_measure(unit="count", frequency="monthly"), months)
    assert (row["points"], row["value"]) == (12, 32)
