"""Look up what was sent for measures and periods, all of them at once. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.model.period import Period

TEXTS = ("marker", "rag_supplied", "commentary", "cause", "action", "owner_role", "action_date", "recovery_date",
         "source_file", "source_hash", "supplied_by", "system", "received")  # fmt: skip
NUMBERS = ("value", "numerator", "denominator", "forecast", "first_value")
KEY = ["ref", "period"]


def figures_at(history: pd.DataFrame, refs: pd.Series[str], periods: Iterable[Period | None]) -> pd.DataFrame:
    """Give what was sent for each measure and period.

    Parameters
    ----------
    history
        One row a measure and period, in any order.
    refs
        One measure a row.
    periods
        One period a row; ``None`` where none is asked for.

    Returns
    -------
    pandas.DataFrame
        Indexed as `refs`: :data:`NUMBERS`, NaN where nothing was sent; :data:`TEXTS`, empty there; `source_row`; and
        `sent`, whether anything was.

    Examples
    --------
    >>> quarter = Period.parse("2019-20-q2")
    >>> history = pd.DataFrame({"ref": ["43"], "period": [quarter], "value": [68.0], "marker": ["p"]})
    >>> refs = pd.Series(["43", "43"])
    >>> figures_at(history, refs, [quarter, quarter.shift(-1)])[["value", "marker", "sent"]].values.tolist()
    [[68.0, 'p', True], [nan, '', False]]
    """
    asked = pd.DataFrame({"ref": refs.to_numpy(), "period": pd.Series(list(periods), dtype="object").to_numpy()})
    held = history.reindex(columns=[*KEY, *NUMBERS, *TEXTS, "source_row"]).assign(sent=True)
    found = asked.merge(held, on=KEY, how="left", validate="many_to_one").drop(columns=KEY)
    found["sent"] = np.asarray(found["sent"].notna(), dtype=bool)
    found[list(TEXTS)] = found[list(TEXTS)].astype("str").fillna("")
    kinds = dict.fromkeys(NUMBERS, "float64") | {"source_row": "Int64"}
    return found.astype(kinds).set_index(refs.index)
