"""The sheet Return of a return workbook: its columns by their headings, and its rows. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from helpers.collect.return_workbook_form import COLUMNS, FormColumn, plain
from helpers.collect.return_workbook_sheets import Sheet, SheetCell
from helpers.model.errors import Problem, Refused, quoted

AS_ISSUED = "Copy the answers into the workbook as it was issued, and send that."
"""What to do where more than a cell was changed."""


@dataclass(frozen=True)
class GridRow:
    """One row that is not empty.

    Attributes
    ----------
    number
        Its number in the sheet.
    cells
        Its cells by column.
    stray
        What stands in it outside the columns.
    """

    number: int
    cells: Mapping[FormColumn, SheetCell]
    stray: tuple[str, ...]

    def text(self, name: str) -> str:
        """Give the text of a column by its name."""
        return next(cell.text for column, cell in self.cells.items() if column.name == name)


@dataclass(frozen=True)
class Grid:
    """The sheet, its columns found by their headings.

    Attributes
    ----------
    heading_row
        Number of the row of the headings.
    places
        Where each column stands, from 0.
    """

    sheet: Sheet
    heading_row: int
    places: Mapping[FormColumn, int]

    @classmethod
    def of(cls, sheet: Sheet, where: str) -> Self:
        """Find the columns.

        Raises
        ------
        Refused
            A column was added, lost, renamed or doubled.
        """
        first = next((number for number, row in enumerate(sheet.rows) if any(cell.text for cell in row)), 0)
        headings = [plain(cell.text) for row in sheet.rows[first : first + 1] for cell in row]
        if problems := _heading_problems(headings, f"{where}, row {first + 1}"):
            raise Refused(problems)
        return cls(sheet, first + 1, {column: headings.index(column.heading) for column in COLUMNS})

    def rows(self) -> Iterator[GridRow]:
        """Go through the rows below the headings; empty ones, which programs add, are passed over."""
        known = set(self.places.values())
        for number, row in enumerate(self.sheet.rows[self.heading_row :], start=self.heading_row + 1):
            if any(cell.text or cell.uncounted for cell in row):
                stray = tuple(cell.text for place, cell in enumerate(row) if cell.text and place not in known)
                yield GridRow(number, {column: row[place] for column, place in self.places.items()}, stray)


def _heading_problems(headings: Sequence[str], where: str) -> list[Problem]:
    known = [column.heading for column in COLUMNS]
    lost = [heading for heading in known if heading not in headings]
    if 2 * len(lost) > len(COLUMNS):
        return [Problem(where, "no headings", f"the headings {quoted(known, limit=3)}, as they were issued", AS_ISSUED)]
    added = [heading for heading in headings if heading and heading not in known]
    twice = [heading for heading in known if headings.count(heading) > 1]
    problems = [Problem(f"{where}, column {name}", "the column twice", "each column once", AS_ISSUED) for name in twice]
    if added and len(added) == len(lost):
        return problems + [
            Problem(f"{where}, column {new}", f'"{new}"', f'"{old}"', "Put the column's heading back.")
            for new, old in zip(added, lost, strict=True)
        ]
    problems += [
        Problem(
            f"{where}, column {name}", "a column that was added", "the columns that were issued",
            "Delete the column; what it says belongs in the commentary.",
        )
        for name in added
    ]  # fmt: skip
    if lost:
        problems.append(Problem(where, f"no column {quoted(lost)}", "every column that was issued", AS_ISSUED))
    return problems
