"""Delivery-plan actions of a view: as a list on pages, as a table in papers. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.figure import date_words
from helpers.narrate.thread import ActionRow, actions_of
from helpers.present.link import action_address, link_html, service_address
from helpers.present.parts import Markup, Parts, Prose, Table
from helpers.present.table import Column, table


def actions(results: Results) -> Parts:
    """Show the delivery-plan actions of a view: what, who, by when and how far.

    Returns
    -------
    Parts
        A heading and a list; nothing where the view has no actions.

    Examples
    --------
    >>> actions(open_store("2019-20-q2").priority("good-homes"))  # doctest: +SKIP
    """
    if not len(results.actions):
        return Parts(())
    return Parts((Prose("## Delivery-plan actions"), Markup(actions_html(results, actions_of(results.actions)))))


def actions_html(results: Results, listed: Iterable[ActionRow], *, placed: bool = False) -> str:
    """List actions with status, progress, owner, date and service.

    Parameters
    ----------
    listed
        Those of the view that are meant.
    placed
        Whether this is the place that links to an action lead to; elsewhere its title is such a link.
    """
    return f'<ul class="actions">{"".join(_entry(results, action, placed=placed) for action in listed)}</ul>'


def status_html(status: str) -> str:
    """Write an action's status as a tag: its service's word, outlined, since it is no rating.

    A page sets it apart by its outline; a colon stands before it for a paper and a screen reader.
    """
    return f'<span class="visually-hidden">: </span><span class="status">{html_text(status)}</span>' if status else ""


def _entry(results: Results, action: ActionRow, *, placed: bool) -> str:
    council, ended = results.edition.council, results.edition.period.end
    service = council.name_of("service", action.service)
    facts = [
        html_text(action.owner_role),
        html_text(_due(action.due, ended)),
        link_html(service_address(action.directorate, action.service), service) if service else "",
    ]
    leads = not placed and action.priority
    title = link_html(action_address(action.priority, action.key), action.title) if leads else html_text(action.title)
    head = f"<p><strong>{title}</strong>{status_html(action.status)}</p>"
    said = f"<p>{html_text(action.progress)}</p>" if action.progress else ""
    note = f'<p class="note">{"; ".join(filter(None, facts))}</p>' if any(facts) else ""
    place = f' id="action-{action.key}"' if placed else ""
    return f"<li{place}>{head}{said}{note}</li>"


def _due(due: str, ended: date) -> str:
    """Say by when; a date that the edition's period has reached is in the past, whatever the status says."""
    if not due:
        return ""
    return f"{'was due' if date.fromisoformat(due) <= ended else 'due'} {date_words(due)}"


def actions_table(results: Results) -> Table:
    """Set the delivery-plan actions of a view as a table."""
    found = results.actions
    columns = [
        Column("Action", list(found["title"]), name="measure"),
        Column("Who", list(found["owner_role"])),
        Column("By when", [date_words(due) for due in found["due"]]),
        Column("Status", list(found["status"])),
        Column("Progress", list(found["progress"]), name="reason"),
    ]
    return table("actions", columns, "actions")
