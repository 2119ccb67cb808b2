"""The periods of one measure that a chart of its history joins. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.model.period import Period
from helpers.narrate.row import ResultRow

LIMITS = ("mean", "lower_limit", "upper_limit")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Periods in a row with the same process limits, by their places in the series; a rebase starts another.

    Attributes
    ----------
    first, last
        Places of its first and last period.
    mean, lower, upper
        In the measure's unit; a percentage's limits are kept within 0 and 100.
    """

    first: int
    last: int
    mean: float
    lower: float
    upper: float


def history_of(history: pd.DataFrame, row: ResultRow) -> pd.DataFrame:
    """Give a measure's periods of the kind its figure is about, in order of time.

    Returns
    -------
    DataFrame
        Of `history`'s columns; missing periods stay in it, as gaps.
    """
    own = history[history["ref"] == row.ref]
    kind = Period.parse(row.data_period).kind.value if row.data_period else ""
    alike = own[own["kind"] == kind]
    return _with_gaps((alike if len(alike) else own).sort_values(["end", "start"]).reset_index(drop=True))


def judged_of(history: pd.DataFrame, row: ResultRow) -> pd.DataFrame:
    """Give the periods that a measure's process limits stand on: its months, where it is held by month.

    Returns
    -------
    DataFrame
        As :func:`history_of` gives them; no row where nothing was judged.
    """
    own = history[history["ref"] == row.ref]
    if "mean" not in own or own["mean"].isna().all():
        return own.iloc[:0]
    kind = own.loc[own["mean"].notna(), "kind"].iloc[0]
    return _with_gaps(own[own["kind"] == kind].sort_values(["end", "start"]).reset_index(drop=True))


def latest_special(history: pd.DataFrame, row: ResultRow) -> str:
    """Give what a rule says of the latest figure that was judged, such as ``"above: outside the limits"``."""
    judged = judged_of(history, row)
    seen = judged[judged["value"].notna()] if len(judged) else judged
    return str(seen["special"].iloc[-1]) if len(seen) else ""


def stretches(series: pd.DataFrame, unit: str) -> list[Stretch]:
    """Part a series where its process limits change.

    Parameters
    ----------
    series
        As :func:`history_of` gives it.
    unit
        The measure's; the limits of a percentage are clipped to 0 and 100 (rules.md, "Variation").
    """
    return list(_stretches(series, unit)) if "mean" in series else []


def _stretches(series: pd.DataFrame, unit: str) -> Iterator[Stretch]:
    known = series[series["mean"].notna()]
    changed = known[list(LIMITS)].ne(known[list(LIMITS)].shift()).any(axis=1).cumsum()
    for _, part in known.groupby(changed):
        mean, lower, upper = (float(part[name].iloc[0]) for name in LIMITS)
        if unit == "%":
            lower, upper = max(lower, 0.0), min(upper, 100.0)
        yield Stretch(int(part.index[0]), int(part.index[-1]), mean, lower, upper)


def _with_gaps(series: pd.DataFrame) -> pd.DataFrame:
    """Put a row without a figure where a period was never sent in, so that a line breaks there."""
    if len(series) < 2 or series["kind"].nunique() > 1 or series["kind"].iloc[0] == "span":
        return series
    first, last = Period.parse(series["period"].iloc[0]), Period.parse(series["period"].iloc[-1])
    whole, period = [], first
    while period.end <= last.end:
        whole.append(period)
        period = period.shift(1)
    filled = series.set_index("period").reindex([str(period) for period in whole])
    filled["period_label"] = [period.label for period in whole]
    texts = {name: "" for name in ("marker", "special", "state") if name in filled}
    return filled.fillna({**texts, "ref": series["ref"].iloc[0]}).reset_index()


def up_to(series: pd.DataFrame, row: ResultRow) -> pd.DataFrame:
    """Let a series run on to the period that a measure was due for, so that what is missing is seen as a gap."""
    if row.state != "missing" or not len(series) or not row.data_period:
        return series
    due = Period.parse(row.data_period)
    last = Period.parse(series["period"].iloc[-1])
    if due.kind is not last.kind or due.end <= last.end:
        return series
    added = series.iloc[[-1]].assign(period=str(due), period_label=due.label, start=due.start.isoformat(),
                                     end=due.end.isoformat(), value=float("nan"), marker="")  # fmt: skip
    blank = {name: float("nan") for name in LIMITS if name in series} | {"special": ""}
    added = added.assign(**{name: value for name, value in blank.items() if name in series})
    return _with_gaps(pd.concat([series, added], ignore_index=True))
