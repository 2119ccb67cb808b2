"""Find the table on a foreign sheet: where its headings are, what its columns are called, where its rows end.

May import `model`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from helpers.collect.mapping.pattern import captured, folded, matches, trimmed
from helpers.collect.table_file import Row, Table
from helpers.collect.workbook.sheet import Area, Line, Sheet, refuse_all
from helpers.model.errors import Refused, quoted

BETWEEN = " > "
"""Stands between a heading and the one below it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a mapping file says of where the table is.

    Attributes
    ----------
    header
        Words that stand in the first row of headings (``*`` for anything), or that row's number.
    header_rows
        How many rows the headings take.
    ends
        Words in the first row that is no longer of the table; empty where it goes to the end of the sheet.
    """

    header: str | int
    header_rows: int = 1
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table found on a sheet.

    Attributes
    ----------
    sheet
        The sheet it was found on.
    table
        Its rows; each column is called by its headings, joined from the top, or by its letter where it has none of
        its own.
    columns
        Numbers of the columns by those names.
    headings
        Headings of the columns by those names; a heading may stand over two.
    above
        What stands above the headings: titles, as a rule.
    """

    sheet: Sheet
    table: Table
    columns: dict[str, int]
    headings: dict[str, str]
    above: tuple[str, ...]

    def column(self, asked: str) -> list[str]:
        """Give the columns that words may mean: the one called so, or else every one that the pattern fits."""
        exact = [name for name, heading in self.headings.items() if folded(asked) in (folded(name), folded(heading))]
        return exact or [name for name, heading in self.headings.items() if "*" in asked and matches(heading, asked)]

    def title(self, pattern: str) -> list[str]:
        """Give what stands in the place of ``{}`` in the texts above the headings, each once."""
        return list(dict.fromkeys(filter(None, (captured(text, pattern) for text in self.above))))

    def refuse_untrusted(self, rows: Iterable[int], columns: Iterable[str], hidden: bool, filled: set[str]) -> None:
        """Refuse what is doubtful, merged or hidden in the cells that are read.

        Parameters
        ----------
        hidden
            Read what is hidden.
        filled
            Columns in which a merged cell stands for each of its rows.

        Raises
        ------
        Refused
            With every such cell, area, row and column.
        """
        wanted, asked = set(rows), {self.columns[name] for name in columns}
        whole = asked - {self.columns[name] for name in filled}
        problems = [*self.sheet.doubtful(wanted, asked), *self.sheet.overlaps(wanted, whole)]
        refuse_all(problems if hidden else [*problems, *self.sheet.concealed(wanted, asked)])


def lay_out(sheet: Sheet, place: Place, mapping: str) -> Layout:
    """Find the table.

    Parameters
    ----------
    mapping
        The mapping file as errors name it.

    Raises
    ------
    Refused
        No row, or more than one, holds the words of the header; or the headings reach further down than it says.
    """
    first = _header_row(sheet, place, mapping)
    last = first + place.header_rows - 1
    _refuse_lower(sheet, first, last, mapping)
    end = next((number for number, cells in sheet.lines if number > last and _has(cells, place.ends)), None)
    lines = [line for line in sheet.lines if line[0] > last and (end is None or line[0] < end)]
    if place.ends and end is None:
        raise Refused.one(
            f"{mapping}, key ends", f'"{place.ends}", which stands in no row below the headings of {sheet.label}',
            "words in the first row that is no longer of the table", "Correct `ends:`, or delete it.",
        )  # fmt: skip
    width = max((len(cells) for number, cells in sheet.lines if number >= first), default=0)
    headings = _headings(sheet, first, last, width)
    names = _names(headings)
    columns = {name: number for number, name in enumerate(names, start=1)}
    rows = tuple((number, _row(cells, names)) for number, cells in lines)
    above = tuple(folded(text) for number, cells in sheet.lines if number < first for text in cells if text.strip())
    table = Table(sheet.label, tuple(names), rows, f"{mapping}, cells")
    return Layout(sheet, table, columns, dict(zip(names, headings, strict=True)), above)


def _row(cells: list[str], names: list[str]) -> Row:
    padded = [*cells, *[""] * (len(names) - len(cells))]
    return {name: trimmed(text) for name, text in zip(names, padded, strict=False)}


def _has(cells: list[str], pattern: str) -> bool:
    return bool(pattern) and any(text and matches(text, pattern) for text in cells)


def _header_row(sheet: Sheet, place: Place, mapping: str) -> int:
    if isinstance(place.header, int):
        found = [place.header] if any(number == place.header for number, _ in sheet.lines) else []
        asked = f"row {place.header} for the headings"
    else:
        found = [number for number, cells in sheet.lines if _has(cells, place.header)]
        asked = f'"{place.header}" for the headings'
    if len(found) == 1:
        return found[0]
    where = f"which {sheet.label} has in the rows {', '.join(map(str, found[:8]))}" if found else "which is empty"
    if not found and isinstance(place.header, str):
        where = f"which stands in no row of {sheet.label}"
    raise Refused.one(
        f"{mapping}, key header", f"{asked}, {where}", "words that stand in the first row of headings and nowhere else",
        f"Correct `header:`; * stands for anything. The first rows hold {_first_words(sheet)}.",
    )  # fmt: skip


def _first_words(sheet: Sheet) -> str:
    return quoted([folded(text)[:60] for _, cells in sheet.lines[:6] for text in cells if text.strip()], limit=8)


def _refuse_lower(sheet: Sheet, first: int, last: int, mapping: str) -> None:
    low = [area for area in sheet.merged if area.top <= last < area.bottom and area.bottom >= first]
    if low:
        raise Refused.one(
            f"{mapping}, key header_rows", f"{last - first + 1}, while the heading {low[0]} reaches to row "
            f"{low[0].bottom} of {sheet.label}", f"{low[0].bottom - first + 1} rows from row {first}",
            "Correct `header_rows:`.",
        )  # fmt: skip


def _headings(sheet: Sheet, first: int, last: int, width: int) -> list[str]:
    """Join the headings of each column from the top; a merged cell stands over all its columns and once."""
    lines: dict[int, Line] = {line[0]: line for line in sheet.lines if first <= line[0] <= last}
    over = [area for area in sheet.merged if first <= area.bottom and area.top <= last]
    names = []
    for column in range(1, width + 1):
        parts = [_heading(lines, over, row, column) for row in range(first, last + 1)]
        names.append(BETWEEN.join(folded(text) for text in parts if text.strip()))
    return names


def _heading(lines: dict[int, Line], over: list[Area], row: int, column: int) -> str:
    area = next((area for area in over if area.holds(row, column)), Area(row, column, row, column))
    if area.top != row:
        return ""  # told in the row where it begins
    cells = lines.get(row, (row, []))[1]
    return cells[area.left - 1] if area.left <= len(cells) else ""


def _names(headings: list[str]) -> list[str]:
    """Call a column by its headings where they are its own, or else by its letter."""
    times = Counter(headings)
    names = []
    for number, heading in enumerate(headings, start=1):
        letter = get_column_letter(number)
        own = heading and times[heading] == 1
        names.append(heading if own else f"column {letter}" if letter in times else letter)
    return names
