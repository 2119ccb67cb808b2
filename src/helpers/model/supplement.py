"""Supplements: papers that carry to a meeting what scrutiny panels said after its pack was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.house_style import RECOMMENDATIONS, ReportPart, fact

NOTEBOOK = "supplement"
"""The template from which a supplement's notebook is made."""

REPLY = "reply"
URGENCY = "special-circumstances"
"""The part that says why a paper that came too late cannot wait for the next meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """One supplement to a period's pack.

    Attributes
    ----------
    number
        From 1, in the order of their days.
    published
        The day on which it is published.
    panels
        Keys of the scrutiny panels whose comments it carries, in the order of the plan.
    """

    number: int
    published: date
    panels: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Its name in files and folders: ``supplement-1``."""
        return f"{NOTEBOOK}-{self.number}"


def supplements(plan: EditionPlan) -> tuple[Supplement, ...]:
    """List the supplements of a plan: panels whose comments are published on one day share one.

    Examples
    --------
    >>> from helpers.model.period import Period
    >>> panels = {"people": {"date": "2019-11-07", "supplement": "2019-11-08"}, "place": {"date": "2019-10-31"}}
    >>> plan = EditionPlan(period=Period.parse("2019-20-q2"), panels=panels, reports=[{"notebook": "overview"}])
    >>> [(found.slug, found.panels) for found in supplements(plan)]
    [('supplement-1', ('people',))]
    """
    days = sorted({panel.supplement for panel in plan.panels.values() if panel.supplement})
    return tuple(
        Supplement(
            number=number, published=day,
            panels=tuple(key for key, panel in plan.panels.items() if panel.supplement == day),
        )
        for number, day in enumerate(days, start=1)
    )  # fmt: skip


def parts_of(supplement: Supplement, council: Council, *, is_urgent: bool) -> tuple[ReportPart, ...]:
    """List the parts of a supplement: what heads it, then for each panel what it said, asked for, and was answered.

    Parameters
    ----------
    is_urgent
        Whether it comes too late to be considered without special circumstances, which must then be said.
    """
    head = [
        fact("subject", "Report subject", required=False),
        fact("meeting", "Meeting", required=False),
        fact("status", "Status", required=False),
        fact("published", "Published", required=False),
        fact("late", "Why it comes after the agenda", required=False),
    ]
    if is_urgent:
        head.append(ReportPart(key=URGENCY, title="Special circumstances", place="head"))
    return (*head, *(part for key in supplement.panels for part in _of_panel(key, council)))


def _below(key: str, title: str) -> ReportPart:
    return ReportPart(key=key, title=title, required=False, heading="subsection")


def _of_panel(key: str, council: Council) -> tuple[ReportPart, ...]:
    """Name the parts of a panel's section: the first by the panel's own key."""
    return (
        ReportPart(key=key, title=f"Comments of the {council.name_of('panel', key)}"),
        _below(f"{key}-{RECOMMENDATIONS}", "Recommendations of the panel"),
        _below(f"{key}-{REPLY}", "Reply"),
    )
