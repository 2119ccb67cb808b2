"""A notebook to run, and how that ended. Imports the standard library alone."""

from __future__ import annotations

import hashlib
import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """One notebook to run with one set of parameters.

    Attributes
    ----------
    source
        The notebook as written. It is never changed.
    output
        Where the executed notebook goes; the folder is made. After a failed cell it holds the error; after a crash,
        or when the process had to be killed, nothing is there.
    parameters
        Values for the notebook's `parameters` cell.
    folder
        Working directory of the notebook.
    environment
        Environment variables to add for this notebook alone.
    """

    source: Path
    output: Path
    parameters: Mapping[str, object]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """Seed of the random numbers of this job.

        It follows from the notebook's name and its parameters: two builds of the same inputs draw the same numbers,
        wherever the workspace lies, and two reports do not share theirs.

        Examples
        --------
        >>> first = Job(Path("a.ipynb"), Path("b.ipynb"), {"period": "2019-20-q2"}, Path("."))
        >>> first.seed == Job(Path("x/a.ipynb"), Path("c.ipynb"), {"period": "2019-20-q2"}, Path("x")).seed
        True
        """
        text = json.dumps([self.source.name, dict(self.parameters)], sort_keys=True, default=str)
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


@dataclass(frozen=True)
class Failure:
    """Why a notebook did not finish.

    Attributes
    ----------
    cell
        The cell that was running, as a person finds it in the source: number, id and first lines; None when no cell
        had started.
    traceback
        What went wrong, without terminal colours.
    """

    cell: str | None
    traceback: str


@dataclass(frozen=True)
class Outcome:
    """How one job ended.

    Attributes
    ----------
    job
        The job.
    ok
        Whether every cell ran.
    seconds
        Wall time of the job, in seconds.
    cell
        The cell that failed: its number in the source, its id and its first lines. None when `ok`.
    traceback
        The error, without terminal colours. None when `ok`.
    log
        What was written past Python to the process's own output: by subprocesses, C libraries, a crash.
    reused
        Whether nothing ran: an earlier build kept what this job would make.
    """

    job: Job
    ok: bool
    seconds: float
    cell: str | None = None
    traceback: str | None = None
    log: str = ""
    reused: bool = False

    @classmethod
    def of(cls, job: Job, failure: Failure | None, seconds: float, log: str) -> Outcome:
        """Make the outcome of a job from its failure, or from there being none."""
        if failure is None:
            return cls(job, ok=True, seconds=seconds, log=log)
        return cls(job, ok=False, seconds=seconds, cell=failure.cell, traceback=failure.traceback, log=log)


def died(code: int | None) -> str:
    """Say how the process of a notebook ended that ended before the notebook.

    Examples
    --------
    >>> died(-11)
    "The notebook's process ended with SIGSEGV before the notebook did."
    >>> died(3)
    "The notebook's process ended with exit status 3 before the notebook did."
    """
    how = signal.Signals(-code).name if code is not None and code < 0 else f"exit status {code}"
    return f"The notebook's process ended with {how} before the notebook did."
