"""Which way a figure has moved, against which other figure (rules.md, "Direction of travel")."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_council, a_measure, a_target, judged, observations, result

from helpers.assess.compare import DIRECTIONS, compared
from helpers.assess.direction import direction
from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.restate import latest
from helpers.assess.place import placed
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.period import Period


@pytest.mark.parametrize(
    ("polarity", "now", "word"),
    [("higher", 6, "Improving"), ("higher", 4, "Worsening"), ("lower", 4, "Improving"), ("lower", 6, "Worsening"),
     ("none", 6, "Increasing"), ("none", 4, "Decreasing"), ("higher", 5, "No change"), ("none", 5, "No change")],
)  # fmt: skip
def test_polarity_says_what_a_move_means(polarity: str, now: float, word: str) -> None:
    assert direction(pd.Series([float(now)]), pd.Series([5.0]), pd.Series([polarity])).tolist() == [word]


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [(107, 110, "Improving"), (92, 90, "Improving"), (112, 107, "Worsening"), (100, 112, "Improving"),
     (98, 96, "Increasing"), (107, 93, "Increasing"), (88, 112, "Decreasing"), (88, 111, "Worsening")],
)  # fmt: skip
def test_a_range_measure_improves_by_coming_closer_to_its_range(now: float, before: float, word: str) -> None:
    moved = direction(
        pd.Series([float(now)]), pd.Series([float(before)]), pd.Series(["range"]), pd.Series([95.0]), pd.Series([105.0])
    )
    assert moved.tolist() == [word]


def quarters(**values: float) -> list[dict[str, object]]:
    names = {"last_year": "2018-19-q2", "before": "2019-20-q1", "now": "2019-20-q2", "outturn": "2018-19"}
    return [
        {"period": names[name], "value": value, "returned": "2018-19-q4" if name == "outturn" else names[name]}
        for name, value in values.items()
    ]


def test_each_figure_is_set_beside_three_others() -> None:
    row = result(a_measure(decimals=1), quarters(outturn=75, last_year=85, before=80, now=80))
    assert (row["previous"], row["direction"], row["previous_period_label"]) == (80, "No change", "Q1 2019/20")
    assert (row["same_period_last_year"], row["direction_year"]) == (85, "Worsening")
    assert (row["outturn_last_year"], row["direction_outturn"]) == (75, "Improving")


def test_figures_that_read_the_same_have_not_changed() -> None:
    assert result(a_measure(decimals=0), quarters(before=79.6, now=80.4))["direction"] == "No change"


def test_without_a_figure_to_compare_with_there_is_no_direction() -> None:
    row = result(a_measure(), quarters(now=80))
    assert (row["direction"], row["direction_year"], row["direction_outturn"]) == ("", "", "")


def test_a_missing_figure_has_no_direction() -> None:
    assert result(a_measure(), quarters(before=80))["direction"] == ""


def test_a_running_total_is_compared_with_the_same_point_of_last_year() -> None:
    row = result(a_measure(unit="count", basis="cumulative"), quarters(last_year=50, before=30, now=45))
    assert (row["direction"], row["direction_outturn"]) == ("Worsening", "")


def test_a_measure_in_arrears_is_compared_with_the_quarter_before_its_own() -> None:
    rows = [
        {"period": "2018-19-q4", "value": 40, "returned": "2019-20-q1"},
        {"period": "2019-20-q1", "value": 50, "returned": "2019-20-q2"},
    ]
    row = result(a_measure(lag=1), rows)
    assert (row["value"], row["previous"], row["direction"]) == (50, 40, "Improving")


def test_the_sum_of_a_quarter_is_not_compared_with_that_of_a_year_but_a_year_with_a_year_is() -> None:
    rows = quarters(outturn=75, last_year=18, now=20)
    assert result(a_measure(unit="count"), rows)["direction_outturn"] == ""
    assert result(a_measure(unit="count", basis="snapshot"), rows)["direction_outturn"] == "Worsening"
    years = [{"period": "2018-19", "value": 75, "returned": "2018-19-q4"}, {"period": "2019-20", "value": 80}]
    assert result(a_measure(unit="count"), years, period="2019-20")["direction_outturn"] == "Improving"


def test_a_running_total_is_compared_with_last_years_outturn_at_the_end_of_the_year() -> None:
    rows = [{"period": "2018-19-q4", "value": 75}, {"period": "2019-20-q4", "value": 80}]
    row = result(a_measure(unit="count", basis="cumulative"), rows, period="2019-20-q4")
    assert (row["outturn_last_year"], row["direction_outturn"], row["direction"]) == (75, "Improving", "Improving")


WORDS = {"Improving": "Worsening", "Worsening": "Improving"}


def test_reversing_the_polarity_of_a_whole_council_reverses_improving_and_worsening() -> None:
    rows = quarters(outturn=75, last_year=85, before=80, now=81)
    one, other = (
        judged(a_measure(polarity=polarity), rows, [a_target(target=80)]).table.iloc[0]
        for polarity in ("higher", "lower")
    )
    for column in DIRECTIONS:
        assert other[column] == WORDS[one[column]]


def directions(measures: list[Measure], rows: list[dict[str, object]]) -> pd.DataFrame:
    """The three directions of each measure, by its ref."""
    period = Period.parse("2019-20-q2")
    known = latest(observations(rows))
    history = with_derived(known, measures, wanted_periods(known, period))
    table = placed(Framework(tuple(measures)), a_council(), period, history)
    return compared(table, history, measures).set_index("ref")[list(DIRECTIONS)]


KINDS = [(basis, unit) for basis in ("period", "cumulative", "rolling-12", "snapshot") for unit in ("%", "count")]


@settings(max_examples=10)
@given(st.lists(st.lists(st.none() | st.integers(0, 20), min_size=6, max_size=6), min_size=8, max_size=8))
def test_reversing_the_polarity_always_reverses_better_and_worse_and_nothing_else(
    series: list[list[int | None]],
) -> None:
    last = Period.parse("2019-20-q2")
    rows = [
        {"ref": f"{way}-{number}", "period": last.shift(-back), "value": value}
        for number, values in enumerate(series)
        for back, value in enumerate(values)
        for way in ("higher", "lower")
        if value is not None
    ]
    measures = [
        a_measure(f"{way}-{number}", polarity=way, basis=basis, unit=unit)
        for way in ("higher", "lower")
        for number, (basis, unit) in enumerate(KINDS)
    ]
    up, down = np.split(directions(measures, rows).to_numpy(str), 2)
    assert [[WORDS.get(word, word) for word in row] for row in up] == down.tolist()
    assert set(up.flat) <= {"", "No change", *WORDS}


@settings(max_examples=50)
@given(st.integers(-50, 50), st.integers(-50, 50), st.sampled_from(["higher", "lower", "range", "none"]))
def test_a_move_and_the_move_back_are_opposites(one: int, other: int, polarity: str) -> None:
    back = {**WORDS, "Increasing": "Decreasing", "Decreasing": "Increasing", "No change": "No change"}
    then, now = pd.Series([float(one)]), pd.Series([float(other)])
    kind, low, high = pd.Series([polarity]), pd.Series([-10.0]), pd.Series([10.0])
    there, again = (direction(*pair, kind, low, high).item() for pair in ((now, then), (then, now)))
    assert back[there] == again
