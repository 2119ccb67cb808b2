"""One visitor of an edition: a browser with a tab for each way of looking, kept open from page to page."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from browsing.checks import accessible, by_keyboard, drawn, fits, forced, spaced, still, without_scripts, zoomed
from browsing.edition import Edition, Fault
from browsing.tab import Tab

DESK, TABLET, PHONE = 1280, 768, 360


class Visitor:
    """Looks at pages of one edition, from its folder and over HTTP."""

    def __init__(self, browser: Browser, edition: Edition, address: str) -> None:
        self.edition = edition
        self.folder = Tab(browser, f"{edition.folder.resolve().as_uri()}/", DESK)
        self.tablet = Tab(browser, address, TABLET)
        self.phone = Tab(browser, address, PHONE)
        self.bare = Tab(browser, address, PHONE, java_script_enabled=False)

    def every_check(self, page: str) -> list[Fault]:
        """All checks of a page: three widths, light and dark, from the folder and over HTTP."""
        return self._kept(page, self._every_check(page))

    def fast_set(self, page: str) -> list[Fault]:
        """The same checks at the widths of a desk and of a phone, each asked once."""
        return self._kept(page, self._fast_set(page))

    def close(self) -> None:
        """Close all tabs."""
        for tab in (self.folder, self.tablet, self.phone, self.bare):
            tab.close()

    def _every_check(self, page: str) -> Iterable[list[Fault]]:
        for tab, where in ((self.folder, "1280 px, folder"), (self.tablet, "768 px"), (self.phone, "360 px")):
            yield drawn(tab, self.edition, page, where)
            yield accessible(tab, page, where)
            yield fits(tab, page, where)
            yield spaced(tab, page, where)
        yield zoomed(self.phone, page)
        self.phone.resize(PHONE)
        yield still(self.folder, page)
        yield forced(self.folder, page)
        yield by_keyboard(self.folder, page, "1280 px")
        yield by_keyboard(self.phone, page, "360 px")
        yield without_scripts(self.bare, self.edition, page)

    def _fast_set(self, page: str) -> Iterable[list[Fault]]:
        yield drawn(self.folder, self.edition, page, "1280 px, folder")
        yield accessible(self.folder, page, "1280 px", ("light",))
        yield still(self.folder, page)
        yield by_keyboard(self.folder, page, "1280 px")
        yield drawn(self.phone, self.edition, page, "360 px")
        yield accessible(self.phone, page, "360 px", ("dark",))
        yield fits(self.phone, page, "360 px")
        yield spaced(self.phone, page, "360 px")
        yield zoomed(self.phone, page)
        self.phone.resize(PHONE)
        yield without_scripts(self.bare, self.edition, page)

    @staticmethod
    def _kept(page: str, checks: Iterable[list[Fault]]) -> list[Fault]:
        """Gather what the checks find; a page that stops the browser itself is a fault like another."""
        faults: list[Fault] = []
        try:
            for found in checks:
                faults += found
        except BrowserError as error:
            faults.append(Fault("console", page, f"the browser gave up: {str(error).splitlines()[0]}"))
        return faults
