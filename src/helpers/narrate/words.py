"""Read what people wrote in a period's notebooks. May import `model`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers.collect.notebook import read_notebook
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.exempt import LAWS, ExemptBlock, Law
from helpers.model.period import Period
from helpers.model.words import Commentary, ExceptionReport, Offer, Prose, Words
from helpers.narrate.cell import CellKind, is_lab, is_ours, is_untouched, named, part_of, state_of
from helpers.narrate.exception_form import read_form
from helpers.narrate.exempt import part_one
from helpers.narrate.template import is_templates_own

CELLS: dict[CellKind, str] = {"measure": "commentary", "exception": "an exception report"}
"""The kinds of which there is one a measure, as errors name them."""

_KINDS = {"tbl": "table", "fig": "figure"}
_LABELS = {
    "code": re.compile(r"^#\|\s*label:\s*[\"']?((?:tbl|fig)-[\w-]+)", re.MULTILINE),
    "markdown": re.compile(r"\{#((?:tbl|fig)-[\w-]+)\}"),
}


def read_words(notebooks: Iterable[Path], refs: Iterable[str], period: Period, law: Law = LAWS["England"]) -> Words:
    """Read the words in a period's notebooks, but for those of exempt blocks and of earlier periods.

    Parameters
    ----------
    notebooks
        The period's authored notebooks.
    refs
        The measures that a cell may name.
    period
        Whose notebooks these are.
    law
        What may be exempt in the council's country.

    Returns
    -------
    Words
        In the order of notebooks and cells; empty cells, and forms nobody has touched, are left out.

    Raises
    ------
    Refused
        A notebook cannot be read, a cell names an unknown measure, two cells speak of one measure, a form cannot be
        read, or an exempt block is not marked as the law wants.
    """
    read, exempt = _open_to_packs(notebooks, f"reports/{period}", law)
    cells = [
        found for slug, notebook in read.items() for found in _cells(notebook, slug, f"reports/{period}/{slug}.ipynb")
    ]
    problems = _misplaced(cells, list(refs))
    exceptions = []
    for cell, where, _slug in cells:
        if (ref := named(cell, "exception")) and not is_untouched(cell):
            try:
                exceptions.append(ExceptionReport(ref, read_form(cell.source, where), where, period))
            except Refused as refused:
                problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return Words(
        tuple(
            Commentary(ref, cell.source.strip(), where, state_of(cell), period)
            for cell, where, _slug in cells
            if (ref := named(cell, "measure")) and cell.source.strip()
        ),
        tuple(report for report in exceptions if any(report.answers.values())),
        tuple(Offer(ref, cell.source, where) for cell, where, _slug in cells if (ref := named(cell, "offer"))),
        tuple(
            Prose(slug, cell.source, where, part_of(cell), str(cell.get("id", "")))
            for cell, where, slug in cells
            if cell.cell_type == "markdown" and not is_ours(cell) and not is_lab(cell) and cell.source.strip()
        ),
        labels={slug: labels_of(notebook) for slug, notebook in read.items()},
        exempt=exempt,
    )


def _open_to_packs(notebooks: Iterable[Path], folder: str, law: Law) -> tuple[dict[str, Any], tuple[ExemptBlock, ...]]:
    """Read notebooks without the words of their exempt blocks; every problem of every block comes at once."""
    read: dict[str, Any] = {}
    blocks: list[ExemptBlock] = []
    problems: list[Problem] = []
    for path in notebooks:
        label = f"{folder}/{path.name}"
        try:
            read[path.stem], found = part_one(read_notebook(path, label), path.stem, label, law)
            blocks += found
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return read, tuple(blocks)


def labels_of(notebook: Any) -> tuple[str, ...]:  # noqa: ANN401 - nbformat has no types
    """List the labels of a notebook's tables and figures, each with its number: ``tbl-priorities``, ``table 1``."""
    labels: list[str] = []
    counts = {"tbl": 0, "fig": 0}
    for cell in notebook.cells:
        for label in (
            _LABELS[cell.cell_type].findall(cell.source) if cell.cell_type in _LABELS and not is_lab(cell) else ()
        ):
            kind = label.partition("-")[0]
            counts[kind] += 1
            labels += [label, f"{_KINDS[kind]} {counts[kind]}"]
    return tuple(labels)


def _cells(notebook: Any, slug: str, label: str) -> Iterator[tuple[Any, str, str]]:  # noqa: ANN401
    """Go through the cells of a notebook that a person may have written in."""
    for number, cell in enumerate(notebook.cells, start=1):
        if is_templates_own(notebook, cell):
            continue
        yield cell, f"{label}, cell {cell.get('id', number)}", slug


def _misplaced(cells: Iterable[tuple[Any, str, str]], known: Collection[str]) -> list[Problem]:
    """Find cells about no measure that there is, and a second cell about one."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for cell, where, _slug in cells:
        for kind, words in CELLS.items():
            ref = named(cell, kind)
            if not ref:
                continue
            if ref not in known:
                problems.append(
                    Problem(
                        where, f'{words} for the measure "{ref}"', f"one of {quoted(known)}",
                        "Correct the ref in the cell's metadata, or move the words to another cell.",
                    )
                )  # fmt: skip
            elif other := seen.get((kind, ref)):
                problems.append(
                    Problem(
                        where, f'{words} for "{ref}" again (it stands at {other})', f"{words} in one cell a measure",
                        "Bring the two texts together in one cell.",
                    )
                )  # fmt: skip
            seen.setdefault((kind, ref), where)
    return problems
