"""Under which licence an edition's data may be used, where it stands, how it is cited. May import `model`."""

from __future__ import annotations

from helpers.model.council import Council, Pack
from helpers.model.edition import Edition
from helpers.model.period import written_date

ADDRESSES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Licences that have an address of their own."""

ALL_EDITIONS = "data/all-editions.csv"
"""Where, from the site's root, the file with what every released edition published stands."""


def licence_address(council: Council) -> str:
    """Give the address of a council's licence; empty where the licence has none that we know.

    Examples
    --------
    >>> licence_address(Council(name="Westmere", directorates=[{"key": "adults", "name": "Adults"}]))
    'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'
    """
    return ADDRESSES.get(council.licence, "")


def data_title(edition: Edition) -> str:
    """Name the data of an edition, as its files and whoever cites it do."""
    return f"Performance data: {edition.council.name}, {edition.period.label}"


def edition_address(edition: Edition) -> str:
    """Give the address at which an edition is published; empty where none is known, or it is no public one."""
    site = edition.council.site_url.rstrip("/")
    return f"{site}/{edition.name}/" if site and edition.pack is Pack.PUBLIC else ""


def all_editions_address(edition: Edition) -> str:
    """Give the address of the file with what every released edition published; empty where none is known."""
    return f"{edition.council.site_url.rstrip('/')}/{ALL_EDITIONS}" if edition_address(edition) else ""


def citation(edition: Edition) -> str:
    """Give a line by which the edition's data is cited: who, when, what, where, under which licence.

    Examples
    --------
    >>> from helpers.model.period import Period
    >>> council = Council(name="Westmere Council", directorates=[{"key": "adults", "name": "Adults"}])
    >>> citation(Edition(council, Period.parse("2019-20-q2"), Pack.PUBLIC, released=True))
    'Westmere Council. Performance data, Q2 2019/20. Open Government Licence v3.0.'
    """
    council, published, address = edition.council, edition.published, edition_address(edition)
    said = (
        f"{council.name}{f' ({published.year})' if published else ''}.",
        f"Performance data, {edition.period.label}.",
        f"{edition.status_line}." if edition.status_line else "",
        f"Published {written_date(published)}." if published else "",
        address,
        f"{council.licence}." if council.licence else "",
    )
    return " ".join(filter(None, said))
