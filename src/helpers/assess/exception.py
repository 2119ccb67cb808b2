"""Say which results need an exception report or commentary, and what of it is still owed or overdue."""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.model.period import written_date

PARTS = {
    "cause": "cause",
    "action": "action",
    "action_owner": "owner (role)",
    "action_date": "date of the action",
    "recovery_date": "expected recovery",
}
"""Columns of an exception report and what a person calls them."""

DATES = {"action_date": "date of the action", "recovery_date": "recovery date"}
"""Those that are dates, as a sentence about one names it."""


def required(table: pd.DataFrame) -> pd.Series[str]:
    """Say why a measure must have an exception report, or give an empty text.

    Red, special cause of concern, or consistently failing (rules.md, "Exceptions"); on trial limits too, which the page
    says they are.

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

    Every part of a required exception report, a new date where the expected recovery has passed by the end of the
    edition's period, a date that is none or that comes before that of the action; and commentary for red and amber.

    Parameters
    ----------
    table
        One row a measure, with the parts of its exception report and the edition's `period`.

    Examples
    --------
    >>> from helpers.model.period import Period
    >>> frame = pd.DataFrame({"exception_required": ["red"], "rag": ["Red"], "commentary": ["Staff left."],
    ...     "cause": ["Vacancies"], "action": [""], "action_owner": ["Head"], "action_date": ["2019-11-30"],
    ...     "recovery_date": ["2019-12-31"], "period": [Period.parse("2019-20-q3")]})
    >>> owed(frame).tolist()
    ['exception: action; exception: recovery date 31 December 2019 has passed: give a new one']
    """

    def of(row: pd.Series) -> str:
        missing = [f"exception: {words}" for words in _exception_owed(row)] if row["exception_required"] else []
        if row["rag"] in ("Red", "Amber") and not row["commentary"]:
            missing.append("commentary")
        return "; ".join(missing)

    return table.apply(of, axis=1).astype("str") if len(table) else pd.Series(dtype="str")


def day_of(text: str) -> date | None:
    """Read a date of an exception report; ``None`` for no text and for text that is no date.

    Examples
    --------
    >>> day_of("2019-12-31"), day_of("when staffed")
    (datetime.date(2019, 12, 31), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def date_doubts(action_date: str, recovery_date: str, end: date) -> dict[str, str]:
    """Say what is wrong with the dates of a required exception report.

    Parameters
    ----------
    end
        Last day of the edition's period: a measure that needs a report after it has not recovered by it.

    Returns
    -------
    dict
        By column, at most one thing each, to be read after the date: the first to be mended.

    Examples
    --------
    >>> date_doubts("2019-11-30", "2019-12-31", date(2019, 12, 31))
    {'recovery_date': 'has passed: give a new one'}
    >>> date_doubts("2020-06-30", "2020-03-31", date(2019, 12, 31))
    {'recovery_date': 'comes before the action, 30 June 2020'}
    >>> date_doubts("soon", "2020-03-31", date(2019, 12, 31))
    {'action_date': 'is not a date'}
    """
    given = {"action_date": action_date, "recovery_date": recovery_date}
    days = {column: day_of(text) for column, text in given.items()}
    found = {column: "is not a date" for column, text in given.items() if text and days[column] is None}
    act, recover = days.values()
    if recover and recover <= end:
        found["recovery_date"] = "has passed: give a new one"
    elif recover and act and recover < act:
        found["recovery_date"] = f"comes before the action, {written_date(act)}"
    return found


def _exception_owed(row: pd.Series) -> list[str]:
    """Name what is not right about a required report, without quoting it: the words go into lists of their own."""
    missing = [words for column, words in PARTS.items() if not row[column]]
    doubts = date_doubts(row["action_date"], row["recovery_date"], row["period"].end)
    return missing + [f"{_date_named(column, row[column])} {doubt}" for column, doubt in doubts.items()]


def _date_named(column: str, text: str) -> str:
    day = day_of(text)
    return f"{DATES[column]} {written_date(day)}" if day else DATES[column]
