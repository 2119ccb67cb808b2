"""The stock runner: papermill's own engine, each notebook in a kernel of its own.

For platforms without fork, and to hold the fork runner to. Imports jupyter_client, ipykernel, papermill.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError

from helpers.publish.run.capture import read_spools, spools
from helpers.publish.run.environment import environment_of, write_startup
from helpers.publish.run.execute import Progress, execute
from helpers.publish.run.job import Failure, Job, Outcome, died

#: Seconds that an interrupted notebook has to end by itself.
GRACE = 5.0
#: A socket's path may have 107 characters; the kernel adds some twenty to the folder's.
LONGEST_SOCKET = 80


class ThisPython(KernelSpecManager):
    """Knows one kernel: ipykernel in the Python that runs this, whatever kernels are installed for the user."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002
        """Give ipykernel's own specification."""
        return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())


class KernelOfJob(AsyncKernelManager):
    """A kernel in the folder and the environment of one job, its raw output caught in files."""

    def __init__(self, job: Job, scratch: Path) -> None:
        super().__init__(kernel_name="python3", kernel_spec_manager=ThisPython())
        self.connection_file = str(scratch / "kernel.json")
        if os.name == "posix" and len(str(scratch)) < LONGEST_SOCKET:
            self.transport = "ipc"  # over TCP any user of the machine could listen, and ports can collide
        self._unwanted = False
        self._job = job
        self._scratch = scratch

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Start it."""
        files = spools(self._scratch)
        with files["stdout"].open("wb") as out, files["stderr"].open("wb") as err:
            await super()._async_start_kernel(
                env=environment_of(self._job, self._scratch), cwd=str(self._job.folder.absolute()),
                stdout=out, stderr=err, **options,
            )  # fmt: skip
        if self._unwanted:
            self.kill()

    async def end(self) -> None:
        """End it now."""
        await self.shutdown_kernel(now=True)

    def exit_code(self) -> int | None:
        """Say how the kernel's process ended, if it has: below nought, the number of a signal."""
        process = getattr(self.provisioner, "process", None)
        return process.poll() if process is not None else None

    def kill(self) -> None:
        """Kill the kernel's process from any thread, also if it only just starts; nbclient notices within a second."""
        self._unwanted = True
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            with suppress(OSError):
                process.kill()


class Clock:
    """The time that one notebook has, from its first cell on; it kills the kernel that overstays an interrupt.

    Parameters
    ----------
    timeout
        Seconds.
    kernel
        The kernel.
    """

    def __init__(self, timeout: float, kernel: KernelOfJob) -> None:
        self._timeout = timeout
        self._deadline: float | None = None
        self._killer = threading.Timer(timeout + GRACE, kernel.kill)
        self._killer.daemon = True

    def left(self, cell: object) -> float:  # noqa: ARG002 - nbclient passes it
        """Give the seconds left, never 0, which nbclient takes for no limit."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self._timeout
            self._killer.start()
        return max(0.01, self._deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._deadline is not None and time.monotonic() >= self._deadline

    def stop(self) -> None:
        """Let the kernel be."""
        self._killer.cancel()


class StockRunner:
    """Runs each notebook in papermill's own kernel.

    Parameters
    ----------
    timeout
        Seconds that a notebook may take.
    """

    name = "stock"

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._live: set[KernelOfJob] = set()
        self._stopping = False

    def run(self, job: Job) -> Outcome:
        """Run one notebook and say how it ended, whatever it did to its kernel."""
        started = time.monotonic()
        with TemporaryDirectory(prefix="goldenthread-", ignore_cleanup_errors=True) as folder:
            scratch = Path(folder)
            write_startup(job, scratch)
            failure = self._attempt(job, scratch)
            return Outcome.of(job, failure, time.monotonic() - started, read_spools(scratch))

    def stop(self) -> None:
        """End every notebook that runs, at once."""
        self._stopping = True
        for kernel in tuple(self._live):
            kernel.kill()

    def _attempt(self, job: Job, scratch: Path) -> Failure | None:
        if self._stopping:
            return Failure(None, "Not started: the build was stopped.")
        progress = Progress()
        kernel = KernelOfJob(job, scratch)
        self._live.add(kernel)
        clock = Clock(self._timeout, kernel)
        failure: Failure | None
        try:
            failure = execute(job, scratch, progress, km=kernel, interrupt_on_timeout=True, timeout_func=clock.left)
        except DeadKernelError:
            failure = Failure(progress.label, died(kernel.exit_code()))
        except Exception:
            failure = Failure(progress.label, traceback.format_exc())
        finally:
            clock.stop()
            self._live.discard(kernel)
            _shut_down(kernel)
        if failure and clock.over:
            return Failure(failure.cell, f"Stopped after {self._timeout:g} seconds.\n{failure.traceback}")
        return failure


def _shut_down(kernel: KernelOfJob) -> None:
    with suppress(Exception):  # it may never have started
        asyncio.run(kernel.end())
