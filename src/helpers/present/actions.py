"""Delivery-plan actions under a priority. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.figure import date_words
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table


def actions(results: Results) -> Parts:
    """Show the delivery-plan actions of a view: what, who, by when and how far.

    Returns
    -------
    Parts
        Nothing where the view has no actions.
    """
    found = results.actions
    if not len(found):
        return Parts(())
    columns = [
        Column("Action", list(found["title"]), name="measure"),
        Column("Who", list(found["owner_role"])),
        Column("By when", [date_words(due) for due in found["due"]]),
        Column("Status", list(found["status"])),
        Column("Progress", list(found["progress"]), name="reason"),
    ]
    return Parts((Prose("## Delivery-plan actions"), table("actions", columns, "actions")))
