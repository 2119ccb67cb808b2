"""The words inside a history chart: the target, the average and the usual range, each where it can be read."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt
import pandas as pd

from helpers.narrate.figure import short_figure
from helpers.present.channel import x_at, x_share
from helpers.present.history.canvas import Canvas, cuts
from helpers.present.history.labels import Box, Line, Place, Side, best, box_of, crossings
from helpers.present.history.scale import levels
from helpers.present.theme import GREY, WIDTH

_SHARES: dict[Side, float] = {"middle": 0.65, "left": 0.3, "right": 1.0}
"""How much of the width a place needs that the words stand beside, to its left."""

_EVERYWHERE = tuple(Place(side, above) for side in ("left", "right", "middle") for above in (True, False))


def named(canvas: Canvas, points: pd.DataFrame) -> list[Any]:
    """Name the target, the average and the usual range, each where the least runs through its words."""
    taken, layers, lines = [_value_box(canvas, points), *_cut_boxes(canvas)], [], _lines(canvas, points)
    for words, choices in _wanted(canvas):
        level, place = best(words, choices, lines, taken, canvas.tall, canvas.up)
        if words.startswith("average") and crossings(
            box_of(words, place, canvas.up(level), canvas.tall, WIDTH), lines, taken
        ):
            continue  # the table and the text alternative have it
        taken.append(box_of(words, place, canvas.up(level), canvas.tall, WIDTH))
        layers.append(_word(level, words, place))
    return layers


def _wanted(canvas: Canvas) -> list[tuple[str, list[tuple[float, Place]]]]:
    """Give the words, each with the levels and places at which it may stand, the likeliest first."""
    row = canvas.row
    # A running total's target is for the last period alone, where its words would stand in the line: the subtitle
    # has them.
    found = [] if row.basis == "cumulative" else levels(row)
    wanted = []
    for level, words in found:
        outside = [place for place in _EVERYWHERE if place.above != words.startswith("Target from")]
        wanted.append((words, [(level, place) for place in (outside if len(found) > 1 else _EVERYWHERE)]))
    if canvas.parts:
        part = canvas.parts[-1]
        sides = [
            side for side, share in _SHARES.items() if canvas.across(part.first - 0.5) <= share - 0.3 or side == "right"
        ]
        trial = " (trial: few figures)" if row.variation_trial else ""
        inside = [
            (level, Place(side, above)) for level, above in ((part.lower, True), (part.upper, False)) for side in sides
        ]
        wanted.append((f"usual range{trial}", inside))
        around = [(part.mean, Place(side, above)) for side in sides[::-1] for above in (True, False)]
        wanted.append((f"average {short_figure(part.mean, row.unit, row.decimals + 1)}", around))
    return wanted


def _lines(canvas: Canvas, points: pd.DataFrame) -> list[Line]:
    """Give every line that is drawn: the figures, the target, and the average and ends of each usual range."""
    shares = [(canvas.across(at), canvas.up(value)) for at, value in zip(points["at"], points["value"], strict=True)]
    lines: list[Line] = [shares]
    lines += [[(0.0, canvas.up(level)), (1.0, canvas.up(level))] for level, _ in levels(canvas.row)]
    for part in canvas.parts:
        ends = canvas.across(part.first - 0.5), canvas.across(part.last + 0.5)
        lines += [[(end, canvas.up(level)) for end in ends] for level in (part.mean, part.lower, part.upper)]
    return lines


def _value_box(canvas: Canvas, points: pd.DataFrame) -> Box:
    """Keep words off the latest figure."""
    last = points.dropna(subset=["value"]).iloc[-1]
    at, up = canvas.across(last["at"]), canvas.up(last["value"])
    return Box(at - 0.12, at + 0.05, up - 1.2 * canvas.tall, up + 1.2 * canvas.tall)


def _cut_boxes(canvas: Canvas) -> list[Box]:
    found = []
    for at, _ in cuts(canvas):
        across = canvas.across(at)
        left, right = (across - 0.3, across) if across > 0.6 else (across, across + 0.3)
        found.append(Box(left, right, 1 - canvas.tall, 1.0))
    return found


def _word(level: float, words: str, place: Place) -> Any:  # noqa: ANN401 - one of Altair's many kinds
    aligned: dict[Side, Literal["left", "center", "right"]] = {"left": "left", "middle": "center", "right": "right"}
    x = {"left": x_at(0), "middle": x_share(0.5), "right": x_share(1)}[place.side]
    dx = {"left": 4, "middle": 0, "right": -4}[place.side]
    data = alt.Chart(pd.DataFrame({"level": [level], "words": [words]}))
    mark = data.mark_text(
        align=aligned[place.side],
        baseline="bottom" if place.above else "top",
        dx=dx,
        dy=-4 if place.above else 4,
        color=GREY,
    )
    return mark.encode(x=x, y=alt.Y("level:Q"), text=alt.Text("words:N"))
