"""The scorecard: every measure with its figures, target, rating and direction. May import the floors below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import marked_figure, marker_legend, short_figure, target_cell, unit_words
from helpers.narrate.markup import commentary_html
from helpers.narrate.pattern import kind_of, reach_of
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, known, rows
from helpers.narrate.sentences import listed as sentence_list
from helpers.present.history.series import history_of, latest_special
from helpers.present.link import link_html, measure_address
from helpers.present.parts import Part, Parts, Prose, Table
from helpers.present.scorecard_keys import (
    about,
    benchmark_key,
    direction_key,
    figure_key,
    pattern_key,
    rating_key,
    target_key,
    title_key,
)  # fmt: skip
from helpers.present.sparkline import sparkline
from helpers.present.table import Column, table
from helpers.present.tag import direction_html, tag_html
from helpers.present.variation import legend, pattern_cell

Cell = Callable[[ResultRow], str]


def scorecard(results: Results) -> Table | Prose:
    """Set the scorecard of a page: measure, line, previous, now, target, rating, direction, pattern, forecast rating.

    Parameters
    ----------
    results
        A directorate, a priority, or the whole council.

    Returns
    -------
    Table or Prose
        One row a measure, in the framework's order; a sentence where there is none.

    Examples
    --------
    >>> scorecard(open_store("2019-20-q2").directorate("housing"))  # doctest: +SKIP
    """
    if not len(results):
        return Prose("There are no measures here.")
    below = "".join(f'<p class="table-note">{html_text(note)}</p>' for note in scorecard_notes(results))
    return scorecard_table(results, "scorecard", below)


def scorecard_table(results: Results, table_id: str, below: str = "", *, explained: bool = True) -> Table:
    """Set one table of a page's scorecard; below it the HTML of its notes and, if asked, what the signs in it mean."""
    council, listed = results.edition.council, list(rows(results))
    columns = [
        _column("Measure", listed, measure_cell, title_key, name="measure"),
        _column("Trend", listed, lambda row: _line(results, row), name="spark"),
        _column("Previous", listed, _previous, _previous_key, numeric=True),
        _column("Now", listed, now_cell, _now_key, numeric=True),
        _column("Target", listed, lambda row: html_text(target_cell(row)), target_key, numeric=True,
                name="target"),
        _column("Rating", listed, lambda row: tag_html(council, standing(row)), _rating_key, name="rating"),
        _column("Direction", listed, direction_html, direction_key, name="direction-cell"),
        _column("Pattern", listed, lambda row: pattern_cell(row, latest_special(results.history, row)), pattern_key,
                name="pattern"),
        _column("Forecast", listed, lambda row: tag_html(council, row.forecast_rag, forecast=True),
                lambda row: rating_key(row.forecast_rag), name="forecast"),
    ]  # fmt: skip
    shown = [column for column in columns if _worth(column)]
    made = table(table_id, shown, "scorecard", about=about(results, listed))
    if explained and any(kind_of(row.variation) or reach_of(row.assurance) for row in listed):
        below += legend()
    if not below:
        return made
    return Table(f'<div class="noted-table">{made.html}{below}</div>')


def scorecard_by_directorate(results: Results) -> Parts:
    """Set the whole scorecard of a paper (Appendix 1): a table a directorate, the commentary in the last column.

    Returns
    -------
    Parts
        Heading and table for each directorate that has measures, and at the end what the markers mean.

    Examples
    --------
    >>> scorecard_by_directorate(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    parts: list[Part] = []
    left_out = _left_out(results)
    for directorate in results.edition.council.directorates:
        view = results.directorate(directorate.key)
        if len(view):
            parts += [
                Prose(f"## {markdown_text(directorate.name)}"),
                _paper_table(view, f"scorecard-{directorate.key}", left_out),
            ]
    parts += [Prose(markdown_text(note)) for note in scorecard_notes(results, outturn=True)]
    return Parts(tuple(parts))


def scorecard_notes(results: Results, outturn: bool = False) -> list[str]:
    """Explain what stands in a scorecard: its markers, and what a running total is compared with."""
    found = list(rows(results))
    markers = [marker for row in found for marker in (row.marker, row.previous_marker)]
    legend = marker_legend(markers + [row.outturn_marker for row in found if outturn])
    notes = [f"Markers: {legend}"] if legend else []
    totals = [row.ref for row in found if row.basis == "cumulative" and row.direction]
    if totals:
        whose = f"figure for {totals[0]} is" if len(totals) == 1 else f"figures for {sentence_list(totals)} are"
        notes.append(f"The {whose} for the year so far, so the direction is from the same time last year.")
    return notes


def _left_out(results: Results) -> set[str]:
    """Name the columns in which no measure of the paper has anything: its tables all have the same columns."""
    cells: dict[str, Cell] = {
        "Outturn last year": _outturn,
        "Forecast outturn": lambda row: _forecast(results.edition.council, row),
        "Benchmark": _benchmark,
    }
    return {label for label, cell in cells.items() if not any(cell(row) for row in rows(results))}


def _paper_table(results: Results, table_id: str, left_out: Collection[str]) -> Table:
    council, listed = results.edition.council, list(rows(results))
    columns = [
        _column("Measure", listed, measure_cell, title_key, name="measure"),
        _column("Outturn last year", listed, _outturn, _outturn_key, numeric=True),
        _column("Previous", listed, _previous, _previous_key, numeric=True),
        _column("Now", listed, now_cell, _now_key, numeric=True),
        _column("Target", listed, lambda row: html_text(target_cell(row)), target_key, numeric=True, name="target"),
        _column("Rating", listed, lambda row: rating_cell(council, row), _rating_key, name="rating"),
        _column("Direction", listed, direction_html, direction_key, name="direction-cell"),
        _column("Forecast outturn", listed, lambda row: _forecast(council, row), _forecast_key, name="forecast"),
        _column("Benchmark", listed, _benchmark, benchmark_key, name="benchmark"),
        _column("Commentary", listed, _commentary, name="commentary"),
    ]
    shown = [column for column in columns if column.label not in left_out]
    return table(table_id, shown, "scorecard scorecard-paper", about=about(results, listed))


def measure_cell(row: ResultRow) -> str:
    """Name a measure in a row's heading: ref, title, unit, and its period where that is not the edition's."""
    title = link_html(measure_address(row.ref), row.title)
    unit = unit_words(row.unit)
    about = row.data_period_label if row.data_period and row.data_period != row.period else ""
    notes = ", ".join(filter(None, [unit, f"for {about}" if about else ""]))
    small = f' <span class="note">{html_text(notes)}</span>' if notes else ""
    return f'<span class="ref">{html_text(row.ref)}</span> {title}{small}'


def now_cell(row: ResultRow) -> str:
    """Write the present figure, or say in a word why there is none."""
    text = marked_figure(row.value, row.unit, row.decimals, row.marker)
    return html_text(text) if text else '<span class="absent">–</span>'


def rating_cell(council: Council, row: ResultRow) -> str:
    """Write the rating, and who gave it where it is not the rule's."""
    basis = {"assessed": "assessed", "override": "changed from the rule"}.get(row.rag_basis, "")
    note = f' <span class="note">{basis}</span>' if basis else ""
    return tag_html(council, standing(row)) + note


def _column(
    label: str,
    listed: Sequence[ResultRow],
    cell: Cell,
    key: Cell | None = None,
    *,
    numeric: bool = False,
    name: str = "",
) -> Column:
    cells, keys = [cell(row) for row in listed], [key(row) for row in listed] if key else []
    return Column(label, cells, numeric=numeric, markup=True, name=name, keys=keys)


def _now_key(row: ResultRow) -> str:
    return figure_key(marked_figure(row.value, row.unit, row.decimals, row.marker), row.value, row.decimals)


def _previous_key(row: ResultRow) -> str:
    return figure_key(_previous(row), row.previous, row.decimals)


def _outturn_key(row: ResultRow) -> str:
    return figure_key(_outturn(row), row.outturn_last_year, row.decimals)


def _rating_key(row: ResultRow) -> str:
    return rating_key(standing(row))


def _forecast_key(row: ResultRow) -> str:
    shown = short_figure(row.forecast, row.unit, row.decimals)
    return figure_key(shown, row.forecast, row.decimals)


def _worth(column: Column) -> bool:
    """Leave out a column that says nothing about any measure, such as forecasts where no service gives one."""
    return column.label in ("Measure", "Now", "Rating") or any(column.cells)


def _line(results: Results, row: ResultRow) -> str:
    series = history_of(results.history, row)
    return sparkline([float(value) for value in series["value"].tail(13)])


def _previous(row: ResultRow) -> str:
    return html_text(marked_figure(row.previous, row.unit, row.decimals, row.previous_marker))


def _outturn(row: ResultRow) -> str:
    return html_text(marked_figure(row.outturn_last_year, row.unit, row.decimals, row.outturn_marker))


def _forecast(council: Council, row: ResultRow) -> str:
    figure = html_text(short_figure(row.forecast, row.unit, row.decimals))
    tag = tag_html(council, row.forecast_rag, forecast=True)
    return f"{figure} {tag}".strip()


def _benchmark(row: ResultRow) -> str:
    if not known(row.benchmark_rank):
        return ""
    middle = short_figure(row.benchmark_median, row.unit, row.decimals)
    return html_text(f"{row.benchmark_rank:.0f} of {row.benchmark_n:.0f}; median {middle}")


def _commentary(row: ResultRow) -> str:
    if row.commentary:
        return commentary_html(row.commentary)
    return '<span class="owed">Owed</span>' if "commentary" in row.owed else ""
