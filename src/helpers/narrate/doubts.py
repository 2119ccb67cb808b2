"""List what of a period's words cannot be shown as it stands, or no figure bears out. May import the floors below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

import pandas as pd

from helpers.model.house_style import STYLES
from helpers.model.results import DOUBTS, Results
from helpers.model.words import Words
from helpers.narrate.placeholder import PLACEHOLDER, PLACEHOLDERS
from helpers.narrate.prose import Doubt, doubts_in_prose, doubts_of, doubts_of_references
from helpers.narrate.row import ResultRow, rows

PARTS = ("commentary", "cause", "action")
"""What of a row people write freely."""

PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")


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
    promised: defaultdict[str, list[str]] = defaultdict(list)
    for promise in results.promises.to_dict("records"):
        promised[str(promise["ref"])] += [str(promise["action_date"]), str(promise["recovery_date"])]
    found = [
        {"ref": row.ref, "directorate": row.directorate, "where": where, **_parts(doubt)}
        for row in rows(results)
        for where, doubt in _in_row(row, words, promised[row.ref])
    ]
    return pd.concat(
        [pd.DataFrame(found, columns=list(DOUBTS), dtype="str"), prose_doubts(results, words)], ignore_index=True
    )


def prose_doubts(results: Results, words: Words) -> pd.DataFrame:
    """List the doubtful passages of prose alone."""
    council = results.edition.council
    known = {entry.key for entry in council.directorates}
    others = {part.key for part in STYLES[council.papers.style].parts if not part.of_figures}
    found = []
    for prose in words.prose:
        directorate = prose.slug if prose.slug in known else ""
        view = results.directorate(directorate) if directorate else results
        found += [
            {"ref": "", "directorate": directorate, "where": prose.where, **_parts(doubt)}
            for doubt in _in_prose(prose.text, view, words.labels.get(prose.slug, ()), prose.part not in others)
        ]
    return pd.DataFrame(found, columns=list(DOUBTS), dtype="str")


def _parts(doubt: Doubt) -> dict[str, str]:
    return {"sentence": doubt.sentence, "found": doubt.found, "expected": doubt.expected}


def _in_row(row: ResultRow, words: Words, promised: Collection[str]) -> Iterator[tuple[str, Doubt]]:
    if row.state == "not due":  # what the page shows was said, and checked, when it last was
        yield from _too_early(row, words)
        return
    answered = {report.ref: report.where for report in words.exceptions}
    days = [day for day in (row.action_date, row.recovery_date, *promised) if day]
    for part in PARTS:
        text = getattr(row, part)
        where = row.commentary_where if part == "commentary" else answered.get(row.ref, "") or _in_return(row)
        for doubt in (*_unresolved(text), *_pictures(text), *doubts_of(_shown(text), row, days)):
            yield where, doubt


def _too_early(row: ResultRow, words: Words) -> Iterator[tuple[str, Doubt]]:
    for entry in words.commentary:
        if entry.ref == row.ref and entry.state == "written":
            yield entry.where, Doubt(
                entry.text.splitlines()[0], "commentary on a measure that is not due this period",
                "words about a figure of this period: delete the cell, or keep its words for the period they are about",
            )  # fmt: skip


def _in_return(row: ResultRow) -> str:
    return f"{row.source_file}, row {row.source_row}"


def _in_prose(text: str, view: Results, labels: Collection[str], of_figures: bool) -> Iterator[Doubt]:
    for name in PLACEHOLDER.findall(text):
        yield Doubt(f"{{{{ {name} }}}}", "a placeholder outside commentary", "the figure, or a measure's own cell")
    shown = _shown(text)
    yield from doubts_in_prose(shown, view, labels) if of_figures else doubts_of_references(shown, labels)


def _shown(text: str) -> str:
    """Leave out what another doubt speaks of."""
    return PICTURE.sub("", PLACEHOLDER.sub("", text))


def _pictures(text: str) -> Iterator[Doubt]:
    for match in PICTURE.finditer(text):
        yield Doubt(match[0], "a picture, which commentary cannot show", "what it shows, in words")


def _unresolved(text: str) -> Iterator[Doubt]:
    """Doubt the placeholders that no figure took the place of."""
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        if name.lower() in PLACEHOLDERS:
            found, expected = "a placeholder for a figure that is not known", "another figure, or words"
        else:
            found, expected = "an unknown placeholder", f"one of {', '.join(PLACEHOLDERS)}"
        yield Doubt(f"{{{{ {name} }}}}", found, expected)
