"""The layers of a history chart, from the usual range at the back to the latest figure in front."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from helpers.present.channel import y_at
from helpers.present.history.canvas import ABSENT, Canvas, cuts, points_of
from helpers.present.history.named import named
from helpers.present.history.scale import levels
from helpers.present.sign import MARKS
from helpers.present.theme import BAND, BLUE, GREY, HEIGHT, PAPER, WIDTH

SHAPES = {"better": "diamond", "worse": "square", "changed": "circle"}
"""What marks a figure that a rule picked out, as in the signs beside the words."""


MANY = 24
"""Periods beyond which the marks are drawn smaller."""


def drawing(canvas: Canvas) -> alt.LayerChart:
    """Draw a measure's history: usual range, average, target, breaks, line, figures picked out, latest figure."""
    points = points_of(canvas)
    x, y = canvas.x(), canvas.y()
    line = alt.Chart(points).encode(x=x, y=y)
    tip = [alt.Tooltip("period:O", title="Period"), alt.Tooltip("shown:N", title="Figure")]
    layers = [*_ranges(canvas, x, y), *_targets(canvas, x), *_cuts(canvas, x), *named(canvas, points)]
    layers += [
        line.mark_line(color=BLUE).encode(detail=alt.Detail("run:N")),
        line.mark_point(color=BLUE, filled=True, size=22, opacity=1).encode(tooltip=tip),
        *_picked(points, x, y, tip),
        *_latest(canvas, points, x, y, tip),
        *_absent(canvas, x),
    ]
    return alt.layer(*layers).properties(  # type: ignore[return-value]
        width=WIDTH, height=HEIGHT, autosize=alt.AutoSizeParams(type="fit", contains="padding")
    )


def _ranges(canvas: Canvas, x: alt.X, y: alt.Y) -> list[Any]:
    """Draw the usual range as a band with the average in it; where it was started afresh, both step."""
    if not canvas.parts:
        return []
    ends = [(max(part.first - 0.5, -canvas.edge), min(part.last + 0.5, canvas.last)) for part in canvas.parts]
    frame = pd.DataFrame(
        {
            "at": [left for left, _ in ends],
            "to": [right for _, right in ends],
            "low": [part.lower for part in canvas.parts],
            "high": [part.upper for part in canvas.parts],
            "value": [part.mean for part in canvas.parts],
        }
    )
    chart = alt.Chart(frame).encode(x=x, x2=alt.X2("to:Q"))
    return [
        chart.mark_rect(color=BAND).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        chart.mark_rule(color=GREY, strokeWidth=1).encode(y=y),
    ]


def _targets(canvas: Canvas, x: alt.X) -> list[Any]:
    """Draw each target level: a dashed line, or a short one at the last period of a running total."""
    layers = []
    for level, _ in levels(canvas.row):
        data = alt.Chart(pd.DataFrame({"level": [level], "at": [len(canvas.series) - 1]}))
        if canvas.row.basis == "cumulative":
            layers.append(data.mark_tick(thickness=2, size=26, color=GREY, orient="horizontal").encode(
                x=x, y=alt.Y("level:Q")))  # fmt: skip
        else:
            layers.append(data.mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=GREY).encode(y=alt.Y("level:Q")))
    return layers


def _cuts(canvas: Canvas, x: alt.X) -> list[Any]:
    layers = []
    for at, words in cuts(canvas):
        data = alt.Chart(pd.DataFrame({"at": [at], "words": [words]}))
        over = canvas.across(at) > 0.6
        layers += [
            data.mark_rule(color=GREY, strokeWidth=1).encode(x=x),
            data.mark_text(align="right" if over else "left", baseline="top", dx=-4 if over else 4, color=GREY).encode(
                x=x, y=y_at(2), text=alt.Text("words:N")
            ),
        ]
    return layers


def _picked(points: pd.DataFrame, x: alt.X, y: alt.Y, tip: list[Any]) -> list[Any]:
    """Mark the figures that a rule picked out, by shape as well as colour."""
    layers = []
    for kind, shape in SHAPES.items():
        found = points[(points["kind"] == kind) & points["value"].notna()]
        if len(found):
            layers.append(
                _mark(alt.Chart(found).encode(x=x, y=y), kind, shape, 90 if len(points) <= MANY else 45).encode(
                    tooltip=tip
                )
            )
    return layers


def _mark(chart: alt.Chart, kind: str, shape: str, size: int) -> Any:  # noqa: ANN401 - one of Altair's many kinds
    if kind == "changed":
        return chart.mark_point(shape=shape, size=size, fill=PAPER, stroke=MARKS["changed"], strokeWidth=2, opacity=1)
    return chart.mark_point(shape=shape, size=size, filled=True, color=MARKS[kind], opacity=1)  # type: ignore[index]


def _latest(canvas: Canvas, points: pd.DataFrame, x: alt.X, y: alt.Y, tip: list[Any]) -> list[Any]:
    seen = points.dropna(subset=["value"])
    last = seen.tail(1)
    # Below a falling line, unless the words would then stand on those of the axis.
    room = canvas.up(float(last["value"].iloc[0])) > 2 * canvas.tall
    falling = room and len(seen) > 1 and seen["value"].iloc[-1] < seen["value"].iloc[-2]
    mark = alt.Chart(last).encode(x=x, y=y)
    words: dict[str, Any] = {
        "align": "right", "baseline": "top" if falling else "bottom", "dx": 6, "dy": 9 if falling else -9,
        "fontSize": 15, "fontWeight": "bold",
    }  # fmt: skip
    halo = mark.mark_text(**words, stroke=PAPER, strokeWidth=5, strokeJoin="round", color=PAPER).encode(
        text=alt.Text("shown:N")
    )
    kind = str(last["kind"].iloc[0])
    dot = _mark(mark, kind, SHAPES[kind], 150) if kind else mark.mark_point(color=BLUE, filled=True, size=90, opacity=1)
    return [dot.encode(tooltip=tip), halo, mark.mark_text(**words, color=BLUE).encode(text=alt.Text("shown:N"))]


def _absent(canvas: Canvas, x: alt.X) -> list[Any]:
    """Say in place of the latest figure why there is none."""
    if pd.notna(canvas.series["value"].iloc[-1]):
        return []
    words = ABSENT.get(canvas.row.state, "no figure")
    data = alt.Chart(pd.DataFrame({"at": [len(canvas.series) - 1], "words": [words]}))
    foot = alt.YValue(alt.ExprRef("height - 6"))  # type: ignore[no-untyped-call]
    return [
        data.mark_text(align="right", baseline="bottom", dx=6, color=GREY, fontStyle="italic").encode(
            x=x, y=foot, text=alt.Text("words:N")
        )
    ]
