"""What is asked of a page: each check opens it in one way and gives its faults in words.

The fast set in `make test` asks them of one page of each kind, `make audit` of every page at every width.
"""

from __future__ import annotations

from collections.abc import Iterator

from browsing.edition import Edition, Fault
from browsing.tab import COLOURS, Tab

ZOOMS = {640: "at 200%", 320: "at 400%"}
"""The width that a window of 1280 px has left when a reader zooms in."""
FEWEST_WORDS = 20


def _faults(check: str, page: str, words: Iterator[str] | list[str], where: str = "") -> list[Fault]:
    return [Fault(check, page, f"{one} ({where})" if where else one) for one in words]


def drawn(tab: Tab, edition: Edition, page: str, where: str) -> list[Fault]:
    """Open the page: as many charts are drawn as the manifest counts, and the browser complains of nothing."""
    tab.open(page)
    found = tab.ask("draw")
    promised = edition.charts.get(page, 0)
    faults = _faults("charts", page, [f"not drawn: {chart}" for chart in found["blank"]], where)
    if found["drawn"] != promised:
        faults.append(Fault("charts", page, f"{found['drawn']} of {promised} charts drawn ({where})"))
    tab.wait_until_all_has_come()
    faults += kept_nothing(tab, page, where)
    return faults + _faults("console", page, sorted(set(tab.complaints)), where)


def kept_nothing(tab: Tab, page: str, where: str) -> list[Fault]:
    """The open page has left nothing on the reader's device, as the page about the figures promises.

    That it asks nothing of another host is a complaint of the tab itself.
    """
    words = [f"set the cookie {cookie['name']}" for cookie in tab.page.context.cookies()]
    held = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    words += [f"kept {name}" for name in tab.page.evaluate(held)]
    return _faults("keeps", page, words, where)


def accessible(tab: Tab, page: str, where: str, schemes: tuple[str, ...] = ("light", "dark")) -> list[Fault]:
    """Let axe-core look at the page that is open: by all its rules, and by those of colour in the other scheme."""
    faults = []
    for scheme in schemes:
        tab.look(color_scheme=scheme)
        found = tab.axe(COLOURS) if scheme != schemes[0] else tab.axe()
        faults += _faults("axe", page, found, f"{where}, {scheme}")
    tab.look(color_scheme="light")
    return faults


def fits(tab: Tab, page: str, where: str) -> list[Fault]:
    """Nothing makes the open page scroll sideways, and no word is cut off, or broken where it is short."""
    return _faults("width", page, [*tab.ask("sideways"), *tab.ask("clipped"), *tab.ask("split")], where)


def spaced(tab: Tab, page: str, where: str) -> list[Fault]:
    """With the reader's own text spacing (WCAG 1.4.12) nothing is lost."""
    tab.ask("space")
    faults = _faults("spacing", page, [*tab.ask("sideways"), *tab.ask("clipped")], where)
    tab.ask("unspace")
    return faults


def zoomed(tab: Tab, page: str) -> list[Fault]:
    """At 200% and 400% nothing is lost and nothing scrolls in two directions (WCAG 1.4.4, 1.4.10)."""
    faults = []
    for width, where in ZOOMS.items():
        tab.resize(width, width * 4 // 5)
        faults += _faults("zoom", page, [*tab.ask("sideways"), *tab.ask("clipped")], where)
    return faults


def still(tab: Tab, page: str) -> list[Fault]:
    """A reader who asked for no motion gets none."""
    tab.look(reduced_motion="reduce")
    faults = _faults("motion", page, tab.ask("moving"))
    tab.look(reduced_motion="no-preference")
    return faults


def forced(tab: Tab, page: str) -> list[Fault]:
    """In colours forced by the system the page still stands."""
    tab.look(forced_colors="active")
    faults = _faults("colours", page, [*tab.axe(), *tab.ask("sideways")], "forced colours")
    tab.look(forced_colors="none")
    return faults


def by_keyboard(tab: Tab, page: str, where: str) -> list[Fault]:
    """The Tab key reaches every control, shows where it is, and comes out at the end; the first stop skips ahead."""
    tab.page.reload()
    tab.ask("draw")
    expected = tab.ask("prepare")
    faults = _faults("keyboard", page, [f"jumps the queue: {one}" for one in expected["jumping"]], where)
    reached: list[int] = []
    last, repeats = "", 0
    for _ in range(2 * expected["count"] + 30):
        tab.page.keyboard.press("Tab")
        stop = tab.ask("stop")
        if stop is None or (reached and stop["number"] == reached[0]):
            break
        reached += [stop["number"]] if stop["number"] >= 0 else []
        faults += _faults("keyboard", page, [f"{fault}: {stop['place']}" for fault in stop["faults"]], where)
        repeats = repeats + 1 if stop["place"] == last else 0
        last = stop["place"]
    else:
        faults.append(Fault("keyboard", page, f"never comes out; last at {last} ({where})"))
    if lost := tab.ask("unreached", reached):
        faults.append(Fault("keyboard", page, f"not reached: {'; '.join(lost[:3])} of {len(lost)} ({where})"))
    return faults + _faults("keyboard", page, _skip_link(tab), where)


def _skip_link(tab: Tab) -> Iterator[str]:
    """The first stop leads past the navigation."""
    tab.page.reload()
    tab.page.keyboard.press("Tab")
    first = tab.ask("stop")
    if first is None or "skip" not in first["place"].lower():
        yield f"the first stop is no skip link: {first and first['place']}"
        return
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    after = tab.ask("stop")
    if after is not None and not after["inMain"] and tab.page.locator("main a[href]").count():
        yield f"the skip link leads to {after['place']}"


def without_scripts(tab: Tab, edition: Edition, page: str) -> list[Fault]:
    """With JavaScript off, every word and chart is there, and no control that would do nothing."""
    tab.open(page)
    found = tab.ask("bare")
    words = [f"does nothing: {one}" for one in found["dead"]]
    words += [] if found["heading"] else ["no heading"]
    words += [] if found["words"] >= FEWEST_WORDS else [f"{found['words']} words"]
    if found["drawn"] != edition.charts.get(page, 0):
        words.append(f"{found['drawn']} of {edition.charts.get(page, 0)} charts")
    return _faults("no scripts", page, words + tab.complaints)
