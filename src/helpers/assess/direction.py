"""Say which way a figure has moved."""

from __future__ import annotations

import numpy as np
import pandas as pd


def direction(value: pd.Series[float], before: pd.Series[float], polarity: pd.Series[str],
              low: pd.Series[float] | None = None, high: pd.Series[float] | None = None) -> pd.Series[str]:  # fmt: skip
    """Compare published figures with those of another period.

    With a polarity the figure is Improving or Worsening; without, Increasing or Decreasing; equal figures are No change
    (rules.md, "Direction of travel"). A range measure improves by coming closer to its range; as long as it is no
    nearer and no further, it is Increasing or Decreasing.

    Parameters
    ----------
    value, before
        Figures rounded to the measure's decimals.
    polarity
        ``higher``, ``lower``, ``range`` or ``none``.
    low, high
        Bounds of the range, for range measures.

    Returns
    -------
    pandas.Series
        One of the words, or an empty text where a figure is missing.

    Examples
    --------
    >>> direction(pd.Series([68.0, 68.0]), pd.Series([81.0, 81.0]), pd.Series(["lower", "none"])).tolist()
    ['Improving', 'Decreasing']
    """
    now, then = value.to_numpy("float64"), before.to_numpy("float64")
    kind = polarity.to_numpy(str)
    outside = _outside(value, low, high), _outside(before, low, high)
    change = now - then
    gain = np.select(
        [kind == "higher", kind == "lower", kind == "range"], [change, -change, outside[1] - outside[0]], 0.0
    )
    unknown = np.isnan(now) | np.isnan(then)
    words = np.select(
        [unknown, change == 0, gain > 0, gain < 0, change > 0],
        ["", "No change", "Improving", "Worsening", "Increasing"],
        "Decreasing",
    )
    return pd.Series(words, index=value.index, dtype="str")


def _outside(value: pd.Series[float], low: pd.Series[float] | None, high: pd.Series[float] | None) -> np.ndarray:
    """How far a figure lies outside its range; nought inside it."""
    if low is None or high is None:
        return np.zeros(len(value))
    figures = value.to_numpy("float64")
    return np.maximum(np.maximum(low.to_numpy("float64") - figures, figures - high.to_numpy("float64")), 0.0)
