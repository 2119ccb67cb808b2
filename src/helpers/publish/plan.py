"""Plan an edition: every report it will hold, from `params/<period>.yml` fanned out over the council and framework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.model.council import Council, Pack
from helpers.model.edition import FOLDERS, EditionPlan, Report, ReportSpec
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.framework import Framework
from helpers.model.house_style import REPORT, template_of
from helpers.model.workspace import Workspace
from helpers.publish.agenda import on_agenda, two_in_a_place, unknown_panels
from helpers.publish.binding import nothing_to_bind, with_bindings
from helpers.publish.title import title_of

FRONT_PAGE = "overview"
"""The notebook whose page is the edition's index."""

FOLDERS_TAKEN = ("assets", "data", "papers", *FOLDERS.values())
"""Folders of an edition that hold something else than a notebook's pages."""


def planned(workspace: Workspace, plan: EditionPlan, pack: Pack, only: Sequence[str] = ()) -> tuple[Report, ...]:
    """List the reports of a pack; with `only`, those of the named slugs."""
    council = read_council(workspace)
    framework = read_framework(workspace, council).as_at(plan.period)
    reports = plan_reports(workspace, plan, council, framework, pack)
    known = [report.slug for report in reports]
    if unknown := [slug for slug in only if slug not in known]:
        raise Refused.one(
            "--only",
            quoted(unknown),
            f"one of {quoted(known, limit=40)}",
            f"`goldenthread list {plan.period}` shows the slugs.",
        )
    return tuple(report for report in reports if not only or report.slug in only)


def plan_reports(
    workspace: Workspace, plan: EditionPlan, council: Council, framework: Framework, pack: Pack
) -> tuple[Report, ...]:
    """List the reports of one pack, in the order of the plan.

    Raises
    ------
    Refused
        A notebook is missing, an `only:` names nothing known, or two reports have one slug.
    """
    label = f"params/{plan.period}.yml"
    reports: list[Report] = []
    problems: list[Problem] = []
    for number, written in enumerate(plan.reports, start=1):
        spec = _in_house_style(written, council)
        where = f"{label}, report {number} ({spec.notebook})"
        problems.extend(_missing_notebook(workspace, spec, where))
        cuts = _cuts(spec, council, framework)
        problems.extend(_unknown_cuts(spec, cuts, where))
        problems.extend(_unknown_parameters(spec, council, framework, where))
        problems.extend(_folder_taken(plan, spec, where))
        if pack.sees(spec.audience):
            reports.extend(_reports(workspace, spec, plan, pack, cuts))
    placed = on_agenda(reports, plan, council)
    problems += [
        *unknown_panels(plan, council, label), *_two_of_a_name(reports, label), *two_in_a_place(placed, label),
        *nothing_to_bind(placed, plan, council, label),
    ]  # fmt: skip
    if problems:
        raise Refused(problems)
    return with_bindings(placed, plan, council)


def source_of(workspace: Workspace, plan: EditionPlan, report: Report) -> Path:
    """Give the notebook that runs for a report: the analyst's own, else the template."""
    authored = workspace.authored(plan.period, report.slug)
    is_there = authored.is_file() and authored not in workspace.aside
    return authored if is_there else workspace.template(report.notebook)


def _in_house_style(spec: ReportSpec, council: Council) -> ReportSpec:
    """Give the covering report the template of the council's house style; any other report stays as it is."""
    if spec.notebook != REPORT:
        return spec
    return spec.model_copy(update={"notebook": template_of(council.papers.style), "slug": spec.slug or REPORT})


def _cuts(spec: ReportSpec, council: Council, framework: Framework) -> dict[str, str]:
    """Give key and name of everything a report is fanned out over; an empty key for a single report."""
    if not spec.for_each:
        return {}
    if spec.for_each == "measure":
        return {measure.ref: measure.title for measure in framework.measures}
    return {entry.key: entry.name for entry in council.entries(spec.for_each)}


def _reports(
    workspace: Workspace, spec: ReportSpec, plan: EditionPlan, pack: Pack, cuts: dict[str, str]
) -> Iterator[Report]:
    shared: dict[str, object] = {"period": str(plan.period), "pack": str(pack), **spec.parameters}
    if not spec.for_each:
        slug = spec.slug or spec.notebook
        yield Report(slug, _page(spec, slug), spec.notebook, spec.title, shared, spec.audience, spec.formats)
        return
    below = plan.below(spec)
    said = f"{_said(workspace, spec)}: " if below else ""
    for key, name in cuts.items():
        if not spec.only or key in spec.only:
            yield Report(
                f"{below}-{key}" if below else key, PurePosixPath(below or FOLDERS[spec.for_each]) / key, spec.notebook,
                f"{said}{name}", shared | {spec.for_each: key}, spec.audience, spec.formats, spec.for_each,
            )  # fmt: skip


def _said(workspace: Workspace, spec: ReportSpec) -> str:
    """Give the title that a notebook's pages have in common: each says it before what it is about."""
    template = workspace.template(spec.notebook)
    return spec.title or (title_of(template) if template.is_file() else spec.notebook)


def _page(spec: ReportSpec, slug: str) -> PurePosixPath:
    if spec.notebook == FRONT_PAGE and not spec.slug:
        return PurePosixPath("index")
    return PurePosixPath(slug) if spec.formats == ("html",) else PurePosixPath("papers") / slug


def _folder_taken(plan: EditionPlan, spec: ReportSpec, where: str) -> list[Problem]:
    below = plan.below(spec)
    if below not in FOLDERS_TAKEN or below == FOLDERS.get(spec.for_each):
        return []
    return [
        Problem(
            where, f'pages in the folder "{below}", which holds something else', "a folder of their own",
            "Give the report another `slug:`.",
        )
    ]  # fmt: skip


def _missing_notebook(workspace: Workspace, spec: ReportSpec, where: str) -> list[Problem]:
    if workspace.template(spec.notebook).is_file():
        return []
    templates = sorted({path.stem for path in workspace.own_or_ours("notebooks").glob("*.ipynb")})
    return [
        Problem(
            where, f"no notebooks/{spec.notebook}.ipynb", f"one of {quoted(templates)}",
            "Correct the name, or add the notebook.",
        )
    ]  # fmt: skip


def _unknown_cuts(spec: ReportSpec, cuts: dict[str, str], where: str) -> list[Problem]:
    if spec.only and not spec.for_each:
        return [Problem(f"{where}, only", quoted(spec.only), "a `for_each:` beside it", "Delete it, or add one.")]
    return [
        Problem(
            f"{where}, only", f'"{name}", which is no {spec.for_each}', f"one of {quoted(cuts, limit=30)}",
            "Correct the name.",
        )
        for name in spec.only
        if name not in cuts
    ]  # fmt: skip


def _unknown_parameters(spec: ReportSpec, council: Council, framework: Framework, where: str) -> list[Problem]:
    """Refuse a parameter that names a directorate, service, priority, portfolio, panel or measure there is not."""
    known = {
        noun: _cuts(spec.model_copy(update={"for_each": noun}), council, framework)
        for noun in FOLDERS
        if noun in spec.parameters
    }
    return [
        Problem(
            f"{where}, parameters", f'"{spec.parameters[noun]}", which is no {noun}',
            f"one of {quoted(cuts, limit=30)}", "Correct the name.",
        )
        for noun, cuts in known.items()
        if str(spec.parameters[noun]) not in cuts
    ]  # fmt: skip


def _two_of_a_name(reports: list[Report], label: str) -> list[Problem]:
    by_slug: dict[str, list[Report]] = {}
    for report in reports:
        by_slug.setdefault(report.slug.casefold(), []).append(report)
    return [
        Problem(
            label,
            f'{len(same)} reports with the slug "{same[0].slug}" ({quoted(str(report.page) for report in same)})',
            "a slug of its own for each report", "Give one of them another `slug:`, or rename the key it comes from.",
        )
        for same in by_slug.values()
        if len(same) > 1
    ]  # fmt: skip
