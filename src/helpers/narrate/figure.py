"""How a figure is written: sign, thousands, decimals, unit, marker. May import `model` and `assess`."""

from __future__ import annotations

import math

from helpers.model.period import written_date
from helpers.narrate.row import ResultRow, known

MINUS = "\N{MINUS SIGN}"

MARKERS = {
    "p": "provisional",
    "e": "estimated",
    "r": "revised since it was first published",
    "f": "forecast",
    "b": "break in series: figures before and after are not alike",
    "x": "unavailable",
    "z": "not applicable",
    "c": "withheld, because small numbers could name people",
    "low": "rounds to nothing, but is not nothing",
    "u": "low reliability",
}
"""The Government Analysis Function's symbols, in words."""

INSTEAD = ("c", "x", "z", "low")
"""Markers that stand in place of a figure, in the order of precedence."""


def number(value: float, decimals: int = 0) -> str:
    """Write a number alone, for a table cell whose column or row says the unit.

    Parameters
    ----------
    value
        Already rounded as published; NaN gives an empty text.
    decimals
        Places published.

    Examples
    --------
    >>> number(1234.0), number(-3.25, 1), number(float("nan")), number(-0.0)
    ('1,234', '−3.2', '', '0')
    """
    if math.isnan(value):
        return ""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"{MINUS}{text}" if negative else text


def figure(value: float, unit: str, decimals: int = 0) -> str:
    """Write a figure with its unit, as a sentence does.

    Parameters
    ----------
    value
        Already rounded as published, in `unit`; NaN gives an empty text.
    unit
        ``"%"``, ``"£"``, ``"count"`` or any words.
    decimals
        Places published.

    Examples
    --------
    >>> figure(81.0, "count"), figure(64.2, "%", 1), figure(1234.5, "£", 2), figure(-3.0, "£")
    ('81', '64.2%', '£1,234.50', '−£3')
    >>> figure(12.4, "days", 1), figure(1.0, "days"), figure(4.25, "per 1,000 households", 2)
    ('12.4 days', '1 day', '4.25 per 1,000 households')
    """
    text = short_figure(value, unit, decimals)
    words = unit_words(unit)
    if not text or not words:
        return text
    return f"{text} {words.removesuffix('s')}" if text == "1" and words in _SINGULAR else f"{text} {words}"


_SINGULAR = {"days", "weeks", "months", "years", "hours", "minutes", "working days"}


def short_figure(value: float, unit: str, decimals: int = 0) -> str:
    """Write a figure with its sign of unit (% or £) but without words, for a cell under a row that says the unit.

    Examples
    --------
    >>> short_figure(12.4, "days", 1), short_figure(64.2, "%", 1)
    ('12.4', '64.2%')
    """
    text = number(value, decimals)
    if not text:
        return ""
    if unit == "£":
        return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"
    return f"{text}%" if unit == "%" else text


def unit_words(unit: str) -> str:
    """Give the words of a unit, or nothing for a bare count and for units that a sign says.

    Examples
    --------
    >>> unit_words("days"), unit_words("count"), unit_words("£")
    ('days', '', '')
    """
    return "" if unit in ("%", "£", "count", "") else unit


def marked_figure(value: float, unit: str, decimals: int, marker: str = "") -> str:
    """Write a figure for a table cell, with the markers that qualify it, or the one that replaces it.

    Examples
    --------
    >>> marked_figure(68.0, "count", 0, "p r"), marked_figure(float("nan"), "count", 0, "c")
    ('68 [p] [r]', '[c]')
    >>> marked_figure(0.0, "%", 1, "low"), marked_figure(float("nan"), "%", 1)
    ('[low]', '')
    >>> marked_figure(float("nan"), "count", 0, "b c")
    '[c] [b]'
    """
    codes = marker.split()
    instead = next((code for code in INSTEAD if code in codes), "")
    text = f"[{instead}]" if instead else short_figure(value, unit, decimals)
    codes = [code for code in codes if code not in INSTEAD]
    return " ".join([text, *(f"[{code}]" for code in codes)]) if text else ""


def marker_legend(markers: list[str]) -> str:
    """Explain the markers that stand in a table, once each, in the published order.

    Examples
    --------
    >>> marker_legend(["r p", "", "p"])
    '[p] provisional; [r] revised since it was first published.'
    >>> marker_legend([""])
    ''
    """
    used = {code for marker in markers for code in marker.split()}
    words = [f"[{code}] {meaning}" for code, meaning in MARKERS.items() if code in used]
    return f"{'; '.join(words)}." if words else ""


def target_words(row: ResultRow) -> str:
    """Say a measure's target with its direction: ``80% or more``, ``60 or fewer``, ``6.0 or less per 1,000 people``."""
    return _level_words(row, row.target, row.target_low, row.target_high)


def year_target_words(row: ResultRow) -> str:
    """Say the target for the whole year, against which a forecast is rated, as :func:`target_words` does."""
    return _level_words(row, row.year_target, row.year_target_low, row.year_target_high)


def _level_words(row: ResultRow, target: float, lowest: float, highest: float) -> str:
    if known(lowest) and known(highest):
        low, high = short_figure(lowest, row.unit, row.decimals), figure(highest, row.unit, row.decimals)
        return f"{low} to {high}"
    if not known(target):
        return ""
    less = "or fewer" if row.unit == "count" else "or less"
    side = {"higher": "or more", "lower": less}.get(row.polarity, "")
    if row.unit.startswith(("per ", "out of ")):
        parts = (short_figure(target, row.unit, row.decimals), side, row.unit)
    else:
        parts = (figure(target, row.unit, row.decimals), side, "")
    return " ".join(part for part in parts if part)


def target_cell(row: ResultRow) -> str:
    """Write a target for a table cell: the level alone, or the range."""
    if known(row.target_low) and known(row.target_high):
        low, high = (short_figure(end, row.unit, row.decimals) for end in (row.target_low, row.target_high))
        return f"{low} to {high}"
    return short_figure(row.target, row.unit, row.decimals)


def date_words(text: str) -> str:
    """Write an ISO date as pages do; anything else comes back as it was given.

    Examples
    --------
    >>> date_words("2019-09-30"), date_words("when staffed")
    ('30 September 2019', 'when staffed')
    """
    from datetime import date

    try:
        return written_date(date.fromisoformat(text[:10]))
    except ValueError:
        return text
