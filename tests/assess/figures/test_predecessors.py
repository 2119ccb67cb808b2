"""A reorganised council's time before: its predecessors' numerators and denominators, summed, and marked so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_council, a_measure, judged, observations

from helpers.assess.figures.predecessors import with_predecessors
from helpers.assess.figures.restate import latest
from helpers.model.council import Pack
from helpers.model.measure import Measure

NEW = a_council(formed="2019-04-01", predecessors=["East", "Mid", "West"])
COUNT = {"unit": "count"}


def sent(period: str = "2018-19-q4", **parts: dict[str, Any] | float | None) -> list[dict[str, Any]]:
    """One figure of each predecessor, all in the first return of the new council."""
    return [
        {"period": period, "returned": "2019-20-q1", "area": area}
        | (part if isinstance(part, dict) else {"value": part, "marker": "" if part is not None else "x"})
        for area, part in parts.items()
    ]


def summed(measure: Measure, rows: list[dict[str, Any]]) -> pd.Series:
    made = with_predecessors(latest(observations(rows)), [measure], NEW)
    assert len(made) == 1
    assert "area" not in made
    return made.iloc[0]


def test_counts_add_up_and_are_marked_estimated() -> None:
    row = summed(a_measure(**COUNT), sent(East=53, Mid=8, West=6))
    assert (row["value"], row["marker"]) == (67, "e")


def test_percentages_are_made_of_the_sums_and_never_averaged() -> None:
    parts = {"East": (1, 1), "Mid": (50, 100), "West": (49, 99)}
    rows = sent(**{
        area: {"value": 100 * top / whole, "numerator": top, "denominator": whole, "marker": "p"}
        for area, (top, whole) in parts.items()
    })  # fmt: skip
    row = summed(a_measure(), rows)
    assert (row["value"], row["numerator"], row["denominator"], row["marker"]) == (50.0, 100, 200, "p e")


def test_percentages_without_their_parts_are_not_there() -> None:
    row = summed(a_measure(), sent(East=50, Mid=60, West=70))
    assert (row["marker"], pd.isna(row["value"])) == ("x", True)


@pytest.mark.parametrize(
    ("parts", "marker"),
    [
        ({"East": 5, "Mid": 6}, "x"),
        ({"East": 5, "Mid": 6, "West": None}, "x"),
        ({"East": 5, "Mid": None, "West": {"value": None, "marker": "c"}}, "c"),
        ({"East": 5, "West": {"value": None, "marker": "c"}}, "c"),
        ({"East": 5, "Mid": 6, "West": {"value": None, "marker": "z"}}, "z"),
        ({"East": {"value": 5, "marker": "b"}, "West": {"value": None, "marker": "c"}}, "c b"),
        ({"East": {"value": 5, "marker": "b"}, "Mid": 6}, "x b"),
    ],
    ids=[
        "one did not report",
        "one is missing",
        "one is withheld",
        "withheld, and one did not report",
        "not applicable",
        "withheld after a break",
        "missing after a break",
    ],
)
def test_without_all_of_them_there_is_no_sum_and_the_marker_says_why(parts: dict[str, Any], marker: str) -> None:
    row = summed(a_measure(**COUNT), sent(**parts))
    assert (row["marker"], pd.isna(row["value"]), pd.isna(row["numerator"])) == (marker, True, True)


def test_what_the_council_itself_returned_for_the_time_before_stands() -> None:
    own = {"period": "2018-19-q4", "value": 99, "returned": "2019-20-q1", "area": ""}
    row = summed(a_measure(**COUNT), [own, *sent(East=5, Mid=6, West=7)])
    assert (row["value"], row["marker"]) == (99, "")


def test_a_sum_names_the_file_of_its_parts_and_says_nothing_that_only_one_of_them_said() -> None:
    rows = sent(East=5, Mid=6, West=7)
    for number, row in enumerate(rows):
        row |= {"source_file": f"{number % 2}.csv", "commentary": "Ours", "forecast": 4, "cause": "Snow"}
    row = summed(a_measure(**COUNT), rows)
    assert (row["source_file"], row["commentary"], row["cause"], row["source_hash"]) == ("0.csv; 1.csv", "", "", "")
    assert pd.isna(row["forecast"])
    assert pd.isna(row["source_row"])


def test_a_figure_that_one_of_them_restated_marks_the_sum_as_revised() -> None:
    rows = [*sent(East=5, Mid=6, West=7), {"period": "2018-19-q4", "value": 9, "returned": "2019-20-q2", "area": "Mid"}]
    row = summed(a_measure(**COUNT), rows)
    assert (row["value"], row["first_value"], row["marker"]) == (21, 18, "r e")


@settings(max_examples=40)
@given(st.lists(st.integers(0, 900), min_size=3, max_size=3), st.randoms())
def test_the_sum_is_the_same_in_whatever_order_the_predecessors_were_sent(counts: list[int], chance: Any) -> None:
    rows = sent(**dict(zip(("East", "Mid", "West"), counts, strict=True)))
    chance.shuffle(rows)
    row = summed(a_measure(**COUNT), rows)
    assert (row["value"], row["marker"]) == (sum(counts), "e")


def whole_council(**more: Any) -> pd.DataFrame:
    before = [
        row
        for quarter in (1, 2, 3, 4)
        for row in sent(f"2018-19-q{quarter}", East=10 * quarter, Mid=1, West=2)
    ]  # fmt: skip
    own = [{"period": f"2019-20-q{quarter}", "value": 30 + quarter} for quarter in (1, 2)]
    return judged(a_measure(**COUNT, **more), [*before, *own], council=NEW).table


def test_last_years_figures_and_outturn_are_the_predecessors_and_say_that_they_are_estimated() -> None:
    row = whole_council().iloc[0]
    assert (row["same_period_last_year"], row["same_period_last_year_marker"]) == (23, "e")
    assert (row["outturn_last_year"], row["outturn_marker"]) == (112, "e")
    assert (row["value"], row["marker"]) == (32, "")


def test_a_successor_is_compared_with_a_neighbour_from_its_first_period_and_not_before() -> None:
    rows = [*sent(East=10, Mid=1, West=2), {"period": "2019-20-q1", "value": 31}]
    peers = [{"period": period, "area": "Elsewhere", "value": 20, "denominator": 100}
             for period in ("2018-19-q4", "2019-20-q1")]  # fmt: skip
    measure = a_measure(unit="%", basis="snapshot", lag=1, benchmark_group="neighbours")
    first, second = (
        judged(measure, rows, period=period, benchmarks=peers, council=NEW) for period in ("2019-20-q1", "2019-20-q2")
    )
    assert first.table["data_period"].tolist() == ["2018-19-q4"]
    assert len(first.peers) == 0
    assert second.table["benchmark_n"].tolist() == [2]


def test_small_figures_of_predecessors_are_withheld_as_ours_are() -> None:
    small = sent(East=3, Mid=1, West=2)
    public, service = (
        judged(a_measure(**COUNT, sensitive=True), small, period="2018-19-q4", council=NEW, pack=pack).table.iloc[0]
        for pack in (Pack.PUBLIC, Pack.SERVICE)
    )
    assert (public["state"], public["marker"]) == ("suppressed", "c")
    assert (service["value"], service["marker"]) == (6, "e")
