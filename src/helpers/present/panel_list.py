"""Portfolios and scrutiny panels, each leading to its own page. May import the floors below."""

from __future__ import annotations

from typing import Literal

from helpers.model.results import Results
from helpers.narrate.rating import rating_word, standing_counts
from helpers.narrate.sentences import listed
from helpers.present.link import group_address, link_markdown
from helpers.present.parts import Prose


def scrutiny_panels(results: Results) -> Prose:
    """List the scrutiny panels with the ratings of what each looks at; nothing where the council has none.

    Parameters
    ----------
    results
        The whole council's.

    Returns
    -------
    Prose
        A list under its heading; each name leads to the panel's page, where the edition has one.

    Examples
    --------
    >>> scrutiny_panels(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    return _list(results, "panel", "Scrutiny panels")


def portfolios(results: Results) -> Prose:
    """List the portfolios with the ratings of each; nothing where the council has none.

    Parameters
    ----------
    results
        The whole council's.

    Returns
    -------
    Prose
        A list under its heading; each name leads to the portfolio's page, where the edition has one.

    Examples
    --------
    >>> portfolios(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    return _list(results, "portfolio", "Portfolios")


def _list(results: Results, noun: Literal["panel", "portfolio"], title: str) -> Prose:
    lines = [_line(results, noun, entry.key, entry.name) for entry in results.edition.council.entries(noun)]
    return Prose("\n".join([f"## {title}", "", *lines]) if lines else "")


def _line(results: Results, noun: Literal["panel", "portfolio"], key: str, name: str) -> str:
    view = results.panel(key) if noun == "panel" else results.portfolio(key)
    council = results.edition.council
    counts, words = standing_counts(view), {word: rating_word(council, word).lower() for word in ("Red", "Amber")}
    measures = f"{len(view)} measure{'s' * (len(view) != 1)}"
    off = [f"{counts[word]} {said}" for word, said in words.items() if counts[word]]
    said = f"{listed(off)} of {measures}" if off else f"{measures}, none of them {' or '.join(words.values())}"
    return f"- {link_markdown(group_address(noun, key), name)}: {said if len(view) else 'no measure'}."
