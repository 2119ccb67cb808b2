"""Every report of an edition is planned from one file, and what cannot be planned is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import Tiny, notebook

from helpers.collect.council import read_plan
from helpers.model.council import Pack
from helpers.model.edition import Report
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.plan import planned, source_of

PLAN = "params/2019-20-q2.yml"
Q2 = Period.parse("2019-20-q2")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny.whole(tmp_path / "tinytown")


def reports(tiny: Tiny, pack: Pack = Pack.PUBLIC, *only: str) -> tuple[Report, ...]:
    return planned(tiny.workspace, read_plan(tiny.workspace, Q2), pack, only)


def pages(tiny: Tiny, pack: Pack = Pack.PUBLIC) -> list[str]:
    return [str(report.page) for report in reports(tiny, pack)]


def lines(tiny: Tiny, *specs: str) -> None:
    tiny.put(PLAN, "period: 2019-20-q2\nreports:\n" + "".join(f"  - {spec}\n" for spec in specs))


def test_a_report_for_each_directorate_is_a_page_for_each_in_the_councils_order(tiny: Tiny) -> None:
    assert pages(tiny) == ["index", "directorates/adults", "directorates/housing"]


def test_each_report_is_given_the_period_the_pack_and_what_it_is_about(tiny: Tiny) -> None:
    assert reports(tiny)[1].parameters == {"period": "2019-20-q2", "pack": "public", "directorate": "adults"}


def test_a_report_for_each_measure_leaves_out_what_the_framework_does_not_hold(tiny: Tiny) -> None:
    tiny.put("notebooks/measure.ipynb", notebook(period="", pack="", measure=""))
    tiny.put(
        "data/framework/measures.csv",
        "ref,title,unit,polarity,directorate,to\nA1,A,%,higher,adults,\nH1,B,count,lower,housing,\nH2,C,%,lower,housing,\n"
        "OLD,Old,%,lower,housing,2019-20-q1\n",
    )
    lines(tiny, "{notebook: measure, for_each: measure}")
    assert pages(tiny) == ["measures/A1", "measures/H1", "measures/H2"]


def test_only_narrows_what_a_report_is_fanned_out_over(tiny: Tiny) -> None:
    lines(tiny, "{notebook: directorate, for_each: directorate, only: [housing]}")
    assert pages(tiny) == ["directorates/housing"]


def test_a_report_with_a_paper_stands_among_the_papers(tiny: Tiny) -> None:
    lines(tiny, "{notebook: overview, slug: appendix, formats: [html, docx, pdf]}")
    assert pages(tiny) == ["papers/appendix"]


def test_a_paper_of_an_edition_with_a_meeting_has_the_name_that_the_agenda_gives_it_and_its_page_a_plain_one(
    tiny: Tiny,
) -> None:
    briefing = "{notebook: overview, slug: briefing, formats: [html, docx, pdf]}"
    tiny.replace(PLAN, "{notebook: overview}", f"{{notebook: overview}}\n  - {briefing}")
    made = next(report for report in reports(tiny) if report.slug == "briefing")
    named = "papers/2019-11-13-cabinet-performance-q2-appendix-1-briefing"
    assert list(made.files.values()) == ["papers/briefing.html", f"{named}.docx", f"{named}.pdf"]
    assert reports(tiny, Pack.PUBLIC, "briefing") == (made,)


def test_a_pack_holds_its_own_reports_and_those_of_every_pack_below(tiny: Tiny) -> None:
    lines(
        tiny, "{notebook: overview}", "{notebook: overview, slug: briefing, audience: members}",
        "{notebook: overview, slug: working, audience: service}",
    )  # fmt: skip
    assert pages(tiny, Pack.PUBLIC) == ["index"]
    assert pages(tiny, Pack.LEADERSHIP) == ["index", "briefing"]
    assert pages(tiny, Pack.SERVICE) == ["index", "briefing", "working"]


def test_the_same_notebook_twice_needs_two_slugs(tiny: Tiny) -> None:
    lines(tiny, "{notebook: overview}", "{notebook: overview}")
    with pytest.raises(Refused, match='2 reports with the slug "overview"'):
        pages(tiny)


def test_two_slugs_that_differ_by_a_capital_are_one_on_windows(tiny: Tiny) -> None:
    tiny.put("notebooks/measure.ipynb", notebook(period="", pack="", measure=""))
    tiny.put("data/framework/targets.csv", "ref,period,target\n")
    tiny.put(
        "data/framework/measures.csv",
        "ref,title,unit,polarity,directorate\na1,A,%,higher,adults\nA1,B,%,lower,housing\n",
    )
    lines(tiny, "{notebook: measure, for_each: measure}")
    with pytest.raises(Refused, match="2 reports with the slug"):
        pages(tiny)


def test_a_notebook_missing_from_a_pack_that_is_not_built_is_refused_too(tiny: Tiny) -> None:
    lines(tiny, "{notebook: overview}", "{notebook: gone, audience: service}")
    with pytest.raises(Refused, match="no notebooks/gone"):
        pages(tiny)


def test_an_unknown_directorate_among_the_parameters_is_refused_before_any_notebook_runs(tiny: Tiny) -> None:
    lines(tiny, "{notebook: directorate, parameters: {directorate: adluts}}")
    with pytest.raises(Refused, match='"adluts", which is no directorate'):
        pages(tiny)


def test_only_on_the_command_line_names_reports_that_there_are(tiny: Tiny) -> None:
    assert [report.slug for report in reports(tiny, Pack.PUBLIC, "housing")] == ["housing"]
    with pytest.raises(Refused, match="huosing") as refused:
        reports(tiny, Pack.PUBLIC, "huosing")
    assert all(name in refused.value.problems[0].expected for name in ("adults", "housing", "overview"))


def test_an_analysts_notebook_runs_instead_of_its_template(tiny: Tiny) -> None:
    plan, report = read_plan(tiny.workspace, Q2), reports(tiny)[1]
    assert source_of(tiny.workspace, plan, report).parent.name == "notebooks"
    tiny.put("reports/2019-20-q2/adults.ipynb", notebook(period=""))
    assert tiny.workspace.label(source_of(tiny.workspace, plan, report)) == "reports/2019-20-q2/adults.ipynb"


def test_a_notebook_that_stands_for_the_edition_too_has_its_other_pages_under_it(tiny: Tiny) -> None:
    tiny.put("notebooks/data-quality.ipynb", notebook(period="", pack="", directorate=""))
    lines(
        tiny, "{notebook: data-quality, for_each: directorate, audience: members}", "{notebook: overview}",
        "{notebook: directorate, for_each: directorate}", "{notebook: data-quality}",
    )  # fmt: skip
    assert pages(tiny) == ["index", "directorates/adults", "directorates/housing", "data-quality"]
    below = reports(tiny, Pack.MEMBERS)[:2]
    assert [(report.slug, str(report.page), report.title) for report in below] == [
        ("data-quality-adults", "data-quality/adults", "Data quality: Adult Social Care"),
        ("data-quality-housing", "data-quality/housing", "Data quality: Housing"),
    ]
    assert below[0].parameters["directorate"] == "adults"


def test_a_slug_names_the_folder_of_a_report_for_each(tiny: Tiny) -> None:
    lines(
        tiny, "{notebook: directorate, for_each: directorate}",
        "{notebook: directorate, for_each: directorate, slug: briefing, title: Briefing}",
    )  # fmt: skip
    assert pages(tiny)[2:] == ["briefing/adults", "briefing/housing"]
    assert [report.title for report in reports(tiny)[2:]] == ["Briefing: Adult Social Care", "Briefing: Housing"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("{notebook: directorate, for_each: directorate}", '2 reports with the slug "adults"'),
        ("{notebook: overview, for_each: directorate}", '2 reports with the slug "adults"'),
        ("{notebook: overview, for_each: directorate, slug: measures}", 'the folder "measures"'),
        ("{notebook: overview, slug: briefing-adults}", '2 reports with the slug "briefing-adults"'),
    ],
)
def test_two_reports_of_one_place_are_refused(tiny: Tiny, second: str, told: str) -> None:
    briefing = "{notebook: directorate, for_each: directorate, slug: briefing}"
    lines(tiny, "{notebook: directorate, for_each: directorate}", briefing, second)
    with pytest.raises(Refused, match=told):
        pages(tiny)


def test_a_panel_has_a_page_of_its_own_and_services_and_portfolios_have_theirs_in_folders(tiny: Tiny) -> None:
    for name in ("panel", "portfolio", "service"):
        tiny.put(f"notebooks/{name}.ipynb", notebook(period="", pack="", **{name: ""}))
    written = (tiny.root / "params/council.yml").read_text(encoding="utf-8")
    tiny.put("params/council.yml", f"{written}panels: [{{key: people, name: People, services: [care]}}]\n")
    lines(
        tiny, "{notebook: directorate, for_each: directorate}", "{notebook: panel, for_each: panel}",
        "{notebook: portfolio, slug: portfolios, for_each: portfolio}",
        "{notebook: service, slug: services, for_each: service}",
    )  # fmt: skip
    assert pages(tiny)[2:] == ["panels/people", "portfolios/housing", "services/care", "services/homes"]
    slugs = [report.slug for report in reports(tiny)]
    assert slugs[1:] == ["housing", "people", "portfolios-housing", "services-care", "services-homes"]
