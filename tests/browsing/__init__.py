"""Pages in a real browser: what the fast set in `make test` and the whole of `make audit` look with.

Debian's Chromium as tests open it: as root, without a screen, and asking nothing of the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def chromium_open(executable: str) -> Iterator[Browser]:
    """Open a browser; while it is open, nothing else in the process can run an event loop."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield opened
        opened.close()
