"""Delivery-plan actions of a view. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
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
