"""Read a notebook's title from its first raw cell."""

from __future__ import annotations

from pathlib import Path

import yaml

from helpers.model.edition import Report
from helpers.model.errors import Refused
from helpers.publish.notebook import read_notebook


def report_title(report: Report, notebook: Path) -> str:
    """Give the title of a report, an appendix under its number: the place on the agenda gives it, nobody types it."""
    title = report.title or title_of(notebook)
    return f"{report.place.part}: {title}" if report.place and report.place.is_appendix else title


def title_of(notebook: Path) -> str:
    """Give the `title` of a notebook's front matter, or its name in words where it has none.

    Raises
    ------
    Refused
        The front matter is not YAML.
    """
    cells = read_notebook(notebook).cells
    front = next((cell.source for cell in cells[:1] if cell.cell_type == "raw"), "")
    try:
        values = yaml.safe_load(front.strip().strip("-")) if front else None
    except yaml.YAMLError as error:
        raise Refused.one(
            f"{notebook.name}, cell 1", f"front matter that is not YAML ({getattr(error, 'problem', None) or error})",
            "a line such as `title: Adult Social Care` between two lines of dashes",
            "Mend the cell; put words that hold a colon or a bracket in quotes.",
        ) from None  # fmt: skip
    title = values.get("title") if isinstance(values, dict) else None
    return str(title or notebook.stem.replace("-", " ").capitalize())
