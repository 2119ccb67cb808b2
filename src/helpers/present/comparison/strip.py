"""Every council a mark on a line, ours standing out: one line for each group. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from helpers.narrate.figure import marked_figure, marker_legend
from helpers.narrate.row import ResultRow, known
from helpers.present.channel import x_at, y2_at, y_at
from helpers.present.chart import Words, drawn
from helpers.present.comparison.groups import Comparison
from helpers.present.comparison.words import comparison_sentences
from helpers.present.data_table import DataTable
from helpers.present.link import anchor
from helpers.present.parts import Chart
from helpers.present.theme import BAND, BLUE, GREY, WIDTH

NAME, ABOVE, MARKS, BELOW = 20, 24, 36, 24
"""Pixels of a line from its top: the group's name where there are several, our label, the marks, the middle's label."""


def strip(row: ResultRow, us: str, compared: Sequence[Comparison]) -> Chart:
    """Draw a measure's groups.

    Parameters
    ----------
    row
        The measure.
    us
        The council's name.
    compared
        Groups in which another council reported.
    """
    main = compared[0]
    middle = f"the middle council has {main.short(main.median)}"
    title = f"{us} has {main.said(main.ours)}; {middle}" if known(main.ours) else middle[0].upper() + middle[1:]
    names = " and ".join(one.name for one in compared) if len(compared) < 3 else "each group"
    subtitle = (
        f"{row.title}, {main.period_label}{_unit(main)}. One mark a council of {names}; "
        "shaded: the middle half of them."
    )
    said = " ".join([f"{title}.", *comparison_sentences(compared, us)])
    return drawn(
        f"benchmark-{anchor(row.ref)}", _drawing(us, compared), Words(title, subtitle, said), _data(row, us, compared)
    )


def _unit(one: Comparison) -> str:
    return "" if one.unit in ("%", "£", "") else f", {one.unit}"


def _drawing(us: str, compared: Sequence[Comparison]) -> alt.LayerChart:
    several = len(compared) > 1
    tall = (NAME if several else 0) + ABOVE + MARKS + BELOW
    low = min(min(one.values) for one in compared)
    high = max(max(one.values) for one in compared)
    room = (high - low or abs(high) or 1.0) * 0.04
    x = alt.X(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False),
        axis=alt.Axis(
            grid=False, tickCount=6, labelExpr={"%": "datum.label + '%'"}.get(compared[0].unit, "datum.label")
        ),
    )
    layers: list[Any] = []
    for place, one in enumerate(compared):
        top = place * tall + (NAME if several else 0)
        if several:
            layers.append(_name(one, place * tall))
        layers += _line(us, one, top + ABOVE, x, (low, high))
    return alt.layer(*layers).properties(width=WIDTH, height=tall * len(compared))  # type: ignore[return-value]


def _name(one: Comparison, top: float) -> Any:  # noqa: ANN401 - one of Altair's many kinds
    data = alt.Chart(pd.DataFrame({"words": [f"{one.name}, {one.n:.0f} councils"]}))
    return data.mark_text(align="left", baseline="top", fontWeight="bold").encode(
        x=x_at(0), y=y_at(top + 4), text=alt.Text("words:N")
    )


def _line(us: str, one: Comparison, top: float, x: alt.X, ends: tuple[float, float]) -> list[Any]:
    """Draw one group: the middle half as a band, a mark a council, the middle one dashed, ours in front."""
    centre, foot = top + MARKS / 2, top + MARKS
    half = pd.DataFrame({"value": [one.middle_half[0]], "to": [one.middle_half[1]]})
    theirs = one.theirs[["value"]].assign(words=[one.short(float(value)) for value in one.theirs["value"]])
    tip = []
    if one.is_named:
        theirs["area"] = one.theirs["area"]
        tip = [alt.Tooltip("area:N", title="Council"), alt.Tooltip("words:N", title="Figure")]
    else:
        theirs = theirs[["value"]]
    middle = alt.Chart(pd.DataFrame({"value": [one.median], "words": [f"middle {one.short(one.median)}"]})).encode(x=x)
    marks = alt.Chart(theirs).mark_tick(color=GREY, thickness=2 if one.is_named else 1, size=26, opacity=0.7)
    layers = [
        alt.Chart(half).mark_rect(color=BAND).encode(x=x, x2=alt.X2("to:Q"), y=y_at(top), y2=y2_at(foot)),
        marks.encode(x=x, y=y_at(centre), **({"tooltip": tip} if tip else {})),
        middle.mark_rule(color=GREY, strokeWidth=1.5, strokeDash=[4, 3]).encode(y=y_at(top - 4), y2=y2_at(foot + 4)),
        middle.mark_text(color=GREY, baseline="top", align=_side(one.median, ends)).encode(
            text=alt.Text("words:N"), y=y_at(foot + 6)
        ),
    ]
    if not known(one.ours):
        return layers
    own = alt.Chart(pd.DataFrame({"value": [one.ours], "words": [f"{us}, {one.short(one.ours)}"]})).encode(x=x)
    return [
        *layers,
        own.mark_tick(color=BLUE, thickness=5, size=MARKS + 4).encode(y=y_at(centre)),
        own.mark_text(color=BLUE, baseline="bottom", fontWeight="bold", align=_side(one.ours, ends)).encode(
            text=alt.Text("words:N"), y=y_at(top - 4)
        ),
    ]


def _side(value: float, ends: tuple[float, float]) -> Literal["left", "center", "right"]:
    """Keep a label inside the drawing, whichever end it stands at."""
    low, high = ends
    share = (value - low) / (high - low) if high > low else 0.5
    return "left" if share < 0.3 else "right" if share > 0.7 else "center"


def _data(row: ResultRow, us: str, compared: Sequence[Comparison]) -> DataTable:
    """Name the councils of the groups that are small enough, best first; give the spread of the others."""
    main, cells = compared[0], []
    listed: dict[str, list[str]] = {}
    named = [one for one in compared if one.is_named]
    figures = {
        str(area): (float(value), str(marker))
        for one in named
        for area, value, marker in zip(one.theirs["area"], one.theirs["value"], one.theirs["marker"], strict=True)
    }
    for one in named:
        for area in one.theirs["area"]:
            listed.setdefault(str(area), []).append(one.name)
    if known(main.ours):
        figures[us], listed[us] = (main.ours, row.marker), [one.name for one in named]
    for area in sorted(figures, key=lambda name: (figures[name][0] * (-1 if row.polarity == "higher" else 1), name)):
        value, marker = figures[area]
        cells.append([area, marked_figure(value, main.unit, main.decimals, marker), ", ".join(listed[area])])
    for one in named:
        cells += [[area, "did not report", one.name] for area in one.missing if area not in figures]
    for one in compared:
        if not one.is_named:
            cells += _spread(one)
    heads = ["Council", main.unit if main.unit != "count" else "Number", "Group"]
    order = "" if row.polarity not in ("higher", "lower") else ", best first"
    legend = marker_legend([marker for _, marker in figures.values()])
    return DataTable(f"{row.title}, {main.period_label}{order}. {legend}".removesuffix(". "), heads, cells)


def _spread(one: Comparison) -> list[list[str]]:
    low, high = one.middle_half
    points = {"Lowest": min(one.values), "Start of the middle half": low, "Middle": one.median,
              "End of the middle half": high, "Highest": max(one.values)}  # fmt: skip
    return [[f"{what} of {one.n:.0f} councils", one.short(value), one.name] for what, value in points.items()]
