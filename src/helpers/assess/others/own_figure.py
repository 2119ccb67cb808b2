"""Hold our own figure against the one that a national file gives for us. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.quality import SIGNAL_COLUMNS

SIGNAL = "published elsewhere"


def disagreements(table: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Doubt a figure for which a benchmark file holds another one: someone counts otherwise, or is out of date.

    A sensitive measure is left out: its figures are rounded or withheld, and what another publishes could tell them.

    Parameters
    ----------
    table
        One row a measure: `ref`, `about`, `value`, `decimals`, `sensitive`.
    own
        What benchmark files say of us: `ref`, `period`, `value`, rounded as our figures are.

    Returns
    -------
    pandas.DataFrame
        One row a measure, as :func:`helpers.assess.quality.signals` gives them.

    Examples
    --------
    >>> ours = pd.DataFrame({"ref": ["TA"], "about": ["2019-20-q2"], "value": [1.75], "decimals": 2,
    ...     "sensitive": False})
    >>> disagreements(ours, pd.DataFrame({"ref": ["TA"], "period": ["2019-20-q2"], "value": [1.8]}))["reason"].item()
    'a benchmark file gives 1.80 for us, where our return gives 1.75'
    """
    if own.empty:
        return pd.DataFrame(columns=list(SIGNAL_COLUMNS), dtype="str")
    columns = ["ref", "about", "value", "decimals"]
    named = own.rename(columns={"value": "theirs", "period": "about"})[["ref", "about", "theirs"]]
    both = table.loc[~table["sensitive"].astype("bool"), columns].astype({"about": "object"}).merge(
        named.astype({"about": "object"}), on=["ref", "about"]
    ).dropna(subset=["value", "theirs"])  # fmt: skip
    unlike = both[~np.isclose(both["value"], both["theirs"], rtol=0, atol=1e-9)].drop_duplicates("ref")
    said = [
        f"a benchmark file gives {theirs:,.{places}f} for us, where our return gives {ours:,.{places}f}"
        for theirs, ours, places in zip(unlike["theirs"], unlike["value"], unlike["decimals"], strict=True)
    ]
    made = {"ref": unlike["ref"], "dimension": "consistency", "signal": SIGNAL, "reason": said}
    return pd.DataFrame(made, columns=list(SIGNAL_COLUMNS)).astype("str").reset_index(drop=True)
