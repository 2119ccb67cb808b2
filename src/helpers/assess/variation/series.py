"""Say which figures of a measure make one series: of what length, up to when, since when. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.model.framework import Rebase
from helpers.model.measure import Basis, Frequency
from helpers.model.observation import Marker
from helpers.model.period import Kind, Period


def judged_periods(table: pd.DataFrame, history: pd.DataFrame) -> list[Period | None]:
    """Give for each measure the period that its process chart is judged at.

    It is the last period of the measure's own kind within the one its result is about: the last month of a quarter, for
    a measure that is counted by month. Where that is not held and the longer period is, it is the longer one. A running
    total has none.

    Parameters
    ----------
    table
        One row a measure, with `about`, `basis` and `frequency`.
    history
        One row a measure and period.
    """
    running = table["basis"] == Basis.CUMULATIVE.value
    kinds = [Frequency(name).kind for name in table["frequency"]]
    shorter = [about is not None and about.kind is not kind for about, kind in zip(table["about"], kinds, strict=True)]
    asked = history[history["ref"].isin(table["ref"][shorter])]
    held = set(zip(asked["ref"], asked["period"], strict=True))

    def of(ref: str, about: Period | None, kind: Kind) -> Period | None:
        own = about if about is None or about.kind is kind else Period.ending(kind, about.end)
        return about if own is None or ((ref, own) not in held and (ref, about) in held) else own

    return [
        None if total else of(ref, about, kind)
        for ref, about, kind, total in zip(table["ref"], table["about"], kinds, running, strict=True)
    ]


def in_series(
    history: pd.DataFrame,
    refs: Sequence[str],
    latest: Sequence[Period | None],
    rebases: Iterable[Rebase],
    formed: date | None = None,
) -> pd.DataFrame:
    """Keep the figures that process charts stand on, each with the number of its series.

    A series is what may be compared: figures of periods of one length, since the last break in the series (marker
    ``b``), the last rebase, or the day on which the council was formed: its predecessors' figures, summed, are not of
    its own process. Rows without a figure stay, as gaps.

    Parameters
    ----------
    history
        One row a measure and period, in any order.
    refs, latest
        Measures, and up to which period each is judged; ``None`` for one that is not.
    rebases
        Where the limits of a measure start anew by decision.
    formed
        First day of a reorganised council.

    Returns
    -------
    pandas.DataFrame
        In order of measure and time: `row` (in the history, from 0), `ref`, `value`, `place` (the period's number),
        `series`, and `opened_by`, the number of the rebase that its series began with, or −1.

    Examples
    --------
    >>> quarters = [Period.parse(f"2019-20-q{quarter}") for quarter in (1, 2, 3)]
    >>> history = pd.DataFrame({"ref": "M1", "period": quarters, "value": [1.0, 2.0, 9.0], "marker": ["", "", "b"]})
    >>> in_series(history, ["M1"], [quarters[-1]], []).groupby("series")["value"].apply(list).tolist()
    [[1.0, 2.0], [9.0]]
    """
    judged = {ref: period for ref, period in zip(refs, latest, strict=True) if period is not None}
    ends = placed_in_time(judged.values()).set_axis(list(judged))
    rows = placed_in_time(history["period"]).assign(
        row=np.arange(len(history)), ref=history["ref"].to_numpy(), value=history["value"].to_numpy("float64"),
        broken=marked(history["marker"], Marker.BREAK),
    )  # fmt: skip
    alike = rows["ref"].map(ends["shape"]) == rows["shape"]
    rows = rows[alike & (rows["place"] <= rows["ref"].map(ends["place"]))]
    rows = rows.sort_values(["ref", "place"], ignore_index=True)
    rows["rebase"] = _rebase_before(rows, rebases)
    first = rows["ref"] != rows["ref"].shift()
    decided = (rows["rebase"] >= 0) & (first | (rows["rebase"] != rows["rebase"].shift()))
    own = rows["start"] >= (_month(formed) if formed else 0)
    rows["series"] = (first | rows["broken"] | decided | (own & ~own.shift(fill_value=True))).cumsum()
    rows["opened_by"] = rows["rebase"].where(decided, -1).groupby(rows["series"]).transform("first")
    return rows.astype({"series": "int64", "opened_by": "int64"})


def placed_in_time(periods: Iterable[Period]) -> pd.DataFrame:
    """Give periods numbers that tell which follows which.

    Returns
    -------
    pandas.DataFrame
        `shape` (kind and length), `start` (a month's number), and `place`, one more than that of the period before.

    Examples
    --------
    >>> placed_in_time([Period.parse("2019-20-q4"), Period.parse("2020-21-q1")])["place"].diff().tolist()[1:]
    [1.0]
    """
    codes, known = pd.factorize(np.array([*periods, None], dtype="object")[:-1])
    facts = {
        "shape": [f"{period.kind} {_month(period.end) - _month(period.start)}" for period in known],
        "start": [_month(period.start) for period in known],
        # Spans of years overlap, and follow each other year by year.
        "place": [_month(period.start) // (period.kind.months or 12) for period in known],
    }
    made = pd.DataFrame(facts).astype({"shape": "str", "start": "int64", "place": "int64"})
    return made.take(codes).reset_index(drop=True)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _rebase_before(rows: pd.DataFrame, rebases: Iterable[Rebase]) -> pd.Series[int]:
    """Give for each figure the number of the latest rebase at or before its period; -1 where there is none."""
    made = pd.DataFrame(
        [(rebase.ref, _month(rebase.period.start), number) for number, rebase in enumerate(rebases)],
        columns=["ref", "start", "rebase"],
    ).astype({"ref": "str", "start": "int64"})
    if made.empty:
        return pd.Series(-1, index=rows.index, dtype="int64")
    in_time = rows[["ref", "start"]].astype({"ref": "str"}).reset_index().sort_values("start", kind="stable")
    found = pd.merge_asof(in_time, made.sort_values("start", kind="stable"), on="start", by="ref")
    return found.set_index("index")["rebase"].reindex(rows.index).fillna(-1).astype("int64")
