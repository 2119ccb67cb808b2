"""Doubt a nought: many a system writes 0 where nothing was supplied. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.pool import COUNTED
from helpers.assess.quality.past import EARLIER, days_of
from helpers.assess.quality.reason import none_of, plain
from helpers.model.council import QualityScheme
from helpers.model.measure import Basis

LONGEST_RUN = 8
"""Earlier figures that a steady history is looked for in: two years of quarters."""

STEADY = 0.5
"""In a steady history the smallest figure is at least this share of the largest."""

STEPS = 10
"""Steps of the last published decimal that are far from zero, for a figure that is neither a count nor a %."""


def zero_in_doubt(figures: pd.DataFrame, scheme: QualityScheme) -> pd.Series[str]:
    """Doubt a nought where the period before or last year's outturn was far from zero (rules.md, "Data quality").

    Far from zero is what does not happen by chance: where 5 cases were to be expected, none at all turn up less than
    once in a hundred times (Poisson: e⁻⁵ is 0.7%). So a count is far from zero from 5 on, and so is a % or rate whose
    numerator is; a % without numerator from 5 percentage points on; any other figure from ten steps of its last
    published decimal on (1.0 day, 0.10 a thousand). A count of part of a year is held against that part of last
    year's outturn. A running total is held against the same period last year, and against the period before within
    the year, when any fall to nought is wrong.

    Parameters
    ----------
    figures
        As :func:`helpers.assess.quality.past.with_past` makes them.
    scheme
        Holds how many cases are far from zero.

    Returns
    -------
    pandas.Series
        A reason for each nought in doubt, by its row.
    """
    doubted = figures[figures["shown"] == 0]
    if doubted.empty:
        return none_of(figures)
    said = pd.Series("", index=doubted.index, dtype="str")
    for name, words in EARLIER:
        if name == "same_period_last_year":
            allowed = doubted["cumulative"].to_numpy(bool)
        else:
            allowed = np.ones(len(doubted), dtype=bool)
        far = allowed & _far(doubted, name, scheme)
        joined = said[far].where(said[far] == "", said[far] + " and ")
        said[far] = joined + words + " was " + plain(doubted.loc[far, f"{name}_comparable"])
    return "the figure is exactly 0 where " + said[said != ""]


def fell_to_zero(figures: pd.DataFrame, series: pd.DataFrame, scheme: QualityScheme) -> pd.Series[str]:
    """Doubt a fall to exactly 0 from a steady history without a nought in it.

    Steady are four or more earlier figures (of the last eight) whose smallest is at least half of the largest. A
    running total starts again each April, and is never steady.

    Parameters
    ----------
    series
        As :func:`helpers.assess.quality.past.series_before` gives them.
    """
    fallen = figures[(figures["shown"] == 0) & ~figures["cumulative"]]
    if fallen.empty:
        return none_of(figures)
    recent = series[series["ref"].isin(fallen["ref"])].groupby("ref").tail(LONGEST_RUN)
    recent = recent.assign(size=recent["value"].abs())
    runs = recent.groupby("ref").agg(
        count=("value", "size"),
        low=("value", "min"),
        high=("value", "max"),
        least=("size", "min"),
        most=("size", "max"),
    )
    one_sided = (runs["low"] > 0) | (runs["high"] < 0)
    steady = runs[(runs["count"] >= scheme.steady_figures) & one_sided & (runs["least"] >= STEADY * runs["most"])]
    fallen = fallen[fallen["ref"].isin(steady.index)]
    run = steady.reindex(fallen["ref"]).set_index(fallen.index)
    between = "between " + plain(run["low"]) + " and " + plain(run["high"])
    alike = "all " + plain(run["low"])
    ranged = between.where(run["low"] != run["high"], alike)
    return "it fell to exactly 0 after " + run["count"].astype("str") + " figures, " + ranged


def _far(figures: pd.DataFrame, name: str, scheme: QualityScheme) -> np.ndarray:
    """Say which earlier figures are far from zero."""
    share = _share_of_year(figures) if name == "outturn_last_year" else 1.0
    size = figures[f"{name}_comparable"].abs().to_numpy("float64") * share
    cases = figures[f"{name}_numerator"].to_numpy("float64")
    counted = (figures["unit"] == "count").to_numpy(bool)
    percent = figures["unit"].str.startswith("%").to_numpy(bool)
    smallest = np.where(counted | percent, float(scheme.far_from_zero), STEPS * 10.0 ** -figures["decimals"])
    told = np.where(counted | np.isnan(cases), size >= smallest - 1e-9, cases >= scheme.far_from_zero)
    return np.asarray(told & (size > 0), dtype=bool)


def _share_of_year(figures: pd.DataFrame) -> np.ndarray:
    """Give the part of last year's outturn that a figure is to be held against."""
    adds_up = figures["unit"].isin(COUNTED).to_numpy(bool) & (figures["basis"] == Basis.PERIOD.value).to_numpy(bool)
    running = figures["cumulative"].to_numpy(bool)
    ends = days_of(figures["about"], last=True)
    own = ends - days_of(figures["about"]) + 1
    so_far = ends - days_of([about.financial_year if about else None for about in figures["about"]]) + 1
    days = np.select([running, adds_up], [so_far, own], 365)
    return np.asarray(np.minimum(1.0, days / 365), dtype="float64")
