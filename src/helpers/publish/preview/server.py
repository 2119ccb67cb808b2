"""The preview's server: files of an edition to this machine alone, and word of every change to its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from helpers.model.errors import Refused
from helpers.publish.preview.board import Board
from helpers.publish.preview.served import (
    HOME,
    RELOAD,
    STYLE,
    fault_page,
    missing_page,
    waiting_page,
    with_notice,
    with_reload,
)

LOCAL = ("127.0.0.1", "localhost")
PATIENCE = 10.0
"""Seconds between signs of life to a browser that waits: by these a closed one is noticed."""


class _Handler(SimpleHTTPRequestHandler):
    """Answers one browser."""

    def __init__(self, *arguments: object, board: Board, expected: Callable[[str], bool], directory: str) -> None:
        self._board, self._expected = board, expected
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in LOCAL:
            self.send_error(HTTPStatus.FORBIDDEN)  # a stranger's page that has its own name lead to this machine
            return
        path = unquote(urlsplit(self.path).path)
        page = f"{path.removeprefix('/')}index.html" if path.endswith("/") else path.removeprefix("/")
        if path.startswith(HOME):
            self._own(path.removeprefix(HOME))
        elif page.endswith(".html"):
            self._page(page)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Keep browsers from keeping anything: the next save changes it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _own(self, name: str) -> None:
        if name == "events":
            self._events()
        elif name == "reload.js":
            self._send(RELOAD, "text/javascript")
        elif name == "style.css":
            self._send(STYLE, "text/css")
        elif name == "fault" and (fault := self._board.everywhere):
            self._send(with_reload(fault_page(fault), "", self._board.stamp("")), "text/html")
        else:
            self._send(missing_page(name), "text/html", HTTPStatus.NOT_FOUND)

    def _page(self, page: str) -> None:
        stamp = self._board.stamp(page)  # before the page is read: a change from here on makes the browser ask again
        self._board.asked_for(page)
        html, status = self._content(page)
        self._send(with_reload(html, page, stamp), "text/html", status)

    def _content(self, page: str) -> tuple[str, HTTPStatus]:
        if fault := self._board.fault_of(page):
            return fault_page(fault), HTTPStatus.INTERNAL_SERVER_ERROR
        fault = self._board.everywhere
        try:
            html = Path(self.translate_path(f"/{page}")).read_text(encoding="utf-8")
        except OSError:
            if not self._expected(page):
                return missing_page(page), HTTPStatus.NOT_FOUND
            if fault:
                return fault_page(fault), HTTPStatus.INTERNAL_SERVER_ERROR
            return waiting_page(page), HTTPStatus.OK
        return with_notice(html, fault) if fault else html, HTTPStatus.OK

    def _events(self) -> None:
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        page, stamp = asked.get("page", [""])[0], asked.get("stamp", [""])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self._board.open(page):
            try:
                while not self._board.wait(page, stamp, PATIENCE):
                    self._tell(": still here\n\n")
                self._tell("event: changed\ndata: now\n\n")
            except OSError:
                return  # the browser has gone

    def _tell(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _send(self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    """A server whose waiting browsers do not keep the program from ending."""

    daemon_threads = True
    block_on_close = False


def serve(folder: Path, board: Board, expected: Callable[[str], bool], port: int = 0) -> ThreadingHTTPServer:
    """Serve a folder to this machine alone, from a thread; port 0 takes any free one.

    Parameters
    ----------
    folder
        The edition's files.
    board
        What is known of its pages.
    expected
        Whether a page that is not there yet is to come.

    Raises
    ------
    Refused
        Another program has the port, or it may not be opened.
    """
    handler = partial(_Handler, board=board, expected=expected, directory=str(folder))
    try:
        server = _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise Refused.one(
            f"--port {port}", f"a port that cannot be opened ({error.strerror})", "a free port",
            "Name another one, or --port 0 to take any that is free.",
        ) from None  # fmt: skip
    Thread(target=server.serve_forever, daemon=True).start()
    return server
