"""The latest restatement counts, is marked revised, and no figure loses its marker."""

from __future__ import annotations

import random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_measure, judged, observations, result

from helpers.assess.figures.restate import latest


def test_a_figure_that_a_later_return_states_differently_is_marked_revised() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 80, "marker": "p"},
        {"period": "2019-20-q1", "value": 82, "marker": "p", "returned": "2019-20-q2"},
        {"period": "2019-20-q2", "value": 85},
    ]
    row = result(a_measure(), rows)
    assert (row["previous"], row["previous_marker"], row["marker"]) == (82, "p r", "")


def test_a_figure_stated_again_unchanged_is_not_revised() -> None:
    rows = [{"period": "2019-20-q1", "value": 80}, {"period": "2019-20-q1", "value": 80, "returned": "2019-20-q2"}]
    assert latest(observations(rows))["marker"].tolist() == [""]


def test_a_figure_first_sent_after_a_gap_is_not_revised() -> None:
    rows = [
        {"period": "2019-20-q1", "value": None, "marker": "x"},
        {"period": "2019-20-q1", "value": 80, "returned": "2019-20-q2"},
    ]
    restated = latest(observations(rows))
    assert (restated["value"].tolist(), restated["marker"].tolist()) == ([80.0], [""])


def test_a_figure_that_goes_back_to_its_first_statement_was_revised_all_the_same() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 80},
        {"period": "2019-20-q1", "value": 82, "returned": "2019-20-q2"},
        {"period": "2019-20-q1", "value": 80, "returned": "2019-20-q3"},
    ]
    assert latest(observations(rows))["marker"].tolist() == ["r"]


def test_each_predecessors_figure_is_kept_apart() -> None:
    rows = [{"period": "2018-19-q4", "value": value, "area": area} for area, value in (("B", 3), ("", 1), ("A", 2))]
    assert latest(observations(rows))[["area", "value", "marker"]].values.tolist() == [
        ["", 1.0, ""], ["A", 2.0, ""], ["B", 3.0, ""],
    ]  # fmt: skip


def test_a_restatement_of_the_future_is_not_yet_known() -> None:
    rows = [{"period": "2019-20-q1", "value": 80}, {"period": "2019-20-q1", "value": 82, "returned": "2019-20-q2"}]
    assert latest(observations(rows[:1]))["value"].tolist() == [80.0]


def test_the_first_statement_is_kept_beside_the_latest() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 80},
        {"period": "2019-20-q1", "value": 82, "returned": "2019-20-q2"},
        {"period": "2019-20-q1", "value": 81, "returned": "2019-20-q3"},
    ]
    restated = latest(observations(rows)).iloc[0]
    assert (restated["value"], restated["first_value"], restated["marker"]) == (81, 80, "r")


def forecasts(*later: dict[str, object], **first: object) -> list[float]:
    """What stands as the forecast of a quarter that was first returned with one of 95, and then again."""
    rows = [{"period": "2019-20-q1", "value": 80, "forecast": 95, **first}]
    rows += [{"period": "2019-20-q1", "value": 82, "returned": f"2019-20-q{quarter}", **each}
             for quarter, each in enumerate(later, start=2)]  # fmt: skip
    return latest(observations(rows))["forecast"].tolist()


def test_a_return_that_states_a_figure_again_without_a_forecast_leaves_the_one_given_before() -> None:
    assert forecasts({}) == [95]
    assert forecasts({"value": None, "marker": "x"}) == [95]


def test_the_next_forecast_that_a_return_gives_takes_its_place() -> None:
    assert forecasts({"forecast": 90}) == [90]
    assert forecasts({"forecast": 90}, {}) == [90]
    assert forecasts({}, {"forecast": 0}) == [0]


def test_a_forecast_stays_with_its_own_period_and_its_own_council() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 80, "forecast": 95},
        {"period": "2019-20-q2", "value": 82},
        {"period": "2018-19-q4", "value": 3, "forecast": 7, "area": "A"},
        {"period": "2018-19-q4", "value": 3, "area": "B"},
    ]
    stated = latest(observations(rows)).set_index(["period", "area"])["forecast"]
    assert [stated.iloc[place] for place in (0, 2)] == [7, 95]
    assert stated.isna().tolist() == [False, True, False, True]


def test_a_forecast_that_its_service_withheld_does_not_come_into_the_open_with_the_next_figure() -> None:
    assert pd.isna(forecasts({}, value=None, marker="c")[0])


def test_words_and_a_supplied_rating_do_not_follow_a_figure_to_its_restatement() -> None:
    said = {"commentary": "It was 80", "cause": "a", "action": "b", "owner_role": "Head", "rag_supplied": "Green",
            "action_date": "2019-07-31", "recovery_date": "2019-09-30"}  # fmt: skip
    rows = [{"period": "2019-20-q1", "value": 80, **said},
            {"period": "2019-20-q1", "value": 60, "returned": "2019-20-q2"}]  # fmt: skip
    assert latest(observations(rows))[list(said)].iloc[0].tolist() == [""] * len(said)


@settings(max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=4), st.randoms())
def test_the_forecast_is_the_last_one_given_whatever_order_the_returns_are_read_in(
    given_ones: list[int | None], order: random.Random
) -> None:
    rows = [{"period": "2018-19-q1", "value": number, "forecast": forecast, "returned": f"2018-19-q{number}"}
            for number, forecast in enumerate(given_ones, start=1)]  # fmt: skip
    order.shuffle(rows)
    known = [forecast for forecast in given_ones if forecast is not None]
    assert latest(observations(rows))["forecast"].dropna().tolist() == known[-1:]


def test_the_history_states_every_period_with_its_marker() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 80, "marker": "e"},
        {"period": "2019-20-q2", "value": None, "marker": "x"},
    ]
    history = judged(a_measure(), rows).history
    assert history["marker"].tolist() == ["e", "x"]
    assert history["state"].tolist() == ["reported", "unavailable"]
    assert history["period_label"].tolist() == ["Q1 2019/20", "Q2 2019/20"]


def test_an_empty_return_leaves_an_empty_history() -> None:
    assert len(latest(observations([]))) == 0
    assert isinstance(judged(a_measure(), []).history, pd.DataFrame)
