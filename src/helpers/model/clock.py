"""When the papers of a meeting must be public, and when the next meeting of a series is likely to be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import holidays
import numpy as np

CLEAR_DAYS = 5
"""SI 2012/2089 and section 100B of the Local Government Act 1972."""


def publication_deadline(meeting: date, clear_days: int = CLEAR_DAYS, closed: Collection[date] = ()) -> date:
    """Give the last day on which the papers of a meeting may be published.

    Neither the day of publication nor the day of the meeting counts, nor weekends, bank holidays in England, or the
    days on which the council itself is closed.

    Parameters
    ----------
    meeting
        Day of the meeting.
    clear_days
        Working days between publication and meeting.
    closed
        Days on which the council's offices are closed, beside bank holidays.

    Examples
    --------
    >>> publication_deadline(date(2019, 11, 13)).isoformat(), publication_deadline(date(2017, 11, 23)).isoformat()
    ('2019-11-05', '2017-11-15')
    >>> publication_deadline(date(2020, 9, 9)).isoformat()
    '2020-09-01'
    """
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG", years=[meeting.year - 1, meeting.year])
    away = np.array([*bank_holidays, *closed], dtype="datetime64[D]")
    first = np.busday_offset(np.datetime64(meeting), -(clear_days + 1), roll="forward", holidays=away)
    return date.fromisoformat(str(first))


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
