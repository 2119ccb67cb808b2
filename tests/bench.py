"""Measure a build of the demo edition on this machine: `make bench`. Nothing here passes or fails."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.narrate.cell import named
from helpers.publish.build import Choices, build
from helpers.publish.notebook import read_notebook, write_notebook
from helpers.publish.render.embedded import EmbeddedEngine
from helpers.publish.render.project import read_project
from helpers.publish.run.job import Job
from helpers.publish.run.runner import RunnerName, run_notebooks

REPOSITORY = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
SAMPLE = 4
"""Every so many of the edition's notebooks runs one by one, the same ones each way."""


def say(what: str, seconds: float, rest: str = "") -> None:
    """Print one line of the table, as soon as it is known."""
    print(f"| {what:<58} | {seconds:7.2f} s {rest:<30} |", flush=True)  # noqa: T201


def own_copy(workspace: Workspace, folder: Path) -> Workspace:
    """Copy what is built to a folder where nothing has been built before, and where a word may be changed."""
    for name in ("params", "data", "reports"):
        shutil.copytree(workspace.root / name, folder / name)
    return Workspace.at(folder)


def change_one_commentary(workspace: Workspace, period: Period) -> None:
    """Add a sentence to one measure's commentary, as an analyst does."""
    for path in sorted((workspace.root / "reports" / str(period)).glob("*.ipynb")):
        notebook = read_notebook(path)
        for cell in notebook.cells:
            if named(cell, "measure"):
                cell.source += " One more sentence has been written."
                write_notebook(notebook, path)
                return
    raise SystemExit(f"reports/{period} holds no commentary to change")


def timed_build(workspace: Workspace, out: Path) -> tuple[float, float]:
    """Give wall and CPU seconds of the command, started in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command: list[str | Path] = [PROGRAMS / "goldenthread", "build", "--workspace", workspace.root, "--out", out]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:  # the warm process and its forks outlive the command by a moment
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def papers_alone(project: Path, out: Path) -> tuple[int, float, float]:
    """Make every Word and PDF paper of an assembled project anew; give how many, wall and CPU seconds."""
    read = read_project(project)
    papers = [made for made in read.outputs if made.format != "html"]
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    before, start = [resource.getrusage(who) for who in whose], time.perf_counter()
    faults = EmbeddedEngine().make(read, papers, out)
    wall = time.perf_counter() - start
    if faults:
        raise SystemExit(str(next(iter(faults.values()))))
    used = [(resource.getrusage(who), then) for who, then in zip(whose, before, strict=True)]
    return len(papers), wall, sum(now.ru_utime + now.ru_stime - was.ru_utime - was.ru_stime for now, was in used)


def one_by_one(jobs: Sequence[Job], runner: RunnerName) -> float:
    """Give the wall seconds of running the notebooks one after the other with one of our runners."""
    start = time.perf_counter()
    failed = [outcome for outcome in run_notebooks(jobs, runner, workers=1) if not outcome.ok]
    if failed:
        raise SystemExit(f"{failed[0].job.source}: {failed[0].traceback}")
    return time.perf_counter() - start


def papermill_loop(jobs: Sequence[Job], scratch: Path) -> float:
    """Give the wall seconds of what a person would write without us: the `papermill` command in a loop."""
    start = time.perf_counter()
    for number, job in enumerate(jobs):
        given = [word for name, value in job.parameters.items() for word in ("-p", name, str(value))]
        command: list[str | Path] = [PROGRAMS / "papermill", job.source.absolute(), scratch / f"{number}.ipynb", *given]
        done = subprocess.run(
            [*command, "-k", "python3", "--no-progress-bar"],
            cwd=job.folder,
            env={**os.environ, **job.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{job.source}: {done.stderr}")
    return time.perf_counter() - start


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent has ended, so that their CPU time is counted. Linux alone."""
    if platform.system() == "Linux":
        become_subreaper = 36  # PR_SET_CHILD_SUBREAPER in <sys/prctl.h>
        ctypes.CDLL(None).prctl(become_subreaper, 1, 0, 0, 0)


def national_ranks(scratch: Path) -> tuple[float, str]:
    """Give the seconds of ranking every council of a national file in a fresh process, and how much memory it took."""
    script, file = Path(__file__).with_name("bench_ranks.py"), scratch / "national.parquet"
    subprocess.run([sys.executable, script, "make", file], check=True)
    told = subprocess.run([sys.executable, script, "rank", file], check=True, capture_output=True, text=True).stdout
    read, ranked, peak = map(float, told.split())
    file.unlink()
    return read + ranked, f"{read:.2f} s of it reading; {peak:.0f} MB"


def main() -> None:
    """Measure, and print a table that the README can hold."""
    adopt_orphans()
    workspace = Workspace.at(REPOSITORY)
    period = workspace.newest_plan()
    print(f"{period.label}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}\n")  # noqa: T201
    with TemporaryDirectory(prefix="goldenthread-bench-") as name:
        scratch = Path(name)
        say("317 councils x 150 measures x 40 quarters ranked", *national_ranks(scratch))
        copy = own_copy(workspace, scratch / "workspace")
        cold, cpu = timed_build(copy, scratch / "edition")
        say("cold build, `goldenthread build`", cold, f"wall, {cpu:.1f} s CPU")
        wall, cpu = timed_build(copy, scratch / "edition")
        say("build again, nothing changed", wall, f"= {wall / cold:.0%} of cold, {cpu:.1f} s CPU")
        change_one_commentary(copy, period)
        wall, cpu = timed_build(copy, scratch / "edition")
        say("build again, one commentary changed", wall, f"= {wall / cold:.0%} of cold, {cpu:.1f} s CPU")
        built = build(copy, period, choices=Choices(out=scratch / "edition", cache=False))
        number, wall, cpu = papers_alone(copy.build_folder("public", period) / "quarto", scratch / "papers")
        say("every paper as Word and PDF, after the notebooks ran", wall, f"wall, {cpu:.1f} s CPU, {number} files")
        jobs = [outcome.job for outcome in built.outcomes][::SAMPLE]
        for what, seconds in (
            ("notebooks one by one, forked from one warm process", one_by_one(jobs, "fork")),
            ("notebooks one by one, papermill's own kernels", one_by_one(jobs, "stock")),
            ("notebooks one by one, the `papermill` command in a loop", papermill_loop(jobs, scratch)),
        ):
            say(what, seconds, f"= {len(jobs)} x {seconds / len(jobs):.2f} s")


if __name__ == "__main__":
    main()
