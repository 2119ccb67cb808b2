"""Say which results need an exception report or commentary, and what of it is still owed."""

from __future__ import annotations

import pandas as pd

PARTS = {
    "cause": "cause",
    "action": "action",
    "action_owner": "owner (role)",
    "action_date": "date of the action",
    "recovery_date": "expected recovery",
}
"""Columns of an exception report and what a person calls them."""


def required(table: pd.DataFrame) -> pd.Series[str]:
    """Say why a measure must have an exception report, or give an empty text.

    Red, special cause of concern, or consistently failing (rules.md, "Exceptions").

    Examples
    --------
    >>> frame = pd.DataFrame({"rag": ["Red", "Green"], "variation": ["", "Concern"], "assurance": ["", ""]})
    >>> required(frame).tolist()
    ['red', 'special cause of concern']
    """
    reasons = [
        (table["rag"] == "Red", "red"),
        (table["variation"] == "Concern", "special cause of concern"),
        (table["assurance"] == "Consistently failing", "consistently failing"),
    ]
    made = pd.Series("", index=table.index, dtype="str")
    for applies, words in reasons:
        separator = made.where(made == "", made + ", ")
        made = made.mask(applies, separator + words)
    return made


def owed(table: pd.DataFrame) -> pd.Series[str]:
    """List what is still to be written about each result, joined by semicolons.

    Every part of a required exception report, and commentary for red and amber.

    Examples
    --------
    >>> frame = pd.DataFrame({"exception_required": ["red"], "rag": ["Red"], "commentary": ["Staff left."],
    ...     "cause": ["Vacancies"], "action": [""], "action_owner": ["Head"], "action_date": [""],
    ...     "recovery_date": ["2020-01-31"]})
    >>> owed(frame).tolist()
    ['exception: action; exception: date of the action']
    """

    def of(row: pd.Series) -> str:
        missing = [
            f"exception: {words}" for column, words in PARTS.items() if row["exception_required"] and not row[column]
        ]
        if row["rag"] in ("Red", "Amber") and not row["commentary"]:
            missing.append("commentary")
        return "; ".join(missing)

    return table.apply(of, axis=1).astype("str") if len(table) else pd.Series(dtype="str")
