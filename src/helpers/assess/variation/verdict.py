"""Tell real change from noise: what the points of XmR charts say. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.variation.limits import process_limits
from helpers.assess.variation.special import rule_words, special
from helpers.model.council import VariationScheme


def on_chart(
    values: np.ndarray, series: np.ndarray, place: np.ndarray, scheme: VariationScheme | None = None
) -> pd.DataFrame:
    """Put many series on their process charts at once.

    Parameters
    ----------
    values
        Figures; NaN is a gap.
    series
        For each figure, the number of its series; each series' figures together and in order of time.
    place
        For each figure, the number of its period: one more than that of the period right before it.
    scheme
        Length of a run, and whether the largest jumps are left out once.

    Returns
    -------
    pandas.DataFrame
        For each figure, those of its series: `points`, `mean`, `lower`, `upper`; and its own: `rule`, `sign` and, in
        words, `rule_words`. A gap has its series' limits and no rule.

    Examples
    --------
    >>> values = np.array([10, 11, 10, 11, 10, 11, 10, 11, float("nan"), 20.0])
    >>> chart = on_chart(values, np.zeros(10, dtype="int64"), np.arange(10))
    >>> chart.loc[[8, 9], ["points", "rule_words"]].to_numpy().tolist()
    [[9, ''], [9, 'outside the limits']]
    """
    choice = scheme or VariationScheme()
    seen = ~np.isnan(values)
    figures, of, at = values[seen], series[seen], place[seen]
    follows = np.zeros(len(figures), dtype=bool)
    follows[1:] = (np.diff(of) == 0) & (np.diff(at) == 1)
    levels = process_limits(figures, of, follows, choice.screen)
    found = special(figures, of, follows, levels, choice.run)
    found["rule_words"] = rule_words(found["rule"], found["sign"], choice.run)
    by_series = levels.groupby(of, sort=False).first().reindex(series).reset_index(drop=True)
    own = found.set_index(np.flatnonzero(seen)).reindex(range(len(values)))
    made = by_series.join(own).fillna({"points": 0, "rule": 0, "sign": 0, "rule_words": ""})
    return made.astype({"points": "int64", "rule": "int64", "sign": "int64", "rule_words": "str"})


def cause(sign: pd.Series[int], polarity: pd.Series[str]) -> pd.Series[str]:
    """Say what it means that a point goes up (1) or down (−1), by polarity; 0 is common cause.

    Examples
    --------
    >>> cause(pd.Series([1, 1, 0, -1]), pd.Series(["higher", "lower", "lower", "range"])).tolist()
    ['Improvement', 'Concern', 'Common cause', 'Special cause']
    """
    good = sign * polarity.map({"higher": 1, "lower": -1}).fillna(0)
    words = np.select([sign == 0, good > 0, good < 0], ["Common cause", "Improvement", "Concern"], "Special cause")
    return pd.Series(words, index=sign.index, dtype="str")


def assurance(table: pd.DataFrame) -> pd.Series[str]:
    """Say whether the process by itself meets its target always, never, or by chance (rules.md, "Variation").

    A target outside the limits is always met or never; one inside, or exactly on a limit, is hit and miss. A range is
    always met where both its ends lie outside the limits, and never where it lies wholly beyond one of them.

    Parameters
    ----------
    table
        `polarity`, `target`, `target_low`, `target_high`, `lower_limit` and `upper_limit`.

    Returns
    -------
    pandas.Series
        The words; empty without limits, target or polarity.

    Examples
    --------
    >>> limits = {"lower_limit": 40.0, "upper_limit": 60.0, "target": float("nan")}
    >>> ranges = [(30.0, 70.0), (45.0, 70.0), (61.0, 70.0)]
    >>> rows = [limits | {"polarity": "range", "target_low": low, "target_high": high} for low, high in ranges]
    >>> assurance(pd.DataFrame(rows)).tolist()
    ['Consistently passing', 'Hit and miss', 'Consistently failing']
    """
    numbers = {name: table[name].to_numpy("float64") for name in
               ("target", "target_low", "target_high", "lower_limit", "upper_limit")}  # fmt: skip
    kind = [(table["polarity"] == name).to_numpy(bool) for name in ("higher", "lower", "range")]
    low = np.select(kind, [numbers["target"], -np.inf, numbers["target_low"]], np.nan)
    high = np.select(kind, [np.inf, numbers["target"], numbers["target_high"]], np.nan)
    lower, upper = numbers["lower_limit"], numbers["upper_limit"]
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(lower)
    words = np.select(
        [unknown, (low < lower) & (high > upper), (low > upper) | (high < lower)],
        ["", "Consistently passing", "Consistently failing"], "Hit and miss",
    )  # fmt: skip
    return pd.Series(words, index=table.index, dtype="str")
