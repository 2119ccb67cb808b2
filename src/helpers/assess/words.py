"""Put what people wrote into a measure's row: an analyst's words before those of the return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from helpers.model.words import ANSWERS, Words


def with_words(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Choose each measure's commentary and exception report.

    An analyst's words beat those of the return, which beat a draft; each answer of an exception form beats the
    return's own. Words about a suppressed figure are withheld, since words can hold numbers, and words in a notebook
    about a measure that is not due are about no figure of this edition.

    Parameters
    ----------
    table
        One row a measure, with the words of its return.

    Returns
    -------
    pandas.DataFrame
        With `commentary`, `commentary_where`, `commentary_state` (``draft``, ``written``, ``returned`` or empty),
        `commentary_offer` (where a service's words stand beside the analyst's) and the answers of exception reports.
    """
    spoken = {entry.ref: entry for entry in words.commentary}
    answered = {report.ref: report.answers for report in words.exceptions}
    offered = {offer.ref: offer.where for offer in words.offers}
    columns: dict[str, list[str]] = {
        name: [] for name in ("commentary", "commentary_where", "commentary_state", "commentary_offer", *ANSWERS)
    }
    asked = table[["ref", "state", "commentary", "source_file", "source_row", *ANSWERS]]
    for row in cast("Iterator[Any]", asked.itertuples(index=False)):
        ours = row.state not in ("suppressed", "not due")
        entry, answers = (spoken.get(row.ref), answered.get(row.ref, {})) if ours else (None, {})
        if row.state == "suppressed":
            told = ("", "", "")
        elif entry is not None and (entry.state == "written" or not row.commentary):
            told = (entry.text, entry.where, entry.state)
        elif row.commentary:
            # They are mended where they have landed; a return is never edited.
            place = entry.where if entry is not None else f"{row.source_file}, row {row.source_row}"
            told = (row.commentary, place, "returned")
        else:
            told = ("", "", "")
        cells = (*told, offered.get(row.ref, "") if ours else "")
        given = ("" if row.state == "suppressed" else answers.get(name) or getattr(row, name) for name in ANSWERS)
        for column, cell in zip(columns.values(), (*cells, *given), strict=True):
            column.append(str(cell))
    return table.assign(**{name: pd.Series(cells, index=table.index, dtype="str") for name, cells in columns.items()})
