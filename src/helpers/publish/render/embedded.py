"""The engine made of what PyPI has: pandoc, our Lua filters and templates, and typst."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from helpers.model.errors import Refused
from helpers.publish.cache.kept import Kept
from helpers.publish.render.finish import sized_pages
from helpers.publish.render.kept_documents import KeptDocuments
from helpers.publish.render.page import render_page
from helpers.publish.render.paper import render_paper
from helpers.publish.render.project import Output, Project, read_project


def render_one(project: Project, output: Output, target: Path, kept: KeptDocuments | None = None) -> None:
    """Make one page or paper, or take it from what was kept."""
    if kept and kept.find(output, target):
        return
    (render_page if output.format == "html" else render_paper)(project, output, target)
    if kept:
        kept.keep(output, target)


class EmbeddedEngine:
    """Render without Quarto, the part of Quarto that `_extensions/goldenthread/README.md` lists.

    Parameters
    ----------
    kept
        What earlier builds kept; `None` makes every page and paper anew.
    """

    name = "embedded"

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = kept

    def kept_documents(self, project: Project) -> KeptDocuments | None:
        """Give what was kept of earlier renderings of a project."""
        return KeptDocuments(self._kept, project) if self._kept else None

    def render(
        self, project: Path, output: Path, on_done: Callable[[str], None] | None = None, workers: int = 2
    ) -> list[Path]:
        """Render `project` into `output`; see `Engine.render`. All refusals of all documents come at once."""
        read = read_project(project)
        output.mkdir(parents=True, exist_ok=True)
        for name in read.resources:
            shutil.copytree(project / name, output / name, dirs_exist_ok=True)
        faults = self.make(read, read.outputs, output, on_done, workers)
        problems = [problem for refused in faults.values() for problem in refused.problems]
        if problems:
            raise Refused(sorted(dict.fromkeys(problems), key=lambda problem: problem.where))
        for name, page in sized_pages(output).items():
            (output / name).write_bytes(page)
        return sorted(Path(made.path) for made in read.outputs)

    def make(
        self,
        project: Project,
        outputs: Iterable[Output],
        folder: Path,
        on_done: Callable[[str], None] | None = None,
        workers: int = 2,
    ) -> dict[Output, Refused]:
        """Make some of a project's pages and papers in `folder`, and give what was refused instead of made."""
        kept = self.kept_documents(project)
        faults: dict[Output, Refused] = {}
        # pandoc and typst work outside the interpreter's lock, so threads are enough.
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            jobs = {pool.submit(render_one, project, made, folder / made.path, kept): made for made in outputs}
            for job in as_completed(jobs):
                try:
                    job.result()
                except Refused as refused:
                    faults[jobs[job]] = refused
                else:
                    if on_done:
                        on_done(str(jobs[job].path))
        return faults
