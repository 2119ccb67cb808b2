"""Who approved a view's words and figures, and when; or that it is a draft. May import the floors below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import date_words
from helpers.narrate.sentences import listed
from helpers.present.parts import Prose

STATES = {
    "draft": "Not yet submitted",
    "submitted": "Submitted, not yet approved",
    "changed": "Changed since it was signed",
}
"""How an overview names the directorates that are not approved."""


def sign_off(results: Results) -> Prose:
    """Say who (a role) approved a directorate's part and when, or that it is a draft; for several, say it of each.

    Returns
    -------
    Prose
        One paragraph; nothing for a view in which no directorate has anything to sign.

    Examples
    --------
    >>> sign_off(open_store("2019-20-q3").directorate("housing"))  # doctest: +SKIP
    Approved by Corporate Director, Housing, on 28 January 2020.
    """
    shown = set(results.table["directorate"])
    entries = [entry for entry in results.approvals.to_dict("records") if entry["directorate"] in shown]
    if not entries:
        return Prose("")
    said = _of_one(entries[0]) if len(entries) == 1 else _of_several(entries)
    return Prose(f"::: {{.note}}\n{markdown_text(said)}\n:::")


def _of_one(entry: Mapping[Any, Any]) -> str:
    if entry["state"] == "approved":
        return f"Approved by {_who(entry)}."
    return f"Draft: {_not_approved(entry)}."


def _of_several(entries: list[dict[Any, Any]]) -> str:
    """Say who approved, whose role names the directorate, and name the others by how far they are."""
    roles = [_who(entry) for entry in entries if entry["state"] == "approved"]
    if len(roles) == len(entries):
        return f"Approved by every directorate: {'; '.join(roles)}."
    have = "have approved their part" if len(roles) > 1 else "has approved its part"
    said = [f"Draft: {len(roles) or 'none'} of the {len(entries)} directorates {have}."]
    for state, words in STATES.items():
        if names := [str(entry["directorate_name"]) for entry in entries if entry["state"] == state]:
            said.append(f"{words}: {listed(names)}.")
    return " ".join([*said, *([f"Approved by {'; '.join(roles)}."] if roles else [])])


def _who(entry: Mapping[Any, Any]) -> str:
    role = str(entry["role"])
    return f"{role}{',' if ',' in role else ''} on {date_words(entry['date'])}"


def _not_approved(entry: Mapping[Any, Any]) -> str:
    if entry["state"] == "submitted":
        return f"submitted by {_who(entry)}, not yet approved"
    return str(entry["reason"]) or "not yet submitted"
