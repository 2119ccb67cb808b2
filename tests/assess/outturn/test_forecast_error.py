"""How far a service's forecasts lay from the outturns that then came (rules.md, "Forecast outturn")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.assess.outturn.forecast_error import with_forecast_errors
from helpers.model.period import Period

Row = Mapping[str, Any]


def a_history(rows: list[Row]) -> pd.DataFrame:
    known = {"ref": "M1", "numerator": np.nan, "denominator": np.nan, "marker": "", "forecast": np.nan}
    made = [{**known, **row, "period": Period.parse(row["period"])} for row in rows]
    return pd.DataFrame(made).astype(dict.fromkeys(("value", "numerator", "denominator", "forecast"), "float64"))


def quarters(year: str, values: list[float], **fields: list[float]) -> list[Row]:
    """The quarters of a year, with what was forecast in each."""
    return [
        {"period": f"{year}-q{quarter}", "value": value} | {name: given[quarter - 1] for name, given in fields.items()}
        for quarter, value in enumerate(values, start=1)
    ]


def error(rows: list[Row], about: str = "2019-20-q2", **fields: object) -> tuple[float, float]:
    known = {
        "ref": "M1", "unit": "count", "decimals": 0, "frequency": "quarterly", "basis": "period", "state": "reported",
    }  # fmt: skip
    table = pd.DataFrame([{**known, **fields, "about": Period.parse(about)}])
    row = with_forecast_errors(table, a_history(rows)).iloc[0]
    return row["forecast_error"], row["forecast_errors"]


NOW = quarters("2019-20", [24, 36], forecast=[130, 131])


def test_the_error_is_the_mean_distance_of_earlier_years_forecasts_from_their_outturns() -> None:
    earlier = [*quarters("2017-18", [20, 30, 25, 25], forecast=[90, 104, 98, 100]),
               *quarters("2018-19", [22, 28, 30, 30], forecast=[120, 110, 112, 110])]  # fmt: skip
    # 100 came in 2017/18, 110 in 2018/19; what was said in a fourth quarter was no forecast any more.
    assert error([*earlier, *NOW]) == (round((10 + 4 + 2 + 10 + 0 + 2) / 6), 6)


def test_the_outturn_that_a_return_states_beats_what_the_quarters_add_up_to() -> None:
    earlier = quarters("2018-19", [22, 28, 30, 30], forecast=[120, np.nan, np.nan, np.nan])
    assert error([*earlier, *NOW])[0] == 10
    assert error([*earlier, {"period": "2018-19", "value": 115}, *NOW])[0] == 5


@pytest.mark.parametrize("basis", ["cumulative", "snapshot", "rolling-12"])
def test_the_outturn_of_a_running_total_or_a_latest_figure_is_that_of_the_last_quarter(basis: str) -> None:
    earlier = quarters("2018-19", [22, 50, 80, 110], forecast=[120, np.nan, np.nan, np.nan])
    assert error([*earlier, *NOW], basis=basis) == (10, 1)


def test_the_outturn_of_a_rate_is_pooled_from_its_parts() -> None:
    earlier = quarters("2018-19", [50, 50, 50, 80], numerator=[10, 10, 10, 80], denominator=[20, 20, 20, 100],
                       forecast=[60, np.nan, np.nan, np.nan])  # fmt: skip
    assert error([*earlier, *NOW], unit="%", decimals=2) == (8.75, 1)  # 110 of 160 is 68.75; the mean would be 57.5


def test_this_years_forecasts_are_not_judged_yet() -> None:
    assert np.isnan(error([*quarters("2018-19", [22, 28, 30, 30]), *NOW])[0])
    assert error([*quarters("2018-19", [22, 28, 30, 30]), *NOW])[1] == 0
    whole_year = quarters("2019-20", [24, 36, 30, 30], forecast=[130, 131, 125, 120])
    assert error(whole_year, about="2019-20-q4")[1] == 0


def test_a_year_without_an_outturn_tells_nothing() -> None:
    earlier = quarters("2018-19", [22, 28, np.nan, 30], forecast=[120, 110, 112, 110])
    assert error([*earlier, *NOW])[1] == 0


def test_a_forecast_that_stands_in_the_last_month_and_in_its_quarter_counts_once() -> None:
    months = [{"period": f"2018-{month:02d}", "value": 10, "forecast": 130 if month == 6 else np.nan}
              for month in range(4, 13)]  # fmt: skip
    months += [{"period": f"2019-{month:02d}", "value": 10} for month in (1, 2, 3)]
    derived = [{"period": "2018-19-q1", "value": 30, "forecast": 130}]
    now = [{"period": "2019-04", "value": 9}]
    assert error([*months, *derived, *now], about="2019-20-q1", frequency="monthly") == (10, 1)


def test_a_suppressed_figure_says_nothing_of_past_forecasts_either() -> None:
    earlier = quarters("2018-19", [22, 28, 30, 30], forecast=[120, 110, 112, 110])
    figure, count = error([*earlier, *NOW], state="suppressed")
    assert np.isnan(figure)
    assert count == 0


@settings(max_examples=30)
@given(st.lists(st.integers(0, 200), min_size=4, max_size=4), st.lists(st.integers(0, 900), min_size=3, max_size=3),
       st.randoms())  # fmt: skip
def test_forecasts_that_came_true_have_no_error_and_the_order_of_rows_never_matters(
    values: list[float], forecasts: list[float], chance: Any
) -> None:
    exact = quarters("2018-19", values, forecast=[sum(values)] * 4)
    assert error([*exact, *NOW]) == (0, 3)
    rows = [*quarters("2018-19", values, forecast=[*forecasts, np.nan]), *NOW]
    found = error(rows)
    chance.shuffle(rows)
    assert error(rows) == found
    assert found[0] >= 0
