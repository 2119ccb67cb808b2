"""The covering report of an edition: which of its reports that is, and what it says. May import the floors below."""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.model.edition import Edition, EditionPlan
from helpers.model.errors import Refused
from helpers.model.house_style import REPORT, STYLES
from helpers.model.results import Results
from helpers.model.words import Words
from helpers.narrate.report import misplaced_parts, report_labels, report_table, report_words
from helpers.publish.assemble.covering import Appendix, CoveringText, PartText

_APPENDIX = re.compile(r"^Appendix (?P<number>\d+)(?:: *)?")


def covering_slug(plan: EditionPlan, edition: Edition) -> str:
    """Name the covering report of an edition; an empty text where its pack has none."""
    specs = (spec for spec in plan.reports if spec.notebook == REPORT and edition.pack.sees(spec.audience))
    return next((spec.slug or REPORT for spec in specs), "")


def appendices(edition: Edition) -> dict[str, str]:
    """Give the number of each appendix by the slug of its paper: its place on the agenda of the edition's meeting."""
    line = edition.meeting.line if edition.meeting else ""
    numbered = ((paper, _APPENDIX.match(paper.part)) for paper in edition.papers if paper.meeting == line)
    return {paper.page.rpartition("/")[2]: found["number"] for paper, found in numbered if found}


def part_line(*, has_exempt: bool) -> str:
    """Say whether a report contains confidential or exempt information, as its title block does.

    Examples
    --------
    >>> part_line(has_exempt=False)
    'No – Part I'
    """
    return "Yes – Part II" if has_exempt else "No – Part I"


def covering_text(results: Results) -> CoveringText:
    """Give an edition's covering report for assembly, as the store has it."""
    edition, numbers = results.edition, appendices(results.edition)
    style = STYLES[edition.council.papers.style]
    said = {str(entry["part"]): entry for entry in results.report.to_dict("records") if entry["part"]}
    return CoveringText(
        style=style,
        parts=tuple(
            PartText(part=part, text=str(said[part.key]["text"]), owed=bool(said[part.key]["owed"]))
            for part in style.parts
        ),
        prose={str(entry["cell"]): str(entry["text"]) for entry in results.report.to_dict("records")},
        appendices=tuple(
            Appendix(number=numbers[slug], title=_APPENDIX.sub("", paper.title), slug=slug, page=paper.page)
            for paper in edition.papers
            if (slug := paper.page.rpartition("/")[2]) in numbers
        ),
        meeting=edition.meeting.body if edition.meeting else "",
    )


def with_report(results: Results, plan: EditionPlan, words: Words) -> tuple[Results, Words]:
    """Write an edition's covering report down in its results, and its figures into its words.

    Raises
    ------
    Refused
        A cell holds a part of no report there is, or a part twice.
    """
    edition = results.edition
    slug, parts = covering_slug(plan, edition), STYLES[edition.council.papers.style].parts
    planned = next((spec.slug or REPORT for spec in plan.reports if spec.notebook == REPORT), "")
    if problems := list(misplaced_parts(words, planned, parts)):
        raise Refused(problems)
    if not slug:
        return results, words
    told = report_words(slug, words, results)
    mine = [prose for prose in told.prose if prose.slug == slug]
    labels = {slug: (*told.labels.get(slug, ()), *report_labels(mine, appendices(edition)))}
    facts = plan.facts_for(edition.council)
    facts["subject"] = facts["subject"] or (f"Performance report, {edition.period.label}",)
    has_exempt = any(block.slug == slug for block in words.exempt)
    facts["exempt"] = (not has_exempt and facts["exempt"]) or (part_line(has_exempt=has_exempt),)
    return (
        replace(results, report=report_table(slug, parts, facts, told, results)),
        replace(told, labels={**told.labels, **labels}),
    )
