"""Keep small counts about people from being read, or worked out, before anything is drawn or written."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.rounding import round_half_up
from helpers.assess.scale import scale_of
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker

FIGURES = ("value", "numerator", "denominator", "forecast", "first_value")
PROSE = ("commentary", "cause", "action", "owner_role", "action_date", "recovery_date", "rag_supplied")


def control(history: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme) -> pd.DataFrame:
    """Suppress and round the figures of sensitive measures.

    Counts from 1 to the threshold become ``[c]``; other counts are rounded. A percentage or rate whose numerator or
    denominator is suppressed, or could be worked out from it, is suppressed too, and otherwise is worked out again from
    the rounded parts; without parts it cannot be shown to be safe and is suppressed. Where one part of a published
    total is suppressed, the smallest other part is too (rules.md, "Markers and disclosure control"). What a service
    wrote about a suppressed figure goes with it, since words can hold numbers, and so does the hash of its return,
    which could be tried out.

    Parameters
    ----------
    history
        One row a measure and period, with :data:`FIGURES` and :data:`PROSE`.
    measures
        The framework's measures; only those marked sensitive are touched.
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
    if not mine.any():
        return controlled
    rows = controlled[mine].copy()
    counted = rows["ref"].map(lambda ref: sensitive[ref].unit == "count").to_numpy(bool)
    hidden = np.zeros(len(controlled), dtype=bool)
    hidden[mine] = _primary(rows, counted, scheme)
    hidden |= _secondary(controlled, hidden, framework)
    controlled[mine] = _rounded(rows, counted, scheme, sensitive)
    controlled.loc[hidden, [name for name in FIGURES if name in controlled]] = np.nan
    controlled.loc[hidden, [name for name in PROSE if name in controlled]] = ""
    controlled.loc[hidden, "marker"] = Marker.SUPPRESSED.value
    return _without_hashes(controlled, {*rows["source_file"], *controlled.loc[hidden, "source_file"]})


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


def _secondary(rows: pd.DataFrame, hidden: np.ndarray, measures: dict[str, Measure]) -> np.ndarray:
    """Suppress a second part of a total of which just one is suppressed: subtraction would give it away.

    The second is the smallest other part, a nought only where there is nothing else, sensitive itself or not.
    """
    second = np.zeros(len(rows), dtype=bool)
    total = rows["ref"].map(lambda ref: measures[ref].part_of if ref in measures else "").to_numpy(str)
    place = pd.DataFrame(
        {"total": total, "period": rows["period"].to_numpy(), "hidden": hidden, "row": range(len(rows))}
    )
    values = rows["value"].to_numpy("float64")
    for _, group in place[place["total"] != ""].groupby(["total", "period"]):
        if group["hidden"].sum() != 1:
            continue
        others = [row for row in group.loc[~group["hidden"], "row"] if not np.isnan(values[row])]
        if others:
            second[min(others, key=lambda row: (values[row] == 0, values[row], rows["ref"].iloc[row]))] = True
    return second


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
    rounded.loc[~counted, "value"] = again[~counted].where(
        rows.loc[~counted, "numerator"] > 0, rows.loc[~counted, "value"]
    )
    places = rounded["ref"].map(lambda ref: sensitive[ref].decimals)
    rounded["value"] = round_half_up(rounded["value"], places)
    rounded.loc[~counted, [name for name in ("forecast", "first_value") if name in rows]] = np.nan
    return rounded


def _to_nearest(figures: pd.Series[float], multiple: int) -> pd.Series[float]:
    return round_half_up(figures / multiple, 0) * multiple


def _without_hashes(controlled: pd.DataFrame, files: set[str]) -> pd.DataFrame:
    """Withhold the hash of every return that holds a sensitive figure, on all of its rows."""
    withheld = controlled["source_file"].isin(files)
    controlled.loc[withheld, "source_hash"] = ""
    return controlled
