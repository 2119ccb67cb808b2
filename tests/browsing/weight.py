"""What a page costs its reader: bytes that come over the wire, and the time until a slow machine can use it."""

from __future__ import annotations

import gzip
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from playwright.sync_api import Browser

from browsing.edition import Edition, Fault

LIGHTEST, SECONDS = 300_000, 1.0
"""The most that the first page may weigh, compressed, and how soon any page has to answer."""
SLOWED = 4
LATER = "assets/vega.js"
"""The bundle that draws charts: loaded when one comes into view, and counted by itself."""
QUIET = """() => new Promise((resolve) => {
  let last = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  const watch = new PerformanceObserver((list) => {
    for (const one of list.getEntries()) last = Math.max(last, one.startTime + one.duration);
  });
  watch.observe({ type: "longtask", buffered: true });
  setTimeout(() => resolve(last / 1000), 1500);
})"""
"""When the last long task ended: from then on the page answers at once."""


class Cost(NamedTuple):
    """A page, what it weighs compressed without the bundle of charts, and when it answered, in seconds."""

    page: str
    weight: int
    seconds: float


def cost_of(browser: Browser, edition: Edition, address: str, page: str) -> Cost:
    """Load a page twice on a processor slowed to a quarter, and take the better time: no machine is quite still."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    asked: set[str] = set()
    tab.on("request", lambda request: asked.add(request.url))
    session = context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    times: list[Any] = []
    for _ in range(2):
        tab.goto(address + quote(page))
        times.append(tab.evaluate(QUIET))
    context.close()
    names = [unquote(url).split("#")[0].split("?")[0].removeprefix(unquote(address)) for url in asked]
    files = [edition.folder / name for name in names if not name.endswith(LATER)]
    return Cost(page, sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file()), min(times))


def too_heavy(costs: list[Cost]) -> list[Fault]:
    """List the first page if it weighs too much, and every page that answers too late."""
    faults = [Fault("weight", cost.page, f"{cost.weight / 1000:.0f} KB compressed, above {LIGHTEST / 1000:.0f}")
              for cost in costs if cost.page == "index.html" and cost.weight > LIGHTEST]  # fmt: skip
    return faults + [
        Fault("speed", cost.page, f"answers after {cost.seconds:.1f} s on a processor {SLOWED} times slower")
        for cost in costs if cost.seconds > SECONDS
    ]  # fmt: skip
