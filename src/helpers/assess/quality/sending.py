"""Say what was sent late, too long ago, or not at all. May import `model`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.quality.past import NEVER, days_of
from helpers.assess.quality.reason import none_of
from helpers.model.council import QualityScheme
from helpers.model.observation import Marker
from helpers.model.period import Period, written_date
from helpers.model.state import State

_MONTH = 30.4375
"""Days."""


def late(figures: pd.DataFrame) -> pd.Series[str]:
    """Tell of a figure due in this period whose return came after the day on which it was expected."""
    due = figures["state"].isin((State.REPORTED.value, State.UNAVAILABLE.value))
    known = (figures["received"] != "") & (figures["expected_by"] != "")
    found = figures[due & known & (figures["received"] > figures["expected_by"])]
    return "the return came on " + _dates(found["received"]) + ", after " + _dates(found["expected_by"])


def missing(figures: pd.DataFrame) -> pd.Series[str]:
    """Tell of a figure that was due and was not sent."""
    found = figures[figures["state"] == State.MISSING.value]
    return pd.Series("the figure was due and was not sent", index=found.index, dtype="str")


def not_available(figures: pd.DataFrame) -> pd.Series[str]:
    """Tell of a figure that was due and that the service marks as not available."""
    found = figures[(figures["state"] == State.UNAVAILABLE.value) & marked(figures["marker"], Marker.UNAVAILABLE)]
    return pd.Series("the figure was due, and the service says that it is not available", found.index, dtype="str")


def stale(figures: pd.DataFrame, history: pd.DataFrame, scheme: QualityScheme) -> pd.Series[str]:
    """Tell of a measure for which nothing was sent for two periods or more, up to the one that is due.

    Something was sent where there is a figure or the reason why there is none; a month sent is not silence. A measure
    of which nothing was ever sent has been silent since it came into the framework, or since the first return held.

    Parameters
    ----------
    history
        One row a measure and period.
    scheme
        Holds after how many periods a measure is stale.
    """
    asked = figures[figures["state"] == State.MISSING.value]
    if asked.empty:
        return none_of(figures)
    told = history[history["value"].notna() | (history["marker"] != "")]
    last = told.assign(day=days_of(told["period"], last=True)).groupby("ref")["day"].max()
    first = int(days_of(history["period"]).min()) if len(history) else NEVER
    heard = asked["ref"].map(last).astype("float64")
    since = heard.where(heard.notna(), np.maximum(asked["held_since"], first) - 1)
    days = pd.Series(days_of(asked["about"], last=True), index=asked.index) - since
    length = pd.Series([_months(about) for about in asked["about"]], index=asked.index, dtype="float64")
    periods = ((days / _MONTH + 0.5) // length).where(since >= 0, 0).astype("int64")
    found = periods[periods >= scheme.stale_periods]
    never = heard[found.index].isna()
    return ("nothing was sent for " + found.astype("str") + " periods").where(~never, "nothing has ever been sent")


def _months(about: Period | None) -> int:
    return max(about.kind.months, 1) if about else 1


def _dates(days: pd.Series[str]) -> pd.Series[str]:
    words = {day: written_date(pd.Timestamp(day).date()) for day in days.unique()}
    return days.map(words).astype("str")
