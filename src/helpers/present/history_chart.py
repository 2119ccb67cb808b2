"""One measure's history as a line, with its target, limits, gaps and breaks. May import the floors below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from helpers.assess.variation import SETTLED_POINTS
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import figure, marked_figure, short_figure, target_words
from helpers.narrate.row import ResultRow, known, only_row
from helpers.present.channel import x_at, y_at
from helpers.present.chart import DataTable, Words, drawn
from helpers.present.link import anchor
from helpers.present.parts import Chart, Prose
from helpers.present.theme import BAND, BLUE, GREY, HEIGHT, PAPER, WIDTH

LABELS = 7
"""Periods named on the axis of a wide chart."""

WORDS = 24
"""Pixels that a line of words takes up with what keeps it off the lines around it."""


def history_chart(results: Results) -> Chart | Prose:
    """Draw the history of the one measure in view.

    Parameters
    ----------
    results
        Narrowed to one measure: ``results.measure("CS-04")``.

    Returns
    -------
    Chart or Prose
        A line chart; a sentence where there are not two figures to join.
    """
    row = only_row(results)
    series = history_of(results.history, row)
    if int(series["value"].notna().sum()) < 2:
        return Prose(f"{markdown_text(row.title)} has too little history to draw a chart.")
    return drawn(f"history-{anchor(row.ref)}", _drawing(row, series), _words(row, series), _data(row, series))


def history_of(history: pd.DataFrame, row: ResultRow) -> pd.DataFrame:
    """Give a measure's periods of the kind its figure is about, in order of time.

    Returns
    -------
    DataFrame
        Of `history`'s columns; missing periods stay in it, as gaps.
    """
    own = history[history["ref"] == row.ref]
    kind = Period.parse(row.data_period).kind.value if row.data_period else ""
    alike = own[own["kind"] == kind]
    return _with_gaps((alike if len(alike) else own).sort_values(["end", "start"]).reset_index(drop=True))


def _with_gaps(series: pd.DataFrame) -> pd.DataFrame:
    """Put a row without a figure where a period was never sent in, so that a line breaks there."""
    if len(series) < 2 or series["kind"].nunique() > 1 or series["kind"].iloc[0] == "span":
        return series
    first, last = Period.parse(series["period"].iloc[0]), Period.parse(series["period"].iloc[-1])
    whole, period = [], first
    while period.end <= last.end:
        whole.append(period)
        period = period.shift(1)
    filled = series.set_index("period").reindex([str(period) for period in whole])
    filled["period_label"] = [period.label for period in whole]
    return filled.fillna({"marker": "", "ref": series["ref"].iloc[0]}).reset_index()


@dataclass(frozen=True, slots=True)
class _Scale:
    """Ends of the vertical axis, and whether they leave zero out."""

    low: float
    high: float

    @property
    def cut(self) -> bool:
        return self.low > 0

    @property
    def words(self) -> float:
        """How much of the scale a line of words takes up."""
        return (self.high - self.low) * WORDS / HEIGHT


def _levels(row: ResultRow) -> list[tuple[float, str]]:
    """Give the target's levels with their labels; a cumulative measure's target is for this period alone."""
    ends = [(row.target, "Target"), (row.target_low, "Target from"), (row.target_high, "Target to")]
    return [(level, f"{word} {short_figure(level, row.unit, row.decimals)}") for level, word in ends if known(level)]


def _limits(row: ResultRow, series: pd.DataFrame) -> tuple[float, float] | None:
    """Give the process limits, where they were worked out from the very series that is drawn."""
    if not (known(row.lower_limit) and known(row.upper_limit)) or row.points != series["value"].notna().sum():
        return None
    low, high = row.lower_limit, row.upper_limit
    return (max(low, 0.0), min(high, 100.0)) if row.unit == "%" else (low, high)


def _scale(row: ResultRow, series: pd.DataFrame) -> _Scale:
    levels = [float(value) for value in series["value"].dropna()] + [level for level, _ in _levels(row)]
    levels += list(_limits(row, series) or ())
    low, high = min(levels), max(levels)
    room = (high - low or abs(high) or 1.0) * 0.2
    below = min(low - room, 0.0) if low < 0 else 0.0 if low < 0.4 * high or low - room < 0 else low - room
    above = high + room
    return _Scale(below, min(above, 100.0) if row.unit == "%" and high <= 100 and above > 100 else above)


def _drawing(row: ResultRow, series: pd.DataFrame) -> alt.LayerChart:
    order = list(series["period_label"])
    points = pd.DataFrame(
        {
            "period": order,
            "value": series["value"].astype(float),
            "shown": [short_figure(float(value), row.unit, row.decimals) for value in series["value"]],
        }
    )
    scale = _scale(row, series)
    across = alt.X("period:O", sort=order, title=None, scale=alt.Scale(padding=0.3), axis=_time_axis(order))
    up = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False),
        axis=alt.Axis(tickCount=5, domain=False, ticks=False, labelExpr=_tick_words(row.unit)),
    )
    tip = [alt.Tooltip("period:O", title="Period"), alt.Tooltip("shown:N", title="Figure")]
    line = alt.Chart(points).encode(x=across, y=up)
    layers: list[Any] = [*_band(row, series, scale), *_targets(row, series, scale, across), *_breaks(series, across)]
    layers += [
        line.mark_line(color=BLUE),
        line.mark_point(color=BLUE, filled=True, size=22, opacity=1).encode(tooltip=tip),
    ]
    layers += _latest(points, across, up)
    return alt.layer(*layers).properties(  # type: ignore[return-value]
        width=WIDTH, height=HEIGHT, autosize=alt.AutoSizeParams(type="fit", contains="padding")
    )


def _time_axis(order: list[str]) -> alt.Axis:
    step = math.ceil(len(order) / LABELS)
    named = order[::-1][::step][::-1]
    return alt.Axis(
        values=named, labelAngle=0, labelExpr="split(datum.label, ' ')", labelOverlap="greedy", grid=False, ticks=True
    )


def _tick_words(unit: str) -> str:
    """Write the scale's numbers as the pages write figures; Vega's own minus is the true one."""
    return {"%": "datum.label + '%'", "£": "replace('£' + datum.label, '£−', '−£')"}.get(unit, "datum.label")


def _band(row: ResultRow, series: pd.DataFrame, scale: _Scale) -> list[Any]:
    limits = _limits(row, series)
    if limits is None:
        return []
    words = "usual range" if row.points >= SETTLED_POINTS else "usual range (trial: few figures)"
    band = alt.Chart(pd.DataFrame({"low": [limits[0]], "high": [limits[1]], "words": [words]}))
    room = scale.words
    at_foot = not _crossed(series, (limits[0], limits[0] + room), 0.25, 0.75)
    at_top = not _crossed(series, (limits[1] - room, limits[1]), 0.25, 0.75)
    foot = at_foot or not at_top
    # The middle is worked out as it is drawn, since a page draws the chart at the reader's width.
    middle = alt.XValue(alt.ExprRef("width / 2"))  # type: ignore[no-untyped-call]
    return [
        band.mark_rect(color=BAND).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        band.mark_text(align="center", baseline="bottom" if foot else "top", dy=-4 if foot else 4, color=GREY).encode(
            x=middle, y=alt.Y("low:Q" if foot else "high:Q"), text=alt.Text("words:N")
        ),
    ]


def _crossed(series: pd.DataFrame, between: tuple[float, float], start: float, stop: float) -> bool:
    """Say whether the line passes between two levels, from one share of its length to another."""
    values = series["value"].astype(float).reset_index(drop=True).interpolate(limit_area="inside")
    part = values.iloc[math.floor(start * (len(values) - 1)) : math.ceil(stop * (len(values) - 1)) + 1].dropna()
    return bool(len(part)) and part.min() <= between[1] and part.max() >= between[0]


def _targets(row: ResultRow, series: pd.DataFrame, scale: _Scale, across: alt.X) -> list[Any]:
    layers, last, room, near = [], series["period_label"].iloc[-1], scale.words, scale.words / 6
    for level, words in _levels(row):
        data = alt.Chart(pd.DataFrame({"level": [level], "words": [words], "period": [last]}))
        if row.basis == "cumulative":
            layers.append(data.mark_tick(thickness=2, size=26, color=GREY, orient="horizontal").encode(
                x=across, y=alt.Y("level:Q")))  # fmt: skip
        else:
            layers.append(data.mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=GREY).encode(y=alt.Y("level:Q")))
        crossed = [
            _crossed(series, between, 0.0, 0.3)
            for between in ((level + near, level + room), (level - room, level - near))
        ]
        below = words.startswith("Target from") or (
            crossed == [True, False] and not words.startswith("Target to") and level - room > scale.low
        )
        layers.append(
            data.mark_text(
                align="left", baseline="top" if below else "bottom", dx=4, dy=4 if below else -4, color=GREY
            ).encode(x=x_at(0), y=alt.Y("level:Q"), text=alt.Text("words:N"))
        )
    return layers


def _breaks(series: pd.DataFrame, across: alt.X) -> list[Any]:
    broken = [
        label
        for label, marker in zip(series["period_label"], series["marker"], strict=True)
        if "b" in str(marker).split()
    ]
    if not broken:
        return []
    data = alt.Chart(pd.DataFrame({"period": broken, "words": ["break in series"] * len(broken)}))
    return [
        data.mark_rule(color=GREY, strokeWidth=1).encode(x=across),
        data.mark_text(align="left", baseline="top", dx=4, color=GREY).encode(
            x=across, y=y_at(2), text=alt.Text("words:N")
        ),
    ]


def _latest(points: pd.DataFrame, across: alt.X, up: alt.Y) -> list[Any]:
    seen = points.dropna(subset=["value"])
    last = seen.tail(1)
    falling = len(seen) > 1 and seen["value"].iloc[-1] < seen["value"].iloc[-2]
    mark = alt.Chart(last).encode(x=across, y=up)
    words: dict[str, Any] = {
        "align": "right", "baseline": "top" if falling else "bottom", "dx": 6, "dy": 9 if falling else -9,
        "fontSize": 15, "fontWeight": "bold",
    }  # fmt: skip
    halo = mark.mark_text(**words, stroke=PAPER, strokeWidth=5, strokeJoin="round", color=PAPER).encode(
        text=alt.Text("shown:N")
    )
    return [
        mark.mark_point(color=BLUE, filled=True, size=90, opacity=1),
        halo,
        mark.mark_text(**words, color=BLUE).encode(text=alt.Text("shown:N")),
    ]


def message(row: ResultRow) -> str:
    """Say in a title what became of the measure: *Households in bed and breakfast fell to 68*."""
    if not known(row.value):
        return row.title
    now = figure(row.value, row.unit, row.decimals)
    if row.state == "not due" or not known(row.previous):
        return f"{row.title}: {now} in {row.data_period_label}"
    if row.value == row.previous:
        return f"{row.title} stayed at {now}"
    if row.basis == "cumulative":
        return f"{row.title}: {now} so far in {Period.parse(row.data_period).financial_year.label}"
    return f"{row.title} {'rose' if row.value > row.previous else 'fell'} to {now}"


def _words(row: ResultRow, series: pd.DataFrame) -> Words:
    unit = {"%": "Per cent", "£": "Pounds", "count": "Number"}.get(row.unit, row.unit[:1].upper() + row.unit[1:])
    labels = list(series["period_label"])
    cut = " The scale does not start at zero." if _scale(row, series).cut else ""
    subtitle = f"{unit}, {labels[0]} to {labels[-1]}.{cut}"
    return Words(message(row), subtitle, _alt(row, series))


def _alt(row: ResultRow, series: pd.DataFrame) -> str:
    seen = series.dropna(subset=["value"])

    values, labels = list(seen["value"].astype(float)), list(seen["period_label"])

    def at(place: int) -> str:
        return f"{short_figure(values[place], row.unit, row.decimals)} in {labels[place]}"

    target = f" Target: {target_words(row)}." if target_words(row) else ""
    gaps = " Some periods have no figure." if len(seen) < len(series) else ""
    return (
        f"{message(row)}. Line chart from {at(0)} to {at(-1)}; "
        f"highest {at(values.index(max(values)))}, lowest {at(values.index(min(values)))}.{target}{gaps}"
    )


def _data(row: ResultRow, series: pd.DataFrame) -> DataTable:
    cells = [
        (str(label), marked_figure(float(value), row.unit, row.decimals, str(marker)) or "no figure")
        for label, value, marker in zip(series["period_label"], series["value"], series["marker"], strict=True)
    ]
    unit = {"%": "Per cent", "£": "Pounds", "count": "Number"}.get(row.unit, row.unit)
    return DataTable(f"{row.title}, by period", ("Period", unit), cells)
