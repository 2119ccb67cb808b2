"""Financial-year periods: how they are written, how long they last, which comes before which."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from helpers.model.errors import Refused

FIRST_MONTH = 4
"""A UK financial year starts in April."""


class Kind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF = "half"
    YEAR = "year"
    ACADEMIC = "academic year"
    CALENDAR = "calendar year"
    SPAN = "span"

    @property
    def months(self) -> int:
        """Length in months; a span of years has none of its own."""
        return {"month": 1, "quarter": 3, "term": 4, "half": 6, "span": 0}.get(self.value, 12)

    @property
    def in_financial_year(self) -> bool:
        """Whether such periods are parts of a financial year, or are one."""
        return self not in (Kind.ACADEMIC, Kind.CALENDAR, Kind.SPAN)

    @property
    def first_month(self) -> int:
        """The month in which the year begins that such periods are parts of, or are."""
        return {"academic year": 9, "calendar year": 1}.get(self.value, FIRST_MONTH)


_PART = re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})-(?P<part>q[1-4]|h[12]|term[1-3])", re.ASCII)
_YEAR = re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})", re.ASCII)
_ACADEMIC = re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})-academic", re.ASCII)
_CALENDAR = re.compile(r"(?P<year>\d{4})(?P<said>-calendar)?", re.ASCII)
_SPAN = re.compile(r"(?P<year>\d{4})/(?P<next>\d{2})-(?P<last>\d{2})/(?P<after>\d{2})", re.ASCII)
_WEEK = re.compile(r"\d{4}(-\d{2})?[ -]?w(ee)?k?[ -]?\d{1,2}|\d{4}-53|w(ee)?k? ?\d{1,2}.*", re.ASCII)
_YEARS = range(1900, 2200)
"""A year outside these is a slip of the keyboard."""

LONGEST_SPAN = 30
"""Years. A span that seems longer runs backwards."""

_PART_KINDS = {"q": Kind.QUARTER, "h": Kind.HALF, "t": Kind.TERM}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time that a figure is about or an edition reports.

    Attributes
    ----------
    end
        Last day. Periods sort by it, then by length.
    start
        First day.
    kind
        Month, quarter, term (four months of the financial year), half, year, or a span of years. Figures from
        elsewhere may be of an academic year (September to August) or of a calendar year.

    Examples
    --------
    >>> quarter = Period.parse("2019-20-q2")
    >>> quarter.start, quarter.end
    (datetime.date(2019, 7, 1), datetime.date(2019, 9, 30))
    >>> str(quarter.shift(-1)), str(quarter.shift(-4)), quarter.label
    ('2019-20-q1', '2018-19-q2', 'Q2 2019/20')
    >>> Period.parse("2020-21-academic").end, Period.parse("2021-calendar").label
    (datetime.date(2021, 8, 31), '2021')
    """

    end: date
    start: date
    kind: Kind

    @classmethod
    def parse(cls, text: str, kind: Kind | None = None) -> Self:
        """Read a period as it is written in files and on the command line.

        Parameters
        ----------
        text
            ``2019-20-q2``, ``2019-20-h1``, ``2019-20-term1``, ``2019-11``, ``2019-20`` or ``2021/22-23/24``;
            ``2019-20-academic`` and ``2019-calendar`` for years that do not begin in April.
        kind
            What the reader knows it must be. ``2010-11`` is a year and a month; without a kind it is refused. A measure
            counted by calendar or academic years may write them as ``2019`` and ``2019-20``.

        Raises
        ------
        Refused
            The text is not a period, or could be two.

        Examples
        --------
        >>> Period.parse("2010-11", Kind.YEAR).label
        '2010/11'
        >>> Period.parse("2010-11", Kind.MONTH).label
        'November 2010'
        """
        written = str(text).strip()
        found = written.lower()
        if match := _PART.fullmatch(found):
            year = _first_year(written, match["year"], match["next"])
            part = match["part"]
            of_kind = _PART_KINDS[part[0]]
            return cls._of(of_kind, year, int(part[-1]) - 1)
        if (match := _ACADEMIC.fullmatch(found)) or (kind is Kind.ACADEMIC and (match := _YEAR.fullmatch(found))):
            return cls._of(Kind.ACADEMIC, _first_year(written, match["year"], match["next"]), 0)
        if (match := _CALENDAR.fullmatch(found)) and (match["said"] or kind is Kind.CALENDAR):
            return cls._of(Kind.CALENDAR, _first_year(written, match["year"]), 0)
        if match := _SPAN.fullmatch(found):
            return cls._span(written, match)
        if match := _YEAR.fullmatch(found):
            return cls._year_or_month(written, int(match["year"]), int(match["next"]), kind)
        raise _not_a_period(written)

    @classmethod
    def _span(cls, text: str, match: re.Match[str]) -> Self:
        first = _first_year(text, match["year"], match["next"])
        last = first + (int(match["last"]) - first) % 100
        if not 0 < last - first <= LONGEST_SPAN or (last + 1) % 100 != int(match["after"]):
            raise _not_a_period(text)
        return cls(date(last + 1, 3, 31), date(first, 4, 1), Kind.SPAN)

    @classmethod
    def _year_or_month(cls, text: str, year: int, second: int, kind: Kind | None) -> Self:
        if year not in _YEARS:
            raise _not_a_period(text)
        is_year = second == (year + 1) % 100
        is_month = 1 <= second <= 12
        if is_year and is_month and kind is None:
            raise Refused.one(
                f"period {text}", f'"{text}", which is both a financial year and a month',
                "a period that can be read in one way only",
                f'Write "{text}-q1" to "{text}-q4", or give the measure a frequency of monthly or annual.',
            )  # fmt: skip
        if is_year and not (is_month and kind is Kind.MONTH):
            return cls._of(Kind.YEAR, year, 0)
        if is_month:
            return cls(date(year, second, monthrange(year, second)[1]), date(year, second, 1), Kind.MONTH)
        raise _not_a_period(text)

    @classmethod
    def _of(cls, kind: Kind, first_year: int, index: int) -> Self:
        """Make the `index`-th period of a kind in the year of its sort that starts in `first_year`."""
        start = first_year * 12 + kind.first_month - 1 + index * kind.months
        last = start + kind.months - 1
        end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
        return cls(end, date(start // 12, start % 12 + 1, 1), kind)

    @classmethod
    def ending(cls, kind: Kind, end: date) -> Self | None:
        """Give the period of a kind that ends on a day, or ``None`` where none does.

        Examples
        --------
        >>> str(Period.ending(Kind.HALF, date(2019, 9, 30)))
        '2019-20-h1'
        >>> Period.ending(Kind.YEAR, date(2019, 9, 30)) is None
        True
        """
        year, month_index = divmod(end.year * 12 + end.month - kind.first_month, 12)
        if kind is Kind.SPAN or (month_index + 1) % kind.months:
            return None
        made = cls._of(kind, year, month_index // kind.months)
        return made if made.end == end else None

    def last_within(self, kind: Kind) -> Period | None:
        """Give the latest period of a kind that ends within this one, or ``None`` where none does.

        Examples
        --------
        >>> str(Period.parse("2025-26").last_within(Kind.ACADEMIC))
        '2024-25-academic'
        >>> Period.parse("2025-26-q3").last_within(Kind.ACADEMIC) is None
        True
        """
        if kind is Kind.SPAN:
            return None
        year, index = divmod(self.end.year * 12 + self.end.month - kind.first_month, 12)
        running = Period._of(kind, year, index // kind.months)
        ended = running if running.end <= self.end else running.shift(-1)
        return ended if self.start <= ended.end else None

    def shift(self, count: int) -> Period:
        """Give the period of the same kind, `count` later (or earlier, when negative)."""
        if self.kind is Kind.SPAN:
            return Period(
                self.end.replace(year=self.end.year + count),
                self.start.replace(year=self.start.year + count),
                self.kind,
            )
        months = self.start.year * 12 + self.start.month - self.kind.first_month + count * self.kind.months
        return Period._of(self.kind, months // 12, (months % 12) // self.kind.months)

    def a_year_before(self) -> Period:
        """Give the same period of the year before."""
        return self.shift(-12 // self.kind.months if self.kind.months else -1)

    @property
    def financial_year(self) -> Period:
        """The financial year this period ends in."""
        year = self.end.year if self.end.month >= FIRST_MONTH else self.end.year - 1
        return Period._of(Kind.YEAR, year, 0)

    @property
    def index(self) -> int:
        """Place among the periods of its kind in the financial year, from 0."""
        if self.kind is Kind.SPAN or self.kind.months == 12:
            return 0
        return ((self.start.month - FIRST_MONTH) % 12) // self.kind.months

    def contains(self, other: Period) -> bool:
        """Say whether the other period lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        if self.kind is Kind.MONTH:
            return f"{self.start:%Y-%m}"
        if self.kind is Kind.SPAN:
            return f"{_years(self.start.year, '/')}-{_years(self.end.year - 1, '/')[2:]}"
        if self.kind is Kind.CALENDAR:
            return f"{self.start.year}-calendar"
        if self.kind is Kind.ACADEMIC:
            return f"{_years(self.start.year, '-')}-academic"
        year = _years(self.financial_year.start.year, "-")
        if self.kind is Kind.YEAR:
            return year
        part = {Kind.QUARTER: "q", Kind.HALF: "h", Kind.TERM: "term"}[self.kind]
        return f"{year}-{part}{self.index + 1}"

    @property
    def label(self) -> str:
        """As it is written on a page: ``Q2 2019/20``, ``November 2019``, ``2019/20``, ``academic year 2019/20``."""
        if self.kind is Kind.MONTH:
            return f"{month_name[self.start.month]} {self.start.year}"
        if self.kind is Kind.SPAN:
            return f"{_years(self.start.year, '/')} to {_years(self.end.year - 1, '/')}"
        if self.kind is Kind.CALENDAR:
            return str(self.start.year)
        if self.kind is Kind.ACADEMIC:
            return f"academic year {_years(self.start.year, '/')}"
        year = _years(self.financial_year.start.year, "/")
        if self.kind is Kind.YEAR:
            return year
        part = {Kind.QUARTER: "Q", Kind.HALF: "Half ", Kind.TERM: "Term "}[self.kind]
        return f"{part}{self.index + 1} {year}"


def written_date(day: date) -> str:
    """Write a date as pages and papers do.

    Examples
    --------
    >>> written_date(date(2019, 9, 30))
    '30 September 2019'
    """
    return f"{day.day} {month_name[day.month]} {day.year}"


def _years(first: int, separator: str) -> str:
    return f"{first}{separator}{(first + 1) % 100:02d}"


def _first_year(text: str, first: str, second: str = "") -> int:
    if int(first) not in _YEARS or (second and (int(first) + 1) % 100 != int(second)):
        raise _not_a_period(text)
    return int(first)


def _not_a_period(text: str) -> Refused:
    if _WEEK.fullmatch(text.lower()):
        return Refused.one(
            f"period {text}", f'"{text}", a week',
            "a month or longer: months and quarters have no weeks in common, and some years have 53",
            "Write the month that the figure is counted to, such as 2019-12, or its quarter, such as 2019-20-q3.",
        )  # fmt: skip
    return Refused.one(
        f"period {text}" if text else "period", f'"{text}"',
        "a period such as 2019-20-q2, 2019-20-h1, 2019-11 or 2019-20 (a financial year runs April to March)",
        "Write the period in one of these forms.",
    )  # fmt: skip
