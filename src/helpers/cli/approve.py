"""``goldenthread approve``: sign a directorate's part off."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, PeriodText, app, opened


class StepName(StrEnum):
    """What is done."""

    SUBMITTED = "submitted"
    APPROVED = "approved"


@app.command()
def approve(
    directorate: Annotated[str, typer.Option("--directorate", help="Whose part: its key or name.")],
    role: Annotated[str, typer.Option("--role", help="Who signs: a role, such as Corporate Director.")],
    period: PeriodText = "",
    workspace: Folder = HERE,
    step: Annotated[
        StepName, typer.Option("--step", help="Submitted to the director, or approved by the director.")
    ] = StepName.APPROVED,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="When it was signed, if not today.")
    ] = None,
) -> None:
    """Sign off a directorate's words and figures as they stand: submitted, then approved.

    Shows first what is being signed. A later edit, or a figure that changes, takes the sign-off back by itself. Signing
    the same again adds nothing.
    """
    from helpers.author.approve import sign, signing
    from helpers.cli.show import near, say
    from helpers.model.approval import Step
    from helpers.model.period import written_date

    place, about = opened(workspace, period)
    ready = signing(place, about, directorate, role, Step(step.value), day.date() if day else None)
    say(ready.summary)
    if ready.still_owed:
        say("Still owed, and until then the edition cannot be released:")
        for thing in ready.still_owed:
            say(f"  {thing.about}: {thing.words}")
    written = sign(place, ready)
    line = ready.held or ready.approval
    told = f"{line.step} by {line.role}{',' if ',' in line.role else ''} on {written_date(line.date)}"
    if written:
        say(f"{told[:1].upper()}{told[1:]}: {near(written)}")
    else:
        say(f"Already {told}. Nothing has changed since, and no line was added.")
