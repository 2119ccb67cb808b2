"""Read one cell of a sheet: its text, and why it may not be taken for what it says. May import `model`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from helpers.collect.workbook.cell_text import Form, number_text
from helpers.collect.workbook.sheet import Doubt
from helpers.collect.workbook.xml_part import BrokenError

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ELSEWHERE = re.compile(
    r"(?<![\w\])])\[[^\[\]]+\][\w.]*!|'[^'\[]*\[[^'\[\]]+\][^']*'!|'file:|\w\|(\w*|'[^']*')!", re.ASCII
)
"""``[1]Sheet1!A1`` is a cell of another workbook, ``program|'topic'!item`` asks another program."""

LONGEST_FORMULA = 32_768

NOT_COMPUTED = Doubt(
    "a formula whose result is not in the file", "a figure",
    "Open the workbook in Excel or LibreOffice, let it calculate, save it and run the command again.",
)  # fmt: skip
LINKED = Doubt(
    "a formula that reads another file or program", "a figure that stands in this workbook",
    "Replace the formula by its value (copy, then paste special, values) and save.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook's cells refer to: texts, number formats by style, the day that dates count from.

    Attributes
    ----------
    computed
        The program that saved the workbook last computed its formulas, and did not leave that to the next one.
    """

    texts: list[str]
    forms: list[Form]
    epoch: datetime
    computed: bool


@dataclass(slots=True)
class RawCell:
    """A cell as the XML has it.

    Attributes
    ----------
    kind
        ``n`` number, ``s`` shared text, ``inlineStr`` text, ``str`` text of a formula, ``b`` yes or no, ``e`` error,
        ``d`` date.
    value, formula
        ``None`` where there is none.
    """

    kind: str = "n"
    style: int = 0
    value: str | None = None
    formula: str | None = None
    inline: list[str] = field(default_factory=list)


def read_cell(cell: RawCell, book: Book) -> tuple[str, Doubt | None]:
    """Write a cell as the CSV would, and say why it may not be trusted.

    Returns
    -------
    tuple
        The text, empty where there is nothing, and a doubt; a doubtful cell always has some text.

    Raises
    ------
    BrokenError
        It is no cell as the format has it.
    """
    if cell.formula is not None:
        if _reads_elsewhere(cell.formula):
            return cell.value or "?", LINKED
        if not book.computed or (not cell.value and cell.kind != "str"):
            return cell.value or "?", NOT_COMPUTED
    if cell.kind == "inlineStr":
        return plain_text("".join(cell.inline)), None
    return _typed(cell, cell.value, book) if cell.value else ("", None)


def plain_text(text: str) -> str:
    r"""Undo how a workbook writes control codes.

    Examples
    --------
    >>> plain_text("one_x000D_\ntwo")
    'one\r\ntwo'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _typed(cell: RawCell, value: str, book: Book) -> tuple[str, Doubt | None]:
    if cell.kind == "s":
        return _shared(value, book), None
    if cell.kind == "e":
        return value, Doubt(f"the error {value}", "a figure, a text or nothing", "Correct the formula and save.")
    if cell.kind == "b":
        return str(value in ("1", "true")), None
    if cell.kind in ("str", "d"):
        return plain_text(value) if cell.kind == "str" else value[:10], None
    try:
        form: Form = book.forms[cell.style] if cell.style < len(book.forms) else "number"
        return number_text(value, form, book.epoch), None
    except ValueError as error:
        return value, Doubt(str(error), "a number or a date", "Correct the cell or its format, and save.")


def _shared(value: str, book: Book) -> str:
    if not value.isdecimal() or int(value) >= len(book.texts):
        raise BrokenError("a text that is not there")
    return book.texts[int(value)]


def _reads_elsewhere(formula: str) -> bool:
    if len(formula) > LONGEST_FORMULA:
        raise BrokenError("a formula without end")
    return bool(_ELSEWHERE.search(re.sub(r'"[^"]*"', "", formula)))
