"""Look at every page of whole editions in a browser, at every width and in both schemes of colours: `make audit`.

The editions are built first, from what earlier runs kept in `_build/`: the demo's newest quarter, the pages that only
its services see, Hart's quarter, a council of 300 measures and 20 directorates, councils of odd shapes, and a site of
two released quarters with what leads between them. Then every page goes through every check of `tests/browsing`, on
every core; links and validity are judged a folder at a time; and what a page costs a slow machine is measured last,
with nothing else going on.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from browsing import chromium_open
from browsing.edition import Edition, Fault, Site
from browsing.links import broken_links
from browsing.served import served
from browsing.validity import LACKING, can_validate, invalid
from browsing.visit import Visitor
from browsing.weight import Cost, cost_of, too_heavy
from odd_councils import PERIOD, few, hostile, wide
from playwright.sync_api import Browser
from released_town import Q1, Q2, released, town
from rich.console import Console
from rich.table import Table

from helpers.collect.council import read_plan
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.publish.build import Choices, build
from helpers.publish.plan import planned

REPOSITORY = Path(__file__).resolve().parents[1]
PLACE = REPOSITORY / "_build" / "audit"
CHECKS = ("charts", "console", "axe", "width", "spacing", "zoom", "motion", "colours", "keyboard", "no scripts",
          "links", "valid", "weight", "speed")  # fmt: skip
MOST_SHOWN = 8
say = Console(width=int(os.environ.get("COLUMNS", "160")), highlight=False).print


# What is looked at ---------------------------------------------------------------------------------------------------


def _edition(name: str, workspace: Path, period: str, pack: Pack = Pack.PUBLIC, only: tuple[str, ...] = ()) -> Edition:
    start = time.monotonic()
    folder = PLACE / "editions" / name
    shutil.rmtree(folder, ignore_errors=True)
    build(Workspace.at(workspace), Period.parse(period), pack, Choices(only=only, out=folder))
    return _told(Edition(name, folder), start)


def _told(edition: Edition, start: float) -> Edition:
    """Say how large an edition is, and how long it took."""
    weight = sum(path.stat().st_size for path in edition.folder.rglob("*") if path.is_file())
    say(f"{edition.name}: {len(edition.pages)} pages, {weight / 1e6:.1f} MB, built in {time.monotonic() - start:.0f} s")
    return edition


def _demo_period() -> str:
    return sorted(path.stem for path in (REPOSITORY / "params").glob("20*.yml"))[-1]


def _service() -> Edition:
    period = _demo_period()
    workspace = Workspace.at(REPOSITORY)
    reports = planned(workspace, read_plan(workspace, Period.parse(period)), Pack.SERVICE)
    own = ("overview", *(report.slug for report in reports if report.audience is not Pack.PUBLIC))
    return _edition("service", REPOSITORY, period, Pack.SERVICE, own)


def _odd(name: str, write: Callable[[Path], object], only: tuple[str, ...] = ()) -> Edition:
    root = PLACE / "councils" / name
    for part in ("params", "data"):
        shutil.rmtree(root / part, ignore_errors=True)
    write(root)
    return _edition(name, root, PERIOD, only=only)


def _released() -> Edition:
    """Give the site of a tiny council that has released two quarters."""
    root = PLACE / "councils" / "released"
    shutil.rmtree(root, ignore_errors=True)
    start = time.monotonic()
    made = town(root)
    for period in (Q1, Q2):
        released(made, period)
    return _told(Site("released", root / "_site"), start)


EDITIONS: dict[str, Callable[[], Edition]] = {
    "demo": lambda: _edition("demo", REPOSITORY, _demo_period()),
    "service": _service,
    "hart": lambda: _edition("hart", REPOSITORY / "tests" / "real" / "hart", "2014-15-q2"),
    "wide": lambda: _odd("wide", wide),
    "wider": lambda: _odd(
        "wider", lambda root: wide(root, 500), only=("overview", "scorecard", "search", "d01", "M001")
    ),
    "one": lambda: _odd("one", lambda root: few(root, 1)),
    "hostile": lambda: _odd("hostile", hostile),
    "released": _released,
}


QUICKLY = ("wider", "one", "hostile")
"""Editions of whose pages the fast set is asked."""
MANY = 150

# Who looks -----------------------------------------------------------------------------------------------------------

_opened = ExitStack()
_browser: Browser
_visitor: Visitor | None = None


def _begin() -> None:
    """Open this worker's browser, once; it is closed with the worker."""
    global _browser
    _browser = _opened.enter_context(chromium_open(_chromium()))


def _chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"


def _look_at(edition: Edition, address: str, page: str, closely: bool) -> list[Fault]:
    global _visitor
    if _visitor is None or _visitor.edition.folder != edition.folder:
        if _visitor is not None:
            _visitor.close()
        _visitor = Visitor(_browser, edition, address)
    return _visitor.every_check(page) if closely else _visitor.fast_set(page)


def _looked_at(edition: Edition, workers: ProcessPoolExecutor) -> list[Fault]:
    """Give all faults of an edition; of hundreds of pages one of each kind is looked at closely, the others quickly."""
    many = len(edition.pages) >= MANY
    closely = () if edition.name in QUICKLY else edition.one_of_each_kind() if many else edition.pages
    with served(edition.folder) as address:
        looks = [workers.submit(_look_at, edition, address, page, page in closely) for page in edition.pages]
        faults = [fault for look in looks for fault in look.result()]
    faults += broken_links(edition)
    faults += invalid(edition) if can_validate() else [Fault("valid", "", LACKING)]
    say(f"{edition.name}: looked at, {len(faults) or 'no'} faults")
    for line in _by_words(faults):
        say(line, markup=False, soft_wrap=True)
    return faults


def _costs(edition: Edition) -> list[Cost]:
    with served(edition.folder) as address, chromium_open(_chromium()) as browser:
        return [cost_of(browser, edition, address, page) for page in edition.one_of_each_kind()]


# What is said --------------------------------------------------------------------------------------------------------


def _tell(edition: Edition, faults: list[Fault], costs: list[Cost]) -> None:
    kinds = Counter(edition.kind(page) for page in edition.pages)
    table = Table(*("kind of page", "pages", *CHECKS, "KB", "s"), title=f"{edition.name}: pages with a fault", box=None)
    for kind, pages in sorted(kinds.items()):
        found = {check: {fault.page for fault in faults if fault.check == check and edition.kind(fault.page) == kind}
                 for check in CHECKS}  # fmt: skip
        cost = next(cost for cost in costs if edition.kind(cost.page) == kind)
        cells = [str(len(found[check])) if found[check] else "·" for check in CHECKS]
        table.add_row(kind, str(pages), *cells, f"{cost.weight / 1000:.0f}", f"{cost.seconds:.2f}")
    say(table)
    for line in _by_words(too_heavy(costs)):
        say(line, markup=False, soft_wrap=True)


def _by_words(faults: list[Fault]) -> Iterator[str]:
    """Say each fault once, with the pages that have it."""
    pages: dict[tuple[str, str], dict[str, None]] = {}
    for fault in sorted(faults, key=lambda fault: CHECKS.index(fault.check)):
        pages.setdefault((fault.check, fault.words), {})[fault.page] = None
    for (check, words), named in pages.items():
        more = f" and {len(named) - MOST_SHOWN} more" if len(named) > MOST_SHOWN else ""
        yield f"  {check}: {words}\n      on {', '.join([*named][:MOST_SHOWN])}{more}"


def main() -> int:
    """Audit the editions that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editions", nargs="*", choices=[[], *EDITIONS], help=f"{', '.join(EDITIONS)}; all unless given")
    parser.add_argument("--folder", type=Path, action="append", default=[], help="look at an edition that stands here")
    given = parser.parse_args()
    names = given.editions or ([] if given.folder else list(EDITIONS))
    editions = [EDITIONS[name]() for name in names] + [Edition(str(path), path) for path in given.folder]
    spawned = multiprocessing.get_context("spawn")
    start = time.monotonic()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawned, initializer=_begin) as workers:
        faults = {edition.name: _looked_at(edition, workers) for edition in editions}
    for edition in editions:
        costs = _costs(edition)
        faults[edition.name] += too_heavy(costs)
        _tell(edition, faults[edition.name], costs)
    number = sum(map(len, faults.values()))
    pages = sum(len(edition.pages) for edition in editions)
    say(f"{pages} pages looked at in {time.monotonic() - start:.0f} s: {number or 'no'} faults.")
    return 1 if number else 0


if __name__ == "__main__":
    sys.exit(main())
