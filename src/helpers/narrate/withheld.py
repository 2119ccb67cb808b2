"""Find words that tell what a pack withholds. May import the floors below.

What is found here would itself tell: it is said in `check` and at a release, and never put into an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pandas as pd

from helpers.assess.disclosure.sums import families_of
from helpers.model.measure import Measure
from helpers.model.results import DOUBTS, Results
from helpers.model.words import Words
from helpers.narrate.prose.doubt import Doubt
from helpers.narrate.prose.telling import Secret, tells
from helpers.narrate.row import ResultRow, rows

FIGURES = {
    "value": "the figure",
    "previous": "the figure before",
    "same_period_last_year": "the figure of the same period last year",
    "outturn_last_year": "last year's outturn",
    "forecast": "the forecast",
    "numerator": "the numerator",
    "denominator": "the denominator",
}
FRAMEWORK = "data/framework"
PARTS = ("commentary", "cause", "action", "rag_reason", "rebased")


def telling(shown: Results, exact: pd.DataFrame, words: Words, measures: Iterable[Measure]) -> pd.DataFrame:
    """List every passage in which words tell a figure that the pack withholds, or shows rounded.

    Words about a withheld figure are withheld with it; these are about another: the total, the quarter after, the
    rounded count.

    Parameters
    ----------
    shown
        What the pack may see, with placeholders resolved.
    exact
        The table of the same results without disclosure control, as an exempt pack sees it.
    words
        Of the period's notebooks: their prose of its own is looked at where it names a measure.
    measures
        The framework's: a total's words may tell a part.

    Returns
    -------
    pandas.DataFrame
        With the columns of :data:`helpers.model.results.DOUBTS`.
    """
    secrets = _secrets(shown, exact, measures)
    forms = {report.ref: report.where for report in words.exceptions}
    found = [
        {"ref": row.ref, "directorate": row.directorate, "where": where, **_words(doubt)}
        for row in rows(shown)
        for where, doubt in _in_row(row, secrets.get(row.ref, []), forms.get(row.ref, ""))
    ]
    known = {entry.key for entry in shown.edition.council.directorates}
    for prose in words.prose:
        directorate = prose.slug if prose.slug in known else ""
        for row in rows(shown):
            if row.directorate == directorate or not directorate:
                found += [
                    {"ref": "", "directorate": directorate, "where": prose.where, **_words(doubt)}
                    for doubt in tells(prose.text, row, secrets.get(row.ref, []), only_where_named=True)
                ]
    return pd.DataFrame(found, columns=list(DOUBTS), dtype="str").drop_duplicates(ignore_index=True)


def _words(doubt: Doubt) -> dict[str, str]:
    return {"sentence": doubt.sentence, "found": doubt.found, "expected": doubt.expected}


def _in_row(row: ResultRow, secrets: list[Secret], form: str) -> Iterator[tuple[str, Doubt]]:
    places = {
        "commentary": row.commentary_where,
        "rag_reason": f"{FRAMEWORK}/ratings.csv",
        "rebased": f"{FRAMEWORK}/rebases.csv",
    }
    for part in PARTS:
        where = places.get(part, form) or f"{row.source_file}, row {row.source_row}"
        for doubt in tells(getattr(row, part), row, secrets):
            yield where, doubt


def _secrets(shown: Results, exact: pd.DataFrame, measures: Iterable[Measure]) -> dict[str, list[Secret]]:
    """Gather, for each measure, what the pack may not see of it and of those it adds up with."""
    families = families_of({measure.ref: measure for measure in measures})
    columns = ["ref", "title", "unit", "data_period_label", *FIGURES]
    ours = {str(row["ref"]): row for row in shown.table[columns].to_dict("records")}
    by_family: dict[str, list[Secret]] = {}
    for row in exact[columns].to_dict("records"):
        ref = str(row["ref"])
        for name, what in FIGURES.items():
            if ref in ours and pd.notna(row[name]) and row[name] != ours[ref][name]:
                unit = "count" if name in ("numerator", "denominator") else str(row["unit"])
                label = f"{what} of {ref} for {row['data_period_label']}"
                secret = Secret(Decimal(repr(float(row[name]))), unit, label)
                by_family.setdefault(families.get(ref, ref), []).append(secret)
    return {ref: by_family.get(families.get(ref, ref), []) for ref in ours}
