"""The house styles of a covering report: the parts of each, and how each numbers. May import nothing of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Style = Literal["narrative", "tabular", "briefing"]

REPORT = "report"
"""The notebook that a plan names for its covering report; the council's house style says which template that is."""

APPENDICES = "appendices"
"""The part that is written by itself: the other papers of the edition."""

RECOMMENDATIONS = "recommendations"
"""The part whose list is lettered."""

MEETING = "meeting"
"""The key of a plan that says whom a report goes to, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """One part of a covering report.

    Attributes
    ----------
    key
        What the cell that holds it says in its metadata: ``{"goldenthread": {"part": "executive-summary"}}``.
    title
        What heads it.
    place
        A row of the title block, a section of the body, or a column of the table at the foot.
    required
        Whether a report without it can be released.
    is_fact
        Whether it is no prose but comes from the plan, or from what the council says of all its reports.
    given
        Of a fact: the key of the plan that says it.
    heading
        How a section is headed: as others are, without the number that others have, or as a part of the one above it.
    numbered
        Whether its paragraphs have numbers.
    opens
        Words above what is written by itself.
    of_figures
        Whether its numbers and dates are those of measures, and are read against them. Those of a timetable, or of who
        was asked when, are not.
    """

    key: str
    title: str
    place: Literal["head", "body", "foot"] = "body"
    required: bool = True
    is_fact: bool = False
    given: str = ""
    heading: Literal["section", "unnumbered", "subsection"] = "section"
    numbered: bool = True
    opens: str = ""
    of_figures: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """One house style.

    Attributes
    ----------
    parts
        In the order in which a reader meets them.
    sections
        Whether sections are numbered: 1, 2, 3.
    paragraphs
        How paragraphs are: on through all headings (1., 2., 3.), anew in each section (1.1, 1.2, 2.1), or not.
    recommendations
        How the recommendations are: (a), (b) or i), ii).
    asks
        What stands above them.
    foot
        What heads the table of facts at the foot.
    """

    parts: tuple[ReportPart, ...] = ()
    sections: bool = False
    paragraphs: Literal["through", "by-section", "none"] = "through"
    recommendations: Literal["letters", "romans"] = "letters"
    asks: str = "It is RECOMMENDED that {meeting}:"
    foot: str = ""

    @property
    def numbering(self) -> dict[str, str | bool]:
        """How it numbers, as the front matter of a report tells `numbers.lua`."""
        return {
            "section-numbers": self.sections,
            "paragraph-numbers": self.paragraphs,
            "recommendation-numbers": self.recommendations,
        }


def fact(
    key: str, title: str, place: Literal["head", "foot"] = "head", given: str = "", *, required: bool = True
) -> ReportPart:
    """Make a part that is no prose; the plan or the council says it under the same key, or under another that is given.

    Examples
    --------
    >>> fact("report-from", "Report from").given
    'facts: report_from'
    """
    given = given or f"facts: {key.replace('-', '_')}"
    return ReportPart(key=key, title=title, place=place, required=required, is_fact=True, given=given)


def _head(key: str, title: str) -> ReportPart:
    return ReportPart(key=key, title=title, place="head")


def _implications(key: str, of_what: str) -> ReportPart:
    return ReportPart(key=key, title=f"Summary of {of_what}")


_NARRATIVE = HouseStyle(
    parts=(
        fact("subject", "Report subject"),
        fact("meeting", "Meeting date", given=MEETING),
        fact("status", "Status"),
        _head("executive-summary", "Executive summary"),
        _head(RECOMMENDATIONS, "Recommendations"),
        _head("reason", "Reason for recommendations"),
        fact("portfolio-holders", "Portfolio Holder(s)"),
        fact("corporate-director", "Corporate Director"),
        fact("contributors", "Contributors"),
        fact("wards", "Wards"),
        fact("classification", "Classification"),
        ReportPart(key="background", title="Background"),
        ReportPart(key="performance", title="Performance"),
        ReportPart(key="options", title="Options appraisal"),
        _implications("financial", "financial implications"),
        _implications("legal", "legal implications"),
        _implications("human-resources", "human resources implications"),
        _implications("sustainability", "sustainability impact"),
        _implications("public-health", "public health implications"),
        _implications("equality", "equality implications"),
        _implications("risk", "risk assessment"),
        ReportPart(key="background-papers", title="Background papers", numbered=False),
        ReportPart(key=APPENDICES, title="Appendices", required=False, numbered=False),
    ),
)

_TABULAR = HouseStyle(
    parts=(
        fact("subject", "Report title"),
        fact("exempt", "Contains confidential or exempt information?"),
        fact("member-reporting", "Member reporting"),
        fact("meeting-and-date", "Meeting and date", given=MEETING),
        fact("responsible-officers", "Responsible officer(s)"),
        fact("wards", "Wards affected"),
        ReportPart(key="report-summary", title="Report summary", heading="unnumbered"),
        ReportPart(key=RECOMMENDATIONS, title="Details of recommendation(s)"),
        ReportPart(key="reasons", title="Reason(s) for recommendation(s) and options considered"),
        ReportPart(key="options", title="Options considered", heading="subsection"),
        ReportPart(key="key-implications", title="Key implications", of_figures=False),
        ReportPart(key="financial", title="Financial details / value for money"),
        ReportPart(key="legal", title="Legal implications"),
        ReportPart(key="risk", title="Risk management"),
        ReportPart(key="potential-impacts", title="Potential impacts"),
        ReportPart(key="consultation", title="Consultation", of_figures=False),
        ReportPart(key="timetable", title="Timetable for implementation", of_figures=False),
        ReportPart(key=APPENDICES, title="Appendices", required=False, opens="These appendices support the report:"),
        ReportPart(key="background-documents", title="Background documents", of_figures=False),
        ReportPart(key="consultees", title="Consultation (mandatory)", of_figures=False),
        fact("decision-type", "Decision type", "foot"),
        fact("urgency", "Urgency item?", "foot"),
        fact("author", "Report author", "foot"),
    ),
    sections=True,
    paragraphs="by-section",
    recommendations="romans",
    asks="RECOMMENDATION: That {meeting}:",
    foot="Report history",
)

_BRIEFING = HouseStyle(
    parts=(
        fact("subject", "Subject"),
        fact("report-from", "Report from"),
        fact("report-to", "Report to", given=MEETING),
        fact("meeting", "Date", given=MEETING),
        ReportPart(key="context", title="Context"),
        ReportPart(key="current-activities", title="Current activities"),
        ReportPart(key="next-steps", title="Next steps", of_figures=False),
        ReportPart(key=APPENDICES, title="Appendices", required=False, heading="unnumbered"),
        fact("contact-officer", "Contact officer", "foot"),
        fact("telephone", "Telephone", "foot"),
        fact("email", "E-mail", "foot"),
    ),
    sections=True,
    paragraphs="none",
    foot="Contact",
)

STYLES: Mapping[Style, HouseStyle] = MappingProxyType(
    {"narrative": _NARRATIVE, "tabular": _TABULAR, "briefing": _BRIEFING}
)
"""The one list of house styles."""


def template_of(style: Style) -> str:
    """Name the template of a house style.

    Examples
    --------
    >>> template_of("tabular")
    'report-tabular'
    """
    return f"{REPORT}-{style}"
