"""The last day on which papers may be published leaves five clear days before the meeting, whatever falls between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.model.clock import notice_deadline, publication_deadline, why_closed, working_days_left
from helpers.model.council import MeetingScheme

WALES = MeetingScheme(country="Wales", clear_days=3)
SCOTLAND = MeetingScheme(country="Scotland", clear_days=3)
NORTHERN_IRELAND = MeetingScheme(country="Northern Ireland")


@pytest.mark.parametrize(
    ("meeting", "last_day"),
    [
        (date(2019, 11, 13), date(2019, 11, 5)),
        (date(2017, 11, 23), date(2017, 11, 15)),
        (date(2020, 9, 9), date(2020, 9, 1)),
        # Easter: Good Friday and Easter Monday of 2020 do not count.
        (date(2020, 4, 15), date(2020, 4, 3)),
        # Over the New Year, with Christmas Day, Boxing Day and New Year's Day between.
        (date(2020, 1, 6), date(2019, 12, 24)),
        # A Saturday: the five days of the week before it.
        (date(2019, 11, 16), date(2019, 11, 8)),
    ],
)
def test_five_working_days_lie_between_publication_and_meeting(meeting: date, last_day: date) -> None:
    assert publication_deadline(meeting) == last_day


@pytest.mark.parametrize(
    ("meeting", "scheme", "last_day"),
    [
        (date(2019, 11, 13), WALES, date(2019, 11, 7)),
        # St Andrew's Day of 2020, a Monday, is a bank holiday in Scotland alone; so is 2 January.
        (date(2020, 12, 3), SCOTLAND, date(2020, 11, 26)),
        (date(2020, 12, 3), WALES, date(2020, 11, 27)),
        (date(2021, 7, 14), NORTHERN_IRELAND, date(2021, 7, 5)),
        (date(2021, 7, 14), MeetingScheme(), date(2021, 7, 6)),
        (date(2020, 1, 6), MeetingScheme(closed=(date(2019, 12, 27), date(2019, 12, 30))), date(2019, 12, 20)),
    ],
)
def test_the_council_says_how_many_days_whose_bank_holidays_and_when_it_is_closed(
    meeting: date, scheme: MeetingScheme, last_day: date
) -> None:
    assert publication_deadline(meeting, scheme) == last_day


def test_notice_of_a_key_decision_is_given_28_working_days_before() -> None:
    assert notice_deadline(date(2019, 11, 13)) == date(2019, 10, 3)
    assert notice_deadline(date(2019, 11, 13), MeetingScheme(notice_days=5)) == publication_deadline(date(2019, 11, 13))


@settings(max_examples=40)
@given(st.dates(date(2012, 9, 10), date(2040, 12, 31)), st.integers(1, 30))
def test_between_the_last_day_and_the_meeting_lie_just_the_clear_days(meeting: date, clear_days: int) -> None:
    scheme = MeetingScheme(clear_days=clear_days)
    last = publication_deadline(meeting, scheme)
    between = (last + timedelta(days=day) for day in range(1, (meeting - last).days))
    assert sum(not why_closed(day, scheme) for day in between) == clear_days
    assert not why_closed(last, scheme)


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2019, 10, 30), 4), (date(2019, 11, 2), 2), (date(2019, 11, 4), 1), (date(2019, 11, 5), 0)],
)
def test_the_days_left_are_working_days_without_today(today: date, left: int) -> None:
    assert working_days_left(today, date(2019, 11, 5)) == left


def test_a_closed_day_says_why_it_is_one() -> None:
    scheme = MeetingScheme(closed=(date(2019, 12, 27),))
    assert [why_closed(date(2019, 12, day), scheme) for day in (24, 25, 27, 28)] == [
        "", "Christmas Day", "a day on which the council is closed", "a Saturday",
    ]  # fmt: skip
    assert why_closed(date(2020, 11, 30), SCOTLAND) == "Saint Andrew's Day"
    assert why_closed(date(2020, 11, 30)) == ""
