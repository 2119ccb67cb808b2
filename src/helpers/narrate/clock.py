"""Say how long there is until papers and notices must be public, and which dates of a plan are in doubt.

May import the floors below. Nothing here stops a release: papers that are late would only be later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helpers.model.clock import notice_deadline, publication_deadline, why_closed, working_days_left
from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.errors import Problem
from helpers.model.meeting import Meeting
from helpers.model.period import written_date

NOTICES = {"key decision": "notice of the key decision", "private meeting": "notice of the private meeting"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that must be public by a day.

    Attributes
    ----------
    what
        ``the pack``, a panel's ``papers``, or a notice.
    body, meeting
        Who meets, and when.
    last_day
        The last day on which it may be published.
    days_left
        Working days until then: nought on the day itself, ``None`` after it.
    """

    what: str
    body: str
    meeting: date
    last_day: date
    days_left: int | None

    @property
    def words(self) -> str:
        """The countdown, as a line.

        Examples
        --------
        >>> Deadline("the pack", "Cabinet", date(2019, 11, 13), date(2019, 11, 5), 4).words
        '4 working days until the pack must be public, 5 November 2019, for Cabinet on 13 November 2019.'
        """
        day, meeting = written_date(self.last_day), f"{self.body} on {written_date(self.meeting)}"
        what = self.what[:1].upper() + self.what[1:]
        if self.days_left is None:
            return f"{what} had to be public by {day} for {meeting}: that day has passed."
        if self.days_left == 0:
            return f"{what} must be public today, {day}, for {meeting}."
        left = f"{self.days_left} working day{'s' * (self.days_left != 1)}"
        return f"{left} until {self.what} must be public, {day}, for {meeting}."


def deadlines(plan: EditionPlan, council: Council, today: date) -> list[Deadline]:
    """List what must be public for a plan's meetings, and when, the first due first.

    Parameters
    ----------
    today
        The day to count from.
    """
    scheme = council.meetings
    found = [
        ("the papers" if key.startswith("panels") else "the pack", held, publication_deadline(held.date, scheme))
        for key, held in _meetings(plan, council)
    ]
    if plan.meeting and plan.meeting.notice:
        found.append((NOTICES[plan.meeting.notice], plan.meeting, notice_deadline(plan.meeting.date, scheme)))
    made = [
        Deadline(
            what, held.body, held.date, day, None if today > day else working_days_left(today, day, scheme)
        )
        for what, held, day in found
    ]  # fmt: skip
    return sorted(made, key=lambda deadline: deadline.last_day)


def doubted_dates(plan: EditionPlan, council: Council) -> list[Problem]:
    """List the dates of a plan that can hardly be meant, or that the law does not allow for: each with what to do."""
    label, scheme = f"params/{plan.period}.yml", council.meetings
    problems = [
        Problem(
            f"{label}, key {key}.date", f"{written_date(held.date)}, {why}", f"a working day in {scheme.country}",
            f"Correct the date. If {held.body} does meet then, let it stand: the last day is counted from it.",
        )
        for key, held in _meetings(plan, council)
        if (why := why_closed(held.date, scheme))
    ]  # fmt: skip
    return [*problems, *_published_late(plan, council, label), *_meeting_late(plan, council, label)]


def _published_late(plan: EditionPlan, council: Council, label: str) -> Iterator[Problem]:
    """Find papers that are published after the last day for their meeting."""
    days = f"{council.meetings.clear_days} clear day{'s' * (council.meetings.clear_days != 1)}"
    for key, held in _meetings(plan, council):
        panel = key.removeprefix("panels.") if held is not plan.meeting else ""
        published, last = plan.published_for(panel), publication_deadline(held.date, council.meetings)
        if published and published > last:
            yield Problem(
                f"{label}, key {key}.published" if panel else f"{label}, key published", written_date(published),
                f"{written_date(last)} or before: {days} before {held.body} on {written_date(held.date)}",
                "Publish by then, or have the item taken as urgent and say in the report why.",
            )  # fmt: skip


def _meeting_late(plan: EditionPlan, council: Council, label: str) -> Iterator[Problem]:
    """Find the panels that meet after the last day on which the pack may be published."""
    if plan.meeting is None:
        return
    body, last = plan.meeting.body, publication_deadline(plan.meeting.date, council.meetings)
    for key, held in _meetings(plan, council):
        planned = key.startswith("panels.") and plan.panels[key.removeprefix("panels.")].supplement
        if held is not plan.meeting and held.date > last and not planned:
            yield Problem(
                f"{label}, key {key}.date", f"{held.body} on {written_date(held.date)}",
                f"{written_date(last)} or before, the last day on which the pack for {body} may be published",
                f"Its comments come too late for the pack: carry them to {body} in a supplement (`supplement:` of the "
                "panel says on which day it is published), or meet before.",
            )  # fmt: skip


def _meetings(plan: EditionPlan, council: Council) -> list[tuple[str, Meeting]]:
    """List a plan's meetings with the key each stands under: the one that receives the pack, then the panels."""
    first = [("meeting", plan.meeting)] if plan.meeting else []
    return [*first, *((f"panels.{key}", plan.panel_meeting(key, council)) for key in plan.panels)]
