"""Intervals hold the published vectors, and what must hold of every interval (rules.md, "Intervals")."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.assess.interval import (
    BYAR,
    EXACT,
    TAILS,
    WILSON,
    byar,
    count_interval,
    exact_poisson,
    funnel_of_rates,
    funnel_of_shares,
    wilson,
    with_intervals,
)

COUNTS = st.integers(0, 5000)


def a_table(**fields: object) -> pd.DataFrame:
    known = {"unit": "%", "decimals": 1, "basis": "period", "value": 65.0, "numerator": 65.0, "denominator": 100.0}
    return pd.DataFrame([known | fields])


def interval(**fields: object) -> tuple[float, float, str]:
    row = with_intervals(a_table(**fields)).iloc[0]
    return row["interval_low"], row["interval_high"], row["interval_method"]


def test_65_of_100_has_wilsons_published_interval() -> None:
    assert [round(float(limit), 4) for limit in wilson(65, 100)] == [0.5525, 0.7364]


def test_48_has_byars_published_interval() -> None:
    assert [round(float(limit), 2) for limit in byar(48)] == [35.39, 63.64]


@pytest.mark.parametrize(
    ("cases", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (9, 4.1154, 17.0848)],
)
def test_few_cases_have_the_exact_poisson_interval_of_the_tables(cases: int, low: float, high: float) -> None:
    assert [round(float(limit), 4) for limit in exact_poisson(cases)] == [low, high]


@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 0.5525, 0.7364), (0.998, 0.4955, 0.7784)])
def test_a_higher_confidence_has_a_wider_interval(level: float, low: float, high: float) -> None:
    assert [round(float(limit), 4) for limit in wilson(65, 100, level)] == [low, high]


def test_a_count_is_exact_below_10_and_byars_from_10() -> None:
    low, high = count_interval([9, 10])
    assert (low[0], high[0]) == tuple(float(limit) for limit in exact_poisson(9))
    assert (low[1], high[1]) == tuple(float(limit) for limit in byar(10))


def test_a_wider_confidence_widens_the_interval_of_few_cases_as_of_many() -> None:
    for cases, method in ((9, exact_poisson), (10, byar)):
        low, high = count_interval([cases], 0.998)
        assert (low, high) == method([cases], 0.998)
        assert low < count_interval([cases])[0] < count_interval([cases])[1] < high


def test_a_funnel_of_rates_has_the_limits_that_phstatsmethods_tests_for() -> None:
    low, _ = funnel_of_rates(200 / 1e5, 1e5, TAILS[0])
    _, high = funnel_of_rates(500 / 1e5, 1e5, TAILS[1])
    assert low * 1e5 == pytest.approx(173.24086, abs=1e-4)
    assert high * 1e5 == pytest.approx(573.02747, abs=2e-4)


def test_a_funnel_of_a_group_in_which_nobody_counts_begins_at_nought() -> None:
    low, high = funnel_of_shares(0.0, 100)
    assert (float(low), float(high) > 0) == (0.0, True)


def test_a_funnel_of_shares_is_wilsons_interval_around_the_pooled_share() -> None:
    assert [float(limit) for limit in funnel_of_shares(0.65, 100)] == pytest.approx(
        [float(limit) for limit in wilson(65, 100)]
    )


def test_nothing_of_some_begins_at_exactly_0_and_all_of_them_ends_at_exactly_1() -> None:
    low, high = wilson([0, 20], [20, 20])
    assert (low[0], high[1]) == (0.0, 1.0)
    assert 0 < high[0] < 0.2
    assert 0.8 < low[1] < 1


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 10), (11, 10), (0, 0), (1, 0), (np.nan, 10), (5, np.nan)])
def test_what_is_no_share_has_no_interval(numerator: float, denominator: float) -> None:
    assert np.isnan(wilson(numerator, denominator)).all()


@pytest.mark.parametrize("cases", [-1.0, np.nan])
def test_what_is_no_count_has_no_interval(cases: float) -> None:
    assert np.isnan(count_interval(cases)).all()
    assert np.isnan(byar(cases)).all()


@settings(max_examples=60)
@given(COUNTS, st.integers(1, 5000))
def test_an_interval_of_a_share_holds_the_share_and_stays_between_0_and_1(cases: int, more: int) -> None:
    low, high = (float(limit) for limit in wilson(cases, cases + more - 1 or 1))
    share = cases / (cases + more - 1 or 1)
    assert 0 <= low <= share <= high <= 1
    assert low < high


@settings(max_examples=60)
@given(COUNTS, st.floats(0.5, 0.999))
def test_an_interval_of_a_count_holds_the_count(cases: int, confidence: float) -> None:
    low, high = (float(limit) for limit in count_interval(cases, confidence))
    assert 0 <= low <= cases <= high
    assert low < high


@settings(max_examples=60)
@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 100))
def test_an_interval_narrows_as_there_are_more_cases_of_the_same_share(cases: int, others: int, times: int) -> None:
    low, high = wilson([cases, cases * times], [cases + others, (cases + others) * times])
    assert high[1] - low[1] < high[0] - low[0]


@settings(max_examples=60)
@given(COUNTS, COUNTS)
def test_an_interval_of_those_who_did_mirrors_that_of_those_who_did_not(cases: int, others: int) -> None:
    whole = cases + others or 1
    low, high = wilson([cases, whole - cases], [whole, whole])
    assert low[0] == pytest.approx(1 - high[1], abs=1e-12)
    assert high[0] == pytest.approx(1 - low[1], abs=1e-12)


@settings(max_examples=60)
@given(st.floats(0.001, 0.999), st.integers(1, 10_000), st.integers(2, 100))
def test_a_funnel_holds_the_pooled_figure_and_closes_on_it_as_councils_grow(
    share: float, size: int, times: int
) -> None:
    for funnel in (funnel_of_shares, funnel_of_rates):
        low, high = funnel(share, [size, size * times])
        assert (low < share).all()
        assert (share < high).all()
        assert high[1] - low[1] < high[0] - low[0]
        outer_low, outer_high = funnel(share, [size, size * times], TAILS[1])
        assert (outer_low <= low).all()
        assert (high < outer_high).all()


@settings(max_examples=30)
@given(st.lists(st.tuples(COUNTS, st.integers(1, 5000)), min_size=1, max_size=8))
def test_one_interval_at_a_time_is_the_same_as_all_at_once(parts: list[tuple[int, int]]) -> None:
    cases, base = np.array([part[0] for part in parts]), np.array([part[1] for part in parts])
    for made, alone in (
        (wilson(cases, base), [wilson(one, of) for one, of in parts]),
        (count_interval(cases), [count_interval(one) for one, _ in parts]),
    ):
        np.testing.assert_array_equal(np.array(made), np.array(alone).T)


# What the judged table holds.


def test_a_percentage_with_its_parts_has_wilsons_interval_in_percent() -> None:
    assert interval() == (55.3, 73.6, WILSON)


def test_a_rate_of_events_has_byars_interval_over_its_denominator() -> None:
    made = interval(unit="per 1,000 residents", value=4.8, numerator=48.0, denominator=10_000.0)
    assert made == (3.5, 6.4, BYAR)


def test_a_rate_of_fewer_than_10_events_has_the_exact_interval() -> None:
    made = interval(unit="per 100,000 people", value=5.0, numerator=5.0, denominator=100_000.0)
    assert made == (1.6, 11.7, EXACT)


def test_a_rate_of_what_there_is_on_one_day_is_a_share_of_its_denominator() -> None:
    made = interval(unit="per 1,000 households", basis="snapshot", value=650.0, numerator=65.0, denominator=100.0)
    assert made == (552.5, 736.4, WILSON)


@pytest.mark.parametrize(
    "fields",
    [
        {"numerator": np.nan},
        {"denominator": np.nan},
        {"denominator": 0.0},
        {"value": np.nan},
        {"value": 90.0},  # its parts do not give it
        {"numerator": 64.5, "value": 64.5},  # not a count
        {"unit": "count"},
        {"unit": "£"},
        {"unit": "£ per 1,000 residents", "value": 650.0},
        {"unit": "days", "value": 0.7},
        {"numerator": 65e6, "denominator": 100e6},  # pounds, as a council tax collection rate has them
    ],
)
def test_what_is_no_share_or_rate_of_counted_cases_has_no_interval(fields: dict[str, object]) -> None:
    low, high, method = interval(**fields)
    assert np.isnan([low, high]).all()
    assert method == ""


@settings(max_examples=40)
@given(COUNTS, COUNTS, st.integers(0, 3))
def test_a_published_interval_holds_the_published_figure(cases: int, others: int, decimals: int) -> None:
    whole = cases + others or 1
    value = float(f"{100 * cases / whole:.{decimals}f}")
    low, high, method = interval(value=value, numerator=cases, denominator=whole, decimals=decimals)
    assert not method or low <= value <= high
