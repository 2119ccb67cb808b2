"""All there is to know of one measure when a text about it is read. May import `narrate.row`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from helpers.narrate.prose.calendar import Calendar, calendar_of
from helpers.narrate.prose.figures import Figure, known_figures
from helpers.narrate.prose.names import described
from helpers.narrate.prose.words import Subject, subject_of
from helpers.narrate.row import ResultRow


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to know of one measure.

    Attributes
    ----------
    row
        Its result.
    figures
        Its figures, each with what it is.
    calendar
        The periods and days that a text about it may name.
    described
        The numerals of its title, definition and unit.
    subject
        The words by which sentences speak of it.
    """

    row: ResultRow
    figures: tuple[Figure, ...]
    calendar: Calendar
    described: frozenset[tuple[str, str]]
    subject: Subject


def known_of(row: ResultRow, promise_dates: Collection[str] = ()) -> Known:
    """Gather what there is to know of a measure."""
    return Known(row, known_figures(row), calendar_of(row, promise_dates), described(row), subject_of(row))
