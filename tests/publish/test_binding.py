"""The papers of a meeting are bound into one file where the plan asks for it, in the order of its agenda."""

from __future__ import annotations

from pathlib import PurePosixPath

from tiny import a_council

from helpers.model.council import Pack
from helpers.model.edition import EditionPlan, Paper, Report
from helpers.model.house_style import template_of
from helpers.model.period import Period
from helpers.publish.agenda import on_agenda
from helpers.publish.binding import all_files, bound_papers, nothing_to_bind, with_bindings

COUNCIL = a_council(panels=[{"key": "people-panel", "name": "People Overview and Scrutiny Panel"}])
COVERING = template_of(COUNCIL.papers.style)
CABINET = {"body": "Cabinet", "date": "2019-11-13", "item": "7"}
LABEL = "params/2019-20-q2.yml"


def plan(bound: bool = True, panel: bool = False) -> EditionPlan:
    return EditionPlan.model_validate(
        {
            "period": Period.parse("2019-20-q2"),
            "reports": [{"notebook": "overview"}],
            "meeting": {**CABINET, "bound": bound},
            "panels": {"people-panel": {"date": "2019-10-30", "bound": panel}},
        }
    )


def paper(slug: str, notebook: str = "", audience: Pack = Pack.PUBLIC, **parameters: object) -> Report:
    page = PurePosixPath("papers") / slug
    return Report(slug, page, notebook or slug, "", parameters, audience, ("html", "docx", "pdf"))


def placed(made: EditionPlan, *reports: Report) -> tuple[Report, ...]:
    return with_bindings(on_agenda(reports, made, COUNCIL), made, COUNCIL)


def slugs(*reports: Report) -> list[list[str]]:
    return [[each.slug for each in bound.papers] for bound in bound_papers(reports)]


PAPERS = (paper("scorecard"), paper("report", COVERING), paper("exceptions"), paper("notes", audience=Pack.MEMBERS))


def test_the_report_comes_first_and_the_appendices_as_on_the_agenda_without_what_goes_to_no_meeting() -> None:
    reports = placed(plan(), *PAPERS)
    assert slugs(*reports) == [["report", "scorecard", "exceptions"]]
    (bound,) = bound_papers(reports)
    name = "papers/2019-11-13-cabinet-performance-q2-papers"
    assert list(bound.files.values()) == [f"{name}.docx", f"{name}.pdf"]
    assert set(bound.files.values()) < set(all_files(reports).values())
    assert len(all_files(reports)) == 4 * 3 + 2


def test_papers_come_separately_where_the_plan_says_nothing() -> None:
    assert slugs(*placed(plan(bound=False), *PAPERS)) == []


def test_the_papers_of_a_panel_are_bound_by_themselves() -> None:
    panel = (paper("people", panel="people-panel"), paper("complaints", panel="people-panel"))
    made = plan(panel=True)
    reports = placed(made, *PAPERS, *panel)
    assert slugs(*reports) == [["report", "scorecard", "exceptions"], ["people", "complaints"]]
    assert bound_papers(reports)[1].place.name == "2019-10-30-people-panel-performance-q2-papers"


def test_some_of_the_papers_are_not_bound_as_if_they_were_all() -> None:
    reports = placed(plan(), *PAPERS)
    assert slugs(*(report for report in reports if report.slug != "scorecard")) == []


def test_the_one_file_is_listed_with_its_meeting_and_the_day_of_those_that_it_binds() -> None:
    (bound,) = bound_papers(placed(plan(), *PAPERS))
    line = "Cabinet, 13 November 2019, item 7"
    other = Paper(
        title="People", page="papers/people", formats=("pdf",), meeting="People Panel", published="2019-10-21"
    )
    own = Paper(title="Scorecard", page="papers/scorecard", formats=("pdf",), meeting=line, published="2019-11-05")
    listed = bound.listed([other, own])
    assert (listed.title, listed.meeting, listed.published) == ("All of these papers in one file", line, own.published)
    assert listed.page == "papers/2019-11-13-cabinet-performance-q2-papers"


def test_a_meeting_with_one_paper_has_nothing_to_bind() -> None:
    made = plan(panel=True)
    reports = placed(made, *PAPERS, paper("people", panel="people-panel"))
    (problem,) = nothing_to_bind(reports, made, COUNCIL, LABEL)
    assert problem.where == "params/2019-20-q2.yml, key panels.people-panel.bound"
