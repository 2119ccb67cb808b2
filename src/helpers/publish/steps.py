"""The steps of making an edition, which `build` takes one after the other and `preview` page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from helpers.model.edition import EditionPlan, Report
from helpers.model.errors import Problem, Refused
from helpers.model.exempt import LAWS
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.present.bundle import NAME as BUNDLE
from helpers.present.bundle import bundle
from helpers.present.open_data.downloads import data_files
from helpers.publish import search_index
from helpers.publish.as_run import copy_as_run
from helpers.publish.assemble.project import assemble
from helpers.publish.binding import all_files
from helpers.publish.cache.kept import Kept
from helpers.publish.cache.reading import VERSION, WHOLE, Fingerprints
from helpers.publish.cache.runs import KeptRuns
from helpers.publish.describe import document_descriptions, site_description
from helpers.publish.plan import source_of
from helpers.publish.run.job import Job, Outcome
from helpers.publish.run.parameters import check_jobs
from helpers.publish.run.runner import RunnerName, run_notebooks
from helpers.publish.store import STORE_VARIABLE, write_store
from helpers.publish.stylesheet import STYLESHEET, stylesheet


@dataclass(frozen=True)
class Making:
    """An edition in the making.

    Attributes
    ----------
    workspace, plan
        Whose it is, and what it is to hold.
    folder
        Where it is put together.
    results
        What it shows.
    kept
        What earlier builds kept; `None` makes everything anew.
    runner, workers
        How notebooks run, and how many at a time.
    """

    workspace: Workspace
    plan: EditionPlan
    folder: Path
    results: Results
    kept: Kept | None = None
    runner: RunnerName = "auto"
    workers: int = 2

    def jobs(self, reports: Sequence[Report]) -> list[Job]:
        """Copy the notebook of each report as it is to run, with the store that it opens.

        Raises
        ------
        Refused
            A notebook cannot be read; all of them are named.
        """
        store, law = str(self._store), LAWS[self.results.edition.council.meetings.country]
        written = [source_of(self.workspace, self.plan, report) for report in reports]
        problems: list[Problem] = []
        for path in dict.fromkeys(written):
            try:
                copy_as_run(path, self._copy_of(path), self.workspace.label(path), law)
            except Refused as refused:
                problems += refused.problems
        if problems:
            raise Refused(problems)
        return [
            Job(
                source=self._copy_of(path),
                output=self.folder / "notebooks" / f"{report.page}.ipynb",
                parameters=report.parameters,
                folder=path.parent,
                environment={STORE_VARIABLE: store},
            )
            for report, path in zip(reports, written, strict=True)
        ]

    def found(self, jobs: Sequence[Job]) -> dict[int, Outcome]:
        """Give the runs that an earlier build kept, by their place among the jobs."""
        runs = {place: self._runs.find(job) for place, job in enumerate(jobs)} if self._runs else {}
        return {place: outcome for place, outcome in runs.items() if outcome}

    def run(self, jobs: Sequence[Job], on_done: Callable[[Outcome], None]) -> list[Outcome]:
        """Run the notebooks whose run was not kept.

        Raises
        ------
        Refused
            A notebook does not know a parameter.
        """
        done = self.found(jobs)
        for outcome in done.values():
            on_done(outcome)
        left = {place: job for place, job in enumerate(jobs) if place not in done}
        check_jobs(replace(job, source=job.folder / job.source.name) for job in left.values())
        watched = [self._runs.watching(job) if self._runs else job for job in left.values()]
        ran = run_notebooks(watched, self.runner, self.workers, on_done=on_done)
        if self._runs:
            self._runs.keep(ran)
            self._runs.keep_views()
        done |= dict(zip(left, ran, strict=True))
        return [done[place] for place in range(len(jobs))]

    def lay_out(
        self, reports: Sequence[Report], jobs: Sequence[Job], edition: Sequence[Report], beside: bool = True
    ) -> Path:
        """Assemble the project of executed notebooks, and give its folder.

        Parameters
        ----------
        reports, jobs
            The reports to lay out, and how their notebooks ran.
        edition
            Every report of the edition: what a page may link to.
        beside
            Whether to lay the data and the assets, which stand beside the pages, into the project too.

        Raises
        ------
        Refused
            A document holds what the engines would not render alike.
        """
        results = self.results
        pages, linked = {str(report.page) for report in edition}, self._linked(edition)
        published = {"data": self.data(), "assets": self.assets(edition)} if beside else {}
        for name, files in published.items():
            _write(self.folder / name, files)
        assemble(
            self.folder / "quarto",
            self.workspace.own_or_ours("_quarto.yml"),
            self.workspace.own_or_ours("_extensions/goldenthread"),
            site_description(results.edition, linked),
            document_descriptions(reports, jobs, results, pages),
            folders=[(self.folder / name, name) for name in published],
            files=linked,
        )
        return self.folder / "quarto"

    def _linked(self, edition: Sequence[Report]) -> dict[str, str]:
        """List what a page may link to; to a supplement's one page nothing leads: its pack's overview stands beside."""
        return {} if self.results.edition.supplement else all_files(edition)

    @cached_property
    def _store(self) -> Path:
        """The judged store, written when the first notebook wants it: a preview runs them two at a time."""
        folder = self.folder / "store"
        write_store(self.results, folder)
        return folder

    def _copy_of(self, written: Path) -> Path:
        return self.folder / "as-run" / written.parent.name / written.name

    @cached_property
    def _fingerprints(self) -> Fingerprints:
        return Fingerprints(self.results)

    @cached_property
    def _runs(self) -> KeptRuns | None:
        return KeptRuns(self.kept, self._fingerprints, self.folder / "reading") if self.kept else None

    def data(self) -> Mapping[str, bytes]:
        """Give the edition's data to download, by file name; a supplement has none beside its pack's."""

        def make() -> dict[str, bytes]:
            return data_files(self.results)

        if self.results.edition.supplement:
            return {}
        if self.kept is None:
            return make()
        seen = self._fingerprints
        return self.kept.files("data", [seen.edition, seen.of(WHOLE), seen.of(VERSION)], make)

    def assets(self, edition: Sequence[Report]) -> dict[str, bytes]:
        """Give the scripts and the stylesheet that this edition has besides, or in place of, the house's own.

        Parameters
        ----------
        edition
            Every report of the edition: what a search finds.
        """

        def make() -> dict[str, bytes]:
            return {BUNDLE: bundle().encode()}

        scripts = self.kept.files("scripts", [], make) if self.kept else make()
        return {
            **scripts,
            **self._search(edition),
            STYLESHEET: stylesheet(self.workspace, self.results.edition.council),
        }

    def _search(self, edition: Sequence[Report]) -> dict[str, bytes]:
        """Give what search looks through, where the edition has a page that shows what was found."""
        if all(str(report.page) != search_index.PAGE for report in edition):
            return {}
        index = search_index.search_index(
            self.results, edition, lambda report: source_of(self.workspace, self.plan, report)
        )
        return {search_index.NAME: index}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
