"""Work out the mean and the process limits of XmR charts, one series or many at once. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

LIMIT = 2.66
SCREEN = 3.267
FEWEST_POINTS = 6
"""Fewer figures than this are a run chart: too little history for limits."""

SETTLED_POINTS = 12
"""Limits on fewer figures than this are trial limits."""

FEWEST_RANGES = 3
"""Where gaps leave fewer differences between neighbours than this, nothing is known of the usual change."""


def process_limits(values: np.ndarray, series: np.ndarray, follows: np.ndarray, screen: bool = True) -> pd.DataFrame:
    """Work out mean and process limits of every series, for each of its points.

    Limits are the mean ± 2.66 × the mean moving range, the moving range being the change from the point before. With
    `screen`, moving ranges of 3.267 times their mean or more are left out once (NHS *Making Data Count*, as in
    NHSRplotthedots; rules.md, "Variation").

    Limits do not roll: they stand on all the points of a series, never on the last so many, and a series starts anew
    only by a decision or a break. Across a gap there is no moving range, since what lay between is not known: so has it
    NHSRplotthedots for a missing value.

    Parameters
    ----------
    values
        Figures, each series' together and in order of time; none missing.
    series
        For each figure, the number of its series.
    follows
        Whether a figure is that of the period right after the one before it, in the same series.
    screen
        Leave out the largest moving ranges once.

    Returns
    -------
    pandas.DataFrame
        `points`, `mean`, `lower` and `upper` for each figure; NaN where there is too little history.

    Examples
    --------
    The vector of NHSRplotthedots, then two series at once, of which the second is too short:

    >>> vector = np.array([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], dtype="float64")
    >>> one = np.zeros(18, dtype="int64"), np.arange(18) > 0
    >>> process_limits(vector, *one).loc[17, ["lower", "mean", "upper"]].round(4).tolist()
    [-0.7156, 1.9444, 4.6044]
    >>> process_limits(vector, *one, screen=False).loc[17, ["lower", "upper"]].round(4).tolist()
    [-3.0626, 6.9515]
    >>> values = np.array([1, 2, 1, 2, 1, 2, 5, 9], dtype="float64")
    >>> series = np.array([0, 0, 0, 0, 0, 0, 1, 1])
    >>> follows = np.array([False, True, True, True, True, True, False, True])
    >>> process_limits(values, series, follows).round(2).iloc[[0, 6]].to_numpy().tolist()
    [[6.0, 1.5, -1.16, 4.16], [2.0, nan, nan, nan]]
    """
    change = np.abs(np.diff(values, prepend=np.nan))
    frame = pd.DataFrame({"value": values, "change": np.where(follows, change, np.nan)})
    by_series = frame.groupby(series, sort=False)
    mean, usual = by_series["value"].transform("mean"), by_series["change"].transform("mean")
    if screen:
        kept = frame["change"].where(frame["change"] < SCREEN * usual)
        usual = kept.groupby(series, sort=False).transform("mean").fillna(usual)  # a series that never changes keeps 0
    points = by_series["value"].transform("size")
    enough = (points >= FEWEST_POINTS) & (by_series["change"].transform("count") >= FEWEST_RANGES)
    levels = {"mean": mean, "lower": mean - LIMIT * usual, "upper": mean + LIMIT * usual}
    return pd.DataFrame({"points": points} | {name: level.where(enough) for name, level in levels.items()})
