"""Keep the latest statement of every figure, and mark those that were revised."""

from __future__ import annotations

import pandas as pd

from helpers.model.observation import Marker, with_marker


def latest(observations: pd.DataFrame) -> pd.DataFrame:
    """Reduce returns to one row a measure and data period: the one from the latest return.

    A figure that a later return states differently is marked ``r`` (rules.md, "Benchmarking"): `previous` on a page is
    always the latest restatement.

    Parameters
    ----------
    observations
        As :func:`helpers.collect.returns.read_returns` gives them; order does not matter.

    Returns
    -------
    pandas.DataFrame
        The same columns, sorted by measure and period, with `first_value`, the figure as it was first stated.
    """
    in_order = observations.sort_values(["ref", "period", "return_period"], kind="stable")
    stated = in_order.dropna(subset=["value"]).groupby(["ref", "period"])["value"].first().rename("first_value")
    last = in_order.groupby(["ref", "period"], sort=False).tail(1)
    last = last.merge(stated, on=["ref", "period"], how="left")
    revised = last["value"].notna() & last["first_value"].notna() & (last["value"] != last["first_value"])
    last.loc[revised, "marker"] = last.loc[revised, "marker"].map(lambda markers: with_marker(markers, Marker.REVISED))
    return last.reset_index(drop=True)
