"""Ask columns of markers what they hold, and bring the markers of several figures together. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.model.observation import IN_PLACE_OF_A_FIGURE, Marker


def marked(markers: pd.Series[str], *wanted: Marker) -> np.ndarray:
    """Say which figures carry any of some markers.

    Examples
    --------
    >>> marked(pd.Series(["p low", "", "b"]), Marker.BREAK, Marker.LOW).tolist()
    [True, False, True]
    """
    words = "|".join(marker.value for marker in wanted)
    found = markers.str.contains(rf"(?:^|\s)(?:{words})(?:\s|$)", regex=True)
    return np.array(found.to_numpy(dtype=bool, na_value=False), dtype=bool)  # a copy, which may be written to


def markers_together(markers: pd.Series[str], group: np.ndarray) -> pd.Series[str]:
    """Give each group of figures the markers of all of its figures, in the order that the methodology page has them.

    A marker never gets lost when figures are added up (rules.md, "Markers and disclosure control"); those that stand in
    place of a figure are left to whoever says why the sum is missing.

    Parameters
    ----------
    markers
        One text a figure.
    group
        The number of its group, from 0; of each up to the highest there is one figure at least.

    Examples
    --------
    >>> markers_together(pd.Series(["b p", "e", ""]), np.array([0, 0, 1])).tolist()
    ['p e b', '']
    """
    made = pd.Series([""] * (int(group.max()) + 1 if len(group) else 0), dtype="str")
    for marker in Marker:
        carrying = group[marked(markers, marker)] if marker not in IN_PLACE_OF_A_FIGURE else group[:0]
        made.loc[np.unique(carrying)] += f" {marker.value}"
    return made.str.strip()
