"""Longer periods from shorter ones, where the basis allows it."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_measure, observations, result

from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.restate import latest
from helpers.model.period import Period
from helpers.narrate.row import ResultRow
from helpers.narrate.sentences import measure_sentence


def quarter(*months: dict[str, Any], **fields: Any) -> pd.Series:
    sent = [
        {"period": f"2019-{month:02d}", "returned": "2019-20-q2", **row} for month, row in enumerate(months, start=7)
    ]
    return result(a_measure(frequency="monthly", **fields), sent)


def test_counts_of_months_add_up_to_the_quarter() -> None:
    assert quarter({"value": 5}, {"value": 6}, {"value": 7}, unit="count")["value"] == 18


def test_percentages_are_pooled_from_their_parts_and_never_averaged() -> None:
    row = quarter(
        {"value": 100, "numerator": 1, "denominator": 1}, {"value": 50, "numerator": 50, "denominator": 100},
        {"value": 50, "numerator": 50, "denominator": 100}, decimals=1,
    )  # fmt: skip
    assert row[["value", "numerator", "denominator"]].tolist() == [50.2, 101, 201]


def test_a_rate_per_thousand_is_pooled_per_thousand_however_roughly_its_months_were_sent() -> None:
    month = {"value": 0, "numerator": 2, "denominator": 10_000}
    assert quarter(month, month, month, unit="per 1,000 households", decimals=2)["value"] == 0.2


def test_a_percentage_without_its_parts_is_not_derived() -> None:
    assert quarter({"value": 50}, {"value": 60}, {"value": 70})["state"] == "missing"


@pytest.mark.parametrize("basis", ["cumulative", "rolling-12", "snapshot"])
def test_a_running_total_a_rolling_year_and_a_snapshot_are_their_last_month(basis: str) -> None:
    assert quarter({"value": 5}, {"value": 6}, {"value": 7}, unit="count", basis=basis)["value"] == 7


def test_a_quarter_with_a_month_missing_is_not_derived() -> None:
    assert quarter({"value": 5}, {"value": 6}, unit="count")["state"] == "missing"


def test_a_quarter_with_a_month_unavailable_is_unavailable_and_says_so() -> None:
    row = quarter({"value": 5}, {"value": None, "marker": "x"}, {"value": 7}, unit="count")
    assert (row["state"], row["marker"]) == ("unavailable", "x")


def test_a_quarter_that_was_sent_beats_one_that_is_added_up() -> None:
    sent = [{"period": f"2019-0{month}", "value": 5, "returned": "2019-20-q2"} for month in (7, 8, 9)]
    row = result(a_measure(unit="count", frequency="monthly"), [*sent, {"period": "2019-20-q2", "value": 16}])
    assert row["value"] == 16


def test_small_months_of_a_sensitive_measure_stay_hidden_when_their_quarter_is_shown() -> None:
    row = quarter({"value": 3}, {"value": 12}, {"value": 20}, unit="count", sensitive=True)
    assert row["value"] == 35


QUARTERS = tuple(f"2018-19-q{number}" for number in (1, 2, 3, 4))
MONTHS = (*(f"2018-{month:02d}" for month in range(4, 13)), *(f"2019-{month:02d}" for month in (1, 2, 3)))
HALVES = ("2018-19-h1", "2018-19-h2")


def sent(periods: tuple[str, ...], *values: float | None, **more: Any) -> list[dict[str, Any]]:
    """Figures of one measure, all returned with the last of them; `more` gives other columns, one cell a period."""
    rows = [
        {"period": period, "value": value, "returned": "2018-19-q4"}
        for period, value in zip(periods, values, strict=False)
    ]
    return [row | {name: cells[number] for name, cells in more.items()} for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("basis", "value"), [("period", 11), ("cumulative", 6), ("rolling-12", 6), ("snapshot", 6)], ids=str
)
@pytest.mark.parametrize("frequency", ["quarterly", "monthly"])
def test_a_half_year_edition_adds_up_quarters_and_months_as_the_basis_allows(
    frequency: str, basis: str, value: float
) -> None:
    parts = sent(QUARTERS, 5, 6) if frequency == "quarterly" else sent(MONTHS, 1, 1, 1, 1, 1, 6)
    row = result(a_measure(unit="count", frequency=frequency, basis=basis), parts, period="2018-19-h1")
    assert (row["value"], row["state"], row["data_period"]) == (value, "reported", "2018-19-h1")


@pytest.mark.parametrize(
    ("frequency", "parts"),
    [("quarterly", sent(QUARTERS, 3, 3, 3, 3)), ("monthly", sent(MONTHS, *[1] * 12)),
     ("half-yearly", sent(HALVES, 6, 6)),
     ("monthly", sent(QUARTERS, 3, 3, 3) + sent(MONTHS[9:], 1, 1, 1))],
    ids=["quarters", "months", "halves", "quarters and months"],
)  # fmt: skip
def test_a_year_is_added_up_from_whatever_fills_it(frequency: str, parts: list[dict[str, Any]]) -> None:
    row = result(a_measure(unit="count", frequency=frequency), parts, period="2018-19")
    assert (row["value"], row["data_period"], row["not_derived"]) == (12, "2018-19", "")


def test_a_year_of_percentages_is_pooled_from_the_parts_of_its_quarters() -> None:
    parts = sent(QUARTERS, 100, 50, 50, 50, numerator=(1, 50, 50, 50), denominator=(1, 100, 100, 100))
    row = result(a_measure(decimals=1), parts, period="2018-19")
    assert row[["value", "numerator", "denominator"]].tolist() == [50.2, 151, 301]


def test_a_rate_of_nothing_at_all_is_nought_though_its_scale_is_not_known() -> None:
    parts = sent(QUARTERS, 0, 0, 0, 0, numerator=(0,) * 4, denominator=(9,) * 4)
    assert result(a_measure(unit="days"), parts, period="2018-19")["value"] == 0


def test_last_years_outturn_is_the_returned_year_before_the_sum_of_its_quarters() -> None:
    quarters = sent(QUARTERS, 5, 5, 5, 5)
    year = [{"period": "2018-19", "value": 21, "returned": "2018-19-q4"}]
    assert result(a_measure(unit="count"), quarters)["outturn_last_year"] == 20
    assert result(a_measure(unit="count"), [*quarters, *year])["outturn_last_year"] == 21


def test_an_outturn_that_nothing_allows_says_why() -> None:
    row = result(a_measure(), sent(QUARTERS, 50, 60, 70, 80))
    assert pd.isna(row["outturn_last_year"])
    assert row["outturn_not_derived"] == (
        "the figures of its 4 quarters were sent without the numbers they are made of, "
        "and percentages and averages cannot be added up"
    )


@pytest.mark.parametrize(
    ("fields", "parts", "why"),
    [
        ({"unit": "count"}, sent(MONTHS[3:5], 5, 6), "only 2 of its 3 months were sent: September 2018 is not there"),
        ({}, sent(MONTHS[3:6], 5, 6, 7), "the figures of its 3 months were sent without the numbers they are made of, "
         "and percentages and averages cannot be added up"),
        ({"basis": "snapshot"}, sent(MONTHS[3:5], 5, 6), "no figure was sent for September 2018, the last month in it"),
        ({"unit": "count"}, [], ""),
        ({"unit": "count"}, sent(MONTHS[3:6], 5, 6, 7), ""),
    ],
    ids=["a month short", "no parts", "no last month", "nothing sent", "derived"],
)  # fmt: skip
def test_a_figure_that_its_months_do_not_give_says_why(
    fields: dict[str, str], parts: list[dict[str, Any]], why: str
) -> None:
    row = result(a_measure(frequency="monthly", **fields), parts, period="2018-19-q2")
    assert row["not_derived"] == why
    assert row["state"] == ("reported" if parts and not why else "missing")


def test_a_snapshot_needs_only_the_last_month_of_its_quarter() -> None:
    row = result(a_measure(frequency="monthly", basis="snapshot"), sent(MONTHS[5:6], 7), period="2018-19-q2")
    assert (row["value"], row["state"]) == (7, "reported")


def test_a_break_in_any_month_of_a_snapshot_breaks_the_series_of_its_quarters() -> None:
    months = sent(MONTHS[3:6], 5, 6, 7, marker=("b", "e", "p"))
    row = result(a_measure(frequency="monthly", basis="snapshot"), months, period="2018-19-q2")
    assert (row["value"], row["marker"]) == (7, "p b")


@pytest.mark.parametrize(("markers", "state"), [("xc", "suppressed"), ("cx", "suppressed"), ("zx", "unavailable")])
def test_a_sum_with_a_figure_withheld_is_withheld_before_it_is_missing(markers: str, state: str) -> None:
    months = sent(MONTHS[3:6], None, None, 7, marker=(*markers, ""))
    assert result(a_measure(frequency="monthly", unit="count"), months, period="2018-19-q2")["state"] == state


def test_a_break_within_a_sum_that_is_missing_is_still_told() -> None:
    months = sent(MONTHS[3:6], None, 5, 7, marker=("c", "b p", ""))
    assert result(a_measure(frequency="monthly", unit="count"), months, period="2018-19-q2")["marker"] == "c b"


def test_nothing_of_the_last_month_stays_beside_a_sum_that_is_missing() -> None:
    months = sent(MONTHS[3:6], 5, None, 7, marker=("", "x", ""), numerator=(1, None, 3), denominator=(2, None, 4))
    row = result(a_measure(frequency="monthly"), months, period="2018-19-q2")
    assert row[["value", "numerator", "denominator"]].isna().all()


def test_a_term_is_added_up_from_months_and_a_quarterly_measure_is_due_where_a_quarter_ends_with_it() -> None:
    assert result(a_measure(frequency="monthly", unit="count"), sent(MONTHS, 1, 2, 3, 4), period="2018-19-term1")[
        "value"
    ] == 10  # fmt: skip
    quarterly = a_measure(unit="count")
    assert result(quarterly, sent(QUARTERS, 3, 3, 3, 4), period="2018-19-term1")["state"] == "not due"
    last = result(quarterly, sent(QUARTERS, 3, 3, 3, 4), period="2018-19-term3")
    assert (last["value"], last["data_period"]) == (4, "2018-19-q4")


def history_of(parts: list[dict[str, Any]], **fields: Any) -> pd.Series:
    """Every figure known of a measure, by period."""
    history = latest(observations(parts))
    wanted = wanted_periods(history, Period.parse("2018-19-q4"))
    made = with_derived(history, [a_measure(**fields)], wanted)
    assert not made.duplicated(["ref", "period"]).any()
    return made.set_index(made["period"].astype("str"))["value"]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 500), min_size=12, max_size=12), st.randoms())
def test_a_year_is_the_same_by_months_as_by_the_quarters_they_make_in_whatever_order_they_came(
    counts: list[int], chance: Any
) -> None:
    months = sent(MONTHS, *counts)
    chance.shuffle(months)
    by_month = history_of(months, unit="count", frequency="monthly")
    by_quarter = history_of(sent(QUARTERS, *by_month[list(QUARTERS)]), unit="count")
    assert by_month["2018-19"] == by_quarter["2018-19"] == sum(counts)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=4, max_size=4))
def test_a_pooled_year_lies_between_its_best_and_its_worst_quarter(parts: list[tuple[int, int]]) -> None:
    tops, wholes = zip(*((min(top, whole), whole) for top, whole in parts), strict=True)
    values = [100 * top / whole for top, whole in zip(tops, wholes, strict=True)]
    year = history_of(sent(QUARTERS, *values, numerator=tops, denominator=wholes))["2018-19"]
    assert min(values) - 1e-9 <= year <= max(values) + 1e-9


def test_the_page_says_why_a_missing_figure_was_not_added_up() -> None:
    made = result(a_measure(frequency="monthly", unit="count"), sent(MONTHS[3:5], 5, 6), period="2018-19-q2")
    said = measure_sentence(cast("ResultRow", made))
    assert said == (
        "Measure M1 has no figure for Q2 2018/19, "
        "because only 2 of its 3 months were sent: September 2018 is not there."
    )
