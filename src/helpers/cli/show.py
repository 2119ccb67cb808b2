"""Show results on a terminal: tables, a progress bar, or plain lines where the output is a log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

STEPS = {"read": "Reading returns", "judge": "Judging", "notebooks": "Running notebooks", "render": "Rendering"}

WIDTH_OF_A_LOG = 200
"""Characters a line of a table may have where no terminal sets a limit."""


def say(text: str) -> None:
    """Print one plain line; what it holds is never read as markup."""
    Console(soft_wrap=True, highlight=False, markup=False, emoji=False).print(text)


def near(path: Path) -> Path:
    """Name a path from where the person stands, where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def show_json(content: Sequence[Mapping[str, object]] | Mapping[str, object]) -> None:
    """Print rows, or several lists of them by name, as JSON."""
    held = dict(content) if isinstance(content, Mapping) else list(content)
    Console(soft_wrap=True, highlight=False, markup=False, emoji=False).print(
        json.dumps(held, indent=1, ensure_ascii=False)
    )


def show_table(rows: Sequence[Mapping[str, object]], caption: str, width: int = WIDTH_OF_A_LOG) -> None:
    """Print rows under their column names, and a sentence about them; `width` is that of a log."""
    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = width
    if rows:
        # Folded, not cut: half a parameter is of no use to anyone.
        columns = (
            Column(
                str(name),
                overflow="fold",
                justify="right" if any(isinstance(row[name], int) for row in rows) else "left",
            )
            for name in rows[0]
        )
        table = Table(*columns, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(str(cell).replace("[", r"\[") for cell in row.values()))
        console.print(table)
    console.print(caption, markup=False)


@contextmanager
def progress_bar(beside: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how far long work is: a bar on a terminal, a line a step in a log.

    Parameters
    ----------
    beside
        Show it on standard error, beside what the command prints: an answer that is sent on, or read by a machine.
    """
    console = Console(highlight=False, stderr=beside)
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks = {}

        def tell(step: str, done: int, whole: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(STEPS[step], total=whole)
            bar.update(tasks[step], completed=done, total=whole)
            if not console.is_terminal and done == whole:
                console.print(f"{STEPS[step]}: {done} done", markup=False)

        yield tell
