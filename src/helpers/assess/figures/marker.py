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
    # Texts are few, and figures may be many: each text is read once.
    carrying = [text for text in markers.unique() if not set(wanted).isdisjoint(str(text).split())]
    return markers.isin(carrying).to_numpy(bool, copy=True) if carrying else np.zeros(len(markers), dtype=bool)


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
    codes, texts = pd.factorize(markers)
    kept = [marker for marker in Marker if marker not in IN_PLACE_OF_A_FIGURE]
    carried = np.array([[marker in text.split() for marker in kept] for text in texts], dtype=bool)
    made = np.zeros((int(group.max()) + 1 if len(group) else 0, len(kept)), dtype=bool)
    np.logical_or.at(made, group, carried.reshape(-1, len(kept))[codes])
    said = [" ".join(marker for marker, there in zip(kept, row, strict=True) if there) for row in made.tolist()]
    return pd.Series(said, dtype="str")
