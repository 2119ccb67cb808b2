"""Find measures that publish the count of a sensitive one under another name. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.figures.restate import KEY, in_order_of_returns
from helpers.model.measure import Measure

FEWEST = 3
"""Counts alike, of two values at least, that two measures do not share by chance."""

_PARTS = ("value", "numerator", "denominator")


def linked(observations: pd.DataFrame, measures: Iterable[Measure]) -> dict[str, str]:
    """Name the sensitive measure whose count an open one publishes, as its figure, its numerator or its denominator.

    They are linked where the two are alike in every period that both were sent for, noughts apart in three or more: a
    suppressed count could be read there (rules.md, "Markers and disclosure control").

    Parameters
    ----------
    observations
        Every row of every return.
    measures
        The framework's.

    Returns
    -------
    dict
        By the ref of the open measure, that of the sensitive one.

    Examples
    --------
    >>> rows = pd.DataFrame({"ref": ["S", "R"] * 3, "period": [1, 1, 2, 2, 3, 3], "area": "", "return_period": 1,
    ...     "value": [4, 40, 9, 90, 12, 60], "numerator": [None, 4, None, 9, None, 12], "denominator": None,
    ...     "forecast": None, "marker": ""})
    >>> common = {"title": "Children", "polarity": "lower", "directorate": "children"}
    >>> linked(rows, [Measure(ref="S", unit="count", sensitive=True, **common), Measure(ref="R", unit="%", **common)])
    {'R': 'S'}
    """
    held = {measure.ref: measure for measure in measures}
    last = in_order_of_returns(observations).drop_duplicates(KEY, keep="last")
    last = last[last["ref"].isin(held) & (last["area"] == "")]
    secret = pd.Series([held[ref].sensitive for ref in last["ref"]], index=last.index, dtype="bool")
    counts = _counts(last[secret], held, ("value", "numerator"))
    both = _counts(last[~secret], held, _PARTS).merge(counts, on="period", suffixes=("", "_secret"))
    both["alike"] = both["count"] == both["count_secret"]
    pairs = both.groupby(["ref", "part", "ref_secret", "part_secret"])
    told = both[both["alike"] & (both["count"] > 0)].groupby(["ref", "part", "ref_secret", "part_secret"])["count"]
    enough = (told.size() >= FEWEST) & (told.nunique() > 1)
    sure = pairs["alike"].all() & enough.reindex(pairs.size().index, fill_value=False)
    return {ref: other for ref, _, other, _ in sure.index[sure]}


def _counts(rows: pd.DataFrame, held: dict[str, Measure], parts: Iterable[str]) -> pd.DataFrame:
    """List what each measure counts: the figure of a count, the parts of a rate."""
    counted = np.array([held[ref].unit == "count" for ref in rows["ref"]], dtype=bool)
    found = [
        rows[counted == (part == "value")].assign(part=part, count=lambda mine, part=part: mine[part].astype("float64"))
        for part in parts
    ]
    listed: pd.DataFrame = pd.concat(found)[["ref", "period", "part", "count"]]
    return listed.dropna(subset=["count"])
