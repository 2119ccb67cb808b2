"""The wards as a map, shaded by their figures. May import the floors below."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd

from helpers.narrate.sentences import listed
from helpers.present.area.classes import Classes, classes_of
from helpers.present.area.name import Name
from helpers.present.area.plane import Plane
from helpers.present.area.wards import Wards
from helpers.present.chart import Words, drawn
from helpers.present.data_table import DataTable
from helpers.present.history.words import UNITS
from helpers.present.link import anchor
from helpers.present.parts import Chart
from helpers.present.theme import GREY, INK, PAPER

WIDTH = 340
"""As on a phone: a drawing keeps its height at every width, so a taller one would stand in white there."""

TALLEST, SHORTEST = 420, 200

ABSENT = {"suppressed": "withheld"}
"""What the map and its key call a ward without a figure; any other has none."""
NO_FIGURE = "no figure"

NAMED = 3
"""Wards with figures from which on the map names the highest and the lowest."""


def ward_map(wards: Wards, boundaries: pd.DataFrame) -> Chart:
    """Draw every ward that has a boundary; a withheld one has neither shade nor name."""
    highest, most = listed(wards.at_end(largest=True)), wards.short(wards.shown["value"].max())
    title = f"{wards.row.title} by ward: highest {wards.of_those_shown}in {highest}, {most}"
    unit = UNITS.get(wards.row.unit, wards.row.unit[:1].upper() + wards.row.unit[1:])
    absent = len(wards.now) - len(wards.shown)
    without = f" {absent} of {len(wards.now)} wards have no figure here." if absent else ""
    words = Words(
        title, f"{unit}, {wards.period.label}. The stronger the colour, the higher.",
        f"{title}. Map of {len(boundaries)} wards, {wards.period.label}.{without} The table has every ward's figure.",
    )  # fmt: skip
    return drawn(f"area-{anchor(wards.row.ref)}", _drawing(wards, boundaries), words, _data(wards))


def _drawing(wards: Wards, boundaries: pd.DataFrame) -> alt.LayerChart:
    plane = Plane.of(list(boundaries["shape"]))
    classes = classes_of([float(value) for value in wards.shown["value"]], wards.row.unit, wards.row.decimals)
    features = [
        {"type": "Feature", "geometry": plane.geometry(shape), **_told(ward, wards, classes)}
        for ward, shape in zip(boundaries["ward"], boundaries["shape"], strict=True)
    ]
    names = list(classes.names)
    empty = [name for name in (*ABSENT.values(), NO_FIGURE) if any(each["class"] == name for each in features)]
    scale = alt.Scale(domain=[*names, *empty], range=[*classes.shades, *([PAPER] * len(empty))])
    key = alt.Legend(
        title=None, orient="bottom", direction="vertical", columns=2, symbolType="square", symbolStrokeColor=GREY,
        symbolSize=220, symbolStrokeWidth=0.75, labelFontSize=13, labelColor=INK, labelLimit=0, clipHeight=20,
    )  # fmt: skip
    shapes = alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke=GREY, strokeWidth=0.75)
    layers: list[Any] = [
        shapes.encode(
            fill=alt.Fill("class:N", scale=scale, legend=key, sort=None),
            tooltip=[alt.Tooltip("ward:N", title="Ward"), alt.Tooltip("figure:N", title="Figure")],
        ),
        *_names(wards, boundaries, plane),
    ]
    height = round(min(TALLEST, max(SHORTEST, WIDTH * plane.tall)))
    return (
        alt.layer(*layers)  # type: ignore[return-value]
        .project(type="identity")
        .properties(width=WIDTH, height=height)
    )


def _told(ward: str, wards: Wards, classes: Classes) -> dict[str, str]:
    """Give what a ward's shape carries: its name, its figure in words and its class, and no number."""
    own = wards.now[wards.now["ward"] == ward]
    if own.empty or pd.isna(own["value"].iloc[0]):
        absent = ABSENT.get(str(own["state"].iloc[0]), NO_FIGURE) if len(own) else NO_FIGURE
        return {"ward": ward, "figure": absent, "class": absent}
    value = float(own["value"].iloc[0])
    return {"ward": ward, "figure": wards.said(value), "class": classes.name_of(value)}


def _names(wards: Wards, boundaries: pd.DataFrame, plane: Plane) -> list[Any]:
    """Name the highest ward where it lies, and the lowest where there is room, on a rim of the page's own colour."""
    ends = [*wards.at_end(largest=True), *wards.at_end(largest=False)]
    if len(wards.shown) < NAMED or len(ends) != 2:
        return []
    values = dict(zip(wards.shown["ward"], wards.shown["value"], strict=True))
    at = dict(zip(boundaries["ward"], boundaries["label_at"], strict=True))
    names = [
        Name(f"{ward} {wards.short(float(values[ward]))}", *plane.point(json.loads(at[ward])))
        for ward in ends
        if ward in at
    ]
    if len(names) == 2 and names[0].meets(names[1]):
        names = names[:1]
    layers: list[Any] = []
    for name in names:
        words = pd.DataFrame({"x": [name.x], "y": [name.y], "words": [name.words]})
        text = alt.Chart(words).encode(longitude="x:Q", latitude="y:Q", text="words:N")
        layers += [
            text.mark_text(align=name.align, fontWeight="bold", stroke=PAPER, strokeWidth=4, strokeJoin="round"),
            text.mark_text(align=name.align, fontWeight="bold", color=INK),
        ]
    return layers


def _data(wards: Wards) -> DataTable:
    """Give what stands behind each figure."""
    parts = wards.now[["numerator", "denominator"]].notna().any().any()
    head = ["Ward", UNITS.get(wards.row.unit, wards.row.unit), *(["Counted", "Out of"] if parts else [])]
    cells = []
    for ward, value, state, above, below in zip(
        *(wards.now[name] for name in ("ward", "value", "state", "numerator", "denominator")), strict=True
    ):
        said = wards.short(float(value)) or ABSENT.get(str(state), NO_FIGURE)
        numbers = [f"{float(part):,.10g}" if pd.notna(part) else "" for part in (above, below)] if parts else []
        cells.append([str(ward), said, *numbers])
    return DataTable(f"{wards.row.title} by ward, {wards.period.label}", head, cells)
