"""What a cell publishes, caught in the process that runs it: messages instead of sockets, files instead of a terminal.

ipykernel's own shell makes the messages, so their content is the stock kernel's; here they only change the vehicle.
Imports jupyter_client.
"""

from __future__ import annotations

import codecs
import io
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.session import Session

#: The two channels of the Jupyter protocol that an executing client listens to.
IOPUB, SHELL = "iopub", "shell"
#: What `Session.send` takes after the message, in its order, and what of it makes a message.
_OF_SEND = ("content", "parent", "ident", "buffers", "track", "header", "metadata")
_OF_MESSAGE = ("content", "parent", "header", "metadata")


class Wire(Session):
    """A Jupyter session whose messages go into two queues of this process rather than over sockets."""

    def __init__(self) -> None:
        super().__init__(key=b"")
        self.queues: dict[str, deque[dict[str, Any]]] = {IOPUB: deque(), SHELL: deque()}

    def send(self, stream: Any, msg_or_type: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Queue a message for the client.

        It is packed and unpacked as for a socket: a tuple becomes a list and a date a string, exactly as in an output
        that came from a stock kernel, and later changes to the object do not change the message.
        """
        given = dict(zip(_OF_SEND, args, strict=False)) | kwargs
        message: dict[str, Any] = msg_or_type
        if not isinstance(msg_or_type, dict):
            message = self.msg(msg_or_type, **{name: given.get(name) for name in _OF_MESSAGE})
        carried: dict[str, Any] = self.unpack(self.pack({key: message[key] for key in message if key != "buffers"}))
        carried["buffers"] = given.get("buffers") or message.get("buffers") or []
        self.queues[stream].append(carried)
        return message


class Stream(io.TextIOBase):
    """Standard output or error of the cells: what Python prints and, in its place, what subprocesses write.

    Parameters
    ----------
    name
        ``"stdout"`` or ``"stderr"``.
    publish
        Called with the text gathered since the last flush.
    spool
        File to which the process's own descriptor is pointed; None when subprocesses are not to be caught.
    """

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, publish: Callable[[str, str], None], spool: Path | None) -> None:
        self.name = name
        self._descriptor = {"stdout": 1, "stderr": 2}[name]
        self._publish = publish
        self._spool = spool.open("rb", buffering=0) if spool else None
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._lock = threading.RLock()
        self._texts: list[str] = []
        self._owner = os.getpid()

    def writable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Descriptor to hand to a subprocess; what it writes there comes back into the cell."""
        return self._descriptor

    def write(self, text: str) -> int:
        """Gather text until the next flush, after what subprocesses wrote before it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() != self._owner:
            # A process that the notebook forked: its memory is a copy, only the descriptor reaches us.
            return os.write(self._descriptor, text.encode())
        with self._lock:
            self._collect()
            self._texts.append(text)
        return len(text)

    def flush(self) -> None:
        """Publish what was gathered, in one message."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._collect()
            text = "".join(self._texts)
            self._texts.clear()
            if text:
                self._publish(self.name, text)

    def _collect(self) -> None:
        if self._spool and (written := self._spool.read()):
            self._texts.append(self._decode(written))


def spools(folder: Path) -> dict[str, Path]:
    """Name the files that hold what a process writes to its own output and error."""
    return {"stdout": folder / "stdout.txt", "stderr": folder / "stderr.txt"}


def point_descriptors(folder: Path) -> None:
    """Point this process's standard output and error at files for good, so that nothing that runs in it is lost."""
    for descriptor, path in zip((1, 2), spools(folder).values(), strict=True):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)


def read_spools(folder: Path, limit: int = 100_000) -> str:
    """Read what a process wrote past Python, its last `limit` characters, whether it ended well or was killed."""
    texts = [path.read_text("utf-8", errors="replace") for path in spools(folder).values() if path.exists()]
    return "".join(texts)[-limit:]


@contextmanager
def standing_in(**streams: io.TextIOBase) -> Iterator[None]:
    """Let `streams` stand in for `sys.stdout` and `sys.stderr` while a cell runs."""
    import sys

    before = {name: getattr(sys, name) for name in streams}
    for name, stream in streams.items():
        setattr(sys, name, stream)
    try:
        yield
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)
