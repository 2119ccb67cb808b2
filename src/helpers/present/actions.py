"""Delivery-plan actions of a view. May import the floors below."""

from __future__ import annotations

import pandas as pd

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import date_words
from helpers.present.parts import Parts, Prose, Table
from helpers.present.table import Column, table


def actions(results: Results) -> Parts:
    """Show the delivery-plan actions of a view: what, who, by when and how far.

    Returns
    -------
    Parts
        Nothing where the view has no actions.
    """
    if not len(results.actions):
        return Parts(())
    return Parts((Prose("## Delivery-plan actions"), actions_table(results)))


def actions_table(results: Results) -> Table:
    """Set the delivery-plan actions of a view as a table."""
    found = results.actions
    columns = [
        Column("Action", list(found["title"]), name="measure"),
        Column("Who", list(found["owner_role"])),
        Column("By when", [date_words(due) for due in found["due"]]),
        Column("Status", list(found["status"])),
        Column("Progress", list(found["progress"]), name="reason"),
    ]
    return table("actions", columns, "actions")


def actions_list(found: pd.DataFrame) -> Prose:
    """List delivery-plan actions, the status first: what, who, by when and how far.

    Parameters
    ----------
    found
        Of the columns of `Results.actions`.
    """
    return Prose("\n".join(f"- **{markdown_text(status)}:** {markdown_text(said)}" for status, said in _said(found)))


def actions_html(found: pd.DataFrame) -> str:
    """Write the same list as HTML."""
    items = [f"<li><strong>{html_text(status)}:</strong> {html_text(said)}</li>" for status, said in _said(found)]
    return f"<ul>{''.join(items)}</ul>"


def _said(found: pd.DataFrame) -> list[tuple[str, str]]:
    """Give status and words of each action."""
    told = []
    for action in found.fillna("").to_dict("records"):
        due = f"by {date_words(action['due'])}" if action["due"] else ""
        who = ", ".join(filter(None, (action["owner_role"], due)))
        sentences = (f"{words.rstrip('.')}." for words in (action["title"], who, action["progress"]) if words)
        told.append((action["status"] or "No status given", " ".join(sentences)))
    return told
