"""Read a notebook's title from its first raw cell."""

from __future__ import annotations

from pathlib import Path

import nbformat
import yaml


def title_of(notebook: Path) -> str:
    """Give the `title` of a notebook's front matter, or its name in words where it has none."""
    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    front = next((cell.source for cell in cells[:1] if cell.cell_type == "raw"), "")
    values = yaml.safe_load(front.strip().strip("-")) if front else None
    title = values.get("title") if isinstance(values, dict) else None
    return str(title or notebook.stem.replace("-", " ").capitalize())
