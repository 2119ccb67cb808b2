"""What a history chart says in words: its message, its subtitle, its text alternative and its table."""

from __future__ import annotations

import pandas as pd

from helpers.model.period import Period
from helpers.narrate.figure import figure, marked_figure, marker_legend, short_figure, target_words
from helpers.narrate.pattern import rule_words
from helpers.narrate.row import ResultRow, known
from helpers.narrate.sentences import listed
from helpers.present.chart import Words
from helpers.present.data_table import DataTable
from helpers.present.history.canvas import ABSENT, Canvas, cuts, kinds
from helpers.present.history.series import Stretch

UNITS = {"%": "Per cent", "£": "Pounds", "count": "Number"}
MOST = 4
"""Figures picked out that a text alternative names one by one."""

_MARKED = {
    "worse": "A square marks a real change for the worse.",
    "better": "A diamond marks a real change for the better.",
    "changed": "A ring marks a real change.",
}
_MEANT = {"worse": "a real change for the worse", "better": "a real change for the better", "changed": "a real change"}


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


def words(canvas: Canvas, title: str) -> Words:
    """Give a chart's title, its subtitle, which says what is drawn, and the text that stands for it."""
    return Words(title, _subtitle(canvas), _alt(canvas, title))


def _subtitle(canvas: Canvas) -> str:
    row, labels = canvas.row, list(canvas.series["period_label"])
    unit = UNITS.get(row.unit, row.unit[:1].upper() + row.unit[1:])
    said = [f"{unit}, {labels[0]} to {labels[-1]}."]
    if row.basis == "cumulative" and target_words(row):
        said.append(f"The short line is the target for {row.data_period_label}: {target_words(row)}.")
    found = set(kinds(canvas))
    said += [words for kind, words in _MARKED.items() if kind in found]
    if canvas.scale.cut:
        said.append("The scale does not start at zero.")
    return " ".join(said)


def _alt(canvas: Canvas, title: str) -> str:
    row, series = canvas.row, canvas.series
    seen = series.dropna(subset=["value"])
    values, labels = list(seen["value"].astype(float)), list(seen["period_label"])

    def at(place: int) -> str:
        return f"{short_figure(values[place], row.unit, row.decimals)} in {labels[place]}"

    said = [
        f"{title}. Line chart from {at(0)} to {at(-1)}; "
        f"highest {at(values.index(max(values)))}, lowest {at(values.index(min(values)))}.",
        f"Target: {target_words(row)}." if target_words(row) else "",
        _range(canvas),
        *_picked(canvas),
        *(f"{words[0].upper()}{words[1:]} from {series['period_label'].iloc[int(at + 0.5)]}."
          for at, words in cuts(canvas)),
        _gaps(canvas),
    ]  # fmt: skip
    return " ".join(filter(None, said))


def _range(canvas: Canvas) -> str:
    if not canvas.parts:
        return ""
    row, part = canvas.row, canvas.parts[-1]
    trial = ", on trial" if row.variation_trial else ""
    average = short_figure(part.mean, row.unit, row.decimals + 1)
    return f"Usual range{trial}: {_ends(row, part)}, average {average}."


def _ends(row: ResultRow, part: Stretch) -> str:
    return " to ".join(short_figure(end, row.unit, row.decimals + 1) for end in (part.lower, part.upper))


def _picked(canvas: Canvas) -> list[str]:
    """Name the figures that a rule picked out, or count them where they are many."""
    said, found = [], kinds(canvas)
    for kind, meaning in _MEANT.items():
        where = [
            str(label) for label, is_kind in zip(canvas.series["period_label"], found, strict=True) if is_kind == kind
        ]
        if where:
            names = listed(where) if len(where) <= MOST else f"{len(where)} periods, the last of them {where[-1]}"
            said.append(f"{meaning[0].upper()}{meaning[1:]}: {names}.")
    return said


def _gaps(canvas: Canvas) -> str:
    lacking = canvas.series["value"].isna()
    if not lacking.any():
        return ""
    return "One period has no figure." if lacking.sum() == 1 else f"{lacking.sum()} periods have no figure."


def data_of(canvas: Canvas) -> DataTable:
    """Give what the chart draws as a table: figure, average, usual range, and what a rule makes of the figure."""
    row, series = canvas.row, canvas.series
    part_of = {place: part for part in canvas.parts for place in range(part.first, part.last + 1)}
    found = kinds(canvas)
    cells = []
    for place, (label, value, marker) in enumerate(
        zip(series["period_label"], series["value"], series["marker"], strict=True)
    ):
        now = marked_figure(float(value), row.unit, row.decimals, str(marker)) or _why_absent(canvas, place)
        cells.append([str(label), now])
        if canvas.parts:
            part = part_of.get(place)
            average = short_figure(part.mean, row.unit, row.decimals + 1) if part else ""
            cells[-1] += [average, _ends(row, part) if part else "", _note(canvas, place, found[place])]
    head = ["Period", UNITS.get(row.unit, row.unit)]
    if canvas.parts:
        head += ["Average", "Usual range", "What it says"]
    legend = marker_legend([str(marker) for marker in series["marker"]])
    return DataTable(f"{row.title}, by {_span(series)}. {legend}".removesuffix(". "), head, cells)


def _span(series: pd.DataFrame) -> str:
    """Name the periods, so that a measure's two charts have tables of two names."""
    kinds_held = set(series["kind"].dropna())
    return str(kinds_held.pop()) if len(kinds_held) == 1 else "period"


def _why_absent(canvas: Canvas, place: int) -> str:
    is_last = place == len(canvas.series) - 1
    return ABSENT.get(canvas.row.state, "no figure") if is_last else "no figure"


def _note(canvas: Canvas, place: int, kind: str) -> str:
    if not kind:
        return ""
    rule = rule_words(str(canvas.series["special"].iloc[place]))
    return f"{_MEANT[kind]}: {rule}" if rule else _MEANT[kind]
