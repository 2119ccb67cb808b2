"""From an executed notebook to the notebook that the project holds: what readers see, and nothing of how it was run."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from typing import Any

import nbformat
import yaml

from helpers.model.errors import Problem
from helpers.publish.assemble.authored import disarmed, refusals, under_the_title, without_comments

HIDDEN_TAGS = {"parameters", "injected-parameters"}
_KEPT_CELL_METADATA = {"tags"}


def _is_hidden(cell: Any) -> bool:
    return bool(HIDDEN_TAGS & set(cell.metadata.get("tags", ()))) or "measure" in cell.metadata.get("goldenthread", {})


def _without_title(source: str) -> str:
    """Drop the first-level heading that a notebook opens with: the page's title says it."""
    first, _, rest = source.lstrip().partition("\n")
    return rest.lstrip("\n") if first.startswith("# ") else source


def _markdown_cell(cell: Any, where: str, first: bool, problems: list[Problem]) -> Any | None:
    source = without_comments(_without_title(cell.source) if first else cell.source)
    problems += refusals(source, where)
    if not source.strip():
        return None
    made = nbformat.v4.new_markdown_cell(disarmed(under_the_title(source)), id=cell.id)
    if cell.get("attachments"):
        problems.append(
            Problem(where, "a picture pasted into the cell", "a picture file in the project",
                    "Save the picture as a file and refer to it: ![what it says](picture.png).")  # fmt: skip
        )
    return made


def _output(output: Any) -> Any:
    made = nbformat.from_dict(output)
    if "execution_count" in made:
        made["execution_count"] = None
    data = made.get("data", {})
    if "text/markdown" in data:
        data["text/markdown"] = disarmed(under_the_title("".join(data["text/markdown"])))
    return made


def _code_cell(cell: Any) -> Any:
    made = nbformat.v4.new_code_cell(cell.source, id=cell.id, outputs=[_output(output) for output in cell.outputs])
    made.metadata.update({key: value for key, value in cell.metadata.items() if key in _KEPT_CELL_METADATA})
    return made


def front_matter_cell(facts: dict[str, Any]) -> Any:
    """Return the first cell of a Quarto notebook: its facts as YAML between dashes."""
    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=10_000)
    return nbformat.v4.new_raw_cell(f"---\n{text}---", id="front-matter")


def project_notebook(executed: Any, where: str, facts: dict[str, Any], opening: str, problems: list[Problem]) -> Any:
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
    problems
        Receives what is refused.
    """
    cells = [front_matter_cell(facts)]
    if opening:
        cells.append(nbformat.v4.new_markdown_cell(opening, id="opening"))
    first = True
    for number, cell in enumerate(executed.cells, start=1):
        if _is_hidden(cell) or cell.cell_type == "raw":
            continue
        if cell.cell_type == "markdown":
            made = _markdown_cell(cell, f"{where}, cell {number}", first, problems)
            first = False
        else:
            made = _code_cell(cell)
        if made is not None:
            cells.append(made)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def chart_text(notebook: Any, where: str, problems: list[Problem]) -> dict[str, str]:
    """Return the SHA-1 of every chart picture in `notebook` with the words that describe it."""
    found = {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        picture = output.get("data", {}).get("image/png")
        if picture is None:
            continue
        words = output.get("metadata", {}).get("image/png", {}).get("alt", "").strip()
        if not words:
            problems.append(
                Problem(where, "a chart without alternative text", "words that say what the chart shows",
                        "Give the chart its `alt` when you draw it.")  # fmt: skip
            )
        found[hashlib.sha1(b64decode("".join(picture)), usedforsecurity=False).hexdigest()] = words
    return found
