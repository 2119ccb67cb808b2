"""What an officer typed into one cell, as the text that a return holds; a slip is named, not guessed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from openpyxl.utils.datetime import from_excel

from helpers.collect.fields import RowReader
from helpers.collect.return_workbook.form import MARKER_CHOICES, FormColumn
from helpers.collect.return_workbook.grid import FormCell

_DAYS = range(36_526, 73_050)
"""Serial numbers of the days from 2000 to 2099: a date pasted as a bare number."""

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?|\d{2}:\d{2}:\d{2}")
_CODES = {plain.casefold(): code for code, plain in MARKER_CHOICES.items()}


def filled_text(row: RowReader, column: FormColumn, cell: FormCell, unit: str) -> str:
    """Read one filled cell; what cannot be meant is noted on the row.

    Parameters
    ----------
    row
        Gathers the problems; its cells are by heading.
    unit
        The measure's: what is shown as a percentage is one only where the measure is counted in %.

    Examples
    --------
    >>> from helpers.collect.return_workbook.form import COLUMNS
    >>> marker = next(column for column in COLUMNS if column.name == "marker")
    >>> filled_text(RowReader("care.xlsx", 2, {}), marker, FormCell("p provisional"), "%")
    'p'
    """
    if doubt := cell.doubt:
        return _refused(row, column, doubt.found, doubt.expected, doubt.next_step)
    if column.kind == "figure":
        return _figure(row, column, cell, unit)
    if column.kind == "date":
        return _day(row, column, cell.text)
    return _marker(cell.text) if column.kind == "marker" else cell.text


def _figure(row: RowReader, column: FormColumn, cell: FormCell, unit: str) -> str:
    is_share = unit == "%" and column.name in ("value", "forecast")
    if not is_share and (cell.percent or cell.text.endswith("%")):
        return _refused(
            row, column, f'"{cell.text.removesuffix("%")}%"', f"a number without a per cent sign (unit: {unit})",
            "Type the number alone. Where the sign comes back, clear the cell's format first.",
        )  # fmt: skip
    if _DATE.fullmatch(cell.text):
        return _refused(
            row, column, f"the date {cell.text}", "a number",
            "Clear the cell's format and type the number again: a spreadsheet takes 1/2 or 10-11 for a date.",
        )  # fmt: skip
    row.number_or_none(column.heading)
    return cell.text


def _day(row: RowReader, column: FormColumn, text: str) -> str:
    if text.isdecimal() and int(text) in _DAYS:
        day = from_excel(int(text))
        return day.date().isoformat() if isinstance(day, datetime) else text
    row.day(column.heading)
    return text


def _marker(text: str) -> str:
    """Give the codes of what was chosen from the list or typed: ``p provisional`` is ``p``, ``p, e`` stays so.

    Examples
    --------
    >>> _marker("p provisional"), _marker("p e"), _marker("p provisional, e estimated")
    ('p', 'p e', 'p e')
    """
    return " ".join(_CODES.get(part.strip().casefold(), part.strip()) for part in text.split(",") if part.strip())


def _refused(row: RowReader, column: FormColumn, found: str, expected: str, next_step: str) -> str:
    row.refuse(column.heading, found, expected, next_step)
    return ""


def share_typed_as_part(cells: Mapping[str, str], unit: str) -> str:
    """Give the percentage that was meant where a share was typed as a part of one, or an empty text.

    A share of 163 in 200 that is given as 0.815 is 81.5%: the numerator and the denominator say so.

    Examples
    --------
    >>> share_typed_as_part({"value": "0.815", "numerator": "163", "denominator": "200"}, "%")
    '81.5'
    >>> share_typed_as_part({"value": "0.5", "numerator": "1", "denominator": "200"}, "%")
    ''
    """
    try:
        value, numerator, denominator = (Decimal(cells[name]) for name in ("value", "numerator", "denominator"))
    except (KeyError, ArithmeticError):
        return ""
    if unit != "%" or not 0 < value <= 1 or denominator <= 0:
        return ""
    share = numerator / denominator
    # 1 in 100 is 1%, and 1 of 1 is 100%: only what is near the part and far from the percentage was mistyped.
    is_part = abs(share - value) < Decimal("0.006") and abs(share * 100 - value) > Decimal("0.06")
    return f"{(value * 100).normalize():f}" if is_part else ""
