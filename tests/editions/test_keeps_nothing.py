"""A page that leaves something on the reader's device, or asks another host for something, is found out."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing.checks import kept_nothing
from browsing.served import served
from browsing.tab import Tab
from playwright.sync_api import Browser

PAGE = "<!DOCTYPE html><html lang='en'><title>A page</title><link rel='icon' href='data:,'>{}</html>"
BAD = {
    "document.cookie = 'seen=1'": "set the cookie seen",
    "localStorage.setItem('theme', 'dark')": "kept theme",
    "sessionStorage.setItem('last', '43')": "kept last",
}


@pytest.mark.needs_chromium
def test_a_page_that_keeps_something_on_the_readers_device_is_found_out(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(PAGE.format("<p>Nothing</p>"), encoding="utf-8")
    for number, script in enumerate(BAD):
        (tmp_path / f"{number}.html").write_text(PAGE.format(f"<script>{script}</script>"), encoding="utf-8")
    with served(tmp_path) as address:
        for number, words in enumerate(BAD.values()):
            tab = Tab(browser, address, 360)
            tab.open("good.html")
            assert kept_nothing(tab, "good.html", "360 px") == []
            tab.open(f"{number}.html")
            assert [fault.words for fault in kept_nothing(tab, "bad.html", "360 px")] == [f"{words} (360 px)"]
            tab.close()


@pytest.mark.needs_chromium
def test_a_page_that_asks_another_host_is_found_out(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        PAGE.format("<img src='http://127.0.0.1:9/pixel.gif' alt=''>"), encoding="utf-8"
    )
    with served(tmp_path) as address:
        tab = Tab(browser, address, 360)
        tab.open("page.html")
        assert "asked another place for http://127.0.0.1:9/pixel.gif" in tab.complaints
        tab.close()
