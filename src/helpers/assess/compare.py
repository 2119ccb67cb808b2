"""Set a figure beside those before it: direction of travel, outturns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.direction import direction
from helpers.assess.place import observation_of
from helpers.model.measure import Basis


def compared(table: pd.DataFrame, by_key: pd.DataFrame) -> pd.DataFrame:
    """Set each figure beside the period before, the same period last year and last year's outturn.

    Parameters
    ----------
    table
        One row a measure, rated.
    by_key
        One row a measure and period, after disclosure control, indexed by both.

    Returns
    -------
    pandas.DataFrame
        With the earlier figures and three directions of travel.
    """
    earlier = {
        "previous": [about.shift(-1) if about else None for about in table["about"]],
        "same_period_last_year": [about.a_year_before() if about else None for about in table["about"]],
        "outturn_last_year": [period.financial_year.shift(-1) for period in table["period"]],
    }
    made = table.copy()
    for name, periods in earlier.items():
        rows = [observation_of(by_key, ref, about) for ref, about in zip(table["ref"], periods, strict=True)]
        made[name] = pd.Series([row["value"] for row in rows], index=table.index, dtype="float64")
        made[f"{name}_marker"] = [row["marker"] for row in rows]
    made["previous_period"] = earlier["previous"]
    made = made.rename(columns={"outturn_last_year_marker": "outturn_marker"})
    reported = table["value"].where(table["state"].isin(("reported", "not due")))
    for word, before in (("direction", "previous"), ("direction_year", "same_period_last_year"),
                         ("direction_outturn", "outturn_last_year")):  # fmt: skip
        made[word] = direction(reported, made[before], table["polarity"], table["target_low"], table["target_high"])
    cumulative = (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool)
    made.loc[cumulative, "direction_outturn"] = ""
    # A running total starts again in April: against the quarter before it can only be compared within the year.
    made.loc[cumulative, "direction"] = made.loc[cumulative, "direction_year"]
    made["forecast_low"] = made["forecast_high"] = np.nan
    made["forecast_method"] = np.where(made["forecast"].notna(), "service's own forecast", "")
    return made
