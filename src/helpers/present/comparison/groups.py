"""One measure beside one group of councils. May import the floors below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.figures.pool import COUNTED
from helpers.assess.others.peers import RATE, RATE_DECIMALS, compared_figure
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.figure import figure, short_figure
from helpers.narrate.row import ResultRow, known, parts_of

NAMED = 40
"""Councils of a group that are named one by one; of a larger group only the spread is shown."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure beside one group.

    Attributes
    ----------
    name
        The group's.
    period
        The figures'.
    n
        How many councils reported, ours among them.
    rank
        Ours; 1 is the best, NaN where there is none.
    quartile
        The quarter that we are in; 1 is the best.
    median
        The middle council's figure.
    missing
        Councils that did not report.
    note
        Why there is no comparison, or what was done to make it.
    ours
        Our figure as it is compared, NaN where there is none.
    theirs
        Columns `area`, `value`, `numerator`, `denominator`, `marker` of the other councils that reported.
    unit, decimals
        Of the figures as compared: a count is compared as a rate.
    """

    name: str
    period: str
    n: float
    rank: float
    quartile: float
    median: float
    missing: tuple[str, ...]
    note: str
    ours: float
    theirs: pd.DataFrame
    unit: str
    decimals: int

    @property
    def has_spread(self) -> bool:
        """Whether there is anything to draw: another council's figure."""
        return len(self.theirs) > 0

    @property
    def is_named(self) -> bool:
        """Whether its councils are few enough to be named one by one."""
        return len(self.theirs) <= NAMED

    @property
    def values(self) -> list[float]:
        """Give every figure that is compared, ours included."""
        own = [self.ours] if known(self.ours) else []
        return [*(float(value) for value in self.theirs["value"]), *own]

    @property
    def middle_half(self) -> tuple[float, float]:
        """Give the ends of the middle half of the councils."""
        low, high = np.quantile(self.values, [0.25, 0.75])
        return float(low), float(high)

    @property
    def period_label(self) -> str:
        """The period in words."""
        return Period.parse(self.period).label if self.period else ""

    def said(self, value: float) -> str:
        """Write a figure with its unit."""
        return figure(value, self.unit, self.decimals)

    def short(self, value: float) -> str:
        """Write a figure for a mark or a cell."""
        return short_figure(value, self.unit, self.decimals)


def comparisons_of(results: Results, row: ResultRow) -> list[Comparison]:
    """Give a measure's comparisons, the main group first; of a suppressed measure there is none to give."""
    found = results.comparisons[results.comparisons["ref"] == row.ref]
    peers = results.peers[results.peers["ref"] == row.ref]
    counted = row.unit in COUNTED
    unit, decimals = (f"per {RATE:,.0f}", RATE_DECIMALS) if counted else (row.unit, row.decimals)
    made = []
    for entry in found.to_dict("records"):
        reported = _reported(peers, str(entry["group"]), str(entry["period"]))
        made.append(
            Comparison(
                name=str(entry["group_name"] or entry["group"]),
                period=str(entry["period"]),
                n=float(entry["n"]),
                rank=float(entry["rank"]),
                quartile=float(entry["quartile"]),
                median=float(entry["median"]),
                missing=tuple(parts_of(str(entry["missing"]))),
                note=str(entry["note"]),
                ours=_ours(row),
                theirs=reported,
                unit=unit,
                decimals=decimals,
            )
        )
    return made


def _reported(peers: pd.DataFrame, group: str, period: str) -> pd.DataFrame:
    mine = peers[(peers["group"] == group) & (peers["period"] == period)]
    figures = mine["compared"] if "compared" in mine else mine["value"]
    columns = mine.reindex(columns=["area", "numerator", "denominator", "marker"])
    known_ones = columns.assign(value=figures.astype("float64")).dropna(subset=["value"])
    return known_ones.sort_values(["value", "area"]).reset_index(drop=True)


def _ours(row: ResultRow) -> float:
    frame = pd.DataFrame({"unit": [row.unit], "value": [row.value], "denominator": [row.denominator]})
    return float(compared_figure(frame).iloc[0])
