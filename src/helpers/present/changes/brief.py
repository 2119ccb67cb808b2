"""What changed since the edition before, in a few lines. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.sentences import listed
from helpers.present.changes.comparison import Change, Comparison, comparison, counted_or_no
from helpers.present.link import link_markdown
from helpers.present.parts import Prose

PAGE = "changes"
"""The report that says it all."""
NAMED = 3


def changes_in_brief(results: Results) -> Prose:
    """Say in a few lines what changed since the edition before, and lead to the page that says it all.

    Parameters
    ----------
    results
        The whole council's.

    Returns
    -------
    Prose
        A heading and a list; nothing where there is no earlier edition.

    Examples
    --------
    >>> changes_in_brief(open_store("2019-20-q3"))  # doctest: +SKIP
    """
    compared = comparison(results)
    if compared.then is None:
        return Prose("")
    lines = [
        _line(compared, compared.of("rating", "worse"), "rating got worse", "ratings got worse"),
        _line(compared, compared.of("rating", "better"), "rating got better", "ratings got better"),
        _line(compared, compared.of("revised"), "published figure was restated", "published figures were restated"),
        _line(compared, [*compared.of("replaced"), *compared.of("in")], "measure came in", "measures came in"),
        _line(compared, compared.of("out"), "measure went out", "measures went out"),
        _line(compared, compared.of("target"), "target changed", "targets changed"),
        _line(compared, compared.of("definition"), "definition changed", "definitions changed"),
    ]
    told = [f"- {line}" for line in lines if line] or ["- Nothing but the figures themselves."]
    more = f"{link_markdown(f'/{PAGE}.html', f'All that changed since {compared.then.label}')}."
    return Prose("\n".join([f"## What changed since {compared.then.label}", "", *told, "", more]))


def _line(compared: Comparison, found: Sequence[Change], one: str, many: str) -> str:
    """Say how many, and name the first of them."""
    if not found:
        return ""
    measures = list({each.ref: each for each in found}.values())
    names = [_name(compared, each) for each in measures[:NAMED]]
    left = len(measures) - len(names)
    names += [f"{left} more"] if left else []
    return f"{counted_or_no(found, one, many)}: {listed(names)}."


def _name(compared: Comparison, each: Change) -> str:
    address = compared.address(each.ref)
    return link_markdown(address, each.title) if address else markdown_text(each.title)
