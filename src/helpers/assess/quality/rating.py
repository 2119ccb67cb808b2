"""Bring the signs of a measure to one rating, and to one for each dimension. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.quality.sign import DIMENSIONS, OWNERSHIP, SIGNS
from helpers.model.state import State

_SERIOUS = [sign.name for sign in SIGNS if sign.weight == "Doubtful"]
"""Signs that make a figure doubtful; the others, save those of ownership, ask for a check."""


def rating(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Bring the signs of each measure to one rating with its reasons.

    A figure is as good as the worst that is said of it. Having no named owner casts no doubt on a figure; it is listed
    on the data-quality page. A figure that the pack may not see has no rating, nor has one that does not apply: there
    is nothing to trust or not.

    Parameters
    ----------
    table
        One row a measure: `ref` and `state`.
    found
        As :func:`~helpers.assess.quality.signals.signals` gives it.

    Returns
    -------
    pandas.DataFrame
        `quality`: ``Good``, ``Check``, ``Doubtful`` or empty, and `quality_reasons`, with semicolons between them;
        indexed as `table`.

    Examples
    --------
    >>> table = pd.DataFrame({"ref": ["43", "44"], "state": ["reported", "reported"]})
    >>> found = pd.DataFrame({"ref": ["43"], "dimension": ["timeliness"], "signal": ["late"], "reason": ["late"]})
    >>> rating(table, found).values.tolist()
    [['Check', 'late'], ['Good', '']]
    """
    counted = found[~found["signal"].isin(OWNERSHIP)]
    reasons = counted.groupby("ref")["reason"].agg("; ".join)
    words = _rated(table["ref"], counted)
    without = (table["state"] == State.SUPPRESSED.value) | (
        (table["state"] == State.UNAVAILABLE.value) & ~table["ref"].isin(counted["ref"])
    )
    texts = {"quality": words.mask(without, ""), "quality_reasons": [reasons.get(ref, "") for ref in table["ref"]]}
    return pd.DataFrame(texts, index=table.index, dtype="str")


def by_dimension(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Rate each measure in each of the six dimensions; who answers for it counts here.

    Returns
    -------
    pandas.DataFrame
        Indexed as `table`, a column for each of :data:`~helpers.assess.quality.sign.DIMENSIONS`: ``Good``, ``Check`` or
        ``Doubtful``; empty for a figure that the pack may not see, save where its owner is in question.

    Examples
    --------
    >>> table = pd.DataFrame({"ref": ["43"], "state": ["reported"]})
    >>> found = pd.DataFrame({"ref": ["43"], "dimension": ["timeliness"], "signal": ["late"], "reason": ["late"]})
    >>> by_dimension(table, found)[["timeliness", "accuracy"]].values.tolist()
    [['Check', 'Good']]
    """
    withheld = table["state"] == State.SUPPRESSED.value
    made = {}
    for dimension in DIMENSIONS:
        mine = found[found["dimension"] == dimension]
        words = _rated(table["ref"], mine)
        made[dimension] = words.mask(withheld & ~table["ref"].isin(mine["ref"]), "")
    return pd.DataFrame(made, index=table.index, dtype="str")


def _rated(refs: pd.Series[str], found: pd.DataFrame) -> pd.Series[str]:
    serious = refs.isin(found.loc[found["signal"].isin(_SERIOUS), "ref"])
    some = refs.isin(found["ref"])
    return pd.Series(np.select([serious, some], ["Doubtful", "Check"], "Good"), index=refs.index, dtype="str")
