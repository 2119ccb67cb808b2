"""``goldenthread changes`` and ``goldenthread framework diff``: what is otherwise in a later edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from helpers.cli.app import HERE, Folder, app

Earlier = Annotated[str, typer.Argument(help="The earlier period, such as 2019-20-q2.")]
Later = Annotated[str, typer.Argument(help="The later period.")]
SHOWN = {"kind": "change", "ref": "ref", "title": "measure", "what": "what", "before": "then", "after": "now"}

framework = typer.Typer(help="What the framework holds, as at a period.", no_args_is_help=True)
app.add_typer(framework, name="framework")


@app.command()
def changes(before: Earlier, after: Later, workspace: Folder = HERE) -> None:
    """Show what changed between two public editions: by what was published, or as judged anew where none was."""
    from helpers.cli.show import show_table
    from helpers.model.counted import counted
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace
    from helpers.publish.compared import changes_of

    then, now = Period.parse(before), Period.parse(after)
    found = changes_of(Workspace.at(workspace), then, now)
    rows = found[found["kind"] != "since"].to_dict("records")
    show_table(_shown(rows), f"{counted(len(rows), 'change')} from {then.label} to {now.label}")


@framework.command()
def diff(before: Earlier, after: Later, workspace: Folder = HERE) -> None:
    """Show what changed in the framework: measures in, out and replaced, definitions and targets for the year."""
    from helpers.assess.changes.framework import framework_changes, told_by_framework
    from helpers.cli.show import show_table
    from helpers.collect.council import read_council
    from helpers.collect.framework import read_framework
    from helpers.model.counted import counted
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace

    place = Workspace.at(workspace)
    then, now = Period.parse(before), Period.parse(after)
    whole = read_framework(place, read_council(place))
    told = [told_by_framework(whole.as_at(period), period) for period in (then, now)]
    titles = {ref: row["title"] for each in told for ref, row in each.results.items()}
    rows = [{"title": titles[row["ref"]], **row} for row in framework_changes(*told)]
    show_table(_shown(rows), f"{counted(len(rows), 'change')} of the framework from {then.label} to {now.label}")


def _shown(rows: Iterable[Mapping[Any, Any]]) -> list[dict[str, str]]:
    return [{heading: str(row.get(name, "")) for name, heading in SHOWN.items()} for row in rows]
