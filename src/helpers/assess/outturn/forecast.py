"""Forecast a year's outturn: the service's own first, and one worked out by a published method, never a bare number.

The methods are those of rules.md, "Forecast outturn". How far off they may be is read from how far off they were: each
method is tried at the same point of every stretch of a year that is already known, and the spread of its errors gives
the range (empirical limits of Williams and Goodman, "A Simple Method for the Construction of Empirical Confidence
Limits for Economic Forecasts", JASA 66, 1971). Stretches may begin in any period, and so overlap. May import `model`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.figures.grid import ADDITIVE, LATEST, OFTEN, POOLED, Grid, grids, method_of
from helpers.assess.figures.rounding import round_half_up
from helpers.assess.outturn.forecast_method import work_out
from helpers.model.measure import Frequency
from helpers.model.period import Period

OWN = "service's own forecast"
CHANCE = 0.8
"""How often the outturn should lie within the range; Hyndman and Athanasopoulos, *Forecasting*, section 5.5."""

FEWEST_ERRORS = 3
_HAIR = 1e-6
"""A limit this near a published place, in units of it, lies on it."""

METHODS = {
    ADDITIVE: "the year so far, plus the rest of last year changed as much as the year so far has",
    POOLED: "all of the year so far together",
    LATEST: "the latest figure, as if nothing changed",
}
NONE = {
    "over": "none: the year is over and its figure is known",
    "yearly": "none: the measure is counted once a year",
    "this year": "none: the figures of this year so far are not all known",
    "last year": "none: last year's figures are not all known, or are not alike",
    "growth": "none: there was nothing at this point last year to measure growth from",
    "parts": "none: the numbers behind this year's rates are not all known",
    "errors": "none: there is too little history to say how far off it could be",
    "steady": "none: the figure has never moved, so nothing says how far off it could be",
}
"""Why there is no worked-out forecast, in plain words."""

FIGURES = ("worked_forecast", "worked_forecast_low", "worked_forecast_high")
_WORDS = {"": "", **NONE}


def with_forecasts(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Give every measure the service's own forecast of the year's outturn, and one worked out with a range.

    The year is that of the figure. Once its outturn is known there is no forecast. Everything is worked out from what
    the pack may see: a suppressed figure, or one that needs it, has none.

    Parameters
    ----------
    table
        One row a measure: `ref`, `unit`, `decimals`, `frequency`, `basis`, `state`, `period`, `about`, `value` and
        `forecast`, the service's own.
    history
        One row a measure and period, after disclosure control, rounded.

    Returns
    -------
    pandas.DataFrame
        With `service_forecast`; `worked_forecast`, its `_low`, `_high` and `_method` (or why there is none); and
        `forecast`, `forecast_low`, `forecast_high` and `forecast_method` of the one to show: the service's own before
        the one worked out.

    Examples
    --------
    >>> quarters = [Period.parse(f"{year}-q{quarter}") for year in ("2016-17", "2017-18", "2018-19", "2019-20")
    ...     for quarter in (1, 2, 3, 4)][:-2]
    >>> history = pd.DataFrame({"ref": "43", "period": quarters, "marker": "", "numerator": np.nan,
    ...     "denominator": np.nan, "value": [20.0, 30, 25, 25, 22, 31, 26, 26, 20, 30, 24, 26, 24, 36]})
    >>> table = pd.DataFrame({"ref": ["43"], "unit": ["count"], "decimals": [0], "frequency": ["quarterly"],
    ...     "basis": ["period"], "state": ["reported"], "value": [36.0], "forecast": [np.nan]})
    >>> now = {"period": quarters[-1:], "about": quarters[-1:]}
    >>> with_forecasts(table.assign(**now), history)[["forecast", "forecast_low", "forecast_high"]].iloc[0].tolist()
    [120.0, 110.0, 130.0]
    """
    made = worked_forecasts(table, history)
    over = (table["state"] == "reported") & _year_is_over(table["about"])
    own = table["forecast"].mask(over).astype("float64")
    worked = own.isna() & made["worked_forecast"].notna()
    shown = {
        "forecast": own.where(~worked, made["worked_forecast"]),
        "forecast_low": made["worked_forecast_low"].where(worked),
        "forecast_high": made["worked_forecast_high"].where(worked),
        "forecast_method": pd.Series(
            np.select([own.notna(), worked], [OWN, made["worked_forecast_method"]], ""), table.index, dtype="str"
        ),
    }
    return table.assign(service_forecast=table["forecast"].astype("float64"), **made, **shown)


def worked_forecasts(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Work out each measure's outturn of the year.

    Returns
    -------
    pandas.DataFrame
        Indexed as `table`: :data:`FIGURES`, rounded as published (the range outwards), and `worked_forecast_method`.
    """
    figures = np.full((len(table), len(FIGURES)), np.nan)
    counts = np.zeros(len(table), dtype="int64")
    methods = method_of(table)
    # What no grid lays out is counted once a year, or has never been sent.
    often = np.array([Frequency(word).kind in OFTEN for word in table["frequency"]], dtype=bool)
    over = _year_is_over(table["about"]) & (table["state"] == "reported").to_numpy(bool)
    why = np.select([pd.isna(table["about"]), over, often], ["", "over", "this year"], "yearly").astype("object")
    for grid in grids(table, history):
        passed = grid.last % grid.per_year + 1
        for so_far, method in sorted({*zip(passed.tolist(), methods[grid.rows].tolist(), strict=True)}):
            chosen = np.flatnonzero((passed == so_far) & (methods[grid.rows] == method))
            rows = grid.rows[chosen]
            figures[rows], counts[rows], why[rows] = _forecast(table.iloc[rows], grid, chosen, so_far, method)
    suppressed = (table["state"] == "suppressed").to_numpy(bool)
    figures[suppressed], why[suppressed] = np.nan, ""
    given = ~np.isnan(figures[:, 0])
    named = pd.Series(
        [f"{METHODS[method]}{_range_words(count)}" for method, count in zip(methods, counts, strict=True)]
    )
    said = named.str.cat(_other_year(table))
    words = np.where(given, said, pd.Series(why).map(_WORDS))
    made = pd.DataFrame(figures, table.index, columns=list(FIGURES))
    return made.assign(worked_forecast_method=pd.Series(words, table.index, dtype="str"))


def year_forecast(table: pd.DataFrame) -> list[Period]:
    """Say which year each measure's forecast is of: its figure's, or the edition's once that one is over.

    Parameters
    ----------
    table
        `about`, the period of the figure, and `period`, the edition's.
    """
    over = _year_is_over(table["about"])
    return [
        period.financial_year if past or about is None else about.financial_year
        for about, period, past in zip(table["about"], table["period"], over, strict=True)
    ]


def _year_is_over(abouts: Iterable[Period | None]) -> np.ndarray:
    return np.array([about is not None and about.end == about.financial_year.end for about in abouts], dtype=bool)


def _forecast(
    table: pd.DataFrame, grid: Grid, chosen: np.ndarray, so_far: int, method: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Forecast the measures of a grid that share a method and have come as far in their year."""
    if so_far == grid.per_year:
        known = ~np.isnan(grid.value[chosen, grid.last[chosen]])
        return np.full((len(chosen), 3), np.nan), np.zeros(len(chosen)), np.where(known, "over", "this year")
    made = work_out(table, grid, chosen, so_far, method)
    errors, figure = made.errors, made.figure
    count = np.isfinite(errors).sum(axis=1)
    spread = np.sqrt((np.where(np.isfinite(errors), errors, 0.0) ** 2).sum(axis=1) / np.maximum(count, 1))
    why = np.select(
        [made.why != "", np.isnan(figure), count < FEWEST_ERRORS, spread < 1e-9],
        [made.why, "this year", "errors", "steady"], "",
    )  # fmt: skip
    reach = _times(count) * spread * (np.abs(figure) if method == ADDITIVE else 1.0)
    least, most = _bounds(table, grid, chosen)
    least = np.fmax(made.floor, least)
    decimals = table["decimals"].to_numpy("int64")
    low, high = _outwards(figure - reach, figure + reach, decimals)
    ends = [round_half_up(pd.Series(figure), pd.Series(decimals)).to_numpy("float64"), low, high]
    figures = np.column_stack([np.fmin(np.fmax(end, least), most) for end in ends])
    figures[why != ""] = np.nan
    return figures, count, why


def _bounds(table: pd.DataFrame, grid: Grid, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Say what no figure of a measure can be less or more than: nought, and all, where none ever was."""
    known = grid.value[chosen]
    below, above = (known < 0).any(axis=1), (known > 100).any(axis=1)
    percent = table["unit"].str.startswith("%").to_numpy(bool)
    return np.where(below, np.nan, 0.0), np.where(percent & ~above, 100.0, np.nan)


def _times(count: np.ndarray) -> np.ndarray:
    """Give how many times their usual size errors stay within, by Student's t for as few as they are."""
    from scipy.special import stdtrit  # takes a while to load

    return np.asarray(stdtrit(np.maximum(count, 1), (1 + CHANCE) / 2))


def _outwards(low: np.ndarray, high: np.ndarray, decimals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round a range to the places published so that it never becomes narrower."""
    scale = np.power(10.0, decimals)
    return np.floor(low * scale + _HAIR) / scale, np.ceil(high * scale - _HAIR) / scale


def _range_words(count: int) -> str:
    said = "the true figure should fall in the range 8 times in 10, judging by"
    return f"; {said} {count} earlier tries of this method"


def _other_year(table: pd.DataFrame) -> pd.Series[str]:
    """Name the year of a forecast where it is not the edition's."""
    years = zip(year_forecast(table), table["period"], strict=True)
    names = ["" if year == period.financial_year else f" (for {year.label})" for year, period in years]
    return pd.Series(names, dtype="str")
