"""The supplement to a pack: the report it is made of, and what it says. May import the floors below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from helpers.model.agenda import AgendaPlace, file_name
from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, EditionPlan, Paper, Report
from helpers.model.errors import Refused
from helpers.model.house_style import HouseStyle
from helpers.model.results import Results
from helpers.model.supplement import NOTEBOOK, URGENCY, Supplement, parts_of, supplements
from helpers.model.words import Words
from helpers.narrate.report import misplaced_parts
from helpers.narrate.supplement import supplement_facts, supplement_parts, supplement_title
from helpers.publish.assemble.covering import CoveringText
from helpers.publish.covering import set_down, text_of_parts

ASKS = "The panel recommends that {meeting}:"


def supplement_of(plan: EditionPlan, number: int) -> Supplement | None:
    """Give a supplement of a plan by its number; nothing for nought, which is the pack itself.

    Raises
    ------
    Refused
        The plan has no such supplement.
    """
    if not number:
        return None
    known = {found.number: found for found in supplements(plan)}
    if number in known:
        return known[number]
    numbers = " or ".join(map(str, known))
    raise Refused.one(
        f"params/{plan.period}.yml", f"no supplement {number}",
        f"supplement {numbers}" if known else "a panel with `supplement:`, the day of its supplement",
        "Name another number, or say in `panels:` when the panel's comments are published.",
    )  # fmt: skip


def supplement_report(supplement: Supplement, plan: EditionPlan, council: Council) -> Report:
    """Give the one report of a supplement: the page it opens with, and its paper."""
    place = None
    if plan.meeting:
        part = f"Supplement {supplement.number}"
        place = AgendaPlace(
            meeting=plan.meeting, part=part, name=file_name(plan.meeting, plan.meeting.body, plan.period, part)
        )
    parameters: dict[str, object] = {"period": str(plan.period), "pack": str(Pack.PUBLIC)}
    return Report(
        supplement.slug, PurePosixPath("index"), NOTEBOOK, supplement_title(supplement, council), parameters,
        Pack.PUBLIC, ("html", "docx", "pdf"), place=place,
    )  # fmt: skip


def supplement_edition(supplement: Supplement, plan: EditionPlan, council: Council) -> Edition:
    """Give the edition that a supplement is, beside that of the pack."""
    report = supplement_report(supplement, plan, council)
    paper = Paper(
        title=f"Supplement {supplement.number}: {report.title}", page=str(report.page), formats=report.formats,
        notebook=NOTEBOOK, part=report.place.part if report.place else "",
        meeting=plan.meeting.line if plan.meeting else "", published=supplement.published,
    )  # fmt: skip
    return Edition(
        council, plan.period, Pack.PUBLIC, plan.meeting, supplement.published, (paper,), supplement=supplement.number
    )


def words_for(words: Words, plan: EditionPlan, supplement: Supplement | None) -> Words:
    """Keep the prose that belongs to a supplement; for the pack, all but that of its supplements."""
    apart = {each.slug for each in supplements(plan)}
    return replace(
        words,
        prose=tuple(
            prose for prose in words.prose
            if (prose.slug == supplement.slug if supplement else prose.slug not in apart)
        ),
    )  # fmt: skip


def with_supplement(results: Results, plan: EditionPlan, words: Words, supplement: Supplement) -> tuple[Results, Words]:
    """Write a supplement down in its results, and its figures into its words.

    Raises
    ------
    Refused
        A cell holds a part that the supplement does not have, or a part twice.
    """
    slug, council = supplement.slug, results.edition.council
    parts = supplement_parts(supplement, plan, council)
    if problems := list(misplaced_parts(words, slug, parts)):
        raise Refused(problems)
    return set_down(results, words, slug, parts, supplement_facts(supplement, plan, council))


def supplement_text(results: Results) -> CoveringText:
    """Give a supplement for assembly, as the store has it."""
    edition, said = results.edition, list(filter(None, results.report["part"]))
    panels = tuple(key for key in said if edition.council.name_of("panel", key))
    supplement = Supplement(
        number=edition.supplement, published=edition.published or edition.period.end, panels=panels
    )  # fmt: skip
    parts = parts_of(supplement, edition.council, is_urgent=URGENCY in said)
    return text_of_parts(results, HouseStyle(asks=ASKS), parts)
