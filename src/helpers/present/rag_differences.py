"""The ratings on which a service and the council's rule disagree. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import target_cell
from helpers.narrate.row import ResultRow, rows
from helpers.present.doubted import figures, measures
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table
from helpers.present.tag import tag_html


def rag_differences(results: Results) -> Parts:
    """List the measures whose supplied rating is not the rule's, with both.

    Returns
    -------
    Parts
        Nothing where they agree.

    Examples
    --------
    >>> rag_differences(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    differing = [row for row in rows(results) if row.rag_supplied and row.rag and row.rag_supplied != row.rag]
    if not differing:
        return Parts(())
    council = results.edition.council
    supplied = [tag_html(council, row.rag_supplied) for row in differing]
    columns = [
        measures(differing),
        figures(differing),
        Column("Target", [html_text(target_cell(row)) for row in differing], numeric=True, markup=True),
        Column("Supplied by the service", supplied, markup=True, name="rating"),
        Column("Shown", [tag_html(council, row.rag) for row in differing], markup=True, name="rating"),
        Column("Basis", [_basis(row) for row in differing]),
    ]
    count = "1 measure was" if len(differing) == 1 else f"{len(differing)} measures were"
    said = (
        f"{count} rated by the service otherwise than by the council's rule. "
        "The rule stands unless a reason, a role and a date are given."
    )
    return Parts(
        (
            Prose("## Ratings that differ from the rule"),
            Prose(markdown_text(said)),
            table("rag-differences", columns, "differences"),
        )
    )


def _basis(row: ResultRow) -> str:
    if row.rag_basis == "override":
        return f"Changed from the rule: {row.rag_reason}"
    return "By the rule; no reason was supplied"
