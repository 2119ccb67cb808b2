"""Return workbooks for tests: issued to a tiny council's services, filled in, and changed as officers change them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tiny import MEASURES, Tiny

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.present.return_workbook.write import return_workbook
from helpers.publish.judging import judge_workspace

MONTHLY = "A2,Visits made,count,0,higher,monthly,adults,care,,Head of Care,\n"
FOLDER = "data/returns/2019-20-q2"
PLACE = f"{FOLDER}/care.xlsx"
Filled = Mapping[tuple[str, str], Any]
"""What is typed, by row (a ref, or a ref and a period) and by the heading without "(fill in)"."""


def opened(tiny: Tiny) -> Tiny:
    """Open the second quarter: a monthly measure is in the framework, and nothing has been returned."""
    tiny.put("data/framework/measures.csv", MEASURES + MONTHLY)
    (tiny.root / FOLDER / "all.csv").unlink(missing_ok=True)
    return tiny


def results(tiny: Tiny) -> Results:
    """Judge the second quarter as the services see it."""
    return judge_workspace(tiny.workspace, Period.parse("2019-20-q2"), Pack.SERVICE)


def issued(tiny: Tiny, service: str = "care") -> bytes:
    """Issue a service its workbook of the second quarter."""
    return return_workbook(results(opened(tiny)), service)


def changed(workbook: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Open a workbook, change it and save it."""
    book, held = openpyxl.load_workbook(io.BytesIO(workbook)), io.BytesIO()
    change(book)
    book.save(held)
    return held.getvalue()


def place(sheet: Worksheet, row: str, heading: str) -> Any:
    """Find a cell by its row ("A1", or "A2 2019-08") and its heading, with or without "(fill in)"."""
    headings = [str(cell.value) for cell in sheet[1]]
    column = next(number for number, name in enumerate(headings, start=1) if name.removesuffix(" (fill in)") == heading)
    period = headings.index("Period") + 1
    for number in range(2, sheet.max_row + 1):
        ref = str(sheet.cell(number, headings.index("Ref") + 1).value)
        if row in (ref, f"{ref} {sheet.cell(number, period).value}"):
            return sheet.cell(number, column)
    raise LookupError(row)


def filled(workbook: bytes, answers: Filled) -> bytes:
    """Type answers into the sheet Return."""

    def fill(book: Workbook) -> None:
        for (row, heading), answer in answers.items():
            place(book["Return"], row, heading).value = answer

    return changed(workbook, fill)
