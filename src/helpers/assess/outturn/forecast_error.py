"""Say how good a service's past forecasts were: how far, on average, they lay from the outturn that then came.

May import `model`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.grid import ADDITIVE, POOLED, Grid, grids, method_of
from helpers.assess.figures.rounding import round_half_up
from helpers.model.measure import Basis
from helpers.model.period import Kind, Period


def with_forecast_errors(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Give each measure the mean absolute error of the forecasts that its service gave in earlier years.

    A forecast counts once its year's outturn has come: the year's own figure where one was returned, else what its
    periods give by the measure's basis. The year's last period forecasts nothing and does not count. Suppressed
    figures and forecasts are not there to be compared, and give nothing (rules.md, "Forecast outturn").

    Parameters
    ----------
    table
        One row a measure: `ref`, `unit`, `decimals`, `frequency`, `basis`, `state`, `about`.
    history
        One row a measure and period, after disclosure control, rounded: `forecast` is the service's own of the year.

    Returns
    -------
    pandas.DataFrame
        With `forecast_error`, in the measure's unit, rounded as published, NaN where nothing can be compared; and
        `forecast_errors`, how many forecasts it is the mean of.

    Examples
    --------
    >>> quarters = [Period.parse(text) for text in ("2018-19-q3", "2018-19-q4", "2019-20-q1")]
    >>> history = pd.DataFrame({"ref": "A", "period": quarters, "value": [70.0, 80.0, 82.0],
    ...     "numerator": np.nan, "denominator": np.nan, "marker": "", "forecast": [77.0, np.nan, 85.0]})
    >>> table = pd.DataFrame({"ref": ["A"], "unit": ["count"], "decimals": [0], "frequency": ["quarterly"],
    ...     "basis": ["snapshot"], "state": ["reported"], "about": quarters[-1:]})
    >>> with_forecast_errors(table, history)[["forecast_error", "forecast_errors"]].to_numpy().tolist()
    [[3.0, 1.0]]
    """
    given = _forecasts(history).merge(_outturns(table, history), on=["ref", "year"])
    current = {
        ref: about.financial_year for ref, about in zip(table["ref"], table["about"], strict=True) if about is not None
    }
    earlier = [ref in current and year < current[ref] for ref, year in zip(given["ref"], given["year"], strict=True)]
    given = given[np.array(earlier, dtype=bool)]
    errors = (given["forecast"] - given["outturn"]).abs().groupby(given["ref"]).agg(["mean", "count"])
    shown = table["state"] != "suppressed"
    mean = table["ref"].map(errors["mean"]).astype("float64").where(shown)
    count = table["ref"].map(errors["count"]).astype("float64").where(shown)
    return table.assign(
        forecast_error=round_half_up(mean, table["decimals"].astype("int64")), forecast_errors=count.fillna(0.0)
    )


def _forecasts(history: pd.DataFrame) -> pd.DataFrame:
    """List the forecasts that were given before their year was over; one derived from months is that of the last."""
    given = history.loc[history["forecast"].notna(), ["ref", "period", "forecast"]]
    ends = [period.end for period in given["period"]]
    years = [period.financial_year for period in given["period"]]
    within = [end < year.end for end, year in zip(ends, years, strict=True)]
    given = given.assign(end=ends, year=pd.Series(years, given.index, dtype="object"))[np.array(within, dtype=bool)]
    return given.sort_values(["ref", "period"]).drop_duplicates(["ref", "end"])[["ref", "year", "forecast"]]


def _outturns(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Give the outturn of each measure and year: as returned, else as its periods give it."""
    is_year = np.array([period.kind is Kind.YEAR for period in history["period"]], dtype=bool)
    returned = history.loc[is_year & history["value"].notna(), ["ref", "period", "value"]]
    returned = returned.rename(columns={"period": "year", "value": "outturn"})
    methods, cumulative = method_of(table), (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool)
    made = [_of_grid(table, grid, methods, cumulative) for grid in grids(table, history)]
    found = pd.concat([returned, *made], ignore_index=True).astype({"year": "object"})
    return found.drop_duplicates(["ref", "year"])


def _of_grid(table: pd.DataFrame, grid: Grid, methods: np.ndarray, cumulative: np.ndarray) -> pd.DataFrame:
    shape = (len(grid.rows), -1, grid.per_year)
    value, top, bottom = (sheet.reshape(shape) for sheet in (grid.value, grid.numerator, grid.denominator))
    method = methods[grid.rows][:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = grid.scale[:, None] * top.sum(axis=2) / bottom.sum(axis=2)
    adds = (method == ADDITIVE) & ~cumulative[grid.rows][:, None]
    outturn = np.select([adds, method == POOLED], [value.sum(axis=2), pooled], value[..., -1])
    decimals = table["decimals"].to_numpy("int64")[grid.rows]
    years = [Period.parse(f"{year}-{(year + 1) % 100:02d}", Kind.YEAR) for year in grid.years]
    row, column = np.nonzero(~np.isnan(outturn))
    figures = pd.Series(outturn[row, column])
    return pd.DataFrame(
        {
            "ref": table["ref"].to_numpy("object")[grid.rows][row],
            "year": pd.Series([years[at] for at in column], dtype="object"),
            "outturn": round_half_up(figures, decimals[row]) if len(figures) else figures,
        }
    )
