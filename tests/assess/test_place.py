"""How a measure's figure stands: due or not, in arrears, missing, withheld, unavailable, unrated or nought."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import Q2, a_council, a_measure, a_target, judged, observations, result

from helpers.assess.compare import compared
from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.restate import latest
from helpers.assess.place import placed
from helpers.assess.rate import rated
from helpers.model.council import Pack
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.observation import Marker
from helpers.model.state import State

NOW = {"period": "2019-20-q2", "value": 50}
STATES: dict[str, tuple[Measure, list[dict[str, Any]], tuple[str, bool, str, float | None]]] = {
    "rated": (a_measure(), [NOW], ("reported", False, "rule", 50)),
    "zero": (a_measure(), [NOW | {"value": 0}], ("reported", False, "rule", 0)),
    "not rated": (a_measure(polarity="none"), [NOW], ("reported", False, "information only", 50)),
    "in arrears": (a_measure(lag=1), [NOW | {"period": "2019-20-q1"}], ("reported", True, "rule", 50)),
    "missing": (a_measure(), [], ("missing", False, "missing", None)),
    "missing in arrears": (a_measure(lag=1), [], ("missing", True, "missing", None)),
    "unavailable": (a_measure(), [NOW | {"value": None, "marker": "x"}], ("unavailable", False, "unavailable", None)),
    "suppressed": (a_measure(), [NOW | {"value": None, "marker": "c"}], ("suppressed", False, "suppressed", None)),
    "not due": (a_measure(frequency="annual"), [NOW | {"period": "2018-19"}], ("not due", False, "not due", 50)),
    "not due yet": (a_measure(lag=1, first=Q2), [], ("not due", True, "not due", None)),
}


@pytest.mark.parametrize("name", STATES)
def test_each_way_for_a_figure_to_stand_has_its_own_words(name: str) -> None:
    measure, rows, expected = STATES[name]
    row = result(measure, rows, [a_target(target=40)])
    found = None if pd.isna(row["value"]) else row["value"]
    assert (row["state"], bool(row["in_arrears"]), row["rag_basis"], found) == expected
    assert bool(row["rag"]) == (expected[2] == "rule")


def test_no_two_ways_to_stand_are_written_alike_and_every_state_is_among_them() -> None:
    ways = [expected for _, _, expected in STATES.values()]
    assert len(set(ways)) == len(ways)
    assert {state for state, *_ in ways} == set(State)


def test_a_state_says_whether_a_figure_is_shown() -> None:
    assert {state for state in State if state.shows_a_figure} == {State.REPORTED, State.NOT_DUE}


def test_silence_is_counted_back_to_the_last_word_and_no_further_than_the_measure() -> None:
    said = [{"period": "2018-19-q4", "value": 5}]
    assert result(a_measure(), said)["periods_silent"] == 2
    assert result(a_measure(), [{"period": "2019-20-q1", "value": None, "marker": "x"}])["periods_silent"] == 1
    assert result(a_measure(first=Q2.shift(-1)), [])["periods_silent"] == 2
    assert result(a_measure(), [])["periods_silent"] == 8


MEASURES = [
    a_measure("A", decimals=1, unit="%"),
    a_measure("B", unit="count", polarity="lower", basis="cumulative"),
    a_measure("C", unit="count", frequency="monthly", polarity="none"),
    a_measure("D", frequency="monthly", basis="snapshot", lag=1),
    a_measure("E", frequency="annual", unit="days", polarity="range"),
    a_measure("F", frequency="half-yearly", unit="£", basis="rolling-12"),
]
PERIODS = {
    "C": [f"2019-{month:02d}" for month in range(1, 10)], "D": [f"2019-{month:02d}" for month in range(1, 10)],
    "E": ["2017-18", "2018-19"], "F": ["2018-19-h1", "2018-19-h2", "2019-20-h1"],
}  # fmt: skip
QUARTERS = ["2018-19-q1", "2018-19-q2", "2018-19-q3", "2018-19-q4", "2019-20-q1", "2019-20-q2"]
MONTHS = defaultdict(list, {"2019-20-q2": PERIODS["C"][6:], "2019-20-q1": PERIODS["C"][3:6]})
SIGNS = [marker.value for marker in Marker if marker not in ("x", "z", "c")]


@st.composite
def returns(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Returns of all measures, with gaps and markers, in any order."""
    rows = []
    for measure in MEASURES:
        for period in PERIODS.get(measure.ref, QUARTERS):
            kind = draw(st.sampled_from(["figure", "figure", "figure", "x", "c", "nothing"]))
            signs = " ".join(draw(st.lists(st.sampled_from(SIGNS), unique=True, max_size=2)))
            top, whole = draw(st.integers(0, 40)), draw(st.integers(40, 90))
            row = {"ref": measure.ref, "period": period, "returned": "2019-20-q2"}
            if kind == "figure":
                rows.append(row | {"value": top, "numerator": top, "denominator": whole, "marker": signs})
            elif kind != "nothing":
                rows.append(row | {"value": None, "marker": kind})
    return draw(st.permutations(rows))


def stood(measures: list[Measure], rows: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What stands of each measure beside its earlier figures, and the history behind it."""
    refs = {measure.ref for measure in measures}
    known = latest(observations(row for row in rows if row["ref"] in refs))
    known = known.astype({"value": "float64"})
    history = with_derived(known, measures, wanted_periods(known, Q2))
    framework = Framework(tuple(measures))
    table = compared(rated(placed(framework, a_council(), Q2, history), framework), history, measures)
    return table, history


@settings(max_examples=6)
@given(returns())
def test_a_row_is_the_same_for_one_measure_as_among_many_in_whatever_order_they_were_sent(
    rows: list[dict[str, Any]],
) -> None:
    numbered = [row | {"source_row": number} for number, row in enumerate(rows, start=2)]
    among, _ = stood(MEASURES, numbered)
    turned, _ = stood(MEASURES[::-1], sorted(numbered, key=lambda row: str(row["period"])))
    pd.testing.assert_frame_equal(among, turned[::-1].reset_index(drop=True))
    for place, measure in enumerate(MEASURES):
        # A sum takes the words and the row of its last part, wherever that stands among the returns.
        alone, _ = stood([measure], numbered)
        pd.testing.assert_frame_equal(alone, among.iloc[[place]].reset_index(drop=True), check_dtype=False)


@settings(max_examples=4)
@given(returns())
def test_no_marker_that_was_returned_is_ever_lost_on_the_way_through_judging(rows: list[dict[str, Any]]) -> None:
    # In other packs a figure may be withheld so that another is not given away; its markers go with it.
    made = judged(MEASURES, rows, pack=Pack.SERVICE)
    history = made.history.set_index(["ref", "period"])["marker"].str.split().map(set)
    for row in rows:
        assert set(row["marker"].split()) <= history[row["ref"], row["period"]]
    for shown in made.table.to_dict("records"):
        for period, marker in (("data_period", "marker"), ("previous_period", "previous_marker")):
            about = (shown["ref"], shown[period])
            assert set(shown[marker].split()) == history.get(about, set())
            months = [
                row for row in rows if row["ref"] == "C" == shown["ref"] and row["period"] in MONTHS[shown[period]]
            ]
            if pd.notna(shown["value" if period == "data_period" else "previous"]):
                assert {sign for row in months for sign in row["marker"].split()} <= set(shown[marker].split())
