"""The fork runner: one warm process, and a fork of it for each notebook, watched until it ends.

The standard library's fork server is the warm process. It is one per program; what it holds is in
`helpers.publish.run.warm`. Imports the standard library and `helpers.publish.run`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from helpers.publish.run import child
from helpers.publish.run.capture import read_spools
from helpers.publish.run.environment import FIXED, environment_of
from helpers.publish.run.job import Failure, Job, Outcome, died

#: Seconds that an interrupted notebook has to end by itself.
GRACE = 5.0
#: Seconds that a finished notebook's process has to tidy up after itself.
LINGER = 2.0
#: Seconds that the warm process has to import everything.
WARMING = 120.0

_starting = threading.Lock()


def can_fork() -> bool:
    """Whether this platform has a fork server."""
    return "forkserver" in multiprocessing.get_all_start_methods()


class ForkRunner:
    """Runs each notebook in a fork of the warm process.

    Parameters
    ----------
    timeout
        Seconds that a notebook may take.
    """

    name = "fork"

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._live: set[BaseProcess] = set()
        self._stopping = False

    def run(self, job: Job) -> Outcome:
        """Run one notebook and say how it ended, whatever it did to its process."""
        started = time.monotonic()
        with TemporaryDirectory(prefix="goldenthread-") as folder:
            scratch = Path(folder)
            try:
                failure = self._watch(job, scratch)
            except (OSError, EOFError):  # the warm process itself died
                failure = Failure(None, traceback.format_exc())
            return Outcome.of(job, failure, time.monotonic() - started, read_spools(scratch))

    def stop(self) -> None:
        """End every notebook that runs, at once."""
        self._stopping = True
        for process in tuple(self._live):
            end(process)

    def _watch(self, job: Job, scratch: Path) -> Failure | None:
        if self._stopping:
            return Failure(None, "Not started: the build was stopped.")
        process, answers = start(job, scratch)
        self._live.add(process)
        if self._stopping:  # while it was being started
            end(process)
        try:
            return Watch(process, answers, self._timeout).until_the_end()
        except BaseException:
            end(process)
            raise
        finally:
            process.join(LINGER)
            end(process)
            process.join()
            process.close()
            answers.close()
            self._live.discard(process)


class Watch:
    """Follows one forked process to its end.

    Parameters
    ----------
    process
        The process.
    answers
        What it says.
    timeout
        Seconds it may take from its first word.
    """

    def __init__(self, process: BaseProcess, answers: Connection, timeout: float) -> None:
        self._process = process
        self._answers = answers
        self._timeout = timeout
        self._cell: str | None = None
        self._deadline = time.monotonic() + WARMING
        self._spoken = self._interrupted = False

    def until_the_end(self) -> Failure | None:
        """Wait for the process, interrupt it when its time is up, and say why it failed, if it did."""
        while True:
            left = self._deadline - time.monotonic()
            ready = wait([self._answers, self._process.sentinel], timeout=max(0.0, left))
            if self._answers in ready:
                try:
                    kind, value = self._answers.recv()
                except (EOFError, OSError):
                    return self._ended()
                if kind == "done":
                    return self._late(value) if self._interrupted else value
                self._heard(value)
            elif ready:
                return self._ended()
            elif not self._overdue():
                return self._late(None)

    def _heard(self, label: str | None) -> None:
        self._cell = label or self._cell
        if not self._spoken:
            self._spoken = True
            self._deadline = time.monotonic() + self._timeout

    def _overdue(self) -> bool:
        """Interrupt the process the first time; kill it the second, and say no."""
        if self._interrupted or not self._spoken:
            _signal(self._process, child.WHERE)
            time.sleep(0.2)  # to write where it hangs
            end(self._process)
            return False
        self._interrupted = True
        self._deadline = time.monotonic() + GRACE
        _signal(self._process, signal.SIGINT)
        return True

    def _late(self, failure: Failure | None) -> Failure:
        where = failure.traceback if failure else "It did not heed the interrupt and was killed."
        return Failure(self._cell, f"Stopped after {self._timeout:g} seconds.\n{where}")

    def _ended(self) -> Failure:
        self._process.join()
        _kill_group(self._process)  # what it had started outlives a crash
        return Failure(self._cell, died(self._process.exitcode))


def begin() -> None:
    """Start the warm process if it does not run, and do not wait for it."""
    with _starting, _fixed_environment(), _without_main(), _without_interrupts():
        forkserver.set_forkserver_preload(["helpers.publish.run.warm"])
        forkserver.ensure_running()


def start(job: Job, scratch: Path) -> tuple[BaseProcess, Connection]:
    """Fork a process for a job, warming the warm process first where it is not."""
    context = multiprocessing.get_context("forkserver")
    receive, send = context.Pipe(duplex=False)
    plain = replace(job, parameters=dict(job.parameters), environment=dict(job.environment))
    process = context.Process(target=child.run, args=(plain, environment_of(job, scratch), scratch, send))
    begin()
    with _starting, _without_main():
        process.start()
    send.close()
    return process, receive


def end(process: BaseProcess) -> None:
    """Kill a notebook's process with everything it started, if it still runs."""
    with suppress(ValueError):  # closed already
        if process.is_alive():
            _kill_group(process)
            process.kill()


def _kill_group(process: BaseProcess) -> None:
    if process.pid:  # never 0, which would be our own group
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _signal(process: BaseProcess, number: int | None) -> None:
    if number is not None and process.pid:
        with suppress(ProcessLookupError):
            os.kill(process.pid, number)


@contextmanager
def _fixed_environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in FIXED}
    os.environ.update(FIXED)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start the warm process deaf to Ctrl-C, which reaches every process of a terminal; its parent ends it."""
    resource_tracker.ensure_running()  # else it is started in here, and lifts the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep multiprocessing from running the program's main file again in every child.

    A child needs nothing of it, and it may be a console script, pytest, or a file without a `__main__` guard.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
