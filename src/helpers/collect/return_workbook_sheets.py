"""Open a return workbook: what stands in its sheets, cell by cell, whoever saved it. May import `model`."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl

from helpers.collect.cell_text import form_of
from helpers.collect.return_workbook_form import INSTRUCTIONS, RETURN
from helpers.collect.workbook_guard import Archive
from helpers.model.errors import Refused

LARGEST_UNPACKED = 16 * 2**20
"""Bytes of a return workbook once unpacked: one as issued has some hundred thousand."""

MOST_CELLS = 1_000_000
"""Cells of a sheet from A1 to the last one, empty ones among them."""

_NAMES = re.compile(rb'<(?:\w+:)?sheet [^>]*\bname="([^"]*)"')


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell.

    Attributes
    ----------
    value
        Text, a number, a date, or ``None``.
    percent
        The cell shows its number as a percentage: 0.81 is seen as 81%.
    uncounted
        The cell holds a formula whose result was not saved.
    """

    value: object = None
    percent: bool = False
    uncounted: bool = False

    @property
    def text(self) -> str:
        """What stands in the cell, as text with no spaces around it."""
        value = self.value
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first, and the ranges of its merged cells."""

    rows: tuple[tuple[SheetCell, ...], ...]
    merged: tuple[str, ...]


def sheet_names(raw: bytes) -> list[str]:
    """Name a workbook's sheets without opening it, or none where these are not the bytes of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("xl/workbook.xml") as part:
            return [name.decode("utf-8", "replace") for name in _NAMES.findall(part.read(2**20))]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return []


def open_sheets(raw: bytes, label: str) -> dict[str, Sheet]:
    """Read the two sheets of a return workbook; a sheet that is not there is left out.

    Raises
    ------
    Refused
        The workbook cannot be opened, or is too large for one of ours.
    """
    try:
        _refuse_unsafe(raw, label)
        with warnings.catch_warnings():
            # What openpyxl does not know of a program's extras is no concern of ours: only the cells are read.
            warnings.simplefilter("ignore")
            shown = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
            typed = openpyxl.load_workbook(io.BytesIO(raw), data_only=False)
        return {
            name: Sheet(tuple(_rows(shown[name], typed[name], f"{label}, sheet {name}")), _merged(shown[name]))
            for name in (INSTRUCTIONS, RETURN)
            if name in shown.sheetnames
        }
    except Refused:
        raise
    except Exception:  # a broken zip, broken XML, a part that is missing: openpyxl raises a dozen kinds
        raise Refused.one(
            label, "a workbook that cannot be opened", "the return workbook that was issued, saved as .xlsx",
            "Open it in a spreadsheet program, save it as .xlsx and send it again.",
        ) from None  # fmt: skip


def _refuse_unsafe(raw: bytes, label: str) -> None:
    """Refuse what no workbook may hold, and one that is far larger than ours can be: it is read whole."""
    Archive(raw, label)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise _too_much(label, f"a workbook that unpacks to {unpacked:,} bytes", f"at most {LARGEST_UNPACKED:,} bytes")


def _too_much(where: str, found: str, expected: str) -> Refused:
    return Refused.one(where, found, expected, "Copy the answers into the workbook as it was issued, and send that.")


def _rows(shown: Any, typed: Any, where: str) -> Iterator[tuple[SheetCell, ...]]:  # noqa: ANN401 - no types here
    if shown.max_row * shown.max_column > MOST_CELLS:
        raise _too_much(
            where, f"a cell in row {shown.max_row:,}, column {shown.max_column:,}", "nothing outside the table"
        )
    for seen, written in zip(shown.iter_rows(), typed.iter_rows(), strict=True):
        yield tuple(_cell(*pair) for pair in zip(seen, written, strict=True))


def _cell(seen: Any, written: Any) -> SheetCell:  # noqa: ANN401
    uncounted = written.data_type == "f" and seen.value is None
    return SheetCell(seen.value, form_of(seen.number_format or "General") == "percent", uncounted)


def _merged(sheet: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(sorted(str(cells) for cells in sheet.merged_cells.ranges))
