"""Which figure a time belongs to: last quarter's, last year's, this one's. May import `model`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.model.period import Kind, Period
from helpers.narrate.prose.calendar import Calendar
from helpers.narrate.prose.figures import FORECASTS, OWN
from helpers.narrate.prose.periods import MONTHS, Mention, months_named

_WHEN = re.compile(
    r"(?<!since )(?<!from )(?<!after )(?<!before )(?<!until )\b(?P<name>spring|summer|autumn|winter|"
    + "|"
    r"".join(sorted(MONTHS, key=len, reverse=True))
    + r")\b(?: (?P<year>(?:19|20)[0-9]{2}))?",
    re.IGNORECASE,
)


def times(sentence: str, named: Sequence[Mention], calendar: Calendar) -> list[tuple[int, int, frozenset[str]]]:
    """Find where a sentence names times and the kinds of figure that belong to each."""
    found = [(one.start, one.end, kinds) for one in named if one.period and (kinds := kinds_of(one.period, calendar))]
    taken = [(one.start, one.end) for one in named]
    for start, end, kinds in _of_months(sentence, calendar):
        if not any(first < end and start < last for first, last in taken):
            found.append((start, end, kinds))
    return sorted(found, key=lambda one: one[0])


def kinds_of(period: Period, calendar: Calendar) -> frozenset[str]:
    """Say which kinds of figure are about a period."""
    found: set[str] = set()
    for one, kinds in ((calendar.now, OWN), (calendar.previous, {"previous"}), (calendar.year_ago, {"last_year"})):
        if one and (one == period or (period.kind is Kind.MONTH and one.contains(period))):
            found |= kinds
    if calendar.edition and period.kind is Kind.YEAR:
        year = calendar.edition.financial_year
        if period == year.shift(-1):
            found |= {"outturn"}
        elif period == year:
            found |= OWN | FORECASTS | {"year_target", "target"}
    return frozenset(found)


def _of_months(sentence: str, calendar: Calendar) -> Iterator[tuple[int, int, frozenset[str]]]:
    for match in _WHEN.finditer(sentence):
        months = next(months_named(match["name"]), ())
        found: set[str] = set()
        for one, kinds in ((calendar.now, OWN), (calendar.previous, {"previous"}), (calendar.year_ago, {"last_year"})):
            if (
                one
                and _shares(one, months)
                and (not match["year"] or one.start.year <= int(match["year"]) <= one.end.year)
            ):
                found |= kinds
        if found and not match["year"]:
            found -= {"last_year"}
        if found:
            yield match.start(), match.end(), frozenset(found)


def _shares(period: Period, months: Sequence[int]) -> bool:
    """Say whether most of some months of the year lie in a period."""
    count = max(1, period.kind.months)
    of_period = {(period.start.month - 1 + index) % 12 + 1 for index in range(count)}
    return 2 * len(of_period & set(months)) > len(months)
