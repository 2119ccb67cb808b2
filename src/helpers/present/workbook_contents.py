"""The words of the workbook: what it is, what its markers mean, what its columns hold. May import the floors below."""

from __future__ import annotations

from helpers.model.edition import Edition
from helpers.model.period import written_date
from helpers.narrate.figure import MARKERS
from helpers.present.data_columns import OBSERVATIONS, RESULTS


def contents(edition: Edition) -> list[list[str]]:
    """Say what the workbook is, row by row; what is not known has no row."""
    council, contact = edition.council, edition.council.contact
    said = {
        "Title": f"Performance data: {council.name}, {edition.period.label}",
        "Notice": council.notice,
        "Status": edition.status_line or "Released",
        "Council": council.name,
        "Period": f"{edition.period.label}, to {written_date(edition.period.end)}",
        "Pack": str(edition.pack).capitalize(),
        "Published": written_date(edition.published) if edition.published else "",
        "Meeting": edition.meeting.line if edition.meeting else "",
        "Licence": council.licence,
        "Contact": ", ".join(filter(None, (contact.role, contact.email, contact.telephone))) if contact else "",
        "Website": council.site_url,
        "Sheet Results": "This period's figure of every measure, and what it is compared with. One row a measure.",
        "Sheet Observations": "The figures of all periods. One row a measure and period.",
        "Sheet Notes": "What each column of the two sheets holds.",
        "Empty cells": "Not known, or not to be published. A nought is a figure.",
    }
    markers = {f"Marker {code}": f"{meaning[0].upper()}{meaning[1:]}." for code, meaning in MARKERS.items()}
    return [[item, what] for item, what in (said | markers).items() if what]


def notes() -> list[list[str]]:
    """Explain every column of the two data sheets."""
    return [
        [sheet, column.label, column.name, column.meaning]
        for sheet, columns in (("Results", RESULTS), ("Observations", OBSERVATIONS))
        for column in columns
    ]
