"""Papers are called what an agenda calls them, by one rule: meeting, body, period, part, and the order of the plan."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from tiny import a_council

from helpers.model.council import Pack
from helpers.model.edition import EditionPlan, Report
from helpers.model.house_style import template_of
from helpers.model.period import Period
from helpers.publish.agenda import on_agenda, two_in_a_place, unknown_panels

COUNCIL = a_council(panels=[{"key": "people-panel", "name": "People Overview and Scrutiny Panel"}])
COVERING = template_of(COUNCIL.papers.style)
CABINET = {"body": "Cabinet", "date": "2019-11-13", "item": "7"}
PANELS = {"people-panel": {"date": "2019-10-30"}}


def plan(period: str = "2019-20-q2", **keys: object) -> EditionPlan:
    return EditionPlan.model_validate({"period": Period.parse(period), "reports": [{"notebook": "overview"}], **keys})


def paper(slug: str, notebook: str = "", audience: Pack = Pack.PUBLIC, **parameters: object) -> Report:
    page = PurePosixPath("papers") / slug
    return Report(slug, page, notebook or slug, "", parameters, audience, ("html", "docx", "pdf"))


def names(made: EditionPlan, *reports: Report) -> list[str]:
    return [report.place.name if report.place else "" for report in on_agenda(reports, made, COUNCIL)]


def test_appendices_are_numbered_in_the_order_of_the_plan_and_the_covering_report_has_no_number() -> None:
    page = Report("overview", PurePosixPath("index"), "overview", "", {}, Pack.PUBLIC, ("html",))
    reports = (page, paper("scorecard"), paper("report", COVERING), paper("exceptions"))
    assert names(plan(meeting=CABINET), *reports) == [
        "",
        "2019-11-13-cabinet-performance-q2-appendix-1-scorecard",
        "2019-11-13-cabinet-performance-q2-report",
        "2019-11-13-cabinet-performance-q2-appendix-2-exceptions",
    ]


def test_a_paper_of_a_panel_goes_to_the_panels_meeting_and_takes_no_number_of_cabinets() -> None:
    reports = (paper("people", "panel", panel="people-panel"), paper("scorecard"),
               paper("complaints", panel="people-panel"))  # fmt: skip
    assert names(plan(meeting=CABINET, panels=PANELS), *reports) == [
        "2019-10-30-people-panel-performance-q2-report",
        "2019-11-13-cabinet-performance-q2-appendix-1-scorecard",
        "2019-10-30-people-panel-performance-q2-appendix-1-complaints",
    ]


def test_what_goes_to_no_meeting_keeps_its_plain_name() -> None:
    assert names(plan(), paper("scorecard")) == [""]
    assert names(plan(meeting=CABINET), paper("people", panel="people-panel")) == [""]
    assert on_agenda([paper("scorecard")], plan(), COUNCIL)[0].files["papers/scorecard.docx"] == "papers/scorecard.docx"


def test_a_paper_for_councillors_alone_is_on_no_agenda_so_the_numbers_are_the_same_in_every_pack() -> None:
    reports = (paper("briefing", audience=Pack.MEMBERS), paper("scorecard"))
    assert names(plan(meeting=CABINET), *reports) == ["", "2019-11-13-cabinet-performance-q2-appendix-1-scorecard"]


@pytest.mark.parametrize(
    ("period", "body", "begins"),
    [
        ("2019-20-h1", "Cabinet", "2020-06-24-cabinet-performance-h1-"),
        ("2019-20-term2", "Cabinet", "2020-06-24-cabinet-performance-term2-"),
        ("2019-20", "Children's Services Committee", "2020-06-24-childrens-services-committee-performance-2019-20-"),
        ("2020-03", "Pwyllgor Craffu Ynys Môn", "2020-06-24-pwyllgor-craffu-ynys-mon-performance-2020-03-"),
    ],
)
def test_any_period_and_any_body_make_a_name_of_small_letters_and_digits(period: str, body: str, begins: str) -> None:
    (name,) = names(plan(period, meeting={"body": body, "date": "2020-06-24"}), paper("scorecard"))
    assert name == f"{begins}appendix-1-scorecard"


def test_two_covering_reports_of_one_meeting_are_refused() -> None:
    placed = on_agenda([paper("report", COVERING), paper("second", COVERING)], plan(meeting=CABINET), COUNCIL)
    (problem,) = two_in_a_place(placed, "params/2019-20-q2.yml")
    assert problem.found == '2 papers named 2019-11-13-cabinet-performance-q2-report ("report", "second")'


def test_the_meeting_of_a_panel_that_there_is_not_is_refused_and_the_panels_are_listed() -> None:
    (problem,) = unknown_panels(plan(panels={"peple-panel": {"date": "2019-10-30"}}), COUNCIL, "params/2019-20-q2.yml")
    assert problem.where == "params/2019-20-q2.yml, key panels.peple-panel"
    assert problem.expected == 'one of "people-panel"'
