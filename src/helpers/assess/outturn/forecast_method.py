"""Work out a year's outturn from its periods so far, and how far off that was in every year already known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

from helpers.assess.figures.grid import ADDITIVE, POOLED, Grid
from helpers.model.measure import Basis


@dataclass(frozen=True)
class Worked:
    """What a method gives for some measures of a grid.

    Attributes
    ----------
    figure
        The forecast.
    errors
        One row a measure, one column a stretch of a year already known: by how much the outturn was more.
    floor
        What the outturn cannot be less than.
    why
        Why there is no forecast: a key of :data:`helpers.assess.forecast.NONE`, or empty.
    """

    figure: np.ndarray
    errors: np.ndarray
    floor: np.ndarray
    why: np.ndarray


def work_out(table: pd.DataFrame, grid: Grid, chosen: np.ndarray, so_far: int, method: str) -> Worked:
    """Work out the year of measures that share a method and have come as far in it.

    Parameters
    ----------
    table
        Their rows.
    grid
        Their figures, and those of others.
    chosen
        Their places in the grid.
    so_far
        How many periods of the year have passed; not all of them.
    method
        ``additive``: year to date plus the remaining periods of last year times this year's growth. ``pooled``: the
        numerators of the year to date over its denominators. ``latest``: the latest figure (rules.md, "Forecast
        outturn").
    """
    if method == ADDITIVE:
        return _additive(table, grid, chosen, so_far)
    return (_pooled if method == POOLED else _latest)(grid, chosen, so_far)


def _additive(table: pd.DataFrame, grid: Grid, chosen: np.ndarray, so_far: int) -> Worked:
    """Year to date, plus the remaining periods of last year times this year's growth."""
    cumulative = np.zeros(len(grid.rows), dtype=bool)
    cumulative[chosen] = (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool)
    added = _up_to_now(grid.increments(cumulative), grid, chosen)
    year = grid.per_year
    stretches = sliding_window_view(added, year, axis=1)
    first, rest = stretches[..., :so_far].sum(axis=-1), stretches[..., so_far:].sum(axis=-1)
    now, last_year = added[:, -so_far:].sum(axis=1), added.shape[1] - year - so_far
    past, left = first[:, last_year], rest[:, last_year]
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = 1 + rest / np.where(first > 0, first, np.nan)
        tried = first[:, year:] * growth[:, :-year]
        errors = (first + rest)[:, year:] / np.where(tried > 0, tried, np.nan) - 1
    why = np.select(
        [np.isnan(now), np.isnan(past + left), (past <= 0) | (now < 0)], ["this year", "last year", "growth"], ""
    )
    only_adds = ~(added < 0).any(axis=1)
    return Worked(now * growth[:, last_year], errors, np.where(only_adds, now, np.nan), why)


def _pooled(grid: Grid, chosen: np.ndarray, so_far: int) -> Worked:
    """Divide the numerators of the year to date by its denominators."""
    parts = [_up_to_now(sheet, grid, chosen) for sheet in (grid.numerator, grid.denominator)]
    top, bottom = (sliding_window_view(sheet, grid.per_year, axis=1) for sheet in parts)
    scale = grid.scale[chosen]
    with np.errstate(divide="ignore", invalid="ignore"):
        tried = top[..., :so_far].sum(axis=-1) / bottom[..., :so_far].sum(axis=-1)
        errors = scale[:, None] * (top.sum(axis=-1) / bottom.sum(axis=-1) - tried)
        figure = scale * parts[0][:, -so_far:].sum(axis=1) / parts[1][:, -so_far:].sum(axis=1)
    nothing = np.full(len(chosen), np.nan)
    return Worked(figure, errors, nothing, np.where(np.isfinite(figure), "", "parts"))


def _latest(grid: Grid, chosen: np.ndarray, so_far: int) -> Worked:
    """Take the latest figure, which is what there is on a day, or is of the last twelve months."""
    value, ahead = _up_to_now(grid.value, grid, chosen), grid.per_year - so_far
    nothing = np.full(len(chosen), np.nan)
    return Worked(value[:, -1], value[:, ahead:] - value[:, :-ahead], nothing, np.full(len(chosen), "", "U9"))


def _up_to_now(sheet: np.ndarray, grid: Grid, chosen: np.ndarray) -> np.ndarray:
    """Line measures up by their latest period, which becomes the last column, with room for two years before."""
    width = max(sheet.shape[1], 3 * grid.per_year)
    columns = grid.last[chosen][:, None] - np.arange(width - 1, -1, -1)[None, :]
    taken = np.take_along_axis(sheet[chosen], np.maximum(columns, 0), axis=1)
    return np.where(columns >= 0, taken, np.nan)
