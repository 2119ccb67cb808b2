"""Read the periods of a foreign file in the form that its mapping says. May import `model`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal, get_args

from helpers.model.errors import Refused, quoted

PeriodForm = Literal[
    "calendar-quarter", "quarter-ending", "month", "year-ending", "academic-year-ending", "calendar-year",
    "several-years", "",
]  # fmt: skip
FORMS: tuple[PeriodForm, ...] = tuple(form for form in get_args(PeriodForm) if form)

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NAME, _NUMBER = r"[a-z]{3,9}\.?", r"\d{4}|\d{2}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})(-(?P<day>\d{2}))?",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
        rf"((?P<day>\d{{1,2}})(st|nd|rd|th)? )?(?P<month>{_NAME})[ -](?P<year>{_NUMBER})",
        rf"(?P<since>{_NAME})( (?P<since_year>{_NUMBER}))?( to | ?[-–—] ?)(?P<month>{_NAME}) (?P<year>{_NUMBER})",
    )
)
_NAMED_YEAR = re.compile(r"(?P<year>\d{4})( ?[-/–] ?(?P<next>\d{2}|\d{4}))?")
_SEVERAL_YEARS = re.compile(
    r"(?P<first>\d{4})[-/](?P<second>\d{2})( to | ?[-–] ?)(\d{2})?(?P<last>\d{2})[-/](?P<after>\d{2})"
)
_LEAD = re.compile(r"^((the )?(quarter|year|month|period)( ending| ended| to)?|as at|at|in|on)( the)? ")
_EXAMPLES = {
    "calendar-quarter": "a calendar quarter such as 2019-Q3",
    "quarter-ending": "what ends a quarter, such as April to June 2019, 30 June 2019, June 2019 or 201906",
    "month": "a month such as June 2019, 2019-06 or 201906",
    "year-ending": "a financial year, such as 2018/19 or the 2019 it ends in, or what ends one, such as 31 March 2019",
    "academic-year-ending": "an academic year, such as 2018/19 or the 2019 it ends in",
    "calendar-year": "a calendar year such as 2019",
    "several-years": "a span of years such as 2021/22-23/24",
}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Months from one to another, counted from the year nought."""

    first: int | None
    last: int


def read_period(text: str, form: PeriodForm, where: str) -> str:
    """Write a foreign period as ours.

    Parameters
    ----------
    text
        As the foreign file has it; empty stays empty.
    form
        ``calendar-quarter`` for ``2019-Q3``; ``quarter-ending`` and ``year-ending`` for the months that a quarter or
        financial year is made of, or the month or day with which it ends; ``month``; ``academic-year-ending`` and
        ``calendar-year``; ``several-years``; or nothing, for a text that is left as it is. A single number names the
        year in which a financial or academic year ends.
    where
        File and row as errors name them.

    Raises
    ------
    Refused
        The text cannot be read so, or is not the whole or the end of such a period.

    Examples
    --------
    >>> read_period("2019-Q3", "calendar-quarter", ""), read_period("April to June 2019", "quarter-ending", "")
    ('2019-20-q2', '2019-20-q1')
    >>> read_period("30th September 2019", "quarter-ending", ""), read_period("Sep-19", "month", "")
    ('2019-20-q2', '2019-09')
    >>> [read_period("2022", form, "") for form in ("year-ending", "academic-year-ending", "calendar-year")]
    ['2021-22', '2021-22-academic', '2022-calendar']
    """
    if not form or not text:
        return text
    bare = _LEAD.sub("", " ".join(text.casefold().split()))
    made = _READERS[form](bare) if form in _READERS else _ending(bare, form)
    if not made and form == "year-ending":
        made = _named_year(bare)
    if not made:
        raise Refused.one(
            where,
            f'"{text}"',
            _EXAMPLES[form],
            "Correct `form:` in the mapping file, or where it takes the period from.",
        )
    return made


def _calendar_quarter(text: str) -> str:
    match = re.fullmatch(r"(?P<year>\d{4})[- ]?q(?P<quarter>[1-4])|q(?P<first>[1-4])[- ]?(?P<second>\d{4})", text)
    if not match:
        return ""
    year, quarter = int(match["year"] or match["second"]), int(match["quarter"] or match["first"])
    return _quarter(year * 12 + quarter * 3 - 1)


def _named_year(text: str) -> str:
    """Read a year that begins in one calendar year and ends in the next, by both or by the one in which it ends."""
    match = _NAMED_YEAR.fullmatch(text)
    if not match:
        return ""
    first = int(match["year"]) - (match["next"] is None)
    whole = match["next"] in (None, f"{first + 1}", f"{(first + 1) % 100:02d}")
    return f"{first}-{(first + 1) % 100:02d}" if whole else ""


def _academic_year(text: str) -> str:
    return f"{year}-academic" if (year := _named_year(text)) else ""


def _calendar_year(text: str) -> str:
    return f"{text}-calendar" if re.fullmatch(r"\d{4}", text) else ""


def _several_years(text: str) -> str:
    match = _SEVERAL_YEARS.fullmatch(text)
    return f"{match['first']}/{match['second']}-{match['last']}/{match['after']}" if match else ""


_READERS = {
    "calendar-quarter": _calendar_quarter, "academic-year-ending": _academic_year, "calendar-year": _calendar_year,
    "several-years": _several_years,
}  # fmt: skip


def form_named(text: str, where: str) -> PeriodForm:
    """Take a text for the name of a form.

    Raises
    ------
    Refused
        No form is called so.
    """
    if text not in FORMS:
        raise Refused.one(
            where, f'"{text}", which names no form of a period', f"one of {quoted(FORMS, limit=10)}",
            "List the words under `form:` with the form each means.",
        )  # fmt: skip
    return text


def _ending(text: str, form: PeriodForm) -> str:
    stretch = _stretch(text)
    if stretch is None:
        return ""
    year, month = stretch.last // 12, stretch.last % 12 + 1
    if form == "month":
        return f"{year}-{month:02d}" if stretch.first in (None, stretch.last) else ""
    months, ends = (3, month % 3 == 0) if form == "quarter-ending" else (12, month == 3)
    if not ends or stretch.first not in (None, stretch.last - months + 1):
        return ""
    return _quarter(stretch.last) if form == "quarter-ending" else f"{year - 1}-{year % 100:02d}"


def _quarter(last_month: int) -> str:
    """Name the council's quarter that ends with a month: September 2019 ends quarter 2 of 2019/20."""
    year, number = divmod(last_month - 3, 12)
    return f"{year}-{(year + 1) % 100:02d}-q{number // 3 + 1}"


def _stretch(text: str) -> _Stretch | None:
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    said = found.groupdict()
    year, month = _year(said["year"]), _month(said["month"])
    if not month or (said.get("day") and int(said["day"]) != monthrange(year, month)[1]):
        return None
    last = year * 12 + month - 1
    if not said.get("since"):
        return _Stretch(None, last)
    since = _month(said["since"])
    since_year = _year(said["since_year"]) if said["since_year"] else year - (since > month)
    return _Stretch(since_year * 12 + since - 1, last) if since else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str) -> int:
    """Give a month's number, 0 where it is none."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    return next(
        (number for number, name in enumerate(_MONTHS, start=1) if text.rstrip(".") in (name, name[:3], name[:4])), 0
    )
