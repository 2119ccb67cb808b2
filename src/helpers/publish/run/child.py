"""What happens in the forked process of one notebook. Imports `helpers.publish.run`, papermill when called."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.publish.run.capture import point_descriptors
from helpers.publish.run.environment import reseed
from helpers.publish.run.job import Failure, Job

if TYPE_CHECKING:
    from helpers.publish.run.execute import Progress

#: Sent to a process that does not heed an interrupt, before it is killed: it writes where it hangs to its error output.
WHERE = getattr(signal, "SIGUSR1", None)


def run(job: Job, environment: Mapping[str, str], scratch: Path, answers: Connection) -> None:
    """Run one notebook in this process, which ends afterwards.

    Parameters
    ----------
    job
        The job.
    environment
        The whole environment of the process.
    scratch
        Folder for what it writes.
    answers
        Where ``("cell", label)`` goes as each cell starts, and ``("done", failure)`` at the end.
    """
    _settle(environment, scratch, job)
    from helpers.publish.run.execute import Progress

    progress = Progress(lambda label: answers.send(("cell", label)))
    try:
        answers.send(("cell", None))
        failure = _execute(job, scratch, progress)
    except BaseException:
        failure = Failure(progress.label, traceback.format_exc())
    with suppress(OSError):  # the parent may have gone
        answers.send(("done", failure))
    _end_others()


def _execute(job: Job, scratch: Path, progress: Progress) -> Failure | None:
    from papermill.engines import papermill_engines

    from helpers.publish.cache.drawings import remember_drawings
    from helpers.publish.run import engine, execute

    remember_drawings()
    papermill_engines.register(engine.NAME, engine.Engine)  # also where the package is used without being installed
    return execute.execute(
        job, scratch, progress, engine_name=engine.NAME, spool=scratch, cwd=str(job.folder.absolute())
    )


def _settle(environment: Mapping[str, str], scratch: Path, job: Job) -> None:
    os.setsid()  # Ctrl-C is the parent's business, and the whole group of the notebook can be ended at once
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ.clear()
    os.environ.update(environment)
    point_descriptors(scratch)
    faulthandler.enable(2)
    if WHERE is not None:
        faulthandler.register(WHERE, 2, all_threads=False)
    sys.path[:] = _with_folder(sys.path)
    reseed(job.seed)


def _with_folder(entries: list[str]) -> list[str]:
    """Let a notebook import what lies beside it, after the standard library, as a stock kernel does."""
    kept = [entry for entry in entries if entry]
    installed = (place for place, entry in enumerate(kept) if Path(entry).name in {"site-packages", "dist-packages"})
    place = next(installed, len(kept))
    return [*kept[:place], "", *kept[place:]]


def _end_others() -> None:
    """End what the notebook left running."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
