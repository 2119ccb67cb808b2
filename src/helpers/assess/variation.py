"""Tell real change from noise: XmR process limits and the four rules of special cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

LIMIT = 2.66
SCREEN = 3.267
FEWEST_POINTS = 6
SETTLED_POINTS = 12


@dataclass(frozen=True, slots=True)
class Variation:
    """Process limits of one series and what its latest point says.

    Attributes
    ----------
    points
        How many figures the limits stand on.
    mean, lower, upper
        In the measure's unit; NaN where there is too little history.
    cause
        ``Common cause``, ``Improvement``, ``Concern``, ``Special cause`` (no polarity), or an empty text.
    assurance
        ``Consistently passing``, ``Consistently failing``, ``Hit and miss``, or an empty text.
    flagged
        For each point, whether a rule picked it out.
    """

    points: int
    mean: float = float("nan")
    lower: float = float("nan")
    upper: float = float("nan")
    cause: str = ""
    assurance: str = ""
    flagged: tuple[bool, ...] = field(default=())


def limits(values: Sequence[float] | np.ndarray, screen: bool = True) -> tuple[float, float, float]:
    """Work out the mean and the process limits of an XmR chart.

    Limits are the mean ± 2.66 × the mean moving range. With `screen`, moving ranges of 3.267 times their mean or more
    are left out once (NHS *Making Data Count*, as in NHSRplotthedots; rules.md, "Variation").

    Returns
    -------
    tuple of float
        Lower limit, mean, upper limit.

    Examples
    --------
    >>> vector = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    >>> [round(float(level), 4) for level in limits(vector)]
    [-0.7156, 1.9444, 4.6044]
    >>> [round(float(level), 4) for level in limits(vector, screen=False)]
    [-3.0626, 1.9444, 6.9515]
    """
    series = np.asarray(values, dtype="float64")
    ranges = np.abs(np.diff(series))
    average = ranges.mean()
    if screen and (ranges < SCREEN * average).any():
        average = ranges[ranges < SCREEN * average].mean()
    mean = series.mean()
    return float(mean - LIMIT * average), float(mean), float(mean + LIMIT * average)


def variation(values: Sequence[float], polarity: str, target: float = float("nan"), run: int = 7) -> Variation:
    """Judge the latest point of a series.

    Fewer than 6 points make a run chart: "too little history", no limits. The rules, in order: a point outside the
    limits; `run` points rising or falling; two of three beyond the same near limit;
    `run` points on one side of the mean.

    Parameters
    ----------
    values
        Figures in order of time, none missing.
    polarity
        ``higher``, ``lower``, ``range`` or ``none``.
    target
        Level to reach; outside the limits the measure passes or fails consistently.
    run
        Length of a run, 6 or 7.

    Examples
    --------
    >>> judged = variation([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 20], "lower", target=5)
    >>> judged.cause, judged.assurance
    ('Concern', 'Consistently failing')
    """
    series = np.asarray(values, dtype="float64")
    if len(series) < FEWEST_POINTS:
        return Variation(len(series))
    lower, mean, upper = limits(series)
    sides = _special(series, lower, mean, upper, run)
    return Variation(
        len(series), mean, lower, upper, _cause(int(sides[-1]), polarity),
        _assurance(target, lower, upper, polarity), tuple(bool(side) for side in sides),
    )  # fmt: skip


def _special(series: np.ndarray, lower: float, mean: float, upper: float, run: int) -> np.ndarray:
    """Flag each point that a rule picks out: +1 high or rising, −1 low or falling, 0 not."""
    side = _beyond(series, mean, mean)
    outside = _beyond(series, lower, upper)
    near = (upper - mean) * 2 / 3
    beyond = np.where(outside == 0, _beyond(series, mean - near, mean + near), 0)
    flags = np.zeros(len(series), dtype=int)
    for rule in (outside, _trend(series, run), _two_of_three(beyond, side), _runs(side, run)):
        flags = np.where(flags == 0, rule, flags)
    return flags


def _beyond(series: np.ndarray, lower: float, upper: float) -> np.ndarray:
    """Say which points lie strictly above (+1) or below (−1) two levels, not counting a float's last digits.

    The mean of a series that never changes may differ from it by such a digit, and every point would be special.
    """
    slack = 1e-9 * max(1e-9, float(np.abs(series).max()))
    return np.where(series > upper + slack, 1, np.where(series < lower - slack, -1, 0))


def _trend(series: np.ndarray, run: int) -> np.ndarray:
    steps = np.sign(np.diff(series))
    flags = np.zeros(len(series), dtype=int)
    for start in range(len(series) - run + 1):
        window = steps[start : start + run - 1]
        if window[0] != 0 and (window == window[0]).all():
            flags[start : start + run] = int(window[0])
    return flags


def _two_of_three(beyond: np.ndarray, side: np.ndarray) -> np.ndarray:
    flags = np.zeros(len(beyond), dtype=int)
    for start in range(len(beyond) - 2):
        window = slice(start, start + 3)
        for sign in (1, -1):
            if (side[window] == sign).all() and (beyond[window] == sign).sum() >= 2:
                flags[window] = np.where(beyond[window] == sign, sign, flags[window])
    return flags


def _runs(side: np.ndarray, run: int) -> np.ndarray:
    flags = np.zeros(len(side), dtype=int)
    for start in range(len(side) - run + 1):
        window = side[start : start + run]
        if window[0] != 0 and (window == window[0]).all():
            flags[start : start + run] = int(window[0])
    return flags


def _cause(side: int, polarity: str) -> str:
    if side == 0:
        return "Common cause"
    if polarity not in ("higher", "lower"):
        return "Special cause"
    return "Improvement" if (side > 0) == (polarity == "higher") else "Concern"


def _assurance(target: float, lower: float, upper: float, polarity: str) -> str:
    if np.isnan(target) or polarity not in ("higher", "lower"):
        return ""
    if lower <= target <= upper:
        return "Hit and miss"
    passing = target < lower if polarity == "higher" else target > upper
    return "Consistently passing" if passing else "Consistently failing"
