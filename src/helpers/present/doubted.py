"""The columns that every table about doubted figures begins with. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.narrate.escape import html_text
from helpers.narrate.figure import marked_figure
from helpers.narrate.row import ResultRow
from helpers.present.link import link_html, measure_address
from helpers.present.table import Column


def measures(listed_rows: Sequence[ResultRow]) -> Column:
    """Name each measure, leading to its page."""
    cells = [
        f'<span class="ref">{html_text(row.ref)}</span> {link_html(measure_address(row.ref), row.title)}'
        for row in listed_rows
    ]
    return Column("Measure", cells, markup=True, name="measure")


def figures(listed_rows: Sequence[ResultRow]) -> Column:
    """Give each figure with its markers."""
    cells = [marked_figure(row.value, row.unit, row.decimals, row.marker) or "–" for row in listed_rows]
    return Column("Figure", cells, numeric=True)


def sentence(reason: str) -> str:
    """Write a reason as a sentence.

    Examples
    --------
    >>> sentence("it was late")
    'It was late.'
    """
    return f"{reason[:1].upper()}{reason[1:]}."
