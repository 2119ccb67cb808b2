"""What the sheet Instructions of a return workbook says, item by item. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from helpers.collect.return_workbook.form import (
    CHECK_CODE,
    CHECKED,
    COUNCIL,
    ISSUED_FOR,
    MARKER_CHOICES,
    MEASURES,
    PERIOD,
    SERVICE,
    SERVICE_KEY,
    cell_code,
    facts_code,
    row_item,
)
from helpers.model.edition import Edition
from helpers.model.period import written_date
from helpers.narrate.figure import MARKERS
from helpers.present.return_workbook.rows import FormRow

STEPS = (
    "Go to the sheet Return. Each row is one measure; a measure that is counted monthly has a row for each month.",
    "Fill in only the pale yellow cells, in the columns whose heading ends in (fill in). All others are locked. Do not "
    "add, delete, move or rename rows, columns or sheets.",
    "Type the value as a number in the unit of its row: 81.5 for 81.5%. Give the numerator and the denominator too, "
    "where the figure is a share or a rate.",
    "A nought is a figure. If there is no figure, leave the value empty and choose the marker that says why: x, z or "
    "c. The other markers stand beside a figure. If a figure is not ready yet, leave its row empty and send it later.",
    "Forecast for the year: what you expect the figure for the whole year to be.",
    "Commentary: what readers should know of the figure, in one to three plain sentences. It is published: name no "
    "person, and nothing from which a person could be told.",
    "If the figure is red, or was red and is still off target, fill in the exception report too: cause, action, owner "
    "(a role, never a name), action date, and the date when the figure will be back on target. The column Last time "
    "shows what was promised before.",
    "Save the workbook as .xlsx and send it back.",
)


def facts(edition: Edition, key: str, name: str, rows: Sequence[FormRow]) -> list[list[str]]:
    """Say what the workbook is, how it is filled in, and what was issued, as items and what they say.

    Parameters
    ----------
    key, name
        Of the service.
    rows
        What is asked of it.
    """
    council, contact = edition.council, edition.council.contact
    issued = [[row_item(row.measure.ref, str(row.period)), row_codes(row)] for row in rows]
    late = edition.period.end + timedelta(days=council.quality.days_to_return)
    said = {
        "Title": f"Return workbook: {name}, {edition.period.label}",
        "Notice": council.notice,
        COUNCIL: council.name,
        SERVICE: name,
        ISSUED_FOR: f"{edition.period.label}, to {written_date(edition.period.end)}",
        "Send back to": ", ".join(filter(None, (contact.role, contact.email, contact.telephone))) if contact else "",
        "Late after": written_date(late),
        **{f"Step {number}": step for number, step in enumerate(STEPS, start=1)},
        **{f"Marker {code}": f"{MARKERS[code][0].upper()}{MARKERS[code][1:]}." for code in MARKER_CHOICES},
        "What follows": "By what stands below, the workbook is recognised when it comes back.",
        PERIOD: str(edition.period),
        SERVICE_KEY: key,
        MEASURES: ", ".join(dict.fromkeys(row.measure.ref for row in rows)),
        CHECK_CODE: facts_code(council.name, str(edition.period), key, map(" ".join, issued)),
    }
    return [[item, what] for item, what in said.items() if what] + issued


def row_codes(row: FormRow) -> str:
    """Give the codes of a row's locked cells, by which an edited one is found again."""
    return " ".join(cell_code(row.shown(column)) for column in CHECKED)
