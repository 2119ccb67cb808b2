"""A measure's figures to read and to take away. May import the floors below."""

from __future__ import annotations

import pandas as pd

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import marked_figure, marker_legend, number
from helpers.narrate.row import ResultRow, known, only_row
from helpers.present.data_table import DataTable
from helpers.present.history.words import UNITS
from helpers.present.link import link_markdown, measure_data_address
from helpers.present.parts import Markup, Part, Parts, Prose

ABSENT = {"suppressed": "[c]", "unavailable": "[x]"}


def measure_data(results: Results) -> Parts:
    """Show every figure of the one measure in view, folded away, and where to download them.

    Returns
    -------
    Parts
        A heading, links, and a table of all periods, the newest first; for a measure without any history the links to
        the data of all measures alone.

    Examples
    --------
    >>> measure_data(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    own = results.history[results.history["ref"] == row.ref]
    every = "The figures of every measure: [results](</data/results.csv>), [history](</data/observations.csv>)."
    if own.empty:
        return Parts((Prose("## The data"), Prose(every)))
    file = link_markdown(measure_data_address(row.ref), f"Download the figures of {row.title} (CSV)")
    parts: list[Part] = [Prose("## The data"), Prose(f"{file}. {every}"), _table(row, own)]
    if legend := marker_legend([str(marker) for marker in own["marker"]]):
        parts.append(Prose(markdown_text(legend)))
    return Parts(tuple(parts))


def _table(row: ResultRow, own: pd.DataFrame) -> Markup:
    newest = own.sort_values(["end", "start"], ascending=[False, True], kind="stable")
    columns = ["period_label", "value", "marker", "state", "numerator", "denominator"]
    parts = bool(newest[["numerator", "denominator"]].notna().any(axis=None))
    cells = []
    for label, value, marker, state, above, below in newest[columns].itertuples(index=False):
        said = marked_figure(float(value), row.unit, row.decimals, str(marker)) or ABSENT.get(str(state), "no figure")
        cells.append([str(label), said, *([_count(above), _count(below)] if parts else [])])
    head = ["Period", UNITS.get(row.unit, row.unit), *(["Counted", "Out of"] if parts else [])]
    made = DataTable(f"{row.title}, every period", head, cells)
    return Markup(made.folded("Every figure", row.title))


def _count(value: float) -> str:
    return number(float(value), 0 if float(value).is_integer() else 2) if known(float(value)) else ""
