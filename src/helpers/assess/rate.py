"""Rate a placed figure by the rule and by what a person gave, and say why what is not rated is not."""

from __future__ import annotations

import pandas as pd

from helpers.assess.place import levels_of
from helpers.assess.rag import LEVELS, rag
from helpers.model.framework import Framework
from helpers.model.measure import Basis


def rated(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Rate by the rule, then by the ratings file; say why what is not rated is not.

    Parameters
    ----------
    table
        As :func:`helpers.assess.place.placed` makes its rows.
    framework
        Holds the ratings that people gave, and the year's targets.

    Returns
    -------
    pandas.DataFrame
        With `rag`, `rag_basis`, `rag_reason` and `forecast_rag`.
    """
    rated = table.assign(rag=rag(table).where(table["state"] == "reported", ""))
    rated["rag_basis"] = [_basis(row) for _, row in rated.iterrows()]
    rated["rag_reason"] = ""
    for index, row in rated.iterrows():
        given = framework.rating(str(row["ref"]), row["period"])
        applies = given and row["state"] == "reported" and (given.kind == "override" or not row["rag"])
        if given and applies:
            reason = f"{given.reason} ({given.role}, {given.date.isoformat()})"
            rated.loc[index, ["rag", "rag_basis", "rag_reason"]] = [given.rag.value, given.kind, reason]
    forecast = rag(_against_year(rated, framework), "forecast")
    return rated.assign(forecast_rag=forecast.where(rated["state"].isin(("reported", "not due")), ""))


def _basis(row: pd.Series) -> str:
    if row["state"] != "reported":
        return str(row["state"])
    if row["rag"]:
        return "rule"
    if row["polarity"] == "none":
        return "information only"
    if row["polarity"] == "unknown":
        return "no polarity"
    return "no profile for this period" if row["basis"] == Basis.CUMULATIVE.value else "no target"


def _against_year(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Put the year's levels in place of the period's: a forecast is of the year's outturn."""
    measures = {measure.ref: measure for measure in framework.measures}
    levels = table.copy()
    for index, row in table.iterrows():
        year = row["period"].financial_year
        target = framework.target(measures[row["ref"]], year)
        levels.loc[index, list(LEVELS)] = levels_of(target)
    return levels
