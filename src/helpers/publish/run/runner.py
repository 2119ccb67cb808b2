"""Run many notebooks: choose how, keep the cores busy, report each as it ends. Imports `helpers.publish.run`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, Protocol, get_args

from helpers.collect.notebook import nbformat
from helpers.model.errors import Refused, quoted
from helpers.publish.run.job import Job, Outcome
from helpers.publish.run.parameters import check_jobs

RunnerName = Literal["auto", "fork", "stock"]
#: Reasons for falling back that have been told: once a program is enough.
_told: set[str] = set()

#: Seconds that the self-test of the fork runner may take once the warm process is warm.
SELF_TEST_SECONDS = 20.0
#: Uses what notebooks use and forks are known to hang on: pandas, and Arrow's compute threads.
SELF_TEST = "import pandas as pd\nprint(pd.Series([40, 2], dtype='int64[pyarrow]').sum())"


class Runner(Protocol):
    """A way to run a notebook."""

    name: str

    def run(self, job: Job) -> Outcome:
        """Run one job to its end; never raises for what the notebook did. Called from several threads."""

    def stop(self) -> None:
        """End every notebook that runs, at once."""


def run_notebooks(
    jobs: Iterable[Job],
    runner: RunnerName = "auto",
    workers: int = 2,
    timeout: float = 120.0,
    on_done: Callable[[Outcome], None] | None = None,
    say: Callable[[str], None] | None = None,
) -> list[Outcome]:
    """Run notebooks, each in a process of its own.

    Parameters
    ----------
    jobs
        What to run.
    runner
        ``"fork"``, ``"stock"``, or ``"auto"``: fork where it exists and passes its self-test, stock otherwise.
    workers
        How many run at once.
    timeout
        Seconds that one notebook may take. It is interrupted then, so that its traceback says where it was, and
        killed five seconds later.
    on_done
        Called with each outcome as it comes, in this thread.
    say
        Called with a plain line, once, when `auto` falls back to stock. Standard error by default.

    Returns
    -------
    list of Outcome
        In the order of `jobs`. A notebook that fails does not stop the others.

    Raises
    ------
    Refused
        Before anything runs: a notebook that cannot be read, or a parameter that its notebook does not know; or
        `runner` is ``"fork"`` on a platform without it.
    KeyboardInterrupt
        On Ctrl-C, after every notebook's process has been ended.
    """
    listed = list(jobs)
    check_jobs(listed)
    if not listed:
        return []
    chosen = choose(runner, timeout, say)
    outcomes: dict[int, Outcome] = {}
    with ThreadPoolExecutor(max_workers=max(1, workers), thread_name_prefix="notebook") as pool:
        futures: dict[Future[Outcome], int] = {pool.submit(chosen.run, job): place for place, job in enumerate(listed)}
        try:
            for future in as_completed(futures):
                outcomes[futures[future]] = future.result()
                if on_done:
                    on_done(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            chosen.stop()
            raise
    return [outcomes[place] for place in range(len(listed))]


def prepare(runner: RunnerName = "auto") -> None:
    """Begin to warm up, and return at once: a build can read its returns while libraries are imported."""
    if runner != "stock":
        from helpers.publish.run import fork

        if fork.can_fork():
            fork.begin()


def choose(name: RunnerName, timeout: float = 120.0, say: Callable[[str], None] | None = None) -> Runner:
    """Make the runner of that name; for ``"auto"`` the first that works here.

    Raises
    ------
    Refused
        An unknown name, or ``"fork"`` where there is none.
    """
    from helpers.publish.run import fork

    if name not in get_args(RunnerName):
        raise Refused.one(
            "--runner", f'"{name}"', f"one of {quoted(get_args(RunnerName))}", "Choose one of these, or leave it out."
        )
    if name == "fork" and not fork.can_fork():
        raise Refused.one("--runner", '"fork" on a system that cannot fork', '"auto" or "stock"', "Leave --runner out.")
    if name == "auto":
        fault = fork_fault()
        if fault and fault not in _told:
            _told.add(fault)
            (say or _to_standard_error)(f"Notebooks run in stock kernels, which is slower: {fault}")
        name = "stock" if fault else "fork"
    if name == "fork":
        return fork.ForkRunner(timeout)
    from helpers.publish.run.stock import StockRunner

    return StockRunner(timeout)


@cache
def fork_fault() -> str:
    """Say why forks cannot be used here, or nothing: runs a tiny notebook in one, once a program."""
    from helpers.publish.run import fork

    if not fork.can_fork():
        return "this system has no fork server."
    with TemporaryDirectory(prefix="goldenthread-") as name:
        folder = Path(name)
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SELF_TEST)])
        nbformat.write(notebook, folder / "self-test.ipynb")
        job = Job(folder / "self-test.ipynb", folder / "out.ipynb", {}, folder)
        outcome = fork.ForkRunner(SELF_TEST_SECONDS).run(job)
        if not outcome.ok:
            return f"the self-test of forked processes failed. {(outcome.traceback or '').strip().splitlines()[-1]}"
        outputs = nbformat.read(job.output, as_version=4).cells[0].outputs
        if not outputs or outputs[0].get("text") != "42\n":
            return "the self-test of forked processes gave another output than it should."
    return ""


def _to_standard_error(line: str) -> None:
    sys.stderr.write(line + "\n")
