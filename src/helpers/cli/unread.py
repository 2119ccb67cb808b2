"""The lines of ``goldenthread check`` about returns and notebooks that cannot be read, or of which no day is known."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.author.set_aside import Tried
    from helpers.model.results import Results

WIDTH = 80
"""Characters a line has, on a terminal and in a log: what is owed is sent on by e-mail, too."""


def wrapped(problem: str) -> str:
    """Break the lines of a problem, each below its own beginning."""
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent=" " * (4 if place == 0 else 14))
        for place, line in enumerate(problem.splitlines())
    )


def not_dated(results: Results) -> list[str]:
    """List the returns of which nobody wrote down when they came: whether they are late cannot be said."""
    due = results.table[(results.table["state"] != "not due") & (results.table["received"] == "")]
    return sorted({str(file) for file in due["source_file"] if file})


def unread_lines(tried: Tried[Results]) -> Iterator[str]:
    """Name each file that cannot be read, what depends on it, and how it is mended."""
    from helpers.author.set_aside import not_checked

    if tried.problems:
        yield "\nNot checked (? in the table): what depends on files that cannot be read"
    for path, problems in tried.problems.items():
        label, what = tried.workspace.label(path), not_checked(path, tried.made)
        yield textwrap.fill(f"{label}: {what}", WIDTH, initial_indent="  ", subsequent_indent="    ")
        yield from (textwrap.indent(wrapped(str(problem)), "  ") for problem in problems)


def not_dated_lines(results: Results) -> Iterator[str]:
    """Ask for the day on which a return came, where no origin says it."""
    files = not_dated(results)
    if files:
        due_by = results.table["expected_by"].iloc[0]
        yield "\nReturns without the day they came: whether they are late is not known"
        yield from (f"  {file}" for file in files)
        yield textwrap.fill(
            f"Write the day into an origin file beside each, such as {files[0]}.origin.yml: `received: {due_by}`.",
            WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
