"""Financial-year periods, as they are written and as they follow each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.model.errors import Refused
from helpers.model.period import Kind, Period

KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.SPAN])
PERIODS = st.builds(
    lambda kind, year, index: next(
        Period.parse(text, kind)
        for text in [{
            Kind.MONTH: f"{year}-{index % 12 + 1:02d}", Kind.QUARTER: f"{year}-{(year + 1) % 100:02d}-q{index % 4 + 1}",
            Kind.TERM: f"{year}-{(year + 1) % 100:02d}-term{index % 3 + 1}",
            Kind.HALF: f"{year}-{(year + 1) % 100:02d}-h{index % 2 + 1}", Kind.YEAR: f"{year}-{(year + 1) % 100:02d}",
            Kind.ACADEMIC: f"{year}-{(year + 1) % 100:02d}-academic", Kind.CALENDAR: f"{year}-calendar",
        }[kind]]
    ),
    KINDS, st.integers(1990, 2090), st.integers(0, 11),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2019-20-q1", date(2019, 4, 1), date(2019, 6, 30), "Q1 2019/20"),
        ("2019-20-q4", date(2020, 1, 1), date(2020, 3, 31), "Q4 2019/20"),
        ("2019-20-h2", date(2019, 10, 1), date(2020, 3, 31), "Half 2 2019/20"),
        ("2019-20-term3", date(2019, 12, 1), date(2020, 3, 31), "Term 3 2019/20"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31), "2019/20"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2021/22-23/24", date(2021, 4, 1), date(2024, 3, 31), "2021/22 to 2023/24"),
        ("2020-21-academic", date(2020, 9, 1), date(2021, 8, 31), "academic year 2020/21"),
        ("2021-calendar", date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("1998/99-00/01", date(1998, 4, 1), date(2001, 3, 31), "1998/99 to 2000/01"),
    ],
)
def test_a_period_is_read_with_its_days_and_its_label(text: str, start: date, end: date, label: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.label, str(period)) == (start, end, label, text)


@pytest.mark.parametrize(
    "text",
    ["", "Q2", "2019", "2019-21-q1", "2019-20-q5", "2019-20-q0", "2019-20-h3", "2019-20-term4", "2019-13", "2019-00",
     "0000-01", "0000-01-q1", "9999-00-q1", "2021/22-19/20", "2021/22-21/22", "2021/23-23/24", "2021/22-23/25",
     "2021-22-calendar", "2021-academic", "2021-23-academic", "1066-calendar",
     "２０１９-20-q2", "19-20-q2", "2019-20-q2\n2019-20-q3"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        Period.parse(text)


def test_a_year_that_is_a_month_too_is_refused_unless_it_is_known_which() -> None:
    with pytest.raises(Refused, match="both a financial year and a month"):
        Period.parse("2010-11")
    assert Period.parse("2010-11", Kind.YEAR).kind is Kind.YEAR
    assert Period.parse("2010-11", Kind.MONTH).kind is Kind.MONTH


@given(PERIODS)
def test_a_period_is_written_as_it_is_read(period: Period) -> None:
    assert Period.parse(str(period), period.kind) == period


@given(PERIODS, st.integers(-60, 60))
def test_going_on_and_back_again_comes_home(period: Period, count: int) -> None:
    assert period.shift(count).shift(-count) == period


@given(PERIODS)
def test_periods_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    following = period.shift(1)
    assert (following.start - period.end).days == 1
    assert period < following


@given(PERIODS)
def test_the_same_period_of_the_year_before_has_the_same_name(period: Period) -> None:
    before = period.a_year_before()
    assert (before.start.month, before.start.year) == (period.start.month, period.start.year - 1)
    assert before.index == period.index


@given(PERIODS)
def test_every_period_ends_in_its_financial_year_and_lies_within_it_unless_its_year_is_another(period: Period) -> None:
    year = period.financial_year
    assert year.start <= period.end <= year.end
    assert year.contains(period) or not period.kind.in_financial_year
    assert (year.start.month, year.start.day) == (4, 1)


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [("2020-21", Kind.ACADEMIC, "2020-21-academic"), ("2021", Kind.CALENDAR, "2021-calendar"),
     ("2020-21", Kind.YEAR, "2020-21"), ("2020-21-academic", None, "2020-21-academic")],
)  # fmt: skip
def test_a_year_may_be_written_short_where_its_kind_is_known(text: str, kind: Kind | None, read: str) -> None:
    assert str(Period.parse(text, kind)) == read


@given(PERIODS, KINDS)
def test_the_last_period_within_another_is_the_last_that_ends_there(period: Period, kind: Kind) -> None:
    month = Period.ending(Kind.MONTH, period.end)
    months = [month.shift(-back) for back in range(period.kind.months)] if month else []
    ended = [Period.ending(kind, one.end) for one in months]
    assert period.last_within(kind) == next(filter(None, ended), None)


@given(PERIODS)
def test_a_period_is_found_by_its_kind_and_its_last_day(period: Period) -> None:
    assert Period.ending(period.kind, period.end) == period
