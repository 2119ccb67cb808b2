"""The data as an Excel workbook for people. May import the floors below."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.rating import RATINGS, rating_word
from helpers.present.csv_files import RUNS
from helpers.present.data_cells import Cell, data_cells, history_with_decimals
from helpers.present.data_columns import OBSERVATIONS, RESULTS
from helpers.present.theme import ink_on, rating_fills
from helpers.present.workbook_contents import contents, notes

NAMED = ("directorate", "portfolio", "priority")
RATED = ("rag", "rag_supplied", "forecast_rag")
_RATED_HEADINGS = {column.label for column in RESULTS if column.name in RATED}
NARROWEST, WIDEST, LONGEST_TEXT, LINE, WIDE = 9, 60, 32_767, 15, 12
"""Widths of columns in characters, the longest text that an Excel cell can hold, the height of a line in points, and
how many columns can still be read when they are fitted on the width of a page."""

# Text stays text whatever it looks like; a figure that cannot be written is a fault of ours and stops the build.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class _Sheet:
    """One sheet: a header row and what stands below it."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    frozen_columns: int = 0


def workbook_bytes(results: Results) -> bytes:
    """Write the edition's results and history as a workbook, the same bytes for the same results.

    Each sheet is one Excel table from cell A1, with no merged cells and no empty rows, so that it can be sorted,
    filtered and read aloud. Directorates, portfolios, priorities and ratings are in the council's own words.
    """
    edition = results.edition
    sheets = (
        _Sheet("Contents", ("Item", "What it is"), contents(edition)),
        _Sheet(
            "Results",
            [column.label for column in RESULTS],
            data_cells(_in_words(results.table, edition.council), RESULTS),
            frozen_columns=2,
        ),
        _Sheet(
            "Observations",
            [column.label for column in OBSERVATIONS],
            data_cells(history_with_decimals(results), OBSERVATIONS),
            frozen_columns=2,
        ),
        _Sheet("Notes", ("Sheet", "Column", "Name in the CSV file", "What it holds"), notes()),
    )
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"Performance data: {edition.council.name}, {edition.period.label}",
                "subject": "The council's performance measures",
                "author": edition.council.name,
                "company": edition.council.name,
                "comments": edition.council.licence,
                "status": edition.status_line or "Released",
                # The clock would give every build other bytes.
                "created": datetime.combine(edition.published or edition.period.end, time()),
            }
        )
        looks = _Looks(book, edition.council)
        for sheet in sheets:
            _write(book, sheet, looks)
    return file.getvalue()


def _in_words(table: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Give keys and ratings the names that the council's readers know."""
    names = {noun: table[f"{noun}_name"] for noun in NAMED}
    words = {name: table[name].map(lambda word: rating_word(council, word)) for name in RATED}
    return table.assign(**names, **words)


class _Looks:
    """The formats of one workbook, each made once: Excel keeps what is made twice apart."""

    def __init__(self, book: xlsxwriter.Workbook, council: Council) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        fills = rating_fills(council)
        self._fills = {rating_word(council, rating): fills[rating] for rating in RATINGS}

    def of(self, cell: Cell, *, rated: bool = False) -> Format:
        """Give the format of a cell."""
        if isinstance(cell, Decimal):
            places = max(0, -int(cell.as_tuple().exponent))
            return self._format(num_format=f"#,##0.{'0' * places}" if places else "#,##0")
        if isinstance(cell, date):
            return self._format(num_format="d mmm yyyy", align="left")
        if rated and cell in self._fills:
            fill = self._fills[cell]
            return self._format(bg_color=fill, font_color=ink_on(fill), bold=True)
        # The apostrophe that keeps a text from running when someone edits the cell; Excel does not show it.
        return self._format(text_wrap=True, **({"quote_prefix": True} if cell.startswith(RUNS) else {}))

    def heading(self) -> Format:
        """Give the format of a header row."""
        return self._format(bold=True, text_wrap=True, bottom=1)

    def _format(self, **wanted: object) -> Format:
        wanted |= {"valign": "top"}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _write(book: xlsxwriter.Workbook, sheet: _Sheet, looks: _Looks) -> None:
    page = book.add_worksheet(sheet.name)
    page.add_table(
        0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1,
        {
            "name": sheet.name,
            "style": "Table Style Light 1",
            "columns": [{"header": heading, "header_format": looks.heading()} for heading in sheet.headings],
        },
    )  # fmt: skip
    rated = {index for index, heading in enumerate(sheet.headings) if heading in _RATED_HEADINGS}
    for number, row in enumerate(sheet.rows, start=1):
        for index, cell in enumerate(row):
            _write_cell(page, number, index, cell, looks.of(cell, rated=index in rated))
    widths = [_width(heading, [row[index] for row in sheet.rows]) for index, heading in enumerate(sheet.headings)]
    for index, width in enumerate(widths):
        page.set_column(index, index, width)
    # Not every program makes a row as high as its wrapped text when it opens a file.
    for number, row in enumerate([sheet.headings, *sheet.rows]):
        page.set_row(number, LINE * max(_lines(cell, width) for cell, width in zip(row, widths, strict=True)))
    page.freeze_panes(1, sheet.frozen_columns)
    _set_for_print(page, sheet)


def _set_for_print(page: Worksheet, sheet: _Sheet) -> None:
    """Fit a narrow sheet on the paper's width; a wide one goes over pages, each with the row's name."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0)
    if len(sheet.headings) > WIDE:
        page.repeat_columns(0, sheet.frozen_columns - 1)
    else:
        page.fit_to_pages(1, 0)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, Decimal):
        page.write_number(row, column, float(cell), look)
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime.combine(cell, time()), look)
    elif cell:
        page.write_string(row, column, cell[:LONGEST_TEXT], look)


def _width(heading: str, cells: Sequence[Cell]) -> int:
    """Make a column as wide as what stands in it, within reason; longer texts wrap, and headings wrap at words."""
    longest = max(len(str(cell)) for cell in (*heading.split(), *cells))
    return min(WIDEST, max(NARROWEST, longest + 3))


def _lines(cell: Cell, width: int) -> int:
    """Reckon how many lines a text takes when it wraps at words, with room for the widest letters."""
    if not isinstance(cell, str):
        return 1
    paragraphs = cell.splitlines() or [""]
    return sum(max(1, len(textwrap.wrap(paragraph, width - 3))) for paragraph in paragraphs)
