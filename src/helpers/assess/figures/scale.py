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


def scales_of(units: pd.Series[str], ratios: pd.Series[float]) -> np.ndarray:
    """Give the scale of each of many figures, as :func:`scale_of` gives that of one.

    Examples
    --------
    >>> scales_of(pd.Series(["%", "days", "index"]), pd.Series([float("nan"), 1.02, 37.0])).tolist()
    [100.0, 1.0, nan]
    """
    said = units.map({unit: scale_of(unit) for unit in units.unique()}).to_numpy("float64")
    ratio = ratios.to_numpy("float64")
    told = np.select([(scale / 1.5 < ratio) & (ratio < scale * 1.5) for scale in _SCALES], _SCALES, np.nan)
    return np.where(np.isnan(said), told, said)
