"""``goldenthread check``: what is still owed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, PackName, PackOption, PeriodText, app, opened, pack_of


class Shape(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"


@app.command()
def check(
    period: PeriodText = "",
    workspace: Folder = HERE,
    pack: PackOption = PackName.PUBLIC,
    shape: Annotated[Shape, typer.Option("--format", help="A table for people or JSON for machines.")] = Shape.TABLE,
) -> None:
    """Show what is still owed before a release: returns, exception reports, commentary. Builds nothing."""
    from helpers.cli.show import counted, show_json, show_table
    from helpers.publish.owed import owed
    from helpers.publish.judging import judge_workspace

    place, about = opened(workspace, period)
    rows = owed(judge_workspace(place, about, pack_of(pack)))
    if shape is Shape.JSON:
        show_json(rows)
    else:
        show_table(
            rows,
            f"{counted(len(rows), 'thing')} owed for {about.label}" if rows else f"Nothing is owed for {about.label}",
        )
