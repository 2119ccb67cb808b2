"""Know what a percentage or rate multiplies its parts by. Imports nothing of the house."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd

_PER = re.compile(r"\bper (\d[\d,]*)")
_SCALES = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)


def scale_of(unit: str, ratio: float = math.nan) -> float:
    """Give the number by which numerator ÷ denominator becomes a figure in a unit.

    Parameters
    ----------
    unit
        The measure's unit: ``%`` and ``per 1,000 households`` say it themselves.
    ratio
        Figure × denominator ÷ numerator as returned, for a unit that does not say: the nearest scale is taken, whatever
        rounding the return applied.

    Returns
    -------
    float
        NaN where neither the unit nor the figures tell.

    Examples
    --------
    >>> scale_of("%"), scale_of("per 1,000 households"), scale_of("days", 1.02), scale_of("index", 37.0)
    (100.0, 1000.0, 1.0, nan)
    """
    if unit.startswith("%"):
        return 100.0
    if found := _PER.search(unit):
        return float(found[1].replace(",", ""))
    return next((scale for scale in _SCALES if scale / 1.5 < ratio < scale * 1.5), math.nan)


def scales_of(units: pd.Series[str], figures: pd.DataFrame, group: np.ndarray) -> np.ndarray:
    """Give the scale of each group of figures: the one that its unit says, else the one that its figures settle on.

    Parameters
    ----------
    units
        One a group.
    figures
        Columns `value`, `numerator`, `denominator`.
    group
        The number of each figure's group, from 0.

    Examples
    --------
    >>> figures = pd.DataFrame({"value": [25.0, 5.1, 37.0], "numerator": [1.0, 25, 1], "denominator": [4.0, 5, 1]})
    >>> scales_of(pd.Series(["%", "days", "index"]), figures, np.array([0, 1, 2])).tolist()
    [100.0, 1.0, nan]
    """
    known = {unit: scale_of(unit) for unit in units.unique()}
    said = np.array([known[unit] for unit in units.tolist()], dtype="float64")
    value, top, bottom = (figures[name].to_numpy("float64") for name in ("value", "numerator", "denominator"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = value * bottom / top
    telling = np.isfinite(ratios) & np.isnan(said)[group]
    if telling.any():
        usual = pd.Series(ratios[telling]).groupby(group[telling]).median()
        said[usual.index] = [scale_of("", ratio) for ratio in usual]
    return said
