"""Put the papers of a plan on the agendas of their meetings, in the order of the plan. May import the floors below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.model.agenda import AgendaPlace, agenda_place
from helpers.model.council import Council, Pack
from helpers.model.edition import EditionPlan, Report
from helpers.model.errors import Problem, quoted
from helpers.model.house_style import template_of
from helpers.model.meeting import Meeting


def on_agenda(reports: Iterable[Report], plan: EditionPlan, council: Council) -> tuple[Report, ...]:
    """Give each paper its place on the agenda of its meeting.

    A paper of one scrutiny panel goes to that panel's meeting, where the first is its report; any other goes to the
    meeting of the plan, where the covering report stands before the appendices. What only councillors or officers may
    see goes to no meeting, since an agenda is public; so the numbers are the same in every pack.
    """
    covering, counted = template_of(council.papers.style), Counter[str]()

    def placed(report: Report) -> AgendaPlace | None:
        panel = str(report.parameters.get("panel", ""))
        meeting = _meeting(panel, plan, council)
        if meeting is None or not report.is_paper or report.audience is not Pack.PUBLIC:
            return None
        is_report = not counted[panel] if panel else report.notebook == covering
        number = 0 if is_report else counted[panel] + (not panel)
        counted[panel] += bool(panel) or not is_report
        return agenda_place(meeting, panel or meeting.body, plan.period, report.slug, number)

    return tuple(replace(report, place=place) if (place := placed(report)) else report for report in reports)


def unknown_panels(plan: EditionPlan, council: Council, label: str) -> list[Problem]:
    """Refuse the meeting of a panel that the council does not have."""
    known = [panel.key for panel in council.panels]
    return [
        Problem(
            f"{label}, key panels.{key}", f'"{key}", which is no panel of {council.name}',
            f"one of {quoted(known)}" if known else "nothing: the council has no panel yet",
            "Correct the key, or add the panel to params/council.yml.",
        )
        for key in plan.panels
        if key not in known
    ]  # fmt: skip


def two_in_a_place(reports: Sequence[Report], label: str) -> list[Problem]:
    """Refuse two papers whose files would have one name: a meeting has one covering report."""
    by_name: dict[str, list[str]] = {}
    for report in reports:
        if report.place:
            by_name.setdefault(report.place.name, []).append(report.slug)
    return [
        Problem(
            label, f"{len(slugs)} papers named {name} ({quoted(slugs)})", "one report for each meeting",
            "Take one of them out of the plan.",
        )
        for name, slugs in by_name.items()
        if len(slugs) > 1
    ]  # fmt: skip


def _meeting(panel: str, plan: EditionPlan, council: Council) -> Meeting | None:
    if not panel:
        return plan.meeting
    return plan.panel_meeting(panel, council) if panel in plan.panels else None
