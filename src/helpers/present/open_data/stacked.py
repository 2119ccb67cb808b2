"""What every edition published, in one table: the frozen results, one below the other. May import the floors below."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from helpers.model.council import Council
from helpers.present.open_data.columns import RESULTS, DataColumn
from helpers.present.open_data.csv_files import csv_of_texts
from helpers.present.open_data.csvw import csvw_bytes, of_council, table_schema
from helpers.present.open_data.downloads import GUARDED
from helpers.present.open_data.licence import ALL_EDITIONS

KEY = ("period", "ref")
"""What names a row; no other cell need be filled, for an edition of old may have had fewer columns."""

_PUBLISHED = DataColumn("published", "date", "When the edition was published.")
_ABOUT = f"What each released edition published, as it was then, one row an edition and measure. {GUARDED}"


def all_editions(council: Council, editions: Iterable[tuple[date | None, bytes]]) -> dict[str, bytes]:
    r"""Stack the results of frozen editions, each row as it was published then, and describe the stack.

    Nothing is judged again and nothing is taken from anywhere else, so nothing can stand here that did not stand in an
    edition. A column that only some editions have is empty in the others.

    Parameters
    ----------
    council
        Whose they are.
    editions
        When each was published, and its ``results.csv``, in order.

    Returns
    -------
    dict
        File name to content.

    Examples
    --------
    >>> council = Council(name="Westmere", directorates=[{"key": "adults", "name": "Adults"}])
    >>> then, now = b"ref,period,value\r\n1,2019-20-q2,-3\r\n", b"ref,period,value\r\n1,2019-20-q3,4\r\n"
    >>> files = all_editions(council, [(date(2019, 11, 5), then), (None, now)])
    >>> files["all-editions.csv"].decode().split()
    ['published,ref,period,value', '2019-11-05,1,2019-20-q2,-3', ',1,2019-20-q3,4']
    """
    rows: list[Mapping[str, str]] = []
    for published, results in editions:
        said = {_PUBLISHED.name: published.isoformat() if published else ""}
        rows += [said | row for row in csv.DictReader(io.StringIO(results.decode("utf-8"), newline=""), strict=True)]
    columns = [_PUBLISHED, *_columns(rows)]
    names = [column.name for column in columns]
    file = ALL_EDITIONS.rpartition("/")[2]
    title = f"All editions: {council.name}"
    return {
        file: csv_of_texts(names, ([row.get(name, "") for name in names] for row in rows)),
        f"{file}-metadata.json": csvw_bytes(of_council(council, _ABOUT), file, title, table_schema(columns, KEY)),
    }


def _columns(rows: Iterable[Mapping[str, str]]) -> list[DataColumn]:
    """Describe the columns that the editions have: ours as they are now, then those that there are no more."""
    found = dict.fromkeys(name for row in rows for name in row if name != _PUBLISHED.name)
    now = [replace(column, required=column.name in KEY) for column in RESULTS if column.name in found]
    known = {column.name for column in now}
    return [*now, *(DataColumn(name, "text", "A column of earlier editions.") for name in found if name not in known)]
