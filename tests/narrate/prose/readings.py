"""Measures that the tests of prose speak of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import results_fixture

from helpers.model.results import Results
from helpers.narrate.row import ResultRow, only_row, rows

CHILDREN: dict[str, object] = {
    "ref": "13", "title": "Child and family assessments finished on time", "unit": "%", "decimals": 1,
    "polarity": "higher", "value": 78.3, "previous": 81.6, "same_period_last_year": 85.8, "outturn_last_year": 86.1,
    "target": 88.0, "intervention": 80.0, "forecast": 83.0, "rag": "Red", "forecast_rag": "Amber",
    "direction": "Worsening", "direction_year": "Worsening", "numerator": 383.0, "denominator": 489.0,
    "benchmark_n": 9.0, "benchmark_rank": 7.0, "benchmark_median": 84.0, "action_date": "2019-11-30",
    "recovery_date": "2020-03-31", "rag_supplied": "Amber",
    "definition": "Assessments finished within 45 working days of referral, of all finished in the period.",
}  # fmt: skip
HOUSEHOLDS: dict[str, object] = {
    "ref": "43", "title": "Households in bed and breakfast", "value": 38.0, "previous": 47.0,
    "same_period_last_year": 45.0, "outturn_last_year": 44.0, "target": 30.0, "intervention": 40.0, "forecast": 32.0,
    "rag": "Amber", "forecast_rag": "Amber", "direction": "Improving", "direction_year": "Improving",
}  # fmt: skip
MONEY: dict[str, object] = {
    "ref": "58", "title": "Forecast over- or underspend", "unit": "£", "polarity": "range", "value": 1240000.0,
    "previous": 1480000.0, "outturn_last_year": -210000.0, "target_low": -500000.0, "target_high": 500000.0,
    "forecast": 450000.0, "rag": "Amber", "forecast_rag": "Green",
}  # fmt: skip
HOMES: dict[str, object] = {
    "ref": "38", "title": "New homes built", "polarity": "higher", "basis": "cumulative", "value": 171.0,
    "previous": 74.0, "same_period_last_year": 172.0, "outturn_last_year": 382.0, "target": 190.0, "forecast": 405.0,
    "rag": "Amber", "forecast_rag": "Amber",
}  # fmt: skip
RATE: dict[str, object] = {
    "ref": "6", "title": "Delayed transfers of care", "unit": "per 100,000 adults a day", "decimals": 1, "value": 8.9,
    "previous": 7.5, "same_period_last_year": 8.0, "target": 6.0, "intervention": 8.0, "forecast": 8.2, "rag": "Red",
}  # fmt: skip
DAYS: dict[str, object] = {
    "ref": "54", "title": "Time taken to decide new benefit claims", "unit": "days", "decimals": 1, "value": 18.6,
    "previous": 20.4, "same_period_last_year": 20.7, "outturn_last_year": 21.1, "target": 20.0, "rag": "Green",
}  # fmt: skip

NAMED = {"children": CHILDREN, "households": HOUSEHOLDS, "money": MONEY, "homes": HOMES, "rate": RATE, "days": DAYS}


def view(*measures: dict[str, object]) -> Results:
    """An edition of the given measures."""
    whole = results_fixture.results()
    made = [results_fixture.row(**one) for one in measures]
    return replace(whole, table=pd.DataFrame(made, columns=list(whole.table.columns)))


def measure(name: str, **changed: object) -> ResultRow:
    """One measure's row, with what is changed."""
    return only_row(view(NAMED[name] | changed))


def every_row() -> list[ResultRow]:
    """All rows of the shared fixture and of this file."""
    return [*rows(results_fixture.results()), *rows(view(*NAMED.values()))]
