"""What search looks through: the measures and pages of one edition, as one script. May import the floors below."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.model.edition import FOLDERS, Report
from helpers.model.errors import Refused
from helpers.model.results import Results
from helpers.narrate.row import ResultRow, rows
from helpers.publish.title import report_title

NAME = "search-index.js"
"""The file's name: ``search.js`` looks for it in its own folder."""

PAGE = "search"
"""The page that shows what was found; an edition without it has no search."""

KINDS = {
    "directorate": "Directorate",
    "service": "Service",
    "priority": "Priority",
    "portfolio": "Portfolio",
    "panel": "Scrutiny panel",
}


def search_index(results: Results, reports: Iterable[Report], source_of: Callable[[Report], Path]) -> bytes:
    """Write the words that lead to each measure and to each page.

    No figure, rating or direction stands in it: a hit's rating is the tag that the search page itself shows. It is made
    from the pack's results, so that it holds no word that the pack's pages do not.

    Parameters
    ----------
    results
        The pack's results, after disclosure control.
    reports
        The edition's reports.
    source_of
        Gives a report's notebook, which says its title. One that cannot be read is left out: its own fault is said
        where its turn comes.

    Returns
    -------
    bytes
        JavaScript that sets ``window.goldenthreadSearch``; a script since pages opened from a folder may not fetch.
    """
    entries = [_measure(row, _aliases(results)) for row in rows(results)]
    entries += [entry for report in reports for entry in _page(report, source_of)]
    return f"window.goldenthreadSearch = {json.dumps(entries, ensure_ascii=True)};\n".encode("ascii")


def _measure(row: ResultRow, aliases: dict[str, str]) -> dict[str, Any]:
    said = {
        "ref": row.ref,
        "title": row.title,
        "words": row.definition,
        "service": " ".join(name for name in (row.service_name, aliases.get(row.service, "")) if name),
        "directorate": row.directorate_name,
        "aim": " ".join(name for name in (row.priority_name, row.outcome_name, row.portfolio_name) if name),
    }
    return {key: value for key, value in said.items() if value}


def _aliases(results: Results) -> dict[str, str]:
    """Give the other names of each service: people look for it under the one they know."""
    return {
        service.key: " ".join(service.aliases)
        for directorate in results.edition.council.directorates
        for service in directorate.services
    }


def _page(report: Report, source_of: Callable[[Report], Path]) -> Iterable[dict[str, Any]]:
    if report.for_each == "measure" or str(report.page) == PAGE or "html" not in report.formats:
        return
    with suppress(Refused, ValueError):  # of the second kind is a notebook that is no JSON
        own = str(report.page.parent) == FOLDERS.get(report.for_each)
        kind = KINDS[report.for_each] if own else "Paper" if report.is_paper else "Page"
        yield {"title": report_title(report, source_of(report)), "kind": kind, "href": quote(f"{report.page}.html")}
