"""``goldenthread list``: what would be built."""

from __future__ import annotations

from helpers.cli.app import HERE, Folder, PackName, PackOption, PeriodText, app, opened, pack_of


@app.command("list")
def list_reports(period: PeriodText = "", workspace: Folder = HERE, pack: PackOption = PackName.PUBLIC) -> None:
    """Show what would be built, from which notebook, with which parameters."""
    from helpers.cli.show import show_table
    from helpers.collect.council import read_plan
    from helpers.model.council import Pack
    from helpers.model.counted import counted
    from helpers.publish.binding import FORMATS, bound_papers
    from helpers.publish.plan import planned, source_of

    place, about = opened(workspace, period)
    plan = read_plan(place, about)
    reports = planned(place, plan, pack_of(pack))
    rows = [
        {
            "report": report.slug,
            "page": f"{report.page}",
            "notebook": place.label(source_of(place, plan, report)),
            "parameters": ", ".join(f"{name}={value}" for name, value in report.parameters.items()),
            "audience": report.audience.value,
            "formats": ", ".join(report.formats),
        }
        for report in reports
    ]
    rows += [
        {
            "report": "all in one",
            "page": f"{bound.page}",
            "notebook": "",
            "parameters": f"binds {', '.join(paper.slug for paper in bound.papers)}",
            "audience": Pack.PUBLIC.value,
            "formats": ", ".join(FORMATS),
        }
        for bound in bound_papers(reports)
    ]
    show_table(rows, f"{counted(len(reports), 'report')} for {about.label}, {pack.value} pack")
