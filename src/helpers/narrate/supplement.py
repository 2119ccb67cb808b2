"""What a supplement says of itself: for whom it speaks, why it comes after the agenda, and what the law asks then.

May import the floors below.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.clock import clear_days_between, publication_deadline
from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.house_style import ReportPart
from helpers.model.meeting import Meeting
from helpers.model.period import written_date
from helpers.model.results import Results
from helpers.model.supplement import Supplement, parts_of
from helpers.narrate.owed import Owed
from helpers.narrate.sentences import listed

URGENT = {
    "England": "section 100B(4)(b) of the Local Government Act 1972",
    "Wales": "section 100B(4)(b) of the Local Government Act 1972",
    "Scotland": "section 50B(4)(b) of the Local Government (Scotland) Act 1973",
}
"""Where the law lets a meeting consider what was not open to the public for long enough."""


def supplement_title(supplement: Supplement, council: Council) -> str:
    """Say whose comments a supplement carries, as its title does after the number."""
    names = [council.name_of("panel", key) for key in supplement.panels]
    return f"comments of {listed([f'the {name}' for name in names])}"


def supplement_parts(supplement: Supplement, plan: EditionPlan, council: Council) -> tuple[ReportPart, ...]:
    """List the parts of a supplement of a plan; special circumstances are asked for where it comes too late."""
    return parts_of(supplement, council, is_urgent=_is_urgent(supplement, plan, council))


def supplement_facts(supplement: Supplement, plan: EditionPlan, council: Council) -> dict[str, tuple[str, ...]]:
    """Give the facts of a supplement's title block, by its parts' keys."""
    said = plan.facts_for(council)
    return {
        "subject": said["subject"],
        "meeting": (plan.meeting.line,) if plan.meeting else (),
        "status": said["status"],
        "published": (written_date(supplement.published),),
        "late": tuple(why_late(supplement, plan, council)),
    }


def why_late(supplement: Supplement, plan: EditionPlan, council: Council) -> list[str]:
    """Say why a supplement comes after the agenda, and where it comes too late, what the law asks.

    For committees section 100B(4) of the Local Government Act 1972 lets the chair have an item considered "by reason of
    special circumstances, which shall be specified in the minutes"; the regulations for an executive (SI 2012/2089)
    have no such words. So the sentence says under which law they hold, and leaves it to the chair.
    """
    meeting = _meeting(plan)
    agenda = plan.published or publication_deadline(meeting.date, council.meetings)
    lines = [f"The agenda and its papers were published on {written_date(agenda)}."]
    for key in supplement.panels:
        held = plan.panel_meeting(key, council)
        after = ", after that day" if held.date > agenda else ", too late for its comments to be among them"
        lines.append(f"The {held.body} met on {written_date(held.date)}{after}.")
    found = [" ".join(lines)]
    if _is_urgent(supplement, plan, council):
        days = clear_days_between(supplement.published, meeting.date, council.meetings)
        found.append(
            f"This supplement is published {days} clear day{'s' * (days != 1)} before the meeting; papers are to be "
            f"public for {council.meetings.clear_days}. The chair says whether the meeting considers it."
        )
        if law := URGENT.get(council.meetings.country):
            found[-1] += (
                f" Where {law} applies, that is because the chair is of the opinion that it should be considered as a "
                "matter of urgency, by reason of special circumstances, which the minutes state."
            )
    return found


def supplement_owed(results: Results, parts: Sequence[ReportPart]) -> list[Owed]:
    """List what stops the release of a supplement: parts that are empty, and sentences that no figure bears out.

    Parameters
    ----------
    results
        Of the supplement's own edition: what the pack owes, or owed, is not asked again.
    parts
        The supplement's.
    """
    titles = {part.key: part.title for part in parts}
    slugs = set(results.report["slug"])
    empty = [
        Owed("", "", "", "", "supplement", _within(titles[str(entry["part"])]), str(entry["where"]))
        for entry in results.report[results.report["owed"] != ""].to_dict("records")
    ]
    doubted = [
        Owed("", "", "", "", "doubt", f"prose: {doubt['found']} in “{doubt['sentence']}”; expected {doubt['expected']}",
             str(doubt["where"]))
        for doubt in results.doubts.to_dict("records")
        if any(f"/{slug}.ipynb" in str(doubt["where"]) for slug in slugs)
    ]  # fmt: skip
    return [*empty, *doubted]


def _within(title: str) -> str:
    """Write a title so that it goes on a sentence; a panel's name within it stays as it is."""
    return title[:1].lower() + title[1:]


def _is_urgent(supplement: Supplement, plan: EditionPlan, council: Council) -> bool:
    days = clear_days_between(supplement.published, _meeting(plan).date, council.meetings)
    return days < council.meetings.clear_days


def _meeting(plan: EditionPlan) -> Meeting:
    """Give the meeting that receives a plan's supplements, without which none can be planned."""
    if plan.meeting is None:
        raise ValueError(f"{plan.period} has a supplement and no meeting")
    return plan.meeting
