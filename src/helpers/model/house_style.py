"""The house styles of a covering report: the parts of each, in their order. May import nothing of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Style = Literal["narrative"]

REPORT = "report"
"""The notebook that a plan names for its covering report; the council's house style says which template that is."""

APPENDICES = "appendices"
"""The part that is written by itself: the other papers of the edition."""

RECOMMENDATIONS = "recommendations"
"""The part whose list is lettered."""


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
        A row of the title block, or a section of the body.
    required
        Whether a report without it can be released.
    is_fact
        Whether it is no prose but comes from the plan, or from what the council says of all its reports.
    numbered
        Whether its paragraphs have numbers.
    """

    key: str
    title: str
    place: Literal["head", "body"] = "body"
    required: bool = True
    is_fact: bool = False
    numbered: bool = True


def _fact(key: str, title: str, *, required: bool = True) -> ReportPart:
    return ReportPart(key=key, title=title, place="head", required=required, is_fact=True)


def _head(key: str, title: str) -> ReportPart:
    return ReportPart(key=key, title=title, place="head")


def _implications(key: str, of_what: str) -> ReportPart:
    return ReportPart(key=key, title=f"Summary of {of_what}")


STYLES: Mapping[Style, tuple[ReportPart, ...]] = MappingProxyType(
    {
        "narrative": (
            _fact("subject", "Report subject"),
            _fact("meeting", "Meeting date"),
            _fact("status", "Status"),
            _head("executive-summary", "Executive summary"),
            _head(RECOMMENDATIONS, "Recommendations"),
            _head("reason", "Reason for recommendations"),
            _fact("portfolio-holders", "Portfolio Holder(s)"),
            _fact("corporate-director", "Corporate Director"),
            _fact("contributors", "Contributors"),
            _fact("wards", "Wards"),
            _fact("classification", "Classification"),
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
        )
    }
)
"""The one list of parts of each house style, in the order in which a reader meets them."""


def template_of(style: Style) -> str:
    """Name the template of a house style.

    Examples
    --------
    >>> template_of("narrative")
    'report-narrative'
    """
    return f"{REPORT}-{style}"
