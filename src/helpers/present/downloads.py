"""The files of data that an edition offers for download. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.present.csv_files import csv_bytes
from helpers.present.csvw import csvw_bytes
from helpers.present.data_cells import history_with_decimals
from helpers.present.data_columns import OBSERVATIONS, RESULTS
from helpers.present.workbook import workbook_bytes

_GUARDED = "A text that begins as a formula does has an apostrophe before it."


def data_files(results: Results) -> dict[str, bytes]:
    """Make the edition's data: two tables for programs, each with its description, and a workbook for people.

    The same results give the same bytes.

    Parameters
    ----------
    results
        As the pack may see them; all that is in them is published.

    Returns
    -------
    dict
        File name to content, for the edition's ``data`` folder.

    Examples
    --------
    >>> sorted(data_files(results))  # doctest: +SKIP
    ['measures.xlsx', 'observations.csv', 'observations.csv-metadata.json', 'results.csv', 'results.csv-metadata.json']
    """
    history = history_with_decimals(results)
    about_results = f"The figure of every measure and what it is judged by, one row a measure. {_GUARDED}"
    about_history = f"The figures of all periods behind the results, one row a measure and period. {_GUARDED}"
    return {
        "results.csv": csv_bytes(results.table, RESULTS),
        "results.csv-metadata.json": csvw_bytes(
            results.edition, "results.csv", "Results", about_results, RESULTS, ["ref"]
        ),
        "observations.csv": csv_bytes(history, OBSERVATIONS),
        "observations.csv-metadata.json": csvw_bytes(
            results.edition, "observations.csv", "Observations", about_history, OBSERVATIONS, ["ref", "period"]
        ),
        "measures.xlsx": workbook_bytes(results),
    }
