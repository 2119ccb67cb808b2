"""How a view of the results is doing: its headline and its counts. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.rating import STANDINGS, standing, standing_counts, standing_key
from helpers.narrate.row import rows
from helpers.narrate.sentences import headline_sentences
from helpers.present.link import link_markdown, measure_address
from helpers.present.parts import Parts, Prose
from helpers.present.tag import tag_markdown, tag_words


def headline(results: Results) -> Prose:
    """Say in one to three sentences how the measures of a view are doing.

    Examples
    --------
    >>> headline(open_store("2019-20-q2"))  # doctest: +SKIP
    27 of 46 rated measures are on or better than target, 12 are just short and 7 are off target. …
    """
    return Prose("::: {.headline}\n" + markdown_text(" ".join(headline_sentences(results))) + "\n:::")


def rag_strip(results: Results, links: bool = False) -> Prose:
    """Count the measures by rating and state, as a strip of tags; states that no measure is in are left out.

    Parameters
    ----------
    links
        Whether each count leads to its measures, which `measures_by_rating` lists further down the page.

    Returns
    -------
    Prose
        A list; the three ratings always stand in it, so that a nought is seen as a nought.
    """
    counts = standing_counts(results)
    items = []
    for word in STANDINGS:
        if counts[word] or word in STANDINGS[:3]:
            said = f"[{counts[word]}]{{.rag-count}} {tag_markdown(results.edition.council, word)}"
            items.append(f"- [{said}](#{_list_id(word)})" if links and counts[word] else f"- {said}")
    return Prose("::: {.rag-strip}\n" + "\n".join(items) + "\n:::")


def measures_by_rating(results: Results) -> Parts:
    """List every measure under its rating or state, each leading to its page.

    Returns
    -------
    Parts
        A heading and a list for each rating and state that a measure is in; nothing for a view without measures.
    """
    if not len(results):
        return Parts(())
    groups = [(word, [row for row in rows(results) if standing(row) == word]) for word in STANDINGS]
    listed = [
        f"### {markdown_text(tag_words(results.edition.council, word))} {{#{_list_id(word)}}}\n\n"
        + "\n".join(f"- {link_markdown(measure_address(row.ref), row.title)}" for row in group)
        for word, group in groups
        if group
    ]
    return Parts(tuple(Prose(text) for text in ("## Measures by rating", *listed)))


def _list_id(word: str) -> str:
    return f"measures-{standing_key(word)}"
