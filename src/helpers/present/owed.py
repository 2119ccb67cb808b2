"""What a view still owes, for the analyst who has its notebook open. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.owed import owed as things_owed
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table


def owed(results: Results) -> Parts:
    """Show what a view still owes before a release: the same list that `goldenthread check` prints.

    Returns
    -------
    Parts
        A sentence and a table of what, and where it is mended; a sentence alone where nothing is owed.

    Examples
    --------
    >>> owed(open_store("2019-20-q2").directorate("housing"))  # doctest: +SKIP
    """
    found = things_owed(results)
    named = f" by {results.scope_name}" if results.scope_name else ""
    label = results.edition.period.label
    if not found:
        return Parts((Prose(markdown_text(f"Nothing is owed{named} for {label}.")),))
    count = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
    columns = [
        Column("About", [thing.about for thing in found], name="measure"),
        Column("What is owed", [f"{thing.words[:1].upper()}{thing.words[1:]}" for thing in found], name="said"),
        Column("Where", [thing.where for thing in found], name="where"),
    ]
    if not results.scope_name:
        columns.insert(1, Column("Directorate", [thing.directorate_name for thing in found]))
    return Parts((Prose(markdown_text(f"{count} owed{named} for {label}.")), table("owed", columns, "owed-list")))
