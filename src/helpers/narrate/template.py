"""What a period's notebook remembers of the template it was made from. May import `model`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.narrate.cell import text_hash


def template_cells(notebook: Mapping[str, Any]) -> dict[str, str] | None:
    """Give the hashes of the template's cells by id, as they last came into a notebook; None where none is kept."""
    ours = notebook["metadata"].get("goldenthread", {})
    return dict(ours["cells"]) if "cells" in ours else None


def is_templates_own(notebook: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    """Say whether a cell stands as the template has it: nobody has written in it."""
    return (template_cells(notebook) or {}).get(cell.get("id", "")) == text_hash(cell["source"])
