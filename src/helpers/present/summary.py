"""How a view of the results is doing: its headline and its counts. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.rating import STANDINGS, standing_counts, standing_key
from helpers.narrate.sentences import headline_sentences, reported_sentence
from helpers.present.parts import Prose
from helpers.present.tag import tag_markdown

SCORECARD = "/papers/scorecard.html"
"""Where every measure can be narrowed by its rating."""


def headline(results: Results, reported: bool = False) -> Prose:
    """Say in one to three sentences how the measures of a view are doing.

    Parameters
    ----------
    reported
        Whether it says how many measures have a new figure, are not due or missing, instead of why some are not rated.

    Returns
    -------
    Prose
        The opening words of a page, set larger than the rest.

    Examples
    --------
    >>> headline(open_store("2019-20-q2"))  # doctest: +SKIP
    27 of 46 rated measures are on or better than target, 12 are just short and 7 are off target. …
    """
    said = headline_sentences(results)
    if reported and len(results):
        said = [said[0], reported_sentence(results)]
    return Prose("::: {.headline}\n" + markdown_text(" ".join(said)) + "\n:::")


def rag_strip(results: Results, links: bool = False) -> Prose:
    """Count the measures by rating and state, as a strip of tags; states that no measure is in are left out.

    Parameters
    ----------
    links
        Whether each count leads to its measures on the scorecard, where the edition has one.

    Returns
    -------
    Prose
        A list; the three ratings always stand in it, so that a nought is seen as a nought.

    Examples
    --------
    >>> rag_strip(open_store("2019-20-q2"), links=True)  # doctest: +SKIP
    """
    counts = standing_counts(results)
    items = []
    for word in STANDINGS:
        if counts[word] or word in STANDINGS[:3]:
            said = f"[{counts[word]}]{{.rag-count}} {tag_markdown(results.edition.council, word)}"
            items.append(
                f"- [{said}](<{SCORECARD}#rating={standing_key(word)}>)" if links and counts[word] else f"- {said}"
            )
    return Prose("::: {.rag-strip}\n" + "\n".join(items) + "\n:::")
