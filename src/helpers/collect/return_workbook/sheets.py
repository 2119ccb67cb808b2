"""Open a return workbook: its two sheets, whoever saved them. May import `model`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import openpyxl

from helpers.collect.return_workbook.form import INSTRUCTIONS, RETURN
from helpers.collect.workbook.cell_text import form_of
from helpers.collect.workbook.read import read_sheet
from helpers.collect.workbook.sheet import Sheet

_NAMES = re.compile(rb'<(?:\w+:)?sheet [^>]*\bname="([^"]*)"')
_LARGEST_PART = 4 * 2**20


def sheet_names(raw: bytes) -> list[str]:
    """Name a workbook's sheets without opening it, or none where these are not the bytes of a workbook."""
    return [name.decode("utf-8", "replace") for name in _NAMES.findall(_part(raw, "xl/workbook.xml"))]


def open_sheets(raw: bytes, label: str) -> dict[str, Sheet]:
    """Read the two sheets of a return workbook; a sheet that is not there is left out.

    Raises
    ------
    Refused
        The workbook cannot be opened, or may not be trusted.
    """
    names = set(sheet_names(raw))
    return {name: read_sheet(raw, label, (name,), hidden=True) for name in (INSTRUCTIONS, RETURN) if name in names}


def percentages(raw: bytes) -> frozenset[tuple[int, int]]:
    """Say which numbers of the sheet Return are shown as percentages, by row and column.

    A spreadsheet shows 0.81 as 81% once someone types the sign, and 81 is what is read: where no percentage is asked
    for, that is to be told.
    """
    styles = _part(raw, "xl/styles.xml")
    # As issued no cell has such a format, so that almost no workbook is read twice.
    within = re.search(rb"<(?:\w+:)?cellXfs.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    formats = set(re.findall(rb'numFmtId="(\d+)"[^>]*formatCode="[^"]*%', styles)) | {b"9", b"10"}
    if not within or not formats & set(re.findall(rb'numFmtId="(\d+)"', within[0])):
        return frozenset()
    try:
        with closing(openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)) as book:
            return frozenset(_percentages(book[RETURN]))
    except Exception:  # its cells were read before, and whole; openpyxl stumbles over more than they hold
        return frozenset()


def _percentages(sheet: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - openpyxl has no types here
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float) and form_of(cell.number_format or "General") == "percent":
                yield cell.row, cell.column


def _part(raw: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(name) as part:
            return part.read(_LARGEST_PART)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return b""
