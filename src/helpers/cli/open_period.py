"""``goldenthread open``: start a period, or carry what is new into one."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, app, opened


@app.command("open")
def open_period(
    period: Annotated[str, typer.Argument(help="The period to open, such as 2019-20-q3.")], workspace: Folder = HERE
) -> None:
    """Start a quarter: its plan, a notebook for each directorate, a return workbook for each service.

    On a quarter that is open already it adds what is missing and carries the templates' improvements in; what a person
    wrote is never touched.
    """
    from helpers.author.conflict import conflict_text
    from helpers.author.open import open_period as open_it
    from helpers.cli.show import say, show_table

    place, about = opened(workspace, period)
    done = open_it(place, about)
    rows = [{"file": change.file, "what": change.what} for change in done.changes]
    show_table(rows, f"{about.label} is open." if rows else f"{about.label} is open; there was nothing to add.")
    for file, conflicts in done.conflicts.items():
        for conflict in conflicts:
            say(f"\n{conflict_text(file, conflict)}")
    say(f"Write in reports/{about}/ (goldenthread lab {about}); send out reports/{about}/workbooks/.")
