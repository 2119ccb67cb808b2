"""``goldenthread check``: what is still owed."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from helpers.cli.app import HERE, Folder, PackName, PackOption, PeriodText, app, opened, pack_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.model.errors import Problem
    from helpers.model.results import Results
    from helpers.narrate.clock import Deadline
    from helpers.narrate.owed import Owed, Standing

WIDTH = 80
"""Characters a line has, on a terminal and in a log: what is owed is sent on by e-mail, too."""


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
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="The day to count from, if not today.")
    ] = None,
) -> None:
    """Show, by directorate, what has arrived and what is still owed before a release. Builds nothing.

    First how long there is until the papers must be public. Then returns, commentary, exception reports, prose that no
    figure bears out and sign-offs; then each thing by itself, with the file in which it is mended. The exit status is 0
    whether or not anything is owed: `release` refuses.
    """
    from dataclasses import asdict

    from helpers.author.history import deleted_cells, keep_all
    from helpers.cli.show import counted, say, show_json, show_table
    from helpers.collect.council import read_plan
    from helpers.narrate.clock import deadlines, doubted_dates
    from helpers.narrate.owed import owed, standing_by_directorate
    from helpers.publish.judging import check_workspace

    place, about = opened(workspace, period)
    keep_all(place, about)
    results = check_workspace(place, about, pack_of(pack))
    standings, things = standing_by_directorate(results), owed(results)
    plan, council = read_plan(place, about), results.edition.council
    due = deadlines(plan, council, today.date() if today else date.today())
    dates = doubted_dates(plan, council)
    gone = [{"notebook": notebook, "cell": cell} for notebook, cell in deleted_cells(place, about)]
    if shape is Shape.JSON:
        standing = [asdict(entry) for entry in standings]
        doubted = results.signals.to_dict("records")
        show_json({
            "deadlines": [_plain(entry) for entry in due], "dates": [asdict(doubt) for doubt in dates],
            "directorates": standing, "owed": [asdict(thing) for thing in things], "quality": doubted, "deleted": gone,
        })  # fmt: skip
        return
    for line in _clock(due, dates):
        say(line)
    told = f"{counted(len(things), 'thing')} owed" if things else "Nothing is owed"
    show_table([_line(entry) for entry in standings], f"\n{told} for {about.label}.", WIDTH)
    for line in _details(things):
        say(line)
    if any(thing.kind == "exception" for thing in things):
        say(f"\nWhere a form is not in the notebook yet, `goldenthread open {about}` puts it there.")
    for line in _doubted(results):
        say(line)
    for each in gone:
        say(f"\n{each['notebook']}: the cell {each['cell']} was deleted.")
        say("  Its words are in the history folder beside it; `goldenthread open` brings the cell back.")


def _plain(entry: Deadline) -> dict[str, object]:
    """Give a deadline to another program."""
    return {
        "what": entry.what, "body": entry.body, "meeting": entry.meeting.isoformat(),
        "last_day": entry.last_day.isoformat(), "working_days_left": entry.days_left, "words": entry.words,
    }  # fmt: skip


def _clock(due: Sequence[Deadline], dates: Sequence[Problem]) -> Iterator[str]:
    """Count down to the last days for papers and notices, and list the dates that are in doubt."""
    for entry in due:
        yield textwrap.fill(entry.words, WIDTH, subsequent_indent="  ")
    if dates:
        yield "\nDates to look at (they do not stop a release)"
    for doubt in dates:
        yield _wrapped(str(doubt))
    if due or dates:
        yield ""


def _wrapped(problem: str) -> str:
    """Break the lines of a problem, each below its own beginning."""
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent=" " * (4 if place == 0 else 14))
        for place, line in enumerate(problem.splitlines())
    )


def _line(entry: Standing) -> dict[str, object]:
    """Give one line of the table, under headings that leave room for the directorate's name."""
    return {
        "Directorate": entry.directorate_name,
        "Due": entry.due,
        "In": entry.arrived,
        "Late": entry.late,
        "Commentary": entry.commentary,
        "Exceptions": entry.exceptions,
        "Prose": entry.prose,
        "Quality": entry.quality,
        "Approval": entry.approval,
    }


def _doubted(results: Results) -> Iterator[str]:
    """List the figures that the signs of data quality doubt: each is to be looked at, and none stops a release."""
    from helpers.assess.quality.sign import OWNERSHIP

    named = results.table.set_index("ref")
    owed_already = set(named.index[named["state"] == "missing"])  # what is missing is owed, above
    of_owners = results.signals["signal"].isin(OWNERSHIP)
    signals = results.signals[~of_owners & ~results.signals["ref"].isin(owed_already)]
    if len(signals):
        yield "\nFigures to look at (they do not stop a release)"
    for ref, mine in signals.groupby("ref", sort=False):
        row = named.loc[str(ref)]
        text = f"{row['directorate_name']}, {ref} {row['title']}: {'; '.join(mine['reason'])}"
        yield textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
        if row["source_file"]:
            yield f"      {row['source_file']}, row {row['source_row']}"
    unnamed = named.loc[results.signals.loc[of_owners, "ref"]]
    if len(unnamed):
        yield "\nMeasures without a role that answers for them"
    for directorate, refs in unnamed.groupby("directorate_name", sort=False):
        text = f"{directorate}: {', '.join(dict.fromkeys(refs.index))}"
        yield textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _details(things: Sequence[Owed]) -> Iterator[str]:
    """List what is owed under its directorate: the measure, what of it, and where."""
    directorate = None
    for thing in things:
        if thing.directorate != directorate:
            directorate = thing.directorate
            yield f"\n{thing.directorate_name or 'No directorate'}"
        for text, indent in ((f"{thing.about}: {thing.words}", 2), (thing.where, 6)):
            if text:
                yield textwrap.fill(
                    text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * max(indent, 4),
                    break_long_words=False, break_on_hyphens=False,
                )  # fmt: skip
