"""List what of a period's words cannot be shown as it stands, or no figure bears out. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.model.results import DOUBTS, Results
from helpers.model.words import Words
from helpers.narrate.placeholder import PLACEHOLDER, PLACEHOLDERS
from helpers.narrate.row import ResultRow, rows


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful passage: the sentence, what was found in it, and what the figures would bear out."""

    sentence: str
    found: str
    expected: str


PARTS = ("commentary", "cause", "action")
"""What of a row people write freely."""


def doubts(results: Results, words: Words) -> pd.DataFrame:
    """List every doubtful passage of an edition's words.

    Parameters
    ----------
    results
        With placeholders resolved.
    words
        Of the period's notebooks: prose of their own is looked at too, and commentary that no page shows.

    Returns
    -------
    pandas.DataFrame
        With the columns of :data:`helpers.model.results.DOUBTS`.
    """
    found = [
        {"ref": row.ref, "directorate": row.directorate, "where": where, **_parts(doubt)}
        for row in rows(results)
        for where, doubt in _in_row(row, words)
    ]
    return pd.DataFrame(found, columns=list(DOUBTS), dtype="str")


def _parts(doubt: Doubt) -> dict[str, str]:
    return {"sentence": doubt.sentence, "found": doubt.found, "expected": doubt.expected}


def _in_row(row: ResultRow, words: Words) -> Iterator[tuple[str, Doubt]]:
    for entry in words.commentary:
        if entry.ref == row.ref and row.state == "not due" and entry.state == "written":
            yield entry.where, Doubt(
                entry.text.splitlines()[0], "commentary on a measure that is not due this period",
                "words about a figure of this period: delete the cell, or keep its words for the period they are about",
            )  # fmt: skip
    for part in PARTS:
        text = getattr(row, part)
        where = row.commentary_where if part == "commentary" else f"exception report of {row.ref}, {part}"
        for name in dict.fromkeys(PLACEHOLDER.findall(text)):
            yield where, _unresolved(name)


def _unresolved(name: str) -> Doubt:
    known = ", ".join(PLACEHOLDERS)
    if name.lower() in PLACEHOLDERS:
        return Doubt(f"{{{{ {name} }}}}", "a placeholder for a figure that is not known", "another figure, or words")
    return Doubt(f"{{{{ {name} }}}}", "an unknown placeholder", f"one of {known}")
