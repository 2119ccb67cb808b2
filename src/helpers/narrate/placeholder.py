"""Placeholders in commentary, such as ``{{ value }}``: the figure as a sentence writes it. May import `model`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.figure import figure, number, short_figure
from helpers.narrate.pasted import as_typed
from helpers.narrate.row import ResultRow, compared_with, known, rows

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")


def _level(name: str) -> Callable[[ResultRow], str]:
    return lambda row: figure(getattr(row, name), row.unit, row.decimals)


def _plain(name: str) -> Callable[[ResultRow], str]:
    return lambda row: number(getattr(row, name))


def _text(name: str) -> Callable[[ResultRow], str]:
    return lambda row: str(getattr(row, name))


def _target(row: ResultRow) -> str:
    if known(row.target_low) and known(row.target_high):
        low = short_figure(row.target_low, row.unit, row.decimals)
        high = figure(row.target_high, row.unit, row.decimals)
        return f"{low} to {high}"
    return figure(row.target, row.unit, row.decimals)


def _change(row: ResultRow) -> str:
    earlier, _ = compared_with(row)
    if not (known(row.value) and known(earlier)):
        return ""
    return _points(abs(row.value - earlier), row)


def _points(size: float, row: ResultRow) -> str:
    """Write a difference: of percentages, in points."""
    words = figure(size, "percentage points" if row.unit == "%" else row.unit, row.decimals)
    return words.removesuffix("s") if words == "1 percentage points" else words


def _difference(name: str) -> Callable[[ResultRow], str]:
    return lambda row: _points(getattr(row, name), row)


def _percent_change(row: ResultRow) -> str:
    earlier, _ = compared_with(row)
    if not (known(row.value) and known(earlier)) or not earlier:
        return ""
    return figure(abs(row.value - earlier) / abs(earlier) * 100, "%")


def _rank(row: ResultRow) -> str:
    if not known(row.benchmark_rank):
        return ""
    rank = int(row.benchmark_rank)
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def _last_year(row: ResultRow) -> str:
    return Period.parse(row.data_period).a_year_before().label if row.data_period else ""


PLACEHOLDERS: dict[str, tuple[str, Callable[[ResultRow], str]]] = {
    "value": ("the figure", _level("value")),
    "period": ("the period it is about", _text("data_period_label")),
    "target": ("the target, or both ends of its range", _target),
    "intervention": ("the level at which the council steps in", _level("intervention")),
    "previous": ("the figure of the period before", _level("previous")),
    "previous_period": ("the period before", _text("previous_period_label")),
    "same_period_last_year": ("the figure of the same period last year", _level("same_period_last_year")),
    "last_year": ("the same period last year", _last_year),
    "outturn_last_year": ("last year's outturn", _level("outturn_last_year")),
    "change": ("the difference from the period before; of a running total, from the same point last year", _change),
    "percent_change": ("that difference as a percentage", _percent_change),
    "forecast": ("the forecast of the year's outturn", _level("forecast")),
    "worked_forecast": ("the forecast that is worked out from the figures", _level("worked_forecast")),
    "worked_forecast_low": ("the low end of its range", _level("worked_forecast_low")),
    "worked_forecast_high": ("the high end of its range", _level("worked_forecast_high")),
    "forecast_error": ("how far off the service's earlier forecasts were on average", _difference("forecast_error")),
    "interval_low": ("the low end of what chance alone could make of the figure", _level("interval_low")),
    "interval_high": ("the high end of it", _level("interval_high")),
    "rag": ("the rating: Green, Amber or Red", _text("rag")),
    "direction": ("the direction of travel", lambda row: row.direction.lower()),
    "numerator": ("what was counted", _plain("numerator")),
    "denominator": ("out of how many", _plain("denominator")),
    "rank": ("the rank among the councils compared, as in 4th", _rank),
    "peers": ("how many councils are compared", _plain("benchmark_n")),
    "median": ("the median of the councils compared", _level("benchmark_median")),
}
"""Every placeholder, what it stands for, and how it is written."""


def resolved(text: str, row: ResultRow) -> str:
    """Write the figures of a result where a text names them; what is not known stays as it was typed.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(value=68.0, unit="count", decimals=0, target=float("nan"), target_low=float("nan"))
    >>> resolved("We had {{ value }}, against {{ target }} and {{ luck }}.", row)
    'We had 68, against {{ target }} and {{ luck }}.'
    """

    def written(match: re.Match[str]) -> str:
        found = PLACEHOLDERS.get(match[1].lower())
        return (found[1](row) if found else "") or match[0]

    return PLACEHOLDER.sub(written, text)


def with_figures(results: Results) -> Results:
    """Resolve the placeholders in the commentary and the exception reports of a view; pasted text becomes plain."""
    table = results.table.copy()
    for name in ("commentary", "cause", "action"):
        told = [resolved(as_typed(getattr(row, name)), row) for row in rows(results)]
        table[name] = pd.Series(told, index=table.index, dtype="str")
    return replace(results, table=table)
