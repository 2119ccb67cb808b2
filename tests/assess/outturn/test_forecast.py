"""A year's outturn is forecast by the service, or by a published method with a range (rules.md, "Forecast outturn")."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_council, a_measure, a_target, judged, result

from helpers.assess.outturn.forecast import FIGURES, NONE, OWN, with_forecasts, worked_forecasts
from helpers.model.council import Pack
from helpers.model.period import Period

NAN = float("nan")
THREE_YEARS = [20.0, 30, 25, 25, 22, 31, 26, 26, 20, 30, 24, 26]
"""Quarters of 2016/17 to 2018/19; last year has 50 by September and 50 after."""


def periods(count: int, first: str = "2016-17-q1") -> list[Period]:
    return [Period.parse(first).shift(step) for step in range(count)]


def a_history(
    values: Sequence[float],
    first: str = "2016-17-q1",
    numerator: Sequence[float] | float = NAN,
    denominator: Sequence[float] | float = NAN,
    ref: str = "M1",
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ref": ref, "period": pd.Series(periods(len(values), first), dtype="object"), "value": list(values),
            "numerator": numerator, "denominator": denominator, "marker": "", "forecast": NAN,
        }
    ).astype(dict.fromkeys(("value", "numerator", "denominator"), "float64"))  # fmt: skip


def a_table(history: pd.DataFrame, period: str = "", **fields: object) -> pd.DataFrame:
    about = history["period"].iloc[-1]
    known = {
        "ref": "M1", "unit": "count", "decimals": 0, "frequency": "quarterly", "basis": "period", "state": "reported",
        "value": history["value"].iloc[-1], "forecast": NAN, "about": about,
        "period": Period.parse(period) if period else about,
    }  # fmt: skip
    return pd.DataFrame([known | fields])


def forecast(history: pd.DataFrame, period: str = "", **fields: object) -> pd.Series:
    return with_forecasts(a_table(history, period, **fields), history).iloc[0]


def figures(row: pd.Series) -> list[float]:
    return [float(row[name]) for name in FIGURES]


# The three methods.


def test_a_count_is_the_year_to_date_plus_the_rest_of_last_year_times_this_years_growth() -> None:
    row = forecast(a_history([*THREE_YEARS, 24, 36]))
    assert row["forecast"] == 60 + 50 * (60 / 50)
    assert row["forecast_method"].startswith("the year so far, plus the rest of last year changed as much")


def test_a_running_total_is_forecast_as_the_periods_that_it_adds_up_are() -> None:
    totals = [
        sum(year[: step + 1]) for year in (THREE_YEARS[:4], THREE_YEARS[4:8], THREE_YEARS[8:]) for step in range(4)
    ]
    of_totals = forecast(a_history([*totals, 24, 60]), basis="cumulative")
    assert figures(of_totals) == figures(forecast(a_history([*THREE_YEARS, 24, 36])))


def test_a_running_share_such_as_tax_collected_follows_last_years_course() -> None:
    row = forecast(a_history([28, 56, 84, 98, 27, 56, 83, 97, 28, 55, 83, 97, 28, 56]), unit="%", basis="cumulative")
    assert row["forecast"] == round(56 + (97 - 55) * 56 / 55)


def test_a_rate_is_the_numerators_of_the_year_so_far_over_its_denominators() -> None:
    cases, base = [70.0, 80, 75, 72, 71, 79, 74, 73, 70, 78, 76, 72, 60, 90], [100.0] * 12 + [80, 100]
    rates = [100 * case / of for case, of in zip(cases, base, strict=True)]
    row = forecast(a_history(rates, numerator=cases, denominator=base), unit="%", decimals=1)
    assert row["forecast"] == 83.3  # 150 of 180; the mean of 75 and 90 would be 82.5
    assert row["forecast_low"] < 83.3 < row["forecast_high"]
    assert row["forecast_method"].startswith("all of the year so far together")


@pytest.mark.parametrize("basis", ["snapshot", "rolling-12"])
def test_what_there_is_on_a_day_or_in_twelve_months_is_the_latest(basis: str) -> None:
    row = forecast(a_history([81.0, 75, 79, 84, 80, 72, 70, 74, 71, 68]), basis=basis)
    assert row["forecast"] == 68
    assert row["forecast_method"].startswith("the latest figure, as if nothing changed")


def test_months_are_forecast_by_months_however_far_the_quarter_has_come() -> None:
    months = [10.0 + step % 5 for step in range(36)] + [12.0] * 6
    history = a_history(months, "2016-04")
    row = forecast(history, "2019-20-q2", frequency="monthly", about=Period.parse("2019-20-q2"))
    last_year = months[24:36]
    assert row["forecast"] == round(72 + sum(last_year[6:]) * 72 / sum(last_year[:6]))


def test_a_half_year_is_forecast_after_its_first_half() -> None:
    row = forecast(a_history([5.0, 4.6, 4.8, 5.1, 4.9, 5.0, 4.7], "2016-17-h1"), unit="%", decimals=1,
                   basis="snapshot", frequency="half-yearly")  # fmt: skip
    assert row["forecast"] == 4.7


# The range, and why there may be none.


def test_the_range_is_that_of_the_errors_the_method_made_before() -> None:
    """Worked by hand: three differences of two quarters, 2, −4 and 6; their root mean square times Student's t."""
    row = forecast(a_history([10.0, 20, 12, 16, 18]), basis="snapshot", decimals=2, period="2017-18-q1")
    errors = [12 - 10, 16 - 20, 18 - 12]
    assert np.isnan(row["forecast"])  # three quarters ahead there are but two errors
    row = forecast(a_history([10.0, 20, 12, 16, 18], "2016-17-q2"), basis="snapshot", decimals=2)
    reach = 1.6377 * (sum(error**2 for error in errors) / 3) ** 0.5
    assert [row["forecast_low"], row["forecast_high"]] == pytest.approx([18 - reach, 18 + reach], abs=0.02)
    published = forecast(a_history([10.0, 20, 12, 16, 18], "2016-17-q2"), basis="snapshot")
    assert [published["forecast_low"], published["forecast_high"]] == [10, 26]  # 10.9 to 25.1, rounded outwards


def test_the_range_of_a_sum_is_as_wide_as_the_method_missed_every_year_so_far() -> None:
    """Worked out plainly: a year from every quarter on, forecast from the year before, against what it came to."""
    values = [*THREE_YEARS, 24.0, 36]
    misses = []
    for begin in range(4, len(values) - 3):
        before, year = values[begin - 4 : begin], values[begin : begin + 4]
        tried = sum(year[:2]) + sum(before[2:]) * sum(year[:2]) / sum(before[:2])
        misses.append(sum(year) / tried - 1)
    reach = 120 * (sum(miss**2 for miss in misses) / len(misses)) ** 0.5 * 1.4149  # Student's t, seven misses, 8 in 10
    row = forecast(a_history(values), decimals=2)
    assert len(misses) == 7
    assert [row["forecast_low"], row["forecast_high"]] == pytest.approx([120 - reach, 120 + reach], abs=0.02)
    assert row["forecast_method"] == (
        "the year so far, plus the rest of last year changed as much as the year so far has; the true figure should "
        "fall in the range 8 times in 10, judging by 7 earlier tries of this method"
    )


def test_a_worked_out_forecast_always_has_a_range_around_it() -> None:
    for count in range(5, 15):
        row = forecast(a_history([20.0 + 7 * (step % 3) for step in range(count)]))
        given = ~np.isnan(figures(row))
        assert given.all() or not given.any()
        assert bool(row["worked_forecast_method"].startswith("none")) == (not given.any())
        if given.all():
            assert row["worked_forecast_low"] < row["worked_forecast"] < row["worked_forecast_high"]


@pytest.mark.parametrize(
    ("values", "fields", "why"),
    [
        (THREE_YEARS, {}, "over"),
        ([*THREE_YEARS, NAN, 36], {}, "this year"),
        ([*THREE_YEARS[:-1], NAN, 24, 36], {}, "last year"),
        ([*THREE_YEARS[:8], 0, 0, 24, 26, 24, 36], {}, "growth"),
        ([*THREE_YEARS[8:], 24, 36], {}, "errors"),
        ([7.0] * 14, {"basis": "snapshot"}, "steady"),
        ([*THREE_YEARS, 24, 36], {"unit": "%"}, "parts"),
        ([*THREE_YEARS, 24, 36], {"frequency": "annual"}, "yearly"),
    ],
)
def test_where_no_range_can_be_given_there_is_no_forecast_and_it_says_why(
    values: list[float], fields: dict[str, object], why: str
) -> None:
    row = forecast(a_history(values), **fields)
    assert np.isnan([*figures(row), row["forecast"], row["forecast_low"]]).all()
    assert row["worked_forecast_method"] == NONE[why]
    assert row["forecast_method"] == ""


def test_figures_before_a_break_in_the_series_are_never_reckoned_with() -> None:
    whole = a_history([*THREE_YEARS, 24, 36])
    broken = whole.assign(marker=["b" if step == 9 else "" for step in range(14)])
    assert forecast(broken)["worked_forecast_method"] == NONE["last year"]
    early = whole.assign(marker=["b" if step == 2 else "" for step in range(14)])
    assert forecast(early)["worked_forecast_high"] != forecast(whole)["worked_forecast_high"]


def test_parts_that_do_not_give_the_figure_are_not_pooled() -> None:
    """As a rate for a quarter does not: a year has four times as many cases for as many people."""
    cases = [25.0, 26, 24, 25] * 3 + [25, 26]
    history = a_history([case * 4 / 10 for case in cases], numerator=cases, denominator=[1000.0] * 14)
    assert forecast(history, unit="per 1,000 people", decimals=1)["worked_forecast_method"] == NONE["parts"]


def test_nothing_counted_is_uncounted_and_no_share_is_over_100() -> None:
    wild = forecast(a_history([1.0, 40, 2, 90, 60, 1, 50, 2, 3, 80, 1, 70, 4, 81]))
    assert wild["worked_forecast_low"] >= 4 + 81
    high = forecast(a_history([99.0, 70, 100, 60, 98, 75, 100, 62, 97, 99]), unit="%", basis="snapshot")
    assert high["worked_forecast_high"] == 100
    low = forecast(a_history([1.0, 30, 2, 28, 1, 33, 0, 25, 3, 2]), basis="snapshot")
    assert low["worked_forecast_low"] == 0


# The service's own, and the year.


def test_the_services_own_forecast_comes_first_and_the_one_worked_out_stands_beside_it() -> None:
    row = forecast(a_history([*THREE_YEARS, 24, 36]), forecast=131.0)
    assert (row["forecast"], row["forecast_method"]) == (131, OWN)
    assert (row["service_forecast"], row["worked_forecast"]) == (131, 120)
    assert np.isnan([row["forecast_low"], row["forecast_high"]]).all()


def test_when_the_year_has_ended_its_outturn_is_known_and_nothing_is_forecast() -> None:
    row = forecast(a_history(THREE_YEARS), forecast=99.0)
    assert np.isnan(row["forecast"])
    assert (row["service_forecast"], row["forecast_method"]) == (99, "")


def test_in_the_last_quarter_a_measure_in_arrears_is_still_forecast() -> None:
    row = forecast(a_history([*THREE_YEARS, 24, 36, 30]), "2019-20-q4")
    assert row["forecast"] == round(90 + 26 * 90 / 74)


def test_a_forecast_of_another_year_than_the_editions_names_it() -> None:
    row = forecast(a_history([81.0, 75, 79, 84, 80, 72, 70, 74, 71, 68, 66]), "2019-20-q1", basis="snapshot")
    assert row["forecast_method"].endswith("(for 2018/19)")


def test_a_forecast_is_rated_against_its_own_years_target_and_the_figure_against_its_periods() -> None:
    sent = [
        {"period": str(period), "value": value}
        for period, value in zip(periods(14), [*THREE_YEARS, 24, 36], strict=True)
    ]
    targets = [a_target(target=115, intervention=125), a_target(period="2019-20-q2", target=30, intervention=34)]
    row = result(a_measure(unit="count", polarity="lower"), sent, targets)
    assert (row["rag"], row["forecast"], row["forecast_rag"]) == ("Red", 120, "Amber")


# What must always hold.

SERIES = st.lists(st.integers(0, 400), min_size=5, max_size=27)


@settings(max_examples=40)
@given(
    SERIES, st.sampled_from(["period", "snapshot", "cumulative", "rolling-12"]), st.sampled_from(["count", "%", "£"])
)
def test_a_range_holds_its_forecast_whatever_the_figures(values: list[int], basis: str, unit: str) -> None:
    row = forecast(a_history(values), basis=basis, unit=unit)
    low, high = row["worked_forecast_low"], row["worked_forecast_high"]
    assert np.isnan(low) == np.isnan(high) == np.isnan(row["worked_forecast"])
    assert np.isnan(low) or low <= row["worked_forecast"] <= high


@settings(max_examples=30)
@given(st.lists(st.tuples(SERIES, st.sampled_from(["period", "snapshot", "cumulative"])), min_size=2, max_size=6))
def test_a_measure_alone_is_forecast_as_it_is_among_many(measures: list[tuple[list[int], str]]) -> None:
    sent = [a_history(values, ref=f"M{number}") for number, (values, _) in enumerate(measures)]
    tables = [
        a_table(history, ref=f"M{number}", basis=basis)
        for number, (history, (_, basis)) in enumerate(zip(sent, measures, strict=True))
    ]
    among = worked_forecasts(pd.concat(tables, ignore_index=True), pd.concat(sent[::-1], ignore_index=True))
    alone = [worked_forecasts(table, history) for table, history in zip(tables, sent, strict=True)]
    pd.testing.assert_frame_equal(among, pd.concat(alone, ignore_index=True))


@settings(max_examples=30)
@given(SERIES, st.integers(2, 9))
def test_what_came_after_the_figure_changes_no_forecast(values: list[int], later: int) -> None:
    history = a_history(values)
    table = a_table(history)
    more = a_history([*values, *[later] * 3])
    pd.testing.assert_frame_equal(worked_forecasts(table, history), worked_forecasts(table, more))


@settings(max_examples=30)
@given(SERIES, st.integers(2, 50))
def test_ten_times_the_figures_have_ten_times_the_forecast(values: list[int], times: int) -> None:
    one = forecast(a_history(values), unit="£", decimals=6)
    other = forecast(a_history([value * times for value in values]), unit="£", decimals=6)
    assert figures(other) == pytest.approx([figure * times for figure in figures(one)], rel=1e-6, abs=1e-3, nan_ok=True)


# Nothing is derived from what a pack may not see.

SENSITIVE = a_measure(unit="count", basis="snapshot", polarity="lower", sensitive=True)


def sensitive(secret: float, last: float, pack: Pack = Pack.PUBLIC) -> pd.Series:
    values = [30.0, 25, secret, 20, 35, 30, 25, 40, 30, last]
    sent = [
        {"period": str(period), "value": value, "forecast": 20 if step < 4 else None}
        for step, (period, value) in enumerate(zip(periods(10, "2017-18-q1"), values, strict=True))
    ]
    return judged(SENSITIVE, sent, pack=pack, council=a_council()).table.iloc[0]


@pytest.mark.parametrize("last", [35.0, 4.0])
def test_a_suppressed_3_and_a_suppressed_6_give_the_same_forecast_range_and_error(last: float) -> None:
    names = [*FIGURES, "worked_forecast_method", "forecast", "forecast_low", "forecast_high", "forecast_method",
             "forecast_rag", "forecast_error", "forecast_errors", "interval_low", "interval_high"]  # fmt: skip
    pd.testing.assert_series_equal(sensitive(3, last)[names], sensitive(6, last)[names])
    service = [sensitive(secret, 35.0, Pack.SERVICE)["worked_forecast_high"] for secret in (3, 6)]
    assert service[0] != service[1]


def test_a_suppressed_figure_has_no_forecast_and_no_reason_for_having_none() -> None:
    row = sensitive(30, 4)
    assert np.isnan(figures(row)).all()
    assert (row["worked_forecast_method"], row["forecast_method"], row["forecast_errors"]) == ("", "", 0)
