"""What the framework knows about one measure: every figure, with what it is. May import `narrate.row` and `figure`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helpers.narrate.figure import figure
from helpers.narrate.row import ResultRow

COLUMNS = {
    "value": "value",
    "previous": "previous",
    "last_year": "same_period_last_year",
    "outturn": "outturn_last_year",
    "target": "target",
    "target_low": "target_low",
    "target_high": "target_high",
    "year_target": "year_target",
    "year_target_low": "year_target_low",
    "year_target_high": "year_target_high",
    "intervention": "intervention",
    "intervention_low": "intervention_low",
    "intervention_high": "intervention_high",
    "forecast": "forecast",
    "forecast_low": "forecast_low",
    "forecast_high": "forecast_high",
    "worked_forecast": "worked_forecast",
    "worked_forecast_low": "worked_forecast_low",
    "worked_forecast_high": "worked_forecast_high",
    "forecast_error": "forecast_error",
    "interval_low": "interval_low",
    "interval_high": "interval_high",
    "median": "benchmark_median",
    "mean": "mean",
    "lower_limit": "lower_limit",
    "upper_limit": "upper_limit",
    "first": "first_value",
}
"""Kinds of figure in the measure's own unit, and the column of each."""

COUNTED = {"numerator": "numerator", "denominator": "denominator", "rank": "benchmark_rank", "n": "benchmark_n"}
"""Kinds of figure that count, whatever the measure's unit is."""

WORDS = {
    "value": "the figure", "previous": "the one before", "last_year": "the same period last year",
    "outturn": "last year's outturn", "target": "the target", "target_low": "the low end of the target",
    "target_high": "the high end of the target", "year_target": "the year's target",
    "year_target_low": "the low end of the year's target", "year_target_high": "the high end of the year's target",
    "intervention": "the intervention level", "intervention_low": "the low intervention level",
    "intervention_high": "the high intervention level", "forecast": "the forecast",
    "forecast_low": "the low end of the forecast", "forecast_high": "the high end of the forecast",
    "worked_forecast": "the forecast worked out", "worked_forecast_low": "the low end of the forecast worked out",
    "worked_forecast_high": "the high end of the forecast worked out",
    "forecast_error": "the usual error of past forecasts",
    "interval_low": "the low end of what chance allows", "interval_high": "the high end of what chance allows",
    "median": "the neighbours' median", "mean": "the average over time", "lower_limit": "the lower process limit",
    "upper_limit": "the upper process limit", "first": "the figure as first reported", "numerator": "the numerator",
    "denominator": "the denominator", "remainder": "denominator less numerator", "rank": "the rank",
    "n": "how many are compared",
}  # fmt: skip

TARGETS = frozenset({"target", "target_low", "target_high", "year_target", "year_target_low", "year_target_high"})
FORECASTS = frozenset(
    {"forecast", "forecast_low", "forecast_high", "worked_forecast", "worked_forecast_low", "worked_forecast_high"}
)
ERRORS = frozenset({"forecast_error"})
INTERVALS = frozenset({"interval_low", "interval_high"})
INTERVENTIONS = frozenset({"intervention", "intervention_low", "intervention_high"})
LIMITS = frozenset({"lower_limit", "upper_limit"})
EARLIER = frozenset({"previous", "last_year", "outturn"})
OWN = frozenset({"value", "numerator", "denominator", "remainder"})
"""What a number without any word about it may be."""

ANY = frozenset(WORDS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a sentence may name.

    Attributes
    ----------
    kind
        A key of :data:`WORDS`.
    value
        As published.
    unit
        ``%``, ``£``, ``count`` or the words of the measure's unit.
    words
        As a sentence writes it.
    """

    kind: str
    value: Decimal
    unit: str
    words: str


def known_figures(row: ResultRow) -> tuple[Figure, ...]:
    """Gather every figure the framework knows for a measure; what is missing or withheld is not among them."""
    made = [
        Figure(kind, Decimal(repr(value)), row.unit, figure(value, row.unit, _places(kind, value, row.decimals)))
        for kind, column in COLUMNS.items()
        if (value := _number(row, column)) is not None
    ]
    counted = {kind: value for kind, column in COUNTED.items() if (value := _number(row, column)) is not None}
    if "numerator" in counted and "denominator" in counted:
        counted["remainder"] = counted["denominator"] - counted["numerator"]
    made += [Figure(kind, Decimal(repr(value)), "count", f"{value:,.0f}") for kind, value in counted.items()]
    return tuple(made)


def named(figures: Iterable[Figure], kinds: Iterable[str]) -> tuple[Figure, ...]:
    """Keep the figures of some kinds."""
    wanted = frozenset(kinds)
    return tuple(one for one in figures if one.kind in wanted)


def told(figures: Iterable[Figure]) -> str:
    """Say figures with what they are: ``the figure 78.3%, the target 88.0%``."""
    return ", ".join(f"{WORDS[one.kind]} {one.words}" for one in figures)


def value_of(figures: Iterable[Figure], *kinds: str) -> Decimal | None:
    """Give the first of some kinds that is known."""
    by_kind = {one.kind: one.value for one in figures}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


def _places(kind: str, value: float, decimals: int) -> int:
    """Write a median or mean to one place more than is published where it needs it."""
    return decimals + 1 if kind in ("median", "mean") and round(value, decimals) != value else decimals


def _number(row: ResultRow, column: str) -> float | None:
    value = getattr(row, column, None)
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
