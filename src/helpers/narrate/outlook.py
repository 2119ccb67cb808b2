"""What is expected by the end of the year, in words: figures with their ranges, methods, and past errors.

May import `model` and `assess`.
"""

from __future__ import annotations

from helpers.model.period import Period
from helpers.narrate.figure import figure, short_figure
from helpers.narrate.row import ResultRow, known


def between(low: float, high: float, unit: str, decimals: int) -> str:
    """Say a range, unit included; empty where it is not known.

    Examples
    --------
    >>> between(55.0, 74.0, "%", 0), between(3.1, 4.0, "days", 1), between(float("nan"), 2.0, "%", 0)
    ('between 55% and 74%', 'between 3.1 and 4.0 days', '')
    """
    if not (known(low) and known(high)):
        return ""
    return f"between {short_figure(low, unit, decimals)} and {figure(high, unit, decimals)}"


def interval_sentence(row: ResultRow) -> str:
    """Say how far chance alone could move a share or a rate; empty where that is not known."""
    said = between(row.interval_low, row.interval_high, row.unit, row.decimals)
    if not said:
        return ""
    return f"Allowing for chance, the true figure lies {said}{_out_of(row)}."


def _out_of(row: ResultRow) -> str:
    """Say how many cases a share is of: the base of a rate is a population, which tells a reader little."""
    parts = (row.numerator, row.denominator)
    if row.unit != "%" or not all(known(part) and part == int(part) for part in parts):
        return ""
    return f" ({row.numerator:,.0f} of {row.denominator:,.0f})"


def forecast_year(row: ResultRow) -> Period:
    """Give the year that a forecast is of: that of the figure, or of the edition where there is none."""
    return Period.parse(row.data_period or row.period).financial_year


def forecast_figure(value: float, low: float, high: float, row: ResultRow) -> str:
    """Write a forecast with its range, for a table cell.

    A forecast without a range says so: it is never a bare number (rules.md, "Forecast outturn").
    """
    if not known(value):
        return ""
    said = figure(value, row.unit, row.decimals)
    around = between(low, high, row.unit, row.decimals)
    return f"{said}, {around}" if around else said


def method_sentence(row: ResultRow) -> str:
    """Say how the worked-out forecast was made, or why there is none; empty where nothing was tried."""
    method = row.worked_forecast_method.rstrip(".")
    if not method:
        return ""
    if method.startswith("none: "):
        return f"No forecast is worked out from the figures, because {method.removeprefix('none: ')}."
    return f"The worked-out forecast takes {method}."


def error_sentence(row: ResultRow) -> str:
    """Say how good the service's past forecasts were: their mean absolute error, in words."""
    if not known(row.service_forecast) and not known(row.forecast_error):
        return ""
    if not known(row.forecast_error):
        return "None of the service's forecasts can be compared with an outturn yet."
    off = figure(row.forecast_error, row.unit, row.decimals)
    points = off.replace("%", " percentage points") if row.unit == "%" else off
    if row.forecast_errors == 1:
        return f"The service's one earlier forecast was off by {points}."
    return f"The service's last {row.forecast_errors:.0f} forecasts were off by {points} on average."
