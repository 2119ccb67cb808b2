"""Serve an edition on this machine and build it again whenever something of the workspace is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from watchfiles import watch

from helpers.model.errors import Refused
from helpers.model.workspace import REPOSITORY, Workspace

WATCHED = ("params", "data", "notebooks", "reports", "_quarto.yml", "_extensions")


class _Quiet(SimpleHTTPRequestHandler):
    """Serve files without a line in the log for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Serve a folder to this machine alone, from a thread; port 0 takes any free one.

    Raises
    ------
    Refused
        Another program has the port, or it may not be opened.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise Refused.one(
            f"--port {port}", f"a port that cannot be opened ({error.strerror})", "a free port",
            "Name another one, or --port 0 to take any that is free.",
        ) from None  # fmt: skip
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def rebuild_on_save(workspace: Workspace, rebuild: Callable[[], None]) -> None:
    """Call `rebuild` after every save in the workspace, until interrupted."""
    roots = {workspace.root, REPOSITORY}
    paths = [root / name for root in roots for name in WATCHED if (root / name).exists()]
    for _ in watch(*paths, raise_interrupt=False):
        rebuild()
