"""``goldenthread check``: what is still owed."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from helpers.cli.app import HERE, Folder, PackName, PackOption, PeriodText, app, opened, pack_of
from helpers.cli.exempt import exempt_lines, exempt_listed
from helpers.cli.supplements import supplement_lines, supplements_owed
from helpers.cli.unread import WIDTH, not_dated, not_dated_lines, unread_lines, wrapped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from helpers.model.errors import Problem
    from helpers.model.results import Results
    from helpers.model.workspace import Workspace
    from helpers.narrate.clock import Deadline
    from helpers.narrate.owed import Owed, Standing


HEADINGS = {
    "Directorate": "directorate_name", "Due": "due", "In": "arrived", "Late": "late", "Commentary": "commentary",
    "Exceptions": "exceptions", "Prose": "prose", "Quality": "quality", "Approval": "approval",
}  # fmt: skip
"""Columns of the table, and the field of a directorate's standing that each shows."""


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
    whether or not anything is owed: `release` refuses. It is 1 where a return or a notebook cannot be read: the rest is
    checked all the same, and what depends on that file is shown with a question mark.
    """
    from dataclasses import asdict

    from helpers.author.history import deleted_cells, keep_all
    from helpers.author.set_aside import known_to_be_owed, unknown_by_directorate, without_unreadable
    from helpers.cli.show import progress_bar, say, show_json, show_table
    from helpers.collect.council import read_plan
    from helpers.model.counted import counted
    from helpers.narrate.clock import deadlines, doubted_dates
    from helpers.narrate.owed import standing_by_directorate
    from helpers.publish.checking import check_workspace

    place, about = opened(workspace, period)
    with progress_bar(beside=True) as progress:

        def checked(held: Workspace) -> Results:
            keep_all(held, about)
            return check_workspace(held, about, pack_of(pack), progress=progress)

        tried = without_unreadable(place, about, checked)
    results, unknown = tried.made, unknown_by_directorate(tried)
    standings, things = standing_by_directorate(results), known_to_be_owed(tried, unknown)
    plan, council = read_plan(place, about), results.edition.council
    due = deadlines(plan, council, today.date() if today else date.today())
    dates, later = doubted_dates(plan, council), supplements_owed(tried.workspace, plan, council)
    exempt = exempt_listed(tried.workspace, about, council)
    gone = [{"notebook": notebook, "cell": cell} for notebook, cell in deleted_cells(tried.workspace, about)]
    if shape is Shape.JSON:
        standing = [asdict(entry) | dict.fromkeys(unknown.get(entry.directorate, ())) for entry in standings]
        doubted = results.signals.to_dict("records")
        show_json({
            "deadlines": [_plain(entry) for entry in due], "dates": [asdict(doubt) for doubt in dates],
            "exempt": exempt,
            "directorates": standing, "owed": [asdict(thing) for thing in things], "quality": doubted, "deleted": gone,
            "not_dated": not_dated(results), "supplements": later,
            "unread": [asdict(problem) for several in tried.problems.values() for problem in several],
        })  # fmt: skip
        raise typer.Exit(bool(tried.problems))
    for line in _clock(due, dates):
        say(line)
    told = f"{counted(len(things), 'thing')} owed" if things else "Nothing is owed"
    told += f" for {about.label}{', as far as it could be checked' if tried.problems else ''}."
    show_table([_line(entry, unknown.get(entry.directorate, ())) for entry in standings], f"\n{told}", WIDTH)
    for line in (*unread_lines(tried), *_details(things)):
        say(line)
    for line in supplement_lines(later):
        say(line)
    if any(thing.kind == "exception" for thing in things):
        say(f"\nWhere a form is not in the notebook yet, `goldenthread open {about}` puts it there.")
    for line in (*_doubted(results), *not_dated_lines(results)):
        say(line)
    for line in exempt_lines(exempt):
        say(line)
    for each in gone:
        say(f"\n{each['notebook']}: the cell {each['cell']} was deleted.")
        say("  Its words are in the history folder beside it; `goldenthread open` brings the cell back.")
    raise typer.Exit(bool(tried.problems))


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
        yield wrapped(str(doubt))
    if due or dates:
        yield ""


def _line(entry: Standing, unknown: Collection[str]) -> dict[str, object]:
    """Give one line of the table, under headings that leave room for the directorate's name."""
    return {heading: "?" if field in unknown else getattr(entry, field) for heading, field in HEADINGS.items()}


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
