"""Lay figures out as one row a measure and one column a period, so that whole years are sums along a row.

May import `model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.pool import COUNTED
from helpers.assess.figures.scale import scales_of
from helpers.model.measure import Basis, Frequency
from helpers.model.observation import Marker
from helpers.model.period import Kind, Period

ADDITIVE, POOLED, LATEST = "additive", "pooled", "latest"

OFTEN = (Kind.MONTH, Kind.QUARTER, Kind.HALF)
"""Periods of which a year has several."""

_OFF = 0.05
"""By how much of a figure its parts may miss it, whatever the return rounded; more, and they are not its parts."""


@dataclass(frozen=True)
class Grid:
    """The figures of measures that are counted as often as each other.

    Attributes
    ----------
    rows
        Places of the measures in the table.
    first
        The financial year that the columns begin with, by the year it starts in.
    per_year
        Periods in a year.
    value, numerator, denominator
        One row a measure, one column a period, whole years from April; NaN where not known, before a break in the
        series, and in the parts where they do not give the figure.
    scale
        By what each measure's parts are multiplied.
    last
        The column of the figure that each row of the table is about; the latest that counts.
    """

    rows: np.ndarray
    first: int
    per_year: int
    value: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    scale: np.ndarray
    last: np.ndarray

    @property
    def years(self) -> range:
        """The financial years of the columns, by the year each starts in."""
        return range(self.first, self.first + self.value.shape[1] // self.per_year)

    def increments(self, cumulative: np.ndarray) -> np.ndarray:
        """Give what each period added: its own figure, or what it added to its year's running total."""
        before = np.roll(self.value, 1, axis=1)
        before[:, :: self.per_year] = 0.0
        return np.where(cumulative[:, None], self.value - before, self.value)


def grids(table: pd.DataFrame, history: pd.DataFrame) -> Iterator[Grid]:
    """Lay out the figures of every measure that is counted more than once a year, up to the one it is judged by.

    Parameters
    ----------
    table
        One row a measure: `ref`, `unit`, `decimals`, `frequency`, `about`.
    history
        One row a measure and period, after disclosure control, rounded.

    Yields
    ------
    Grid
        One for each length of period that occurs.
    """
    kinds = np.array([Frequency(word).kind for word in table["frequency"]], dtype="object")
    abouts = table["about"].to_numpy("object")
    for kind in OFTEN:
        rows = np.flatnonzero((kinds == kind) & pd.notna(abouts))
        if len(rows) and (made := _grid(table.iloc[rows], history, kind, rows)) is not None:
            yield made


def method_of(table: pd.DataFrame) -> np.ndarray:
    """Say by which method the year's outturn follows from its periods (rules.md, "Forecast outturn").

    A running total, or a count or an amount of its period, adds up; what is there on a day, or is of the last twelve
    months, is its latest figure; any other figure of a period is a rate, whose parts are pooled.
    """
    basis, unit = table["basis"].to_numpy(str), table["unit"].to_numpy(str)
    adds = (basis == Basis.CUMULATIVE.value) | ((basis == Basis.PERIOD.value) & np.isin(unit, COUNTED))
    return np.select([adds, basis == Basis.PERIOD.value], [ADDITIVE, POOLED], LATEST)


def position(period: Period, per_year: int) -> int:
    """Count the periods from the year 0 up to the one that ends with, or last before, the end of a period."""
    months = period.end.year * 12 + period.end.month - 4  # from April
    return (months + 1) * per_year // 12 - 1


def _grid(table: pd.DataFrame, history: pd.DataFrame, kind: Kind, rows: np.ndarray) -> Grid | None:
    per_year = 12 // kind.months
    of_kind = {period: position(period, per_year) for period in history["period"].unique() if period.kind is kind}
    place = {ref: row for row, ref in enumerate(table["ref"])}
    row = np.array([place.get(ref, -1) for ref in history["ref"].tolist()], dtype="int64")
    column = np.array([of_kind.get(period, -1) for period in history["period"]], dtype="int64")
    asked = (row >= 0) & (column >= 0)
    if not asked.any():
        return None
    mine, row, column = history[asked], row[asked], column[asked]
    last = np.array([position(about, per_year) for about in table["about"]])
    first = int(min(column.min(), last.min())) // per_year
    width = (int(max(column.max(), last.max())) // per_year + 1 - first) * per_year
    column, last = column - first * per_year, last - first * per_year
    sheets = {name: np.full((len(table), width), np.nan) for name in ("value", "numerator", "denominator")}
    for name, sheet in sheets.items():
        sheet[row, column] = mine[name].to_numpy("float64")
    at = np.arange(width)
    broken = marked(mine["marker"], Marker.BREAK)
    start = np.zeros(len(table), dtype="int64")
    within = broken & (column <= last[row])
    np.maximum.at(start, row[within], column[within])
    outside = (at[None, :] < start[:, None]) | (at[None, :] > last[:, None])
    for sheet in sheets.values():
        sheet[outside] = np.nan
    figures = pd.DataFrame({name: sheet.ravel() for name, sheet in sheets.items()})
    scale = scales_of(table["unit"], figures, np.repeat(np.arange(len(table)), width))
    _keep_parts_that_agree(sheets, scale, table["decimals"].to_numpy("float64"))
    return Grid(rows, first, per_year, **sheets, scale=scale, last=last)


def _keep_parts_that_agree(sheets: dict[str, np.ndarray], scale: np.ndarray, decimals: np.ndarray) -> None:
    value = sheets["value"]
    with np.errstate(divide="ignore", invalid="ignore"):
        given = scale[:, None] * sheets["numerator"] / sheets["denominator"]
    slack = np.maximum(0.5 * 10.0 ** -decimals[:, None], _OFF * np.abs(value)) + 1e-9
    wrong = ~(np.abs(given - value) <= slack)
    sheets["numerator"][wrong] = np.nan
    sheets["denominator"][wrong] = np.nan
