"""What Excel asks of a cell that is filled in: limits, lists, and the words it says. May import the floors below."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from helpers.collect.figures import PERCENT_BOUNDS
from helpers.collect.return_workbook.form import MARKER_CHOICES, FormColumn
from helpers.model.period import Period
from helpers.narrate.row import known
from helpers.present.return_workbook.rows import FormRow

MOST = 10**12
"""No figure of a council goes further."""

LENGTHS = {"commentary": 4_000, "cause": 2_000, "action": 2_000, "owner_role": 200}
"""Letters that a text may have: some hundred words, not a report."""

_NEVER_BELOW_NOUGHT = re.compile(r"count|per .*|out of .*|.*\b(days|weeks|months|years|hours|minutes)")
_YEARS_BACK, _YEARS_ON = 3, 10
_LONGEST_UNIT = 80
"""Letters of a unit in a message: Excel has room for 255 in all."""

_MESSAGES = {
    "numerator": (
        "Numerator",
        "The number above the line, where the figure is a share or a rate. Else leave it empty.",
    ),
    "denominator": ("Denominator", "The number below the line, where the figure is a share or a rate."),
    "marker": (
        "Marker",
        "Only where something is to be known of the figure, or why there is none: choose from the list. "
        "For several, type their letters with a space between, such as p e.",
    ),
    "forecast": ("Forecast for the year", "What you expect the figure for the whole year to be. Empty if not known."),
    "commentary": ("Commentary", "What readers should know of this figure, in one to three plain sentences."),
    "cause": ("Exception report: cause", "Why the figure is where it is. Needed where the figure is red."),
    "action": ("Exception report: action", "What is being done about it. Needed where the figure is red."),
    "owner_role": ("Exception report: owner", "Who does it: a role, such as Head of Housing, never a person's name."),
    "action_date": ("Exception report: date", "By when it is done: a date, such as 30/11/2019."),
    "recovery_date": ("Exception report: recovery", "When the figure will be back on target: a date."),
}


def cell_check(row: FormRow, column: FormColumn, period: Period) -> dict[str, Any]:
    """Say what one cell takes, as xlsxwriter's `data_validation` wants it.

    Parameters
    ----------
    row
        The measure asked for.
    column
        The column, one that is filled in.
    period
        The period that the workbook is issued for: dates are to be near it.
    """
    if column.kind == "figure":
        return _figure(row, column)
    title, message = _MESSAGES[column.name]
    said = {"input_title": title, "input_message": message, "ignore_blank": True}
    if column.kind == "marker":
        return said | {
            "validate": "list", "source": list(MARKER_CHOICES.values()), "error_type": "warning",
            "error_title": "Not in the list",
            "error_message": "Several markers are typed with a space between, such as p e. Is that what you mean?",
        }  # fmt: skip
    if column.kind == "date":
        first, last = _near(period)
        return said | {
            "validate": "date", "criteria": "between", "minimum": first, "maximum": last,
            "error_title": "Not a date", "error_message": f"Type a date such as 30/11/2019, from {first.year} on.",
        }  # fmt: skip
    most = LENGTHS[column.name]
    return said | {
        "validate": "length", "criteria": "<=", "value": most, "error_title": "Too long",
        "error_message": f"At most {most:,} letters. Say what matters, and send the rest by itself.",
    }  # fmt: skip


def _figure(row: FormRow, column: FormColumn) -> dict[str, Any]:
    measure = row.measure
    is_part = column.name in ("numerator", "denominator")
    low, high = (0, MOST) if is_part else usual_limits(row)
    is_share = not is_part and (low, high) == (0, 100)
    is_whole = not is_part and measure.unit == "count" and measure.decimals == 0
    if column.name == "value":
        title, message = "Value", f"{_asked(row)} If there is no figure, leave it empty and choose a marker."
    else:
        title, message = _MESSAGES[column.name]
    wanted = f"A {'whole ' if is_whole else ''}number {_between(low, high)}, without words"
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "ignore_blank": True,
        "input_title": title,
        "input_message": message,
        "error_title": "Not such a number",
        # A share is hardly ever beyond 0 to 100; where it is, the officer must be able to say so.
        "error_type": "warning" if is_share else "stop",
        "error_message": f"{wanted}. {'Is it really another?' if is_share else 'No figure? Choose a marker instead.'}",
    }


def _asked(row: FormRow) -> str:
    unit, decimals = row.measure.unit, row.measure.decimals
    places = {0: "whole", 1: "to 1 decimal place"}.get(decimals, f"to {decimals} decimal places")
    if unit == "%":
        return f"The percentage for {row.period.label}, {places}: for 81% type 81."
    if unit == "count":
        return f"The number for {row.period.label}."
    return f"The figure for {row.period.label} in this unit: {unit[:_LONGEST_UNIT]}; {places}."


def _between(low: int, high: int) -> str:
    if high >= MOST:
        return "of 0 or more" if low == 0 else "of any size, below 0 too"
    return f"from {low:,} to {high:,}"


def usual_limits(row: FormRow) -> tuple[int, int]:
    """Give the least and the greatest figure that a measure's unit allows, by the unit and by what it has been.

    A percentage is from 0 to 100, unless its target or its own past shows that this one may be less or more.
    """
    measure = row.measure
    levels = (measure.target, measure.target_low, measure.target_high, measure.intervention)
    ever = [*row.figures, *(float(level) for level in levels if known(level))]
    if measure.unit == "%":
        may_pass = measure.polarity == "range" or any(not 0 <= figure <= 100 for figure in ever)
        low, high = PERCENT_BOUNDS
        return (int(low), int(high)) if may_pass else (0, 100)
    if scale := re.search(r"out of ([\d,]+)$", measure.unit):
        return 0, int(scale[1].replace(",", ""))
    never_below = _NEVER_BELOW_NOUGHT.fullmatch(measure.unit) and all(figure >= 0 for figure in ever)
    return (0 if never_below else -MOST), MOST


def _near(period: Period) -> tuple[date, date]:
    years = timedelta(days=366)
    return period.start - _YEARS_BACK * years, period.end + _YEARS_ON * years
