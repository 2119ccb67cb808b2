"""The data as an Excel workbook for people. May import the floors below.

gptables lays the workbook out as the Government Analysis Function's guidance "Releasing statistics in spreadsheets"
asks: a cover, contents, notes, one marked table a sheet from column A, no merged cells, no cell left empty.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import gptables
import pandas as pd
from gptables.core.gptable import FormatList

from helpers.model.council import Council
from helpers.model.edition import Edition
from helpers.model.results import Results
from helpers.narrate.rating import rating_word
from helpers.present.open_data.cells import Cell, cells_said, history_with_decimals
from helpers.present.open_data.columns import OBSERVATIONS, RESULTS
from helpers.present.open_data.csv_files import RUNS
from helpers.present.open_data.definitions import DEFINITIONS
from helpers.present.open_data.licence import data_title
from helpers.present.open_data.workbook_contents import (
    COLUMN_HEADINGS,
    NOTED,
    SHORTHAND,
    SIGNS,
    about_data,
    about_edition,
    columns_explained,
    contact_lines,
    note_texts,
)
from helpers.present.open_data.workbook_pages import PAGE, in_language, set_lines, set_table, set_title

NAMED = ("directorate", "portfolio", "priority")
RATED = ("rag", "rag_supplied", "forecast_rag")
LONGEST_TEXT = 32_767
"""How many letters an Excel cell can hold."""

# Text stays text whatever it looks like.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What gptables would read as more than text: a link, or a cell of signs alone, which it refuses. A unit is such a cell.
_READ_AS_MORE = re.compile(r"\]\(|\A[^a-zA-Z0-9]*\Z")


@dataclass(frozen=True)
class _Sheet:
    """One sheet: what it is, its header row and what stands below it."""

    name: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: dict[str, str]

    def table(self) -> gptables.GPTable:
        """Give it as gptables takes it."""
        return gptables.GPTable(
            table=pd.DataFrame(
                [list(map(_written, row)) for row in self.rows], columns=list(self.headings), dtype=object
            ),
            table_name=self.name.lower(),
            title=self.title,
            instructions="This sheet holds one table. " + ("Notes are on the sheet Notes." if self.notes else ""),
            legend=[] if SIGNS.isdisjoint(cell for row in self.rows for cell in row) else [SHORTHAND],
            index_columns={},
            table_notes={heading: f"$${note}$$" for heading, note in self.notes.items()} or None,
            additional_formatting=list(_formats(self.rows)),
        )


def workbook_bytes(results: Results) -> bytes:
    """Write the edition's results and history as a workbook, the same bytes for the same results.

    Directorates, portfolios, priorities and ratings are in the council's own words. A cell without a figure says why.
    """
    edition = results.edition
    sheets = _sheets(results)
    tables = {sheet.name: sheet.table() for sheet in sheets}
    used = {note for sheet in sheets for note in sheet.notes.values()}
    notes = [(name, text) for name, text in note_texts(edition).items() if name in used]
    intro, about, contact = about_edition(edition), about_data(edition), contact_lines(edition)
    file = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # an edition without measures needs no notes
        book = gptables.produce_workbook(
            file,
            tables,
            theme=_theme(),
            cover=gptables.Cover(data_title(edition), intro, about, contact or None, width=PAGE),
            contentsheet_options={
                "instructions": "This sheet holds one table: a link to each sheet, and what it holds."
            },
            notes_table=pd.DataFrame(notes, columns=["Note", "Note text"]) if notes else None,
            notesheet_options={"instructions": "This sheet holds one table: what the headings refer to by number."},
            auto_width=dict.fromkeys(["Notes", *tables], False),
            gridlines="hide_printed",
            workbook_options=_OPTIONS,
        )
    book.set_properties(_properties(edition))
    cover, *pages = book.worksheets()
    set_lines(cover, ("", "", *intro, "", *about, "", *contact))
    for page in pages:
        set_title(page)
    for sheet in sheets:
        noted = [f"{name}\n[note 1]" if name in sheet.notes else name for name in sheet.headings]
        set_table(book.get_worksheet_by_name(sheet.name), [noted, *sheet.rows], tables[sheet.name].data_range[0])
    if notes:
        set_table(
            book.get_worksheet_by_name("Notes"), [["Note number", "Note text"], *(["", text] for _, text in notes)], 2
        )
    book.close()
    return in_language(file.getvalue(), edition.council.language)


def _theme() -> gptables.Theme:
    """Give gptables' own theme, its cells' text beginning at the top: a row is as high as its longest."""
    theme = deepcopy(gptables.gptheme)
    theme.update_data_format({"valign": "top"})
    theme.update_cover_text_format({"valign": "top"})
    return theme


def _sheets(results: Results) -> list[_Sheet]:
    """Give the sheets; gptables makes no table without rows, so one that would have none is left out."""
    council, period = results.edition.council, results.edition.period.label
    table, history = _in_words(results.table, council), history_with_decimals(results)
    sheets = [
        _Sheet(name, title, [column.label for column in columns], cells_said(frame, columns),
               {column.label: NOTED[column.name] for column in columns if column.name in NOTED})
        for name, title, columns, frame in (
            ("Results", f"Results of {period}, one row a measure", RESULTS, table),
            ("Observations", f"All figures to {period}, one row a measure and period", OBSERVATIONS, history),
            ("Definitions", "What each measure counts, one row a measure", DEFINITIONS, table),
        )
    ]  # fmt: skip
    explained = _Sheet(
        "Columns", "What each column of the other sheets holds", COLUMN_HEADINGS, columns_explained(), {}
    )
    return [*(sheet for sheet in sheets if sheet.rows), explained]


def _in_words(table: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Give keys and ratings the names that the council's readers know."""
    names = {noun: table[f"{noun}_name"] for noun in NAMED}
    words = {name: table[name].map(lambda word: rating_word(council, word)) for name in RATED}
    return table.assign(**names, **words)


def _written(cell: Cell) -> object:
    """Give a cell as gptables takes it."""
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    text = cell[:LONGEST_TEXT]
    if text.startswith(RUNS):
        # The apostrophe that keeps a text from running when someone edits the cell; Excel does not show it.
        return FormatList([{"quote_prefix": True}, text])
    return FormatList([{}, text]) if _READ_AS_MORE.search(text) else text


def _formats(rows: Sequence[Sequence[Cell]]) -> Iterable[dict[str, Any]]:
    """Show each number at its own places, and each date in words; gptables counts the header as row 0."""
    for number, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            if not isinstance(cell, str):
                yield {"cell": {"format": {"num_format": _number_format(cell)}, "cells": (number, index)}}


def _number_format(cell: Decimal | date) -> str:
    if isinstance(cell, date):
        return "d mmm yyyy"
    places = max(0, -int(cell.as_tuple().exponent))
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _properties(edition: Edition) -> dict[str, object]:
    return {
        "title": data_title(edition),
        "subject": "The council's performance measures",
        "author": edition.council.name,
        "company": edition.council.name,
        "comments": edition.council.licence,
        "status": edition.status_line or "Released",
        # The clock would give every build other bytes.
        "created": datetime.combine(edition.published or edition.period.end, time()),
    }
