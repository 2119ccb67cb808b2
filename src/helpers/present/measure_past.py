"""A measure in the time before: earlier commentary, changed definitions. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.markup import commentary_html
from helpers.narrate.row import only_row
from helpers.present.link import anchor
from helpers.present.parts import Markup, Parts, Prose
from helpers.present.table import Column, table

EDITIONS = 8
"""Earlier editions whose words a page repeats: two years of quarters. Those before stand in the archive."""


def commentary_before(results: Results) -> Parts:
    """Show what earlier editions said of the one measure in view, the newest first, folded away.

    Returns
    -------
    Parts
        Nothing where nothing was said, or where all of it stood beside figures that are withheld.
    """
    row = only_row(results)
    said = results.said_before[results.said_before["ref"] == row.ref].head(EDITIONS)
    if said.empty:
        return Parts(())
    told = "".join(
        f"<dt>{html_text(label)}</dt><dd>{commentary_html(text)}</dd>"
        for label, text in zip(said["period_label"], said["text"], strict=True)
    )
    summary = (
        f'<summary>What earlier reports said<span class="visually-hidden">: {html_text(row.title)}</span></summary>'
    )
    return Parts((Markup(f'<details class="said-before">{summary}<dl>{told}</dl></details>'),))


def measure_changes(results: Results) -> Parts:
    """Show what became of the definition and the target of the one measure in view, the newest change first.

    Returns
    -------
    Parts
        A heading and a table: since when, what, from what to what, and why. Nothing where nothing has changed.

    Examples
    --------
    >>> measure_changes(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    found = results.amendments[results.amendments["ref"] == row.ref]
    if found.empty:
        return Parts(())
    told = [
        _told(before, after, why)
        for before, after, why in zip(found["before"], found["after"], found["why"], strict=True)
    ]
    columns = [
        Column("Since", list(found["since"]), name="when"),
        Column("What", list(found["what"]), name="what"),
        Column("What changed", told, markup=True, name="said"),
    ]
    return Parts((Prose("## Changes to this measure"), table(f"changes-{anchor(row.ref)}", columns, "amendments")))


def _told(before: str, after: str, why: str) -> str:
    change = f"From “{before}” to “{after}”." if before and after else f"Now “{after}”." if after else ""
    change = change or (f"No longer “{before}”." if before else "")
    return html_text(" ".join(filter(None, (change, why))))
