"""The cells of an analyst's notebook that speak of one measure, told by their metadata. May import `model`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from helpers.model.words import WordsState

CellKind = Literal["measure", "about", "exception", "offer"]
"""Commentary; what stands above it; an exception form; a service's own words."""

KINDS: tuple[CellKind, ...] = ("measure", "about", "exception", "offer")
LAB = "lab"
"""Tag of a code cell that is for the analyst alone: the page leaves it out."""

EXEMPT = "exempt"
"""What the metadata of a cell say that stands in the Part II paper alone."""

_PREFIXES = {"measure": "commentary"}


def named(cell: Mapping[str, Any], kind: CellKind) -> str:
    """Give the measure that a cell of one kind names in its metadata; an empty text for any other cell.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "metadata": {"goldenthread": {"measure": "43"}}}
    >>> named(cell, "measure"), named(cell, "exception")
    ('43', '')
    >>> named({"cell_type": "markdown", "metadata": {"goldenthread": None}}, "measure")
    ''
    """
    ours = cell.get("metadata", {}).get("goldenthread")
    return str(ours.get(kind, "")) if cell.get("cell_type") == "markdown" and isinstance(ours, Mapping) else ""


def part_of(cell: Mapping[str, Any]) -> str:
    """Give the part of a covering report that a cell says it holds; an empty text for any other cell.

    Examples
    --------
    >>> part_of({"cell_type": "markdown", "metadata": {"goldenthread": {"part": "background"}}})
    'background'
    """
    ours = cell.get("metadata", {}).get("goldenthread")
    return str(ours.get("part", "")) if cell.get("cell_type") == "markdown" and isinstance(ours, Mapping) else ""


def is_exempt(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell is marked as exempt, rightly or wrongly, so that it is for no pack.

    Examples
    --------
    >>> is_exempt({"cell_type": "markdown", "metadata": {"goldenthread": {"exempt": {}}}})
    True
    >>> is_exempt({"cell_type": "markdown", "metadata": {"goldenthread": None}})
    False
    """
    ours = cell.get("metadata", {}).get("goldenthread")
    return isinstance(ours, Mapping) and EXEMPT in ours


def is_ours(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell's words are lifted out of its page, to stand beside the measure everywhere.

    Examples
    --------
    >>> is_ours({"cell_type": "markdown", "metadata": {"goldenthread": {"exception": "43"}}})
    True
    >>> is_ours({"cell_type": "markdown", "metadata": {"goldenthread": {"cell": 3}}})
    False
    """
    return any(named(cell, kind) for kind in KINDS)


def refs_in(cells: Iterable[Mapping[str, Any]]) -> set[str]:
    """List the measures that cells speak of, in whatever way."""
    return {ref for cell in cells for kind in KINDS if (ref := named(cell, kind))}


def is_lab(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell runs in JupyterLab alone.

    Examples
    --------
    >>> is_lab({"cell_type": "code", "metadata": {"tags": ["lab"]}})
    True
    """
    return LAB in cell.get("metadata", {}).get("tags", ())


def cell_id(kind: CellKind, ref: str) -> str:
    """Give the id of a measure's cell, as a notebook allows it.

    Examples
    --------
    >>> cell_id("measure", "CS-04"), cell_id("exception", "22 a/b")
    ('commentary-CS-04', 'exception-22-a-b')
    """
    return f"{_PREFIXES.get(kind, kind)}-{re.sub(r'[^A-Za-z0-9_-]', '-', ref)}"[:64]


def text_hash(text: str) -> str:
    """Name a text by its content; blank space at its ends does not count.

    Examples
    --------
    >>> text_hash("Staff left. ") == text_hash("Staff left.")
    True
    """
    return hashlib.sha256(text.strip().encode()).hexdigest()


def is_untouched(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell is empty, or still holds what was put there for a person to begin from."""
    ours = cell["metadata"].get("goldenthread", {})
    return not cell["source"].strip() or ours.get("draft", "") == text_hash(cell["source"])


def state_of(cell: Mapping[str, Any]) -> WordsState:
    """Say whose words a commentary cell holds: our draft, the service's return, or a person's own.

    Examples
    --------
    >>> state_of({"source": "Staff left.", "metadata": {"goldenthread": {"measure": "43"}}})
    'written'
    """
    if not is_untouched(cell):
        return "written"
    return "returned" if cell["metadata"]["goldenthread"].get("source") else "draft"
