"""Gather what earlier editions said in words about each measure. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.predecessors import of_ourselves
from helpers.model.framework import Framework
from helpers.model.observation import Marker
from helpers.model.period import Period
from helpers.model.results import SAID_BEFORE
from helpers.model.words import Commentary

SAID = ("ref", "period", "about", "text")
"""Columns of what was said: measure, the edition's period, the period that the figure is about, the words."""


def said_in_returns(observations: pd.DataFrame) -> pd.DataFrame:
    """Find the commentary that came with returns, each with the edition that it came for.

    Parameters
    ----------
    observations
        As :func:`helpers.collect.returns.read_returns` gives them.

    Returns
    -------
    pandas.DataFrame
        Of columns :data:`SAID`.
    """
    ours = of_ourselves(observations)
    told = ours[ours["commentary"] != ""]
    made = told.assign(about=told["period"], period=told["return_period"]).rename(columns={"commentary": "text"})
    return made[list(SAID)].reset_index(drop=True)


def said_in_notebooks(commentary: Iterable[Commentary], framework: Framework) -> pd.DataFrame:
    """Set out the commentary of earlier periods' notebooks as that of returns is; a draft of ours was never said.

    Returns
    -------
    pandas.DataFrame
        Of columns :data:`SAID`.
    """
    held = {measure.ref: measure for measure in framework.measures}
    rows = [
        {"ref": each.ref, "period": each.period, "about": held[each.ref].data_period(each.period), "text": each.text}
        for each in commentary
        if each.period is not None and each.state != "draft" and each.ref in held
    ]
    return pd.DataFrame(rows, columns=list(SAID), dtype="object")


def said_before(
    returned: pd.DataFrame, written: pd.DataFrame, history: pd.DataFrame, framework: Framework, period: Period
) -> pd.DataFrame:
    """List what each earlier edition said of the framework's measures, the newest first.

    An analyst's words beat those of the return, as they did in their own edition. Words about a figure that is now
    withheld are left out, since words can hold numbers.

    Parameters
    ----------
    returned, written
        Columns :data:`SAID`; of both, what was said beside a withheld figure is left out already.
    history
        After disclosure control, one row a measure and period.
    framework
        As at the edition's period.
    period
        The edition's.

    Returns
    -------
    pandas.DataFrame
        Text columns :data:`~helpers.model.results.SAID_BEFORE`.
    """
    place = {measure.ref: number for number, measure in enumerate(framework.measures)}
    found: dict[tuple[str, Period], tuple[object, str]] = {}
    for frame in (returned, written):  # the later one lies over the earlier
        for row in frame.to_dict(orient="records"):
            if row["ref"] in place and row["period"].end < period.end and row["about"] is not None:
                found[row["ref"], row["period"]] = (row["about"], row["text"])
    hidden = set(history.loc[marked(history["marker"], Marker.SUPPRESSED), ["ref", "period"]].itertuples(index=False))
    rows = [
        {"ref": ref, "period": str(at), "period_label": at.label, "about": str(about), "text": text}
        for (ref, at), (about, text) in sorted(found.items(), key=lambda item: item[0][1], reverse=True)
        if (ref, about) not in hidden
    ]
    rows.sort(key=lambda row: place[row["ref"]])
    return pd.DataFrame(rows, columns=list(SAID_BEFORE), dtype="str")
