"""Commentary beside the measures it is about. May import the floors below."""

from __future__ import annotations

from collections.abc import Collection

from helpers.model.edition import Edition
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.markup import commentary_markdown
from helpers.narrate.owed import OwedKind, owed
from helpers.narrate.rating import rating_word, standing
from helpers.narrate.row import ResultRow, only_row, rows
from helpers.narrate.sentences import figures_sentence, measure_sentence
from helpers.present.link import anchor, link_markdown, measure_address
from helpers.present.measure_past import commentary_before
from helpers.present.parts import Part, Parts, Prose
from helpers.present.tag import tag_markdown

ORDER = ("Red", "Amber", "Green")
_SAID = {"Red": "off target", "Amber": "just short of target"}
OWED: tuple[OwedKind, ...] = ("commentary", "draft", "choice", "doubt")
"""What may be owed of a measure's words. A page of a draft marks it; a released one has none."""


def commentary(results: Results) -> Parts:
    """Show what was written about the measures of a view: red first, then amber, then the rest, folded.

    Returns
    -------
    Parts
        Nothing where nothing was written and nothing is owed.

    Examples
    --------
    >>> commentary(open_store("2019-20-q2").directorate("housing").rated("Amber"))  # doctest: +SKIP
    """
    marks = _marks(results)
    told = [row for row in rows(results) if row.commentary or row.ref in marks]
    if not told:
        return Parts(())
    first = [row for word in ORDER[:2] for row in told if row.rag == word]
    rest = [row for row in told if row.rag not in ORDER[:2]]
    parts: list[Part] = [Prose("## Commentary")]
    parts += [_entry(results, row, marks) for row in first]
    others = [_entry(results, row, marks) for row in rest]
    return Parts.of([*parts, *([_folded(others)] if first and others else others)])


def _folded(entries: Collection[Prose]) -> Prose:
    """Fold the entries of measures that need no attention on a page; a paper has them open."""
    title = "Commentary on 1 other measure" if len(entries) == 1 else f"Commentary on {len(entries)} other measures"
    words = "\n\n".join(entry.markdown for entry in entries)
    return Prose(f':::: {{.callout-note collapse="true" title="{title}"}}\n{words}\n::::')


def measure_commentary(results: Results) -> Parts:
    """Show what was written about the one measure in view, and folded below it what earlier editions said.

    Returns
    -------
    Parts
        Heading and words; nothing where nothing was written, now or before, and nothing is owed.

    Examples
    --------
    >>> measure_commentary(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    said, before = _said(row, _marks(results)), commentary_before(results)
    if not said and not before.parts:
        return Parts(())
    now = said or "Nothing was written about this figure."
    return Parts((Prose(f"## Commentary\n\n{now}"), *before.parts))


def commentary_headline(results: Results) -> Prose:
    """Say how many measures are amber and red, and how many of them still owe words.

    Returns
    -------
    Prose
        One or two sentences.

    Examples
    --------
    >>> commentary_headline(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    listed = [row for row in rows(results) if row.rag in ORDER[:2]]
    if not listed:
        return Prose("::: {.headline}\nNo measure is amber or red.\n:::")
    council, found = results.edition.council, [(word, sum(row.rag == word for row in listed)) for word in ORDER[:2]]
    counts = [f"{count} {_SAID[word]} ({rating_word(council, word)})" for word, count in found if count]
    noun = "measure is" if counts[0].startswith("1 ") else "measures are"
    said = f"{counts[0].replace(' ', f' {noun} ', 1)}{''.join(f' and {more}' for more in counts[1:])}."
    marks = _marks(results, (*OWED, "exception"))
    if owing := sum(row.ref in marks for row in listed):
        said += f" Words are still owed of {owing} of them, and marked so."
    return Prose(f"::: {{.headline}}\n{markdown_text(said)}\n:::")


def commentary_by_directorate(results: Results) -> Parts:
    """Show what was written about every amber and red measure of a paper (Appendix 3), in the scorecard's order.

    Returns
    -------
    Parts
        A heading for each directorate that has such a measure; for each measure its name, tag, figure, direction and
        target in words, its commentary, what is still owed of it, and where its exception report stands.

    Examples
    --------
    >>> commentary_by_directorate(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    found, marks = results.rated(*ORDER[:2]), _marks(results, (*OWED, "exception"))
    parts: list[Part] = []
    for directorate in results.edition.council.directorates:
        view = found.directorate(directorate.key)
        if len(view):
            parts.append(Prose(f"## {markdown_text(directorate.name)}"))
            parts += [part for row in rows(view) for part in _off_target(results.edition, row, marks)]
    return Parts.of(parts)


def _off_target(edition: Edition, row: ResultRow, marks: dict[str, str]) -> list[Prose]:
    tag = tag_markdown(edition.council, standing(row))
    title = link_markdown(measure_address(row.ref), f"{row.ref} {row.title}")
    said = [
        f"### {title} {{#commentary-{anchor(row.ref)}}}",
        f"{tag} {markdown_text(figures_sentence(row))}",
        _said(row, marks),
        _exception_report(edition, row),
    ]
    return [Prose(text) for text in said if text]


def _exception_report(edition: Edition, row: ResultRow) -> str:
    """Point to the exception report that a measure must have, in the paper that holds it."""
    if not row.exception_required:
        return ""
    paper = next((paper for paper in edition.papers if paper.notebook == "exceptions"), None)
    if paper is None:
        return "An exception report is required."
    address = f"/{paper.page}.{'html' if 'html' in paper.formats else paper.formats[0]}"
    return f"What is being done, by whom and by when: [{markdown_text(paper.title)}](<{address}>)."


def _marks(results: Results, kinds: Collection[OwedKind] = OWED) -> dict[str, str]:
    """Mark what is still owed of each measure's words, by ref."""
    marks: dict[str, str] = {}
    for thing in owed(results):
        if thing.kind in kinds:
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
