"""The statutory clock: the last day on which papers or a notice may be published, and how many working days are left.

It stands on the ground floor and not with the rules of `assess`: a date is no figure, and is judged by no observation.
`narrate` says what it finds, `author` rolls a plan forward by it.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import numpy as np
from numpy.typing import NDArray

from helpers.model.council import MeetingScheme

SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
"""What the `holidays` library calls the countries."""


def publication_deadline(meeting: date, scheme: MeetingScheme | None = None) -> date:
    """Give the last day on which the papers of a meeting may be published.

    Five clear days lie between (SI 2012/2089; for a scrutiny panel section 100B of the Local Government Act 1972):
    neither the day of publication nor the day of the meeting counts, nor weekends, bank holidays, or the days on which
    the council itself is closed.

    Parameters
    ----------
    meeting
        Day of the meeting.
    scheme
        The council's own number of days, country and days of closing; England's rule, if there is none.

    Examples
    --------
    >>> publication_deadline(date(2019, 11, 13)).isoformat(), publication_deadline(date(2017, 11, 23)).isoformat()
    ('2019-11-05', '2017-11-15')
    >>> publication_deadline(date(2020, 9, 9)).isoformat()
    '2020-09-01'
    """
    scheme = scheme or MeetingScheme()
    return _clear_days_before(meeting, scheme.clear_days, scheme)


def notice_deadline(meeting: date, scheme: MeetingScheme | None = None) -> date:
    """Give the last day on which notice of a private meeting or of a key decision may be published.

    28 clear days (SI 2012/2089, regulations 5 and 9). The regulations do not say whether a clear day may be a Saturday,
    and councils differ. They are counted here as the five days are: whoever counts every day is early and not late.

    Examples
    --------
    >>> notice_deadline(date(2019, 11, 13)).isoformat()
    '2019-10-03'
    """
    scheme = scheme or MeetingScheme()
    return _clear_days_before(meeting, scheme.notice_days, scheme)


def working_days_left(today: date, last_day: date, scheme: MeetingScheme | None = None) -> int:
    """Count the working days after today up to and with a day; nought on the day itself, below nought after it.

    Examples
    --------
    >>> last_day = date(2019, 11, 5)
    >>> [working_days_left(date(2019, month, day), last_day) for month, day in ((10, 30), (11, 2), (11, 5), (11, 7))]
    [4, 2, 0, -2]
    """
    days = np.array([today, last_day], dtype="datetime64[D]") + 1
    return int(np.busday_count(days[0], days[1], holidays=_away(scheme or MeetingScheme(), today, last_day)))


def clear_days_between(published: date, meeting: date, scheme: MeetingScheme | None = None) -> int:
    """Count the clear days between the publication of a paper and its meeting.

    Examples
    --------
    >>> [clear_days_between(date(2019, 11, day), date(2019, 11, 13)) for day in (5, 8, 12)]
    [5, 2, 0]
    """
    return max(0, working_days_left(published, meeting - timedelta(days=1), scheme))


def why_closed(day: date, scheme: MeetingScheme | None = None) -> str:
    """Say why a day is no working day; nothing of one that is.

    Examples
    --------
    >>> why_closed(date(2019, 12, 25)), why_closed(date(2019, 11, 16)), why_closed(date(2019, 11, 13))
    ('Christmas Day', 'a Saturday', '')
    """
    scheme = scheme or MeetingScheme()
    if named := _bank_holidays(scheme, day, day).get(day):
        return str(named)
    if day.weekday() >= 5:
        return f"a {day:%A}"
    return "a day on which the council is closed" if day in scheme.closed else ""


def _clear_days_before(meeting: date, clear_days: int, scheme: MeetingScheme) -> date:
    away = _away(scheme, meeting - timedelta(days=3 * clear_days + 30), meeting)
    found = np.busday_offset(np.datetime64(meeting), -(clear_days + 1), roll="forward", holidays=away)
    return date.fromisoformat(str(found))


def _away(scheme: MeetingScheme, *days: date) -> NDArray[np.datetime64]:
    """Give the days, beside weekends, that do not count between some days."""
    return np.array([*_bank_holidays(scheme, *days), *scheme.closed], dtype="datetime64[D]")


def _bank_holidays(scheme: MeetingScheme, *days: date) -> holidays.HolidayBase:
    years = range(min(days).year, max(days).year + 2)  # a meeting on New Year's Eve is rolled into the next year
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS[scheme.country], years=years)
