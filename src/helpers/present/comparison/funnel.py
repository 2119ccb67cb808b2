"""Councils by their size, with the limits that chance alone sets around their average. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from helpers.assess.figures.scale import scale_of
from helpers.assess.interval import TAILS, funnel_of_rates, funnel_of_shares
from helpers.narrate.row import ResultRow, known
from helpers.present.channel import x_share
from helpers.present.chart import Words, drawn
from helpers.present.comparison.groups import Comparison
from helpers.present.data_table import DataTable
from helpers.present.link import anchor
from helpers.present.parts import Chart
from helpers.present.theme import BLUE, GREY, HEIGHT, PAPER, WIDTH

FEWEST = 5
"""Councils, ours among them, below which a funnel has no shape."""

SIZES = 40
"""Sizes at which the limits are worked out."""

PLACES = {
    0: "no further from the average than chance can bring",
    1: "further from the average than chance brings in 19 of 20 cases",
    2: "further from the average than chance can explain",
}
"""How a council stands to the two funnels, by how many of them it lies outside."""


@dataclass(frozen=True, slots=True)
class _Funnel:
    """The figures of a group by size, and the limits around their pooled average, in the measure's unit."""

    councils: pd.DataFrame
    average: float
    scale: float
    shares: bool

    def limits(self, sizes: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
        of = funnel_of_shares if self.shares else funnel_of_rates
        low, high = of(self.average / self.scale, sizes, tail)
        return low * self.scale, high * self.scale

    def outside(self, value: float, size: float) -> int:
        """Count the funnels that a figure lies outside."""
        ends = [self.limits(np.array([size]), tail) for tail in TAILS]
        return sum(not float(low[0]) <= value <= float(high[0]) for low, high in ends)


def funnel(row: ResultRow, us: str, compared: Sequence[Comparison]) -> list[Chart]:
    """Draw the largest of a measure's groups whose figures have their numbers behind them.

    The limits are those of rules.md, "Intervals": 0.025 and 0.001 of chance beyond them on each side.

    Returns
    -------
    list of Chart
        One, or none where the numbers behind the figures are not known or the group is small.
    """
    if not (known(row.numerator) and known(row.denominator) and row.denominator > 0):
        return []
    for one in sorted(compared, key=lambda one: -one.n):
        made = _funnel(row, us, one)
        if made is not None:
            return [_chart(row, us, one, made)]
    return []


def _funnel(row: ResultRow, us: str, one: Comparison) -> _Funnel | None:
    scale = scale_of(one.unit)
    theirs = one.theirs.dropna(subset=["numerator", "denominator"])
    theirs = theirs[theirs["denominator"] > 0]
    if not known(one.ours) or not known(scale) or len(theirs) + 1 < FEWEST or len(theirs) < len(one.theirs) / 2:
        return None
    own = {"area": us, "value": one.ours, "numerator": row.numerator, "denominator": row.denominator, "marker": ""}
    councils = pd.concat([theirs, pd.DataFrame([own])], ignore_index=True)
    average = scale * float(councils["numerator"].sum() / councils["denominator"].sum())
    shares = one.unit.startswith("%") or row.basis == "snapshot"
    return _Funnel(councils, average, scale, shares)


def _chart(row: ResultRow, us: str, one: Comparison, made: _Funnel) -> Chart:
    place = PLACES[made.outside(one.ours, row.denominator)]
    average = one.short(made.average)
    title = f"{us} is {place}"
    subtitle = (
        f"{row.title}, {one.period_label}, by the number that the figure is out of. One dot a council of {one.name}. "
        f"Between the lines, a figure may differ from their average of {average} by chance alone: "
        "between the dashed ones in 19 of 20 cases, between the solid ones in 998 of 1,000."
    )
    said = f"{title}. The average of {one.name} is {average}; ours is {one.short(one.ours)}. {_counted(made)}"
    return drawn(
        f"funnel-{anchor(row.ref)}", _drawing(us, one, made), Words(title, subtitle, said), _data(row, one, made)
    )


def _counted(made: _Funnel) -> str:
    outside = _outside(made)
    inner, outer = sum(count > 0 for count in outside), sum(count > 1 for count in outside)
    return f"Of {len(outside)} councils, {inner} lie outside the inner lines and {outer} outside the outer ones."


def _outside(made: _Funnel) -> list[int]:
    pairs = zip(made.councils["value"], made.councils["denominator"], strict=True)
    return [made.outside(float(value), float(size)) for value, size in pairs]


def _drawing(us: str, one: Comparison, made: _Funnel) -> alt.LayerChart:
    councils = made.councils
    least, most = float(councils["denominator"].min()), float(councils["denominator"].max())
    start, stop = least * 0.8, most * 1.1
    sizes = np.geomspace(max(start, 1.0), stop, SIZES)
    curves = pd.concat([_curve(made, sizes, tail, name) for tail, name in zip(TAILS, ("inner", "outer"), strict=True)])
    low = min(float(councils["value"].min()), float(curves["value"].min()))
    high = max(float(councils["value"].max()), float(curves["value"].max()))
    room = (high - low) * 0.06 or 1.0
    ends = [max(low - room, 0.0), min(high + room, 100.0) if one.unit == "%" else high + room]
    x = alt.X("size:Q", title="Number that the figure is out of", axis=alt.Axis(grid=False, tickCount=6, format="~s"),
              scale=alt.Scale(domain=[start, stop], nice=False, zero=False))  # fmt: skip
    ticks = {"%": "datum.label + '%'"}.get(one.unit, "datum.label")
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5, domain=False, ticks=False, labelExpr=ticks),
              scale=alt.Scale(domain=ends, nice=False, zero=False))  # fmt: skip
    marks = councils.assign(
        size=councils["denominator"], words=[one.short(float(value)) for value in councils["value"]]
    )
    theirs = marks[marks["area"] != us]
    theirs = theirs[["size", "value", "area", "words"]] if one.is_named else theirs[["size", "value"]]
    tip = [alt.Tooltip("area:N", title="Council"), alt.Tooltip("words:N", title="Figure")] if one.is_named else []
    own = marks.loc[marks["area"] == us, ["size", "value"]].assign(words=f"{us}, {one.short(one.ours)}")
    return alt.layer(  # type: ignore[return-value]
        *_lines(curves, x, y),
        *_average(one, made, y, one.ours < made.average),
        alt.Chart(theirs)
        .mark_point(color=GREY, filled=True, size=30, opacity=0.7)
        .encode(x=x, y=y, **({"tooltip": tip} if tip else {})),
        *_own(own, x, y, (start, stop), one.ours < made.average),
    ).properties(width=WIDTH, height=HEIGHT, autosize=alt.AutoSizeParams(type="fit", contains="padding"))


def _curve(made: _Funnel, sizes: np.ndarray, tail: float, name: str) -> pd.DataFrame:
    low, high = made.limits(sizes, tail)
    parts = [pd.DataFrame({"size": sizes.round(1), "value": ends.round(4), "line": f"{name} {side}"})
             for side, ends in (("low", low), ("high", high))]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _lines(curves: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    layers = []
    for name, dash in (("inner", [4, 3]), ("outer", [1, 0])):
        chart = alt.Chart(curves[curves["line"].str.startswith(name)]).encode(x=x, y=y, detail=alt.Detail("line:N"))
        layers.append(chart.mark_line(color=GREY, strokeWidth=1, strokeDash=dash))
    return layers


def _average(one: Comparison, made: _Funnel, y: alt.Y, above: bool) -> list[Any]:
    """Draw the average, its words on the side of the line on which we are not: on a phone ours are as wide as it is."""
    data = alt.Chart(pd.DataFrame({"value": [made.average], "words": [f"average {one.short(made.average)}"]}))
    set_as: dict[str, Any] = {
        "align": "right",
        "baseline": "bottom" if above else "top",
        "dx": -4,
        "dy": -4 if above else 4,
    }
    halo = data.mark_text(**set_as, stroke=PAPER, strokeWidth=5, strokeJoin="round", color=PAPER)
    return [
        data.mark_rule(color=GREY, strokeWidth=1).encode(y=y),
        *(words.encode(x=x_share(1), y=y, text=alt.Text("words:N"))
          for words in (halo, data.mark_text(**set_as, color=GREY))),
    ]  # fmt: skip


def _own(own: pd.DataFrame, x: alt.X, y: alt.Y, ends: tuple[float, float], below: bool) -> list[Any]:
    mark = alt.Chart(own).encode(x=x, y=y)
    left = float(own["size"].iloc[0]) < sum(ends) / 2
    words: dict[str, Any] = {
        "align": "left" if left else "right", "dx": 7 if left else -7, "dy": 6 if below else -6, "fontWeight": "bold",
        "baseline": "top" if below else "bottom",
    }  # fmt: skip
    return [
        mark.mark_point(color=BLUE, filled=True, size=110, opacity=1),
        mark.mark_text(**words, stroke=PAPER, strokeWidth=4, strokeJoin="round", color=PAPER).encode(
            text=alt.Text("words:N")
        ),
        mark.mark_text(**words, color=BLUE).encode(text=alt.Text("words:N")),
    ]


def _data(row: ResultRow, one: Comparison, made: _Funnel) -> DataTable:
    """Name the councils, or of a large group those that lie outside a funnel."""
    cells = [
        [str(area), f"{size:,.0f}", one.short(float(value)), PLACES[count]]
        for area, size, value, count in zip(made.councils["area"], made.councils["denominator"],
                                            made.councils["value"], _outside(made), strict=True)
        if one.is_named or count or area == made.councils["area"].iloc[-1]
    ]  # fmt: skip
    which = "" if one.is_named else ": our council, and those outside the lines"
    heads = ["Council", "Out of", one.unit if one.unit != "count" else "Number", "How it stands to the average"]
    return DataTable(f"{row.title} by size, {one.period_label}{which}", heads, cells)
