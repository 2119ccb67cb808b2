"""Read who the council is and what an edition publishes: the files of `params/`."""

from __future__ import annotations

from datetime import date
from typing import Any

from helpers.collect.yaml_file import parse_yaml, read_yaml, typed
from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.meeting import Meeting, PanelMeeting
from helpers.model.period import Period, written_date
from helpers.model.workspace import Workspace


def read_council(workspace: Workspace) -> Council:
    """Read ``params/council.yml``."""
    label = "params/council.yml"
    return typed(Council, read_yaml(workspace.root / label, label), label)


def read_plan(workspace: Workspace, period: Period) -> EditionPlan:
    """Read ``params/<period>.yml``.

    Raises
    ------
    Refused
        There is no such file, or it speaks of another period.
    """
    label = f"params/{period}.yml"
    path = workspace.root / label
    if not path.is_file():
        known = quoted(str(plan) for plan in workspace.plans())
        raise Refused.one(
            label, "no such file", f"one of {known}" if known else "a plan: there is none yet",
            f"Write {label} from the plan of another period, or name another period.",
        )  # fmt: skip
    return _plan_of(read_yaml(path, label), period, label)


def typed_plan(text: str, period: Period) -> EditionPlan:
    """Read the text of a plan that is not written down yet.

    Raises
    ------
    Refused
        It is no plan of that period.
    """
    label = f"params/{period}.yml"
    return _plan_of(parse_yaml(text, label), period, label)


def _plan_of(values: dict[str, Any], period: Period, label: str) -> EditionPlan:
    try:
        values["period"] = Period.parse(str(values.get("period", period)), period.kind)
    except Refused as refused:
        problem = refused.problems[0]
        raise Refused.one(f"{label}, key period", problem.found, problem.expected, problem.next_step) from None
    plan = typed(EditionPlan, values, label)
    if plan.period != period:
        raise Refused.one(
            f"{label}, key period",
            f'"{plan.period}"',
            f'"{period}", as the file is named',
            "Correct the key or the file's name.",
        )
    _refuse_meeting_before_its_papers(plan, label)
    _refuse_supplement_out_of_time(plan, label)
    return plan


def _refuse_meeting_before_its_papers(plan: EditionPlan, label: str) -> None:
    """Refuse a meeting that has been held when its papers come out: one of the two dates is a slip."""
    dated: list[tuple[str, Meeting | PanelMeeting, date | None]]
    dated = [("meeting", plan.meeting, plan.published)] if plan.meeting else []
    dated += [(f"panels.{key}", panel, panel.published) for key, panel in plan.panels.items()]
    problems = [
        Problem(
            f"{label}, key {key}.date", f"{written_date(held.date)}, before {about}",
            f"{written_date(first)}, when {about}, or a later day",
            f"Correct the date of the meeting{', or `published:`' if published else ''}.",
        )
        for key, held, published in dated
        if held.date < (first := published or plan.period.end)
        and (about := "the papers are published" if published else "the period ends")
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _refuse_supplement_out_of_time(plan: EditionPlan, label: str) -> None:
    """Refuse a supplement that comes before the panel has met or the pack is published, or after their meeting."""
    problems = []
    for key, panel in plan.panels.items():
        day, where = panel.supplement, f"{label}, key panels.{key}.supplement"
        if day and plan.meeting is None:
            expected = "a `meeting:` in the plan, which receives the supplement"
            problems.append(Problem(where, written_date(day), expected, "Add the meeting, or take the day out."))
        elif day and plan.meeting:
            first, last = max(panel.date, plan.published or panel.date), plan.meeting.date
            if not first <= day <= last:
                problems.append(
                    Problem(
                        where, written_date(day), f"a day from {written_date(first)}, when the panel has met and the "
                        f"pack is published, to {written_date(last)}, when {plan.meeting.body} meets",
                        "Correct the day on which the supplement is published.",
                    )
                )  # fmt: skip
    if problems:
        raise Refused(problems)
