"""Set a figure beside those before it: direction of travel, outturns. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.direction import direction
from helpers.assess.figures.derive import not_derived
from helpers.assess.figures.look_up import figures_at
from helpers.assess.figures.pool import COUNTED
from helpers.model.measure import Basis, Measure
from helpers.model.period import Kind, Period
from helpers.model.state import State

DIRECTIONS = {
    "direction": "previous", "direction_year": "same_period_last_year", "direction_outturn": "outturn_last_year",
}  # fmt: skip
"""The three directions of travel, and the figure that each is judged against."""


def compared(table: pd.DataFrame, history: pd.DataFrame, measures: Iterable[Measure]) -> pd.DataFrame:
    """Set each figure beside the period before, the same period last year and last year's outturn.

    The three are those of rules.md, "Direction of travel". A running total starts again in April, so it is compared
    with the same point of last year; nor is the sum of a quarter compared with that of a whole year. Last year's
    outturn is what a return states for the year, or else what its parts add up to.

    Parameters
    ----------
    table
        One row a measure, rated.
    history
        One row a measure and period, after disclosure control, with what was derived.
    measures
        The framework's.

    Returns
    -------
    pandas.DataFrame
        With the earlier figures and their markers, three directions of travel, and in `outturn_not_derived` why there
        is no outturn although parts of the year were sent.
    """
    earlier = earlier_periods(table)
    made = table.copy()
    for name, periods in earlier.items():
        found = figures_at(history, table["ref"], periods)
        made[name], made[f"{name}_marker"] = found["value"], found["marker"]
    made["previous_period"] = pd.Series(earlier["previous"], index=table.index, dtype="object")
    made = made.rename(columns={"outturn_last_year_marker": "outturn_marker"})
    outturns = pd.Series(earlier["outturn_last_year"], index=table.index, dtype="object")
    asked = pd.DataFrame({"ref": table["ref"], "period": outturns})
    made["outturn_not_derived"] = not_derived(history, asked, measures)
    shown = table["value"].where(table["state"].isin([state.value for state in State if state.shows_a_figure]))
    for word, before in DIRECTIONS.items():
        made[word] = direction(shown, made[before], table["polarity"], table["target_low"], table["target_high"])
    made.loc[_sums_part_of_a_year(table), "direction_outturn"] = ""
    cumulative = (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool)
    made.loc[cumulative, "direction"] = made.loc[cumulative, "direction_year"]
    made["forecast_low"] = made["forecast_high"] = np.nan
    made["forecast_method"] = np.where(made["forecast"].notna(), "service's own forecast", "")
    return made


def earlier_periods(table: pd.DataFrame) -> dict[str, list[Period | None]]:
    """Name the periods of the figures that each is held against, by the column they stand in."""
    about = list(table["about"])
    return {
        "previous": [of.shift(-1) if of else None for of in about],
        "same_period_last_year": [of.a_year_before() if of else None for of in about],
        "outturn_last_year": [period.financial_year.shift(-1) for period in table["period"]],
    }


def _sums_part_of_a_year(table: pd.DataFrame) -> np.ndarray:
    """Say which figures add up less than a year, and so can be no more or less than last year's outturn."""
    year_ends = [about is not None and about.end == about.financial_year.end for about in table["about"]]
    whole_year = [about is not None and about.kind.months >= Kind.YEAR.months for about in table["about"]]
    running = (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool) & ~np.array(year_ends, dtype=bool)
    adds_up = ((table["basis"] == Basis.PERIOD.value) & table["unit"].isin(COUNTED)).to_numpy(bool)
    return np.asarray(running | (adds_up & ~np.array(whole_year, dtype=bool)), dtype=bool)
