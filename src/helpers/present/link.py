"""Addresses of an edition's pages, from its root: ``/measures/43.html``. May import the floors below.

Quarto turns such addresses into ones that are relative to the page; the embedded engine does the same.
"""

from __future__ import annotations

from helpers.model.edition import FOLDERS
from helpers.narrate.escape import html_text, markdown_text, path_segment

WARD_DATA = "/data/wards.csv"
"""Address of the figures by ward; there is such a file where any measure has a ward's figure."""


def measure_address(ref: str) -> str:
    """Give the address of a measure's page.

    Examples
    --------
    >>> measure_address("CS-04")
    '/measures/CS-04.html'
    """
    return f"/measures/{path_segment(ref)}.html"


def measure_data_address(ref: str) -> str:
    """Give the address of a measure's own history as CSV; a measure without any history has no such file.

    Examples
    --------
    >>> measure_data_address("CS-04")
    '/data/measures/CS-04.csv'
    """
    return f"/data/measures/{path_segment(ref)}.csv"


def group_address(noun: str, key: str) -> str:
    """Give the address of a directorate's, service's, priority's, portfolio's or panel's page.

    Examples
    --------
    >>> group_address("directorate", "adults"), group_address("priority", "brighter-futures")
    ('/directorates/adults.html', '/priorities/brighter-futures.html')
    """
    return f"/{FOLDERS[noun]}/{path_segment(key)}.html"


def action_address(priority: str, action: str) -> str:
    """Give the address of a delivery-plan action's place on its priority's page.

    Examples
    --------
    >>> action_address("good-homes", "gh-1")
    '/priorities/good-homes.html#action-gh-1'
    """
    return f"{group_address('priority', priority)}#action-{action}"


def outcome_address(priority: str, outcome: str) -> str:
    """Give the address of an outcome's place on its priority's page.

    Examples
    --------
    >>> outcome_address("good-homes", "less-homelessness")
    '/priorities/good-homes.html#outcome-less-homelessness'
    """
    return f"{group_address('priority', priority)}#outcome-{outcome}"


def service_address(directorate: str, service: str) -> str:
    """Give the address of a service's place on its directorate's page.

    Examples
    --------
    >>> service_address("housing", "housing-options")
    '/directorates/housing.html#service-housing-options'
    """
    return f"{group_address('directorate', directorate)}#service-{service}"


def anchor(text: str) -> str:
    """Make a name for an id out of a ref or a title: letters, digits, hyphens and low lines.

    Refs that differ have names that differ, ``A-1``, ``A.1`` and ``A_1`` too: all may stand on one page.

    Examples
    --------
    >>> anchor("CS02.a")
    'cs02_a'
    >>> anchor("A_1"), anchor("A-1")
    ('a__1', 'a-1')
    """
    plain = text.lower().replace("_", "__").replace(".", "_")
    return "".join(sign if (sign.isascii() and sign.isalnum()) or sign == "_" else "-" for sign in plain)


def link_html(address: str, text: str) -> str:
    """Write a link for a table cell."""
    return f'<a href="{html_text(address)}">{html_text(text)}</a>'


def link_markdown(address: str, text: str) -> str:
    """Write a link for prose."""
    return f"[{markdown_text(text)}](<{address}>)"
