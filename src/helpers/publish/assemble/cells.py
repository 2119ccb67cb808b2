"""From an executed notebook to the notebook that the project holds: what readers see, and nothing of how it was run."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from typing import Any

import yaml

from helpers.model.errors import Problem
from helpers.narrate.cell import is_ours, part_of
from helpers.narrate.words import labels_of
from helpers.publish.assemble.addresses import Addresses
from helpers.publish.assemble.authored import disarmed, refusals, under_the_title, without_comments
from helpers.publish.assemble.covering import CoveringText, broken_references
from helpers.publish.notebook import Node, code_cell, node, notebook_of, place_of, text_cell

HIDDEN_TAGS = {"parameters", "injected-parameters"}


def _is_hidden(cell: Node) -> bool:
    return bool(HIDDEN_TAGS & set(cell.metadata.get("tags", ()))) or is_ours(cell)


def _without_title(source: str) -> str:
    """Drop the first-level heading that a notebook opens with: the page's title says it."""
    first, _, rest = source.lstrip().partition("\n")
    return rest.lstrip("\n") if first.startswith("# ") else source


def _markdown_cell(cell: Node, where: str, number: int, first: bool, problems: list[Problem]) -> Node | None:
    source = without_comments(_without_title(cell.source) if first else cell.source)
    where = f"{where}, cell {number}"
    problems += refusals(source, where)
    if not source.strip():
        return None
    if cell.get("attachments"):
        found, expected = "a picture pasted into the cell", "a chart drawn by helpers"
        problems.append(Problem(where, found, expected, "Remove the picture, or draw the chart in a code cell."))
    return text_cell("markdown", disarmed(under_the_title(source)), cell.id, number)


def _output(output: Node, addresses: Addresses) -> Node:
    made = node(output)
    if "execution_count" in made:
        made["execution_count"] = None
    data = made.get("data", {})
    if "text/markdown" in data:
        data["text/markdown"] = disarmed(under_the_title(addresses.in_markdown("".join(data["text/markdown"]))))
    if "text/html" in data:
        data["text/html"] = addresses.in_html("".join(data["text/html"]))
    return made


def _code_cell(cell: Node, number: int, addresses: Addresses) -> Node:
    return code_cell(cell.source, cell.id, [_output(output, addresses) for output in cell.outputs], number)


def front_matter_cell(facts: dict[str, Any]) -> Node:
    """Return the first cell of a Quarto notebook: its facts as YAML between dashes."""
    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=10_000)
    return text_cell("raw", f"---\n{text}---", "front-matter")


def project_notebook(
    executed: Node,
    where: str,
    facts: dict[str, Any],
    opening: str,
    addresses: Addresses,
    problems: list[Problem],
    covering: CoveringText | None = None,
) -> Node:
    """Return the notebook that the project holds.

    Parameters
    ----------
    executed
        The notebook as it ran.
    where
        Its name for a person, for the problems.
    facts
        Front matter.
    opening
        Markdown that every page and paper opens with, or nothing.
    addresses
        How it reaches the rest of the edition.
    problems
        Receives what is refused.
    covering
        What it says, where it is the covering report.
    """
    cells = [front_matter_cell(facts)]
    if opening:
        cells.append(text_cell("markdown", opening, "opening"))
    if covering:
        executed = _with_covering(executed, where, covering, addresses, problems)
    first = True
    for count, cell in enumerate(executed.cells, start=1):
        number = place_of(cell, count)
        if _is_hidden(cell) or cell.cell_type == "raw":
            continue
        if cell.cell_type == "markdown":
            made = _markdown_cell(cell, where, number, first, problems)
            first = False
        else:
            made = _code_cell(cell, number, addresses)
        if made is not None:
            cells.append(made)
    return notebook_of(cells)


def _with_covering(
    executed: Node, where: str, covering: CoveringText, addresses: Addresses, problems: list[Problem]
) -> Node:
    """Put the covering report's words, as the store has them, in the place of those in its notebook.

    The title block goes to the top, and what is at the foot to the end; a part that no cell holds stands where the
    house style has it.
    """
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    labels = covering.labels(labels_of(notebook_of(code)))
    gaps = covering.gaps([part_of(cell) for cell in executed.cells])
    made = [text_cell("markdown", covering.head(), "report-head")]

    def fill_gap(before: str) -> None:
        for key in gaps.get(before, ()):
            made.append(text_cell("markdown", addresses.in_markdown(covering.section(key)), f"report-{key}"))

    for count, cell in enumerate(executed.cells, start=1):
        if cell.cell_type == "markdown":
            number, part = place_of(cell, count), part_of(cell)
            text = next((each.text for each in covering.parts if each.part.key == part), "")
            text = text if part else covering.prose.get(cell.id, cell.source)
            problems += broken_references(text, f"{where}, cell {number}", labels)
            if part:
                fill_gap(part)
            if covering.is_head(part):
                problems += refusals(without_comments(text), f"{where}, cell {number}")
                continue
            cell = text_cell("markdown", covering.section(part) if part else text, cell.id, number)
        made.append(cell)
    fill_gap("")
    made.append(text_cell("markdown", covering.foot(), "report-foot"))
    return notebook_of(made)


def chart_text(notebook: Node, where: str, problems: list[Problem]) -> dict[str, str]:
    """Return the SHA-1 of every chart picture in `notebook` with the words that describe it."""
    found = {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        picture = output.get("data", {}).get("image/png")
        if picture is None:
            continue
        words = output.get("metadata", {}).get("image/png", {}).get("alt", "").strip()
        if not words:
            found_out, expected = "a chart without alternative text", "words that say what the chart shows"
            problems.append(Problem(where, found_out, expected, "Give the chart its `alt` when you draw it."))
        found[hashlib.sha1(b64decode("".join(picture)), usedforsecurity=False).hexdigest()] = words
    return found
