"""How far a measure's figure can be trusted, and what was found against it. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.row import only_row
from helpers.narrate.sentences import listed
from helpers.present.link import anchor
from helpers.present.parts import Part, Parts, Prose
from helpers.present.table import Column, table

ASKED = {
    "completeness": "is anything missing?",
    "uniqueness": "is anything sent or counted twice?",
    "consistency": "do the numbers agree with each other and with earlier ones?",
    "timeliness": "did it come in time?",
    "validity": "can it be what it says it is?",
    "accuracy": "is it likely to be right?",
}
"""What each of the six dimensions asks, in plain words (rules.md, "Data quality")."""

SAID = {
    "Good": "Nothing was found against this figure.",
    "Check": "This figure needs a check.",
    "Doubtful": "This figure is in doubt.",
}


def figure_quality(results: Results) -> Parts:
    """Rate how far the figure of the one measure in view can be trusted, with the reasons by dimension.

    Returns
    -------
    Parts
        A heading, the rating in words, and a table of what was found; nothing for a figure that is withheld.

    Examples
    --------
    >>> figure_quality(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    if not row.quality:
        return Parts(())
    found = results.signals
    asked = [name for name in ASKED if name in set(found["dimension"])]
    clear = [name for name in ASKED if name not in asked]
    said = f"**{row.quality}.** {SAID.get(row.quality, '')}"
    if clear:
        nothing = f"The checks of {listed(clear)} found nothing."
        said += f" {nothing}" if asked else f" It was checked for {listed(clear)}."
    parts: list[Part] = [Prose("## How far this figure can be trusted"), Prose(said)]
    if asked:
        reasons = ["; ".join(found.loc[found["dimension"] == name, "reason"]) for name in asked]
        columns = [
            Column("What was asked", [f"{name.capitalize()}: {ASKED[name]}" for name in asked], name="question"),
            Column("What was found", [f"{said[:1].upper()}{said[1:].rstrip('.')}." for said in reasons], name="answer"),
        ]
        parts.append(table(f"quality-{anchor(row.ref)}", columns, "facts"))
    return Parts(tuple(parts))
