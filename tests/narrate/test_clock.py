"""`check` counts down to each last day, and says which dates of a plan can hardly be meant."""

from __future__ import annotations

from datetime import date

import pytest
from tiny import a_council

from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.period import Period
from helpers.narrate.clock import deadlines, doubted_dates

CABINET = {"body": "Cabinet", "date": "2019-11-13"}


def council(**settings: object) -> Council:
    return a_council(panels=[{"key": "people", "name": "People Panel"}], **settings)


def plan(**keys: object) -> EditionPlan:
    return EditionPlan.model_validate(
        {"period": Period.parse("2019-20-q2"), "reports": [{"notebook": "overview"}], **keys}
    )


def words(made: EditionPlan, today: date) -> list[str]:
    return [entry.words for entry in deadlines(made, council(), today)]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2019, 10, 30), "4 working days until the pack must be public, 5 November 2019,"),
        (date(2019, 11, 4), "1 working day until the pack must be public, 5 November 2019,"),
        (date(2019, 11, 5), "The pack must be public today, 5 November 2019,"),
        (date(2019, 11, 6), "The pack had to be public by 5 November 2019"),
    ],
)
def test_the_last_day_is_counted_down_to_reached_and_passed(today: date, said: str) -> None:
    (line,) = words(plan(meeting=CABINET), today)
    assert line.startswith(said)
    assert "for Cabinet on 13 November 2019" in line


def test_a_last_day_that_was_a_friday_has_passed_on_the_saturday() -> None:
    (line,) = words(plan(meeting={"body": "Cabinet", "date": "2019-11-11"}), date(2019, 11, 2))
    assert line == "The pack had to be public by 1 November 2019 for Cabinet on 11 November 2019: that day has passed."


def test_each_panel_and_each_notice_has_a_last_day_of_its_own_the_first_due_first() -> None:
    made = plan(meeting={**CABINET, "notice": "key decision"}, panels={"people": {"date": "2019-10-30", "item": "5"}})
    assert words(made, date(2019, 10, 1)) == [
        "2 working days until notice of the key decision must be public, 3 October 2019, "
        "for Cabinet on 13 November 2019.",
        "15 working days until the papers must be public, 22 October 2019, for People Panel on 30 October 2019.",
        "25 working days until the pack must be public, 5 November 2019, for Cabinet on 13 November 2019.",
    ]


def test_an_edition_without_a_meeting_has_no_last_day() -> None:
    assert words(plan(published="2019-11-05"), date(2019, 11, 5)) == []
    assert doubted_dates(plan(published="2019-11-05"), council()) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"meeting": CABINET, "published": "2019-11-05"},
        {"meeting": CABINET, "panels": {"people": {"date": "2019-11-05"}}},
        {"panels": {"people": {"date": "2019-11-27"}}},
    ],
)
def test_dates_that_are_in_time_are_not_doubted(keys: dict[str, object]) -> None:
    assert doubted_dates(plan(**keys), council()) == []


@pytest.mark.parametrize(
    ("keys", "where", "found"),
    [
        ({"meeting": CABINET, "published": "2019-11-06"}, "published", "6 November 2019"),
        (
            {"panels": {"people": {"date": "2019-10-30", "published": "2019-10-23"}}},
            "panels.people.published",
            "23 October",
        ),
        ({"meeting": {"body": "Cabinet", "date": "2019-11-16"}}, "meeting.date", "16 November 2019, a Saturday"),
        ({"meeting": CABINET, "panels": {"people": {"date": "2019-11-06"}}}, "panels.people.date", "People Panel on 6"),
    ],
)
def test_a_date_that_is_too_late_or_on_no_working_day_is_doubted(
    keys: dict[str, object], where: str, found: str
) -> None:
    (doubt,) = doubted_dates(plan(**keys), council())
    assert doubt.where == f"params/2019-20-q2.yml, key {where}"
    assert doubt.found.startswith(found)


def test_a_council_with_fewer_clear_days_may_publish_later() -> None:
    made = plan(meeting=CABINET, published="2019-11-07")
    assert doubted_dates(made, council(meetings={"country": "Wales", "clear_days": 3})) == []
    assert len(doubted_dates(made, council())) == 1
