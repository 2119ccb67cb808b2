"""Read single cells: numbers, dates, periods, yes and no. Each failure says what would have been right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from helpers.collect.table_file import Row
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.period import Kind, Period

Read = TypeVar("Read")

LARGEST = 10**15
"""No council counts further; a computer's number would lose its last digits, or become infinite."""

_GAP = "[\u00a0\u2007\u2009\u202f]"
"""A space that does not break, as some programs set between thousands. One that breaks stands between two figures."""

_NUMBER = re.compile(rf"[-−+]?(\d{{1,3}}(,\d{{3}})+|\d{{1,3}}({_GAP}\d{{3}})+|\d+)?(\.\d+)?([eE][-+]?\d{{1,3}})?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")


@dataclass
class RowReader:
    """Read the cells of one row, gathering what is wrong instead of stopping at the first.

    Parameters
    ----------
    label
        The file as errors name it.
    number
        Row number in the file.
    cells
        Text by column.
    """

    label: str
    number: int
    cells: Row
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, found: str, expected: str, next_step: str) -> None:
        """Note a problem with one cell."""
        where = f"{self.label}, row {self.number}" + (f", column {column}" if column else "")
        self.problems.append(Problem(where, found, expected, next_step))

    def text(self, column: str, required: bool = False) -> str:
        """Read text; empty where the column is missing."""
        text = self.cells.get(column, "")
        if required and not text:
            self.refuse(column, "nothing", f"the {column.replace('_', ' ')}", "Fill the cell.")
        return text

    def choice(self, column: str, known: tuple[str, ...], default: str = "") -> str:
        """Read one of a few words, in any case."""
        text = self.text(column).casefold()
        by_name = {name.casefold(): name for name in known}
        if not text:
            return default
        if text not in by_name:
            self.refuse(column, f'"{self.cells[column]}"', f"one of {quoted(known)}", "Use one of these words.")
            return default
        return by_name[text]

    def number_or_none(self, column: str) -> Decimal | None:
        """Read a number as a person writes it: ``1,234.5``, ``-3``, ``£12``, ``81.5%``; never text, NaN or infinity.

        A minus nought is a nought: a sheet writes it where a figure that rounds to nothing was below it.
        """
        text = self.cells.get(column, "")
        if not text:
            return None
        bare = text.replace("£", "").removesuffix("%").strip()
        if not bare or not _NUMBER.fullmatch(bare) or not any(character.isdigit() for character in bare):
            self.refuse(
                column, f'"{text}"{self._of_measure}', "a number such as 81.5, or nothing with a marker (x, z or c)",
                "Correct the figure in the file; words belong in the commentary column.",
            )  # fmt: skip
            return None
        number = Decimal(re.sub(f",|{_GAP}", "", bare).replace("−", "-")) + 0
        if abs(number) > LARGEST:
            found, most = f'"{text}"{self._of_measure}', f"a number of at most {LARGEST:,}"
            self.refuse(column, found, most, "Correct the figure in the file.")
            return None
        return number

    @property
    def _of_measure(self) -> str:
        """Name the measure that the row is about, where it names one, for a person who has the row before them."""
        ref = self.cells.get("ref", "")
        return f" for {ref}" if ref else ""

    def whole(self, column: str, default: int) -> int:
        """Read a whole number."""
        found = self.number_or_none(column)
        if found is None:
            return default
        if found != found.to_integral_value() or found < 0:
            self.refuse(column, f'"{self.cells[column]}"', "a whole number from 0", "Correct the number.")
            return default
        return int(found)

    def day(self, column: str) -> date | None:
        """Read a date, written 2019-10-11 or 11/10/2019 (day first)."""
        text = self.cells.get(column, "")
        if not text:
            return None
        if _SERIAL.fullmatch(text):
            self.refuse(
                column, f'"{text}", the bare number by which a spreadsheet counts days', "a date such as 2019-10-11",
                "Give the cell a date format; without it nobody can say from which day the sheet counts.",
            )  # fmt: skip
            return None
        british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
        try:
            if british:
                return date(int(british[3]), int(british[2]), int(british[1]))
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(
                column,
                f'"{text}"',
                "a date that exists, such as 2019-10-11 or 11/10/2019",
                "Correct the date in the file.",
            )
            return None

    def yes(self, column: str) -> bool:
        """Read yes or no; empty is no."""
        return self.choice(column, ("yes", "no"), "no") == "yes"

    def period(self, column: str, kind: Kind | None = None) -> Period | None:
        """Read a period; ``None`` where the cell is empty or wrong (the problem is noted)."""
        text = self.cells.get(column, "")
        if not text:
            return None
        return self.asking(column, lambda: Period.parse(text, kind))

    def asking(self, column: str, read: Callable[[], Read]) -> Read | None:
        """Run a reader that refuses, and note its refusal as this cell's problem."""
        try:
            return read()
        except Refused as refused:
            for problem in refused.problems:
                self.refuse(column, problem.found, problem.expected, problem.next_step)
            return None
