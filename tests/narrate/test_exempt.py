"""The words of an exempt block do not exist behind the door that every pack's notebooks come through."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.model.exempt import LAWS
from helpers.narrate.exempt import exempt_blocks, note_of, part_one

ENGLAND = LAWS["England"]


def exempt(text: str, part: str = "", **cell: Any) -> nbformat.NotebookNode:
    ours = {"exempt": {"paragraph": 3, "reason": "It would tell bidders\n what we pay"}} | (
        {"part": part} if part else {}
    )
    return new_markdown_cell(text, metadata={"goldenthread": ours, "tags": ["Planted"]}, **cell)


def opened(*cells: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    notebook, _ = part_one(new_notebook(cells=list(cells)), "report", "reports/report.ipynb", ENGLAND)
    nbformat.validate(notebook)
    return list(notebook.cells)


def test_a_note_stands_in_the_place_of_a_block_with_paragraph_wording_and_reason() -> None:
    before, note, after = opened(new_markdown_cell("One."), exempt("Planted."), new_markdown_cell("Two."))
    assert (before.source, after.source) == ("One.", "Two.")
    assert note.source == (
        "Part of this report is exempt from publication under paragraph 3 of Part 1 of Schedule 12A to the Local "
        "Government Act 1972: “information relating to the financial or business affairs of any particular person "
        "(including the authority holding that information)”. Why it is in the public interest to withhold it: It "
        "would tell bidders what we pay. It is in the Part II paper of this report, which is not published."
    )


def test_nothing_of_the_block_is_left_neither_a_picture_nor_a_tag() -> None:
    (cell,) = opened(exempt("Planted.", attachments={"Planted.png": {"image/png": "Planted"}}))
    assert "Planted" not in nbformat.writes(new_notebook(cells=[cell]))


def test_a_block_of_a_part_is_told_at_the_end_of_that_part_wherever_it_stands() -> None:
    money = new_markdown_cell("It costs money.", metadata={"goldenthread": {"part": "financial"}})
    for order in ((money, exempt("Planted.", "financial")), (exempt("Planted.", "financial"), money)):
        (cell,) = opened(*order)
        assert cell.source.startswith("It costs money.\n\nPart of this report is exempt")
    assert money.source == "It costs money."


def test_a_part_that_is_exempt_as_a_whole_says_so() -> None:
    (cell,) = opened(exempt("Planted.", "financial"), exempt("Planted too.", "financial"))
    assert cell.metadata["goldenthread"] == {"part": "financial"}
    assert cell.source.count("Part of this report is exempt") == 2


@pytest.mark.parametrize("text", ["", " \n", "<!-- to be written -->"])
def test_a_block_without_words_is_taken_out_and_nothing_is_said_of_it(text: str) -> None:
    assert opened(exempt(text)) == []


def test_the_blocks_that_packs_know_of_have_no_words_and_those_of_part_two_have() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("One."), exempt("Planted.")])
    _, (known,) = part_one(notebook, "report", "reports/report.ipynb", ENGLAND)
    (held,) = exempt_blocks(notebook, "report", "reports/report.ipynb", ENGLAND)
    assert (known.text, held.text, known.place, known.paragraph) == ("", "Planted.", 2, 3)


def test_each_country_has_the_paragraphs_of_its_own_law() -> None:
    numbers = {country: (min(law.paragraphs), max(law.paragraphs)) for country, law in LAWS.items()}
    assert numbers == {"England": (1, 7), "Wales": (12, 18), "Scotland": (1, 15), "Northern Ireland": (1, 7)}
    assert all(
        wording.endswith(".") and wording[0].isupper() for law in LAWS.values() for wording in law.paragraphs.values()
    )


def test_scotland_whose_law_has_no_public_interest_test_is_not_said_to_have_one() -> None:
    (block,) = exempt_blocks(new_notebook(cells=[exempt("Planted.")]), "report", "x", LAWS["Scotland"])
    assert "Why it is withheld: It would" in note_of(block, LAWS["Scotland"])


def test_a_reason_is_words_and_no_markup() -> None:
    cell = new_markdown_cell("x", metadata={"goldenthread": {"exempt": {"paragraph": 1, "reason": "<b>*it*</b>"}}})
    (note,) = opened(cell)
    assert r"\<b\>\*it\*\</b\>." in note.source
