"""What stands on one sheet, and what may not be trusted in it. May import `model`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from helpers.model.errors import Problem, Refused

MOST_TOLD = 12
"""Problems of one kind that a person is told at once."""

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from one corner to the other; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = f"{get_column_letter(self.left)}{self.top}", f"{get_column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell is within."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell's text is not to be taken for what it says."""

    found: str
    expected: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a sheet, or of a CSV file, which has no doubts, no merged cells and nothing hidden.

    Attributes
    ----------
    label
        File and sheet as errors name them.
    lines
        Row number, and text by column, of every row with something in it.
    doubts
        By row and column.
    merged
        Areas of merged cells; the first cell of each holds its text.
    hidden_rows, hidden_columns
        Their numbers; columns as first and last.
    """

    label: str
    lines: list[Line]
    doubts: Mapping[tuple[int, int], Doubt] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()

    def problems(self, rows: Iterable[int], columns: Iterable[int] | None = None) -> list[Problem]:
        """Name what may not be trusted in the cells of these rows and columns.

        Parameters
        ----------
        rows
            Numbers of the rows that are read.
        columns
            Numbers of the columns that are read; ``None`` for all.

        Returns
        -------
        list of Problem
            Doubtful cells, merged cells, hidden rows and hidden columns, at most twelve of each.

        Examples
        --------
        >>> sheet = Sheet("a.xlsx", [(1, ["ref", "value"]), (2, ["A1", "5"])], hidden_rows=frozenset({2}))
        >>> [problem.where for problem in sheet.problems([1, 2])]
        ['a.xlsx, row 2']
        """
        wanted, asked = set(rows), None if columns is None else set(columns)
        return [
            *self.doubtful(wanted, asked),
            *self.overlaps(wanted, asked),
            *self.concealed(wanted, asked),
        ]

    def doubtful(self, rows: set[int], columns: set[int] | None) -> list[Problem]:
        """Name the doubtful cells among these."""
        told = [
            Problem(self.cell(*place), doubt.found, doubt.expected, doubt.next_step)
            for place, doubt in sorted(self.doubts.items())
            if place[0] in rows and (columns is None or place[1] in columns)
        ]
        return told[:MOST_TOLD]

    def cell(self, row: int, column: int) -> str:
        """Name a cell as a spreadsheet program does."""
        return f"{self.label}, cell {get_column_letter(column)}{row}"

    def overlaps(self, rows: set[int], columns: set[int] | None) -> list[Problem]:
        """Name the merged cells that reach into these and hold something."""
        among_rows, among_columns = sorted(rows), None if columns is None else sorted(columns)
        told = [
            Problem(
                f"{self.label}, cells {area}", "merged cells", "one cell a row and column",
                "Unmerge them and fill each cell; a file from elsewhere is read as it is by a .mapping.yml with "
                "`header:` and `fill:`.",
            )
            for area in self.merged
            if _reaches(among_rows, area.top, area.bottom)
            and (among_columns is None or _reaches(among_columns, area.left, area.right))
            and self._holds_text(area)
        ]  # fmt: skip
        return told[:MOST_TOLD]

    def concealed(self, rows: set[int], columns: set[int] | None) -> list[Problem]:
        """Name the rows and columns among these that are hidden and hold something."""
        if not self.hidden_rows and not self.hidden_columns:
            return []
        here = [(number, cells) for number, cells in self.lines if number in rows]
        places = [f"row {number}" for number, _ in here if number in self.hidden_rows]
        filled = {column for _, cells in here for column, text in enumerate(cells, start=1) if text}
        hidden = {column for column in filled if any(first <= column <= last for first, last in self.hidden_columns)}
        places += [
            f"column {get_column_letter(column)}" for column in sorted(hidden) if columns is None or column in columns
        ]
        told = [
            Problem(
                f"{self.label}, {place}", f"a hidden {place.split()[0]} with something in it",
                "nothing hidden in what is read",
                "Unhide it, or clear the filter, and look; keep it or delete it. A mapping may say `hidden: read`.",
            )
            for place in places
        ]  # fmt: skip
        return told[:MOST_TOLD]

    def _holds_text(self, area: Area) -> bool:
        index = bisect_left(self.lines, area.top, key=lambda line: line[0])
        number, cells = self.lines[index] if index < len(self.lines) else (0, [])
        return number == area.top and area.left <= len(cells) and bool(cells[area.left - 1])


def _reaches(numbers: list[int], first: int, last: int) -> bool:
    index = bisect_left(numbers, first)
    return index < len(numbers) and numbers[index] <= last


def refuse_all(problems: list[Problem]) -> None:
    """Raise what was found, if anything was."""
    if problems:
        raise Refused(problems)
