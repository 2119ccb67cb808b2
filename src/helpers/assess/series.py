"""Put each measure's series on its process chart: which figures, since when. May import `model`."""

from __future__ import annotations

import pandas as pd

from helpers.assess.variation import variation
from helpers.model.measure import Basis, Frequency


def charted(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Judge each series by its process limits: months where held, never a running total.

    Parameters
    ----------
    table
        One row a measure, with its figure, state and target.
    history
        One row a measure and period, after disclosure control.

    Returns
    -------
    pandas.DataFrame
        The columns on variation, one row a measure, for `table` to be joined with.
    """
    series = {str(ref): rows for ref, rows in history.groupby("ref")}
    rows = []
    for _, row in table.iterrows():
        kind = Frequency(row["frequency"]).kind
        values: list[float] = []
        if row["basis"] != Basis.CUMULATIVE.value and row["ref"] in series and row["state"] != "suppressed":
            mine = series[row["ref"]]
            of_kind = mine[[about.kind is kind for about in mine["period"]]]
            values = _since_break(of_kind)
        judged = variation(values, row["polarity"], row["target"])
        rows.append(
            {"variation": judged.cause, "assurance": judged.assurance, "points": len(values), "mean": judged.mean,
             "lower_limit": judged.lower, "upper_limit": judged.upper}
        )  # fmt: skip
    return pd.DataFrame(rows, index=table.index)


def _since_break(series: pd.DataFrame) -> list[float]:
    """Give the figures since the last break in the series: those before it are not comparable."""
    breaks = [index for index, markers in enumerate(series["marker"]) if "b" in markers.split()]
    return [float(value) for value in series["value"].iloc[breaks[-1] if breaks else 0 :].dropna()]
