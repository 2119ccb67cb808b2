"""The latest restatement counts, is marked revised, and no figure loses its marker."""

from __future__ import annotations

import pandas as pd
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
