"""Keep the latest statement of every figure, and mark those that were revised. May import `model`."""

from __future__ import annotations

import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.model.observation import Marker, with_marker

KEY = ["ref", "period", "area"]
"""What a return states once."""


def latest(observations: pd.DataFrame) -> pd.DataFrame:
    """Reduce returns to one row a measure, data period and area: the one from the latest return.

    A figure that a later return states differently is marked ``r`` (rules.md, "Benchmarking"): `previous` on a page is
    always the latest restatement. It stays marked where a third return goes back to the first statement, since readers
    have seen the second.

    A return that states the figure again and forecasts nothing leaves the forecast that was given for that period
    standing, until one gives another: it is of the year's outturn, whatever the basis, and was not taken back
    (rules.md, "Forecast outturn"). Words, answers and a supplied rating are about the figure they came with and never
    follow it to another; nor does a forecast come back into the open from a row that its service withheld.

    Parameters
    ----------
    observations
        As :func:`helpers.collect.returns.read_returns` gives them; order does not matter.

    Returns
    -------
    pandas.DataFrame
        The same columns, sorted by measure and period, with `first_value`, the figure as it was first stated.
    """
    in_order = in_order_of_returns(observations)
    stated = in_order.dropna(subset=["value"]).groupby(KEY)["value"].agg(first_value="first", statements="nunique")
    last = in_order.groupby(KEY, sort=False).tail(1).merge(stated, on=KEY, how="left")
    revised = last["value"].notna() & (last["statements"] > 1)
    last.loc[revised, "marker"] = last.loc[revised, "marker"].map(lambda markers: with_marker(markers, Marker.REVISED))
    return last.drop(columns="statements").reset_index(drop=True)


def in_order_of_returns(observations: pd.DataFrame) -> pd.DataFrame:
    """Order what was stated of each figure by when it was, each statement with the forecast that then stood."""
    in_order = observations.sort_values([*KEY, "return_period"], kind="stable")
    open_to_all = in_order["forecast"].mask(marked(in_order["marker"], Marker.SUPPRESSED))
    before = open_to_all.groupby([in_order[name] for name in KEY]).ffill()
    return in_order.assign(forecast=in_order["forecast"].fillna(before))
