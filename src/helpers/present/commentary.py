"""Commentary beside the measures it is about. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.markup import commentary_markdown
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, only_row, rows
from helpers.narrate.sentences import measure_sentence
from helpers.present.link import link_markdown, measure_address
from helpers.present.parts import Part, Parts, Prose
from helpers.present.tag import tag_markdown

ORDER = ("Red", "Amber", "Green")
OWED = "[Owed]{.owed}: commentary on this result."


def commentary(results: Results) -> Parts:
    """Show what was written about the measures of a view: red first, then amber, then the rest.

    Returns
    -------
    Parts
        Nothing where nothing was written and nothing is owed.
    """
    told = [row for row in rows(results) if row.commentary or "commentary" in row.owed]
    if not told:
        return Parts(())
    first = [row for word in ORDER[:2] for row in told if row.rag == word]
    rest = [row for row in told if row.rag not in ORDER[:2]]
    parts: list[Part] = [Prose("## Commentary")]
    parts += [_entry(results, row) for row in first]
    if rest and first:
        parts.append(Prose("### Other measures"))
    return Parts.of([*parts, *(_entry(results, row) for row in rest)])


def measure_commentary(results: Results) -> Prose:
    """Show what was written about the one measure in view.

    Returns
    -------
    Prose
        Heading and words; nothing where nothing was written and nothing is owed.
    """
    row = only_row(results)
    if row.commentary:
        return Prose(f"## Commentary\n\n{commentary_markdown(row.commentary)}")
    return Prose(f"## Commentary\n\n{OWED}" if "commentary" in row.owed else "")


def _entry(results: Results, row: ResultRow) -> Prose:
    title = link_markdown(measure_address(row.ref), f"{row.ref} {row.title}")
    said = commentary_markdown(row.commentary) if row.commentary else OWED
    tag = tag_markdown(results.edition.council, standing(row))
    return Prose(f"::: {{.comment}}\n{tag} **{title}**\n\n{markdown_text(measure_sentence(row))}\n\n{said}\n:::")
