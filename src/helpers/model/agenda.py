"""Where a paper stands on the agenda of its meeting, and what its files are called there: the one rule of naming."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from helpers.model.meeting import Meeting
from helpers.model.period import Period

REPORT = "Report"
PAPERS = "Papers"
_PART = re.compile(r"(?<=-)(q[1-4]|h[12]|term[1-3])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """All papers of one meeting as one file.

    Attributes
    ----------
    name
        Name of the file in each format, without its ending.
    slugs
        The papers' own names, as they follow each other: the report, then the appendices.
    """

    name: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPlace:
    """A paper's place on an agenda.

    Attributes
    ----------
    meeting
        The meeting that receives it.
    part
        ``Report``, or the number of an appendix: ``Appendix 1``.
    name
        Name of its files, without their ending.
    binding
        What it is bound into; ``None`` where the papers of its meeting come separately only.
    """

    meeting: Meeting
    part: str
    name: str
    binding: Binding | None = None

    @property
    def is_appendix(self) -> bool:
        """Whether it is numbered."""
        return self.part != REPORT

    @property
    def part_two_name(self) -> str:
        """Name of the files of its Part II paper, which holds what is exempt.

        Examples
        --------
        >>> from datetime import date
        >>> cabinet = Meeting(body="Cabinet", date=date(2019, 11, 13))
        >>> agenda_place(cabinet, "Cabinet", Period.parse("2019-20-q2"), "report", 0).part_two_name
        '2019-11-13-cabinet-performance-q2-part-2-report'
        """
        part = f"-{_for_a_file(self.part)}"
        before, _, after = self.name.rpartition(part)
        return f"{before}-part-2{part}{after}"


def agenda_place(meeting: Meeting, body: str, period: Period, slug: str, appendix: int) -> AgendaPlace:
    """Give a paper its place.

    Parameters
    ----------
    body
        The meeting's body in a file's name: a panel's key, or Cabinet's own name.
    slug
        The paper's own name.
    appendix
        Its number among the appendices; nought is the covering report.

    Examples
    --------
    >>> from datetime import date
    >>> cabinet, quarter = Meeting(body="Cabinet", date=date(2019, 11, 13)), Period.parse("2019-20-q2")
    >>> agenda_place(cabinet, "Cabinet", quarter, "report", 0).name
    '2019-11-13-cabinet-performance-q2-report'
    >>> agenda_place(cabinet, "Cabinet", quarter, "scorecard", 1).name
    '2019-11-13-cabinet-performance-q2-appendix-1-scorecard'
    """
    part = f"Appendix {appendix}" if appendix else REPORT
    return AgendaPlace(
        meeting=meeting, part=part, name=file_name(meeting, body, period, part, slug if appendix else "")
    )


def file_name(meeting: Meeting, body: str, period: Period, part: str, slug: str = "") -> str:
    """Name a file of a meeting.

    Examples
    --------
    >>> from datetime import date
    >>> cabinet = Meeting(body="Cabinet", date=date(2019, 11, 13))
    >>> file_name(cabinet, "Cabinet", Period.parse("2019-20-q2"), PAPERS)
    '2019-11-13-cabinet-performance-q2-papers'
    """
    words = [meeting.date.isoformat(), body, "performance", _in_its_year(period), part, slug]
    return "-".join(filter(None, map(_for_a_file, words)))


def _in_its_year(period: Period) -> str:
    """Name a part of a year as the year's meetings do, ``q2``; any other period in full."""
    found = _PART.search(str(period))
    return found[0] if found else str(period)


def _for_a_file(words: str) -> str:
    """Write words in small letters, digits and hyphens alone.

    Examples
    --------
    >>> _for_a_file("Children's Services Committee"), _for_a_file("Pwyllgor Craffu Ynys Môn")
    ('childrens-services-committee', 'pwyllgor-craffu-ynys-mon')
    """
    plain = normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
