"""Keep small counts about people from being read, or worked out, before anything is drawn or written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from helpers.assess.disclosure.secondary import COLUMNS, families_of, secondary
from helpers.assess.figures.marker import marked
from helpers.assess.figures.rounding import round_half_up
from helpers.assess.figures.scale import scale_of
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker, with_marker

FIGURES = ("value", "numerator", "denominator", "forecast", "first_value")
PROSE = ("commentary", "cause", "action", "owner_role", "action_date", "recovery_date", "rag_supplied")


def control(history: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme) -> pd.DataFrame:
    """Suppress and round the figures of sensitive measures.

    Counts from 1 to the threshold become ``[c]``; other counts are rounded. A percentage or rate whose numerator or
    denominator is suppressed, or could be worked out from it, is suppressed too, and otherwise is worked out again from
    the rounded parts; without parts, or where these give no figure, it cannot be shown to be safe and is suppressed.
    What could be worked out from other figures has these suppressed with it; what a return itself marks ``[c]``
    counts as suppressed (rules.md, "Markers and disclosure control"). What a service wrote about a suppressed figure
    goes with it, since words can hold numbers. A figure is revised only where readers see another one. A break in the
    series is told even where the figure is not: it says what was counted, never how many, and without it a chart and
    its limits would run on across it.

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
    hidden = marked(controlled["marker"], Marker.SUPPRESSED)
    if not mine.any() and not hidden.any():
        return controlled
    rows = controlled[mine].copy()
    counted = np.array([sensitive[ref].unit == "count" for ref in rows["ref"]], dtype=bool)
    rounded = _rounded(rows, counted, scheme, sensitive)
    lost = rows["value"].notna() & ~np.isfinite(rounded["value"])
    hidden[mine] |= _primary(rows, counted, scheme) | lost.to_numpy(bool)
    small = _small_parts(controlled, mine, counted, hidden, framework, scheme)
    first = _small_first(rows[counted], rounded[counted])
    controlled[mine] = rounded
    hidden |= secondary(controlled, hidden, small, framework, scheme)
    if first:
        # A first statement that is withheld could be taken from what was first stated around it.
        tops = families_of(framework)
        around = controlled["ref"].map(tops).isin({tops[ref] for ref in first})
        controlled.loc[around.to_numpy(bool), "first_value"] = np.nan
    controlled.loc[hidden, [name for name in FIGURES if name in controlled]] = np.nan
    controlled.loc[hidden, [name for name in PROSE if name in controlled]] = ""
    controlled.loc[hidden, "marker"] = _withheld(controlled.loc[hidden, "marker"])
    return _without_borrowed_words(controlled, hidden)


def _withheld(markers: pd.Series[str]) -> pd.Series[str]:
    """Mark figures as suppressed; of what was marked before, a break in the series alone is left."""
    left = np.where(marked(markers, Marker.BREAK), with_marker(Marker.SUPPRESSED, Marker.BREAK), Marker.SUPPRESSED)
    return pd.Series(left, markers.index, dtype="str")


def _without_borrowed_words(controlled: pd.DataFrame, hidden: np.ndarray) -> pd.DataFrame:
    """Withhold the words that a longer period took over from a month whose own figure is suppressed."""
    if "source_row" not in controlled:
        return controlled
    near = controlled["ref"].isin(controlled.loc[hidden, "ref"]).to_numpy(bool)
    rows = pd.MultiIndex.from_frame(controlled.loc[near, ["ref", "source_file", "source_row"]])
    borrowed = controlled.index[near][rows.isin(rows[hidden[near]]) & ~hidden[near]]
    controlled.loc[borrowed, [name for name in PROSE if name in controlled]] = ""
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
    shown -= set(controlled.loc[marked(controlled["marker"], Marker.SUPPRESSED), "ref"])
    files = set(observations.loc[~observations["ref"].isin(shown), "source_file"])
    return controlled.assign(source_hash=controlled["source_hash"].mask(controlled["source_file"].isin(files), ""))


def withheld_returns(
    controlled: pd.DataFrame, observations: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme
) -> pd.DataFrame:
    """List the measures and returns that stated a figure this pack may not see, with `ref` and `period`.

    The figure may have been restated since, or be one month of a quarter that is shown: what was written in that return
    was about it.

    Parameters
    ----------
    controlled
        What :func:`control` gave.
    observations
        Every row of every return.
    measures
        The framework's.
    scheme
        Threshold and rounding.
    """
    sensitive = {measure.ref: measure for measure in measures if measure.sensitive}
    said = observations.reset_index(drop=True)
    hidden = controlled.loc[marked(controlled["marker"], Marker.SUPPRESSED), ["ref", "period"]]
    withheld = pd.MultiIndex.from_frame(said[["ref", "period"]]).isin(pd.MultiIndex.from_frame(hidden))
    withheld |= marked(said["marker"], Marker.SUPPRESSED)
    mine = said["ref"].isin(sensitive).to_numpy(bool)
    counted = np.array([sensitive[ref].unit == "count" for ref in said.loc[mine, "ref"]], dtype=bool)
    withheld[mine] |= _primary(said[mine], counted, scheme)
    came = said.loc[withheld, ["ref", "return_period"]].drop_duplicates(ignore_index=True)
    return came.rename(columns={"return_period": "period"})


def without_reports(given: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """Leave out the exception reports that came with, or stood beside, a figure this pack may not see.

    Parameters
    ----------
    given
        Exception reports with their `ref` and the `period` they were given in.
    withheld
        As :func:`withheld_returns` lists them.
    """
    if not len(withheld):
        return given
    came = pd.MultiIndex.from_frame(given[["ref", "period"]]).isin(pd.MultiIndex.from_frame(withheld))
    return given[~came].reset_index(drop=True)


def without_statements(observations: pd.DataFrame, withheld: pd.DataFrame, measures: Iterable[Measure]) -> pd.DataFrame:
    """Leave out what was ever stated of measures that add up with one of which a statement is withheld.

    What the total was first said to be, less the other parts, would be what the withheld part was.

    Parameters
    ----------
    observations
        Every row of every return.
    withheld
        As :func:`withheld_returns` lists them.
    measures
        The framework's.
    """
    if not len(withheld):
        return observations
    tops = families_of({measure.ref: measure for measure in measures})
    secret = {tops[ref] for ref in withheld["ref"].unique() if ref in tops}
    return observations[~observations["ref"].map(tops).isin(secret)].reset_index(drop=True)


def _small_parts(
    rows: pd.DataFrame, mine: np.ndarray, counted: np.ndarray, hidden: np.ndarray, measures: Mapping[str, Measure],
    scheme: DisclosureScheme,
) -> pd.DataFrame:  # fmt: skip
    """Say of each part of each row whether it is a count that nobody may come to know."""
    small = pd.DataFrame(False, index=rows.index, columns=list(COLUMNS))
    exact = rows[mine]
    parts = {**exact[["numerator", "denominator"]], "rest": exact["denominator"] - exact["numerator"]}
    small.loc[mine, "value"] = _small(exact["value"], scheme) & counted
    for name, figures in parts.items():
        small.loc[mine, str(name)] = _small(figures, scheme) & ~counted
    # What a return withholds itself is known to nobody here.
    counts = np.array([ref in measures and measures[ref].unit == "count" for ref in rows["ref"]], dtype=bool)
    small["value"] |= hidden & counts & rows["value"].isna().to_numpy(bool)
    return small


def _small_first(rows: pd.DataFrame, rounded: pd.DataFrame) -> set[str]:
    """List the measures of which a first statement is withheld."""
    if "first_value" not in rows:
        return set()
    return set(rows.loc[rows["first_value"].notna() & rounded["first_value"].isna(), "ref"])


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
