"""What every layer of a history chart shares: the periods, the scale, and where things stand on it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from helpers.narrate.figure import short_figure
from helpers.narrate.pattern import special_kind
from helpers.narrate.row import ResultRow
from helpers.present.history.scale import Scale, scale_of
from helpers.present.history.series import Stretch, stretches

LABELS = 7
"""Periods named on the axis of a wide chart."""

ABSENT = {"suppressed": "withheld", "missing": "missing", "unavailable": "not available"}


@dataclass(frozen=True, slots=True)
class Canvas:
    """What every layer of one chart shares.

    Attributes
    ----------
    row
        The measure.
    series
        Its periods.
    parts
        The stretches with a usual range.
    scale
        Of the figures.
    """

    row: ResultRow
    series: pd.DataFrame
    parts: Sequence[Stretch]
    scale: Scale

    @classmethod
    def of(cls, row: ResultRow, series: pd.DataFrame) -> Canvas:
        """Prepare the drawing of a measure's periods."""
        # Of a suppressed figure nothing is said, so neither of how its series varies.
        parts = [] if row.state == "suppressed" else stretches(series, row.unit)
        return cls(row, series, parts, scale_of(row, series, parts))

    @property
    def edge(self) -> float:
        """Room beside the first and the last period, in periods."""
        return max(0.3, len(self.series) * 0.015)

    @property
    def last(self) -> float:
        """Where the drawing ends, in periods."""
        return len(self.series) - 1 + self.edge

    @property
    def tall(self) -> float:
        """A line of words, as a share of the height."""
        return self.scale.words / (self.scale.high - self.scale.low)

    def across(self, at: float) -> float:
        """Give the share of the width at which a period stands."""
        return (at + self.edge) / (self.last + self.edge)

    def up(self, value: float) -> float:
        """Give the share of the height at which a figure stands."""
        return (value - self.scale.low) / (self.scale.high - self.scale.low)

    def x(self) -> alt.X:
        """Place periods in a row, named by what they are."""
        return alt.X("at:Q", title=None, axis=self._time_axis(),
                     scale=alt.Scale(domain=[-self.edge, self.last], nice=False, zero=False))  # fmt: skip

    def y(self) -> alt.Y:
        """Place figures on the scale."""
        return alt.Y("value:Q", title=None,
                     scale=alt.Scale(domain=[self.scale.low, self.scale.high], nice=False, zero=False),
                     axis=alt.Axis(tickCount=5, domain=False, ticks=False,
                                   labelExpr=_tick_words(self.row.unit)))  # fmt: skip

    def _time_axis(self) -> alt.Axis:
        names = [str(label) for label in self.series["period_label"]]
        named = list(range(len(names)))[::-1][:: math.ceil(len(names) / LABELS)][::-1]
        words = f"split({json.dumps(names, ensure_ascii=False)}[datum.value], ' ')"
        return alt.Axis(
            values=named, labelAngle=0, labelExpr=words, labelOverlap="greedy", labelFlush=False, grid=False, ticks=True
        )


def kinds(canvas: Canvas) -> list[str]:
    """Say of each period what a rule makes of its figure: better, worse, changed, or nothing."""
    if "special" not in canvas.series or canvas.row.state == "suppressed":
        return [""] * len(canvas.series)
    return [special_kind(str(special), canvas.row.polarity) or "" for special in canvas.series["special"]]


def cuts(canvas: Canvas) -> list[tuple[float, str]]:
    """Give the places where the series is parted, and why: a break in what is counted, or a fresh usual range."""
    broken = [place for place, marker in enumerate(canvas.series["marker"]) if "b" in str(marker).split()]
    fresh = [part.first for part in canvas.parts[1:] if part.first not in broken]
    return sorted(
        [(place - 0.5, "break in series") for place in broken] + [(place - 0.5, "new usual range") for place in fresh]
    )


def points_of(canvas: Canvas) -> pd.DataFrame:
    """Give each period's place, figure, and what a rule makes of it."""
    row, series = canvas.row, canvas.series
    return pd.DataFrame(
        {
            "at": range(len(series)),
            "period": [str(label) for label in series["period_label"]],
            "value": series["value"].astype(float).tolist(),
            "shown": [short_figure(float(value), row.unit, row.decimals) for value in series["value"]],
            "kind": kinds(canvas),
            "run": _runs(series),
        }
    )


def _runs(series: pd.DataFrame) -> list[int]:
    """Give the part between two breaks that each period belongs to: no line joins figures that are not alike."""
    broken = ["b" in str(marker).split() for marker in series["marker"]]
    return [sum(broken[: place + 1]) for place in range(len(broken))]


def _tick_words(unit: str) -> str:
    """Write the scale's numbers as the pages write figures; Vega's own minus is the true one."""
    return {"%": "datum.label + '%'", "£": "replace('£' + datum.label, '£−', '−£')"}.get(unit, "datum.label")
