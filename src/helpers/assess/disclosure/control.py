"""Keep small counts about people from being read, or worked out, before anything is drawn or written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.disclosure.editions import Editions
from helpers.assess.disclosure.secondary import COLUMNS, secondary
from helpers.assess.disclosure.sums import families_of
from helpers.assess.figures.marker import marked
from helpers.assess.figures.rounding import round_half_up
from helpers.assess.figures.scale import scale_of
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker, with_marker
from helpers.model.period import Period

FIGURES = ("value", "numerator", "denominator", "forecast", "first_value")
PROSE = ("commentary", "cause", "action", "owner_role", "action_date", "recovery_date", "rag_supplied")


@dataclass(frozen=True)
class Controlled:
    """A history as a pack may see it.

    Attributes
    ----------
    history
        Nothing of the suppressed figures is left in it.
    told
        Measures and periods of which a withheld count can be told even so, from what earlier editions published.
    """

    history: pd.DataFrame
    told: tuple[tuple[str, Period], ...] = ()


def controlled(
    history: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme, before: Iterable[pd.DataFrame] = ()
) -> Controlled:
    """Suppress and round the figures of sensitive measures.

    Counts from 1 to the threshold become ``[c]``; other counts are rounded. A percentage or rate whose numerator or
    denominator is suppressed, or could be worked out from it, is suppressed too, and otherwise is worked out again from
    the rounded parts; without parts, or where these give no figure, it cannot be shown to be safe and is suppressed.
    What could be worked out from other figures has these suppressed with it; what a return itself marks ``[c]``
    counts as suppressed (rules.md, "Markers and disclosure control"). What a service wrote about a suppressed figure
    goes with it, since words can hold numbers. A figure is revised only where readers see another one. A break in the
    series is told even where the figure is not: it says what was counted, never how many, and without it a chart and
    its limits would run on across it.

    What earlier editions published is taken into account: a figure that stands in one of them covers no other, and two
    statements of one figure can be set against each other.

    Parameters
    ----------
    history
        One row a measure and period, with :data:`FIGURES` and :data:`PROSE`.
    measures
        The framework's measures; those marked sensitive are rounded too.
    scheme
        Threshold and rounding.
    before
        The histories of earlier editions, the oldest first, as they were before disclosure control.
    """
    framework = {measure.ref: measure for measure in measures}
    sensitive = {ref for ref, measure in framework.items() if measure.sensitive}
    if not history["ref"].isin(sensitive).any() and not marked(history["marker"], Marker.SUPPRESSED).any():
        return Controlled(history.reset_index(drop=True))
    editions = Editions()
    for earlier in _each_rounded(list(before), framework, scheme):
        _finished(earlier, framework, scheme, editions)
    return _finished(_Rounded.of(history.reset_index(drop=True), framework, scheme), framework, scheme, editions)


@dataclass(frozen=True)
class _Rounded:
    """Rows rounded, with what is to be hidden for its own sake.

    Attributes
    ----------
    stated, shown
        As returned, and as published where not hidden.
    hidden
        One truth a row.
    small
        One truth a row and part: a count that nobody may come to know.
    first
        One truth a row: its first statement is withheld.
    """

    stated: pd.DataFrame
    shown: pd.DataFrame
    hidden: np.ndarray
    small: pd.DataFrame
    first: np.ndarray

    @classmethod
    def of(cls, rows: pd.DataFrame, framework: dict[str, Measure], scheme: DisclosureScheme) -> _Rounded:
        sensitive = {ref: measure for ref, measure in framework.items() if measure.sensitive}
        mine = rows["ref"].isin(sensitive).to_numpy(bool)
        hidden = marked(rows["marker"], Marker.SUPPRESSED)
        exact = rows[mine].copy()
        counted = np.array([sensitive[ref].unit == "count" for ref in exact["ref"]], dtype=bool)
        rounded = _rounded(exact, counted, scheme, sensitive)
        lost = exact["value"].notna() & ~np.isfinite(rounded["value"])
        hidden[mine] |= primary(exact, counted, scheme) | lost.to_numpy(bool)
        small = _small_parts(rows, mine, counted, hidden, framework, scheme)
        first = np.zeros(len(rows), dtype=bool)
        first[mine] = counted & _first_lost(exact, rounded)
        shown = rows.copy()
        shown[mine] = rounded
        return cls(rows, shown, hidden, small, first)

    def part(self, begin: int, end: int) -> _Rounded:
        """Take some rows by themselves."""
        stated, shown, small = (
            frame.iloc[begin:end].reset_index(drop=True) for frame in (self.stated, self.shown, self.small)
        )
        return _Rounded(stated, shown, self.hidden[begin:end].copy(), small, self.first[begin:end])


def _each_rounded(
    histories: list[pd.DataFrame], framework: dict[str, Measure], scheme: DisclosureScheme
) -> Iterator[_Rounded]:
    """Round the histories of several editions at once, and give one after the other."""
    if not histories:
        return
    together = _Rounded.of(pd.concat(histories, ignore_index=True), framework, scheme)
    ends = np.cumsum([len(history) for history in histories]).tolist()
    for begin, end in zip([0, *ends], ends, strict=False):
        yield together.part(begin, end)


def _finished(
    rounded: _Rounded, framework: dict[str, Measure], scheme: DisclosureScheme, editions: Editions
) -> Controlled:
    """Hide what gives others away, take everything out that is of a hidden figure, and remember what is published."""
    made, hidden = rounded.shown, rounded.hidden
    found = secondary(made, hidden, rounded.small, framework, scheme, editions.beside(rounded.stated))
    hidden = hidden | found.hidden
    if rounded.first.any():
        # A first statement that is withheld could be taken from what was first stated around it.
        tops = families_of(framework)
        around = made["ref"].map(tops).isin({tops[ref] for ref in made.loc[rounded.first, "ref"]})
        made.loc[around.to_numpy(bool), "first_value"] = np.nan
    made.loc[hidden, [name for name in FIGURES if name in made]] = np.nan
    made.loc[hidden, [name for name in PROSE if name in made]] = ""
    made.loc[hidden, "marker"] = _withheld(made.loc[hidden, "marker"])
    editions.add(rounded.stated, made, rounded.small, found.sums)
    return Controlled(_without_borrowed_words(made, hidden), found.told)


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


def _first_lost(rows: pd.DataFrame, rounded: pd.DataFrame) -> np.ndarray:
    """Say of which rows a first statement is withheld."""
    if "first_value" not in rows:
        return np.zeros(len(rows), dtype=bool)
    return np.asarray(rows["first_value"].notna() & rounded["first_value"].isna(), dtype=bool)


def _small(figures: pd.Series[float], scheme: DisclosureScheme) -> np.ndarray:
    counts = figures.to_numpy("float64")
    return np.asarray((counts > 0) & (counts <= scheme.threshold), dtype=bool)


def primary(rows: pd.DataFrame, counted: np.ndarray, scheme: DisclosureScheme) -> np.ndarray:
    """Say which rows are small themselves, or would let a small part be worked out.

    Parameters
    ----------
    rows
        Of sensitive measures, as returned.
    counted
        Which of them are counts; the others are rates.
    """
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
