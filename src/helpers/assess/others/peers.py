"""Make other councils' figures comparable with ours: predecessors summed, rates worked out, ourselves set apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.pool import COUNTED, pooled
from helpers.assess.figures.rounding import round_half_up
from helpers.assess.figures.scale import scale_of
from helpers.model.group import spelt_alike
from helpers.model.measure import Measure
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, Marker

RATE = 1_000.0
"""Counts are compared for each so many of what they are divided by."""

RATE_DECIMALS = 2
_PARTS = ["value", "numerator", "denominator"]
_TEXTS = ("marker", "group_name", "part_of")


@dataclass(frozen=True)
class Peers:
    """Other councils' figures, and what their files say of us.

    Attributes
    ----------
    others
        One row a group, measure, period and council; `value` as a page shows it, `compared` as it is ranked.
    own
        Rows about ourselves: never ranked, since our own return is.
    """

    others: pd.DataFrame
    own: pd.DataFrame


def comparable(
    benchmarks: pd.DataFrame, measures: Iterable[Measure], us: Iterable[str], before_us: Iterable[str] = ()
) -> Peers:
    """Prepare what was collected for ranking (rules.md, "Benchmarking").

    Predecessors of a council are summed, numerators and denominators apart, and marked ``[e]``; without every one of
    them the council did not report. A figure that is missing where its numerator and denominator stand is worked out.
    All are rounded as ours are, so that figures that read the same rank the same.

    Parameters
    ----------
    benchmarks
        As :func:`helpers.collect.benchmarks.read_benchmarks` gives them.
    measures
        The framework's.
    us
        The names by which files may know us.
    before_us
        Our predecessors, who are no peers of ours either.

    Examples
    --------
    >>> ta = Measure(ref="TA", title="TA", unit="per 1,000 households", decimals=2, polarity="lower", directorate="h")
    >>> parts = pd.DataFrame({"group": "all", "ref": "TA", "period": "2018-19-q4", "area": ["Northdale", "Southdale"],
    ...     "value": [1.0, 3.0], "numerator": [30, 30], "denominator": [30_000, 10_000], "part_of": "Dale"})
    >>> comparable(parts, [ta], us=["Hill"]).others[["area", "value", "marker"]].values.tolist()
    [['Dale', 1.5, 'e']]
    """
    framework = {measure.ref: measure for measure in measures}
    mine = _complete(benchmarks[benchmarks["ref"].isin(framework)])
    units = mine["ref"].map({ref: measure.unit for ref, measure in framework.items()}).astype("str")
    mine = mine.assign(unit=units)
    summed = _summed(mine.assign(value=_worked_out(mine)))
    decimals = summed["ref"].map({ref: measure.decimals for ref, measure in framework.items()}).astype("int64")
    summed["value"] = round_half_up(summed["value"], decimals)
    summed["compared"] = compared_figure(summed)
    spelt = summed["area"].map({name: spelt_alike(name) for name in summed["area"].unique()})
    ours = spelt.isin({spelt_alike(name) for name in us})
    stranger = ~spelt.isin({spelt_alike(name) for name in before_us}) & (summed["group"] != "")
    ready = summed.drop(columns=["part_of", "unit"])
    return Peers(ready[~ours & stranger].reset_index(drop=True), ready[ours].reset_index(drop=True))


def compared_figure(figures: pd.DataFrame) -> pd.Series[float]:
    """Give what is ranked: the figure, or of a count its rate, because councils differ in size.

    Parameters
    ----------
    figures
        Columns `unit`, `value`, `denominator`.
    """
    rate = round_half_up(RATE * figures["value"] / figures["denominator"].where(figures["denominator"] > 0),
                         RATE_DECIMALS)  # fmt: skip
    return figures["value"].astype("float64").mask(figures["unit"].isin(COUNTED), rate)


def _complete(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows every column: what a file leaves out is not known, or said with nothing."""
    whole = rows.reset_index(drop=True).reindex(columns=list(dict.fromkeys([*rows.columns, *_PARTS, *_TEXTS])))
    texts = {name: whole[name].astype("object").fillna("").astype("str") for name in _TEXTS}
    texts["group_name"] = texts["group_name"].mask(texts["group_name"] == "", whole["group"].astype("str"))
    return whole.assign(**texts).astype(dict.fromkeys(_PARTS, "float64"))


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Put a council in the place of its predecessors; a missing part leaves nothing to sum."""
    part = rows["part_of"] != ""
    if not part.any():
        return rows.copy()
    theirs = rows[part]
    by_council = theirs.groupby(["group", "ref", "period", "part_of", "unit", "group_name"], sort=False)
    sums = pooled(theirs, by_council.ngroup().to_numpy("int64"), theirs["unit"])
    known = sums["value"].notna()
    councils = by_council.head(1).reset_index(drop=True)
    councils = councils.assign(
        area=councils["part_of"], **{name: sums[name] for name in _PARTS},
        marker=np.where(known, Marker.ESTIMATED.value, Marker.UNAVAILABLE.value),
    )  # fmt: skip
    return pd.concat([rows[~part], councils], ignore_index=True)


def _worked_out(rows: pd.DataFrame) -> pd.Series[float]:
    """Fill a figure that only its parts give; a marker that stands in its place keeps it away."""
    withheld = marked(rows["marker"], *IN_PLACE_OF_A_FIGURE)
    scales = rows["unit"].map({unit: scale_of(unit) for unit in rows["unit"].unique()}).astype("float64")
    made = (scales * rows["numerator"] / rows["denominator"]).where(~withheld)
    return rows["value"].fillna(made.mask(rows["unit"].isin(COUNTED), rows["numerator"]))
