"""A notebook as a build runs it: without what is for the analyst alone, or stands elsewhere."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from helpers.model.errors import Refused
from helpers.model.exempt import LAWS
from helpers.publish.as_run import copy_as_run
from helpers.publish.notebook import place_of, read_notebook


def write(path: Path, *cells: nbformat.NotebookNode) -> Path:
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), path)
    return path


def test_measures_words_and_lab_cells_are_left_out_and_the_rest_keeps_its_place(tmp_path: Path) -> None:
    ours = [
        nbformat.v4.new_markdown_cell("Words", id=kind, metadata={"goldenthread": {kind: "43"}})
        for kind in ("about", "measure", "exception", "offer")
    ]
    lab = nbformat.v4.new_code_cell("owed(results)", id="lab", metadata={"tags": ["lab"]})
    written = write(
        tmp_path / "written.ipynb", *ours, nbformat.v4.new_markdown_cell("## Scorecard", id="heading"), lab,
        nbformat.v4.new_code_cell("scorecard(results)", id="card"),
    )  # fmt: skip
    before = written.read_bytes()

    copy_as_run(written, tmp_path / "copy.ipynb", "reports/housing.ipynb", LAWS["England"])

    kept = read_notebook(tmp_path / "copy.ipynb").cells
    assert [(cell.id, place_of(cell, 0)) for cell in kept] == [("heading", 5), ("card", 7)]
    assert written.read_bytes() == before


@pytest.mark.parametrize("text", ["{", "<<<<<<< ours\n{}\n"])
def test_a_notebook_that_cannot_be_read_is_refused_by_the_name_a_person_knows(tmp_path: Path, text: str) -> None:
    (tmp_path / "written.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"reports/housing\.ipynb"):
        copy_as_run(tmp_path / "written.ipynb", tmp_path / "copy.ipynb", "reports/housing.ipynb", LAWS["England"])
