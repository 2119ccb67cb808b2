"""The sheet Return of a return workbook: its columns by their headings, and its rows. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from helpers.collect.return_workbook.form import COLUMNS, FormColumn, plain
from helpers.collect.workbook.sheet import Doubt, Sheet
from helpers.model.errors import Problem, Refused, quoted

AS_ISSUED = "Copy the answers into the workbook as it was issued, and send that."
"""What to do where more than a cell was changed."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell.

    Attributes
    ----------
    text
        What stands in it, with no spaces around it.
    doubt
        Why that is not to be taken for what it says.
    percent
        It is a number that is shown as a percentage.
    """

    text: str
    doubt: Doubt | None = None
    percent: bool = False


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
    cells: Mapping[FormColumn, FormCell]
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
    percentages
        Rows and columns, from 1, of the numbers that are shown as percentages.
    """

    sheet: Sheet
    heading_row: int
    places: Mapping[FormColumn, int]
    percentages: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, sheet: Sheet, where: str, percentages: frozenset[tuple[int, int]] = frozenset()) -> Self:
        """Find the columns.

        Raises
        ------
        Refused
            A column was added, lost, renamed or doubled.
        """
        first, texts = next(((number, texts) for number, texts in sheet.lines if any(map(str.strip, texts))), (1, []))
        headings = [plain(text) for text in texts]
        if problems := _heading_problems(headings, f"{where}, row {first}"):
            raise Refused(problems)
        return cls(sheet, first, {column: headings.index(column.heading) for column in COLUMNS}, percentages)

    def rows(self) -> Iterator[GridRow]:
        """Go through the rows below the headings; empty ones, which programs add, are passed over."""
        known = set(self.places.values())
        for number, texts in self.sheet.lines:
            if number > self.heading_row and any(map(str.strip, texts)):
                stray = tuple(text.strip() for place, text in enumerate(texts) if text.strip() and place not in known)
                cells = {column: self._cell(number, texts, place) for column, place in self.places.items()}
                yield GridRow(number, cells, stray)

    def _cell(self, number: int, texts: Sequence[str], place: int) -> FormCell:
        at = number, place + 1
        text = texts[place].strip() if place < len(texts) else ""
        return FormCell(text, self.sheet.doubts.get(at), at in self.percentages)


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
