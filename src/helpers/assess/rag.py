"""Judge figures against their targets: green, amber or red."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.model.framework import Rag

LEVELS = ("target", "target_low", "target_high", "intervention", "intervention_low", "intervention_high")


def rag(figures: pd.DataFrame, column: str = "value") -> pd.Series[str]:
    """Judge published figures against their targets.

    At or better than target is green; worse, but not worse than the intervention level, is amber (exactly on it is
    amber); worse than that is red. Without an intervention level there is no amber. A range is green from low to high.
    The policy is that of rules.md, "RAG"; it is published on the methodology page.

    Parameters
    ----------
    figures
        Columns `polarity`, those of :data:`LEVELS`, and the figure itself, already rounded half up to the measure's
        decimals: a page never shows "80.0 against 80.0" beside an amber.
    column
        Which figure to judge: ``value``, or ``forecast``.

    Returns
    -------
    pandas.Series
        ``Green``, ``Amber``, ``Red``, or an empty text where there is nothing to judge.

    Examples
    --------
    >>> frame = pd.DataFrame({"polarity": ["higher", "lower", "higher"], "value": [80.0, 16.0, 74.9],
    ...     "target": [80, 15, 80], "intervention": [75, 16, 75]})
    >>> rag(frame).tolist()
    ['Green', 'Amber', 'Red']
    """
    levels = figures.reindex(columns=[*figures.columns, *(name for name in LEVELS if name not in figures)])
    value, polarity = levels[column].to_numpy("float64"), levels["polarity"].to_numpy(str)
    level = {name: levels[name].to_numpy("float64") for name in LEVELS}
    sign = np.select([polarity == "higher", polarity == "lower"], [1.0, -1.0], np.nan)
    ranged = polarity == "range"
    green = np.where(
        ranged,
        (value >= level["target_low"]) & (value <= level["target_high"]),
        sign * value >= sign * level["target"],
    )
    amber = np.where(
        ranged,
        _inside(
            value, level["intervention_low"], level["intervention_high"], level["target_low"], level["target_high"]
        ),
        sign * value >= sign * level["intervention"],
    )
    has_target = np.where(ranged, ~np.isnan(level["target_low"]), ~np.isnan(level["target"]) & ~np.isnan(sign))
    judged = ~np.isnan(value) & has_target.astype(bool)
    words = np.select(
        [~judged, green.astype(bool), amber.astype(bool)], ["", Rag.GREEN.value, Rag.AMBER.value], Rag.RED.value
    )
    return pd.Series(words, index=figures.index, dtype="str")


def _inside(
    value: np.ndarray, low: np.ndarray, high: np.ndarray, green_low: np.ndarray, green_high: np.ndarray
) -> np.ndarray:
    """Say whether a figure outside a range is still inside its intervention levels; a side without one has no amber."""
    below = (value < green_low) & (value >= np.where(np.isnan(low), np.inf, low))
    above = (value > green_high) & (value <= np.where(np.isnan(high), -np.inf, high))
    return np.asarray(below | above)
