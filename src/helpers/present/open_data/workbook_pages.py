"""How the sheets of the workbook look: widths, heights, what stays in sight, how they print. Imports none of ours."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.worksheet import Worksheet

NARROWEST, WIDEST, PAGE, WIDE, LINE, TITLE, A4 = 12, 60, 110, 12, 16, 24, 9
"""Widths of columns in characters, and of a page of text; how many columns can still be read when they are fitted on
the width of a page; heights of a line and of a title in points; Excel's number of A4."""


def set_lines(page: Worksheet, lines: Iterable[str]) -> None:
    """Set a sheet of one column of lines, from its top."""
    _print(page)
    _set_heights(page, 0, ([line] for line in lines), [PAGE])


def set_title(page: Worksheet) -> None:
    """Set a sheet that begins with a title."""
    _print(page)
    page.set_row(0, TITLE)


def set_table(page: Worksheet, rows: Sequence[Sequence[object]], heading: int) -> None:
    """Set a sheet of one table: its header row and its first column stay in sight, and stand on every page of paper.

    No more than these, or little else is seen at 400%. A narrow sheet is fitted on the width of the paper; a wide one
    goes over pages.

    Parameters
    ----------
    rows
        The header row, and those below it.
    heading
        Where on the sheet the header row is.
    """
    columns = [list(map(str, column)) for column in zip(*rows, strict=True)]
    widths = [_width(column, PAGE if len(columns) == 2 else WIDEST) for column in columns]
    for index, width in enumerate(widths):
        page.set_column(index, index, width)
    _set_heights(page, heading, rows, widths)
    page.freeze_panes(heading + 1, 1)
    page.repeat_rows(heading)
    if len(columns) > WIDE:
        page.repeat_columns(0)
        page.fit_to_pages(0, 0)


def in_language(workbook: bytes, language: str) -> bytes:
    """Say in the workbook's properties which language it is in, which no library of ours writes."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as made, ZipFile(file, "w", ZIP_DEFLATED) as said:
        for part in made.infolist():
            end = b"</cp:coreProperties>"
            words = f"<dc:language>{language}</dc:language>".encode() + end
            said.writestr(part, made.read(part).replace(end, words))
    return file.getvalue()


def _print(page: Worksheet) -> None:
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _width(column: Sequence[str], widest: int) -> int:
    """Make a column as wide as what stands in it, within reason: longer texts wrap, and headings wrap at words."""
    heading, *cells = column
    return min(widest, max(NARROWEST, *(len(text) + 3 for text in (*heading.split(), *cells))))


def _set_heights(page: Worksheet, first: int, rows: Iterable[Sequence[object]], widths: Sequence[int]) -> None:
    """Make each row as high as its wrapped text: not every program does so when it opens a file."""
    for number, row in enumerate(rows, start=first):
        lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=True))
        if lines > 1:
            page.set_row(number, LINE * lines)


def _lines(cell: object, width: int) -> int:
    """Reckon how many lines a text takes when it wraps at words, with room for the widest letters."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, len(textwrap.wrap(paragraph, width - 3))) for paragraph in cell.splitlines() or [""])
