"""Bring figures that belong together to one: counts added up, rates pooled from their parts. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked, markers_together
from helpers.assess.figures.scale import scales_of
from helpers.model.observation import Marker

COUNTED = ("count", "£")
"""Units whose figures of shorter periods, or of several areas, add up."""

_PARTS = ["value", "numerator", "denominator"]


def pooled(rows: pd.DataFrame, group: np.ndarray, units: pd.Series[str]) -> pd.DataFrame:
    """Bring each group of figures to one.

    Counts and money add up. A percentage, a rate or an average is pooled from its numerators and denominators; without
    them there is none, because averaging percentages would give a month of ten cases the weight of a month of a
    thousand (rules.md, "Benchmarking"). Where one figure of a group is missing, their sum is missing too, and withheld
    where that one is withheld.

    Parameters
    ----------
    rows
        Columns `value`, `numerator`, `denominator`, `marker`.
    group
        The number of each row's group, from 0 without a gap.
    units
        The unit of each row's measure.

    Returns
    -------
    pandas.DataFrame
        One row a group, in the order of their numbers: `value`, `numerator`, `denominator`, `marker`, and
        `without_parts`, which says that every figure was there and yet none can be made of them.

    Examples
    --------
    >>> rows = pd.DataFrame({"value": [100.0, 50.0], "numerator": [1.0, 50.0], "denominator": [1.0, 100.0],
    ...     "marker": ["p", ""]})
    >>> pooled(rows, np.array([0, 0]), pd.Series(["%", "%"]))[["value", "numerator", "marker"]].round(2).values.tolist()
    [[50.5, 51.0, 'p']]
    """
    figures = pd.DataFrame(rows[_PARTS].to_numpy("float64"), columns=_PARTS)
    value, top, bottom = figures.groupby(group).sum(skipna=False).to_numpy("float64").T
    sent = ~np.isnan(value)
    unit = units.iloc[np.unique(group, return_index=True)[1]]
    # Nothing of something is nought, whatever the scale.
    scale = np.where((top == 0) & (value == 0), 1.0, scales_of(unit, figures, group))
    rate = scale * top / np.where(bottom > 0, bottom, np.nan)
    made = np.where(sent, np.where(unit.isin(COUNTED), value, rate), np.nan)
    markers = markers_together(rows["marker"], group)
    return pd.DataFrame({
        "value": made, "numerator": np.where(sent, top, np.nan), "denominator": np.where(sent, bottom, np.nan),
        "marker": markers if sent.all() else markers.where(sent, _why_missing(rows, group)),
        "without_parts": sent & np.isnan(made),
    })  # fmt: skip


def _why_missing(rows: pd.DataFrame, group: np.ndarray) -> pd.Series[str]:
    """Say in place of a sum why it is not there: withheld before all else, and not applicable only where no more is.

    A break in the series is there with or without the figure.
    """
    markers, empty = rows["marker"], rows["value"].isna().to_numpy(bool)
    made = pd.Series([Marker.UNAVAILABLE.value] * (int(group.max()) + 1 if len(group) else 0), dtype="str")
    inapplicable = marked(markers, Marker.NOT_APPLICABLE)
    made.loc[np.setdiff1d(group[inapplicable], group[empty & ~inapplicable])] = Marker.NOT_APPLICABLE.value
    made.loc[np.unique(group[marked(markers, Marker.SUPPRESSED)])] = Marker.SUPPRESSED.value
    made.loc[np.unique(group[marked(markers, Marker.BREAK)])] += f" {Marker.BREAK.value}"
    return made
