"""The workbook that a service fills in and sends back. May import the floors below."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

import xlsxwriter

from helpers.model.errors import Refused
from helpers.model.results import Results
from helpers.present.return_workbook.pages import Looks, write_instructions, write_return
from helpers.present.return_workbook.rows import form_rows
from helpers.present.return_workbook.words import facts

# Text stays text whatever it looks like.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def return_workbook(results: Results, service: str) -> bytes:
    """Write the workbook in which a service returns its figures and words, the same bytes for the same results.

    Two sheets: Instructions, with the key facts by which the workbook is recognised when it comes back, and Return,
    with a row for each measure due. Each is one Excel table from cell A1 without merged cells. All but the cells to be
    filled in is locked, without a password; each of those says what it takes, and refuses what it cannot be.

    Parameters
    ----------
    results
        The period that is being opened, as the service pack sees it.
    service
        Key of a service (its name or an alias will do).

    Raises
    ------
    Refused
        There is no such service, or it has nothing to return this period.

    Examples
    --------
    >>> workbook = return_workbook(open_store("2019-20-q3", "service"), "housing-options")  # doctest: +SKIP
    """
    edition = results.edition
    entry = edition.council.find("service", service)
    rows = form_rows(results, entry.key)
    if not rows:
        raise Refused.one(
            f"service {entry.key}", f"no measure due in {edition.period.label}", "a service with a measure that is due",
            "Name another service; a measure's service stands in data/framework/measures.csv.",
        )  # fmt: skip
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        title = f"Return workbook: {entry.name}, {edition.period.label}"
        book.set_properties(
            {
                "title": title,
                "subject": f"Performance measures to be returned to {edition.council.name}",
                "author": edition.council.name,
                "company": edition.council.name,
                # The clock would give every workbook other bytes.
                "created": datetime.combine(edition.period.end, time()),
            }
        )
        looks = Looks(book)
        write_instructions(book, facts(edition, entry.key, entry.name, rows), looks, title)
        write_return(book, rows, edition, looks, title)
    return _with_language(held.getvalue(), edition.council.language)


def _with_language(workbook: bytes, language: str) -> bytes:
    """Say in the workbook's properties which language it is in; xlsxwriter has no property for it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<dc:language>{language}</dc:language>".encode() + end)
            new.writestr(entry, content)
    return held.getvalue()
