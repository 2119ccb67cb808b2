"""A closer look at one measure of a view, which the reader chooses: figures, chart, what is being done, actions.

One measure stands on the page for every reader. The others wait in ``<template>`` elements, out of sight of readers and
printers, until ``explorer.js`` puts the chosen one in its place. May import the floors below.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.figure import marked_figure, target_words
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.sentences import measure_sentence
from helpers.narrate.thread import actions_of
from helpers.present.actions import actions_html
from helpers.present.exception_report import answers_table
from helpers.present.highlights import most_in_need
from helpers.present.history.chart import history_chart, waiting_history
from helpers.present.link import anchor, link_html, measure_address
from helpers.present.parts import Chart, Part, Parts, Prose
from helpers.present.scorecard import now_cell
from helpers.present.tag import direction_html, tag_html

MOST = 30
"""Measures that wait on one page: each takes a kilobyte of it, compressed. Of more, those in most need."""


def explorer(results: Results) -> Parts:
    """Show one measure of a view closely, and let the reader choose which: figures, chart, exception report, actions.

    Parameters
    ----------
    results
        A directorate, a service, or any other view.

    Returns
    -------
    Parts
        A heading and the measure that most needs attention. In papers, its chart. Nothing where no measure has a
        history that could be drawn.

    Examples
    --------
    >>> explorer(open_store("2019-20-q3").directorate("housing"))  # doctest: +SKIP
    """
    offered = _offered(results)
    urgent = most_in_need(results, len(results))
    for first in [*urgent, *(row for row in offered if row not in urgent)]:
        chart = history_chart(results.measure(first.ref))
        if isinstance(chart, Chart):
            return Parts((Prose("## A closer look"), _shown(results, offered, first, chart)))
    return Parts(())


def _offered(results: Results) -> list[ResultRow]:
    """Give the measures to choose from, in the scorecard's order."""
    listed = list(rows(results))
    if len(listed) <= MOST:
        return listed
    green = [row for row in listed if row.rag == "Green"]
    wanted = dict.fromkeys(row.ref for row in [*most_in_need(results, MOST), *green, *listed])
    kept = set(list(wanted)[:MOST])
    return [row for row in listed if row.ref in kept]


def _shown(results: Results, offered: Sequence[ResultRow], first: ResultRow, chart: Chart) -> Part:
    others = "".join(
        f'<template data-ref="{html_text(row.ref)}">{_view(results, row, waiting_history(results.measure(row.ref)))}'
        "</template>"
        for row in offered
        if row.ref != first.ref
    )
    names = "".join(
        f'<li data-ref="{html_text(row.ref)}">{link_html(measure_address(row.ref), f"{row.ref} {row.title}")}</li>'
        for row in offered
    )
    listed = (
        f'<details class="explorer-list"><summary>Pages of these measures</summary><ul>{names}</ul></details>'
        if len(offered) > 1
        else ""
    )
    html = f'<div class="explorer">{listed}{_view(results, first, chart.html)}{others}</div>'
    return Chart(html, chart.png, chart.alt)


def _view(results: Results, row: ResultRow, chart: str) -> str:
    council = results.edition.council
    name = link_html(measure_address(row.ref), f"{row.ref} {row.title}")
    figures = [
        ("Now", now_cell(row)),
        ("Previous", html_text(marked_figure(row.previous, row.unit, row.decimals, row.previous_marker))),
        ("Target", html_text(target_words(row))),
        ("Direction", direction_html(row)),
        ("Forecast for the year", tag_html(council, row.forecast_rag, forecast=True)),
        ("Who", html_text(row.owner_role)),
    ]
    facts = "".join(f"<div><dt>{label}</dt><dd>{cell}</dd></div>" for label, cell in figures if cell)
    parts = [
        f"<h3>{name}</h3>",
        f"<p>{tag_html(council, standing(row))} {html_text(measure_sentence(row))}</p>",
        f'<dl class="explored-figures">{facts}</dl>',
        chart,
        _report(row),
        _actions(results, row),
    ]
    return f'<article class="explored" data-ref="{html_text(row.ref)}">{"".join(parts)}</article>'


def _report(row: ResultRow) -> str:
    if not row.exception_required:
        return ""
    told = answers_table(row, f"explored-{anchor(row.ref)}").html
    return f'<div class="explored-report"><h4>What is being done</h4>{told}</div>'


def _actions(results: Results, row: ResultRow) -> str:
    """Show the actions of a measure's service; those of the only service of a view stand on its page by themselves."""
    if results.table["service"].nunique() == 1:
        return ""
    found = results.actions[results.actions["service"] == row.service] if row.service else results.actions.iloc[:0]
    if not len(found):
        return ""
    told = actions_html(results, actions_of(found))
    return f'<div class="explored-report"><h4>Actions of {html_text(row.service_name)}</h4>{told}</div>'
