"""The files of data that an edition offers for download. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.model.results import Results
from helpers.present.open_data.cells import Cell, data_cells, history_with_decimals
from helpers.present.open_data.columns import OBSERVATIONS, RESULTS
from helpers.present.open_data.csv_files import csv_bytes, csv_of_cells
from helpers.present.open_data.csvw import csvw_bytes, csvw_of_folder, of_edition, schema_bytes, table_schema
from helpers.present.open_data.definitions import DEFINITIONS
from helpers.present.open_data.json_data import SCHEMA, results_json, results_schema
from helpers.present.open_data.licence import data_title
from helpers.present.open_data.ward_data import KEY, WARDS, ward_rows
from helpers.present.open_data.workbook import workbook_bytes

GUARDED = "A text that begins as a formula does has an apostrophe before it."
ABOUT_RESULTS = f"The figure of every measure and what it is judged by, one row a measure. {GUARDED}"
ABOUT_DEFINITIONS = f"How this edition defines every measure, and its target for the year, one row a measure. {GUARDED}"
ABOUT_HISTORY = f"The figures of all periods behind the results, one row a measure and period. {GUARDED}"

ABOUT_WARDS = f"The figures by ward of the measures that are counted so, one row a measure, ward and period. {GUARDED}"

OWN, COLUMNS = "measures", "columns.json"
"""Folder of the files that each measure has alone, and the file in it that says what their columns are."""

_HISTORY = table_schema(OBSERVATIONS, ["ref", "period"])


def data_files(results: Results) -> dict[str, bytes]:
    """Make the edition's data: tables and a document for programs, each with its description, a workbook for people.

    The same results give the same bytes.

    Parameters
    ----------
    results
        As the pack may see them; all that is in them is published.

    Returns
    -------
    dict
        File name to content, for the edition's ``data`` folder; what each measure has alone is in ``measures/``. Where
        any measure is counted by ward, ``wards.csv`` too.

    Examples
    --------
    >>> sorted(data_files(results))  # doctest: +SKIP
    ['definitions.csv', 'definitions.csv-metadata.json', 'measures.xlsx', 'measures/43.csv', 'measures/columns.json',
     'measures/csv-metadata.json', 'observations.csv', 'observations.csv-metadata.json', 'results.csv',
     'results.csv-metadata.json', 'results.json', 'results.schema.json']
    """
    edition, title = results.edition, data_title(results.edition)
    history = data_cells(history_with_decimals(results), OBSERVATIONS)
    return {
        "results.csv": csv_bytes(results.table, RESULTS),
        "results.csv-metadata.json": csvw_bytes(
            of_edition(edition, ABOUT_RESULTS), "results.csv", f"Results. {title}", table_schema(RESULTS, ["ref"])
        ),
        "definitions.csv": csv_bytes(results.table, DEFINITIONS),
        "definitions.csv-metadata.json": csvw_bytes(
            of_edition(edition, ABOUT_DEFINITIONS),
            "definitions.csv",
            f"Definitions. {title}",
            table_schema(DEFINITIONS, ["ref"]),
        ),
        "results.json": results_json(results),
        SCHEMA: results_schema(),
        "observations.csv": csv_of_cells(history, OBSERVATIONS),
        "observations.csv-metadata.json": csvw_bytes(
            of_edition(edition, ABOUT_HISTORY), "observations.csv", f"Observations. {title}", _HISTORY
        ),
        **dict(_wards(results)),
        **dict(_measures(results, history)),
        "measures.xlsx": workbook_bytes(results),
    }


def _wards(results: Results) -> Iterator[tuple[str, bytes]]:
    """Give the figures by ward that the pages show, and their description; nothing where there are none."""
    shown = ward_rows(results)
    if shown.empty:
        return
    facts, title = of_edition(results.edition, ABOUT_WARDS), f"Figures by ward. {data_title(results.edition)}"
    yield "wards.csv", csv_bytes(shown, WARDS)
    yield "wards.csv-metadata.json", csvw_bytes(facts, "wards.csv", title, table_schema(WARDS, KEY))


def _measures(results: Results, history: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, bytes]]:
    """Give each measure's own history, where it has one, and one description of them all."""
    titles = dict(zip(results.table["ref"], results.table["title"], strict=True))
    own: dict[str, list[Sequence[Cell]]] = {}
    for row in history:
        if (ref := str(row[0])) in titles:
            own.setdefault(ref, []).append(row)
    for ref, rows in own.items():
        yield f"{OWN}/{ref}.csv", csv_of_cells(rows, OBSERVATIONS)
    if own:
        facts = of_edition(results.edition, ABOUT_HISTORY)
        tables = {f"{ref}.csv": f"{ref}: {titles[ref]}" for ref in own}
        yield f"{OWN}/csv-metadata.json", csvw_of_folder(facts, tables, COLUMNS)
        yield f"{OWN}/{COLUMNS}", schema_bytes(results.edition.council, _HISTORY)
