"""Build an edition: judge, run the notebooks, assemble the project, render it, and swap it in when all of it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock

from helpers.collect.council import read_plan
from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, EditionPlan, Report
from helpers.model.errors import Refused
from helpers.model.period import Period, written_date
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.cell import is_lab, is_ours
from helpers.present.bundle import NAME as BUNDLE
from helpers.present.bundle import bundle
from helpers.present.downloads import data_files
from helpers.present.theme import rag_css
from helpers.publish.assemble.description import Crumb, DocumentDescription, SiteDescription
from helpers.publish.assemble.project import assemble
from helpers.publish.edition_folder import check_place, swap_in
from helpers.publish.judging import judge_workspace
from helpers.publish.manifest import write_manifest
from helpers.publish.notebook import read_notebook, write_notebook
from helpers.publish.plan import planned, source_of
from helpers.publish.render.engine import Engine, choose_engine
from helpers.publish.run.job import Job, Outcome
from helpers.publish.run.parameters import check_jobs
from helpers.publish.run.runner import RunnerName, prepare, run_notebooks
from helpers.publish.store import STORE_VARIABLE, write_store
from helpers.publish.title import title_of

STYLESHEET = "site.css"
Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done and of how much."""


class NotebooksFailed(Exception):  # noqa: N818 - it is what happened, in the words of the report
    """Some notebooks stopped; the others finished, and the last edition still stands.

    Parameters
    ----------
    outcomes
        The failed ones.
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = tuple(outcomes)
        super().__init__(
            "\n\n".join(f"{outcome.job.source.name}, {outcome.cell}\n{outcome.traceback}" for outcome in outcomes)
        )


@dataclass(frozen=True)
class Choices:
    """How to build, where a person may choose.

    Attributes
    ----------
    only
        Slugs of the reports to build, for a look: into `out` where it is given, else beside the edition in `_out`,
        which is left as it stands.
    out
        Folder to put the edition in, instead of `_out/<pack>/<period>`.
    released
        Without the word DRAFT: what `release` asks for.
    """

    only: tuple[str, ...] = ()
    engine: str = "auto"
    runner: RunnerName = "auto"
    workers: int = 2
    out: Path | None = None
    released: bool = False


DEFAULTS = Choices()


@dataclass(frozen=True)
class Built:
    """What a build made.

    Attributes
    ----------
    folder
        Where the edition stands.
    results
        What it shows.
    outcomes
        How each notebook ran.
    engine
        Which engine rendered.
    opening
        The file to open first, below `folder`.
    """

    folder: Path
    results: Results
    outcomes: tuple[Outcome, ...]
    engine: str
    opening: str


def build(
    workspace: Workspace,
    period: Period,
    pack: Pack = Pack.PUBLIC,
    choices: Choices = DEFAULTS,
    progress: Progress = lambda _step, _done, _all: None,
) -> Built:
    """Build one pack of one period.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; nothing was written to the edition.
    NotebooksFailed
        Notebooks stopped; the others ran to their end, and the edition was not swapped in.
    """
    target = choices.out or workspace.out_folder(pack, period)
    check_place(target)
    plan = read_plan(workspace, period)
    reports = planned(workspace, plan, pack, choices.only)
    if not reports:
        raise Refused.one(
            f"params/{period}.yml, key reports", f"no report whose audience is in the {pack} pack", "at least one",
            "Name another pack with --pack, or correct `audience:`.",
        )  # fmt: skip
    engine = choose_engine(choices.engine)
    prepare(choices.runner)
    folder = workspace.build_folder(pack, period)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Two builds of one edition would clear each other's folder: the second waits.
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        return _build(workspace, plan, pack, choices, reports, engine, target, progress)


def _build(
    workspace: Workspace,
    plan: EditionPlan,
    pack: Pack,
    choices: Choices,
    reports: tuple[Report, ...],
    engine: Engine,
    target: Path,
    progress: Progress,
) -> Built:
    period, folder = plan.period, workspace.build_folder(pack, plan.period)
    shutil.rmtree(folder, ignore_errors=True)

    progress("judge", 0, 1)
    results = judge_workspace(workspace, period, pack, choices.released)
    write_store(results, folder / "store")
    progress("judge", 1, 1)

    jobs = [_job(workspace, plan, report, folder) for report in reports]
    outcomes = _run(jobs, choices, progress)

    _write(folder / "data", data_files(results))
    _write(folder / "assets", {BUNDLE: bundle().encode(), STYLESHEET: _stylesheet(workspace, results.edition.council)})
    pages = {str(report.page) for report in reports}
    documents = [_document(report, job, results, pages) for report, job in zip(reports, jobs, strict=True)]
    assemble(
        folder / "quarto",
        workspace.own_or_ours("_quarto.yml"),
        workspace.own_or_ours("_extensions/goldenthread"),
        site_description(results.edition),
        documents,
        folders=[(folder / "data", "data"), (folder / "assets", "assets")],
    )
    rendered: list[str] = []

    def tell(name: str) -> None:
        rendered.append(name)
        progress("render", len(rendered), sum(len(report.formats) for report in reports))

    site = folder / "site"
    engine.render(folder / "quarto", site, on_done=tell, workers=choices.workers)
    written = [source_of(workspace, plan, report) for report in reports]
    sources = [(report, workspace.label(path), path) for report, path in zip(reports, written, strict=True)]
    write_manifest(site, results, sources, engine.name)
    to_look_at = bool(choices.only) and choices.out is None
    if not to_look_at:
        swap_in(site, target)
    return Built(site if to_look_at else target, results, outcomes, engine.name, _opening(reports))


def _opening(reports: Sequence[Report]) -> str:
    """Name the file a reader opens first: the overview, or the first report of a part."""
    first = next((report for report in reports if str(report.page) == "index"), reports[0])
    return f"{first.page}.{'html' if 'html' in first.formats else first.formats[0]}"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _stylesheet(workspace: Workspace, council: Council) -> bytes:
    """Lay the council's own rating colours over the house's."""
    house = workspace.own_or_ours(f"_extensions/goldenthread/assets/{STYLESHEET}").read_text(encoding="utf-8")
    return (house + "\n" + rag_css(council)).encode()


def _job(workspace: Workspace, plan: EditionPlan, report: Report, folder: Path) -> Job:
    written = source_of(workspace, plan, report)
    source = written
    if written == workspace.authored(plan.period, report.slug):
        source = _without_commentary(written, folder / "authored" / written.name)
    return Job(
        source=source,
        output=folder / "notebooks" / f"{report.page}.ipynb",
        parameters=report.parameters,
        folder=written.parent,
        environment={STORE_VARIABLE: str(folder / "store")},
    )


def _without_commentary(written: Path, copy: Path) -> Path:
    """Copy an analyst's notebook without its commentary: the store says what of it this pack may see."""
    notebook = read_notebook(written)
    notebook.cells = [cell for cell in notebook.cells if not is_ours(cell) and not is_lab(cell)]
    write_notebook(notebook, copy)
    return copy


def _run(jobs: Sequence[Job], choices: Choices, progress: Progress) -> tuple[Outcome, ...]:
    check_jobs(jobs)
    done: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        done.append(outcome)
        progress("notebooks", len(done), len(jobs))

    outcomes = run_notebooks(jobs, choices.runner, choices.workers, on_done=tell)
    if failed := [outcome for outcome in outcomes if not outcome.ok]:
        raise NotebooksFailed(failed)
    return tuple(outcomes)


def site_description(edition: Edition) -> SiteDescription:
    """Say what the pages and papers of an edition have in common."""
    council = edition.council
    published = edition.published or edition.period.end
    footer = [
        f"Figures to {written_date(edition.period.end)}. Published {written_date(published)}.",
        f"Data: {council.licence}." if council.licence else "",
        f"Questions: {council.contact.role}{', ' + council.contact.email if council.contact.email else ''}."
        if council.contact else "",
    ]  # fmt: skip
    styles = council.rag
    return SiteDescription(
        council=council.name,
        title=f"Performance, {edition.period.label}",
        published=published,
        language=council.language,
        notice=council.notice,
        status=edition.status_line,
        meeting=edition.meeting.line if edition.meeting else "",
        url=f"{council.site_url.rstrip('/')}/{edition.period}" if council.site_url else "",
        footer=tuple(line for line in footer if line),
        rag={"green": styles.green.colour, "amber": styles.amber.colour, "red": styles.red.colour},
    )


def _breadcrumb(report: Report, results: Results, pages: Collection[str]) -> tuple[Crumb, ...]:
    """Lead from the overview to a page; to a measure through its directorate, where that has a page."""
    if str(report.page) == "index":
        return ()
    home = Crumb(text="Overview", href="index.html")
    if report.for_each != "measure":
        return (home,)
    row = results.measure(report.slug).table.iloc[0]
    above = f"directorates/{row['directorate']}"
    return (home, Crumb(text=row["directorate_name"], href=f"{above}.html")) if above in pages else (home,)


def _document(report: Report, job: Job, results: Results, pages: Collection[str]) -> DocumentDescription:
    edition = results.edition
    title = report.title or title_of(job.source)
    return DocumentDescription(
        path=PurePosixPath(f"{report.page}.ipynb"),
        notebook=job.output,
        title=title,
        subtitle=f"{edition.period.label}, to {written_date(edition.period.end)}",
        formats=report.formats,
        breadcrumb=_breadcrumb(report, results, pages),
        landscape=report.notebook == "scorecard",
        subject=f"{edition.council.name}: {title}, {edition.period.label}",
    )
