"""Read the first sheet of a workbook as text. May import `model`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl

from helpers.model.errors import Refused

LARGEST_UNPACKED = 512 * 2**20
"""Bytes of a workbook once unpacked: more is a zip bomb."""

MOST_CELLS = 5_000_000
"""Cells of a sheet, empty ones among them: a sheet may claim 16 thousand million of them in a few bytes."""


def workbook_lines(raw: bytes, label: str) -> list[tuple[int, list[str]]]:
    """Read the first sheet: every row with its number.

    Parameters
    ----------
    raw
        The workbook's bytes.
    label
        The file as errors name it.

    Raises
    ------
    Refused
        These are not the bytes of a workbook, or there is too much in it.
    """
    try:
        _refuse_bomb(raw, label)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            return list(_lines(book.worksheets[0], label))
        finally:
            book.close()
    except Refused:
        raise
    except Exception:  # a broken zip, broken XML, a part that is missing: openpyxl raises a dozen kinds
        raise Refused.one(
            label, "a file that is not an xlsx workbook", "an xlsx workbook, as its name says",
            "Open it in a spreadsheet program and save it as .xlsx or as UTF-8 CSV.",
        ) from None  # fmt: skip


def _refuse_bomb(raw: bytes, label: str) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise Refused.one(
            label,
            f"a workbook that unpacks to {unpacked:,} bytes",
            f"at most {LARGEST_UNPACKED:,}",
            "Send only the rows asked for.",
        )


def _lines(sheet: Any, label: str) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - openpyxl has no types here
    # What a sheet says of its own size is not to be trusted: Excel leaves it at a million rows, and others lie.
    sheet.reset_dimensions()
    read = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        read += 1 + len(cells)
        if read > MOST_CELLS:
            raise Refused.one(
                label, f"a sheet of more than {MOST_CELLS:,} cells", "the rows asked for",
                "Copy them into a new workbook and send that.",
            )  # fmt: skip
        texts = [_text(cell.value, cell.number_format) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()  # formatted, and empty
        yield number, texts


def _text(value: object, form: str | None) -> str:
    """Write a workbook's cell as the CSV would: what the sheet shows as 81.5% is 81.5, dates are ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (form or ""):
        return f"{(Decimal(repr(value)) * 100).normalize():f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
