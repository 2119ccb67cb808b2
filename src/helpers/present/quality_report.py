"""The data-quality page: which figures are in doubt and why. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import marked_figure, target_cell
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.sentences import listed
from helpers.present.link import link_html, measure_address
from helpers.present.parts import Part, Parts, Prose
from helpers.present.table import Column, table
from helpers.present.tag import tag_html

TITLES = {
    "zero in doubt": "Zeros that are in doubt",
    "outside 0 to 100": "Percentages outside 0 to 100",
    "parts disagree": "Figures that their own parts contradict",
    "ten-fold jump": "Ten-fold jumps",
    "unchanged": "Unchanged since the period before",
    "revised": "Revised since first sent in",
    "late": "Sent in late",
    "stale": "Nothing sent for two periods or more",
    "missing": "Due and missing",
    "no owner": "Measures that no one is named to answer for",
}
"""Signals in the order of their weight, and how a page heads them."""


def quality_headline(results: Results) -> Prose:
    """Say how many figures are doubtful or need a check.

    Returns
    -------
    Prose
        Two sentences.
    """
    qualities = [row.quality for row in rows(results)]
    doubtful, to_check, good = (qualities.count(word) for word in ("Doubtful", "Check", "Good"))
    parts = [
        f"{good or 'none'} {'are' if good > 1 else 'is'} good",
        f"{to_check or 'none'} {'need' if to_check > 1 else 'needs'} a check",
        f"{doubtful or 'none'} {'are' if doubtful > 1 else 'is'} doubtful",
    ]
    said = (
        f"Of the figures for {len(qualities)} {'measure' if len(qualities) == 1 else 'measures'}, {listed(parts)}. "
        "The reasons are below, worked out from the returns themselves."
    )
    return Prose(f"::: {{.headline}}\n{markdown_text(said)}\n:::")


def quality_report(results: Results) -> Parts:
    """Show every doubt about a figure, sign by sign, and the ratings on which service and rule disagree.

    Returns
    -------
    Parts
        A heading, a count and a table for each sign that was found.
    """
    parts: list[Part] = [*rag_differences(results).parts]
    by_ref = {row.ref: row for row in rows(results)}
    for signal, title in TITLES.items():
        found = results.signals[results.signals["signal"] == signal]
        if len(found):
            doubted = [(by_ref[ref], reason) for ref, reason in zip(found["ref"], found["reason"], strict=True)]
            parts += _section(signal, title, doubted, len(results))
    return Parts(tuple(parts))


def rag_differences(results: Results) -> Parts:
    """List the measures whose supplied rating is not the rule's, with both.

    Returns
    -------
    Parts
        Nothing where they agree.
    """
    differing = [row for row in rows(results) if row.rag_supplied and row.rag and row.rag_supplied != row.rag]
    if not differing:
        return Parts(())
    council = results.edition.council
    columns = [
        _measures(differing),
        _figures(differing),
        Column("Target", [html_text(target_cell(row)) for row in differing], numeric=True, markup=True),
        Column(
            "Supplied by the service",
            [tag_html(council, row.rag_supplied) for row in differing],
            markup=True,
            name="rating",
        ),
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


def _section(signal: str, title: str, doubted: Sequence[tuple[ResultRow, str]], whole: int) -> list[Part]:
    said = f"{len(doubted)} of {whole} measures."
    listed_rows = [row for row, _ in doubted]
    columns = [_measures(listed_rows)]
    if signal != "no owner":
        columns += [
            _figures(listed_rows),
            Column("Why it is in doubt", [_sentence(reason) for _, reason in doubted], name="reason"),
        ]
    else:
        columns.append(Column("Directorate", [row.directorate_name for row in listed_rows]))
    return [Prose(f"## {title}"), Prose(said), table(f"quality-{signal.replace(' ', '-')}", columns, "quality")]


def _measures(listed_rows: Sequence[ResultRow]) -> Column:
    cells = [
        f'<span class="ref">{html_text(row.ref)}</span> {link_html(measure_address(row.ref), row.title)}'
        for row in listed_rows
    ]
    return Column("Measure", cells, markup=True, name="measure")


def _figures(listed_rows: Sequence[ResultRow]) -> Column:
    cells = [marked_figure(row.value, row.unit, row.decimals, row.marker) or "–" for row in listed_rows]
    return Column("Figure", cells, numeric=True)


def _basis(row: ResultRow) -> str:
    if row.rag_basis == "override":
        return f"Changed from the rule: {row.rag_reason}"
    return "By the rule; no reason was supplied"


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."
