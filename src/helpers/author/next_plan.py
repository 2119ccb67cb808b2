"""Roll the plan of the last period forward: the same reports, for the next meeting of the same body."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from ruamel.yaml import YAML

from helpers.model.clock import publication_deadline
from helpers.model.council import MeetingScheme
from helpers.model.edition import EditionPlan
from helpers.model.errors import Refused
from helpers.model.meeting import Meeting, PanelMeeting, months_later
from helpers.model.period import Period
from helpers.model.workspace import Workspace


def last_plan(workspace: Workspace, period: Period) -> Period:
    """Find the plan that a period's own is made from: the newest before it of the same kind, else the newest of all.

    Raises
    ------
    Refused
        There is no plan to make one from.
    """
    plans = workspace.plans()
    before = [plan for plan in plans if plan.kind is period.kind and plan.end < period.end]
    return before[-1] if before else workspace.newest_plan()


def next_plan(text: str, last: EditionPlan, period: Period, scheme: MeetingScheme | None = None) -> str:
    r"""Write the plan of a period from the text of the last one.

    Meetings are held in the same week of the month as last time, the papers are published on the last day the law
    allows, and the items' numbers, which nobody knows yet, are left out. Everything else stays as it was written.

    Parameters
    ----------
    text
        YAML of the last plan.
    last
        What it says.
    period
        Whose plan to write.
    scheme
        By which the last day for the papers is found; England's rule, if there is none.

    Examples
    --------
    >>> from helpers.model.edition import ReportSpec
    >>> last = EditionPlan(period=Period.parse("2019-20-q2"), reports=(ReportSpec(notebook="overview"),),
    ...     meeting=Meeting(body="Cabinet", date=date(2019, 11, 13)))
    >>> text = "period: 2019-20-q2\nmeeting: {body: Cabinet, date: 2019-11-13}\nreports:\n- {notebook: overview}\n"
    >>> print(next_plan(text, last, Period.parse("2019-20-q3")))
    # Q3 2019/20. The dates follow from those of Q2 2019/20: check them against the calendar of meetings.
    period: 2019-20-q3
    published: 2020-02-04
    meeting: {body: Cabinet, date: 2020-02-12}
    reports:
    - {notebook: overview}
    <BLANKLINE>
    """
    yaml = YAML()
    yaml.width = 120
    values: Any = yaml.load(_without_heading(text))
    values["period"] = str(period)
    values.pop("notices", None)  # they speak of the last edition
    months = _months_between(last.period, period)
    for key, panel in last.panels.items():
        moved = values["panels"][key]
        _move(moved, panel, months)
        if panel.published:
            moved["published"] = publication_deadline(moved["date"], scheme)
    if last.meeting:
        _move(values["meeting"], last.meeting, months)
        _set_after(values, "period", "published", publication_deadline(values["meeting"]["date"], scheme))
    else:
        values.pop("published", None)
    written = io.StringIO()
    yaml.indent(mapping=2, sequence=4, offset=2) if "\n  - " in text else None
    yaml.dump(values, written)
    follow = f"The dates follow from those of {last.period.label}: check them against the calendar of meetings."
    return f"# {period.label}. {follow}\n{written.getvalue()}"


def _without_heading(text: str) -> str:
    """Leave out the comment above the first key: it spoke of the last period."""
    lines = text.splitlines(keepends=True)
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    return "".join(lines)


def _months_between(last: Period, period: Period) -> int:
    return (period.end.year - last.end.year) * 12 + period.end.month - last.end.month


def _move(values: Any, meeting: Meeting | PanelMeeting, months: int) -> None:  # noqa: ANN401 - ruamel has no types
    values["date"] = months_later(meeting.date, months)
    values.pop("item", None)
    values.pop("supplement", None)  # `check` says again which panels meet too late


def _set_after(values: Any, before: str, key: str, value: date) -> None:  # noqa: ANN401 - ruamel has no types
    values.pop(key, None)
    values.insert(list(values).index(before) + 1, key, value)


def is_released(workspace: Workspace, period: Period) -> bool:
    """Say whether a period's public pack stands in `_site`."""
    return (workspace.root / "_site" / str(period)).exists()


def refuse_released(workspace: Workspace, period: Period) -> None:
    """Refuse to open a period whose edition has been released.

    Raises
    ------
    Refused
        It stands in `_site`.
    """
    if is_released(workspace, period):
        raise Refused.one(
            f"_site/{period}", "an edition that has been released", "a period that has not",
            "A released edition is frozen. Correct it in the next one, where the figure will be marked revised.",
        )  # fmt: skip


def refuse_skipped(workspace: Workspace, period: Period) -> None:
    """Refuse to open a period that does not follow the last one of its kind: it is more likely a slip than a wish.

    Raises
    ------
    Refused
        A period between has no plan.
    """
    before = [plan for plan in workspace.plans() if plan.kind is period.kind and plan.end < period.end]
    if not before or period in workspace.plans() or before[-1].shift(1) == period:
        return
    due = before[-1].shift(1)
    raise Refused.one(
        f"goldenthread open {period}", f"{period.label}, while the last period with a plan is {before[-1].label}",
        f"{due.label}, which follows it",
        f"Run: goldenthread open {due}. To leave periods out, write params/{period}.yml yourself.",
    )  # fmt: skip
