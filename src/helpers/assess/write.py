"""Write what was judged as plain text and numbers, so that the store is plain parquet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.model.observation import Marker
from helpers.model.state import State


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Write periods as text, so that the store is plain parquet."""
    written = table.copy()
    if "about" in table:
        written["data_period"] = [str(about) if about else "" for about in table["about"]]
        written["data_period_label"] = [about.label if about else "" for about in table["about"]]
        written["previous_period_label"] = [about.label if about else "" for about in table["previous_period"]]
        written["previous_period"] = [str(about) if about else "" for about in table["previous_period"]]
        written = written.drop(columns=["about"])
    written["period"] = [str(period) for period in table["period"]]
    return written.reset_index(drop=True)


def history_as_text(history: pd.DataFrame) -> pd.DataFrame:
    """Write the history with its periods as text, each with label, first and last day, kind and state."""
    written = history.drop(columns=["return_period"]).copy()
    periods = list(history["period"])
    written["period"] = [str(period) for period in periods]
    written["period_label"] = [period.label for period in periods]
    written["start"] = [period.start.isoformat() for period in periods]
    written["end"] = [period.end.isoformat() for period in periods]
    written["kind"] = [period.kind.value for period in periods]
    states = [State.SUPPRESSED.value, State.UNAVAILABLE.value]
    hidden, lacking = marked(history["marker"], Marker.SUPPRESSED), history["value"].isna()
    written["state"] = np.select([hidden, lacking], states, State.REPORTED.value)
    return written
