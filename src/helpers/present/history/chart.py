"""One measure's history as a line, with its target, usual range, gaps and breaks. May import the floors below."""

from __future__ import annotations

from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.pattern import SHORT, kind_of
from helpers.narrate.row import ResultRow, only_row
from helpers.present.chart import drawn, waiting
from helpers.present.history.canvas import Canvas
from helpers.present.history.layers import drawing
from helpers.present.history.series import history_of, judged_of, up_to
from helpers.present.history.words import data_of, message, words
from helpers.present.link import anchor
from helpers.present.parts import Chart, Parts, Prose


def history_chart(results: Results) -> Chart | Prose:
    """Draw the history of the one measure in view: its figures, target and usual range, with gaps and breaks.

    Parameters
    ----------
    results
        Narrowed to one measure: ``results.measure("CS-04")``.

    Returns
    -------
    Chart or Prose
        A line chart; a sentence where there are not two figures to join.

    Examples
    --------
    >>> history_chart(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    canvas = _canvas(results, row)
    if canvas is None:
        return Prose(f"{markdown_text(row.title)} has too little history to draw a chart.")
    return drawn(f"history-{anchor(row.ref)}", drawing(canvas), words(canvas, message(row)), data_of(canvas))


def waiting_history(results: Results) -> str:
    """Write the history of the one measure in view as a figure that a script draws once a reader asks for it.

    Returns
    -------
    str
        HTML; empty where there are not two figures to join.
    """
    row = only_row(results)
    canvas = _canvas(results, row)
    if canvas is None:
        return ""
    return waiting(f"history-{anchor(row.ref)}", drawing(canvas), words(canvas, message(row)), data_of(canvas))


def _canvas(results: Results, row: ResultRow) -> Canvas | None:
    series = up_to(history_of(results.history, row), row)
    return Canvas.of(row, series) if int(series["value"].notna().sum()) > 1 else None


def monthly_chart(results: Results) -> Chart | Parts:
    """Draw the months of the one measure in view, where its usual range stands on months and not on what it reports.

    Returns
    -------
    Chart or Parts
        Nothing where the usual range stands on the periods that :func:`history_chart` draws.
    """
    row = only_row(results)
    series = judged_of(results.history, row)
    if int(series["value"].notna().sum()) < 2 or series["kind"].dropna().iloc[0] == _own_kind(row):
        return Parts(())
    canvas = Canvas.of(row, series)
    found = kind_of(row.variation)
    title = f"{row.title}, month by month{f': {SHORT[found].lower()}' if found else ''}"
    return drawn(f"months-{anchor(row.ref)}", drawing(canvas), words(canvas, title), data_of(canvas))


def _own_kind(row: ResultRow) -> str:
    return Period.parse(row.data_period).kind.value if row.data_period else ""
