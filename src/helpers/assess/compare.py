"""Set a figure beside those before it: direction of travel, outturns, process limits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.direction import direction
from helpers.assess.place import observation_of
from helpers.assess.variation import variation
from helpers.model.measure import Basis, Frequency


def compared(table: pd.DataFrame, history: pd.DataFrame, by_key: pd.DataFrame) -> pd.DataFrame:
    """Set each figure beside the period before, the same period last year and last year's outturn.

    Parameters
    ----------
    table
        One row a measure, rated.
    history
        One row a measure and period, after disclosure control.
    by_key
        The same, indexed by ref and period.

    Returns
    -------
    pandas.DataFrame
        With the earlier figures, three directions of travel, and the process limits.
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
    return made.join(_variations(made, history))


def _variations(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Judge each series by its process limits: months where held, never a running total."""
    series = {str(ref): rows for ref, rows in history.groupby("ref")}
    rows = []
    for _, row in table.iterrows():
        kind = Frequency(row["frequency"]).kind
        values: list[float] = []
        if row["basis"] != Basis.CUMULATIVE.value and row["ref"] in series and row["state"] != "suppressed":
            mine = series[row["ref"]]
            of_kind = mine[[about.kind is kind for about in mine["period"]]]
            values = _since_break(of_kind)
        judged = variation(values, row["polarity"], row["target"])
        rows.append(
            {"variation": judged.cause, "assurance": judged.assurance, "points": len(values), "mean": judged.mean,
             "lower_limit": judged.lower, "upper_limit": judged.upper}
        )  # fmt: skip
    return pd.DataFrame(rows, index=table.index)


def _since_break(series: pd.DataFrame) -> list[float]:
    """Give the figures since the last break in the series: those before it are not comparable."""
    breaks = [index for index, markers in enumerate(series["marker"]) if "b" in markers.split()]
    return [float(value) for value in series["value"].iloc[breaks[-1] if breaks else 0 :].dropna()]
