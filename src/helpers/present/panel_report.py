"""A scrutiny panel's measures under the four heads that its members ask about. May import the floors below."""

from __future__ import annotations

from helpers.model.measure import Head
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.present.actions import actions_table
from helpers.present.parts import Part, Parts, Prose
from helpers.present.scorecard import scorecard_notes, scorecard_table
from helpers.present.variation import LEGEND

HEADS = {
    Head.ACTIVITY: "Activity and outcomes",
    Head.QUALITY: "Quality of provision",
    Head.PROGRESS: "Progress against agreed action plans",
    Head.FEEDBACK: "Resident feedback, compliments and complaints",
}
"""The heads of a panel's report, in order."""

_NONE = {
    Head.ACTIVITY: "No measure here counts activity or outcomes.",
    Head.QUALITY: "No measure here tells of the quality of provision.",
    Head.PROGRESS: "No action has been agreed here.",
    Head.FEEDBACK: "No measure here tells what residents say.",
}


def panel_report(results: Results) -> Parts:
    """Show the measures of a view under four heads, and its delivery-plan actions under the third.

    Parameters
    ----------
    results
        Narrowed to a panel: ``results.panel("people-panel")``.

    Returns
    -------
    Parts
        For each head a heading and a scorecard, or a sentence that nothing stands under it; at the end what the
        markers mean.

    Examples
    --------
    >>> panel_report(open_store("2019-20-q2").panel("people-panel"))  # doctest: +SKIP
    """
    parts: list[Part] = []
    explained = False
    for head, title in HEADS.items():
        parts.append(Prose(f"## {title}"))
        view = results.under(head.value)
        found: list[Part] = []
        if len(view):
            made = scorecard_table(view, f"scorecard-{head.value}", explained=not explained)
            explained = explained or LEGEND in made.html
            found.append(made)
        if head is Head.PROGRESS and len(results.actions):
            # Between two tables there are words: Word takes tables that touch for one.
            found += [Prose("Delivery-plan actions, and how far each is:"), actions_table(results)]
        parts += found or [Prose(_NONE[head])]
    notes = [Prose(f"::: {{.note}}\n{markdown_text(note)}\n:::") for note in scorecard_notes(results)]
    return Parts.of([*parts, *notes])
