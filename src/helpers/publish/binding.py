"""Bind the papers of a meeting into one file, where the plan asks for it. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from helpers.model.agenda import PAPERS, REPORT, AgendaPlace, Binding, file_name
from helpers.model.council import Council
from helpers.model.edition import EditionPlan, Format, Paper, Report, files_of
from helpers.model.errors import Problem, quoted
from helpers.model.meeting import Meeting

TITLE = "Performance papers"
"""What heads the file that binds them."""

LISTED = "All of these papers in one file"
FORMATS: tuple[Format, ...] = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class BoundPapers:
    """The papers of one meeting as one document.

    Attributes
    ----------
    papers
        In the order in which they are bound.
    """

    place: AgendaPlace
    papers: tuple[Report, ...]

    @property
    def page(self) -> PurePosixPath:
        """Path in the edition without its ending."""
        return PurePosixPath("papers") / self.place.name

    @property
    def files(self) -> dict[str, str]:
        """Each file in the edition by its plain address."""
        return files_of(self.page, FORMATS, self.place.name)

    def listed(self, papers: Iterable[Paper]) -> Paper:
        """Give it as the list of papers has it, published with those that it binds."""
        line = self.place.meeting.line
        published = next((paper.published for paper in papers if paper.meeting == line), None)
        return Paper(
            title=LISTED, page=str(self.page), formats=FORMATS, part=self.place.part, meeting=line, published=published
        )


def with_bindings(reports: Iterable[Report], plan: EditionPlan, council: Council) -> tuple[Report, ...]:
    """Let each paper of a meeting that wants one file know what it is bound into."""
    listed, bindings = tuple(reports), dict[str, Binding]()
    for body, meeting in _meetings(plan, council):
        if meeting.bound:
            slugs = _in_order(listed, meeting)
            bindings |= dict.fromkeys(
                slugs, Binding(name=file_name(meeting, body, plan.period, PAPERS), slugs=tuple(slugs))
            )
    return tuple(
        replace(report, place=replace(report.place, binding=bindings[report.slug]))
        if report.place and report.slug in bindings
        else report
        for report in listed
    )


def bound_papers(reports: Sequence[Report]) -> list[BoundPapers]:
    """List what is bound of some reports: a file for each meeting whose papers are all among them."""
    by_slug = {report.slug: report for report in reports}
    places = {report.place.binding: report.place for report in reports if report.place and report.place.binding}
    return [
        BoundPapers(
            AgendaPlace(meeting=place.meeting, part=PAPERS, name=binding.name),
            tuple(by_slug[slug] for slug in binding.slugs),
        )
        for binding, place in places.items()
        if all(slug in by_slug for slug in binding.slugs)
    ]


def all_files(reports: Sequence[Report]) -> dict[str, str]:
    """Give every file that is made of some reports by its plain address, those that bind several among them."""
    single = {address: name for report in reports for address, name in report.files.items()}
    return single | {address: name for bound in bound_papers(reports) for address, name in bound.files.items()}


def nothing_to_bind(reports: Sequence[Report], plan: EditionPlan, council: Council, label: str) -> list[Problem]:
    """Refuse to bind the papers of a meeting that has fewer than two."""
    keys = ["meeting"] * bool(plan.meeting) + [f"panels.{key}" for key in plan.panels]
    problems = []
    for key, (_, meeting) in zip(keys, _meetings(plan, council), strict=True):
        slugs = _in_order(reports, meeting)
        if meeting.bound and len(slugs) < 2:
            found = f"papers to be bound into one, and {quoted(slugs) if slugs else 'no paper'} for {meeting.body}"
            problems.append(
                Problem(
                    f"{label}, key {key}.bound", found, "two papers or more that go to this meeting",
                    "Delete the key: a paper by itself is one file already. Or let more reports come as docx and pdf.",
                )
            )  # fmt: skip
    return problems


def _meetings(plan: EditionPlan, council: Council) -> list[tuple[str, Meeting]]:
    """List the meetings of a plan, each with its body as files are named."""
    own = [(plan.meeting.body, plan.meeting)] if plan.meeting else []
    return own + [(key, plan.panel_meeting(key, council)) for key in plan.panels]


def _in_order(reports: Iterable[Report], meeting: Meeting) -> list[str]:
    """List the papers that are bound for a meeting: the report before the appendices, which stand in their order."""
    mine = [(report.place, report.slug) for report in reports if report.place and report.place.meeting == meeting]
    first = [slug for place, slug in mine if place.part == REPORT]
    return first + [slug for place, slug in mine if place.is_appendix]
