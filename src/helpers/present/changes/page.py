"""The page of what changed since the edition before. May import the floors below."""

from __future__ import annotations

from helpers.model.counted import counted
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.present.changes.comparison import Comparison, comparison, counted_or_no
from helpers.present.changes.sections import sections
from helpers.present.parts import Parts, Prose
from helpers.present.table import table

FIRST = "This is the first edition: there is none before it to compare it with."
HOW = {
    "published": "It is compared with what the edition of {then} told when it was published.",
    "judged": "No edition of {then} has been released to these readers. Its figures and ratings were worked out again, "
    "from what the services had sent by then.",
}
"""Where the earlier figures are from, in words."""
WITHHELD = "Nothing is said here of a figure that either edition withholds."


def changes(results: Results) -> Parts:
    """Show what changed since the edition before: ratings, figures restated, measures, targets and definitions.

    Parameters
    ----------
    results
        The whole council's.

    Returns
    -------
    Parts
        A headline, with what it is compared; then a table a kind of change, and in one line what did not change.

    Examples
    --------
    >>> changes(open_store("2019-20-q3"))  # doctest: +SKIP
    """
    compared = comparison(results)
    if compared.then is None:
        return Parts((Prose(FIRST),))
    found = sections(compared)
    parts: list[Prose | Parts] = [
        Prose(f"::: {{.headline}}\n{markdown_text(headline(compared))}\n:::"), Prose(markdown_text(how(compared)))
    ]  # fmt: skip
    for section in found:
        if len(section):
            shown = table(section.key, section.columns, "changes")
            parts.append(Parts((Prose(f"## {markdown_text(section.title)}"), shown)))
    if nothing := unchanged(compared):
        parts.append(Parts((Prose("## What did not change"), Prose(markdown_text(nothing)))))
    return Parts(tuple(parts))


def headline(compared: Comparison) -> str:
    """Say in one sentence or two what changed."""
    since = compared.then.label if compared.then else ""
    worse, better = (len(compared.of("rating", way)) for way in ("worse", "better"))
    restated = len(compared.of("revised"))
    said = f"Since {since}, {counted_or_no(better, 'rating')} got better and {worse or 'none'} got worse."
    if restated:
        said += f" {counted(restated, 'published figure was', 'published figures were')} restated."
    come, gone = len(compared.of("in")) + len(compared.of("replaced")), len(compared.of("out"))
    gone += len(compared.of("replaced"))
    if come or gone:
        said += f" {counted_or_no(come, 'measure').capitalize()} came in and {gone or 'none'} went out."
    return said


def how(compared: Comparison) -> str:
    """Say with what an edition is compared, and what is left out."""
    since = compared.of("since")[0]
    return f"{HOW[since.reason].format(then=compared.then.label if compared.then else '')} {WITHHELD}"


def unchanged(compared: Comparison) -> str:
    """Say in one line what there is nothing to list of."""
    return " ".join(section.none for section in sections(compared) if not len(section))
