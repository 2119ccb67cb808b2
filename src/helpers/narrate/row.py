"""One row of a results table, as sentences and tables read it. May import `model` and `assess`."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol, cast

from helpers.model.period import Period
from helpers.model.results import Results


class ResultRow(Protocol):
    """The columns of `Results.table` that words are made from.

    Text is empty where not known; a number is NaN where not known.
    """

    ref: str
    title: str
    definition: str
    why: str
    unit: str
    decimals: int
    polarity: str
    frequency: str
    basis: str
    lag: int
    directorate: str
    directorate_name: str
    service: str
    service_name: str
    portfolio: str
    portfolio_name: str
    head: str
    priority: str
    priority_name: str
    outcome: str
    outcome_name: str
    sdg: str
    equality: str
    owner_role: str
    source_system: str
    sensitive: bool
    period: str
    data_period: str
    data_period_label: str
    state: str
    value: float
    marker: str
    target: float
    target_low: float
    target_high: float
    intervention: float
    year_target: float
    year_target_low: float
    year_target_high: float
    target_profiled: bool
    rag: str
    rag_basis: str
    rag_supplied: str
    rag_reason: str
    previous: float
    previous_period_label: str
    previous_marker: str
    direction: str
    same_period_last_year: float
    outturn_last_year: float
    outturn_marker: str
    outturn_not_derived: str
    in_arrears: bool
    not_derived: str
    forecast: float
    forecast_low: float
    forecast_high: float
    forecast_method: str
    forecast_rag: str
    service_forecast: float
    worked_forecast: float
    worked_forecast_low: float
    worked_forecast_high: float
    worked_forecast_method: str
    forecast_error: float
    forecast_errors: float
    interval_low: float
    interval_high: float
    interval_method: str
    variation: str
    variation_rule: str
    variation_trial: bool
    within_variation: bool
    rebased: str
    assurance: str
    points: float
    mean: float
    lower_limit: float
    upper_limit: float
    benchmark_group: str
    benchmark_n: float
    benchmark_rank: float
    benchmark_quartile: str
    benchmark_median: float
    benchmark_missing: str
    quality: str
    quality_reasons: str
    commentary: str
    commentary_where: str
    commentary_state: str
    commentary_offer: str
    numerator: float
    denominator: float
    cause: str
    action: str
    action_owner: str
    action_date: str
    recovery_date: str
    exception_required: str
    owed: str
    red_running: int
    source_file: str
    source_row: object
    source_hash: str
    received: str
    supplied_by: str


def rows(results: Results) -> Iterator[ResultRow]:
    """Go through the measures of a view, in its order."""
    columns = [results.table[name].tolist() for name in results.table]  # half of what itertuples takes of text
    return cast("Iterator[ResultRow]", map(_kind(tuple(results.table))._make, zip(*columns, strict=True)))


@cache
def _kind(columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - a type made while it runs
    return namedtuple("Row", columns)


def compared_with(row: ResultRow) -> tuple[float, str]:
    """Give the figure that a row's own is compared with in words, and the label of its period.

    A running total starts again each April and only ever rises within the year, so it is compared with the same point
    of last year; every other figure with the period before.
    """
    if row.basis == "cumulative" and row.data_period:
        return row.same_period_last_year, Period.parse(row.data_period).a_year_before().label
    return row.previous, row.previous_period_label


def only_row(results: Results) -> ResultRow:
    """Give the row of a view narrowed to one measure.

    Raises
    ------
    ValueError
        The view holds another number of measures.
    """
    if len(results) != 1:
        raise ValueError(f"this view holds {len(results)} measures: narrow it first, with results.measure(ref)")
    return next(rows(results))


def known(value: object) -> bool:
    """Say whether a cell holds something: not empty, not NaN, not missing.

    Examples
    --------
    >>> known(0.0), known(float("nan")), known(""), known(None)
    (True, False, False, False)
    """
    if isinstance(value, float):
        return not math.isnan(value)
    return value is not None and str(value) not in ("", "<NA>", "nan", "NaT")


def parts_of(text: str) -> list[str]:
    """Split a cell that holds several texts, separated by semicolons.

    Examples
    --------
    >>> parts_of("cause; action")
    ['cause', 'action']
    """
    return [part.strip() for part in text.split(";") if part.strip()]
