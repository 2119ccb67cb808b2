"""Build an edition: judge, run the notebooks, assemble the project, render it, and swap it in when all of it stands."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from helpers.collect.council import read_council, read_plan
from helpers.model.council import Pack
from helpers.model.edition import EditionPlan, Report, edition_name
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.publish.binding import all_files
from helpers.publish.cache.kept import Kept
from helpers.publish.compared import judge_edition
from helpers.publish.describe import opening_of
from helpers.publish.edition_folder import check_place, swap_in
from helpers.publish.inputs import read_inputs
from helpers.publish.manifest import write_manifest
from helpers.publish.mapped import mapped_files
from helpers.publish.plan import planned, source_of
from helpers.publish.render.engine import Engine, choose_engine
from helpers.publish.run.job import Job, Outcome
from helpers.publish.run.runner import RunnerName, prepare
from helpers.publish.steps import Making
from helpers.publish.supplement import supplement_of, supplement_report


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
    cache
        Whether to use, and add to, what earlier builds kept in `_build/cache/`.
    supplement
        Number of the supplement to build instead of the pack that it belongs to.
    """

    only: tuple[str, ...] = ()
    engine: str = "auto"
    runner: RunnerName = "auto"
    workers: int = 2
    out: Path | None = None
    released: bool = False
    cache: bool = True
    supplement: int = 0


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
    reused
        How many of the notebooks did not have to run: an earlier build kept what they made.
    """

    folder: Path
    results: Results
    outcomes: tuple[Outcome, ...]
    engine: str
    opening: str
    reused: int = 0


def build(
    workspace: Workspace,
    period: Period,
    pack: Pack = Pack.PUBLIC,
    choices: Choices = DEFAULTS,
    progress: Progress = tell_nobody,
) -> Built:
    """Build one pack of one period, or a supplement to its public pack.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; nothing was written to the edition.
    NotebooksFailed
        Notebooks stopped; the others ran to their end, and the edition was not swapped in.
    """
    name = edition_name(period, choices.supplement)
    target = choices.out or workspace.out_folder(pack, name)
    check_place(target)
    plan = read_plan(workspace, period)
    reports = _reports(workspace, plan, pack, choices)
    if not reports:
        raise Refused.one(
            f"params/{period}.yml, key reports", f"no report whose audience is in the {pack} pack", "at least one",
            "Name another pack with --pack, or correct `audience:`.",
        )  # fmt: skip
    kept = Kept.of(workspace) if choices.cache else None  # before the warm process reads a module of ours
    engine = choose_engine(choices.engine, kept)
    prepare(choices.runner)
    folder = workspace.build_folder(pack, name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Two builds of one edition would clear each other's folder: the second waits.
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        built = _build(workspace, plan, pack, choices, reports, engine, kept, target, progress)
    if kept:
        kept.entries.prune()
    return built


def _reports(workspace: Workspace, plan: EditionPlan, pack: Pack, choices: Choices) -> tuple[Report, ...]:
    """List what is to be built: the reports of the pack, or the one of a supplement."""
    supplement = supplement_of(plan, choices.supplement)
    if supplement is None:
        return planned(workspace, plan, pack, choices.only)
    if pack is not Pack.PUBLIC:
        raise Refused.one(
            "--supplement", f"the {pack} pack", "the public pack: a supplement is published", "Leave --pack out."
        )  # fmt: skip
    return (supplement_report(supplement, plan, read_council(workspace)),)


def _build(
    workspace: Workspace,
    plan: EditionPlan,
    pack: Pack,
    choices: Choices,
    reports: tuple[Report, ...],
    engine: Engine,
    kept: Kept | None,
    target: Path,
    progress: Progress,
) -> Built:
    folder = workspace.build_folder(pack, edition_name(plan.period, choices.supplement))
    shutil.rmtree(folder, ignore_errors=True)

    progress("judge", 0, 1)
    supplement = supplement_of(plan, choices.supplement)
    inputs = replace(read_inputs(workspace, plan.period), supplement=supplement)
    # What is released is compared with what stands where it will stand itself.
    results = judge_edition(workspace, inputs, pack, choices.released, target.parent if choices.released else None)
    progress("judge", 1, 1)

    making = Making(workspace, plan, folder, results, kept, choices.runner, choices.workers)
    jobs = making.jobs(reports)
    outcomes = _run(making, jobs, progress)
    project = making.lay_out(reports, jobs, reports)
    rendered: list[str] = []

    def tell(name: str) -> None:
        rendered.append(name)
        progress("render", len(rendered), len(all_files(reports)))

    site = folder / "site"
    engine.render(project, site, on_done=tell, workers=choices.workers)
    written = [source_of(workspace, plan, report) for report in reports]
    sources = [(report, workspace.label(path), path) for report, path in zip(reports, written, strict=True)]
    write_manifest(site, results, sources, engine.name, mapped_files(workspace, results))
    to_look_at = bool(choices.only) and choices.out is None
    if not to_look_at:
        swap_in(site, target)
    reused = sum(outcome.reused for outcome in outcomes)
    return Built(site if to_look_at else target, results, outcomes, engine.name, opening_of(reports), reused)


def _run(making: Making, jobs: Sequence[Job], progress: Progress) -> tuple[Outcome, ...]:
    done: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        done.append(outcome)
        progress("notebooks", len(done), len(jobs))

    outcomes = making.run(jobs, tell)
    if failed := [outcome for outcome in outcomes if not outcome.ok]:
        raise NotebooksFailed(failed)
    return tuple(outcomes)
