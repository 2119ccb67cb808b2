"""Look up what was sent for measures and periods, all of them at once. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from pandas.api.extensions import take

from helpers.model.period import Period

TEXTS = ("marker", "rag_supplied", "commentary", "cause", "action", "owner_role", "action_date", "recovery_date",
         "source_file", "source_hash", "supplied_by", "system", "received")  # fmt: skip
NUMBERS = ("value", "numerator", "denominator", "forecast", "first_value")
FIGURE = ("value", "marker")


def figures_at(
    history: pd.DataFrame, refs: pd.Series[str], periods: Iterable[Period | None], names: Iterable[str] = FIGURE
) -> pd.DataFrame:
    """Give what was sent for each measure and period.

    Parameters
    ----------
    history
        One row a measure and period, in any order.
    refs
        One measure a row.
    periods
        One period a row; ``None`` where none is asked for.
    names
        Columns of the history that are wanted.

    Returns
    -------
    pandas.DataFrame
        Indexed as `refs`: of `names`, numbers are NaN where nothing was sent, and texts empty; and `sent`, whether
        anything was.

    Examples
    --------
    >>> quarter = Period.parse("2019-20-q2")
    >>> history = pd.DataFrame({"ref": ["43"], "period": [quarter], "value": [68.0], "marker": ["p"]})
    >>> refs = pd.Series(["43", "43"])
    >>> figures_at(history, refs, [quarter, quarter.shift(-1)]).values.tolist()
    [[68.0, 'p', True], [nan, '', False]]
    """
    have = {key: row for row, key in enumerate(zip(history["ref"].tolist(), history["period"], strict=True))}
    at = np.array([have.get(key, -1) for key in zip(refs.tolist(), periods, strict=True)], dtype="int64")
    found = {
        name: take(history[name].array, at, allow_fill=True, fill_value="" if name in TEXTS else None) for name in names
    }
    return pd.DataFrame(found | {"sent": at >= 0}, index=refs.index)
