"""An edition: one pack of one period, what it publishes and for which meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from helpers.model.council import Council, Noun, Pack, Text
from helpers.model.period import Period, written_date

Format = Literal["html", "docx", "pdf"]
FOLDERS = {"directorate": "directorates", "priority": "priorities", "measure": "measures", "portfolio": "portfolios"}
"""What a notebook can be fanned out over, and the folder its pages stand in."""


class Meeting(Noun):
    """The meeting that receives the papers."""

    body: Text
    date: date
    item: str = ""

    @property
    def line(self) -> str:
        """As a running header says it.

        Examples
        --------
        >>> Meeting(body="Cabinet", date=date(2019, 11, 13), item="7").line
        'Cabinet, 13 November 2019, item 7'
        """
        item = f", item {self.item}" if self.item else ""
        return f"{self.body}, {written_date(self.date)}{item}"


class ReportSpec(Noun):
    """One line of `reports:` in `params/<period>.yml`: a notebook, its parameters, audience and formats."""

    notebook: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    slug: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""
    title: str = ""
    for_each: Literal["directorate", "priority", "measure", "portfolio", ""] = ""
    only: tuple[str, ...] = ()
    parameters: dict[str, str | int | float | bool] = Field(default_factory=dict)
    audience: Pack = Pack.PUBLIC
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("html",)


class EditionPlan(Noun):
    """Everything of `params/<period>.yml`."""

    period: Period
    published: date | None = None
    meeting: Meeting | None = None
    reports: Annotated[tuple[ReportSpec, ...], Field(min_length=1)]

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
    """

    slug: str
    page: PurePosixPath
    notebook: str
    title: str
    parameters: dict[str, object]
    audience: Pack
    formats: tuple[Format, ...]
    for_each: str = ""


class Paper(Noun):
    """A report that an edition holds as Word or PDF too, as its pages link to it.

    Attributes
    ----------
    page
        Path in the edition without its ending, e.g. ``papers/scorecard``.
    """

    title: Text
    page: Text
    formats: tuple[Format, ...]


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
    """

    council: Council
    period: Period
    pack: Pack
    meeting: Meeting | None = None
    published: date | None = None
    papers: tuple[Paper, ...] = ()
    released: bool = False
    version: str = ""

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
        }
