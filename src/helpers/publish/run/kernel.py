"""ipykernel's own kernel, run inside this process: no sockets, no threads, no second interpreter.

nbclient drives it as it drives any kernel, so streams, display updates, cleared outputs, tags and errors are treated by
the very code that treats a stock kernel's. Imports IPython and ipykernel.
"""

from __future__ import annotations

import logging
from pathlib import Path
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers.publish.run.capture import IOPUB, SHELL, Stream, Wire, spools, standing_in


class InProcessKernel(IPythonKernel):
    """The kernel.

    Parameters
    ----------
    wire
        Where its messages go.
    """

    def __init__(self, wire: Wire) -> None:
        config = Config()
        config.HistoryManager.enabled = False  # a build leaves no history, and no thread to write it
        log = logging.getLogger(__name__)
        super().__init__(session=wire, iopub_socket=IOPUB, config=config, log=log)  # type: ignore[no-untyped-call]
        # ipykernel asks which thread cells run in before it takes an interrupt in hand while a cell awaits. None of
        # its own: an interrupt is raised where it comes, in such a cell as in any other.
        self.shell_channel_thread = SimpleNamespace(parent_thread=None)
        # `exit` in a stock kernel stops the kernel's loop; here that loop is nbclient's own.
        assert self.shell is not None
        self.shell.keepkernel_on_exit = True

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits in a queue: cells are handed over one at a time."""


class Client:
    """The part of a Jupyter client that nbclient uses.

    Parameters
    ----------
    spool
        Folder of the files to which the process's descriptors point, or None.
    """

    allow_stdin = False

    def __init__(self, spool: Path | None) -> None:
        if InteractiveShell.initialized():
            raise RuntimeError("One process runs one notebook: this one already has an IPython shell.")
        self._wire = Wire()
        self._kernel: Any = InProcessKernel.instance(self._wire)
        self._parent: dict[str, Any] = {}
        files = spools(spool) if spool else {}
        self._streams = {name: Stream(name, self._stream, files.get(name)) for name in ("stdout", "stderr")}
        self.shell_channel = Channel(self._wire, SHELL)
        self.iopub_channel = Channel(self._wire, IOPUB)

    def _stream(self, name: str, text: str) -> None:
        self._wire.send(IOPUB, "stream", {"name": name, "text": text}, parent=self._parent)

    def start_channels(self) -> None:
        """Nothing to start."""

    def stop_channels(self) -> None:
        """Nothing to stop."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ready from the start."""

    def is_alive(self) -> bool:
        """Alive as long as this process is."""
        return True

    def kernel_info(self) -> str:
        """Ask what the kernel is."""
        request = self._wire.msg("kernel_info_request")
        self._wire.send(SHELL, "kernel_info_reply", self._kernel.kernel_info, parent=request)
        return str(request["header"]["msg_id"])

    async def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Run a cell now; its messages wait in the channels afterwards."""
        content = {"code": code, "silent": False, "store_history": store_history, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": stop_on_error}  # fmt: skip
        self._parent = self._wire.msg("execute_request", content)
        self._kernel.set_parent([], self._parent, channel="shell")
        with standing_in(**self._streams):
            await self._kernel.execute_request(SHELL, [], self._parent)
        self._wire.send(IOPUB, "status", {"execution_state": "idle"}, parent=self._parent)
        return str(self._parent["header"]["msg_id"])


class Channel:
    """One of the wire's queues, read as a channel."""

    def __init__(self, wire: Wire, name: str) -> None:
        self._queue = wire.queues[name]

    def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # noqa: ARG002 - nothing arrives later
        """Take the next message.

        Raises
        ------
        queue.Empty
            When there is none.
        """
        if not self._queue:
            raise Empty
        return self._queue.popleft()


class Manager:
    """The part of a kernel manager that nbclient uses: the kernel is this process.

    Parameters
    ----------
    spool
        Folder of the files to which the process's descriptors point, or None.
    """

    has_kernel = True
    kernel_id = "in-process"

    def __init__(self, spool: Path | None = None) -> None:
        self._spool = spool

    def client(self) -> Client:
        """Make the client that nbclient talks to."""
        return Client(self._spool)
