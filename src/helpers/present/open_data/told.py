"""What an edition told its readers, from its results or from its published files. May import the floors below."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from helpers.assess.changes.told import Row, Told
from helpers.model.results import Results
from helpers.present.open_data.cells import history_with_decimals
from helpers.present.open_data.columns import OBSERVATIONS, RESULTS
from helpers.present.open_data.csv_files import csv_bytes
from helpers.present.open_data.definitions import DEFINITIONS

FILES = ("results.csv", "definitions.csv", "observations.csv")
"""The published files that two editions are compared by."""


def told(results: Results) -> Told:
    """Give what an edition tells, cell by cell as its files have it: so it is compared with what others published."""
    tables = (results.table, RESULTS), (results.table, DEFINITIONS), (history_with_decimals(results), OBSERVATIONS)
    return told_in({name: csv_bytes(frame, columns) for name, (frame, columns) in zip(FILES, tables, strict=True)})


def told_in(files: Mapping[str, bytes]) -> Told:
    r"""Read what an edition told from its published files, by name.

    Examples
    --------
    >>> told_in({"results.csv": b"ref,title\r\nA1,Visits\r\n"}).results
    {'A1': {'ref': 'A1', 'title': 'Visits'}}
    """
    results, definitions, observations = ([*_rows(files.get(name, b""))] for name in FILES)
    return Told(
        {row["ref"]: row for row in results},
        {row["ref"]: row for row in definitions},
        {(row["ref"], row["period"]): row for row in observations},
    )


def _rows(content: bytes) -> Iterator[Row]:
    return csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
