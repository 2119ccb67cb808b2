"""Keep small counts about people from being read, or worked out, before anything is drawn or written."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.rounding import round_half_up
from helpers.assess.scale import scale_of
from helpers.assess.secondary import secondary
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker

FIGURES = ("value", "numerator", "denominator", "forecast", "first_value")
PROSE = ("commentary", "cause", "action", "owner_role", "action_date", "recovery_date", "rag_supplied")


def control(history: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme) -> pd.DataFrame:
    """Suppress and round the figures of sensitive measures.

    Counts from 1 to the threshold become ``[c]``; other counts are rounded. A percentage or rate whose numerator or
    denominator is suppressed, or could be worked out from it, is suppressed too, and otherwise is worked out again from
    the rounded parts; without parts, or where these give no figure, it cannot be shown to be safe and is suppressed.
    What could be worked out by subtraction has a second figure suppressed with it; what a return itself marks ``[c]``
    counts as suppressed (rules.md, "Markers and disclosure control"). What a service wrote about a suppressed figure
    goes with it, since words can hold numbers. A figure is revised only where readers see another one.

    Parameters
    ----------
    history
        One row a measure and period, with :data:`FIGURES` and :data:`PROSE`.
    measures
        The framework's measures; those marked sensitive are rounded too.
    scheme
        Threshold and rounding.

    Returns
    -------
    pandas.DataFrame
        A new frame in which nothing of the suppressed figures is left.
    """
    framework = {measure.ref: measure for measure in measures}
    sensitive = {ref: measure for ref, measure in framework.items() if measure.sensitive}
    controlled = history.reset_index(drop=True)
    mine = controlled["ref"].isin(sensitive).to_numpy(bool)
    hidden = np.array([Marker.SUPPRESSED in markers.split() for markers in controlled["marker"]], dtype=bool)
    if not mine.any() and not hidden.any():
        return controlled
    rows = controlled[mine].copy()
    counted = np.array([sensitive[ref].unit == "count" for ref in rows["ref"]], dtype=bool)
    rounded = _rounded(rows, counted, scheme, sensitive)
    lost = rows["value"].notna() & ~np.isfinite(rounded["value"])
    hidden[mine] |= _primary(rows, counted, scheme) | lost.to_numpy(bool)
    hidden |= secondary(controlled, hidden, framework)
    controlled[mine] = rounded
    controlled.loc[hidden, [name for name in FIGURES if name in controlled]] = np.nan
    controlled.loc[hidden, [name for name in PROSE if name in controlled]] = ""
    controlled.loc[hidden, "marker"] = Marker.SUPPRESSED.value
    return controlled


def without_hashes(controlled: pd.DataFrame, observations: pd.DataFrame, measures: Iterable[Measure]) -> pd.DataFrame:
    """Withhold the hash of every return that holds a figure this pack may not see: it could be tried out.

    A later return may have restated the figure, and a measure that has left the framework may have been sensitive; the
    file that was sent holds it still.

    Parameters
    ----------
    controlled
        What :func:`control` gave.
    observations
        Every row of every return.
    measures
        The framework's.
    """
    shown = {measure.ref for measure in measures if not measure.sensitive}
    shown -= set(controlled.loc[controlled["marker"] == Marker.SUPPRESSED.value, "ref"])
    files = set(observations.loc[~observations["ref"].isin(shown), "source_file"])
    return controlled.assign(source_hash=controlled["source_hash"].mask(controlled["source_file"].isin(files), ""))


def _small(figures: pd.Series[float], scheme: DisclosureScheme) -> np.ndarray:
    counts = figures.to_numpy("float64")
    return np.asarray((counts > 0) & (counts <= scheme.threshold), dtype=bool)


def _primary(rows: pd.DataFrame, counted: np.ndarray, scheme: DisclosureScheme) -> np.ndarray:
    """Suppress what is small itself, or would let a small part be worked out."""
    parts = _small(rows["numerator"], scheme) | _small(rows["denominator"], scheme)
    rest = rows["denominator"] - rows["numerator"]
    without_parts = rows["numerator"].isna() | rows["denominator"].isna()
    rate = parts | _small(rest, scheme) | (without_parts & rows["value"].notna()).to_numpy(bool)
    small_forecast = _small(rows["forecast"], scheme)
    return np.asarray(np.where(counted, _small(rows["value"], scheme) | small_forecast, rate), dtype=bool)


def _rounded(
    rows: pd.DataFrame, counted: np.ndarray, scheme: DisclosureScheme, sensitive: dict[str, Measure]
) -> pd.DataFrame:
    rounded = rows.copy()
    for name in ("numerator", "denominator"):
        rounded[name] = _to_nearest(rows[name], scheme.rounding).mask(_small(rows[name], scheme))
    for name in ("value", "forecast", "first_value"):
        if name in rows:
            # Small values and forecasts are hidden with their whole row; a small first statement is hidden alone.
            kept = rows.loc[counted, name].mask(_small(rows.loc[counted, name], scheme))
            rounded.loc[counted, name] = _to_nearest(kept, scheme.rounding)
    ratio = rows["value"] * rows["denominator"] / rows["numerator"]
    units = rows["ref"].map(lambda ref: sensitive[ref].unit)
    scale = pd.Series([scale_of(*both) for both in zip(units, ratio, strict=True)], index=rows.index, dtype="float64")
    again = scale * rounded["numerator"] / rounded["denominator"]
    none = (rows["numerator"] == 0) & (rows["value"] == 0)  # nothing of something is nought, whatever the scale
    rounded.loc[~counted, "value"] = again[~counted].mask(none[~counted], 0.0)
    places = rounded["ref"].map(lambda ref: sensitive[ref].decimals)
    rounded["value"] = round_half_up(rounded["value"], places)
    rounded.loc[~counted, [name for name in ("forecast", "first_value") if name in rows]] = np.nan
    if "first_value" in rows:
        changed = rounded["first_value"].notna() & (rounded["first_value"] != rounded["value"])
        rounded["marker"] = rounded["marker"].where(changed, rounded["marker"].map(_not_revised))
    return rounded


def _not_revised(markers: str) -> str:
    return " ".join(marker for marker in markers.split() if marker != Marker.REVISED)


def _to_nearest(figures: pd.Series[float], multiple: int) -> pd.Series[float]:
    return round_half_up(figures / multiple, 0) * multiple
