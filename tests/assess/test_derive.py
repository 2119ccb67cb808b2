"""Longer periods from shorter ones, where the basis allows it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import a_measure, result


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
