"""The exception form in a notebook cell: labels with the answers after them. May import `model` and `assess`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from helpers.assess.exception import DATES
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.words import ANSWERS
from helpers.narrate.figure import date_words
from helpers.narrate.written_date import day_written

LABELS = dict(
    zip(ANSWERS, ("Cause", "Action", "Owner (role)", "Action date", "Expected recovery"), strict=True)
)  # fmt: skip
"""Columns of an exception report and the labels of the form."""

_NAMES = {label.casefold(): column for column, label in LABELS.items()}
_OURS = "|".join(re.escape(label).replace(r"\ ", r"[ \t]+") for label in LABELS.values())
_LABEL = re.compile(
    r"^(?P<kept>\\*)[ ]{0,3}(?:"
    rf"\*\*[ \t]*(?P<inside>[^*:\n]{{1,60}}?)[ \t]*:[ \t]*\*\*|\*\*[ \t]*(?P<outside>[^*:\n]{{1,60}}?)[ \t]*\*\*[ \t]*:"
    rf"|(?P<bare>{_OURS})[ \t]*:)",
    re.IGNORECASE | re.MULTILINE,
)
"""A label begins a line. A backslash before it keeps it part of an answer; more of them stand for one less."""


def blank_form(last: Mapping[str, str] | None = None) -> str:
    """Write an empty form, with the answers of last time quoted above it.

    Parameters
    ----------
    last
        The measure's last exception report, by the columns of :data:`LABELS`; ``None`` where there was none.

    Returns
    -------
    str
        Markdown. The quotation is for the analyst: reading the form passes over it.

    Examples
    --------
    >>> print(blank_form({"action": "Recruit *two* reviewers", "recovery_date": "2019-12-31"}))
    > Last time:
    >
    > Action: Recruit *two* reviewers
    >
    > Expected recovery: 31 December 2019
    <BLANKLINE>
    **Cause:**
    <BLANKLINE>
    **Action:**
    <BLANKLINE>
    **Owner (role):**
    <BLANKLINE>
    **Action date:**
    <BLANKLINE>
    **Expected recovery:**
    """
    told = [
        f"{label}: {date_words(last[column]) if column in DATES else escape(last[column].strip(), quote=False)}"
        for column, label in LABELS.items()
        if last and last.get(column)
    ]
    if not told:
        return write_form({})
    lines = "\n\n".join(["Last time:", *told]).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n" + write_form({})


def write_form(answers: Mapping[str, str]) -> str:
    r"""Write a form with its answers; :func:`read_form` gives the same ones back.

    Examples
    --------
    >>> print(write_form({"cause": "Staff left:\n\n- two in May", "action_date": "2020-01-31"}))
    **Cause:**
    <BLANKLINE>
    Staff left:
    <BLANKLINE>
    - two in May
    <BLANKLINE>
    **Action:**
    <BLANKLINE>
    **Owner (role):**
    <BLANKLINE>
    **Action date:** 31 January 2020
    <BLANKLINE>
    **Expected recovery:**
    """
    return "\n\n".join(_written(column, label, answers.get(column, "").strip()) for column, label in LABELS.items())


def _written(column: str, label: str, answer: str) -> str:
    text = date_words(answer) if column in DATES else answer
    if "\n" not in text:
        return f"**{label}:** {text}".rstrip()
    return f"**{label}:**\n\n" + _LABEL.sub(lambda match: f"\\{match[0]}", text)


def read_form(text: str, where: str) -> dict[str, str]:
    r"""Read a form's answers.

    Parameters
    ----------
    text
        The cell's Markdown.
    where
        Notebook and cell, as errors name them.

    Returns
    -------
    dict of str to str
        One text a column of :data:`LABELS`, as it was written; dates in ISO form; empty where there is no answer.

    Raises
    ------
    Refused
        A label is unknown or stands twice, words stand before the first label, or a date cannot be read.

    Examples
    --------
    >>> read_form("**Action:** Recruit.\n\n**Action date:** 31 January 2020", "cell exception-43")["action_date"]
    '2020-01-31'
    """
    labels = [match for match in _LABEL.finditer(text) if not match["kept"]]
    problems = _before_the_labels(text[: labels[0].start() if labels else None], where)
    answers = dict.fromkeys(LABELS, "")
    seen = set()
    ends = [*(match.start() for match in labels[1:]), len(text)]
    for match, end in zip(labels, ends, strict=False):
        name = " ".join((match["inside"] or match["outside"] or match["bare"]).split())
        column = _NAMES.get(name.casefold())
        if column is None:
            problems.append(_unknown(name, where))
        elif column in seen:
            problems.append(_twice(LABELS[column], where))
        else:
            seen.add(column)
            answers[column] = _answer(text[match.end() : end])
    for column in DATES:
        answers[column] = _day(answers[column], LABELS[column], where, problems)
    if problems:
        raise Refused(problems)
    return answers


def _answer(text: str) -> str:
    def unkept(match: re.Match[str]) -> str:
        return match[0][1:] if match["kept"] and match.start() else match[0]

    return _LABEL.sub(unkept, text).strip()


def _before_the_labels(text: str, where: str) -> list[Problem]:
    """Find words that no label speaks for; what is quoted there is of last time."""
    loose = [line.strip() for line in text.split("\n") if line.strip() and not line.lstrip().startswith(">")]
    if not loose:
        return []
    return [
        Problem(
            where, f'"{loose[0]}" before the first label', "every answer after its label, such as **Cause:**",
            "Move the words below the label they belong to; write a label that was lost again.",
        )
    ]  # fmt: skip


def _unknown(name: str, where: str) -> Problem:
    return Problem(
        where, f'the label "{name}"', f"one of {quoted(LABELS.values())}",
        "Correct the label; if it is part of an answer, take the bold or the colon away.",
    )  # fmt: skip


def _twice(label: str, where: str) -> Problem:
    return Problem(where, f'the label "{label}" twice', "each label once", "Bring the two answers together under one.")


def _day(answer: str, label: str, where: str, problems: list[Problem]) -> str:
    if not answer:
        return ""
    day = day_written(answer)
    if day is None:
        problems.append(
            Problem(
                f"{where}, {label}", f'"{answer}"',
                "one date that exists: 31 January 2020, 31/01/2020, 2020-01-31 or end of January 2020",
                "Write the day, month and year; leave it empty while it is not known.",
            )
        )  # fmt: skip
        return ""
    return day.isoformat()
