"""The page Data: what there is to take away, how it may be used, what its columns mean. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.edition import Edition
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.present.link import link_html
from helpers.present.open_data.columns import KIND_WORDS, OBSERVATIONS, RESULTS, DataColumn, allowed
from helpers.present.open_data.dataset import dataset, distributed
from helpers.present.open_data.definitions import DEFINITIONS
from helpers.present.open_data.licence import all_editions_address, citation, licence_address
from helpers.present.open_data.ward_data import WARDS, ward_rows
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.table import Column, table, table_html

_DESCRIBED = {
    "results.csv": ("CSVW", "results.csv-metadata.json"),
    "observations.csv": ("CSVW", "observations.csv-metadata.json"),
    "definitions.csv": ("CSVW", "definitions.csv-metadata.json"),
    "wards.csv": ("CSVW", "wards.csv-metadata.json"),
    "results.json": ("JSON Schema", "results.schema.json"),
}
"""What describes a file to programs: by which standard, in which other file."""


def open_data(results: Results) -> Parts:
    """List the files of an edition's data, and say under which licence they are and how to cite them.

    Search engines find the same in a block of their own, which no browser runs.

    Returns
    -------
    Parts
        A table of files, then the licence and a ready citation.

    Examples
    --------
    >>> open_data(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    edition, by_ward = results.edition, not ward_rows(results).empty
    return Parts((Prose("## Files"), _files(edition, by_ward), Prose(_use(edition)), dataset(edition, by_ward)))


def data_columns(results: Results | None = None) -> Parts:
    """Say what each column of the data means, its type and unit, and what its cells may hold.

    The same words stand in the CSVW and JSON Schema files and in the workbook.

    Parameters
    ----------
    results
        Given, the figures by ward are explained where there are any.

    Returns
    -------
    Parts
        A table for the results, the observations and the definitions, each folded away under the file's name.

    Examples
    --------
    >>> data_columns()  # doctest: +SKIP
    """
    by_ward = results is not None and not ward_rows(results).empty
    lead = (
        "An empty cell means that nothing is known, or that nothing may be published. A nought is a figure. In the "
        "Excel file such a cell has a sign: [c] is withheld, [x] is not known, [z] is that there is none."
    )
    return Parts(
        (
            Prose(f"## Columns\n\n{lead}"),
            _columns("results", "one row for each measure", RESULTS),
            _columns("observations", "one row for each measure and period", OBSERVATIONS),
            _columns("definitions", "one row for each measure", DEFINITIONS),
            *([_columns("wards", "one row for each measure, ward and period", WARDS)] if by_ward else []),
        )
    )


def _files(edition: Edition, by_ward: bool) -> Part:
    rows = [
        (words, _marked(f"/data/{name}", kind), _description(name))
        for name, kind, _, words in distributed(by_ward)
    ]  # fmt: skip
    if whole := all_editions_address(edition):
        rows.append(
            (
                "What every released edition published, in one file",
                link_html(whole, "CSV"),
                link_html(f"{whole}-metadata.json", "CSVW"),
            )
        )
    what, where, described = zip(*rows, strict=True)
    columns = [
        Column("What it holds", what),
        Column("File", where, markup=True, name="file"),
        Column("Described for programs", described, markup=True),
    ]
    return table("data-files", columns)


def _marked(address: str, words: str) -> str:
    """Link to a file whose size is put beside its words once the edition stands."""
    return f'<span class="paper-file">{link_html(address, words)}</span>'


def _description(name: str) -> str:
    if name not in _DESCRIBED:
        return "In the file itself"
    standard, file = _DESCRIBED[name]
    return link_html(f"/data/{file}", standard)


def _use(edition: Edition) -> str:
    council, address = edition.council, licence_address(edition.council)
    words = markdown_text(council.licence)
    licence = f"[{words}]({address})" if address else words
    stated = f"You may use the data under the {licence}." if council.licence else "Ask us before you use the data."
    return f"## Licence and citation\n\n{stated} Please cite it so:\n\n> {markdown_text(citation(edition))}"


def _columns(name: str, rows: str, columns: Sequence[DataColumn]) -> Markup:
    """Fold a file's columns under its name: all of them together are as long as fifteen screens of a phone."""
    shown = [
        Column("Column", [f"<code>{html_text(column.name)}</code>" for column in columns], markup=True),
        Column("What it holds", [column.meaning for column in columns], name="said"),
        Column("Type and unit", [KIND_WORDS[column.kind] for column in columns]),
        Column("Allowed values", [allowed(column) for column in columns]),
    ]
    summary = f"<summary><code>{name}.csv</code>: {len(columns)} columns, {rows}</summary>"
    return Markup(
        f'<details class="columns-of">{summary}{table_html(f"table-columns-{name}", shown, "data-columns")}</details>'
    )
