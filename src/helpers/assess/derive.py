"""Add up months to quarters, and quarters to years, where the basis of a measure allows it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.scale import scale_of
from helpers.model.measure import Basis, Frequency, Measure
from helpers.model.observation import IN_PLACE_OF_A_FIGURE
from helpers.model.period import Period

COUNTED = ("count", "£")
"""Units whose figures of shorter periods add up to the longer one's."""


def with_derived(history: pd.DataFrame, measures: Iterable[Measure], wanted: Iterable[Period]) -> pd.DataFrame:
    """Add the figures of longer periods that no return states but the months behind them give.

    Counts over a period add up; percentages and rates are pooled from their numerators and denominators; a snapshot, a
    running total and a rolling year are their last month. A rate without numerators is not derived: averaging
    percentages would give months of ten cases the weight of months of a thousand.

    Parameters
    ----------
    history
        One row a measure and period.
    measures
        The framework's.
    wanted
        The periods to derive where they are missing.

    Returns
    -------
    pandas.DataFrame
        The history with the derived rows added; each keeps the source of its last month.
    """
    have = set(zip(history["ref"], history["period"], strict=True))
    by_ref = {str(ref): rows for ref, rows in history.groupby("ref")}
    wanted = list(wanted)
    added = []
    for measure in measures:
        if measure.frequency is not Frequency.MONTHLY or measure.ref not in by_ref:
            continue
        rows = by_ref[measure.ref].set_index("period")
        for period in wanted:
            if (measure.ref, period) not in have and (made := _derived(measure, rows, period)) is not None:
                added.append(made)
    return pd.concat([history, pd.DataFrame(added)], ignore_index=True)[history.columns] if added else history


def _derived(measure: Measure, rows: pd.DataFrame, period: Period) -> dict[str, object] | None:
    months = [month for month in rows.index if month.kind is measure.frequency.kind and period.contains(month)]
    if len(months) < period.kind.months or measure.frequency.kind is period.kind:
        return None
    behind = rows.loc[sorted(months)]
    last = {str(name): cell for name, cell in behind.iloc[-1].items()} | {"ref": measure.ref, "period": period}
    if measure.basis is not Basis.PERIOD:
        return last
    if behind["value"].isna().any():
        missing = str(behind.loc[behind["value"].isna(), "marker"].iloc[-1])
        return last | {"value": float("nan"), "marker": missing or IN_PLACE_OF_A_FIGURE[0].value}
    return _pooled(measure, behind, last)


def _pooled(measure: Measure, behind: pd.DataFrame, last: dict[str, object]) -> dict[str, object] | None:
    last = last | {"first_value": float("nan")}  # no return ever stated a sum
    marker = " ".join(dict.fromkeys(" ".join(behind["marker"]).split()))
    if measure.unit in COUNTED:
        return last | {"value": behind["value"].sum(), "marker": marker}
    numerator, denominator = (
        behind["numerator"].sum(min_count=len(behind)),
        behind["denominator"].sum(min_count=len(behind)),
    )
    ratio = (behind["value"] * behind["denominator"] / behind["numerator"]).replace([np.inf, -np.inf], np.nan).median()
    scale = scale_of(measure.unit, float(ratio))
    if not denominator > 0 or np.isnan(scale):
        return None
    return last | {
        "value": scale * numerator / denominator, "numerator": numerator, "denominator": denominator, "marker": marker
    }  # fmt: skip
