"""Keep the latest statement of every figure, and mark those that were revised. May import `model`."""

from __future__ import annotations

import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.model.observation import Marker, with_marker


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
    key = [name for name in ("ref", "period", "area") if name in observations]
    in_order = observations.sort_values([*key, "return_period"], kind="stable")
    stated = in_order.dropna(subset=["value"]).groupby(key)["value"].agg(first_value="first", statements="nunique")
    in_order["forecast"] = _still_standing(in_order, key)
    last = in_order.groupby(key, sort=False).tail(1).merge(stated, on=key, how="left")
    revised = last["value"].notna() & (last["statements"] > 1)
    last.loc[revised, "marker"] = last.loc[revised, "marker"].map(lambda markers: with_marker(markers, Marker.REVISED))
    return last.drop(columns="statements").reset_index(drop=True)


def _still_standing(in_order: pd.DataFrame, key: list[str]) -> pd.Series[float]:
    """Give each row its own forecast, or else the last that was given openly for the same figure before it."""
    open_to_all = in_order["forecast"].mask(marked(in_order["marker"], Marker.SUPPRESSED))
    before = open_to_all.groupby([in_order[name] for name in key]).ffill()
    return in_order["forecast"].fillna(before)
