"""Show a conflict between an analyst's cell and its template, as nbdime shows it."""

from __future__ import annotations

import io

from nbdime import diff_notebooks
from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff

from helpers.author.merge import Conflict
from helpers.publish.notebook import notebook_of, text_cell


def conflict_text(file: str, conflict: Conflict) -> str:
    """Write a conflict for a terminal: what stands, what the template has, and what to do."""
    mine, theirs = (
        notebook_of([text_cell("markdown", source, conflict.cell)] if source else [])
        for source in (conflict.mine, conflict.theirs)
    )
    shown = io.StringIO()
    config = PrettyPrintConfig(out=shown, use_color=False, use_git=False, use_diff=False)
    pretty_print_notebook_diff(file, "the template", mine, diff_notebooks(mine, theirs), config)
    return (
        f"{file}, cell {conflict.cell}: both you and the template changed it. Yours stands.\n"
        f"{shown.getvalue().rstrip()}\n"
        "Take what you want from the template (lines with +) into the cell; once it is as the template has it, or the "
        "template's own change is undone, this is not shown again."
    )
