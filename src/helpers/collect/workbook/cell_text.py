"""Write a cell's number as the CSV would: what a sheet shows as 81.5% is 81.5, dates are ISO. Imports no floor."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Literal

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

Form = Literal["number", "percent", "date", "month", "elapsed"]

CLEAN_DIGITS = 10
"""A figure that 15 digits, all that Excel itself shows, make this short is that figure with a computer's noise."""

FIRST_SERIAL = 61
"""1 March 1900. Before it Excel counts a 29 February that never was, and nobody means a date there but by accident."""

LAST_SERIAL = 2_958_466
"""The day after 31 December 9999."""


def form_of(code: str) -> Form:
    r"""Say what a number format shows.

    Examples
    --------
    >>> [form_of(code) for code in ("0.0%", "dd/mm/yyyy", "mmm-yy", "[h]:mm", '0.0"%"', '" "General')]
    ['percent', 'date', 'month', 'elapsed', 'number', 'number']
    """
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.', "", code)
    if is_timedelta_format(bare):
        return "elapsed"
    if is_date_format(bare):
        letters = set(re.sub(r"\[[^\]]*\]", "", bare.lower()))
        return "month" if {"y", "m"} <= letters and not letters & {"d", "h", "s"} else "date"
    return "percent" if "%" in bare else "number"


def number_text(raw: str, form: Form, epoch: datetime) -> str:
    """Write the number of a cell as its format means it.

    Parameters
    ----------
    raw
        The number as the workbook holds it.
    form
        What the cell's format shows.
    epoch
        The day that the workbook's dates count from: there are two systems, 1,462 days apart.

    Raises
    ------
    ValueError
        It is no number, or a date that cannot be meant; the text says which.

    Examples
    --------
    >>> from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900 as windows
    >>> number_text("0.57999999999999996", "percent", windows), number_text("43749", "date", windows)
    ('58', '2019-10-11')
    >>> number_text("0.30000000000000004", "number", windows), number_text("1.7543859649122806", "number", windows)
    ('0.3', '1.7543859649122806')
    """
    if form == "number" and raw.isascii() and raw.isdigit() and len(raw) <= CLEAN_DIGITS:
        return str(int(raw))  # most cells, and for these there is nothing to weigh
    try:
        number = float(raw)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise ValueError(f'a number cell that holds "{raw[:40]}"')
    if form in ("date", "month", "elapsed"):
        return _moment(number, form, epoch)
    figure = _without_noise(number)
    return _plain(figure * 100 if form == "percent" else figure)


def _without_noise(number: float) -> Decimal:
    exact = repr(number)
    if len(exact) <= CLEAN_DIGITS:
        return Decimal(exact)
    shown = Decimal(f"{number:.15g}")
    digits = len(shown.normalize().as_tuple().digits)
    return shown if digits <= CLEAN_DIGITS else Decimal(exact)


def _plain(figure: Decimal) -> str:
    text = f"{figure + 0:f}"  # no minus before nought
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(serial: float, form: Form, epoch: datetime) -> str:
    if form == "elapsed":
        return str(timedelta(days=serial)) if abs(serial) < LAST_SERIAL else _no_date(serial)
    if 0 <= serial < 1:
        moment = from_excel(serial, epoch)
        return moment.isoformat() if isinstance(moment, time) and serial else _no_date(serial)
    if not FIRST_SERIAL <= serial < LAST_SERIAL:
        return _no_date(serial)
    day = from_excel(serial, epoch).date()
    return f"{day:%Y-%m}" if form == "month" and day.day == 1 else str(day.isoformat())


def _no_date(serial: float) -> str:
    raise ValueError(
        f"the number {_plain(Decimal(repr(serial)))} formatted as a date, which is no date that can be meant"
    )
