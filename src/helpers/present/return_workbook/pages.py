"""The two sheets of a return workbook, as they look on a screen and on paper. May import the floors below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from helpers.collect.return_workbook.form import COLUMNS, INSTRUCTIONS, ITEM, RETURN, SAYS, FormColumn
from helpers.model.edition import Edition
from helpers.present.return_workbook.checks import cell_check
from helpers.present.return_workbook.rows import FormRow
from helpers.present.theme import BLUE, GREY, LINE, PAPER

WIDTHS = {
    "ref": 8, "title": 28, "definition": 44, "unit": 14, "period": 12, "target": 22, "previous": 17,
    "same_period_last_year": 17, "last_time": 40, "value": 12, "numerator": 12, "denominator": 14, "marker": 24,
    "forecast": 14, "commentary": 60, "cause": 46, "action": 46, "owner_role": 26, "action_date": 13,
    "recovery_date": 19,
}  # fmt: skip
"""Widths of the columns in characters."""

FILL_IN, FILL_IN_HEADING, ELSEWHERE = "#fff9db", "#ffdd00", "#e6e7e8"
_ITEM_WIDTH, _SAYS_WIDTH = 22, 100
_LINE, _HIGHEST = 15, 405
"""A line's height in points, and the highest row that Excel knows."""

_ROOM, _LESS_ROOM = 6, 3
"""Lines in a row where words are to be written, and where only a figure is."""

_MAY = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True}
_A3, _SCALE = 8, 75
_NAMED = 3
"""Columns that say which row it is, and stay in sight: without its period, one month's row looks like the next."""


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def made(**wanted: object) -> Format:
            return book.add_format({"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE, **wanted})

        self.heading = made(bold=True, bg_color=BLUE, font_color=PAPER)
        self.fill_in_heading = made(bold=True, bg_color=FILL_IN_HEADING)
        self.text = made()
        self.name = made(bold=True)
        self.elsewhere = made(bg_color=ELSEWHERE, font_color=GREY, italic=True)
        # A figure's cell has no number format of its own: only so does 81% stay 81% and is not read as 0.81.
        self._open = {
            "figure": made(bg_color=FILL_IN, locked=False),
            "marker": made(bg_color=FILL_IN, locked=False),
            # Words that begin with a dash or a plus are not a formula.
            "words": made(bg_color=FILL_IN, locked=False, num_format="@"),
            "date": made(bg_color=FILL_IN, locked=False, num_format="d mmm yyyy", align="left"),
        }

    def of(self, row: FormRow, column: FormColumn) -> Format:
        """Give the format of a cell of the sheet Return."""
        if row.is_open(column):
            return self._open[column.kind]
        if column.kind != "locked":
            return self.elsewhere
        return self.name if column.name in ("ref", "title", "period") else self.text


def write_instructions(book: xlsxwriter.Workbook, items: Sequence[Sequence[str]], looks: Looks, title: str) -> None:
    """Write the sheet Instructions: what the workbook is, how it is filled in, and what was issued."""
    page = book.add_worksheet(INSTRUCTIONS)
    _add_table(page, INSTRUCTIONS, [(ITEM, looks.heading), (SAYS, looks.heading)], len(items), "What to do")
    page.set_column(0, 0, _ITEM_WIDTH)
    page.set_column(1, 1, _SAYS_WIDTH)
    for number, (item, what) in enumerate(items, start=1):
        page.write_string(number, 0, item, looks.name)
        page.write_string(number, 1, what, looks.text)
        page.set_row(number, _height([(item, _ITEM_WIDTH), (what, _SAYS_WIDTH)]))
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": f"A1:B{len(items) + 1}"})
    page.protect("", _MAY)
    _set_for_print(page, title)
    page.fit_to_pages(1, 0)


def write_return(
    book: xlsxwriter.Workbook, rows: Sequence[FormRow], edition: Edition, looks: Looks, title: str
) -> None:
    """Write the sheet Return: the measures asked for, what is known of them, and the cells to be filled in."""
    page = book.add_worksheet(RETURN)
    headings = [
        (column.heading, looks.heading if column.kind == "locked" else looks.fill_in_heading) for column in COLUMNS
    ]
    _add_table(page, RETURN, headings, len(rows), "The measures to be returned, one a row")
    for index, column in enumerate(COLUMNS):
        page.set_column(index, index, WIDTHS[column.name])
    page.set_row(0, _height([(column.heading, WIDTHS[column.name]) for column in COLUMNS]))
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(COLUMNS):
            _write_cell(page, (number, index), row, column, looks.of(row, column))
            if row.is_open(column):
                _check_cell(page, (number, index), row, column, edition)
        said = [(row.shown(column), WIDTHS[column.name]) for column in COLUMNS]
        room = _ROOM if row.period == row.last else _LESS_ROOM
        page.set_row(number, max(_height(said), _LINE * room))
    first_open = _index("value")
    page.freeze_panes(1, _NAMED)
    page.set_selection(1, first_open, 1, first_open)
    page.ignore_errors({"number_stored_as_text": f"A1:A{len(rows) + 1}"})
    page.protect("", _MAY)
    _set_for_print(page, title)
    page.set_paper(_A3)
    page.set_print_scale(_SCALE)
    page.repeat_columns(0, _NAMED - 1)
    # What is known, the figures, and the exception report: a page's width each, with the measure's name before it.
    page.set_v_pagebreaks([first_open, _index("cause")])


def _write_cell(page: Worksheet, place: tuple[int, int], row: FormRow, column: FormColumn, look: Format) -> None:
    if shown := row.shown(column):
        page.write_string(*place, shown, look)
    else:
        page.write_blank(*place, None, look)


def _check_cell(page: Worksheet, place: tuple[int, int], row: FormRow, column: FormColumn, edition: Edition) -> None:
    """Put the cell's limits and messages on it; xlsxwriter leaves out, with a mere warning, what Excel cannot hold."""
    if page.data_validation(*place, *place, cell_check(row, column, edition.period)):
        raise ValueError(f"{row.measure.ref}, {column.heading}: a message that is too long for Excel")


def _index(name: str) -> int:
    return [column.name for column in COLUMNS].index(name)


def _add_table(
    page: Worksheet, name: str, headings: Sequence[tuple[str, Format]], length: int, description: str
) -> None:
    page.add_table(
        0, 0, length, len(headings) - 1,
        {
            "name": name,
            "title": name,
            "description": description,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "autofilter": False,
            "columns": [{"header": heading, "header_format": look} for heading, look in headings],
        },
    )  # fmt: skip


def _set_for_print(page: Worksheet, title: str) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&L{title.replace('&', '&&')}&R&A")
    page.set_footer("&RPage &P of &N")


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Reckon how high a row is whose texts wrap at words: not every program does so when it opens a file."""
    lines = max(
        sum(max(1, len(textwrap.wrap(part, width - 2))) for part in text.splitlines() or [""]) for text, width in cells
    )
    return min(_HIGHEST, _LINE * lines)
