"""How a view of the results is doing: its headline and its counts. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.rating import STANDINGS, standing_counts, standing_key
from helpers.narrate.sentences import headline_sentences
from helpers.present.parts import Prose
from helpers.present.tag import tag_markdown


def headline(results: Results) -> Prose:
    """Say in one to three sentences how the measures of a view are doing.

    Examples
    --------
    >>> headline(open_store("2019-20-q2"))  # doctest: +SKIP
    27 of 46 rated measures are on or better than target, 12 are just short and 7 are below. …
    """
    return Prose("::: {.headline}\n" + markdown_text(" ".join(headline_sentences(results))) + "\n:::")


def rag_strip(results: Results) -> Prose:
    """Count the measures by rating and state, as a strip of tags; states that no measure is in are left out.

    Returns
    -------
    Prose
        A list; the three ratings always stand in it, so that a nought is seen as a nought.
    """
    counts = standing_counts(results)
    items = [
        f"- [{counts[word]}]{{.rag-count}} {tag_markdown(results.edition.council, word)}"
        for word in STANDINGS
        if counts[word] or word in STANDINGS[:3]
    ]
    return Prose("::: {.rag-strip ." + standing_key("strip") + "}\n" + "\n".join(items) + "\n:::")
