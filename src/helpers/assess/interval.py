"""Say how far chance alone could move a share or a rate: Wilson, Byar, exact Poisson, and the limits of a funnel."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from helpers.assess.figures.rounding import round_half_up
from helpers.assess.figures.scale import scale_of

CONFIDENCE = 0.95
TAILS = (0.025, 0.001)
"""Parts of chance outside the inner and outer limits of a funnel, on each side."""

FEWEST_FOR_BYAR = 10
WILSON = "95% interval by Wilson's method for a share"
BYAR = "95% interval by Byar's method for a rate"
EXACT = "95% interval by the exact Poisson method for a rate of fewer than 10 cases"

Limits = tuple[np.ndarray, np.ndarray]


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Give the interval of a share by Wilson's method.

    (2x + z² ± z√(z² + 4x(1 − x/n))) / 2(n + z²), of Wilson (1927) as PHEindicatormethods has it (rules.md,
    "Intervals"). Nothing of n begins at exactly 0, and all of n ends at exactly 1.

    Parameters
    ----------
    numerator, denominator
        Cases, and out of how many; a numerator outside 0 to the denominator has no interval.
    confidence
        How often such intervals hold the true share.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, from 0 to 1; NaN where there is none.

    Examples
    --------
    >>> low, high = wilson(65, 100)
    >>> round(float(low), 4), round(float(high), 4)
    (0.5525, 0.7364)
    """
    cases, base = _both(numerator, denominator)
    cases = np.where((cases >= 0) & (cases <= base) & (base > 0), cases, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = cases / base
    low, high = _wilson_around(share, base, _z((1 - confidence) / 2))
    return np.where(cases == 0, 0.0, low), np.where(cases == base, np.where(np.isnan(cases), np.nan, 1.0), high)


def byar(cases: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Give the interval of a count of events by Byar's method, which is near the exact one from 10 cases.

    x(1 − 1/(9x) − z/(3√x))³ and (x + 1)(1 − 1/(9(x + 1)) + z/(3√(x + 1)))³, of Breslow and Day (1987) as
    PHEindicatormethods has it (rules.md, "Intervals").

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, in cases; NaN where the count is not positive.

    Examples
    --------
    >>> low, high = byar(48)
    >>> round(float(low), 2), round(float(high), 2)
    (35.39, 63.64)
    """
    count = np.asarray(cases, dtype="float64")
    count = np.where(count > 0, count, np.nan)
    z, more = _z((1 - confidence) / 2), count + 1
    low = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
    high = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    # Multiplied out: a power of many figures at once can differ in its last digit from that of one.
    return count * low * low * low, more * high * high * high


def exact_poisson(cases: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Give the exact interval of a count of events (Garwood 1936; rules.md, "Intervals").

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, in cases; no cases begin at exactly 0, and a negative count has no interval.

    Examples
    --------
    >>> low, high = exact_poisson([0, 5])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 1.6235], [3.6889, 11.6683])
    """
    return _poisson(np.asarray(cases, dtype="float64"), (1 - confidence) / 2)


def count_interval(cases: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """Give the interval of a count of events: exact below 10 cases, Byar's from 10.

    Examples
    --------
    >>> [limit.round(2).tolist() for limit in count_interval([9, 10, 48])]
    [[4.12, 4.79, 35.39], [17.08, 18.39, 63.64]]
    """
    count = np.asarray(cases, dtype="float64")
    few = count < FEWEST_FOR_BYAR
    small = exact_poisson(np.where(few, count, np.nan), confidence) if few.any() else (count, count)
    large = byar(count, confidence)
    return np.where(few, small[0], large[0]), np.where(few, small[1], large[1])


def funnel_of_shares(share: ArrayLike, denominator: ArrayLike, tail: float = TAILS[0]) -> Limits:
    """Give the limits of a funnel around a group's pooled share.

    Wilson's formula with the pooled share in the place of a council's own (PHEindicatormethods; Spiegelhalter 2005):
    chance alone puts `tail` of the councils of that size above the upper limit, and as many below the lower.

    Parameters
    ----------
    share
        The group's numerators over its denominators, from 0 to 1.
    denominator
        Sizes to draw the funnel at.
    tail
        0.025 for the inner limits, 0.001 for the outer.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, from 0 to 1.

    Examples
    --------
    >>> [limit.round(3).tolist() for limit in funnel_of_shares(0.2, [50, 5000])]
    [[0.112, 0.189], [0.33, 0.211]]
    """
    pooled, base = _both(share, denominator)
    pooled = np.where((pooled >= 0) & (pooled <= 1), pooled, np.nan)
    return _wilson_around(pooled, np.where(base > 0, base, np.nan), _z(tail))


def funnel_of_rates(rate: ArrayLike, denominator: ArrayLike, tail: float = TAILS[0]) -> Limits:
    """Give the limits of a funnel around a group's pooled rate: the exact Poisson limits of the cases it expects.

    Parameters
    ----------
    rate
        The group's cases for each one of its denominator.
    denominator
        Sizes to draw the funnel at.
    tail
        0.025 for the inner limits, 0.001 for the outer.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit, in the unit of `rate`.

    Examples
    --------
    >>> [limit.round(5).tolist() for limit in funnel_of_rates(0.002, [100_000, 1_000_000])]
    [[0.00173, 0.00191], [0.0023, 0.00209]]
    """
    pooled, base = _both(rate, denominator)
    base = np.where(base > 0, base, np.nan)
    low, high = _poisson(pooled * base, tail)
    return low / base, high / base


def with_intervals(table: pd.DataFrame) -> pd.DataFrame:
    """Give each share and each rate in the table its 95% interval.

    A share (a percentage, or a rate of what there is on one day) has Wilson's; a rate of events has Byar's, or the
    exact one, over its denominator. Where the parts are no counts of people or events (they are not whole, or are so
    large that chance moves nothing that is published, as with money), or do not give the figure, there is none.

    Parameters
    ----------
    table
        One row a measure after disclosure control, so that the parts of a sensitive measure are the controlled ones:
        `unit`, which says by what the parts are multiplied, `decimals`, `basis`, `value`, `numerator`, `denominator`.

    Returns
    -------
    pandas.DataFrame
        With `interval_low`, `interval_high` (in the measure's unit, rounded as published) and `interval_method`.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["%"], "decimals": [1], "basis": ["period"], "value": [65.0],
    ...     "numerator": [65.0], "denominator": [100.0]})
    >>> with_intervals(frame)[["interval_low", "interval_high"]].to_numpy().tolist()
    [[55.3, 73.6]]
    """
    scale = _scales(table["unit"])
    cases, base = table["numerator"].to_numpy("float64"), table["denominator"].to_numpy("float64")
    share = table["unit"].str.startswith("%").to_numpy(bool) | (table["basis"] == "snapshot").to_numpy(bool)
    counted = (cases >= 0) & (cases == np.floor(cases)) & (base > 0)
    cases = np.where(counted, cases, np.nan)
    of_share = wilson(cases, base)
    events = count_interval(np.where(share, np.nan, cases))
    value = table["value"].to_numpy("float64")
    ends = []
    for end in (0, 1):
        with np.errstate(divide="ignore", invalid="ignore"):
            level = scale * np.where(share, of_share[end], events[end] / base)
        ends.append(round_half_up(pd.Series(level, table.index), table["decimals"]).to_numpy("float64"))
    # Chance that moves nothing of what is published: thousands of pounds are no cases, and are counted to the last.
    held = (ends[0] <= value) & (value <= ends[1]) & (ends[0] < ends[1])
    few = cases < FEWEST_FOR_BYAR
    words = np.select([~held, share, few], ["", WILSON, EXACT], BYAR)
    return table.assign(
        interval_low=np.where(held, ends[0], np.nan),
        interval_high=np.where(held, ends[1], np.nan),
        interval_method=pd.Series(words, table.index, dtype="str"),
    )


def _both(one: ArrayLike, other: ArrayLike) -> Limits:
    first, second = np.broadcast_arrays(np.asarray(one, dtype="float64"), np.asarray(other, dtype="float64"))
    return first, second


def _z(tail: float) -> float:
    return NormalDist().inv_cdf(1 - tail)


def _wilson_around(share: np.ndarray, base: np.ndarray, z: float) -> Limits:
    middle = 2 * base * share + z * z
    reach = z * np.sqrt(z * z + 4 * base * share * (1 - share))
    return (middle - reach) / (2 * (base + z * z)), (middle + reach) / (2 * (base + z * z))


def _poisson(count: np.ndarray, tail: float) -> Limits:
    """Invert the Poisson distribution through the gamma's, which also takes counts that are not whole."""
    from scipy.special import gammaincinv  # takes a while to load, and only small counts need it

    count = np.where(count >= 0, count, np.nan)
    low = np.where(count > 0, gammaincinv(np.where(count > 0, count, 1.0), tail), np.where(count == 0, 0.0, np.nan))
    return low, np.asarray(gammaincinv(count + 1, 1 - tail))


def _scales(units: pd.Series[str]) -> np.ndarray:
    """Read what each unit multiplies its parts by; money and mere words multiply by nothing."""
    known = {unit: np.nan if "£" in unit else scale_of(unit) for unit in units.unique()}
    return units.map(known).to_numpy("float64")
