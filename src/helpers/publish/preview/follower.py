"""Making a preview's edition after every save: the pages that are looked at first, then the others, then the papers."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from helpers.model.council import Pack
from helpers.model.edition import Report
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import REPOSITORY, Workspace
from helpers.publish.binding import all_files
from helpers.publish.cache.kept import Kept
from helpers.publish.compared import judge_edition
from helpers.publish.inputs import Inputs, read_inputs
from helpers.publish.plan import plan_reports, source_of
from helpers.publish.preview.board import Board, Fault
from helpers.publish.preview.place import Place
from helpers.publish.render.embedded import EmbeddedEngine
from helpers.publish.render.engine import Engine
from helpers.publish.render.finish import sized_pages
from helpers.publish.render.project import read_project
from helpers.publish.run.job import Job, Outcome
from helpers.publish.steps import Making

AT_A_TIME = 2
"""Notebooks run between two looks at whether something has been saved again."""


class SavedAgain(Exception):  # noqa: N818 - it is what happened
    """Something was saved while the edition was made: what is not made yet would be out of date."""


class Follower:
    """Keeps one edition up to date with its workspace.

    Parameters
    ----------
    folder
        Where it works; the edition's files stand in `site` below it.
    board
        What it tells the server, and learns of the browsers.
    saved_again
        Whether something has been saved that it has not been told of yet.
    """

    def __init__(
        self,
        workspace: Workspace,
        period: Period,
        pack: Pack,
        folder: Path,
        engine: Engine,
        kept: Kept,
        board: Board,
        saved_again: Callable[[], bool] = lambda: False,
    ) -> None:
        self._workspace, self._period, self._pack, self._folder = workspace, period, pack, folder
        self._engine, self._kept, self._board, self._saved_again = engine, kept, board, saved_again
        self._inputs: Inputs | None = None
        self._reports: tuple[Report, ...] = ()
        self._ran: dict[str, tuple[Job, Outcome]] = {}
        self.place = Place(folder / "site")

    def expects(self, page: str) -> bool:
        """Say whether a page is to come: before the first plan is read, any may be."""
        return not self._reports or any(page == _html(report) for report in self._reports)

    def follow(self, saved: Collection[Path] = ()) -> str:
        """Bring the edition up to date after these files were saved, and say in a line what was made."""
        start = time.monotonic()
        try:
            results = self._judge(saved)
        except Refused as refused:
            self._board.stopped(refused, [*self._board.looked_at(), *self._speaking_of(refused)])
            return f"Not made; the last pages still stand.\n{refused}"
        self._board.stopped(None)
        self._ran = {}
        making = Making(self._workspace, self._inputs_read.plan, self._folder / "work", results, self._kept)
        told = []
        try:
            for pages in self._steps(making):
                told.append(f"{pages} after {time.monotonic() - start:.1f} s")
        except SavedAgain:
            told.append("then saved again")
        return f"Made {', '.join(told)}."

    @property
    def _inputs_read(self) -> Inputs:
        assert self._inputs is not None
        return self._inputs

    def _judge(self, saved: Collection[Path]) -> Results:
        """Judge with what is in memory, read anew only where files other than notebooks and pages' looks were saved."""
        figures = (self._workspace.root / "params", self._workspace.root / "data")
        if any(path.is_relative_to(folder) for path in saved for folder in figures):
            self._inputs = None
        if self._inputs is None:
            self._inputs = read_inputs(self._workspace, self._period)
        inputs = self._inputs
        self._reports = plan_reports(
            self._workspace, inputs.plan, inputs.council, inputs.framework.as_at(self._period), self._pack
        )
        return judge_edition(self._workspace, inputs, self._pack)

    def _steps(self, making: Making) -> Iterator[str]:
        """Make the edition in the order in which it is wanted, saying after each step what there is."""
        if not isinstance(self._engine, EmbeddedEngine):
            self._make_whole(making, self._engine)
            yield "the edition"
            return
        self._put_assets(making)
        left, known = list(self._reports), False
        while left:
            looked_at = self._board.looked_at()  # each time: a browser may have been opened, or turned to another page
            at_once = {_html(report): report for report in left}
            first = [at_once[page] for page in looked_at if page in at_once][:1]
            if not first and not known:
                known = self._take_kept(making, left)
            kept = [report for report in left if _html(report) in self._ran]
            now = first or kept or left[:AT_A_TIME]
            self._make(making, now, self._engine, {"html"})
            left = [report for report in left if report not in now]
            if first or not left:
                yield ", ".join(map(_html, first)) or "all pages"
        self._unless_saved_again()
        self.place.put("data", making.data())
        papers = [report for report in self._reports if report.is_paper]
        self._make(making, papers, self._engine, {"docx", "typst"})
        self._board.changed(self.place.put("", sized_pages(self.place.folder)))
        self._board.changed(self.place.keep_only(_files(self._reports), ("assets", "data")))
        self._kept.entries.prune()
        yield "papers and data"

    def _unless_saved_again(self) -> None:
        if self._saved_again():
            raise SavedAgain

    def _make(
        self, making: Making, reports: Sequence[Report], engine: EmbeddedEngine, formats: Collection[str]
    ) -> None:
        """Make some documents in some formats; what cannot be made is shown in the place of its page."""
        self._unless_saved_again()
        ran, faults = self._run(making, reports)
        laid_out, refused = self._lay_out(making, ran)
        faults |= refused
        if laid_out:
            project = read_project(making.folder / "quarto")
            wanted = [output for output in project.outputs if output.format in formats]
            scratch = self._folder / "made"
            shutil.rmtree(scratch, ignore_errors=True)
            not_made = engine.make(project, wanted, scratch, workers=making.workers)
            faults |= {str(output.document.with_suffix(".html")): fault for output, fault in not_made.items()}
            self._put(scratch)
            self._board.mended([_html(report) for report, _ in laid_out if _html(report) not in faults])
        self._board.at_fault(faults)

    def _take_kept(self, making: Making, reports: Sequence[Report]) -> bool:
        """Take the runs that the save does not touch, so that their pages are made in one go."""
        with suppress(Refused):  # said of the very notebook, when its turn comes
            jobs = making.jobs(reports)
            self._ran |= {_html(reports[place]): (jobs[place], run) for place, run in making.found(jobs).items()}
        return True

    def _run(self, making: Making, reports: Sequence[Report]) -> tuple[list[tuple[Report, Job]], dict[str, Fault]]:
        """Run the notebooks that have not run since the last save."""
        faults: dict[str, Fault] = {}
        left = [report for report in reports if _html(report) not in self._ran]
        try:
            jobs = making.jobs(left)
            outcomes = making.run(jobs, lambda _outcome: None)
        except Refused as refused:  # a notebook that cannot be read, or does not know its parameters
            faults = dict.fromkeys(map(_html, left), refused)
        else:
            self._ran |= {
                _html(report): (job, outcome) for report, job, outcome in zip(left, jobs, outcomes, strict=True)
            }
        ran = [(report, *self._ran[_html(report)]) for report in reports if _html(report) in self._ran]
        faults |= {_html(report): outcome for report, _, outcome in ran if not outcome.ok}
        return [(report, job) for report, job, outcome in ran if outcome.ok], faults

    def _lay_out(
        self, making: Making, ran: Sequence[tuple[Report, Job]], beside: bool = False
    ) -> tuple[list[tuple[Report, Job]], dict[str, Fault]]:
        """Assemble the documents, without those that hold what no engine renders."""
        left, faults = list(ran), dict[str, Fault]()
        while left:
            try:
                making.lay_out([r for r, _ in left], [job for _, job in left], self._reports, beside)
                break
            except Refused as refused:
                named = {_html(r): about for r, _ in left if (about := _about(r, refused))}
                faults.update(named or {_html(r): refused for r, _ in left})
                left = [(r, job) for r, job in left if _html(r) not in faults]
        return left, faults

    def _make_whole(self, making: Making, engine: Engine) -> None:
        """Make everything at once, as an engine does that renders a project as a whole."""
        ran, faults = self._run(making, self._reports)
        laid_out, refused = self._lay_out(making, ran, beside=True)
        faults |= refused
        scratch = self._folder / "made"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            if laid_out:
                engine.render(making.folder / "quarto", scratch)
        except Refused as error:
            faults |= {_html(report): error for report, _ in laid_out}
        else:
            self._board.mended([_html(report) for report, _ in laid_out])
            self._put(scratch)
        self._board.at_fault(faults)

    def _put(self, made: Path) -> None:
        """Put what was made into its place; a page says of each paper what the one that stands there now is."""
        for name, page in sized_pages(made, self.place.folder).items():
            (made / name).write_bytes(page)
        self._board.changed(self.place.put_all(made))

    def _put_assets(self, making: Making) -> None:
        house = [root / "_extensions/goldenthread/assets" for root in (REPOSITORY, self._workspace.root)]
        files = {path.name: path.read_bytes() for folder in house for path in sorted(folder.glob("*.*"))}
        if self.place.put("assets", files | making.assets(self._reports)):
            self._board.all_changed()

    def _speaking_of(self, refused: Refused) -> list[str]:
        """List the pages whose own notebook a refusal names."""
        if self._inputs is None:
            return []
        sources = {
            _html(report): self._workspace.label(source_of(self._workspace, self._inputs.plan, report))
            for report in self._reports
        }
        return [
            page
            for page, label in sources.items()
            if any(problem.where.startswith(label) for problem in refused.problems)
        ]


def _html(report: Report) -> str:
    return f"{report.page}.html"


def _files(reports: Sequence[Report]) -> set[str]:
    return set(all_files(reports).values())


def _about(report: Report, refused: Refused) -> Refused | None:
    """Give what of a refusal is about one document."""
    mine = [problem for problem in refused.problems if problem.where.startswith(f"{report.page}.ipynb")]
    return Refused(mine) if mine else None
