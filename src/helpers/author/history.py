"""Keep every text that was ever saved in a period's notebooks: nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.collect.notebook import read_notebook
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.narrate.cell import is_lab, is_untouched, named, text_hash
from helpers.narrate.exception_form import read_form
from helpers.narrate.template import is_templates_own

ABOUT_A_MEASURE = ("commentary-", "exception-")
"""How the ids of the cells begin that nobody deletes on purpose; an offer is there to be deleted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One text, as it once stood in a cell.

    Attributes
    ----------
    cell
        Id of the cell.
    kept
        When it was first seen, in UTC.
    """

    cell: str
    text: str
    kept: str


def history_of(notebook: Path) -> Path:
    """Give the file in which a notebook's texts are kept."""
    return notebook.parent / "history" / f"{notebook.stem}.jsonl"


def kept_texts(notebook: Path) -> list[Kept]:
    """Read what was kept of a notebook, oldest first.

    Raises
    ------
    Refused
        A line was damaged: git may have left conflict markers.
    """
    path = history_of(notebook)
    if not path.is_file():
        return []
    kept = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            kept.append(Kept(**json.loads(line)))
        except (ValueError, TypeError):
            raise Refused.one(
                f"reports/{notebook.parent.name}/history/{path.name}, line {number}", f'"{line}"',
                "one JSON object with cell, text and kept",
                "Take the line back from git; where there are conflict markers (<<<<<<<), keep both sides.",
            ) from None  # fmt: skip
    return kept


def keep(notebook: Path, label: str) -> int:
    """Add to the history what people wrote in a notebook and was not kept yet.

    Parameters
    ----------
    label
        The notebook as errors name it.

    Returns
    -------
    int
        How many texts were added.
    """
    known = {(entry.cell, text_hash(entry.text)) for entry in kept_texts(notebook)}
    added = [
        Kept(str(cell.get("id", "")), cell["source"], datetime.now(UTC).isoformat(timespec="seconds"))
        for cell in _written(read_notebook(notebook, label))
        if (str(cell.get("id", "")), text_hash(cell["source"])) not in known
    ]
    remember(notebook, added)
    return len(added)


def remember(notebook: Path, texts: Iterable[Kept]) -> None:
    """Append texts to a notebook's history, whole lines at once."""
    lines = [json.dumps(asdict(text), ensure_ascii=False) for text in texts]
    if lines:
        path = history_of(notebook)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))


def keep_all(workspace: Workspace, period: Period) -> int:
    """Keep the texts of every notebook of a period."""
    return sum(keep(notebook, workspace.label(notebook)) for notebook in workspace.notebooks(period))


def deleted_cells(workspace: Workspace, period: Period) -> list[tuple[str, str]]:
    """List the cells in which words once stood and which are gone, by notebook.

    Returns
    -------
    list of tuple
        Notebook as errors name it, and id of the cell; its words are in the notebook's history.
    """
    return [
        (label, cell)
        for notebook in workspace.notebooks(period)
        for label in [workspace.label(notebook)]
        for cell in deleted_from(notebook, read_notebook(notebook, label))
    ]


def deleted_from(path: Path, notebook: Mapping[str, Any]) -> list[str]:
    """List the cells that a notebook's history holds words of, and that the notebook has no more.

    Parameters
    ----------
    path
        Where the notebook stands.
    notebook
        What stands there.
    """
    standing = {str(cell.get("id", "")) for cell in notebook["cells"]}
    gone = dict.fromkeys(entry.cell for entry in kept_texts(path) if entry.cell not in standing)
    return [cell for cell in gone if cell.startswith(ABOUT_A_MEASURE)]


def keep_on_save(os_path: str, model: Mapping[str, Any], **_: object) -> None:
    """Keep the texts of a notebook that JupyterLab has just saved: what `goldenthread lab` asks Jupyter to call."""
    path = Path(os_path)
    if model.get("type") == "notebook" and path.parent.parent.name == "reports":
        keep(path, path.name)


def _written(notebook: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Go through the cells that hold words worth keeping: not the template's, and no form that nobody filled."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "markdown" or is_lab(cell) or not cell["source"].strip():
            continue
        if not _bare(cell) and not is_templates_own(notebook, cell):
            yield cell


def _bare(cell: Mapping[str, Any]) -> bool:
    """Say whether a cell holds nothing but what `open` put there for a person to begin from."""
    if not is_untouched(cell):
        return False
    return bool(named(cell, "about") or (named(cell, "exception") and not any(read_form(cell["source"], "").values())))
