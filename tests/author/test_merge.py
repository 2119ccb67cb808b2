"""A template's improvements reach an analyst's notebook by cell id; what both changed is shown, not guessed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import nbformat
from syrupy.assertion import SnapshotAssertion

from helpers.author.conflict import conflict_text
from helpers.author.merge import carried
from helpers.narrate.cell import cell_id

Cells = dict[str, str]


def book(cells: Cells, **ours: str) -> Any:
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(source, id=name) for name, source in cells.items()]
    for ref, text in ours.items():
        metadata = {"goldenthread": {"measure": ref}}
        made.cells.append(nbformat.v4.new_markdown_cell(text, id=cell_id("measure", ref), metadata=metadata))
    return made


def test_a_templates_cell_that_became_exempt_stays_so() -> None:
    notebook = opened({"financial": "What it costs."})
    notebook.cells[0].metadata["goldenthread"] = {"exempt": {"paragraph": 3, "reason": "Bids."}}
    for template in ("What it costs.", "What it costs, or saves."):
        (cell,) = carried(notebook, book({"financial": template}), "report").notebook.cells
        assert "exempt" in cell.metadata["goldenthread"]


def opened(cells: Cells, **ours: str) -> Any:
    """A notebook made from a template of these cells, with commentary."""
    made = carried(book({}), book(cells), "directorate").notebook
    made.cells += book({}, **ours).cells
    return made


def sources(notebook: Any) -> Cells:
    return {cell.id: cell.source for cell in notebook.cells}


def changed(notebook: Any, name: str, source: str) -> Any:
    made = deepcopy(notebook)
    next(cell for cell in made.cells if cell.id == name).source = source
    return made


def without(notebook: Any, name: str) -> Any:
    made = deepcopy(notebook)
    made.cells = [cell for cell in made.cells if cell.id != name]
    return made


OLD = {"a": "one()", "b": "two()", "c": "three()"}


def test_a_cell_nobody_touched_follows_the_template() -> None:
    made = carried(opened(OLD), book(OLD | {"b": "better()"}), "directorate")
    assert sources(made.notebook) == OLD | {"b": "better()"}
    assert (made.changes, made.conflicts) == (("cell b improved",), ())


def test_a_new_cell_comes_in_behind_the_one_before_it_and_commentary_stays_at_the_end() -> None:
    made = carried(
        opened(OLD, H1="Fewer families."), book({"a": "one()", "new": "0", "b": "two()", "c": "three()"}), "d"
    )
    assert list(sources(made.notebook)) == ["a", "new", "b", "c", "commentary-H1"]
    assert sources(made.notebook)["commentary-H1"] == "Fewer families."


def test_a_cell_the_template_dropped_goes_unless_the_analyst_changed_it() -> None:
    dropped = book({"a": "one()", "c": "three()"})
    assert list(sources(carried(opened(OLD), dropped, "d").notebook)) == ["a", "c"]
    kept = carried(changed(opened(OLD), "b", "mine()"), dropped, "d")
    assert sources(kept.notebook) == OLD | {"b": "mine()"}
    assert [(conflict.cell, conflict.mine, conflict.theirs) for conflict in kept.conflicts] == [("b", "mine()", "")]


def test_the_analysts_change_stands_where_the_template_did_not_change() -> None:
    made = carried(changed(opened(OLD), "b", "mine()"), book(OLD), "d")
    assert sources(made.notebook)["b"] == "mine()"
    assert not made.conflicts


def test_a_cell_both_changed_stays_and_is_told_every_time_until_it_is_settled() -> None:
    template = book(OLD | {"b": "better()"})
    first = carried(changed(opened(OLD), "b", "mine()"), template, "d")
    again = carried(first.notebook, template, "d")
    assert sources(again.notebook)["b"] == "mine()"
    assert [conflict.cell for conflict in again.conflicts] == ["b"]
    assert not carried(changed(again.notebook, "b", "better()"), template, "d").conflicts


def test_a_cell_the_analyst_deleted_stays_deleted_and_a_change_to_it_is_told() -> None:
    mine = without(opened(OLD), "b")
    assert "b" not in sources(carried(mine, book(OLD), "d").notebook)
    told = carried(mine, book(OLD | {"b": "better()"}), "d")
    assert "b" not in sources(told.notebook)
    assert [conflict.theirs for conflict in told.conflicts] == ["better()"]


def test_a_notebook_copied_by_hand_keeps_its_own_cells_and_takes_the_missing_ones() -> None:
    made = carried(book({"a": "one()", "b": "mine()"}), book(OLD), "d")
    assert sources(made.notebook) == {"a": "one()", "b": "mine()", "c": "three()"}
    assert [conflict.cell for conflict in made.conflicts] == ["b"]


def test_the_notebook_given_is_left_as_it_is() -> None:
    mine = changed(opened(OLD), "b", "mine()")
    before = deepcopy(mine)
    carried(mine, book({"z": "1"}), "d")
    assert mine == before


def test_a_conflict_is_shown_as_nbdime_shows_it(golden: SnapshotAssertion) -> None:
    made = carried(changed(opened(OLD), "b", "mine(1)\nkept()"), book(OLD | {"b": "better(1)\nkept()"}), "d")
    assert conflict_text("reports/2019-20-q3/adults.ipynb", made.conflicts[0]) == golden(name="conflict")
