"""What a return workbook shows of each measure: one row a measure due, or a month. May import the floors below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.collect.return_workbook.form import LOCKED, FormColumn, elsewhere
from helpers.model.measure import Frequency
from helpers.model.period import Kind, Period
from helpers.model.results import Results
from helpers.narrate.figure import date_words, figure, marked_figure, target_words
from helpers.narrate.rating import rating_word
from helpers.narrate.row import ResultRow, known, rows

Held = Mapping[tuple[str, str], tuple[float, str]]
"""Figure and marker by ref and period."""


@dataclass(frozen=True)
class FormRow:
    """One row of the sheet Return.

    Attributes
    ----------
    measure
        The measure and what is known of it.
    period
        The period that the figure is asked for.
    last
        The last of the measure's periods: in its row stands what is said once a measure.
    texts
        What the locked cells say, by column.
    figures
        Every figure held of the measure, whatever the period: what is usual for it.
    """

    measure: ResultRow
    period: Period
    last: Period
    texts: Mapping[str, str]
    figures: tuple[float, ...]

    def is_open(self, column: FormColumn) -> bool:
        """Say whether the officer fills in this column in this row."""
        return column.kind != "locked" and (not column.once or self.period == self.last)

    def shown(self, column: FormColumn) -> str:
        """Give what stands in a cell when the workbook is issued."""
        if column.kind == "locked":
            return self.texts[column.name]
        return "" if self.is_open(column) else elsewhere(str(self.last))


def form_rows(results: Results, service: str) -> list[FormRow]:
    """List the rows of a service's workbook: its measures that are due, in the framework's order.

    A monthly measure has a row for each month of the period, so that its series is kept.
    """
    held = {
        (ref, period): (value, marker)
        for ref, period, value, marker in zip(
            *(results.history[name] for name in ("ref", "period", "value", "marker")), strict=True
        )
    }
    return [
        FormRow(row, period, periods[-1], _texts(results, row, (period, periods[-1]), held), _figures(row, held))
        for row in rows(results)
        if row.service == service
        for periods in [_periods(row, results.edition.period)]
        for period in periods
    ]


def services_due(results: Results) -> list[str]:
    """List the services that have something to return this period, in the council's order.

    Parameters
    ----------
    results
        The period that is being opened, as the service pack sees it.

    Returns
    -------
    list of str
        Keys of services; each can be given to :func:`~helpers.present.return_workbook.return_workbook`.
    """
    due = {row.service for row in rows(results) if _periods(row, results.edition.period)}
    return [entry.key for entry in results.edition.council.entries("service") if entry.key in due]


def _periods(row: ResultRow, reporting: Period) -> list[Period]:
    """Give the periods whose figures are due; none where the measure is not due.

    The state alone does not say so: a figure that is withheld, or not available, is so whether it is due or not.
    """
    kind = Frequency(row.frequency).kind
    about = reporting.shift(-row.lag)
    if kind.months > about.kind.months or not kind.in_financial_year:
        due = about.last_within(kind)
        return [due] if due else []
    last = Period.ending(kind, about.end) if kind is Kind.MONTH else None
    return [last.shift(-back) for back in range(about.kind.months - 1, -1, -1)] if last else [about]


def _figures(row: ResultRow, held: Held) -> tuple[float, ...]:
    return tuple(value for (ref, _), (value, _) in held.items() if ref == row.ref and not math.isnan(value))


def _texts(results: Results, row: ResultRow, periods: tuple[Period, Period], held: Held) -> dict[str, str]:
    period, last = periods
    said = {
        "ref": row.ref,
        "title": row.title,
        "definition": row.definition,
        "unit": row.unit,
        "period": str(period),
        "target": _target(results, row, period),
        "previous": _earlier(row, period.shift(-1), held),
        "same_period_last_year": _earlier(row, period.a_year_before(), held),
        "last_time": _last_time(results, row) if period == last else elsewhere(str(last)),
    }
    return {column.name: said[column.name] for column in LOCKED}


def _target(results: Results, row: ResultRow, period: Period) -> str:
    """Say what is to be reached and what is red, since a red figure needs an exception report."""
    if row.polarity in ("none", "unknown"):
        return "For information only" if row.polarity == "none" else "Not rated"
    words = target_words(row)
    if not words:
        return "No target"
    about = f" ({row.data_period_label})" if str(period) != row.data_period else ""
    red = rating_word(results.edition.council, "Red")
    return f"{words}{about}. {red} {_past(row)}."


def _past(row: ResultRow) -> str:
    def written(level: float) -> str:
        return figure(level, row.unit if row.unit in ("%", "£") else "count", row.decimals)

    low, high = (float(getattr(row, f"intervention_{end}", math.nan)) for end in ("low", "high"))
    ends = [f"{side} {written(level)}" for side, level in (("below", low), ("above", high)) if known(level)]
    if row.polarity == "range":
        return " or ".join(ends) or "outside this"
    if not known(row.intervention):
        return "otherwise"
    return f"{'below' if row.polarity == 'higher' else 'above'} {written(row.intervention)}"


def _earlier(row: ResultRow, period: Period, held: Held) -> str:
    value, marker = held.get((row.ref, str(period)), (math.nan, ""))
    return f"{marked_figure(value, row.unit, row.decimals, marker) or 'not held'} ({period.label})"


def _last_time(results: Results, row: ResultRow) -> str:
    """Give what the last exception report promised, where it is not older than a year."""
    mine = results.promises[results.promises["ref"] == row.ref]
    year_ago = results.edition.period.a_year_before().end
    recent = [
        (about, promise) for promise in _records(mine)
        if (about := Period.parse(promise["period"], Frequency(row.frequency).kind)).end >= year_ago
    ]  # fmt: skip
    if not recent:
        return "No exception report"
    about, promise = max(recent, key=lambda one: one[0])
    parts = {
        "Cause": promise["cause"],
        "Action": promise["action"],
        "Owner": promise["owner"],
        "Action date": date_words(promise["action_date"]),
        "Expected recovery": date_words(promise["recovery_date"]),
        "Since then": promise["outcome_words"],
    }
    return "\n".join([f"Exception report, {about.label}", *(f"{part}: {said}" for part, said in parts.items() if said)])


def _records(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    for record in frame.to_dict(orient="records"):
        yield {str(name): str(cell) for name, cell in record.items()}
