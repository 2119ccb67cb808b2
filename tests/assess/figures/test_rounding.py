"""Figures are rounded half up, as a reader would by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.assess.figures.rounding import round_half_up
from helpers.assess.figures.scale import scale_of


def by_hand(value: float, places: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
@example(2.675, 2)
@example(1.005, 2)
@example(-0.5, 0)
@example(0.5, 0)
@example(79.95, 1)
@example(1.4999999999999999, 0)
@example(268435456.4939995, 6)
def test_rounding_columns_equals_rounding_each_figure_by_hand(value: float, places: int) -> None:
    assert round_half_up(pd.Series([value]), places).iloc[0] == pytest.approx(
        by_hand(value, places), abs=1e-12, rel=1e-15
    )


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_a_tie_as_it_is_written_always_goes_away_from_zero(whole: int, places: int) -> None:
    tie = float(f"{whole}e-{places}") + (0.5 if whole >= 0 else -0.5) * 10.0**-places
    written = float(f"{tie:.{places + 1}f}")
    assert round_half_up(pd.Series([written]), places).iloc[0] == by_hand(written, places)


def test_each_figure_is_rounded_to_its_own_places() -> None:
    assert round_half_up(pd.Series([1.25, 1.25, 1.25]), pd.Series([0, 1, 2])).tolist() == [1.0, 1.3, 1.25]


def test_no_figure_stays_no_figure_and_no_zero_is_negative() -> None:
    rounded = round_half_up(pd.Series([float("nan"), -0.0, -0.4]), 0)
    assert np.isnan(rounded.iloc[0])
    assert [str(value) for value in rounded.iloc[1:]] == ["0.0", "0.0"]


def test_an_empty_column_is_rounded_to_an_empty_column() -> None:
    assert len(round_half_up(pd.Series([], dtype="float64"), 1)) == 0


@pytest.mark.parametrize(
    ("unit", "ratio", "scale"),
    [("%", 90.0, 100.0), ("per 1,000 households", 0.0, 1000.0), ("per 100,000", 1.0, 100_000.0), ("days", 0.98, 1.0)],
)
def test_a_unit_says_what_a_rate_multiplies_its_parts_by(unit: str, ratio: float, scale: float) -> None:
    assert scale_of(unit, ratio) == scale
