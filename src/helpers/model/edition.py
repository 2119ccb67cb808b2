"""An edition: one pack of one period, what it publishes and for which meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from helpers.model.accessibility import STATEMENT
from helpers.model.agenda import AgendaPlace
from helpers.model.council import Council, Pack
from helpers.model.meeting import Meeting, PanelMeeting
from helpers.model.noun import Key, Noun, Text
from helpers.model.papers import ReportFacts
from helpers.model.period import Period, written_date

Format = Literal["html", "docx", "pdf"]
FOLDERS = {"directorate": "directorates", "service": "services", "priority": "priorities", "measure": "measures",
           "portfolio": "portfolios", "panel": "panels"}  # fmt: skip
"""What a notebook can be fanned out over, and the folder its pages stand in."""


class ReportSpec(Noun):
    """One line of `reports:` in `params/<period>.yml`: a notebook, its parameters, audience and formats."""

    notebook: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    slug: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""
    title: str = ""
    for_each: Literal["directorate", "service", "priority", "measure", "portfolio", "panel", ""] = ""
    only: tuple[str, ...] = ()
    parameters: dict[str, str | int | float | bool] = Field(default_factory=dict)
    audience: Pack = Pack.PUBLIC
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("html",)


class Notice(Noun):
    """What is said of an edition after its release, such as a correction, and when it was."""

    date: date
    text: Text


class EditionPlan(Noun):
    """Everything of `params/<period>.yml`.

    Attributes
    ----------
    notices
        What has been said of the edition since it was released.
    panels
        When each scrutiny panel meets about it, by the panel's key.
    facts
        What the head of this covering report says otherwise than `papers: facts:` of the council.
    """

    period: Period
    published: date | None = None
    meeting: Meeting | None = None
    panels: dict[Key, PanelMeeting] = Field(default_factory=dict)
    facts: ReportFacts = ReportFacts()
    notices: tuple[Notice, ...] = ()
    reports: Annotated[tuple[ReportSpec, ...], Field(min_length=1)]

    def facts_for(self, council: Council) -> dict[str, tuple[str, ...]]:
        """Give the facts of the title block, each in as many lines as it has, by the keys of the house style.

        Examples
        --------
        >>> council = Council(name="Westmere", directorates=[{"key": "adults", "name": "Adults"}])
        >>> reports, facts = [{"notebook": "report"}], {"wards": "All", "contributors": ["Head of Performance"]}
        >>> plan = EditionPlan(period=Period.parse("2019-20-q2"), reports=reports, facts=facts)
        >>> found = plan.facts_for(council)
        >>> found["wards"], found["contributors"], found["status"]
        (('All',), ('Head of Performance',), ())
        """
        ours = self.facts.model_dump(exclude_unset=True)
        said = council.papers.facts.model_copy(update=ours).model_dump()
        said["subject"] = said["subject"] or f"Performance report, {self.period.label}"
        if contact := council.contact:
            known = {"contact_officer": contact.role, "telephone": contact.telephone, "email": contact.email}
            said |= {key: value for key, value in known.items() if not said[key]}
        body, day = (self.meeting.body, written_date(self.meeting.date)) if self.meeting else ("", "")
        said |= {"meeting": day, "report_to": body, "meeting_and_date": f"{body} – {day}" if body else ""}
        return {
            key.replace("_", "-"): tuple(value) if not isinstance(value, str) else (value,) if value else ()
            for key, value in said.items()
        }

    @property
    def has_statement(self) -> bool:
        """Whether every reader gets the council's accessibility statement."""
        return any(spec.notebook == STATEMENT and spec.audience is Pack.PUBLIC for spec in self.reports)

    def panel_meeting(self, key: str, council: Council) -> Meeting:
        """Give the meeting of a scrutiny panel, under the panel's own name."""
        held = self.panels[key]
        return Meeting(body=council.name_of("panel", key) or key, date=held.date, item=held.item, bound=held.bound)

    def published_for(self, panel: str) -> date | None:
        """Give the day on which a panel's papers are published; with an empty key, those of the edition's meeting."""
        return self.panels[panel].published if panel in self.panels else self.published

    def below(self, spec: ReportSpec) -> str:
        """Name the report under which the pages of a fanned-out one stand; empty where they are the noun's own.

        A directorate's own page is ``directorates/housing``. A notebook that stands for the whole edition too has its
        pages under that one, ``data-quality/housing``; a `slug:` says it for any other.

        Examples
        --------
        >>> whole, each = (ReportSpec(notebook="data-quality", for_each=noun) for noun in ("", "directorate"))
        >>> own = ReportSpec(notebook="directorate", for_each="directorate")
        >>> plan = EditionPlan(period=Period.parse("2019-20-q2"), reports=(whole, each, own))
        >>> plan.below(each), plan.below(own)
        ('data-quality', '')
        """
        if not spec.for_each or spec.slug:
            return spec.slug if spec.for_each else ""
        whole = (other for other in self.reports if other.notebook == spec.notebook and not other.for_each)
        return next((other.slug or other.notebook for other in whole), "")


@dataclass(frozen=True, slots=True)
class Report:
    """One notebook run with one set of parameters.

    Attributes
    ----------
    slug
        Name of the page and of the paper's files.
    page
        Path in the edition without its ending, e.g. ``directorates/adults``.
    notebook
        The template's name.
    place
        Where its paper stands on the agenda of a meeting; ``None`` for one that goes to none.
    """

    slug: str
    page: PurePosixPath
    notebook: str
    title: str
    parameters: dict[str, object]
    audience: Pack
    formats: tuple[Format, ...]
    for_each: str = ""
    place: AgendaPlace | None = None

    @property
    def is_paper(self) -> bool:
        """Whether it comes as Word or PDF too."""
        return self.formats != ("html",)

    @property
    def files(self) -> dict[str, str]:
        """What is made of it: each file in the edition by its plain address, as pages link to it.

        Examples
        --------
        >>> Report("scorecard", PurePosixPath("papers/scorecard"), "scorecard", "", {}, Pack.PUBLIC, ("html",)).files
        {'papers/scorecard.html': 'papers/scorecard.html'}
        """
        return files_of(self.page, self.formats, self.place.name if self.place else "")


def files_of(page: PurePosixPath, formats: Collection[str], name: str) -> dict[str, str]:
    """Give the file of each format by its plain address: a page has its own name, a paper that of the agenda.

    Examples
    --------
    >>> files_of(PurePosixPath("papers/scorecard"), ("html", "pdf"), "2019-11-13-cabinet-performance-q2-appendix-1")
    ... # doctest: +NORMALIZE_WHITESPACE
    {'papers/scorecard.html': 'papers/scorecard.html',
     'papers/scorecard.pdf': 'papers/2019-11-13-cabinet-performance-q2-appendix-1.pdf'}
    """
    paper = page.with_name(name or page.name)
    return {f"{page}.{kind}": f"{page if kind == 'html' else paper}.{kind}" for kind in formats}


def edition_name(period: Period, supplement: int) -> str:
    """Name the folder of an edition, or that of a supplement to it, which stands beside it.

    Examples
    --------
    >>> edition_name(Period.parse("2019-20-q2"), 0), edition_name(Period.parse("2019-20-q2"), 1)
    ('2019-20-q2', '2019-20-q2-supplement-1')
    """
    return f"{period}-supplement-{supplement}" if supplement else str(period)


class Paper(Noun):
    """A report that an edition holds as Word or PDF too, as its pages link to it.

    Attributes
    ----------
    page
        Path in the edition without its ending, e.g. ``papers/scorecard``.
    notebook
        The template's name.
    part, meeting
        What it is on an agenda, ``Report`` or ``Appendix 1``, and on whose; empty for one that goes to no meeting.
    published
        When it is published, where that is known.
    """

    title: Text
    page: Text
    formats: tuple[Format, ...]
    notebook: str = ""
    part: str = ""
    meeting: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One pack of one period, as a reader meets it.

    Attributes
    ----------
    papers
        The reports of this pack that come as Word or PDF too.
    released
        Frozen and public; until then every paper is headed DRAFT.
    version
        Eight hex digits of a hash of what this pack may see of its inputs.
    supplement
        Number of the supplement that this is; nought for the pack itself.
    has_statement
        Whether the plan has the page of the accessibility statement.
    """

    council: Council
    period: Period
    pack: Pack
    meeting: Meeting | None = None
    published: date | None = None
    papers: tuple[Paper, ...] = ()
    released: bool = False
    version: str = ""
    supplement: int = 0
    has_statement: bool = False

    @property
    def name(self) -> str:
        """What its folder is called."""
        return edition_name(self.period, self.supplement)

    @property
    def status_line(self) -> str:
        """What heads a paper before release: ``DRAFT 1a2b3c4d``."""
        return "" if self.released else f"DRAFT {self.version}".strip()

    @property
    def described(self) -> dict[str, object]:
        """What an edition is, as plain values: all but its status and version."""
        return {
            "council": self.council.model_dump(mode="json"),
            "period": str(self.period),
            "pack": str(self.pack),
            "meeting": self.meeting.model_dump(mode="json") if self.meeting else None,
            "published": self.published.isoformat() if self.published else None,
            "papers": [paper.model_dump(mode="json") for paper in self.papers],
            "has_statement": self.has_statement,
        }
