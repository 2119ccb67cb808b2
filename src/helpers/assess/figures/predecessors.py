"""Give a reorganised council the time before it was formed: its predecessors' figures, summed. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.pool import COUNTED, pooled
from helpers.model.council import Council
from helpers.model.measure import Measure
from helpers.model.observation import Marker, with_marker

_KEY = ["ref", "period"]
_WORDS = ("rag_supplied", "commentary", "cause", "action", "owner_role", "action_date", "recovery_date", "source_hash")
"""What three councils said of their own figures is said of none of ours; nor is one file's hash that of three."""


def with_predecessors(history: pd.DataFrame, measures: Iterable[Measure], council: Council) -> pd.DataFrame:
    """Put the sum of our predecessors' figures where we had none yet.

    Counts add up; percentages and rates are made of the sums of numerators and denominators, never averaged, and all
    are marked ``e``: nobody counted them for the area as it now is. Where one predecessor's figure is missing, so is
    the sum (``x``), and where one is withheld the sum is too (``c``). What we returned ourselves for such a period
    stands (rules.md, "Benchmarking").

    Parameters
    ----------
    history
        One row a measure, period and `area`: a predecessor's name, or empty for ourselves.
    measures
        The framework's.
    council
        Says who the predecessors are.

    Returns
    -------
    pandas.DataFrame
        One row a measure and period, without `area`. A sum has the source of its parts: every file's name, and a row
        only where there is one.
    """
    if "area" not in history:
        return history
    ours = of_ourselves(history).drop(columns="area")
    theirs = history[history["area"].isin(council.predecessors)]
    known = pd.MultiIndex.from_frame(ours[_KEY])
    theirs = theirs[~pd.MultiIndex.from_frame(theirs[_KEY]).isin(known)]
    if theirs.empty:
        return ours.reset_index(drop=True)
    summed = _summed(theirs, measures, len(council.predecessors))
    return pd.concat([ours, summed[ours.columns]], ignore_index=True)


def of_ourselves(observations: pd.DataFrame) -> pd.DataFrame:
    """Leave out what returns hold of our predecessors: what they said of their figures is said of none of ours.

    Examples
    --------
    >>> of_ourselves(pd.DataFrame({"ref": ["43", "43"], "area": ["", "Poole"], "value": [68, 21]}))["value"].tolist()
    [68]
    """
    return observations[observations["area"] == ""] if "area" in observations else observations


def since_formed(benchmarks: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Leave out what other councils reported before ours was formed: what came before it was no council of our kind.

    A successor is compared from its first period (rules.md, "Benchmarking").

    Examples
    --------
    >>> from helpers.model.period import Period
    >>> bcp = Council(name="BCP", formed="2019-04-01", directorates=[{"key": "housing", "name": "Housing"}])
    >>> peers = pd.DataFrame({"period": [Period.parse("2018-19-q4"), Period.parse("2019-20-q1")]})
    >>> since_formed(peers, bcp)["period"].astype("str").tolist()
    ['2019-20-q1']
    """
    formed = council.formed
    if formed is None or benchmarks.empty:
        return benchmarks
    later = {period for period in benchmarks["period"].unique() if period.start >= formed}
    return benchmarks[benchmarks["period"].isin(later)].reset_index(drop=True)


def _summed(theirs: pd.DataFrame, measures: Iterable[Measure], number: int) -> pd.DataFrame:
    rows = theirs.sort_values([*_KEY, "area"], ignore_index=True)
    units = rows["ref"].map({measure.ref: measure.unit for measure in measures}).astype("str")
    by_period = rows.groupby(_KEY)
    group = by_period.ngroup().to_numpy("int64")
    sums = pooled(rows, group, units)
    counted = units.groupby(group).first().isin(COUNTED).to_numpy(bool)
    first = by_period["first_value"].sum(min_count=number).to_numpy("float64")
    complete = (by_period["area"].nunique() == number).to_numpy(bool)
    known = complete & sums["value"].notna().to_numpy(bool)
    made = by_period.head(1).reset_index(drop=True)
    return made.assign(
        **{name: sums[name].where(known) for name in ("value", "numerator", "denominator")},
        **dict.fromkeys(_WORDS, ""),
        marker=_markers(sums["marker"], known, complete),
        forecast=np.nan,
        first_value=np.where(known & counted, first, np.nan),
        source_file=_together(rows["source_file"], group),
        source_row=made["source_row"].astype("Int64").where(by_period.size().to_numpy() == 1),
        return_period=by_period["return_period"].max().to_numpy(),
    )


def _markers(summed: pd.Series[str], known: np.ndarray, complete: np.ndarray) -> pd.Series[str]:
    """Mark a sum as estimated, or say in its place why there is none."""
    estimated = summed.map(lambda markers: with_marker(markers, Marker.ESTIMATED))
    told = marked(summed, Marker.SUPPRESSED) | (complete & marked(summed, Marker.NOT_APPLICABLE))
    broken = np.where(marked(summed, Marker.BREAK), with_marker(Marker.UNAVAILABLE, Marker.BREAK), Marker.UNAVAILABLE)
    return estimated.where(known, summed.where(told, pd.Series(broken, summed.index, dtype="str")))


def _together(names: pd.Series[str], group: np.ndarray) -> np.ndarray:
    """Name every file of each group once."""
    once = pd.DataFrame({"name": names.to_numpy(), "group": group}).drop_duplicates().sort_values(["group", "name"])
    return once.groupby("group")["name"].agg("; ".join).to_numpy()
