"""Rate a placed figure by the rule and by what a person gave, and say why what is not rated is not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.outturn.forecast import year_forecast
from helpers.assess.place import levels_of
from helpers.assess.rag import LEVELS, rag
from helpers.model.framework import Framework
from helpers.model.measure import Basis, Polarity


def rated(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Rate by the rule, then by the ratings file; say why what is not rated is not (rules.md, "RAG").

    An override replaces the rule's rating; an assessment stands only where the rule gives none. Only a figure that was
    reported is rated: what is missing, not due, unavailable or suppressed keeps its own word.

    Parameters
    ----------
    table
        As :func:`helpers.assess.place.placed` makes its rows.
    framework
        Holds the ratings that people gave.

    Returns
    -------
    pandas.DataFrame
        With `rag`; `rag_basis`: ``rule``, ``assessed``, ``override``, or why there is no rating; and `rag_reason`, a
        person's, with role and date.
    """
    reported = table["state"] == "reported"
    rule = rag(table).where(reported, "")
    given = _given(table, framework)
    applies = reported & (given["given"] != "") & ((given["given_kind"] == "override") | (rule == ""))
    return table.assign(
        rag=rule.mask(applies, given["given"]),
        rag_basis=_basis(table, rule).mask(applies, given["given_kind"]),
        rag_reason=given["given_reason"].where(applies, ""),
    )


def forecast_rated(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Rate each forecast against the target of the year it is of, never against that of the period.

    Parameters
    ----------
    table
        With `forecast`, rounded.
    framework
        Holds the year's targets.

    Returns
    -------
    pandas.DataFrame
        With `forecast_rag`; empty for a measure without a forecast or a target for the year.
    """
    measures = {measure.ref: measure for measure in framework.measures}
    years = zip(table["ref"], year_forecast(table), strict=True)
    levels = [levels_of(framework.target(measures[ref], year)) for ref, year in years]
    against = pd.DataFrame(levels, table.index, columns=list(LEVELS), dtype="float64")
    words = rag(against.assign(polarity=table["polarity"], forecast=table["forecast"]), "forecast")
    return table.assign(forecast_rag=words.where(table["state"].isin(("reported", "not due")), ""))


def _given(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Set out what people gave; empty where they gave nothing."""
    ratings = [framework.rating(ref, period) for ref, period in zip(table["ref"], table["period"], strict=True)]
    rows = [
        (each.rag.value, each.kind, f"{each.reason} ({each.role}, {each.date.isoformat()})") if each else ("", "", "")
        for each in ratings
    ]
    return pd.DataFrame(rows, table.index, columns=["given", "given_kind", "given_reason"], dtype="str")


def _basis(table: pd.DataFrame, rule: pd.Series[str]) -> pd.Series[str]:
    """Say by what a figure is rated, or why it is not."""
    polarity, state = table["polarity"], table["state"]
    words = np.select(
        [
            state != "reported",
            rule != "",
            polarity == Polarity.NONE.value,
            polarity == Polarity.UNKNOWN.value,
            # A running total that the year alone has a target for cannot be set against that target yet.
            (table["basis"] == Basis.CUMULATIVE.value) & table[["year_target", "year_target_low"]].notna().any(axis=1),
        ],
        [state.to_numpy(str), "rule", "information only", "no polarity", "no profile for this period"],
        "no target",
    )
    return pd.Series(words, table.index, dtype="str")
