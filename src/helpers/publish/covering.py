"""The covering report of an edition: which of its reports that is, and what it says. May import the floors below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from helpers.model.edition import Edition, EditionPlan
from helpers.model.errors import Refused
from helpers.model.house_style import REPORT, STYLES, HouseStyle, ReportPart
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
    listed = tuple(
        Appendix(number=numbers[slug], title=_APPENDIX.sub("", paper.title), slug=slug, page=paper.page)
        for paper in edition.papers
        if (slug := paper.page.rpartition("/")[2]) in numbers
    )
    return text_of_parts(results, style, style.parts, listed)


def text_of_parts(
    results: Results, style: HouseStyle, parts: Iterable[ReportPart], appendices: tuple[Appendix, ...] = ()
) -> CoveringText:
    """Give what results hold of the parts of a report, covering or supplement, for assembly."""
    rows, meeting = results.report.to_dict("records"), results.edition.meeting
    said = {str(entry["part"]): entry for entry in rows if entry["part"]}
    return CoveringText(
        style=style,
        parts=tuple(
            PartText(part=part, text=str(said[part.key]["text"]), owed=bool(said[part.key]["owed"])) for part in parts
        ),
        prose={str(entry["cell"]): str(entry["text"]) for entry in rows},
        appendices=appendices,
        meeting=meeting.body if meeting else "",
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
    facts = plan.facts_for(edition.council)
    has_exempt = any(block.slug == slug for block in words.exempt)
    facts["exempt"] = (not has_exempt and facts["exempt"]) or (part_line(has_exempt=has_exempt),)
    return set_down(results, words, slug, parts, facts)


def set_down(
    results: Results, words: Words, slug: str, parts: Sequence[ReportPart], facts: Mapping[str, tuple[str, ...]]
) -> tuple[Results, Words]:
    """Write the parts of a report, covering or supplement, down in results, and its figures into its words."""
    told = report_words(slug, words, results)
    mine = [prose for prose in told.prose if prose.slug == slug]
    labels = (*told.labels.get(slug, ()), *report_labels(mine, appendices(results.edition)))
    return (
        replace(results, report=report_table(slug, parts, facts, told, results)),
        replace(told, labels={**told.labels, slug: labels}),
    )
