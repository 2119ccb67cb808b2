"""The golden thread of the whole council, in small."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.thread import Branch, Thread, threads
from helpers.present.link import group_address, link_html, outcome_address
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.thread.nodes import counts_html, counts_words


def golden_thread_overview(results: Results) -> Parts:
    """List every priority with its outcomes, and how many measures of each have which rating.

    Parameters
    ----------
    results
        The whole council's, or any view of them.

    Returns
    -------
    Parts
        A heading and a nested list whose entries lead to the priority's page and the outcome's place on it; nothing
        where the view has no priority.

    Examples
    --------
    >>> golden_thread_overview(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    found = threads(results)
    if not found:
        return Parts(())
    lines = "".join(_priority(results.edition.council, thread) for thread in found)
    parts: list[Part] = [Prose("## Priorities and outcomes"), Markup(f'<ul class="thread-overview">{lines}</ul>')]
    return Parts(tuple(parts))


def _priority(council: Council, thread: Thread) -> str:
    whole = Branch("", "", thread.measures, thread.actions)
    name = link_html(group_address("priority", thread.key), thread.name)
    inner = "".join(_outcome(council, thread, branch) for branch in thread.branches if branch.key)
    below = f'<ul class="tagged">{inner}</ul>' if inner else ""
    return f'<li><p>{name} <span class="note">{html_text(counts_words(whole))}</span></p>{below}</li>'


def _outcome(council: Council, thread: Thread, branch: Branch) -> str:
    name = link_html(outcome_address(thread.key, branch.key), branch.name)
    tags = counts_html(council, branch.measures) or f'<span class="note">{html_text(counts_words(branch))}</span>'
    return f"<li><span>{name}</span> <span>{tags}</span></li>"
