"""A priority's outcomes one by one: their measures, and what the delivery plan does about them."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.pattern import kind_of, reach_of
from helpers.narrate.row import ResultRow
from helpers.narrate.sentences import headline_sentences, listed
from helpers.narrate.thread import Branch, Thread, threads
from helpers.present.actions import actions_html
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.scorecard import scorecard_notes, scorecard_table

CHOICES = '<div class="scorecard-place"></div>'
"""Where scorecard.js puts its choices, which are for all the tables below it."""


def outcomes(results: Results) -> Parts:
    """Show the outcomes of a priority one by one: how each is doing, its measures, and its delivery-plan actions.

    Parameters
    ----------
    results
        One priority.

    Returns
    -------
    Parts
        A heading for each outcome with a sentence, a scorecard and a list of actions; where nothing stands under an
        outcome, one scorecard and one list.

    Examples
    --------
    >>> outcomes(open_store("2019-20-q2").priority("good-homes"))  # doctest: +SKIP
    """
    return Parts.of(part for thread in threads(results) for part in _sections(results, thread))


def _sections(results: Results, thread: Thread) -> list[Part]:
    # What the signs mean is said once, below the last table that has any.
    signed = [branch.key for branch in thread.branches if any(_has_sign(row) for row in branch.measures)]
    parts: list[Part] = [Prose("## Outcome by outcome"), Markup(CHOICES)] if thread.has_outcomes else []
    for branch in thread.branches:
        parts += _section(results, thread, branch, explained=branch.key in signed[-1:])
    if thread.has_outcomes and thread.bare:
        parts.append(Prose(markdown_text(f"No measure and no action stands under: {listed(list(thread.bare))}.")))
    return parts


def _has_sign(row: ResultRow) -> bool:
    return bool(kind_of(row.variation) or reach_of(row.assurance))


def _section(results: Results, thread: Thread, branch: Branch, *, explained: bool) -> list[Part]:
    view = results.having([row.ref for row in branch.measures])
    parts: list[Part] = []
    if thread.has_outcomes:
        parts.append(Prose(f"### {markdown_text(branch.name or 'Under no one outcome')} {{#outcome-{branch.place}}}"))
        parts.append(Prose(markdown_text(_said(view))))
    elif branch.measures:
        parts.append(Prose("## Scorecard"))
    if branch.measures:
        below = "".join(f'<p class="table-note">{html_text(note)}</p>' for note in scorecard_notes(view))
        parts.append(scorecard_table(view, f"scorecard-{branch.place}", below, explained=explained))
    if branch.actions:
        head = "#### Delivery-plan actions" if thread.has_outcomes else "## Delivery-plan actions"
        # Several outcomes have a heading of these words: each needs an id of its own.
        parts.append(Prose(f"{head} {{#actions-{branch.place}}}"))
        parts.append(Markup(actions_html(results, branch.actions, placed=True)))
    return parts


def _said(view: Results) -> str:
    return " ".join(headline_sentences(view)) if len(view) else "No measure tells about this outcome yet."
