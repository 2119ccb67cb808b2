"""What earlier exception reports promised, and what became of it. May import the floors below."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from helpers.narrate.escape import html_text
from helpers.narrate.figure import date_words
from helpers.narrate.markup import commentary_html
from helpers.present.parts import Part, Prose
from helpers.present.table import Column, table

TITLE = "What was promised before"


def promise_table(promises: pd.DataFrame, key: str, level: int) -> list[Part]:
    """Show a measure's earlier promises in order of time, the outcome of each in words.

    Parameters
    ----------
    promises
        The measure's own, of columns :data:`~helpers.model.results.PROMISES`.
    key
        What the ids of heading and table begin with.
    level
        Of the heading.

    Returns
    -------
    list of Part
        Heading and table; nothing where nothing was promised before.
    """
    if not len(promises):
        return []
    told = promises.to_dict("records")
    columns = [
        Column("When", [_unbroken(str(one["period_label"])) for one in told], name="when"),
        Column("What was promised", [_promised(one) for one in told], markup=True, name="said"),
        Column("By when", [_day(one["recovery_date"]) or "No date" for one in told], name="by-when"),
        Column("What became of it", [str(one["outcome_words"]) for one in told], name="outcome"),
    ]
    heading = Prose(f"{'#' * level} {TITLE} {{#{key}-promises}}")
    return [heading, table(f"{key}-promises", columns, "promises")]


def _promised(one: dict[Hashable, Any]) -> str:
    """Write the action, and below it who was to do it and by when."""
    act = _day(one["action_date"])
    who = ", ".join(filter(None, [str(one["owner"]), f"by {act}" if act else ""]))
    note = f'<p><span class="note">{html_text(who)}</span></p>' if who else ""
    return (commentary_html(str(one["action"])) or "<p>No action was named.</p>") + note


def _day(date: object) -> str:
    """Write a date that breaks before its year, if anywhere."""
    return _unbroken(date_words(str(date)))


def _unbroken(text: str) -> str:
    """Keep a narrow column from parting the first word from the second."""
    return text.replace(" ", "\N{NO-BREAK SPACE}", 1)
