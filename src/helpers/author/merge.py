"""Carry a template's improvements into a notebook that an analyst is writing in, cell by cell, by id."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from helpers.narrate.cell import is_exempt, is_ours, text_hash
from helpers.narrate.template import template_cells

Node = Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that both the analyst and the template changed: the analyst's stands.

    Attributes
    ----------
    cell
        Its id.
    mine
        As the analyst has it; empty where it was deleted.
    theirs
        As the template has it; empty where the template dropped it.
    """

    cell: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A notebook with its template's improvements.

    Attributes
    ----------
    changes
        What came from the template, in words.
    """

    notebook: Node
    changes: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


Verdict = Literal["same", "theirs", "mine", "conflict"]


def carried(notebook: Node, template: Node, name: str) -> Carried:
    """Bring a notebook up to date with its template.

    A cell nobody touched follows the template; a cell the analyst changed stays; where both changed it, the analyst's
    stays and the conflict is told. Cells that speak of a measure, exempt ones, and cells the analyst added, are never
    touched.

    Parameters
    ----------
    notebook
        The analyst's.
    template
        With this notebook's parameters already set in it.
    name
        The template's name.

    Returns
    -------
    Carried
        A new notebook; the one given is left as it is.
    """
    base = template_cells(notebook)
    theirs = {cell["id"]: cell for cell in template["cells"]}
    mine = {cell["id"]: cell for cell in notebook["cells"]}
    cells: list[Node] = []
    changes: list[str] = []
    conflicts: list[Conflict] = []
    remembered = {cell_id: text_hash(cell["source"]) for cell_id, cell in theirs.items()}
    for cell_id, cell in mine.items():
        verdict = _verdict(cell, theirs.get(cell_id), base)
        if verdict == "conflict":
            conflicts.append(Conflict(cell_id, cell["source"], theirs[cell_id]["source"] if cell_id in theirs else ""))
            if base and cell_id in base:
                remembered[cell_id] = base[cell_id]  # so that it is told again until it is settled
        if verdict == "theirs":
            changes.append(f"cell {cell_id} {'improved' if cell_id in theirs else 'left out'}")
        kept = theirs.get(cell_id) if verdict in ("same", "theirs") else cell
        if kept is not None:
            cells.append(deepcopy(kept))
    for cell_id, cell in theirs.items():
        if cell_id in mine:
            continue
        if base is None or cell_id not in base:
            changes.append(f"cell {cell_id} added")
            cells.insert(_place(cells, list(theirs), cell_id), deepcopy(cell))
        elif base[cell_id] != remembered[cell_id]:
            conflicts.append(Conflict(cell_id, "", cell["source"]))
            remembered[cell_id] = base[cell_id]
    made = deepcopy(notebook)
    made["cells"] = cells
    made["metadata"]["goldenthread"] = {"template": name, "cells": remembered}
    return Carried(made, tuple(changes), tuple(conflicts))


def _verdict(cell: Node, theirs: Node | None, base: Mapping[str, str] | None) -> Verdict:
    if is_ours(cell) or is_exempt(cell):  # a template's cell in its place would be published
        return "mine"
    before = (base or {}).get(cell["id"])
    untouched = before == text_hash(cell["source"])
    if theirs is None:
        return "mine" if before is None else "theirs" if untouched else "conflict"
    if text_hash(theirs["source"]) == text_hash(cell["source"]):
        return "same"
    if untouched:
        return "theirs"
    return "mine" if before == text_hash(theirs["source"]) else "conflict"


def _place(cells: list[Node], order: list[str], cell_id: str) -> int:
    """Find where a template's cell belongs: behind the nearest of those that stand before it in the template."""
    here = {cell["id"]: number for number, cell in enumerate(cells)}
    before = [here[each] for each in order[: order.index(cell_id)] if each in here]
    return max(before) + 1 if before else 0
