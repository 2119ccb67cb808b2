"""Hold the figure of a quarter or a year against those of the months and quarters in it. May import `model`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.assess.figures.derive import PARTS, with_derived
from helpers.assess.figures.look_up import figures_at
from helpers.assess.figures.marker import marked
from helpers.assess.figures.pool import COUNTED
from helpers.assess.quality.reason import none_of, plain, with_places
from helpers.model.measure import Basis, Measure
from helpers.model.observation import Marker
from helpers.model.period import Period

_KEY = ["ref", "period"]
_NEAR = 1e-9


def periods_disagree(figures: pd.DataFrame, history: pd.DataFrame, measures: Iterable[Measure]) -> pd.Series[str]:
    """Ask about a longer period that was sent with a figure which the shorter ones in it do not come to.

    Looked at are the figure shown and last year's, which both may be sent as well as derived: a quarter beside its
    months, a year beside its quarters. What they come to follows from the measure's basis, as where a figure is derived
    (:func:`helpers.assess.figures.derive.with_derived`). Whole counts add up exactly; of other sums each part, and the
    sum itself, may be off by half a step of the last published decimal; a rate, a snapshot or a running total by one
    such half. A break within the period explains a difference.

    Parameters
    ----------
    figures
        As :func:`helpers.assess.quality.past.with_past` makes them; `period` is the edition's.
    history
        One row a measure and period, after disclosure control; `first_value` is empty where no return stated a figure.
    measures
        The framework's.
    """
    asked = figures[~figures["rounded"]]
    years = pd.Series([at.financial_year.shift(-1) for at in asked["period"]], index=asked.index, dtype="object")
    if asked.empty:
        return none_of(figures)
    others = years.mask(years == asked["about"])
    said = pd.concat([_of(asked, periods, history, measures) for periods in (others, asked["about"])])
    return said.groupby(level=0).agg(" and ".join).astype("str")


def _of(
    figures: pd.DataFrame, periods: pd.Series[Any], history: pd.DataFrame, measures: Iterable[Measure]
) -> pd.Series[str]:
    """Ask about one period of each measure."""
    stated = _stated(figures.assign(period=periods.astype("object")), history)
    if stated.empty:
        return none_of(figures)
    held = history[history["ref"].isin(stated["ref"])]
    sent = pd.MultiIndex.from_frame(held[_KEY]).isin(pd.MultiIndex.from_frame(stated[_KEY]))
    rest = held[~sent].assign(value=lambda rows: rows["unrounded"])
    known = {ref: set(mine) for ref, mine in rest.groupby("ref")["period"]}
    refs = set(known)
    derived = with_derived(rest, [each for each in measures if each.ref in refs], set(stated["period"]))
    derived = derived.iloc[len(rest) :].dropna(subset=["value"])
    derived = derived.loc[~marked(derived["marker"], Marker.BREAK), [*_KEY, "value"]]
    both = stated.merge(derived.rename(columns={"value": "come_to"}), on=_KEY).set_index("row")
    adds = (both["unit"].isin(COUNTED) & (both["basis"] == Basis.PERIOD.value)).to_numpy(bool)
    keys = zip(both["ref"], both["period"], both["basis"], strict=True)
    parts = [_parts(whole, known[ref], basis) for ref, whole, basis in keys]
    halves = np.where(adds, [len(each) + 1 for each in parts], 1)
    halves[adds & ((both["unit"] == "count") & (both["decimals"] == 0)).to_numpy(bool)] = 0
    off = (both["come_to"] - both["value"]).abs() > halves * 0.5 * 10.0 ** -both["decimals"] + _NEAR
    wrong = off.to_numpy(bool) & np.array([bool(each) for each in parts], dtype=bool)
    return _reasons(both[wrong], [each for each, kept in zip(parts, wrong, strict=True) if kept], adds[wrong])


def _stated(figures: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """List the longer periods that a return states, of measures that hold shorter ones too."""
    months = {period: period.kind.months for period in history["period"].unique()}
    lengths = pd.Series([months[period] or np.nan for period in history["period"]], history.index, dtype="float64")
    shortest = lengths.groupby(history["ref"]).min().to_dict()
    keys = zip(figures["ref"], figures["period"], strict=True)
    longer = np.array([months.get(period, 0) > shortest.get(ref, np.inf) for ref, period in keys], dtype=bool)
    asked = figures.loc[longer, [*_KEY, "unit", "basis", "decimals"]]
    given = figures_at(history, asked["ref"], asked["period"], ("value", "first_value"))
    return asked.assign(row=asked.index, value=given["value"])[given.notna().all(axis=1)]


def _parts(whole: Period, held: Collection[Period], basis: str) -> list[Period]:
    """Give the periods that a longer one comes from, the fewest that fill it; of a snapshot its last one."""
    for kind in PARTS.get(whole.kind, ()):
        within = sorted(period for period in held if period.kind is kind and whole.contains(period))
        if basis != Basis.PERIOD.value and within and within[-1].end == whole.end:
            return within[-1:]
        if basis == Basis.PERIOD.value and len(within) * kind.months == whole.kind.months:
            return within
    return []


def _reasons(found: pd.DataFrame, parts: Sequence[list[Period]], adds: np.ndarray) -> pd.Series[str]:
    labels = pd.Series([period.label for period in found["period"]], index=found.index, dtype="str")
    comes = pd.Series([_how(*each) for each in zip(parts, adds, found["basis"], strict=True)], found.index, dtype="str")
    sign = found["unit"].where(found["unit"] == "%", "")
    given = with_places(found["come_to"], found["decimals"])
    return plain(found["value"]) + sign + " was sent for " + labels + ", where " + comes + " " + given + sign


def _how(parts: list[Period], adds: bool, basis: str) -> str:
    kind = parts[-1].kind.value
    if basis != Basis.PERIOD.value:
        return f"{parts[-1].label}, the last {kind} in it, was sent with"
    return f"its {len(parts)} {kind}s " + ("add up to" if adds else "together give")
