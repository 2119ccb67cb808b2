"""A folder over HTTP, under a base path that no page could have guessed: with a space in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

BASE = "/a council/its pages/"


class Below(SimpleHTTPRequestHandler):
    """Serves a folder below the base path, and nothing outside of it."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        base = quote(BASE)
        return super().translate_path(path.removeprefix(base) if path.startswith(base) else "/no-such-file")

    def log_message(self, *_: Any) -> None:
        """Say nothing: the browser tells what it could not get."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and give the address of the folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Below, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{quote(BASE)}"
    finally:
        server.shutdown()
        server.server_close()
