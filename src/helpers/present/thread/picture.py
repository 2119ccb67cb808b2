"""The golden thread as a list that the stylesheet draws as a tree: one thing, so that it is read and heard once."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow
from helpers.narrate.thread import ActionRow, Branch, Thread, thread_sentence, threads
from helpers.present.actions import status_html
from helpers.present.link import (
    action_address,
    group_address,
    link_html,
    measure_address,
    outcome_address,
    service_address,
)
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.tag import tag_html
from helpers.present.thread.nodes import counts_html, counts_words

MOST_AT_ONCE = 30
"""Measures and actions; where a priority has more of them, each outcome's are folded until a reader asks for them."""


def golden_thread(results: Results) -> Parts:
    """Show the golden thread of a priority: its outcomes, their actions and measures, and the services that answer.

    It is a nested list: that is what a phone, a screen reader and a printer get. On a wide screen the stylesheet draws
    the same list as a tree. A suppressed measure says only that.

    Parameters
    ----------
    results
        A priority; of the whole council, every priority has a thread.

    Returns
    -------
    Parts
        A heading, a sentence on how it is doing, and the list; nothing where nothing stands under an outcome.

    Examples
    --------
    >>> golden_thread(open_store("2019-20-q2").priority("good-homes"))  # doctest: +SKIP
    """
    found = [thread for thread in threads(results) if thread.has_outcomes]
    parts: list[Part] = [Prose("## The golden thread: from priority to service")] if found else []
    for thread in found:
        said = markdown_text(thread_sentence(thread, results.edition.council))
        parts += [Prose(said), Markup(_tree(results, thread))]
    return Parts(tuple(parts))


def _tree(results: Results, thread: Thread) -> str:
    current = ' aria-current="page"' if results.scope_name == thread.name else ""
    root = f'<a href="{html_text(group_address("priority", thread.key))}"{current}>{html_text(thread.name)}</a>'
    inner = "".join(_branch(results.edition.council, thread, branch) for branch in thread.branches)
    return f'<ul class="thread"><li class="thread-priority"><p>{root}</p><ul>{inner}</ul></li></ul>'


def _branch(council: Council, thread: Thread, branch: Branch) -> str:
    name = link_html(outcome_address(thread.key, branch.place), branch.name or "Under no one outcome")
    head = f"<p>{name}</p>"
    if branch.measures:
        head += f'<p class="thread-counts">{counts_html(council, branch.measures)}</p>'
    leaves = _kind("Delivery-plan actions", [_action(council, thread, action) for action in branch.actions])
    leaves += _kind("Measures", [_measure(council, row) for row in branch.measures])
    listed = f"<ul>{leaves}</ul>"
    if sum(map(len, thread.branches)) > MOST_AT_ONCE:
        listed = f"<details><summary>{html_text(counts_words(branch))}</summary>{listed}</details>"
    return f'<li class="thread-outcome"><div class="thread-node">{head}</div>{listed}</li>'


def _kind(label: str, leaves: Sequence[str]) -> str:
    if not leaves:
        return ""
    return f'<li class="thread-kind"><p class="thread-label">{label}</p><ul>{"".join(leaves)}</ul></li>'


def _measure(council: Council, row: ResultRow) -> str:
    ref = f'<span class="ref">{html_text(row.ref)}</span>'
    name = f"{ref} {link_html(measure_address(row.ref), row.title)}"
    return _leaf(name, tag_html(council, standing(row)), row.directorate, row.service, row.service_name)


def _action(council: Council, thread: Thread, action: ActionRow) -> str:
    name = link_html(action_address(thread.key, action.key), action.title)
    service = council.name_of("service", action.service)
    return _leaf(name, status_html(action.status), action.directorate, action.service, service)


def _leaf(name: str, tag: str, directorate: str, service: str, service_name: str) -> str:
    answers = ""
    if service_name:
        link = link_html(service_address(directorate, service), service_name)
        answers = f' <span class="thread-service"><span class="thread-word">Service:</span> {link}</span>'
    # Words, tag and service are parts of one line: a blank between them is what a paper and a screen reader go by.
    return f'<li class="thread-leaf"><span class="thread-named">{name}</span> <span>{tag}</span>{answers}</li>'
