"""What came before a figure and can be compared with it: the ground that the signs stand on. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.compare import earlier_periods
from helpers.assess.figures.look_up import figures_at
from helpers.assess.figures.marker import marked
from helpers.model.measure import Basis
from helpers.model.observation import Marker
from helpers.model.period import Period
from helpers.model.state import State

NEVER = -1
"""The day of a period that there is none of."""

MOST_PLACES = 6
"""Decimals that a measure may have; what is sent with more was never rounded, and counts as one more than these."""

EARLIER = (
    ("previous", "the period before"),
    ("same_period_last_year", "the same period last year"),
    ("outturn_last_year", "last year's outturn"),
)
"""What a figure is held against, and its name in a reason."""


def days_of(periods: Iterable[Period | None], last: bool = False) -> np.ndarray:
    """Give the first, or the last, day of periods as a number that can be compared; :data:`NEVER` for ``None``."""
    listed = list(periods)
    known = {each: (each.end if last else each.start).toordinal() for each in set(listed) if each is not None}
    return np.array([NEVER if each is None else known[each] for each in listed], dtype="int64")


def places_of(figures: pd.Series[float]) -> np.ndarray:
    """Count the decimals with which figures were sent; noughts at the end are not kept by a number.

    Examples
    --------
    >>> places_of(pd.Series([81.0, 81.5, 2.675, 100 / 3, float("nan")])).tolist()
    [0, 1, 3, 7, 0]
    """
    sizes = figures.abs().fillna(0.0).to_numpy("float64")
    found = np.full(len(sizes), MOST_PLACES + 1, dtype="int64")
    for places in range(MOST_PLACES, -1, -1):
        scaled = sizes * 10.0**places
        found[np.abs(scaled - np.rint(scaled)) <= np.maximum(5e-7, 4 * np.spacing(scaled))] = places
    return found


def with_past(table: pd.DataFrame, history: pd.DataFrame, exact: bool) -> pd.DataFrame:
    """Set beside each figure what the signs hold it against.

    A figure is not held against one from before a break in its series (marker ``b``), and a running total not against
    that of another year: both are expected to differ.

    Parameters
    ----------
    table
        One row a measure, with its earlier figures.
    history
        One row a measure and period, after disclosure control; `unrounded` is the figure as it was sent.
    exact
        Whether the pack sees sensitive figures as they are.

    Returns
    -------
    pandas.DataFrame
        The table with `shown`, the figure that a page shows; `rounded`, whether disclosure control rounded it;
        `cumulative`; each earlier figure as `<name>_comparable`, NaN where it is not, with its parts;
        `before`, the one that a figure grows from; `places` it was sent with; and `broken_on`, the first day since the
        last break in its series.
    """
    made = table.assign(
        shown=table["value"].where(table["state"].isin((State.REPORTED.value, State.NOT_DUE.value))),
        rounded=table["sensitive"].to_numpy(bool) & (not exact),
        cumulative=(table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool),
        broken_on=_broken_on(table, history),
    )
    for name, periods in earlier_periods(made).items():
        found = figures_at(history, made["ref"], periods, ("numerator", "denominator"))
        comparable = days_of(periods) >= made["broken_on"].to_numpy("int64")
        if name == "previous":
            comparable &= ~made["cumulative"].to_numpy(bool) | _same_year(made["about"], periods)
        made[f"{name}_comparable"] = made[name].where(comparable)
        made[f"{name}_numerator"], made[f"{name}_denominator"] = found["numerator"], found["denominator"]
    made["before"] = made["same_period_last_year_comparable"].where(made["cumulative"], made["previous_comparable"])
    now = _unrounded(figures_at(history, made["ref"], made["about"], ("unrounded", "first_value")))
    return made.assign(unrounded=now, stated=now.notna(), places=places_of(now))


def series_before(figures: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """List the figures of each measure before the one shown: of periods as long, since the last break.

    Parameters
    ----------
    figures
        As :func:`with_past` makes them.

    Returns
    -------
    pandas.DataFrame
        `ref`, `value`, `unrounded` and `places`, oldest first.
    """
    mine = history[history["ref"].isin(figures["ref"])]
    row, start = pd.Index(figures["ref"]).get_indexer(mine["ref"]), days_of(mine["period"])
    kinds = np.array([about.kind if about else None for about in figures["about"]], dtype="object")
    alike = kinds[row] == np.array([period.kind for period in mine["period"]], dtype="object")
    within = (start >= figures["broken_on"].to_numpy("int64")[row]) & (start < days_of(figures["about"])[row])
    held = mine[["ref", "value"]].assign(start=start, unrounded=_unrounded(mine))
    series: pd.DataFrame = held[alike & within & mine["value"].notna()].sort_values(["ref", "start"])
    return series.assign(places=places_of(series["unrounded"]))


def _unrounded(history: pd.DataFrame) -> pd.Series[float]:
    """Give the figures as services sent them; one that was worked out here was never sent, and has none."""
    return history["unrounded"].where(history["first_value"].notna())


def _broken_on(table: pd.DataFrame, history: pd.DataFrame) -> pd.Series[int]:
    """Give the first day of the last break in each series, up to the figure shown."""
    breaks = history[marked(history["marker"], Marker.BREAK) & history["ref"].isin(table["ref"])]
    row, first = pd.Index(table["ref"]).get_indexer(breaks["ref"]), days_of(breaks["period"])
    within = first <= days_of(table["about"], last=True)[row]
    last = np.zeros(len(table), dtype="int64")
    np.maximum.at(last, row[within], first[within])
    return pd.Series(last, index=table.index, dtype="int64")


def _same_year(periods: Iterable[Period | None], others: Iterable[Period | None]) -> np.ndarray:
    pairs = zip(periods, others, strict=True)
    return np.array([bool(one and two and one.financial_year == two.financial_year) for one, two in pairs], dtype=bool)
