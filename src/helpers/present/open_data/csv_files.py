"""A table as a CSV file that Excel can open without running any of it. May import the floors below."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd

from helpers.present.open_data.cells import Cell, data_cells
from helpers.present.open_data.columns import DataColumn

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that Excel would take for a formula."""


def csv_bytes(frame: pd.DataFrame, columns: Sequence[DataColumn]) -> bytes:
    r"""Write a table as RFC 4180 has it: UTF-8, a header row, CRLF, quotes only where needed.

    There is no byte order mark, since the first column's name would begin with it; for Excel there is the workbook.

    Examples
    --------
    >>> frame = pd.DataFrame({"ref": ["A1"], "title": ["=1+1"], "value": [-28.0], "decimals": [0]})
    >>> csv_bytes(frame, [DataColumn("title", "text", ""), DataColumn("value", "published", "")])
    b"title,value\r\n'=1+1,-28\r\n"
    """
    return csv_of_cells(data_cells(frame, columns), columns)


def csv_of_cells(cells: Iterable[Iterable[Cell]], columns: Sequence[DataColumn]) -> bytes:
    """Write cells below the names of their columns, as :func:`csv_bytes` does."""
    return csv_of_texts([column.name for column in columns], ([_written(cell) for cell in row] for row in cells))


def csv_of_texts(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write texts that are as they are to stand: a figure below nought among them is not guarded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def guarded_text(text: str) -> str:
    """Put an apostrophe before a text that Excel would take for a formula.

    Examples
    --------
    >>> guarded_text("=cmd()"), guarded_text("Arrears = rent owed")
    ("'=cmd()", 'Arrears = rent owed')
    """
    return f"'{text}" if text.startswith(RUNS) else text


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded_text(cell)
    return str(cell)
