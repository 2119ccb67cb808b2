"""The form of a return workbook: its sheets, headings and key facts. One floor writes it, this one reads it back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

INSTRUCTIONS, RETURN = "Instructions", "Return"
"""The two sheets."""

ITEM, SAYS = "Item", "What it says"
"""Headings of the sheet Instructions."""

COUNCIL, PERIOD, SERVICE, SERVICE_KEY = "Council", "Period", "Service", "Service key"
ISSUED_FOR, MEASURES, CHECK_CODE = "Issued for", "Measures issued", "Check code"
KEY_FACTS = (COUNCIL, PERIOD, SERVICE, SERVICE_KEY, MEASURES, CHECK_CODE)
"""Items that a reader relies on; ``Row <ref> <period>`` comes once for each row issued."""

_ROW = "Row "
_FILL_IN = " (fill in)"

Kind = Literal["locked", "figure", "marker", "words", "date"]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of the sheet Return.

    Attributes
    ----------
    name
        The column of a return that it becomes; for what is only shown, a name of its own.
    kind
        ``locked`` is shown and not filled in.
    once
        Said once a measure: where a measure has a row a month, in the row of its last month.
    """

    name: str
    words: str
    kind: Kind = "locked"
    once: bool = False

    @property
    def heading(self) -> str:
        """Its heading, which says in a word, not by colour alone, where something is to be filled in.

        Examples
        --------
        >>> FormColumn("value", "Value", "figure").heading, FormColumn("ref", "Ref").heading
        ('Value (fill in)', 'Ref')
        """
        return self.words if self.kind == "locked" else f"{self.words}{_FILL_IN}"


COLUMNS = (
    FormColumn("ref", "Ref"),
    FormColumn("title", "Measure"),
    FormColumn("period", "Period"),
    FormColumn("definition", "Definition"),
    FormColumn("unit", "Unit"),
    FormColumn("target", "Target"),
    FormColumn("previous", "Previous value"),
    FormColumn("same_period_last_year", "Same period last year"),
    FormColumn("last_time", "Last time"),
    FormColumn("value", "Value", "figure"),
    FormColumn("numerator", "Numerator", "figure"),
    FormColumn("denominator", "Denominator", "figure"),
    FormColumn("marker", "Marker", "marker"),
    FormColumn("forecast", "Forecast for the year", "figure", once=True),
    FormColumn("commentary", "Commentary", "words", once=True),
    FormColumn("cause", "Cause", "words", once=True),
    FormColumn("action", "Action", "words", once=True),
    FormColumn("owner_role", "Owner, by role", "words", once=True),
    FormColumn("action_date", "Action date", "date", once=True),
    FormColumn("recovery_date", "Expected recovery", "date", once=True),
)
"""The columns of the sheet Return, as issued; they are found again by their headings, wherever they stand."""

LOCKED = tuple(column for column in COLUMNS if column.kind == "locked")
CHECKED = tuple(column for column in LOCKED if column.name not in ("ref", "period"))
FILLED = tuple(column for column in COLUMNS if column.kind != "locked")

MARKER_CHOICES = {
    "x": "x unavailable",
    "z": "z not applicable",
    "c": "c withheld",
    "p": "p provisional",
    "e": "e estimated",
    "f": "f forecast",
    "b": "b break in series",
    "low": "low rounds to nothing",
    "u": "u low reliability",
}
"""What the list of the column Marker offers, and the marker that each stands for."""


def plain(text: str) -> str:
    r"""Write a text with single spaces, as it is compared: programs change spaces and line ends when they save.

    Examples
    --------
    >>> plain(" Homes \n let ")
    'Homes let'
    """
    return " ".join(text.split())


def cell_code(text: str) -> str:
    """Give four hex digits of a locked cell's text, by which a slip of the keyboard in it is found again.

    Examples
    --------
    >>> cell_code("Homes let") == cell_code("Homes  let "), cell_code("Homes let") == cell_code("Homes sold")
    (True, False)
    """
    return hashlib.sha256(plain(text).encode()).hexdigest()[:4]


def facts_code(council: str, period: str, service: str, rows: Iterable[str]) -> str:
    """Give eight hex digits of the key facts and of what stands beside each row issued, its codes among it."""
    return hashlib.sha256("\n".join(map(plain, (council, period, service, *rows))).encode()).hexdigest()[:8]


def row_item(ref: str, period: str) -> str:
    """Name a row in the key facts.

    Examples
    --------
    >>> row_item("43", "2019-20-q3"), issued_row("Row 43 2019-20-q3"), issued_row("Council")
    ('Row 43 2019-20-q3', ('43', '2019-20-q3'), None)
    """
    return f"{_ROW}{ref} {period}"


def issued_row(item: str) -> tuple[str, str] | None:
    """Give the ref and period of a key fact about a row, or ``None`` where it is about something else."""
    ref, _, period = item.removeprefix(_ROW).partition(" ")
    return (ref, period) if item.startswith(_ROW) and period else None


def elsewhere(last: str) -> str:
    """Say where something is said that is said once a measure.

    Examples
    --------
    >>> elsewhere("2019-12")
    'see 2019-12'
    """
    return f"see {last}"


def says_elsewhere(text: str) -> bool:
    """Say whether a cell holds nothing but what `elsewhere` put there.

    Examples
    --------
    >>> says_elsewhere("see 2019-12"), says_elsewhere("see the note")
    (True, False)
    """
    return re.fullmatch(r"see \d{4}-\d{2}", text) is not None
