"""Find the points of XmR charts that are no noise: the four rules of special cause. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

SLACK = 1e-9
"""Share of a series' largest figure within which two levels are one: a computer's mean of equal figures may differ."""

OUTSIDE, TREND, NEAR, ONE_SIDE = 1, 2, 3, 4
"""The rules, in their order."""


def special(
    values: np.ndarray, series: np.ndarray, follows: np.ndarray, levels: pd.DataFrame, run: int = 7
) -> pd.DataFrame:
    """Find the points that a rule picks out, and which way each points.

    The rules, in this order (rules.md, "Variation"): (1) a point outside the limits, strictly; (2) `run` points that
    rise or fall strictly, all of them; (3) two of three consecutive points beyond the same near limit but inside the
    limits, all three on that side of the mean, the near ones; (4) `run` consecutive points on one side of the mean, all
    of them. Consecutive points are those of consecutive periods: a gap ends a run, since a figure there might have.

    The first rule that applies to a point says which way it points: up or down by where it lies, and for a trend by
    where it goes. (NHSRplotthedots goes by the side of the mean there too; a fall is not an improvement for having
    begun high.)

    Parameters
    ----------
    values, series, follows
        As for :func:`helpers.assess.variation.limits.process_limits`.
    levels
        What it gave: `mean`, `lower` and `upper` of each point. Where these are NaN, no point is special.
    run
        Points that make a trend or a run, 6 or 7.

    Returns
    -------
    pandas.DataFrame
        For each point `rule`, 1 to 4 or 0, and `sign`, 1 (up), −1 (down) or 0.

    Examples
    --------
    >>> from helpers.assess.variation.limits import process_limits
    >>> values = np.array([1, 2, 1, 2, 10, 1, 2, 1, 2, 1], dtype="float64")
    >>> series, follows = np.zeros(10, dtype="int64"), np.arange(10) > 0
    >>> special(values, series, follows, process_limits(values, series, follows)).iloc[4].to_list()
    [1, 1]
    """
    mean, lower, upper = (levels[name].to_numpy("float64") for name in ("mean", "lower", "upper"))
    largest = pd.Series(np.abs(values)).groupby(series, sort=False).transform("max").to_numpy("float64")
    slack = SLACK * np.maximum(SLACK, largest)
    side, outside = _beyond(values, mean, mean, slack), _beyond(values, lower, upper, slack)
    reach = (upper - mean) * 2 / 3
    near = np.where(outside == 0, _beyond(values, mean - reach, mean + reach, slack), 0)
    found = [outside, _trend(values, follows, run), _two_of_three(near, side, follows), _one_side(side, follows, run)]
    rule, sign = np.zeros(len(values), dtype="int64"), np.zeros(len(values), dtype="int64")
    for number, signs in zip((OUTSIDE, TREND, NEAR, ONE_SIDE), found, strict=True):
        first = (rule == 0) & (signs != 0) & ~np.isnan(mean)
        rule[first], sign[first] = number, signs[first]
    return pd.DataFrame({"rule": rule, "sign": sign})


def rule_words(rule: pd.Series[int], sign: pd.Series[int], run: int) -> pd.Series[str]:
    """Say in plain words which rule picked a point out; empty where none did.

    Examples
    --------
    >>> rule_words(pd.Series([1, 2, 0]), pd.Series([1, -1, 0]), 7).tolist()
    ['outside the limits', '7 falling', '']
    """
    trend = np.where(sign > 0, f"{run} rising", f"{run} falling")
    side = f"{run} on one side of the mean"
    texts = {OUTSIDE: "outside the limits", NEAR: "two of three near a limit", ONE_SIDE: side}
    words = np.where(rule == TREND, trend, rule.map(texts).fillna(""))
    return pd.Series(words, index=rule.index, dtype="str")


def _beyond(values: np.ndarray, lower: np.ndarray, upper: np.ndarray, slack: np.ndarray) -> np.ndarray:
    """Say which points lie strictly above (+1) or below (−1) two levels, not counting a float's last digits."""
    return np.where(values > upper + slack, 1, np.where(values < lower - slack, -1, 0))


def _trend(values: np.ndarray, follows: np.ndarray, run: int) -> np.ndarray:
    """Flag the points of a strict rise or fall; the point where one turns into another belongs to the first."""
    step = np.where(follows, np.sign(np.diff(values, prepend=np.nan)), 0)
    arriving = np.where(_run_lengths(step, follows) >= run - 1, step, 0).astype("int64")
    return np.where(arriving != 0, arriving, _shifted(arriving, -1))


def _two_of_three(near: np.ndarray, side: np.ndarray, follows: np.ndarray) -> np.ndarray:
    flags = np.zeros(len(near), dtype="int64")
    consecutive = follows & _shifted(follows, 1)
    for sign in (1, -1):
        alike, beyond = side == sign, near == sign
        two = sum(_shifted(beyond, back).astype("int64") for back in range(3)) >= 2
        ends = consecutive & alike & _shifted(alike, 1) & _shifted(alike, 2) & two
        flags[beyond & (ends | _shifted(ends, -1) | _shifted(ends, -2))] = sign
    return flags


def _one_side(side: np.ndarray, follows: np.ndarray, run: int) -> np.ndarray:
    return np.where(_run_lengths(side, follows) >= run, side, 0)


def _run_lengths(signs: np.ndarray, follows: np.ndarray) -> np.ndarray:
    """Give for each point the length of the run of equal signs it stands in, ended by a gap."""
    starts = ~follows | (signs != _shifted(signs, 1))
    starts[:1] = True
    runs = np.cumsum(starts) - 1
    return np.bincount(runs)[runs] if len(signs) else np.zeros(0, dtype="int64")


def _shifted(column: np.ndarray, back: int) -> np.ndarray:
    """Give each place what stands `back` places before it; nothing (0) beyond the ends."""
    moved = np.zeros_like(column)
    count = min(abs(back), len(column))
    if back >= 0:
        moved[count:] = column[: len(column) - count]
    else:
        moved[: len(column) - count] = column[count:]
    return moved
