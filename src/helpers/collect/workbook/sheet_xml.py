"""Read a sheet's XML into a sheet: text, doubts, merged cells, what is hidden. May import `model`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string

from helpers.collect.workbook.cell import Book, RawCell, read_cell
from helpers.collect.workbook.sheet import Area, Doubt, Line, Sheet
from helpers.collect.workbook.xml_part import BrokenError, Event
from helpers.model.errors import Refused

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767
"""Pieces of one text; a cell holds as many letters."""

MOST_MERGED = 20_000
MOST_EMPTY_ROWS = 100_000
"""Rows that are written down and empty: formatting gone astray, or made to keep a reader busy."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_sheet_xml(events: Iterable[Event], book: Book, label: str, most_cells: int) -> Sheet:
    """Read a sheet.

    Raises
    ------
    Refused
        It has more cells, merged cells or empty rows than anyone fills.
    BrokenError
        It is not a sheet as the format has it.
    """
    scan = _Scan(book, label, most_cells)
    for name, attributes, text in events:
        if attributes is None:
            if ending := scan.endings.get(name):
                ending(text)
        elif beginning := scan.beginnings.get(name):
            beginning(attributes)
    _uncover(scan.lines, scan.merged)
    return Sheet(
        label, scan.lines, scan.doubts, tuple(scan.merged), frozenset(scan.hidden_rows), tuple(scan.hidden_columns)
    )


def _uncover(lines: list[Line], merged: list[Area]) -> None:
    """Empty the cells that lie under a merged one: a spreadsheet program shows nothing of what was left in them."""
    left = sum(len(cells) for _, cells in lines)
    for area in merged:
        first = bisect_left(lines, area.top, key=lambda line: line[0])
        last = bisect_right(lines, area.bottom, key=lambda line: line[0])
        for number, cells in lines[first:last]:
            start, end = area.left - (number != area.top), min(area.right, len(cells))
            cells[start:end] = [""] * max(end - start, 0)
            left -= 1 + max(end - start, 0)
        if left < -LAST_ROW:
            raise BrokenError("merged cells that overlap")


class _Scan:
    """Where the reading of a sheet stands."""

    def __init__(self, book: Book, label: str, most_cells: int) -> None:
        self.book, self.label, self.most_cells = book, label, most_cells
        self.lines: list[Line] = []
        self.doubts: dict[tuple[int, int], Doubt] = {}
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = self._seen = self._cells = self._empty = 0
        self._line: list[str] = []
        self._cell = RawCell()
        self._phonetic = False
        self.beginnings = {
            "row": self._begin_row, "c": self._begin_cell, "f": self._begin_formula, "rPh": self._begin_phonetic,
            "mergeCell": self._merge, "col": self._columns,
        }  # fmt: skip
        self.endings = {
            "row": self._end_row, "c": self._end_cell, "v": self._end_value, "f": self._end_formula,
            "t": self._end_inline, "rPh": self._end_phonetic,
        }  # fmt: skip

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= LAST_ROW:
            raise BrokenError("rows out of order")
        self._row, self._column, self._seen, self._line = number, 0, 0, []
        if _yes(attributes.get("hidden")) or attributes.get("ht") in ("0", "0.0"):
            self.hidden_rows.add(number)

    def _end_row(self, _text: str) -> None:
        while self._line and not self._line[-1]:
            self._line.pop()  # formatted, and empty
        if self._line:
            self.lines.append((self._row, self._line))
        else:
            self._empty += 1
            self.hidden_rows.discard(self._row)
        self._cells += 1 + max(len(self._line), self._seen)
        if self._cells > self.most_cells:
            raise Refused.one(
                self.label, f"a sheet of more than {self.most_cells:,} cells", "the rows asked for",
                "Copy them into a new workbook and send that.",
            )  # fmt: skip
        if self._empty > MOST_EMPTY_ROWS:
            raise Refused.one(
                self.label, f"more than {MOST_EMPTY_ROWS:,} rows that are formatted and empty", "the rows asked for",
                "Select the rows below the table down to the last, choose Delete Rows, and save.",
            )  # fmt: skip

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        column = self._column + 1
        if place is not None:
            found = _PLACE.fullmatch(place)
            if not found or int(found[2]) != self._row:
                raise BrokenError("a cell in another row")
            column = column_index_from_string(found[1])
        if not self._column < column <= LAST_COLUMN:
            raise BrokenError("cells out of order")
        self._column = column
        self._seen += 1
        self._cell = RawCell(attributes.get("t", "n"), int(attributes.get("s", 0)))

    def _end_cell(self, _text: str) -> None:
        text, doubt = read_cell(self._cell, self.book)
        if text or doubt:
            # A doubtful cell counts as filled: an empty text at the end of a row would be dropped with its doubt.
            self._line.extend([""] * (self._column - 1 - len(self._line)))
            self._line.append(text)
        if doubt:
            self.doubts[self._row, self._column] = doubt

    def _end_value(self, text: str) -> None:
        self._cell.value = text

    def _begin_formula(self, _attributes: dict[str, str]) -> None:
        self._cell.formula = ""

    def _end_formula(self, text: str) -> None:
        self._cell.formula = text

    def _end_inline(self, text: str) -> None:
        if not self._phonetic:
            self._cell.inline.append(text)
            if len(self._cell.inline) > LONGEST_TEXT:
                raise BrokenError("a text without an end")

    def _begin_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic = True

    def _end_phonetic(self, _text: str) -> None:
        self._phonetic = False

    def _merge(self, attributes: dict[str, str]) -> None:
        left, top, right, bottom = (bound or 0 for bound in range_boundaries(attributes.get("ref", "")))
        if not (left and top) or len(self.merged) >= MOST_MERGED:
            raise BrokenError("merged cells without end")
        self.merged.append(Area(top, left, bottom, right))

    def _columns(self, attributes: dict[str, str]) -> None:
        if _yes(attributes.get("hidden")) or attributes.get("width") in ("0", "0.0"):
            self.hidden_columns.append((int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN)))
            if len(self.hidden_columns) > LAST_COLUMN:
                raise BrokenError("columns without end")


def _yes(flag: str | None) -> bool:
    return flag in ("1", "true")
