"""Dates as people write them, where there is no doubt which day is meant. Imports nothing of the house."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WAYS = tuple(
    re.compile(way, re.ASCII | re.IGNORECASE)
    for way in (
        rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<number>\d{{1,2}})(?P=mark){_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?:the )?end (?:of )?{_MONTH},? {_YEAR}",
    )
)


def day_written(text: str) -> date | None:
    """Read a date that a person wrote; ``None`` where it is no date, or could be another one.

    Numbers are read day first, as in Britain; a year has four digits. The end of a month is its last day. Emphasis and
    a full stop at the end do not count.

    Examples
    --------
    >>> [str(day_written(text)) for text in ("31 January 2020", "31/01/2020", "2020-01-31", "end of March 2020")]
    ['2020-01-31', '2020-01-31', '2020-01-31', '2020-03-31']
    >>> [day_written(text) for text in ("January 2020", "31/01/20", "30 February 2020", "soon")]
    [None, None, None, None]
    """
    bare = " ".join(text.replace("*", " ").replace("_", " ").split()).strip(" .")
    bare = re.sub(r"^by ", "", bare, flags=re.IGNORECASE)
    found = next((match for way in _WAYS if (match := way.fullmatch(bare))), None)
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["year"])
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].casefold()) + 1
    try:
        return date(year, month, int(parts["day"]) if parts.get("day") else monthrange(year, month)[1])
    except ValueError:
        return None
