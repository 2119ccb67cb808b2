"""The edition's data as a search engine reads of it: a schema.org ``Dataset``. May import the floors below."""

from __future__ import annotations

import json
from typing import Any

from helpers.model.edition import Edition
from helpers.narrate.escape import script_text
from helpers.present.open_data.licence import citation, data_title, edition_address, licence_address
from helpers.present.parts import Markup

FILES = (
    ("measures.xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "All measures and their history, with notes, for reading"),
    ("results.csv", "CSV", "text/csv", "This period's results, one row a measure"),
    ("observations.csv", "CSV", "text/csv", "The history behind them, one row a measure and period"),
    ("definitions.csv", "CSV", "text/csv", "What each measure counts, how and for whom, with its target for the year"),
    ("results.json", "JSON", "application/json", "This period's results, for programs"),
)  # fmt: skip
"""The files that every edition's data is distributed as: name, format, media type, what each holds."""

BY_WARD = ("wards.csv", "CSV", "text/csv", "Figures by ward, one row a measure, ward and period")
"""The file of an edition some of whose measures are counted by ward."""


def distributed(by_ward: bool) -> tuple[tuple[str, str, str, str], ...]:
    """List the files of an edition, with that of its wards where it has one.

    Examples
    --------
    >>> len(distributed(by_ward=True)) - len(distributed(by_ward=False))
    1
    """
    return (*FILES, BY_WARD) if by_ward else FILES


def dataset(edition: Edition, by_ward: bool = False) -> Markup:
    """Describe the edition's data to search engines, in a block that no browser runs.

    Source: schema.org ``Dataset``, as data.gov.uk and dataset searches read it.

    Examples
    --------
    >>> from helpers.model.council import Council, Pack
    >>> from helpers.model.period import Period
    >>> council = Council(name="R&D </script>", directorates=[{"key": "adults", "name": "Adults"}])
    >>> dataset(Edition(council, Period.parse("2019-20-q2"), Pack.PUBLIC)).html.count("</script>")
    1
    """
    said = json.dumps(described(edition, by_ward), ensure_ascii=False, separators=(",", ":"))
    return Markup(f'<script type="application/ld+json">{script_text(said)}</script>')


def described(edition: Edition, by_ward: bool = False) -> dict[str, Any]:
    """Say what the data is, whose, of which time, under which licence, and where each file of it stands.

    Addresses are whole where the site's is known, else as the page has them.
    """
    council, address = edition.council, edition_address(edition)
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": council.name, "url": council.site_url}
    if council.contact:
        contact = {"name": council.contact.role, "email": council.contact.email}
        publisher["contactPoint"] = {"@type": "ContactPoint"} | _known(contact)
    said = {
        "name": data_title(edition),
        "description": f"Every performance measure of {council.name} with its target, rating and direction, and the "
        f"figures of earlier periods. {council.notice}".strip(),
        "url": f"{address}data.html" if address else "",
        "license": licence_address(council) or council.licence,
        "creditText": citation(edition),
        "creativeWorkStatus": edition.status_line,
        "datePublished": edition.published.isoformat() if edition.published else "",
        "temporalCoverage": f"{edition.period.start}/{edition.period.end}",
        "inLanguage": council.language,
        "isAccessibleForFree": True,
        "publisher": _known(publisher),
        "distribution": [
            {"@type": "DataDownload", "name": words, "encodingFormat": media, "contentUrl": f"{address}data/{name}"}
            for name, _, media, words in distributed(by_ward)
        ],
    }
    return {"@context": "https://schema.org/", "@type": "Dataset"} | _known(said)


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
