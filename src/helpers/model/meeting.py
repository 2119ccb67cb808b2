"""The meetings that receive an edition's papers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from helpers.model.noun import Noun, Text
from helpers.model.period import written_date

Day = date
"""For the types of meetings, whose own `date` hides the name."""


class PanelMeeting(Noun):
    """When a scrutiny panel looks at its papers, under which item, when those are published, and whether bound.

    Attributes
    ----------
    supplement
        When its comments are published in a supplement, where it meets too late for them to be in the pack.
    """

    date: date
    item: str = ""
    published: Day | None = None
    supplement: Day | None = None
    bound: bool = False


class Meeting(Noun):
    """The meeting that receives the papers.

    Attributes
    ----------
    notice
        What 28 clear days' notice must be given of, if anything.
    bound
        Whether its papers come as one file too, behind a page of contents.
    """

    body: Text
    date: date
    item: str = ""
    notice: Literal["", "key decision", "private meeting"] = ""
    bound: bool = False

    @property
    def line(self) -> str:
        """As a running header says it.

        Examples
        --------
        >>> Meeting(body="Cabinet", date=date(2019, 11, 13), item="7").line
        'Cabinet, 13 November 2019, item 7'
        """
        item = f", item {self.item}" if self.item else ""
        return f"{self.body}, {written_date(self.date)}{item}"


def months_later(meeting: date, months: int) -> date:
    """Give the same weekday of the same week of a later month: meetings are held on the second Wednesday, not the 13th.

    Examples
    --------
    >>> months_later(date(2019, 11, 13), 3).isoformat()
    '2020-02-12'
    >>> months_later(date(2019, 1, 30), 1).isoformat()
    '2019-02-27'
    """
    week = (meeting.day - 1) // 7
    month = meeting.year * 12 + meeting.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    days = [first.replace(day=1 + (meeting.weekday() - first.weekday()) % 7 + 7 * each) for each in range(4)]
    return days[min(week, 3)]
