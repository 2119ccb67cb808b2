"""One tab of a browser: opens pages, and gathers whatever the browser complains of meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of WCAG 2.0 to 2.2, A and AA, and axe's own advice. Only the tag of 2.2 brings its target size."""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that another scheme of colours can break."""


PATIENCE, STEP = 30_000, 20
"""Milliseconds that a page may wait for a file, and between two looks whether it came."""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


class Tab:
    """A tab of a width; pages opened in it stand below `base`, and anything else asked for is a complaint."""

    def __init__(self, browser: Browser, base: str, width: int, height: int = 900, **choices: Any) -> None:
        self.base = base
        self.scripts = choices.get("java_script_enabled", True)
        context = browser.new_context(viewport={"width": width, "height": height}, **choices)
        context.add_init_script(PROBES)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.awaited: set[Request] = set()
        self.page.on("console", lambda said: self._complain(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("requestfailed", lambda request: self._complain(f"could not get {request.url}"))
        self.page.on("request", lambda request: self._foreign(request.url))
        self.page.on("request", lambda request: self.awaited.add(request))
        self.page.on("requestfinished", lambda request: self.awaited.discard(request))
        self.page.on("requestfailed", lambda request: self.awaited.discard(request))

    def open(self, name: str) -> None:
        """Open a page of the edition from its top."""
        self.complaints.clear()
        self.awaited.clear()
        self.page.goto(self.base + quote(name))

    def wait_until_all_has_come(self) -> None:
        """Wait for what was asked for until it comes or fails; playwright's idle network waits half a second more."""
        self.page.evaluate(TWO_FRAMES)  # what a script asks for at the end of drawing is asked for by then
        for _ in range(PATIENCE // STEP):
            if not self.awaited:
                return
            self.page.wait_for_timeout(STEP)
        self._complain(f"still waits for {sorted(request.url for request in self.awaited)}")

    def ask(self, probe: str, *arguments: Any) -> Any:
        """Ask the page one of `probes.js`; a page whose scripts are off is brought them with the question."""
        brought = "" if self.scripts else PROBES
        return self.page.evaluate(f"given => {{{brought}; return probes.{probe}(...given)}}", list(arguments))

    def look(self, **media: Any) -> None:
        """Show the page as another reader has it set: `color_scheme`, `forced_colors`, `reduced_motion`."""
        self.page.emulate_media(**media)

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window wider or narrower, as zooming does."""
        self.page.set_viewport_size({"width": width, "height": height})

    def axe(self, only: Any = WCAG) -> list[str]:
        """Say what axe-core finds, rule by rule; nothing is fetched for it, since the page's policy would stop that."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        command = """options => axe.run(document, options).then(({violations}) => violations.map(({id, nodes}) =>
            `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(" | ")} (${nodes.length})`))"""
        found: list[str] = self.page.evaluate(
            command, {"runOnly": only, "resultTypes": ["violations"], "preload": False}
        )
        return found

    def close(self) -> None:
        """Close the tab and all it remembers."""
        self.page.context.close()

    def _complain(self, words: str) -> None:
        self.complaints.append(words[:200])

    def _foreign(self, address: str) -> None:
        if not address.startswith((self.base, "data:", "blob:")):
            self._complain(f"asked another place for {address}")
