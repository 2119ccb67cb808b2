"""How a measure compares with other councils. May import the floors below."""

from __future__ import annotations

from typing import Literal

import altair as alt
import pandas as pd

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import figure, marked_figure, short_figure
from helpers.narrate.row import ResultRow, known, only_row, parts_of
from helpers.narrate.sentences import listed
from helpers.present.channel import y2_at, y_at
from helpers.present.chart import DataTable, Words, drawn
from helpers.present.link import anchor
from helpers.present.parts import Chart, Parts, Prose
from helpers.present.theme import BLUE, GREY, LINE, WIDTH

QUARTERS = {1: "best", 2: "second best", 3: "third best", 4: "worst"}


def benchmark(results: Results) -> Parts:
    """Compare the one measure in view with others of its group: rank, quarter, median, and who did not report.

    Returns
    -------
    Parts
        Nothing where the measure has no benchmark for its period.
    """
    row = only_row(results)
    if not known(row.benchmark_n):
        return Parts(())
    parts = [Prose("## How we compare"), Prose(markdown_text(_said(row, results.edition.council.name)))]
    peers = results.peers[results.peers["group"] == row.benchmark_group]
    if known(row.value) and int(peers["value"].notna().sum()):
        return Parts((*parts, _chart(results, row, peers)))
    return Parts(tuple(parts))


def _said(row: ResultRow, us: str) -> str:
    middle = figure(row.benchmark_median, row.unit, row.decimals)
    said = ""
    if known(row.benchmark_rank):
        quarter = QUARTERS[int(float(row.benchmark_quartile))]
        rank = f"{row.benchmark_rank:.0f} of {row.benchmark_n:.0f}"
        said = f"{us} ranks {rank} in {row.data_period_label}, in the {quarter} quarter of {row.benchmark_group}. "
    said += f"The middle council has {middle}."
    silent = parts_of(row.benchmark_missing)
    return f"{said} {listed(silent)} did not report." if silent else said


def _chart(results: Results, row: ResultRow, peers: pd.DataFrame) -> Chart:
    us = results.edition.council.name
    ours = pd.DataFrame([{"area": us, "value": row.value, "marker": row.marker, "ours": True}])
    everyone = pd.concat([peers[["area", "value", "marker"]].assign(ours=False), ours], ignore_index=True)
    ordered = everyone.sort_values(["value", "area"], ascending=row.polarity == "lower", na_position="last")
    cells = [
        (str(area), marked_figure(float(value), row.unit, row.decimals, str(marker)) or "did not report")
        for area, value, marker in zip(ordered["area"], ordered["value"], ordered["marker"], strict=True)
    ]
    data = DataTable(f"{row.title}, {row.data_period_label}, best first", ("Council", row.unit), cells)
    return drawn(
        f"benchmark-{anchor(row.ref)}", _drawing(row, everyone.dropna(subset=["value"]), us), _words(row, us), data
    )


def _drawing(row: ResultRow, everyone: pd.DataFrame, us: str) -> alt.LayerChart:
    shown = everyone.assign(words=[short_figure(float(value), row.unit, row.decimals) for value in everyone["value"]])
    across = alt.X(
        "value:Q", title=None, scale=alt.Scale(zero=False, padding=16), axis=alt.Axis(grid=False, tickCount=6)
    )
    theirs = alt.Chart(shown[~shown["ours"]]).encode(x=across)
    own = alt.Chart(shown[shown["ours"]].assign(name=us + ", " + shown["words"])).encode(x=across)
    middle = alt.Chart(pd.DataFrame({"value": [row.benchmark_median], "words": ["middle council"]})).encode(x=across)
    tip = [alt.Tooltip("area:N", title="Council"), alt.Tooltip("words:N", title="Figure")]
    layers = [
        theirs.mark_tick(color=GREY, thickness=2, size=26, opacity=0.7).encode(tooltip=tip, y=y_at(50)),
        middle.mark_rule(color=LINE, strokeDash=[4, 3]).encode(y=y_at(30), y2=y2_at(70)),
        middle.mark_text(color=GREY, baseline="top").encode(text=alt.Text("words:N"), y=y_at(74)),
        own.mark_tick(color=BLUE, thickness=5, size=40).encode(y=y_at(50)),
        own.mark_text(color=BLUE, baseline="bottom", fontWeight="bold", align=_side(row, everyone)).encode(
            text=alt.Text("name:N"), y=y_at(24)
        ),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=100)  # type: ignore[return-value]


def _side(row: ResultRow, everyone: pd.DataFrame) -> Literal["left", "center", "right"]:
    """Keep our label inside the drawing, whichever end we stand at."""
    low, high = float(everyone["value"].min()), float(everyone["value"].max())
    share = (row.value - low) / (high - low) if high > low else 0.5
    return "left" if share < 0.25 else "right" if share > 0.75 else "center"


def _words(row: ResultRow, us: str) -> Words:
    now = figure(row.value, row.unit, row.decimals)
    title = f"{us} has {now}; the middle council has {short_figure(row.benchmark_median, row.unit, row.decimals)}"
    said = _said(row, us)
    return Words(
        title, f"{row.title}, {row.data_period_label}, one mark a council of {row.benchmark_group}.", f"{title}. {said}"
    )
