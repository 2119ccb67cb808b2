"""The figures of an earlier edition's words, written in where a placeholder names them. May import the floors below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.pasted import as_typed
from helpers.narrate.placeholder import PLACEHOLDER, resolved
from helpers.narrate.row import ResultRow, rows

_NOT_KNOWN_THEN = (
    "target", "target_low", "target_high", "intervention", "outturn_last_year", "forecast", "worked_forecast",
    "worked_forecast_low", "worked_forecast_high", "forecast_error", "interval_low", "interval_high", "benchmark_rank",
    "benchmark_n", "benchmark_median", "numerator", "denominator",
)  # fmt: skip


def with_figures_then(results: Results) -> Results:
    """Resolve the placeholders in what earlier editions said; words that name what is no longer known are left out.

    The figures are those of the time, as last restated; of what an edition said besides, such as a rating or a rank,
    nothing is kept here, and the edition itself has it.
    """
    said = results.said_before
    if said.empty:
        return results
    by_ref = {row.ref: row for row in rows(results)}
    values = dict(zip(zip(results.history["ref"], results.history["period"], strict=True), results.history["value"],
                      strict=True))  # fmt: skip
    texts = [
        _written(by_ref[ref], about, as_typed(text), values)
        for ref, about, text in zip(said["ref"], said["about"], said["text"], strict=True)
    ]
    told = said.assign(text=texts)
    return replace(results, said_before=told[told["text"] != ""].reset_index(drop=True))


def _written(row: ResultRow, about: str, text: str, values: dict[tuple[str, str], float]) -> str:
    if not PLACEHOLDER.search(text):
        return text
    period = Period.parse(about)

    def at(then: Period) -> float:
        return float(values.get((row.ref, str(then)), float("nan")))

    unknown = dict.fromkeys(_NOT_KNOWN_THEN, float("nan")) | {"rag": "", "direction": ""}
    then = cast("Any", row)._replace(
        **unknown,
        value=at(period),
        previous=at(period.shift(-1)),
        same_period_last_year=at(period.a_year_before()),
        data_period=about,
        data_period_label=period.label,
        previous_period_label=period.shift(-1).label,
    )
    written = resolved(text, cast("ResultRow", then))
    return "" if PLACEHOLDER.search(written) else written
