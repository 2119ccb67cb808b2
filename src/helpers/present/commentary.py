"""Commentary beside the measures it is about. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.markup import commentary_markdown
from helpers.narrate.owed import OwedKind, owed
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, only_row, rows
from helpers.narrate.sentences import measure_sentence
from helpers.present.link import link_markdown, measure_address
from helpers.present.parts import Part, Parts, Prose
from helpers.present.tag import tag_markdown

ORDER = ("Red", "Amber", "Green")
OWED: tuple[OwedKind, ...] = ("commentary", "draft", "choice", "doubt")
"""What may be owed of a measure's words. A page of a draft marks it; a released one has none."""


def commentary(results: Results) -> Parts:
    """Show what was written about the measures of a view: red first, then amber, then the rest.

    Returns
    -------
    Parts
        Nothing where nothing was written and nothing is owed.
    """
    marks = _marks(results)
    told = [row for row in rows(results) if row.commentary or row.ref in marks]
    if not told:
        return Parts(())
    first = [row for word in ORDER[:2] for row in told if row.rag == word]
    rest = [row for row in told if row.rag not in ORDER[:2]]
    parts: list[Part] = [Prose("## Commentary")]
    parts += [_entry(results, row, marks) for row in first]
    if rest and first:
        parts.append(Prose("### Other measures"))
    return Parts.of([*parts, *(_entry(results, row, marks) for row in rest)])


def measure_commentary(results: Results) -> Prose:
    """Show what was written about the one measure in view.

    Returns
    -------
    Prose
        Heading and words; nothing where nothing was written and nothing is owed.
    """
    row = only_row(results)
    said = _said(row, _marks(results))
    return Prose(f"## Commentary\n\n{said}" if said else "")


def _marks(results: Results) -> dict[str, str]:
    """Mark what is still owed of each measure's words, by ref."""
    marks: dict[str, str] = {}
    for thing in owed(results):
        if thing.kind in OWED:
            words = "commentary on this result" if thing.kind == "commentary" else thing.words
            mark = f"[Owed]{{.owed}}: {markdown_text(words)}."
            marks[thing.ref] = "\n\n".join(filter(None, [marks.get(thing.ref, ""), mark]))
    return marks


def _said(row: ResultRow, marks: dict[str, str]) -> str:
    words = commentary_markdown(row.commentary) if row.commentary else ""
    return "\n\n".join(filter(None, [words, marks.get(row.ref, "")]))


def _entry(results: Results, row: ResultRow, marks: dict[str, str]) -> Prose:
    title = link_markdown(measure_address(row.ref), f"{row.ref} {row.title}")
    tag = tag_markdown(results.edition.council, standing(row))
    return Prose(
        f"::: {{.comment}}\n{tag} **{title}**\n\n{markdown_text(measure_sentence(row))}\n\n{_said(row, marks)}\n:::"
    )
