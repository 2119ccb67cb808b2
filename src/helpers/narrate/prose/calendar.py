"""The dates and periods that one measure's result knows. May import `model` and `narrate.row`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from helpers.model.errors import Refused
from helpers.model.period import Kind, Period
from helpers.narrate.row import ResultRow, known


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a sentence about a measure may name without a source.

    Attributes
    ----------
    now
        The period of the figure.
    edition
        The period that is reported.
    previous, year_ago
        The periods that the figure is compared with.
    days
        Days that are known one by one: dates of actions, recovery and promises.
    until
        Last day of which the text can tell: the end of the period, or the day the return came in.
    """

    now: Period | None
    edition: Period | None
    previous: Period | None
    year_ago: Period | None
    days: frozenset[date]
    until: date | None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods compared, without those that are not known."""
        return tuple(one for one in (self.now, self.edition, self.previous, self.year_ago) if one)

    @property
    def years(self) -> tuple[Period, ...]:
        """The financial years that these periods and days are in, and the last one, which has an outturn."""
        found = {one.financial_year for one in self.periods} | {_year_of(day) for day in self.days}
        if self.edition:
            found.add(self.edition.financial_year.shift(-1))
        return tuple(sorted(found))

    def knows_day(self, day: date) -> bool:
        """Say whether a day is one that was promised, or lies in the period that is told of."""
        if day in self.days or day in {edge for one in self.periods for edge in (one.start, one.end)}:
            return True
        told = [one for one in (self.now, self.edition) if one]
        return any(one.start <= day <= max(one.end, self.until or one.end) for one in told)

    def knows_month(self, month: Period) -> bool:
        """Say whether a month of a year lies in a financial year that is known."""
        return any(year.contains(month) for year in self.years)

    def knows_year(self, year: int) -> bool:
        """Say whether a calendar year touches a financial year that is known."""
        return any(one.start.year <= year <= one.end.year for one in self.years)

    def quarters(self) -> tuple[Period, ...]:
        """Give the quarters that lie in the periods compared, or in which they lie."""
        found = []
        for one in self.periods:
            if one.kind is not Kind.SPAN:
                found += [quarter for quarter in _quarters(one.financial_year) if _touch(one, quarter)]
        return tuple(found)


def calendar_of(row: ResultRow, promise_dates: Collection[str] = ()) -> Calendar:
    """Gather what a result's row knows of time.

    Parameters
    ----------
    row
        The measure's result.
    promise_dates
        ISO dates that earlier exception reports promised.
    """
    now, edition = _period(row.data_period, row), _period(row.period, row)
    before = _period(str(getattr(row, "previous_period", "")), row)
    texts = [row.action_date, row.recovery_date, *promise_dates]
    days = frozenset(day for text in texts if (day := _day(text)))
    ends = [one.end for one in (now, edition) if one]
    received = _day(row.received)
    until = max([*ends, received]) if received and ends and (received - max(ends)).days < 120 else None
    return Calendar(now, edition, before, now.a_year_before() if now else None, days, until)


def _period(text: str, row: ResultRow) -> Period | None:
    kind = Kind.YEAR if row.frequency == "annual" else Kind.MONTH if row.frequency == "monthly" else None
    try:
        return Period.parse(text, kind if len(text) == len("2010-11") else None) if known(text) else None
    except Refused:
        return None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _year_of(day: date) -> Period:
    return Period(day, day, Kind.SPAN).financial_year


def _quarters(year: Period) -> list[Period]:
    first = Period.parse(f"{year}-q1")
    return [first.shift(index) for index in range(4)]


def _touch(one: Period, other: Period) -> bool:
    return one.contains(other) or other.contains(one)
