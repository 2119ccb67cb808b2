"""``goldenthread collect``: fetch returns from their sources, then read and check them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpers.cli.app import HERE, Folder, PeriodText, app, opened

if TYPE_CHECKING:
    from helpers.model.framework import Framework
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace

Again = Annotated[
    list[str] | None,
    typer.Option("--again", help="Name of a source in data/sources/ to ask anew; may be repeated.", metavar="NAME"),
]


@app.command()
def collect(period: PeriodText = "", workspace: Folder = HERE, again: Again = None) -> None:
    """Fetch what the sources in data/sources/ have for a period, check every return up to it, and say what came in.

    A source is asked once a period, and what it gave is kept as a return; builds never ask it. With --again it is
    asked anew while the period is not released, and the earlier return goes into data/superseded/. Words that came
    with a return go into the notebooks of a period that is open, where nobody has written yet. Where a return cannot
    be read, the others are listed all the same; then it is refused, and no notebook is touched.
    """
    from helpers.author.land import land
    from helpers.author.set_aside import without_unreadable
    from helpers.cli.show import progress_bar, show_table
    from helpers.collect.benchmarks import read_benchmarks
    from helpers.collect.council import read_council, read_plan
    from helpers.collect.framework import read_framework
    from helpers.collect.returns import read_returns
    from helpers.model.counted import counted
    from helpers.model.errors import Refused
    from helpers.publish.inputs import Inputs

    place, about = opened(workspace, period)
    council = read_council(place)
    framework = read_framework(place, council)
    _fetch(place, framework, about, again or [])
    with progress_bar(beside=True) as progress:
        tried = without_unreadable(place, about, lambda held: read_returns(held, framework, about, progress))
        returns, peers = tried.made, read_benchmarks(place, framework, about)
    rows = [
        {"return": file, "period": str(returned), "rows": len(part), "supplied by": part["supplied_by"].iloc[0],
         "received": part["received"].iloc[0]}
        for (returned, file), part in returns.groupby(["return_period", "source_file"])
        if returned == about
    ]  # fmt: skip
    read = f"{counted(len(returns), 'row')} of returns up to {about.label}, {counted(len(peers), 'benchmark')}"
    can = "all can be used" if not tried.problems else f"all but what stands in {counted(len(tried.problems), 'file')}"
    show_table(rows, f"{read}: {can}")
    if tried.problems:
        raise Refused(problem for several in tried.problems.values() for problem in several)
    if place.notebooks(about):
        changes = land(place, Inputs(council, read_plan(place, about), framework, returns, peers))
        landed = [{"notebook": change.file, "what": change.what} for change in changes]
        if landed:
            show_table(landed, f"\nWhat came in stands in the notebooks of reports/{about}/")


def _fetch(place: Workspace, framework: Framework, about: Period, again: list[str]) -> None:
    """Fetch, saying of each source what came; a problem of one is told after the others have been asked."""
    from helpers.cli.show import say
    from helpers.collect.feed.fetch import Fetched, fetch
    from helpers.publish.manifest import described

    edition = described(place.root / "_site" / str(about))
    released = bool(edition and edition["released"])

    def tell(fetched: Fetched) -> None:
        say(f"{fetched.name}: {fetched.said}" + "".join(f"\n  {file}" for file in fetched.files))

    fetch(place, framework, about, again=again, frozen=released, tell=tell)
