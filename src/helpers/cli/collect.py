"""``goldenthread collect``: read and check the returns."""

from __future__ import annotations

from helpers.cli.app import HERE, Folder, PeriodText, app, opened


@app.command()
def collect(period: PeriodText = "", workspace: Folder = HERE) -> None:
    """Read and check every return up to a period, and say what came in."""
    from helpers.cli.show import counted, show_table
    from helpers.collect.benchmarks import read_benchmarks
    from helpers.collect.council import read_council
    from helpers.collect.framework import read_framework
    from helpers.collect.returns import read_returns

    place, about = opened(workspace, period)
    framework = read_framework(place, read_council(place))
    returns = read_returns(place, framework, about)
    peers = read_benchmarks(place, framework, about)
    rows = [
        {"return": file, "period": str(returned), "rows": len(part), "supplied by": part["supplied_by"].iloc[0],
         "received": part["received"].iloc[0]}
        for (returned, file), part in returns.groupby(["return_period", "source_file"])
        if returned == about
    ]  # fmt: skip
    read = f"{counted(len(returns), 'row')} of returns up to {about.label}, {counted(len(peers), 'benchmark')}"
    show_table(rows, f"{read}: all can be used")
