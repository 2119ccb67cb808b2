"""Round half up to the figure that readers see."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

_NEAR_A_TIE = 1e-6


def round_half_up(values: pd.Series[float], decimals: pd.Series[int] | int) -> pd.Series[float]:
    """Round half up, away from zero, as a reader would by hand.

    A float such as 2.675 lies a hair below the tie that its digits show. Where a figure comes that close to a tie, its
    shortest decimal form is rounded with :class:`~decimal.Decimal`; everything else is rounded in columns.

    Parameters
    ----------
    values
        Figures; NaN stays NaN.
    decimals
        Places to keep, one for all or one a figure.

    Examples
    --------
    >>> round_half_up(pd.Series([2.675, 79.96, -0.5, float("nan")]), pd.Series([2, 1, 0, 0])).tolist()
    [2.68, 80.0, -1.0, nan]
    """
    places = np.broadcast_to(np.asarray(decimals, dtype="int64"), values.shape)
    scale = np.power(10.0, places)
    scaled = values.to_numpy(dtype="float64") * scale
    size = np.abs(scaled)
    rounded = np.sign(scaled) * np.floor(size + 0.5) / scale
    fraction = size - np.floor(size)
    # A large figure is known less finely than the tie is near: what its last digit could move counts as near.
    near = np.maximum(_NEAR_A_TIE, 4 * np.spacing(size))
    ties = np.flatnonzero(np.abs(fraction - 0.5) < near)
    for index in ties:
        exact = Decimal(repr(float(values.iloc[index])))
        rounded[index] = float(exact.quantize(Decimal(1).scaleb(-int(places[index])), rounding=ROUND_HALF_UP))
    return pd.Series(rounded + 0.0, index=values.index)
